"""Gaps as a sentence: “0.6 short for two weeks from 5 January, then 0.2 until …”."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.cover.bands import alike, clusters, gap_bands, last_change
from pip_manager.domain.cover.days import weekday
from pip_manager.domain.values import plain, read_pattern
from pip_manager.domain.when import MONTHS
from pip_manager.services.cover.gaps import fte

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.bands import Band
    from pip_manager.domain.cover.days import WorkingDays
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.report import Grounds

_MOST = 3
_WEEK = 7
_SMALL = (
    *("no", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")


def gap_words(post: Post, grounds: Grounds, today: date) -> str:
    """Return when a post is short from today on, and by how much; empty: never.

    Gaps that are over are left out. The days of `grounds` are all that is looked at.
    """
    bands = gap_bands(post, grounds)
    change = last_change(post, grounds.measured)
    return band_words(bands, grounds.days, today, goes_on=change <= grounds.days.last)


def band_words(
    bands: Sequence[Band], days: WorkingDays, today: date, *, goes_on: bool
) -> str:
    """Tell bands of gap as `gap_words` does.

    Args:
        bands: in their order.
        days: the working days they lie in.
        today: bands before it are left out; dates of its year are told without it.
        goes_on: whether what lasts to the end of `days` has no end at all.
    """
    ahead = [one for one in alike(bands, days) if one.end >= today.toordinal()]
    runs = clusters(ahead, days)
    teller = _Teller(days, today, goes_on=goes_on)
    told = [teller.run(run) for run in runs[:_MOST]]
    if len(runs) > _MOST:
        more = len(runs) - _MOST
        told.append(f"and {_number(more)} more later")
    return "; ".join(told)


class _Teller:
    """Tells runs of bands in their order; a year is said where it is another."""

    def __init__(self, days: WorkingDays, today: date, *, goes_on: bool) -> None:
        self._days, self._today, self._goes_on = days, today, goes_on
        self._year = today.year

    def run(self, run: Sequence[Band]) -> str:
        first, *rest = run
        return ", then ".join([self._first(first, bool(rest)), *self._rest(rest)])

    def _first(self, band: Band, is_followed: bool) -> str:  # noqa: FBT001 - private
        words = f"{_much(band)} short{_weekdays(band)}"
        if band.start <= self._today.toordinal():
            return f"{words} now, {self._to(band)}"
        if band.start == band.end:
            return f"{words} on {self.day(band.start)}"
        if is_followed and (weeks := self._weeks(band)):
            return f"{words} {weeks} from {self.day(band.start)}"
        if self._is_open(band):
            return f"{words} from {self.day(band.start)}, {self._to(band)}"
        return f"{words} from {self._span(band)}"

    def _rest(self, bands: Sequence[Band]) -> list[str]:
        told = []
        for band in bands:
            until = "" if band is bands[-1] else self._weeks(band)
            told.append(f"{_much(band)}{_weekdays(band)} {until or self._to(band)}")
        return told

    def _is_open(self, band: Band) -> bool:
        return band.end >= self._days.last

    def _to(self, band: Band) -> str:
        if not self._is_open(band):
            return f"until {self.day(self._short_days(band)[-1])}"
        if self._goes_on:
            return "with no end recorded"
        return f"until {self.day(self._days.last)} and beyond"

    def _span(self, band: Band) -> str:
        short = self._short_days(band)
        told = stretch_words(short[0], short[-1], self._year)
        self._year = date.fromordinal(band.end).year
        return told

    def _short_days(self, band: Band) -> tuple[int, int]:
        """Return the ends of a band; of one of some weekdays its first and last."""
        if all(band.figures):
            return band.start, band.end
        each = self._days.each(band.start, band.end)
        short = [day for day in each if band.figures[weekday(day)]]
        return short[0], short[-1]

    def _weeks(self, band: Band) -> str:
        """Return ``for two weeks``; empty where the band is not of whole weeks."""
        first = next(iter(self._days.each(band.start, band.end)))
        after = next(iter(self._days.each(band.end + 1, self._days.last)), first)
        weeks, over = divmod(after - first, _WEEK)
        if over or not 0 < weeks < len(_SMALL):
            return ""
        return f"for {_number(weeks)} {'week' if weeks == 1 else 'weeks'}"

    def day(self, ordinal: int) -> str:
        """Write a day: ``5 January``, with the year where it was not said before."""
        day = date.fromordinal(ordinal)
        year = "" if day.year == self._year else f" {day.year}"
        self._year = day.year
        return f"{day.day} {MONTHS[day.month - 1]}{year}"


def stretch_words(start: int, end: int, year: int) -> str:
    """Write ``5 January to 27 March``, without what is said already, `year` as well."""
    first, last = date.fromordinal(start), date.fromordinal(end)
    later = f"{last.day} {MONTHS[last.month - 1]}"
    if last.year != (year if first.year == last.year else first.year):
        later += f" {last.year}"
    if first == last:
        return later
    told = f"{first.day}"
    if (first.year, first.month) != (last.year, last.month):
        told += f" {MONTHS[first.month - 1]}"
    if first.year not in {year, last.year}:
        told += f" {first.year}"
    return f"{told} to {later}"


def _much(band: Band) -> str:
    stated = {figure for figure in band.figures if figure}
    return ("" if len(stated) == 1 else "up to ") + fte(band.highest)


def _weekdays(band: Band) -> str:
    if all(band.figures):
        return ""
    named = [
        name for name, figure in zip(_WEEKDAYS, band.figures, strict=True) if figure
    ]
    return f" on {_listed(named)}"


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _number(count: int) -> str:
    return _SMALL[count] if count < len(_SMALL) else str(count)


def share_words(fraction: int | None, pattern: str | None) -> str | None:
    """Write a share: ``0.4 FTE``, ``Tue, Thu 0.5``; None where it is not stated."""
    if pattern is not None:
        return ", ".join(
            day if share == 1 else f"{day} {plain(share)}"
            for day, share in read_pattern(pattern).items()
        )
    return None if fraction is None else f"{fte(fraction)} FTE"
