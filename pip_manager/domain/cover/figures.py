"""The figures of a piece of time: sums, the longest run, the lag, the worst week."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pip_manager.domain.cover.days import monday, weekday
from pip_manager.domain.cover.sweep import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pip_manager.domain.cover.days import WorkingDays
    from pip_manager.domain.cover.sweep import Flat

_SUNDAY = 6
_WEEK = 7


@dataclass(slots=True)
class Sums:
    """FTE-days in ten-thousandths; runs and lag in working days."""

    released: int = 0
    cover: int = 0
    effective: int = 0
    gap: int = 0
    overlap: int = 0
    responsibility_gap: int = 0

    def add(self, flat: Flat | Sums, days: int = 1) -> None:
        """Add the figures of a number of days."""
        self.released += flat.released * days
        self.cover += flat.cover * days
        self.effective += flat.effective * days
        self.gap += flat.gap * days
        self.overlap += flat.overlap * days
        self.responsibility_gap += flat.responsibility_gap * days


def clipped(segments: Iterable[Segment], start: int, end: int) -> list[Segment]:
    """Return the segments of a piece, cut to it."""
    return [
        one
        if one.start >= start and one.end <= end
        else Segment(max(one.start, start), min(one.end, end), one.days)
        for one in segments
        if one.start <= end and one.end >= start
    ]


def sums(segments: Iterable[Segment], days: WorkingDays) -> Sums:
    """Add up segments that are cut to the piece."""
    released = cover = effective = responsibility_gap = 0
    for start, end, flats in segments:
        counts = (
            (days.count(start, end),) if len(flats) == 1 else days.counts(start, end)
        )
        for place, count in enumerate(counts):
            out, into, both, _, _, left = flats[place]
            released += out * count
            cover += into * count
            effective += both * count
            responsibility_gap += left * count
    # true of every day, and so of their sums
    gap, overlap = released - effective, cover - effective
    return Sums(released, cover, effective, gap, overlap, responsibility_gap)


def longest_run(segments: Iterable[Segment], days: WorkingDays) -> int:
    """Return the working days of the longest unbroken run of gap."""
    return max((count for _, _, count in runs(segments, days, _is_gap)), default=0)


def _is_gap(flat: Flat) -> bool:
    return flat.gap > 0


def runs(
    segments: Iterable[Segment], days: WorkingDays, wanted: Callable[[Flat], bool]
) -> Iterator[tuple[int, int, int]]:
    """Give each unbroken run of wanted working days: first, last and their number.

    The ends are calendar days of the segments where whole segments are wanted.
    """
    first, last, count = 0, 0, 0
    for start, end, is_wanted, worked in _stretches(segments, days, wanted):
        if not worked:
            continue
        if is_wanted:
            first, last, count = first if count else start, end, count + worked
        elif count:
            yield first, last, count
            count = 0
    if count:
        yield first, last, count


def _stretches(
    segments: Iterable[Segment], days: WorkingDays, wanted: Callable[[Flat], bool]
) -> Iterator[tuple[int, int, bool, int]]:
    for start, end, flats in segments:
        answers = {wanted(flat) for flat in flats}
        if len(answers) == 1:
            yield start, end, answers.pop(), days.count(start, end)
            continue
        for day in days.each(start, end):
            yield day, day, wanted(flats[weekday(day)]), 1


def lag(segments: Iterable[Segment], days: WorkingDays) -> int:
    """Return the released working days before the first with effective cover."""
    found = 0
    for start, end, flats in segments:
        if len(flats) == 1:
            count = days.count(start, end)
            if flats[0].effective and count:
                return found
            found += count if flats[0].released else 0
            continue
        for day in days.each(start, end):
            flat = flats[weekday(day)]
            if flat.effective:
                return found
            found += 1 if flat.released else 0
    return found


def worst_week(
    segments: Iterable[Segment], days: WorkingDays, start: int, end: int
) -> Fraction:
    """Return the highest weekly average gap, in ten-thousandths of FTE.

    Weeks run from Monday to Sunday and are cut to the piece from `start` to `end`.
    """
    worst = 0
    broken: dict[int, int] = defaultdict(int)
    for one in segments:
        if not any(flat.gap for flat in one.days):
            continue
        whole = _whole_weeks(one)
        if whole and one.days[0].gap > worst and days.count(*whole):
            worst = one.days[0].gap
        for low, high in _broken_weeks(one, whole):
            broken[monday(low)] += _gap(one.days, low, high, days)
    averages = (
        Fraction(gap, days.count(max(start, week), min(end, week + _SUNDAY)))
        for week, gap in broken.items()
        if gap
    )
    return max([Fraction(worst), *averages])


def _gap(flats: tuple[Flat, ...], start: int, end: int, days: WorkingDays) -> int:
    if len(flats) == 1:
        return flats[0].gap * days.count(start, end)
    counts = days.counts(start, end)
    return sum(flat.gap * count for flat, count in zip(flats, counts, strict=True))


def _whole_weeks(one: Segment) -> tuple[int, int] | None:
    """Return the weeks that lie wholly in days that are all alike."""
    start = one.start if weekday(one.start) == 0 else monday(one.start) + _WEEK
    end = one.end if weekday(one.end) == _SUNDAY else monday(one.end) - 1
    return (start, end) if start < end and len(one.days) == 1 else None


def _broken_weeks(
    one: Segment, whole: tuple[int, int] | None
) -> Iterator[tuple[int, int]]:
    spans = [(one.start, one.end)]
    if whole:
        spans = [(one.start, whole[0] - 1), (whole[1] + 1, one.end)]
    for first, last in spans:
        for week in range(monday(first), last + 1, _WEEK):
            yield max(first, week), min(last, week + _SUNDAY)
