"""What came in, what was taken back and what is left of an issued document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pip_manager.ui.kit import words
from pip_manager.ui.kit.parts import Card, Facts, label, link
from pip_manager.ui.record_parts import line_of

if TYPE_CHECKING:
    from pip_manager.services.invoicing import Claim, Detail, Payment

_NEVER = (
    "What the Act of 1998 would allow. A calculator only: nothing is charged. Interest"
    " is outside the scope of VAT."
)
_UNSURE = "Bank Rate for this half-year is not confirmed: look it up before you use it."


class MoneyCard(Card):
    """The sums and every payment.

    Signals:
        removed(str): the user takes a payment out, by its code.
    """

    removed = Signal(str)

    def __init__(self, detail: Detail) -> None:
        super().__init__("Money")
        document, row = detail.document, detail.row.invoice
        facts = Facts()
        facts.add("Net", words.pounds(document.net))
        facts.add("VAT", words.pounds(document.vat_total))
        facts.add("Gross", words.pounds(document.gross))
        self.body.addWidget(facts)
        if document.kind != "invoice":
            return
        facts.add("Credited", words.pounds(row.credited))
        facts.add("Paid", words.pounds(row.paid))
        if row.outstanding < 0:
            facts.add("To give back", words.pounds(-row.outstanding))
        else:
            facts.add("Outstanding", words.pounds(row.outstanding))
        for payment in detail.payments:
            self._add_payment(payment)

    def _add_payment(self, payment: Payment) -> None:
        what = f"Paid {words.day(payment.on)}: {words.pounds(payment.amount)}"
        remove = link("Remove", partial(self.removed.emit, payment.payment))
        remove.setAccessibleName(f"Remove payment: {what}")
        remove.setToolTip("Take out a payment recorded by mistake. It can be undone.")
        self.body.addWidget(line_of(what, payment.reference or "", [remove]))


def late_card(claim: Claim) -> Card:
    """Return what could be claimed for paying late."""
    card = Card("Late payment")
    facts = Facts()
    facts.add("Late for", words.counted(claim.days, "day"))
    rate = claim.rate
    why = "No reference rate of this half-year is known to the program."
    facts.add("Rate a year", f"{words.quantity(rate.percent)} %" if rate else None, why)
    interest, total = claim.interest, claim.total
    facts.add("Interest", None if interest is None else words.pounds(interest), why)
    facts.add("Fixed sum", words.pounds(claim.fixed))
    facts.add("In all", None if total is None else words.pounds(total), why)
    card.body.addWidget(facts)
    if rate is not None and not rate.is_sure:
        card.body.addWidget(label(_UNSURE, "problem", wraps=True))
    card.body.addWidget(label(_NEVER, "small", wraps=True))
    return card
