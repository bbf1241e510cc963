"""The words of a reminder: plain, polite, and true where something was paid since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.money import pounds
from pip_manager.domain.when import day_words
from pip_manager.services.mail import Letter

if TYPE_CHECKING:
    from pip_manager.reports.statement import OpenInvoice, Statement

_PAID = (
    "If you have paid in the last few days, thank you, and please disregard this"
    " message. If anything on an invoice is in question, please tell us, so that we can"
    " put it right."
)
_CREDIT = (
    "Nothing is to be paid. Please tell us whether the amount in your favour should be"
    " refunded or set against the next invoice."
)


def of_statement(statement: Statement, to: str) -> Letter:
    """Return a reminder of what is overdue; of nothing overdue, a covering note."""
    late = [one for one in statement.invoices if one.late]
    if statement.total < 0:
        told = [_enclosed(statement), _CREDIT]
        return _letter(statement, to, "Statement of account", told)
    if not late:
        told = [_enclosed(statement), "Nothing of it is past its due date."]
        return _letter(statement, to, "Statement of account", told)
    listed = "\n".join(_line(one) for one in late)
    begun = "This is a friendly reminder. By our records"
    which = "this invoice is" if len(late) == 1 else "these invoices are"
    told = [
        f"{begun} {which} past the due date:\n\n{listed}",
        (
            f"In all, {pounds(statement.overdue)} is overdue.{_not_due(statement)} The"
            " attached statement lists every open invoice and says how to pay."
        ),
        _PAID,
    ]
    subject = f"Reminder: {pounds(statement.overdue)} overdue"
    return _letter(statement, to, subject, told)


def of_invoice(one: OpenInvoice, statement: Statement, to: str) -> Letter:
    """Return a reminder of one overdue invoice, to go with its PDF."""
    told = [
        (
            f"This is a friendly reminder. By our records invoice {one.number}, issued"
            f" on {day_words(one.issued_on)}, was due on {day_words(one.due_on)}, and"
            f" {pounds(one.outstanding)} of it is still to be paid."
        ),
        "The invoice is attached and says how to pay.",
        _PAID,
    ]
    return _letter(statement, to, f"Reminder: invoice {one.number}", told)


def _line(one: OpenInvoice) -> str:
    days = "1 day" if one.late == 1 else f"{one.late:,} days"
    return (
        f"  {one.number}, issued {day_words(one.issued_on)}, due"
        f" {day_words(one.due_on)} ({days} late): {pounds(one.outstanding)}"
    )


def _not_due(statement: Statement) -> str:
    rest = statement.ages[0]
    return f" A further {pounds(rest)} is not due yet." if rest > 0 else ""


def _enclosed(statement: Statement) -> str:
    return (
        f"Please find attached our statement of account as at"
        f" {day_words(statement.on)}: {pounds(statement.total)} in all."
    )


def _letter(statement: Statement, to: str, subject: str, told: list[str]) -> Letter:
    if statement.marking:
        told = [f"{statement.marking}: these are not real figures.", *told]
    signed = "\n".join(filter(None, (statement.unit, statement.seller)))
    body = "\n\n".join(told)
    text = f"Dear colleague,\n\n{body}\n\nKind regards\n{signed}\n"
    named = " ".join(f"{subject} – {statement.seller}".split())
    return Letter(to, named, text)
