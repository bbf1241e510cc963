"""What a host would be charged for a release, at the real rates and by the real rule.

Where no engagement is named, an imagined one of the authority is priced: the cards of
the authority and the standard ones are looked at, and nothing can be billed yet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.billing import facts
from pip_manager.billing.charges import quote
from pip_manager.billing.priced import Blocked, Charge
from pip_manager.billing.secondment_charges import (
    fte_days,
    secondment_charges,
    unmeasurable,
)
from pip_manager.domain.calendar import Period
from pip_manager.domain.money import pounds
from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words
from pip_manager.services.cover.release_facts import Charged

if TYPE_CHECKING:
    from pip_manager.billing.book import Book
    from pip_manager.billing.charges import Quote
    from pip_manager.services.cover.release_facts import Question

_NEW = "\x00new"
_NOTHING = Decimal("0.00")
_UNCHARGED = {
    "none": "It is agreed that nothing is charged.",
    "grant": "Paid from a grant: nothing is invoiced.",
}
_NO_ENGAGEMENT = (
    "No engagement is named, so agreements are not looked at, and nothing can be billed"
    " until there is one."
)


def charged(book: Book, asked: Question) -> Charged:
    """Return what the whole release would be charged."""
    if asked.basis in _UNCHARGED:
        return Charged(_NOTHING, asked.basis, None, _UNCHARGED[asked.basis])
    note = "" if asked.engagement else _NO_ENGAGEMENT
    if asked.engagement is None:
        if asked.authority is None:
            why = "Say which authority asks: its rates are looked at."
            return Charged(None, asked.basis, asked.amount, why)
        book = _with_engagement(book, asked.authority)
    if asked.basis == "daily" and asked.amount is None:
        return _by_ladder(book, asked, note)
    return _by_amount(book, asked, asked.amount, "", note)


def _by_ladder(book: Book, asked: Question, note: str) -> Charged:
    found = _quote(book, asked, asked.first)
    if found is None:
        why = "The rate in force is free or paid from a grant: nothing is charged."
        return Charged(_NOTHING, "none", None, why, note)
    if isinstance(found, Blocked):
        return Charged(None, "daily", None, found.text, note)
    later = _quote(book, asked, asked.last)
    if not isinstance(later, Blocked) and (
        later is None or later.unit_price != found.unit_price
    ):
        note = (
            f"Another rate is in force on {day_words(asked.last)}; the one of the first"
            f" day is taken for all of it. {note}"
        ).strip()
    return _by_amount(book, asked, found.unit_price, found.why.text, note)


def _quote(book: Book, asked: Question, on: date) -> Quote | Blocked | None:
    engagement = asked.engagement or _NEW
    work = facts.Activity("", on, asked.person, engagement, Decimal(1), "day")
    return quote(book, work)


def _by_amount(
    book: Book, asked: Question, amount: Decimal | None, rate: str, note: str
) -> Charged:
    secondment = _secondment(asked, amount)
    if missing := unmeasurable(secondment):
        why = f"Cannot be charged: {missing}."
        return Charged(None, asked.basis, amount, why, note)
    period = Period(asked.first, asked.last)
    answers = secondment_charges(book, secondment, period)
    blocked = [one for one in answers if isinstance(one, Blocked)]
    if blocked:
        return Charged(None, asked.basis, amount, blocked[0].text, note)
    charges = [one for one in answers if isinstance(one, Charge)]
    net = sum((one.net for one in charges), _NOTHING)
    if asked.basis == "daily" and amount is not None:
        days = fte_days(secondment, book.calendar, period)
        why = f"{plain(days)} days at {pounds(amount)}"
    else:
        why = charges[0].why.text.split(", ", 1)[0] if charges else "No working day"
        why += f", {len(charges)} months or parts of them"
    return Charged(net, asked.basis, amount, _sentence(why, rate), note)


def _sentence(*parts: str) -> str:
    return ". ".join(part for part in parts if part) + "."


def _secondment(asked: Question, amount: Decimal | None) -> facts.Secondment:
    return facts.Secondment.from_row(
        {
            "secondment": "",
            "engagement": asked.engagement or _NEW,
            "person": asked.person,
            "from": asked.first.isoformat(),
            "to": asked.last.isoformat(),
            "fraction": asked.fraction,
            "pattern": asked.pattern,
            "charge_basis": asked.basis,
            "charge_amount": amount,
            "annual_salary": asked.salary,
        }
    )


def _with_engagement(book: Book, authority: str) -> Book:
    engagement = facts.Engagement(_NEW, authority)
    terms = facts.Agreement(_NEW, _NEW, None, date.min, date.max)
    return replace(
        book,
        engagements={**book.engagements, _NEW: engagement},
        agreements={**book.agreements, _NEW: terms},
    )
