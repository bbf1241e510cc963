"""What a cover arrangement costs, to the penny.

Source: "Cover costs" of the exact meanings of the exchange contract: `once` on its
first day, `month` as monthly charges are reckoned, `day` = share x working days x
amount. A price is rounded once; a part of a month is a price of its own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.calendar import Period, month_of, months
from pip_manager.domain.cover.facts import ONE, share_of
from pip_manager.domain.measurable import reasons
from pip_manager.domain.money import pence
from pip_manager.domain.when import begins, ends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.calendar import Calendar
    from pip_manager.domain.cover.facts import Cover, Share
    from pip_manager.domain.values import Value

NOTHING = Decimal("0.00")


class Price(NamedTuple):
    """What was agreed to be paid: an amount in pounds, for once, a month or a day."""

    amount: Decimal | None
    unit: str | None

    @classmethod
    def of(cls, row: Mapping[str, Value]) -> Price:
        """Read it from a row of the noun `cover`."""
        amount, unit = row["cost_amount"], row["cost_unit"]
        stated = amount if isinstance(amount, Decimal) else None
        return cls(stated, None if unit is None else str(unit))


def cost(cover: Cover, price: Price, asked: Period, calendar: Calendar) -> Decimal:
    """Return what a cover costs in the asked days.

    Raises:
        LookupError: something it hangs on is not stated; its words say what.
    """
    if missing := unpriced(cover, price):
        raise LookupError(missing)
    assert price.amount is not None  # noqa: S101 - `unpriced` saw to it
    start, end = begins(cover.start), ends(cover.end)
    if price.unit == "once":
        is_asked = asked.start <= start <= asked.end
        return pence(price.amount) if is_asked else NOTHING
    run = Period(start, end).meet(asked)
    if run is None:
        return NOTHING
    if price.unit == "month":
        parts = months(run.start, run.end)
        return sum((_part(price.amount, one, calendar) for one in parts), NOTHING)
    share = share_of(cover)
    days = Fraction(_fte_days(share or 0, run, calendar), ONE)
    return pence(Fraction(price.amount) * days)


def unpriced(cover: Cover, price: Price) -> str:
    """Return what the cost of a cover lacks, joined by ``; ``; empty where nothing."""
    missing = []
    if price.amount is None:
        missing.append("cost not stated")
    elif price.unit is None:
        missing.append("cost unit not stated")
    has_share = price.unit != "day" or share_of(cover) is not None
    missing += reasons(cover.start, cover.end, has_share=has_share)
    return "; ".join(missing)


def _part(amount: Decimal, run: Period, calendar: Calendar) -> Decimal:
    month = month_of(run.start)
    if run == month:
        return pence(amount)
    part, whole = calendar.working_days(*run), calendar.working_days(*month)
    return pence(Fraction(amount) * part / whole)


def _fte_days(share: Share, run: Period, calendar: Calendar) -> int:
    """Return the FTE-days of a run, in ten-thousandths."""
    if isinstance(share, int):
        return share * calendar.working_days(*run)
    counts = calendar.weekday_counts(*run)
    return sum(part * count for part, count in zip(share, counts, strict=True))


def span(start: int, end: int) -> Period:
    """Return the days between two ordinals, both included."""
    return Period(date.fromordinal(start), date.fromordinal(end))
