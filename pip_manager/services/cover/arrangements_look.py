"""A post under a plan: how short it would be in the days of one of its rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pip_manager.domain.cover import asked
from pip_manager.domain.cover.asked import then_words
from pip_manager.domain.cover.bands import gap_bands, last_change, spells, total_of
from pip_manager.domain.cover.days import WorkingDays, weekday
from pip_manager.domain.cover.imagined import imagined
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.planned import CODES, Planned, Told
from pip_manager.domain.cover.release import about
from pip_manager.domain.cover.report import Grounds
from pip_manager.domain.cover.statutory import NOT_HELD
from pip_manager.domain.cover.sweep import sweep
from pip_manager.services.cover.gaps import fte
from pip_manager.services.cover.words import band_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pip_manager.domain.cover.bands import Band
    from pip_manager.domain.cover.facts import Establishment, Post
    from pip_manager.domain.values import Value
    from pip_manager.services.cover.grounds import CoverGrounds

_OPEN_FOR = timedelta(366)
_BEYOND = timedelta(31)


def days_of(row: Mapping[str, Value]) -> tuple[date, date]:
    """Return the first and last day looked at: what is open is looked at for a year."""
    start, end = asked.span_of(row)
    if start == date.min:
        start = min(end, date.today())  # noqa: DTZ011 - the user's own day
    return start, min(end, start + _OPEN_FOR) if end == date.max else end


def with_plan(recorded: Establishment, plan: Iterable[Planned]) -> Establishment:
    """Return an establishment with everything of a plan in it."""
    for one in plan:
        code = CODES[one.noun]
        row = one.row and {**one.row, code: one.row.get(code) or f"new {id(one)}"}
        recorded = imagined(recorded, one.noun, one.code, row)
    return recorded


class Look:
    """A post under a plan, in the days of one of its rows."""

    def __init__(
        self, grounds: CoverGrounds, plan: Iterable[Planned], row: Mapping[str, Value]
    ) -> None:
        first, last = days_of(row)
        self._ends = row.get("to") is not None
        self._last = last.toordinal()
        plan = tuple(plan)
        recorded = about(grounds.recorded, _posts((row, *(one.row for one in plan))))
        measured = Measured(with_plan(recorded, plan), with_proposed=True)
        far = last + _BEYOND if last < date.max - _BEYOND else last
        days = WorkingDays(grounds.calendar, first, far)
        self._grounds = Grounds(measured, days, grounds.limits)
        self.when = then_words(*asked.span_of(row))

    def bands(self, post: Post) -> list[Band]:
        """Return where the post is short, cut at the last day of the row."""
        found = gap_bands(post, self._grounds)
        if not self._ends:
            return found
        return [self._cut(band) for band in found if band.start <= self._last]

    def _cut(self, band: Band) -> Band:
        if band.end <= self._last:
            return band
        days = self._grounds.days
        worked = days.count(band.start, self._last)
        total = total_of(band.figures, days, band.start, self._last)
        return band._replace(end=self._last, working_days=worked, total=total)

    def sentence(self, post: Post, start: str, today: date) -> Told:
        """Return what becomes of a post, and whether it is short."""
        lost = self.lost(post)
        if bands := self.bands(post):
            words = f"{start} {self.words(post, bands, today)}. {lost}".strip()
            return Told(words, is_short=True, is_critical=bool(lost))
        if lost:
            return Told(lost, is_short=True, is_critical=True)
        days = self._grounds.days
        flats = [
            flat
            for one in sweep(post, self._grounds.measured, days.first, self._last)
            for flat in one.days
        ]
        if not any(flat.released for flat in flats):
            return Told(f"Nobody is released from {post.title} {self.when}.")
        more = any(flat.overlap for flat in flats)
        also = ", on some days by more than is released" if more else ""
        return Told(f"{post.title} is fully covered {self.when}{also}.")

    def lost(self, post: Post) -> str:
        """Say when a statutory post would not be held; empty where it is, or none."""
        found = [
            (spell.start, min(spell.end, self._last) if self._ends else spell.end)
            for spell in spells(post, self._grounds)
            if spell.answer == NOT_HELD and (spell.start <= self._last)
        ]
        if not found:
            return ""
        low, high = found[0][0], found[-1][1]
        first, last = date.fromordinal(low), date.fromordinal(high)
        when = then_words(first, last if self._ends else date.max)
        return (
            f"The statutory post of {post.title} would not be held {when}: designate"
            " somebody."
        )

    def words(self, post: Post, bands: Sequence[Band], today: date) -> str:
        """Return how short the post is, from when to when, and its FTE-days."""
        first = date.fromordinal(bands[0].start)
        seen = min(today, first - timedelta(1))
        if first.year != today.year:  # told with its year
            seen = min(seen, date(first.year - 1, 12, 31))
        change = last_change(post, self._grounds.measured)
        days = self._grounds.days
        told = band_words(bands, days, seen, goes_on=change <= days.last)
        if not self._ends:
            return told
        total = fte(sum(band.total for band in bands))
        return f"{told} ({total} FTE-days)"

    def widened(self, low: int, high: int) -> tuple[date, date | None]:
        """Return the first and last day, out to those of the row over days off."""
        days = self._grounds.days
        start = days.first if not days.count(days.first, low - 1) else low
        end = self._last if not days.count(high + 1, self._last) else high
        return date.fromordinal(start), date.fromordinal(end) if self._ends else None

    def shorter_than(self, other: Look, post: Post) -> dict[int, int]:
        """Return the working days on which the post is shorter, and by how much."""
        mine, theirs = (_gaps(look.bands(post)) for look in (self, other))
        days = self._grounds.days
        found = {
            day: mine(day) - theirs(day) for day in days.each(days.first, self._last)
        }
        return {day: more for day, more in found.items() if more > 0}


def _posts(rows: Iterable[Mapping[str, Value] | None]) -> set[str]:
    """Return the posts that rows of a plan name: nothing else is looked at."""
    names = ("home_post", "post", "from_post")
    found = {row.get(name) for row in rows if row for name in names}
    return {str(post) for post in found if post is not None}


def _gaps(bands: Sequence[Band]) -> Callable[[int], int]:
    """Return the FTE short by the day, in ten-thousandths."""

    def on(day: int) -> int:
        for band in bands:
            if band.start <= day <= band.end:
                return band.figures[weekday(day) if len(band.figures) > 1 else 0]
        return 0

    return on
