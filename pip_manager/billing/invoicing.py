"""Drafts and issued invoices: charges under a heading, taxed and added up."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing.document import Document
from pip_manager.billing.heading import Heading, heading
from pip_manager.billing.lines import GROUPINGS, Group, Layout, group, lines
from pip_manager.billing.vat import VatRates, totals, vat_rows
from pip_manager.errors import PipManagerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pip_manager.billing.priced import Charge

__all__ = [
    "GROUPINGS",
    "Bundle",
    "Group",
    "Heading",
    "Issue",
    "Layout",
    "bundles",
    "compose",
    "group",
    "heading",
    "number",
    "tax_point",
]

OUTSIDE = "O"
_INVOICE_AT_ONCE = 14


class Bundle(NamedTuple):
    """The charges of one draft; `outside` the scope of VAT or within it."""

    agreement: str
    outside: bool
    charges: tuple[Charge, ...]


class Issue(NamedTuple):
    """The number and the day a document gets when it is issued."""

    number: str
    on: date


def bundles(charges: Iterable[Charge]) -> tuple[Bundle, ...]:
    """Split charges into drafts: one an agreement, a further one outside the scope.

    An invoice that shows an amount outside the scope of VAT shows no other.
    """
    found: dict[tuple[str, bool], list[Charge]] = {}
    for charge in charges:
        key = charge.agreement, charge.vat_code == OUTSIDE
        found.setdefault(key, []).append(charge)
    return tuple(Bundle(*key, tuple(found[key])) for key in sorted(found))


def compose(
    heading: Heading,
    charges: Iterable[Charge],
    vat: VatRates,
    layout: Layout,
    issue: Issue | None = None,
) -> Document:
    """Return an invoice: a draft, or with `issue` one numbered, dated and due.

    A draft is taxed as of the period's end, an invoice as of its tax point.

    Raises:
        PipManagerError: there is nothing to invoice, or no VAT rate is known.
    """
    groups = group(charges, layout.grouping)
    if not groups:
        raise PipManagerError("There is nothing to invoice in this period.")
    point = _tax_point(heading, groups, issue)
    rate_of = partial(vat.rate, on=point or heading.period_to)
    made = lines(groups, layout, rate_of)
    rows = vat_rows(made)
    net, vat_total = totals(rows)
    return Document(
        kind="invoice",
        seller=heading.seller,
        buyer=heading.buyer,
        engagement=heading.engagement,
        engagement_title=heading.engagement_title,
        agreement=heading.agreement,
        agreement_title=heading.agreement_title,
        period_from=heading.period_from,
        period_to=heading.period_to,
        lines=made,
        vat=rows,
        net=net,
        vat_total=vat_total,
        gross=net + vat_total,
        number=issue.number if issue else None,
        issued_on=issue.on if issue else None,
        tax_point=point,
        due_on=issue.on + timedelta(heading.payment_days) if issue else None,
        po_number=heading.po_number,
        buyer_reference=heading.buyer_reference,
        mode=heading.mode,
        marking=heading.marking,
        bank=heading.bank,
        payment_days=heading.payment_days,
        anchor=heading.anchor,
        notes=heading.notes,
    )


def tax_point(on: date, last_item: date, supply_pattern: str | None) -> date:
    """Return the time of supply of an invoice issued `on` a day.

    It is the day of issue for a continuous supply (or where that is not stated) and
    where the last item is at most 14 days old, else the last item's day.

    Source: VAT Regulations 1995, regulation 90; VAT Act 1994, section 6(5).
    """
    if supply_pattern != "one_off" or (on - last_item).days <= _INVOICE_AT_ONCE:
        return on
    return last_item


def number(prefix: str, year: int, n: int) -> str:
    """Write the number of a document: ``LRPC-2017-0001``, growing past 9999."""
    return f"{prefix}-{year}-{n:04d}"


def _tax_point(
    heading: Heading, groups: tuple[Group, ...], issue: Issue | None
) -> date | None:
    if issue is None:
        return None
    last = max(charge.date for alike in groups for charge in alike)
    return tax_point(issue.on, last, heading.supply_pattern)
