"""How much of a cover each day still needs, and the cover that would fit that."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.days import weekday
from pip_manager.domain.cover.facts import NO_COVER, share_of
from pip_manager.domain.cover.measured import day_of, life
from pip_manager.domain.cover.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.domain.cover.days import WorkingDays
    from pip_manager.domain.cover.facts import Cover, Post, Secondment
    from pip_manager.domain.cover.measured import Measured
    from pip_manager.domain.cover.sweep import Flat

Span = tuple[int, int]

GONE, EARLY, LONG, MUCH, LOOK = "gone", "early", "long", "much", "look"
"""Why a cover no longer fits: wholly, its start, its end, its share; or look at it."""


class Day(NamedTuple):
    """A working day of a cover: what it gives, and what of that is still needed."""

    ordinal: int
    given: int
    needed: int


def span(one: Secondment | Cover) -> Span:
    """Return the days of something measurable; an empty end is open."""
    start, end = life(one.start, one.end)
    return start, end


def wanted(
    cover: Cover,
    post: Post,
    sides: tuple[Measured, Measured],
    days: WorkingDays,
    looked_at: Span,
) -> list[Day]:
    """Return the working days on which a cover gives anything, in their order.

    Needed no more is what stands above the release now and did not before. Days on
    which nobody was released, and nobody is, say nothing: a handover, or weekdays.
    """
    was, now = (_figures(post, side, looked_at) for side in sides)
    found = []
    for day in days.each(*looked_at):
        given, before, after = _given(cover, day), was(day), now(day)
        if given and before and after and (before.released or after.released):
            found.append(Day(day, given, _needed(cover, given, before, after)))
    return found


def _needed(cover: Cover, given: int, was: Flat, now: Flat) -> int:
    if not now.released:
        return 0
    if cover.restores:
        return max(0, given - max(0, now.overlap - was.overlap))
    return given  # it adds nothing to a sum: it stands while anything is released


def _given(cover: Cover, day: int) -> int:
    share = share_of(cover)
    if share is None or cover.kind == NO_COVER:
        return 1
    return share if isinstance(share, int) else share[weekday(day)]


def _figures(
    post: Post, measured: Measured, looked_at: Span
) -> Callable[[int], Flat | None]:
    """Return the figures of a post by the day; None outside its life."""
    segments = sweep(post, measured, *looked_at)
    starts = [one.start for one in segments]

    def on(day: int) -> Flat | None:
        place = bisect_right(starts, day) - 1
        return segments[place].on(weekday(day)) if place >= 0 else None

    return on


def fitted(
    cover: Cover, days: Sequence[Day], after: Span | None
) -> tuple[Cover | None, tuple[str, ...]]:
    """Return the cover that fits what is needed, and why it is another.

    Args:
        cover: as it would stay.
        days: what each of its working days needs.
        after: the days of what was moved, so that dates of the two stay the same.
    """
    if all(day.needed == day.given for day in days):
        return cover, ()
    used = [place for place, day in enumerate(days) if day.needed]
    if not used:
        return None, (GONE,)
    first, last = used[0], used[-1]
    fresh, why = cover, []
    if first > 0:
        between = days[first - 1].ordinal + 1, days[first].ordinal
        start = after[0] if after and between[0] <= after[0] <= between[1] else 0
        fresh = fresh._replace(start=_text(start or between[1]))
        why.append(EARLY)
    if last < len(days) - 1:
        between = days[last].ordinal, days[last + 1].ordinal - 1
        end = after[1] if after and between[0] <= after[1] <= between[1] else 0
        fresh = fresh._replace(end=_text(end or between[0]))
        why.append(LONG)
    rest = days[first : last + 1]
    if any(day.needed < day.given for day in rest):
        most = max(day.needed for day in rest)
        is_less = cover.pattern is None and all(most < day.given for day in rest)
        fresh = fresh._replace(fraction=most) if is_less else fresh
        if is_less:
            why.append(MUCH)
        if not is_less or any(day.needed < most for day in rest):
            why.append(LOOK)
    return fresh, tuple(why)


def _text(ordinal: int) -> str:
    return day_of(ordinal).isoformat()
