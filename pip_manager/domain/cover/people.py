"""Who gives more than they have: secondments and cover above a person's own FTE."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.days import weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.domain.cover.days import WorkingDays
    from pip_manager.domain.cover.measured import Measured, Part

_NOTHING = (0, 0, 0, 0, 0)


class OverCommitment(NamedTuple):
    """A run of working days; `fte` is the highest total, in ten-thousandths."""

    person: str
    start: int
    end: int
    fte: int


def over_committed(measured: Measured, days: WorkingDays) -> list[OverCommitment]:
    """Return every run of a person's working days above the FTE, by person and date."""
    found: list[OverCommitment] = []
    for person, parts in sorted(measured.given.items()):
        found += _over(person, parts, measured.recorded.fte_of(person), days)
    return found


def _over(
    person: str, parts: list[Part], fte: int, days: WorkingDays
) -> Iterator[OverCommitment]:
    """Give the runs of one person: unbroken working days above the FTE."""
    if sum(_highest(part) for part in parts) <= fte:
        return
    run: list[int] = []
    most = 0
    for low, high, shares in stretches(parts, days.first, days.last):
        for day, total in _totals(shares, low, high, days):
            if total > fte:
                run, most = [*run[:1], day], max(most, total)
            elif run:
                yield OverCommitment(person, run[0], run[-1], most)
                run, most = [], 0
    if run:
        yield OverCommitment(person, run[0], run[-1], most)


def _totals(
    shares: tuple[int, ...], low: int, high: int, days: WorkingDays
) -> Iterator[tuple[int, int]]:
    """Give the working days that matter: the first and last where all are alike."""
    worked = days.each(low, high)
    if len(set(shares)) == 1 and worked:
        yield worked[0], shares[0]
        yield worked[-1], shares[0]
        return
    for day in worked:
        yield day, shares[weekday(day)]


def stretches(
    parts: list[Part], first: int, last: int
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Give each stretch between two days with what is given on each weekday of it."""
    events: list[tuple[int, int, Part]] = []
    for part in parts:
        if part.start <= last and part.end >= first:
            events.append((max(part.start, first), 1, part))
            events.append((part.end + 1, -1, part))
    events.sort(key=itemgetter(0))
    given = list(_NOTHING)
    start = first
    for day, sign, part in events:
        if day > last:
            break
        if day > start:
            yield start, day - 1, tuple(given)
            start = day
        for day_of_week, share in enumerate(each_day(part)):
            given[day_of_week] += sign * share
    yield start, last, tuple(given)


def each_day(part: Part) -> tuple[int, ...]:
    """Return the share of a part on each weekday."""
    share = part.share
    return (share,) * len(_NOTHING) if isinstance(share, int) else share


def _highest(part: Part) -> int:
    return max(each_day(part))
