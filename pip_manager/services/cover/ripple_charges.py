"""What a changed secondment is charged, month by month, before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing.facts import Secondment
from pip_manager.billing.priced import Charge
from pip_manager.billing.secondment_charges import (
    secondment_charges,
    unmeasurable,
    weekly_share,
)
from pip_manager.domain.calendar import Period, month_of
from pip_manager.domain.money import pounds
from pip_manager.domain.when import MONTHS, begins, ends, span_words
from pip_manager.models.held_days import held_days
from pip_manager.services.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pip_manager.billing.book import Book
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection

    _Run = tuple[Row, Period]

_PENNY = Decimal("0.01")
_CHARGED = frozenset({"monthly", "daily", "percent_of_salary"})
_YEAR = 366


class Billing(NamedTuple):
    """What a change does to the charges: sentences, and the amount that would fit.

    `amount` is the monthly charge for the new share, None where none is to be altered.
    """

    told: tuple[str, ...]
    amount: Decimal | None
    was: Decimal | None


def billing_of(connection: Connection, before: Row, after: Row | None) -> Billing:
    """Return what a change does to the charges of a secondment."""
    if not {before["charge_basis"], after and after["charge_basis"]} & _CHARGED:
        return Billing((), None, None)
    old = Secondment.from_row(before)
    new = None if after is None else Secondment.from_row(after)
    amount, was = _amounts(old, new)
    fitting = replace(new, charge_amount=amount) if new and amount else None
    book, found = Desk(connection).book, held_days(connection, old.code)
    held = [(row, Period(*_span(row))) for row in found]
    told = [*_months(book, held, (old, new, fitting)), *_held(book, held, old, new)]
    return Billing(tuple(told), amount, was)


def _amounts(
    old: Secondment, new: Secondment | None
) -> tuple[Decimal | None, Decimal | None]:
    """Return the monthly charge in the same relation to the share, and what it was."""
    was = old.charge_amount
    if new is None or was is None or new.charge_amount != was:
        return None, None
    if (old.charge_basis, new.charge_basis) != ("monthly", "monthly"):
        return None, None
    shares = weekly_share(old), weekly_share(new)
    if not all(shares) or shares[0] == shares[1]:
        return None, None
    return (was * shares[1] / shares[0]).quantize(_PENNY, ROUND_HALF_UP), was


def _months(
    book: Book,
    billed: Sequence[_Run],
    terms: tuple[Secondment, Secondment | None, Secondment | None],
) -> Iterator[str]:
    """Tell what the charges not billed yet come to, before and after.

    `terms` are the old, the new and the fitting one: the new one
    with the charge that fits its share, where one is offered.
    """
    old, new, fitting = terms
    held = [run for _, run in billed]
    asked = _asked(old, new)

    def charged(one: Secondment | None) -> dict[date, Decimal]:
        if one is None or unmeasurable(one):
            return {}
        found = secondment_charges(book, one, asked, held)
        return {c.date: c.net for c in found if isinstance(c, Charge)}

    was, now = charged(old), charged(new)
    if was == now and fitting is None:
        return
    told = f"{_total(was)} before, {_total(now)} after."
    if fitting is not None:
        told += f" In proportion it is {_total(charged(fitting))}."
    yield f"Charges not billed yet: {told}"


def _total(found: dict[date, Decimal]) -> str:
    if not found:
        return "nothing"
    count = len(found)
    words = "1 month" if count == 1 else f"{count} months"
    return f"{pounds(sum(found.values(), Decimal(0)))} in {words}"


def _asked(old: Secondment, new: Secondment | None) -> Period:
    """Return the days that charges are told of: what is open is told for a year."""
    both = [one for one in (old, new) if one is not None and one.start is not None]
    first = min((begins(one.start) for one in both), default=date.min)
    closed = [ends(one.end) for one in both if one.end is not None]
    last = max([first, *closed])
    if len(closed) < len(both):
        last = date.fromordinal(min(last.toordinal() + _YEAR, date.max.toordinal()))
    return Period(first, last)


def _span(row: Row) -> tuple[date, date]:
    start, end = row["from"], row["to"]
    assert isinstance(start, date)  # noqa: S101 - the column holds days
    assert isinstance(end, date)  # noqa: S101 - the column holds days
    return start, end


def _held(
    book: Book, held: Sequence[_Run], old: Secondment, new: Secondment | None
) -> Iterator[str]:
    """Tell which billed days would be charged otherwise now; they are not altered."""
    billed = [_Billed(row, run, *_nets(book, old, new, run)) for row, run in held]
    other = [one for one in billed if one.was != one.now]
    for is_draft in (False, True):
        some = [one for one in other if one.is_draft == is_draft]
        if some:
            yield _billed_words(some)


class _Billed(NamedTuple):
    """A run of billed days, what it was priced at and what it would be now."""

    row: Row
    run: Period
    was: Decimal
    now: Decimal

    @property
    def is_draft(self) -> bool:
        return self.row["number"] is None


def _nets(
    book: Book, old: Secondment, new: Secondment | None, run: Period
) -> tuple[Decimal, Decimal]:
    was = _net(secondment_charges(book, old, run))
    if new is None or unmeasurable(new):
        return was, Decimal(0)
    return was, _net(secondment_charges(book, new, run))


def _billed_words(some: list[_Billed]) -> str:
    was = pounds(sum((one.was for one in some), Decimal(0)))
    now = pounds(sum((one.now for one in some), Decimal(0)))
    first = some[0]
    mend = (
        "Discard the draft and draft again."
        if first.is_draft
        else "Credit what was billed too much."
    )
    if len(some) == 1:
        what = (
            f"draft {first.row['draft']}"
            if first.is_draft
            else (f"invoice {first.row['number']}")
        )
        told = f"{_month_words(first.run)} is on {what} at {was} and stays so; it"
    else:
        what = "on drafts" if first.is_draft else "invoiced"
        span = span_words(first.run.start, some[-1].run.end)
        told = f"{len(some)} months ({span}) are {what} at {was} and stay so; they"
    return f"{told} would be {now} now. {mend}"


def _net(found: Iterable[object]) -> Decimal:
    return sum((c.net for c in found if isinstance(c, Charge)), Decimal(0))


def _month_words(run: Period) -> str:
    if run == month_of(run.start):
        return f"{MONTHS[run.start.month - 1]} {run.start.year}"
    return span_words(run.start, run.end)
