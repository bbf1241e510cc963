"""PIP Manager: lent staff, covered posts, priced work, invoices, and the money."""

__version__ = "0.1.0"
