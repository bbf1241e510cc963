"""The Invoices page."""

from __future__ import annotations

from pip_manager.ui.invoices.page import InvoicesPage

__all__ = ["InvoicesPage"]
