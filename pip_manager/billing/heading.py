"""Everything a document says besides its lines, from settings and stored rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pip_manager.billing import columns
from pip_manager.billing.document import Bank, Party

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pip_manager.domain.calendar import Period
    from pip_manager.domain.values import Value

    Row = Mapping[str, Value]

PAYMENT_DAYS = 30
VAT_INVOICE = "vat_invoice"


@dataclass(frozen=True, slots=True)
class Heading:
    """Who sells what to whom, for which days and under what agreement."""

    seller: Party
    buyer: Party
    engagement: str
    engagement_title: str
    agreement: str
    agreement_title: str
    period_from: date
    period_to: date
    bank: Bank = field(default_factory=Bank)
    po_number: str = ""
    po_required: bool = False
    buyer_reference: str = ""
    payment_days: int = PAYMENT_DAYS
    supply_pattern: str | None = None
    mode: str = VAT_INVOICE
    marking: str = ""
    anchor: str = ""
    notes: tuple[str, ...] = ()


def heading(
    settings: Mapping[str, str],
    authority: Row,
    engagement: Row,
    agreement: Row,
    period: Period,
) -> Heading:
    """Put a heading together; payment days: the agreement's, else Settings', else 30.

    `authority` is its row with `name` filled in from the reference where it is empty.
    """
    return Heading(
        seller=seller(settings),
        buyer=buyer(authority),
        bank=bank(settings),
        engagement=columns.code(engagement, "engagement"),
        engagement_title=columns.code(engagement, "title"),
        agreement=columns.code(agreement, "agreement"),
        agreement_title=columns.text(agreement, "title") or "",
        period_from=period.start,
        period_to=period.end,
        po_number=columns.text(agreement, "po_number") or "",
        po_required=columns.flag(authority, "po_required", empty=False),
        buyer_reference=columns.text(authority, "buyer_reference") or "",
        payment_days=payment_days(settings, agreement),
        supply_pattern=columns.text(agreement, "supply_pattern"),
        mode=settings.get("document_mode") or VAT_INVOICE,
    )


def payment_days(settings: Mapping[str, str], agreement: Row) -> int:
    """Return how many days after the issue payment is due."""
    agreed = columns.number(agreement, "payment_days")
    if agreed is not None:
        return agreed
    return int(settings.get("payment_days") or PAYMENT_DAYS)


def seller(settings: Mapping[str, str]) -> Party:
    """Return the unit as Settings state it."""

    def stated(key: str) -> str:
        return settings.get(f"seller_{key}") or ""

    return Party(
        name=stated("name"),
        address=stated("address"),
        country=stated("country") or "GB",
        unit=stated("unit"),
        gss_code=settings.get("home_authority") or "",
        vat_number=stated("vat_number"),
        contact=stated("contact"),
        email=stated("email"),
        endpoint_scheme=stated("endpoint_scheme"),
        endpoint=stated("endpoint"),
    )


def buyer(authority: Row) -> Party:
    """Return the authority under its billing name, else its name."""

    def stated(name: str) -> str:
        return columns.text(authority, name) or ""

    return Party(
        name=stated("billing_name") or stated("name"),
        address=stated("billing_address"),
        country=stated("country") or "GB",
        gss_code=stated("authority"),
        vat_number=stated("vat_number"),
        contact=stated("contact_name"),
        email=stated("contact_email"),
        endpoint_scheme=stated("endpoint_scheme"),
        endpoint=stated("endpoint"),
    )


def bank(settings: Mapping[str, str]) -> Bank:
    """Return where to pay, as far as Settings state it."""
    return Bank(
        name=settings.get("bank_name") or "",
        sort_code=settings.get("bank_sort_code") or "",
        account=settings.get("bank_account") or "",
        iban=settings.get("iban") or "",
    )
