"""An invoice or credit note as it is printed, shown and frozen: every word and figure.

Amounts are GBP. In an issued document nothing is looked up again: it is complete.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer; `address` keeps its line breaks; absent words are empty."""

    name: str
    address: str
    country: str = "GB"
    unit: str = ""
    gss_code: str = ""
    vat_number: str = ""
    contact: str = ""
    email: str = ""
    endpoint_scheme: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """Where to pay; all empty where not stated in Settings."""

    name: str = ""
    sort_code: str = ""
    account: str = ""
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `vat_rate` in per cent, None outside the scope; `items` are codes.

    On a credit note `credits` is the number of the line it takes back.
    """

    n: int
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net: Decimal
    vat_code: str
    vat_rate: Decimal | None
    vat_reason: str = ""
    items: tuple[str, ...] = ()
    credits: int | None = None


@dataclass(frozen=True, slots=True)
class VatRow:
    """VAT of one code and rate on the sum of its line nets, rounded once."""

    code: str
    rate: Decimal | None
    net: Decimal
    vat: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice or credit note; a draft has no number and no date of issue.

    `mode` is ``vat_invoice`` or ``proforma``; `marking` is printed across the page
    (``DRAFT``, ``SAMPLE``, ``DEMO``) and empty on the real thing.
    """

    kind: str
    seller: Party
    buyer: Party
    engagement: str
    engagement_title: str
    agreement: str
    agreement_title: str
    period_from: date
    period_to: date
    lines: tuple[Line, ...]
    vat: tuple[VatRow, ...]
    net: Decimal
    vat_total: Decimal
    gross: Decimal
    number: str | None = None
    draft: int | None = None
    issued_on: date | None = None
    tax_point: date | None = None
    due_on: date | None = None
    po_number: str = ""
    buyer_reference: str = ""
    credits: str | None = None
    credits_on: date | None = None
    reason: str = ""
    mode: str = "vat_invoice"
    marking: str = ""
    bank: Bank = field(default_factory=Bank)
    payment_days: int = 30
    anchor: str = ""
    notes: tuple[str, ...] = ()
