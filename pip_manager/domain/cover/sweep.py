"""Each post over time: its days cut wherever a share begins or ends.

The cost hangs on how many records there are, not on how many years.
"""

from __future__ import annotations

from operator import add, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.measured import life

if TYPE_CHECKING:
    from pip_manager.domain.cover.facts import Post, Share
    from pip_manager.domain.cover.measured import Measured

    Event = tuple[int, int, Share, int]

_WEEKDAYS = 5
_SLOTS = 4
_OUT, _COVER, _ABSORBED, _HELD = range(_SLOTS)


class Flat(NamedTuple):
    """The figures of one working day, in ten-thousandths of FTE."""

    released: int
    cover: int
    effective: int
    gap: int
    overlap: int
    responsibility_gap: int


class Segment(NamedTuple):
    """Days on which nothing changes: one figure for each, or one a weekday."""

    start: int
    end: int
    days: tuple[Flat, ...]

    def on(self, weekday: int) -> Flat:
        """Return the figures of a weekday, Monday 0."""
        return self.days[0] if len(self.days) == 1 else self.days[weekday]


NOBODY = Flat(0, 0, 0, 0, 0, 0)


def sweep(post: Post, measured: Measured, first: int, last: int) -> list[Segment]:
    """Return the segments of a post's life between two days, without a hole."""
    born, died = life(post.start, post.end)
    first, last = max(first, born), min(last, died)
    if last < first:
        return []
    has_vacancy = measured.has_vacancies(post.code)
    events = _events(post.code, measured, first, last)
    if not events and not has_vacancy:
        return [Segment(first, last, (NOBODY,))]
    running = _Running(post.established, has_vacancy=has_vacancy)
    segments = []
    start = first
    for day, slot, share, sign in events:
        if day > start:
            segments.append(Segment(start, day - 1, running.days()))
            start = day
        running.add(slot, share, sign)
    segments.append(Segment(start, last, running.days()))
    return segments


def _events(post: str, measured: Measured, first: int, last: int) -> list[Event]:
    """Return where a share of a post begins or ends, in order of the days."""
    events: list[Event] = []
    for slot, parts in (
        (_OUT, measured.seconded),
        (_OUT, measured.lent),
        (_COVER, measured.restored),
        (_ABSORBED, measured.absorbed),
        (_HELD, measured.held),
    ):
        for start, end, share, _ in parts.get(post, ()):
            if start <= last and end >= first:
                events.append((max(start, first), slot, share, 1))
                if end < last:
                    events.append((end + 1, slot, share, -1))
    events.sort(key=itemgetter(0))
    return events


class _Running:
    """The sums of the day a sweep has come to, and their figures."""

    __slots__ = (
        "_established",
        "_has_vacancy",
        "_known",
        "_patterns",
        "_sums",
        "_week",
    )

    def __init__(self, established: int | None, *, has_vacancy: bool) -> None:
        self._established = established
        self._has_vacancy = has_vacancy and established is not None
        self._sums = [0] * _SLOTS
        self._week = [[0] * _SLOTS for _ in range(_WEEKDAYS)]
        self._patterns = 0
        self._known: dict[tuple[int, ...], Flat] = {}

    def add(self, slot: int, share: Share, sign: int) -> None:
        if isinstance(share, int):
            self._sums[slot] += sign * share
            return
        self._patterns += sign
        for sums, part in zip(self._week, share, strict=True):
            sums[slot] += sign * part

    def days(self) -> tuple[Flat, ...]:
        """Return one figure where every weekday is alike, else five."""
        if not self._patterns:
            return (self._flat(*self._sums),)
        flats = tuple(self._flat(*map(add, self._sums, sums)) for sums in self._week)
        return flats if len(set(flats)) > 1 else flats[:1]

    def _flat(self, *sums: int) -> Flat:
        if sums not in self._known:
            self._known[sums] = self._figures(*sums)
        return self._known[sums]

    def _figures(self, out: int, cover: int, absorbed: int, held: int) -> Flat:
        released = out
        if self._established is not None:
            if self._has_vacancy:
                released += max(0, self._established - held)
            released = min(released, self._established)
        effective = min(released, cover)
        return Flat(
            released,
            cover,
            effective,
            released - effective,
            max(0, cover - released),
            released - min(released, cover + absorbed),
        )
