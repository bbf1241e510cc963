"""A statement of account: what one authority owes on a day, invoice by invoice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

AGES = ("Not due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days")
"""How late the parts of a debt are, as headings."""


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """One invoice that is not settled, in GBP with VAT; `late` in days, 0 if not due.

    `settled` is what was paid and credited of it.
    """

    number: str
    issued_on: date
    due_on: date
    late: int
    gross: Decimal
    settled: Decimal
    outstanding: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """All that is printed; absent words are empty.

    `ages` are the sums under `AGES`, `pay` labels and words of how to pay (a row
    without a label is a sentence), `marking` a word across the page such as DEMO.
    """

    seller: str
    unit: str
    seller_address: str
    vat_number: str
    buyer: str
    buyer_address: str
    on: date
    invoices: Sequence[OpenInvoice]
    ages: Sequence[Decimal]
    total: Decimal
    pay: Sequence[tuple[str, str]]
    contact: str = ""
    marking: str = ""

    @property
    def overdue(self) -> Decimal:
        """What is past its due date."""
        return self.total - self.ages[0]
