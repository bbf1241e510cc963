"""PIP Manager: lent staff, covered posts, priced work, invoices and where the money went."""

__version__ = "0.1.0"
