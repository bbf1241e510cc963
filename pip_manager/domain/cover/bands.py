"""Stretches of a post's time that are alike: how much is short, from when to when.

What lies between two working days belongs to the stretch before it, so that a weekend
or a holiday parts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.board import State, proposed_spans
from pip_manager.domain.cover.days import FOREVER, Piece, stretches
from pip_manager.domain.cover.measured import life
from pip_manager.domain.cover.statutory import HELD, changes, statutory_held
from pip_manager.domain.cover.sweep import NOBODY, Segment, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pip_manager.domain.cover.days import WorkingDays
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.measured import Measured
    from pip_manager.domain.cover.report import Grounds

    _Told = tuple[tuple[int, ...], State]


class Band(NamedTuple):
    """Days on which the same is short: one figure for each, or one a weekday.

    `start` and `end` are calendar days; `total` is in ten-thousandths of FTE-days.
    """

    start: int
    end: int
    figures: tuple[int, ...]
    state: State
    working_days: int
    total: int

    @property
    def highest(self) -> int:
        """Return the highest figure of a day, in ten-thousandths of FTE."""
        return max(self.figures)


class Spell(NamedTuple):
    """Days on which a statutory post is not held, or nobody knows."""

    start: int
    end: int
    answer: str


def gap_bands(post: Post, grounds: Grounds) -> list[Band]:
    """Return where the post is short, cut where the figure or its state changes."""
    days = grounds.days
    spans = proposed_spans(post.code, grounds)
    segments = sweep(post, grounds.measured, days.first, days.last)

    def tell(one: Segment) -> _Told:
        if any(flat.effective for flat in one.days):
            state = State.PART
        else:
            is_proposed = any(low <= one.start <= high for low, high in spans)
            state = State.PROPOSED if is_proposed else State.GAP
        return tuple(flat.gap for flat in one.days), state

    return list(_bands(_cut(segments, spans), days, tell))


def overlap_bands(post: Post, grounds: Grounds) -> list[Band]:
    """Return where more covers the post than is released from it."""
    days = grounds.days

    def tell(one: Segment) -> _Told:
        return tuple(flat.overlap for flat in one.days), State.COVERED

    segments = sweep(post, grounds.measured, days.first, days.last)
    return list(_bands(segments, days, tell))


def vacancy_bands(post: Post, grounds: Grounds) -> list[Band]:
    """Return where part of the post is held by nobody, as far as that can be known."""
    measured, days = grounds.measured, grounds.days
    held = measured.held.get(post.code, ())
    born, died = life(post.start, post.end)
    cuts = {day for part in held for day in (part.start, part.end + 1)}
    start, end = max(days.first, born), min(days.last, died)
    parts = stretches(cuts, start, end)
    empty = {low: measured.vacant_on(post, low) for low, _ in parts}
    segments = [Segment(low, high, (NOBODY,)) for low, high in parts]

    def tell(one: Segment) -> _Told:
        return (empty[one.start],), State.GAP

    return list(_bands(segments, days, tell))


def spells(post: Post, grounds: Grounds) -> list[Spell]:
    """Return when the statutory post is not held, and when that is not known."""
    measured, days = grounds.measured, grounds.days
    if not post.is_statutory:
        return []
    born, died = life(post.start, post.end)
    start, end = max(days.first, born), min(days.last, died)
    cuts = set(changes(post.code, measured))
    for doubt in measured.doubts_of.get(post.code, ()):
        cuts |= {doubt.start, doubt.end + 1}
    found: list[Spell] = []
    for low, high in stretches(cuts, start, end):
        piece = Piece(low, high, days.count(low, high))
        if not piece.working_days:
            continue
        answer = str(statutory_held(post, measured, days, piece))
        if found and found[-1].answer == answer:
            found[-1] = found[-1]._replace(end=high)
        else:
            found.append(Spell(low, high, answer))
    return [spell for spell in found if spell.answer != HELD]


def last_change(post: Post, measured: Measured) -> int:
    """Return the last day from which anything of a post is otherwise; 0: never."""
    _, died = life(post.start, post.end)
    spans: list[tuple[int, int]] = [(0, died), *measured.designated.get(post.code, ())]
    for parts in (measured.seconded, measured.lent, measured.restored, measured.held):
        spans += [(part.start, part.end) for part in parts.get(post.code, ())]
    ends = (high + 1 for _, high in spans if high < FOREVER)
    return max([0, *(low for low, _ in spans), *ends])


def alike(bands: Iterable[Band], days: WorkingDays) -> list[Band]:
    """Return the bands again, those with the same figures made one."""
    found: list[Band] = []
    for band in bands:
        last = found[-1] if found else None
        if last and last.figures == band.figures and _meet(last, band, days):
            found[-1] = _joined(last, band)
        else:
            found.append(band)
    return found


def clusters(bands: Iterable[Band], days: WorkingDays) -> list[list[Band]]:
    """Return the bands in runs without a working day between them."""
    found: list[list[Band]] = []
    for band in bands:
        if found and _meet(found[-1][-1], band, days):
            found[-1].append(band)
        else:
            found.append([band])
    return found


def _bands(
    segments: Iterable[Segment], days: WorkingDays, tell: Callable[[Segment], _Told]
) -> Iterator[Band]:
    last: Band | None = None
    for one in segments:
        worked = days.count(one.start, one.end)
        if not worked:
            continue
        figures, state = tell(one)
        total = total_of(figures, days, one.start, one.end)
        figures = figures[:1] if len(set(figures)) == 1 else figures
        fresh = Band(one.start, one.end, figures, state, worked, total)
        if last and (last.figures, last.state) == (figures, state):
            last = _joined(last, fresh)
            continue
        if last and last.total:
            yield last
        last = fresh
    if last and last.total:
        yield last


def total_of(figures: Sequence[int], days: WorkingDays, start: int, end: int) -> int:
    """Add up one figure for each working day, or one a weekday, from day to day."""
    if len(figures) == 1:
        return figures[0] * days.count(start, end)
    counts = days.counts(start, end)
    return sum(a * b for a, b in zip(figures, counts, strict=True))


def _joined(one: Band, other: Band) -> Band:
    return one._replace(
        end=other.end,
        working_days=one.working_days + other.working_days,
        total=one.total + other.total,
    )


def _meet(one: Band, other: Band, days: WorkingDays) -> bool:
    return not days.count(one.end + 1, other.start - 1)


def _cut(
    segments: Iterable[Segment], spans: Iterable[tuple[int, int]]
) -> Iterator[Segment]:
    cuts = {day for low, high in spans for day in (low, high + 1)}
    for one in segments:
        for start, end in stretches(cuts, one.start, one.end):
            yield one._replace(start=start, end=end)
