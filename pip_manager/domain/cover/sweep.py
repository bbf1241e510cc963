"""Each post over time: its days cut wherever a share begins or ends.

The cost hangs on how many records there are, not on how many years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.measured import life

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.measured import Measured, Part

_WEEKDAYS = 5
_OUT, _COVER, _ABSORBED, _HELD = range(4)
_NOTHING = (0, 0, 0, 0)

Event = tuple[int, int, int]


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
    parts = _parts_of(post.code, measured, first, last)
    if not parts and not measured.has_vacancies(post.code):
        return [Segment(first, last, (NOBODY,))]
    rule = _Rule(post.established, has_vacancy=measured.has_vacancies(post.code))
    if all(isinstance(part.share, int) for _, part in parts):
        runs = _runs(_events(parts, first, last, 0), rule, first, last)
        return [Segment(start, end, (flat,)) for start, end, flat in runs]
    weeks = [
        _runs(_events(parts, first, last, weekday), rule, first, last)
        for weekday in range(_WEEKDAYS)
    ]
    return [_week(days) for days in zip(*weeks, strict=True)]


def _week(days: Sequence[tuple[int, int, Flat]]) -> Segment:
    start, end, flat = days[0]
    flats = tuple(day[2] for day in days)
    return Segment(start, end, (flat,) if len(set(flats)) == 1 else flats)


def _parts_of(
    post: str, measured: Measured, first: int, last: int
) -> list[tuple[int, Part]]:
    slots = (
        (_OUT, measured.seconded),
        (_OUT, measured.lent),
        (_COVER, measured.restored),
        (_ABSORBED, measured.absorbed),
        (_HELD, measured.held),
    )
    return [
        (slot, part)
        for slot, parts in slots
        for part in parts.get(post, ())
        if part.start <= last and part.end >= first
    ]


def _events(
    parts: Iterable[tuple[int, Part]], first: int, last: int, weekday: int
) -> list[Event]:
    events = []
    for slot, (start, end, share, _) in parts:
        amount = share if isinstance(share, int) else share[weekday]
        events.append((max(start, first), slot, amount))
        if end < last:
            events.append((end + 1, slot, -amount))
    return sorted(events)


class _Rule:
    """How a post's sums of a day become its figures."""

    def __init__(self, established: int | None, *, has_vacancy: bool) -> None:
        self.established = established
        self.has_vacancy = has_vacancy and established is not None

    def figures(self, out: int, cover: int, absorbed: int, held: int) -> Flat:
        released = out
        if self.established is not None:
            if self.has_vacancy and held < self.established:
                released += self.established - held
            released = min(released, self.established)
        if not released and not cover:
            return NOBODY
        effective = min(released, cover)
        return Flat(
            released,
            cover,
            effective,
            released - effective,
            max(0, cover - released),
            released - min(released, cover + absorbed),
        )


def _runs(
    events: list[Event], rule: _Rule, first: int, last: int
) -> list[tuple[int, int, Flat]]:
    """Add the shares up from day to day; cut at every event, also of nothing."""
    sums = list(_NOTHING)
    runs = []
    start = first
    for day, slot, amount in events:
        if day > start:
            runs.append((start, day - 1, rule.figures(*sums)))
            start = day
        sums[slot] += amount
    runs.append((start, last, rule.figures(*sums)))
    return runs
