"""Each tier's FTE in Leeds by week: established, less what is short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pip_manager.domain import thresholds
from pip_manager.domain.cover.capacity import capacity, team_level, together
from pip_manager.domain.cover.facts import ONE
from pip_manager.domain.cover.measured import Measured
from pip_manager.services.cover.grounds import read_grounds
from pip_manager.services.desk import forwards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.capacity import TierLine, TierWeek
    from pip_manager.services.workplace import Workplace

_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Week:
    """A tier, or all of them, in a week: FTE on the average working day.

    Rounded to hundredths, half up, after everything is added.
    """

    start: date
    established: Decimal
    present: Decimal

    @property
    def short(self) -> Decimal:
        """Return the FTE short."""
        return self.established - self.present


@dataclass(frozen=True, slots=True)
class Tier:
    """One line of the chart: its name, its weeks, and the posts left out of it."""

    name: str
    weeks: Sequence[Week]
    posts: int
    unstated: Sequence[str]

    @property
    def worst(self) -> Week | None:
        """Return the week with most short, the first of several; None where none is."""
        short = [week for week in self.weeks if week.short]
        return max(short, key=lambda week: week.short, default=None)


@dataclass(frozen=True, slots=True)
class CapacityFound:
    """The capacity of a period, tier by tier and together."""

    first: date
    last: date
    with_proposed: bool
    tiers: Sequence[Tier]
    team: Tier
    levels: Sequence[str]
    amber: Decimal
    red: Decimal
    not_measurable: int


def percent_short(week: Week) -> Decimal | None:
    """Return the gap in percent of established FTE, to a tenth; None where none is."""
    if not week.established:
        return None
    return (week.short * 100 / week.established).quantize(_TENTH, ROUND_HALF_UP)


class Capacity:
    """What the capacity view asks and saves."""

    def __init__(self, office: Workplace) -> None:
        """Reckon the capacity of an office."""
        self._office = office

    def ask(
        self, first: date, last: date, *, with_proposed: bool = False
    ) -> CapacityFound:
        """Return each tier's capacity week by week, both days included.

        Raises:
            PipManagerError: the period ends before it begins.
        """
        forwards(first, last)
        with self._office.store.reading() as connection:
            ground = read_grounds(connection, first, last)
        limits = thresholds.values(ground.settings)
        grounds = ground.over(first, last, with_proposed=with_proposed)
        lines = capacity(grounds, first, last)
        tiers = [_tier(_name(one.tier), one.weeks, one) for one in lines]
        whole = together(lines)
        amber, red = limits["threshold_team_amber"], limits["threshold_team_red"]
        # the proposed is counted too, as on the board: it may hide a gap
        everything = Measured(ground.recorded, with_proposed=True)
        doubts = everything.not_measurable(first.toordinal(), last.toordinal())
        return CapacityFound(
            first,
            last,
            with_proposed,
            tiers,
            _tier("All tiers", whole, *lines),
            [team_level(week, amber, red) for week in whole],
            amber,
            red,
            len(doubts),
        )


def _tier(name: str, weeks: Sequence[TierWeek], *lines: TierLine) -> Tier:
    return Tier(
        name,
        [_week(week) for week in weeks],
        sum(line.posts for line in lines),
        [title for line in lines for title in line.unstated],
    )


def _name(tier: int | None) -> str:
    return "Tier not stated" if tier is None else f"Tier {tier}"


def _week(week: TierWeek) -> Week:
    days = week.working_days * ONE
    established = Decimal(week.established) / days
    present = Decimal(week.established - week.gap) / days
    return Week(date.fromordinal(week.start), _rounded(established), _rounded(present))


def _rounded(figure: Decimal) -> Decimal:
    return figure.quantize(_HUNDREDTH, ROUND_HALF_UP)
