"""The late payment calculator of one invoice, where Settings show it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pip_manager import assets
from pip_manager.billing.late_payment import Claim, Received, ReferenceRates, claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from pip_manager.models.invoices import Payment
    from pip_manager.models.ledger import InvoiceRow

__all__ = ["Claim", "late_claim"]


def late_claim(
    settings: Mapping[str, str],
    invoice: InvoiceRow,
    payments: Iterable[Payment],
    on: date,
) -> Claim | None:
    """Return what the law would allow for an invoice; None where off or not late."""
    if settings["late_payment"] != "yes" or invoice.kind != "invoice":
        return None
    received = [Received(one.on, one.amount) for one in payments]
    debt = invoice.gross - invoice.credited
    return claim(debt, invoice.due_on, received, on, _rates())


@cache
def _rates() -> ReferenceRates:
    table = assets.table("reference", "late_payment_reference_rates.csv")
    return ReferenceRates.from_table(table)
