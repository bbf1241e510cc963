"""What no longer fits when a secondment, or a cover out of another post, is changed.

Each cover of the post is held against what is released from it before and after, day by
day; what a day needs no more is taken off the ends or off the share. A cover that ends
or begins with an arrangement that grows is offered to grow along with it. What the
cover itself takes out of another post is followed to the end of the chain. Proposed
ones count as confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover import ripple_days
from pip_manager.domain.cover.days import FOREVER, Piece, WorkingDays
from pip_manager.domain.cover.facts import Cover, Establishment, Secondment
from pip_manager.domain.cover.imagined import changed, fact_of, narrowed
from pip_manager.domain.cover.measured import Measured, day_of, life
from pip_manager.domain.cover.statutory import NOT_HELD, statutory_held
from pip_manager.domain.measurable import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pip_manager.domain.cover.facts import Post

ALONG, UNDESIGNATED = "along", "undesignated"
"""Further reasons: it grows along with what grew; nobody need be designated."""

Span = tuple[int, int]


class Misfit(NamedTuple):
    """A cover that no longer fits, and what it would become.

    `fresh` is None where nothing of it is needed, and equals `cover` where only a
    person can say. `below` is the cover whose change moves this one.
    """

    cover: Cover
    fresh: Cover | None
    why: tuple[str, ...]
    below: str | None


class NotHeld(NamedTuple):
    """A run of working days on which a statutory post would no longer be held."""

    post: Post
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rippled:
    """All that no longer fits, the nearest first, and what it makes of the whole."""

    misfits: tuple[Misfit, ...]
    not_held: tuple[NotHeld, ...]


class _Moved(NamedTuple):
    """What takes somebody out of a post: its days before and after; None: no more."""

    post: str
    before: Span | None
    after: Span | None
    cover: str | None


def ripple(
    before: Establishment, after: Establishment, noun: str, code: str, days: WorkingDays
) -> Rippled:
    """Return what no longer fits when one record is other than it was.

    Args:
        before: what is recorded.
        after: the same with one secondment or cover changed, or gone.
        noun: `secondments` or `cover`.
        code: of the record.
        days: the working days looked at; nothing is told outside them.
    """
    old, new = fact_of(before, noun, code), fact_of(after, noun, code)
    moved = _moves(old, new)
    posts = [move.post for move in moved]
    # what cannot be measured may still need all of it
    if not posts or (new is not None and _span(new) is None):
        return Rippled((), ())
    wave = _Wave(narrowed(before, posts), narrowed(after, posts), days, code)
    misfits = tuple(wave.run(moved))
    return Rippled(misfits, tuple(_lost(wave, days)))


def _moves(
    old: Secondment | Cover | None, new: Secondment | Cover | None
) -> list[_Moved]:
    """Return the posts somebody is taken out of, and when, before and after."""
    sides = [(_out_of(one), _span(one)) for one in (old, new)]
    (old_post, old_span), (new_post, new_span) = sides
    if old_post == new_post and old_post is not None:
        return [_Moved(old_post, old_span, new_span, None)]
    moved = [_Moved(old_post, old_span, None, None)] if old_post else []
    return moved + ([_Moved(new_post, None, new_span, None)] if new_post else [])


def _out_of(one: Secondment | Cover | None) -> str | None:
    if isinstance(one, Cover):
        return one.from_post if one.relieves else None
    return one.post if one is not None else None


def _span(one: Secondment | Cover | None) -> Span | None:
    """Return the days of what can be measured; None where nobody can say."""
    if one is None or one.start is None or reasons(one.start, one.end):
        return None
    return ripple_days.span(one)


class _Wave:
    """A change on its way down the chain; `after` takes in each misfit as it goes."""

    def __init__(
        self, before: Establishment, after: Establishment, days: WorkingDays, code: str
    ) -> None:
        self.before = before
        self.after = after
        self.days = days
        self._was = Measured(before, with_proposed=True)
        self._seen = {code}

    def run(self, moved: Sequence[_Moved]) -> Iterator[Misfit]:
        waiting = [move for move in moved if move.before or move.after]
        while waiting:
            move = waiting.pop(0)
            for cover in self._covers_of(move):
                if (misfit := self._misfit(cover, move)) is None:
                    continue
                self._seen.add(cover.code)
                yield misfit
                self.after = changed(self.after, cover.code, misfit.fresh)
                if cover.relieves and cover.from_post and misfit.fresh != cover:
                    spans = _span(cover), _span(misfit.fresh)
                    waiting.append(_Moved(cover.from_post, *spans, cover.code))

    def _covers_of(self, move: _Moved) -> list[Cover]:
        """Return the measurable covers in the days of a move, the latest first."""
        spans = [span for span in (move.before, move.after) if span]
        low, high = min(span[0] for span in spans), max(span[1] for span in spans)
        found = [
            one
            for one in self.before.covers
            if one.post == move.post
            and one.code not in self._seen
            and (own := _span(one))
            and own[0] <= high + 1
            and own[1] >= low - 1
        ]
        return sorted(found, key=lambda one: (str(one.start), one.code), reverse=True)

    def _misfit(self, cover: Cover, move: _Moved) -> Misfit | None:
        post = next((one for one in self.after.posts if one.code == move.post), None)
        if post is None:
            return None
        along = _along(cover, move)
        found = self._days(along, cover, post)
        if along != cover and not _grows(cover, found):
            along, found = cover, self._days(cover, cover, post)
        fresh, why = ripple_days.fitted(along, found, move.after)
        if along != cover:
            why = (ALONG, *why)
        if fresh is not None and self._needs_nobody(fresh, post):
            fresh, why = fresh._replace(is_designated=None), (*why, UNDESIGNATED)
        return Misfit(cover, fresh, why, move.cover) if why else None

    def _days(self, along: Cover, cover: Cover, post: Post) -> list[ripple_days.Day]:
        """Return what each day needs of a cover as it would be."""
        span = self._looked_at(along)
        if span is None:
            return []
        after = changed(self.after, cover.code, along)
        now = Measured(after, with_proposed=True)
        return ripple_days.wanted(along, post, (self._was, now), self.days, span)

    def _looked_at(self, cover: Cover) -> Span | None:
        span = _span(cover)
        if span is None:
            return None
        low, high = max(span[0], self.days.first), min(span[1], self.days.last)
        return (low, high) if low <= high else None

    def _needs_nobody(self, cover: Cover, post: Post) -> bool:
        """Tell whether a designation was needed on some day, and is on none now."""
        span = self._looked_at(cover)
        if not cover.is_designated or not post.is_statutory or span is None:
            return False
        plain = cover._replace(is_designated=None)
        sides = [
            Measured(changed(side, cover.code, plain), with_proposed=True)
            for side in (self.before, self.after)
        ]
        was, now = (not_held(post, side, self.days, span) for side in sides)
        return bool(was) and not now


def _along(cover: Cover, move: _Moved) -> Cover:
    """Let a cover that begins or ends with the arrangement grow along with it.

    It never shrinks here: other things may be released from the post on those days.
    """
    own = ripple_days.span(cover)
    if move.before is None or move.after is None:
        return cover
    (start, end), (low, high) = move.before, move.after
    if own[0] == start and low < start:
        cover = cover._replace(start=day_of(low).isoformat())
    if own[1] == end and high > end:
        last = None if high == FOREVER else day_of(high).isoformat()
        cover = cover._replace(end=last)
    return cover


def _grows(cover: Cover, days: Sequence[ripple_days.Day]) -> bool:
    """Tell whether any day outside those of a cover needs it."""
    low, high = ripple_days.span(cover)
    return any(day.needed and not low <= day.ordinal <= high for day in days)


def not_held(
    post: Post, measured: Measured, days: WorkingDays, span: Span
) -> list[int]:
    """Return the working days of a span on which a statutory post is not held."""
    born, died = life(post.start, post.end)
    return [
        day
        for day in days.each(max(span[0], born), min(span[1], died))
        if statutory_held(post, measured, days, Piece(day, day, 1)) == NOT_HELD
    ]


def _lost(wave: _Wave, days: WorkingDays) -> Iterator[NotHeld]:
    """Give the runs of days on which a statutory post is held no more."""
    whole = (days.first, days.last)
    was = Measured(wave.before, with_proposed=True)
    now = Measured(wave.after, with_proposed=True)
    for post in wave.after.posts:
        if not post.is_statutory:
            continue
        known = set(not_held(post, was, days, whole))
        lost = [day for day in not_held(post, now, days, whole) if day not in known]
        yield from (NotHeld(post, low, high) for low, high in _runs(lost, days))


def _runs(some: Sequence[int], days: WorkingDays) -> Iterator[Span]:
    """Join working days that follow one another."""
    start = last = None
    for day in some:
        if last is not None and start is not None and days.count(last, day) > 2:  # noqa: PLR2004 - both ends
            yield start, last
            start = day
        start, last = start or day, day
    if start is not None and last is not None:
        yield start, last
