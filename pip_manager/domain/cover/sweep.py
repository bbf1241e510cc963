"""Each post over time: its days cut wherever a share begins or ends.

The cost hangs on how many records there are, not on how many years. The four sums of a
day are kept beside each other in one whole number: a step is one addition, and a day
like one met before is looked up.
"""

from __future__ import annotations

from functools import lru_cache, partial
from operator import add, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.measured import life

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.cover.facts import Post, Share
    from pip_manager.domain.cover.measured import Measured

    Week = tuple[int, ...]
    Event = tuple[int, Share]

_PLACE = 1 << 40
_OUT, _COVER, _ABSORBED, _HELD = (_PLACE**place for place in range(4))
"""What one ten-thousandth is in each sum; a billion shares do not fill its place."""


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


# a named tuple is made by the ten thousand: half the time of calling its class
_segment: Callable[[tuple[int, int, tuple[Flat, ...]]], Segment]
_segment = partial(tuple.__new__, Segment)

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
    segments = []
    start, sums, week = first, 0, None
    for day, amount in [*events, (last + 1, 0)]:
        if day > start:
            if week is None:
                flats = _alike(post.established, has_vacancy, sums)
            else:
                added = [sums + more for more in week]
                flats = _weekly(post.established, has_vacancy, *added)
            segments.append(_segment((start, day - 1, flats)))
            start = day
        if isinstance(amount, int):
            sums += amount
        else:
            week = _with(week, amount)
    return segments


def _events(post: str, measured: Measured, first: int, last: int) -> list[Event]:
    """Return what begins or ends with a day, in order of the days."""
    events: list[Event] = []
    for place, parts in (
        (_OUT, measured.seconded),
        (_OUT, measured.lent),
        (_COVER, measured.restored),
        (_ABSORBED, measured.absorbed),
        (_HELD, measured.held),
    ):
        for start, end, share, _ in parts.get(post, ()):
            if start > last or end < first:
                continue
            more, less = _amounts(share, place)
            events.append((max(start, first), more))
            if end < last:
                events.append((end + 1, less))
    events.sort(key=itemgetter(0))
    return events


@lru_cache(maxsize=4096)
def _amounts(share: Share, place: int) -> tuple[Share, Share]:
    """Return what a share adds to the sums where it begins, and where it is over."""
    if isinstance(share, int):
        return share * place, -share * place
    return tuple(one * place for one in share), tuple(-one * place for one in share)


def _with(week: Week | None, amounts: Week) -> Week | None:
    """Add what each weekday has more; None where no weekday has anything."""
    if week is None:
        return amounts
    week = tuple(map(add, week, amounts))
    return week if any(week) else None


@lru_cache(maxsize=16_384)
def _alike(established: int | None, has_vacancy: bool, sums: int) -> tuple[Flat, ...]:  # noqa: FBT001 - a key of what is kept
    return (_figures(established, has_vacancy, sums),)


@lru_cache(maxsize=16_384)
def _weekly(established: int | None, has_vacancy: bool, *week: int) -> tuple[Flat, ...]:  # noqa: FBT001 - a key of what is kept
    flats = tuple(_figures(established, has_vacancy, sums) for sums in week)
    return flats if len(set(flats)) > 1 else flats[:1]


def _figures(established: int | None, has_vacancy: bool, sums: int) -> Flat:  # noqa: FBT001 - as above
    held, sums = divmod(sums, _HELD)
    absorbed, sums = divmod(sums, _ABSORBED)
    cover, released = divmod(sums, _COVER)
    if established is not None:
        if has_vacancy:
            released += max(0, established - held)
        released = min(released, established)
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
