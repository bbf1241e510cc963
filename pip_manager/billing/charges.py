"""What unbilled work costs: activities, expenses, fixed charges and secondments.

An activity's price is the one typed on it, else that of the rate ladder. Undelivered
activities, work at a free or grant-funded rate, expenses that are not chargeable, and
whatever comes to nought are neither charged nor blocked. Of several reasons to block
an item the first is given: agreement, role, rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing import columns
from pip_manager.billing.belonging import (
    agreement_of,
    agreement_problems,
    vat_of,
)
from pip_manager.billing.facts import Activity, Expense, FixedCharge
from pip_manager.billing.priced import NOUNS, Blocked, Charge, Priced, Why, in_order
from pip_manager.billing.secondment_charges import secondment_charges
from pip_manager.billing.shares import (
    NOTHING,
    charged_quantity,
    contributed_quantity,
    granted_quantity,
    share_problems,
)
from pip_manager.domain.calendar import Period
from pip_manager.domain.money import pounds, times
from pip_manager.domain.when import day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from pip_manager.billing.book import Book, Items, Work
    from pip_manager.billing.facts import Agreement, Dated
    from pip_manager.domain.values import Value

__all__ = [
    "Quote",
    "agreement_problems",
    "charged_quantity",
    "contributed_quantity",
    "granted_quantity",
    "price",
    "price_holds",
    "quote",
    "share_problems",
]

Answer = Charge | Blocked


class Quote(NamedTuple):
    """The unit price of an activity, whatever its shares."""

    unit_price: Decimal
    agreement: Agreement
    role: str | None
    why: Why


def price(book: Book, work: Work, engagement: str, start: date, end: date) -> Priced:
    """Price everything unbilled of an engagement, both dates included."""
    items, held = work.of(engagement), work.held
    answers: list[Answer] = [
        answer
        for item in _dated(items, Period(start, end))
        if (item.noun, item.code) not in held.codes
        and (answer := _answer(book, item)) is not None
    ]
    for secondment in items.secondments:
        answers.extend(
            secondment_charges(
                book,
                secondment,
                Period(start, end),
                held.days.get(secondment.code, ()),
            )
        )
    return _priced(answers)


def price_holds(
    book: Book, work: Work, engagement: str, holds: Iterable[Mapping[str, Value]]
) -> Priced:
    """Price exactly what rows of the noun `holds` name, whatever else holds it."""
    items = work.of(engagement)
    codes: set[tuple[str, str]] = set()
    answers: list[Answer] = []
    secondments = {secondment.code: secondment for secondment in items.secondments}
    for row in holds:
        noun, code = columns.code(row, "noun"), columns.code(row, "code")
        codes.add((noun, code))
        if noun == "secondments" and code in secondments:
            asked = Period(columns.day(row, "from"), columns.day(row, "to"))
            answers.extend(secondment_charges(book, secondments[code], asked))
    answers.extend(
        answer
        for item in items.dated()
        if (item.noun, item.code) in codes
        and (answer := _answer(book, item)) is not None
    )
    return _priced(answers)


def quote(book: Book, activity: Activity) -> Quote | Blocked | None:
    """Return the unit price of an activity; None where its rate is not charged."""
    agreement = agreement_of(book, activity, activity.date)
    if isinstance(agreement, Blocked):
        return agreement
    role = book.role(activity.person, activity.date)
    if activity.unit_price is not None:
        why = _typed(activity.unit_price, activity.unit, activity.price_reason)
        return Quote(activity.unit_price, agreement, role, why)
    return _from_ladder(book, activity, agreement, role)


def _from_ladder(
    book: Book, activity: Activity, agreement: Agreement, role: str | None
) -> Quote | Blocked | None:
    levels = book.levels(activity.engagement, agreement.code)
    on = activity.date
    row = book.ladder.find(levels, activity.person, role, activity.strand, on)
    if row is not None:
        if not row.is_charged:
            return None
        hours = book.hours(agreement)
        amount, why = book.ladder.price(row, activity.unit, hours)
        return Quote(amount, agreement, role, why)
    day = day_words(on)
    if role is None and book.ladder.has_role_rate(levels, activity.strand, on):
        return Blocked(
            activity.noun,
            activity.code,
            "no role",
            f"This person has no charging role on {day}, and only roles have rates."
            " Give the person a role.",
        )
    whom = role or "this person"
    return Blocked(
        activity.noun,
        activity.code,
        "no rate",
        f"No rate for {whom} is in force on {day}. Add one, or type a price.",
    )


def _dated(items: Items, period: Period) -> Iterator[Dated]:
    start, end = period
    for item in items.dated():
        if start <= item.date <= end:
            yield item


def _answer(book: Book, item: Dated) -> Answer | None:
    if isinstance(item, Activity):
        return _activity(book, item)
    if isinstance(item, Expense) and not item.chargeable:
        return None
    return _as_priced(book, item)


def _activity(book: Book, activity: Activity) -> Answer | None:
    quantity = charged_quantity(activity) if activity.delivered else NOTHING
    if not quantity:
        return None
    quoted = quote(book, activity)
    if quoted is None or isinstance(quoted, Blocked):
        return quoted
    net = times(quantity, quoted.unit_price)
    if not net:
        return None
    vat_code, vat_reason = vat_of(quoted.agreement)
    return Charge(
        noun=activity.noun,
        code=activity.code,
        date=activity.date,
        start=activity.date,
        person=activity.person,
        role=quoted.role,
        strand=activity.strand,
        description=activity.summary or "",
        quantity=quantity,
        unit=activity.unit,
        unit_price=quoted.unit_price,
        net=net,
        vat_code=vat_code,
        vat_reason=vat_reason,
        agreement=quoted.agreement.code,
        why=quoted.why,
    )


def _as_priced(book: Book, item: Expense | FixedCharge) -> Answer | None:
    net = times(item.quantity, item.unit_price)
    if not net:
        return None
    agreement = agreement_of(book, item, item.date)
    if isinstance(agreement, Blocked):
        return agreement
    vat_code, vat_reason = (
        vat_of(agreement)
        if isinstance(item, Expense)
        else vat_of(agreement, item.vat_code, item.vat_reason)
    )
    return Charge(
        noun=item.noun,
        code=item.code,
        date=item.date,
        start=item.date,
        person=item.person if isinstance(item, Expense) else None,
        role=None,
        strand=None,
        description=item.description,
        quantity=item.quantity,
        unit=item.unit,
        unit_price=item.unit_price,
        net=net,
        vat_code=vat_code,
        vat_reason=vat_reason,
        agreement=agreement.code,
        why=_typed(item.unit_price, item.unit, None),
    )


def _typed(amount: Decimal, unit: str, reason: str | None) -> Why:
    because = f": {reason}" if reason else ""
    return Why(
        "typed", f"Price typed on the item, {pounds(amount)} per {unit}{because}"
    )


def _priced(answers: Iterable[Answer]) -> Priced:
    charges: list[Charge] = []
    # a secondment lacks the same thing every month: said once
    blocked: dict[tuple[str, str, str], Blocked] = {}
    for answer in answers:
        if isinstance(answer, Charge):
            charges.append(answer)
        else:
            blocked.setdefault((answer.noun, answer.code, answer.why), answer)
    charges.sort(key=in_order)
    in_noun_order = sorted(
        blocked.values(), key=lambda item: (NOUNS.index(item.noun), item.code)
    )
    return Priced(tuple(charges), tuple(in_noun_order))
