"""What is said wherever somebody would alter what an issued invoice holds."""

from __future__ import annotations

STAYS = (
    "An issued invoice stays as it is. A credit note corrects it: Invoices, Issued,"
    " Credit."
)
