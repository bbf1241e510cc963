"""Which months of the demonstration are invoiced, and how the invoices fare."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from pip_manager.services import reference
from pip_manager.services.demo import tables
from pip_manager.services.demo.anchors import (
    YEARS,
    Anchors,
    add_months,
    last_of_month,
    working_day_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pip_manager.domain.values import Row

_AFTER_MONTH, _DAYS_TO_PAY = 9, 30
_ALL, _PART = Decimal(1), Decimal("0.6")
_BILLED_UNTIL, _PROMPT_UNTIL = -2, -1
"""The last month invoiced, counted from the present one."""
_PROMPT = ("ALD-01", "BRA-01", "EAS-01", "HOL-02")
_JUST_NOW, _RECENT = 80, 170
"""Days since the issue: most of these are open, or some are."""
_DISPUTED = "PEN-01"
_CREDITED = "HOL-02"


@dataclass(frozen=True, slots=True)
class Instalment:
    """Money to come in: `share` of the gross (1 = all of it) on a day."""

    on: date
    share: Decimal
    reference: str


@dataclass(frozen=True, slots=True)
class PlannedInvoice:
    """One period of an engagement to be drafted, issued on `on`, and then paid.

    `credit_on` is set where the whole invoice is to be credited, with its reason.
    """

    engagement: str
    start: date
    end: date
    on: date
    payments: tuple[Instalment, ...] = ()
    credit_on: date | None = None
    credit_reason: str = ""


def plan(rows: Mapping[str, Sequence[Row]], today: date) -> list[PlannedInvoice]:
    """Return the invoices to issue, in the order of their dates of issue.

    Only periods with something to charge, to authorities that can be invoiced; the
    last months stay unbilled.
    """
    anchors = Anchors(today)
    holidays = reference.bank_holidays(
        anchors.first_year, anchors.first_year + YEARS + 1
    )
    due = sorted(_due(rows, anchors, holidays), key=lambda one: (one[3], one[0]))
    rng = Random(len(due))  # noqa: S311 - invented figures, not secrets
    last = {engagement: number for number, (engagement, *_) in enumerate(due)}
    return [
        _fate(PlannedInvoice(*one), anchors, rng, latest=number == last[one[0]])
        for number, one in enumerate(due)
    ]


_Due = tuple[str, date, date, date]


def _due(
    rows: Mapping[str, Sequence[Row]], anchors: Anchors, holidays: frozenset[date]
) -> Iterator[_Due]:
    charged = _charged_months(rows, anchors)
    for cells in tables.raw("engagements"):
        code = cells["engagement"]
        until = _PROMPT_UNTIL if code in _PROMPT else _BILLED_UNTIL
        months = {m for e, m in charged if e == code and m <= anchors.month(until)}
        step = 3 if cells["_bills"] == "quarter" else 1
        if not cells["_bills"]:
            continue
        for start in {_period_start(month, step) for month in months}:
            end = last_of_month(add_months(start, step - 1))
            on = working_day_from(end + timedelta(days=_AFTER_MONTH), holidays)
            if on <= anchors.today:
                yield code, start, end, on


def _period_start(month: date, step: int) -> date:
    return add_months(month, -((month.month - 1) % step))


def _charged_months(
    rows: Mapping[str, Sequence[Row]], anchors: Anchors
) -> Counter[tuple[str, date]]:
    fixed = {
        cells["engagement"]
        for cells in tables.raw("engagements")
        if cells["_bills"] == "fixed"
    }
    found: Counter[tuple[str, date]] = Counter()
    for noun in ("activities", "expenses", "charges"):
        for row in rows[noun]:
            if _is_charged(noun, row, fixed):
                month = tables.day_of(row).replace(day=1)
                found[str(row["engagement"]), month] += 1
    for row in rows["secondments"]:
        for month in _months_charged(row, anchors):
            found[str(row["engagement"]), month] += 1
    return found


def _is_charged(noun: str, row: Row, fixed: set[str]) -> bool:
    if noun == "expenses":
        return row["chargeable"] is not False
    if noun == "charges":
        return True
    whole = Decimal(100) in (row["grant_percent"], row["contributed_percent"])
    return not whole and row["delivered"] is True and row["engagement"] not in fixed


def _months_charged(row: Row, anchors: Anchors) -> Iterator[date]:
    paid = row["charge_basis"] in ("monthly", "daily", "percent_of_salary")
    if not paid or row["state"] == "proposed":
        return
    month = date.fromisoformat(str(row["from"])).replace(day=1)
    last = min(anchors.today, date.fromisoformat(str(row["to"])))
    while month <= last:
        yield month
        month = add_months(month, 1)


def _fate(
    one: PlannedInvoice, anchors: Anchors, rng: Random, *, latest: bool
) -> PlannedInvoice:
    payments = _payments(one, anchors, rng)
    if one.engagement == _CREDITED and one.start == anchors.month(-4):
        credit_on = one.on + timedelta(days=12)
        reason = "Raised against the wrong order number."
        return replace(one, credit_on=credit_on, credit_reason=reason)
    if one.engagement == _DISPUTED and latest:
        return one
    return replace(one, payments=payments)


def _payments(
    one: PlannedInvoice, anchors: Anchors, rng: Random
) -> tuple[Instalment, ...]:
    due = one.on + timedelta(days=_DAYS_TO_PAY)
    early = due - timedelta(days=rng.randrange(12))
    late = due + timedelta(days=rng.randrange(12, 55))
    steps = _steps((anchors.today - one.on).days, rng.randrange(100), early, late)
    return tuple(
        Instalment(on, share, f"BACS {on:%d%m%y}")
        for on, share in steps
        if on <= anchors.today
    )


# of a hundred invoices: paid in time, paid late, paid in part; the rest stay open
_HABITS = {_JUST_NOW: (45, 45, 60), _RECENT: (78, 86, 94)}
_OLDER = (82, 94, 100)


def _steps(age: int, lot: int, early: date, late: date) -> list[tuple[date, Decimal]]:
    habits = (habit for days, habit in _HABITS.items() if age <= days)
    whole, tardy, part = next(habits, _OLDER)
    if lot < whole:
        return [(early, _ALL)]
    if lot < tardy:
        return [(late, _ALL)]
    if lot < part:
        rest = [] if age <= _RECENT else [(late, _ALL - _PART)]
        return [(early, _PART), *rest]
    return []
