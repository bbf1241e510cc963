"""Fill a new store with the demonstration, invoices issued by the real verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.money import pence
from pip_manager.services import demo_data
from pip_manager.services.billing import Billing
from pip_manager.services.crediting import Crediting, Terms
from pip_manager.services.progress import Report, unheard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from pip_manager.domain.values import Row
    from pip_manager.services.demo_data import PlannedInvoice
    from pip_manager.services.workplace import Workplace


def issue(
    office: Workplace,
    rows: dict[str, list[Row]],
    today: date,
    report: Report = unheard,
) -> None:
    """Issue what the demonstration plans, oldest first, and record what was paid."""
    payments: list[Row] = []
    plan = demo_data.plan_of_invoicing(rows, today)
    for n, planned in enumerate(plan):
        report(n, len(plan))
        for number, gross in _issued(office, planned):
            payments.extend(_paid(planned, number, gross))
            if planned.credit_on is not None:
                terms = Terms(planned.credit_on, planned.credit_reason)
                Crediting(office).all(number, terms)
    with office.writing("Record payments") as writer:
        for n, payment in enumerate(payments, start=1):
            writer.add("payments", {"payment": f"PAY{n:04d}", **payment})


def _issued(
    office: Workplace, planned: PlannedInvoice
) -> Iterator[tuple[str, Decimal]]:
    billing = Billing(office)
    drafted = billing.draft(planned.engagement, planned.start, planned.end)
    for draft in drafted.drafts:
        if draft.draft is None or billing.problems(draft.draft):
            continue  # an authority lacks what an invoice needs, to be seen as such
        issued = billing.issue(draft.draft, planned.on)
        yield str(issued.number), issued.gross


def _paid(planned: PlannedInvoice, number: str, gross: Decimal) -> Iterator[Row]:
    for part in planned.payments:
        yield {
            "number": number,
            "on": part.on,
            "amount": pence(gross * part.share),
            "reference": part.reference,
        }
