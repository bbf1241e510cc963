"""Each stretch for which a post is short, or a statutory one held by nobody.

Days off within a weekly pattern do not break a stretch: a post left open every Thursday
is one stretch, with runs of a day each.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover import figures
from pip_manager.domain.cover.days import Piece, stretches
from pip_manager.domain.cover.statutory import NOT_HELD, changes, statutory_held
from pip_manager.domain.cover.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.report import Grounds
    from pip_manager.domain.cover.sweep import Flat, Segment

_BEGUN = date(2015, 1, 1)
_WIDER = timedelta(731)


def followed(first: date, last: date) -> tuple[date, date]:
    """Return the days over which an opening is followed to its beginning and end.

    Back to the first of the bundled bank holidays and two years at least, and two years
    ahead: every part of the program tells the same beginning of a gap.
    """
    return min(first - _WIDER, _BEGUN), last + _WIDER


class Opening(NamedTuple):
    """A stretch of shortfall: FTE and FTE-days in ten-thousandths.

    `days` are the working days of its runs, `longest_run` those of the longest.
    """

    start: int
    end: int
    fte_days: int
    most: int
    days: int
    longest_run: int
    is_held: bool

    @property
    def is_even(self) -> bool:
        """Tell whether every day of it is short by the same figure."""
        return self.fte_days == self.most * self.days

    @property
    def is_broken(self) -> bool:
        """Tell whether there are days within it on which nothing is short."""
        return self.longest_run < self.days


def openings(
    post: Post, grounds: Grounds, span: tuple[int, int] | None = None
) -> list[Opening]:
    """Return the openings of a post in order, over the days of the grounds or a span.

    Where the statutory post is held by nobody an opening stands by itself.
    """
    first, last = span or (grounds.days.first, grounds.days.last)
    segments = sweep(post, grounds.measured, first, last)
    return [_opening(group, grounds) for group in _groups(post, segments, grounds)]


def within(found: Iterable[Opening], start: int, end: int) -> list[Opening]:
    """Return those that touch some days; they are not cut to them."""
    return [one for one in found if one.start <= end and one.end >= start]


def reach(opening: Opening, wider: Iterable[Opening]) -> tuple[int, int]:
    """Return from when to when an opening runs, seen over a wider range."""
    spans = [
        (one.start, one.end)
        for one in within(wider, opening.start, opening.end)
        if one.is_held == opening.is_held
    ]
    lows, highs = zip(*spans, strict=True) if spans else ((), ())
    return min([opening.start, *lows]), max([opening.end, *highs])


class _Stretch(NamedTuple):
    segment: Segment
    is_held: bool


def _groups(
    post: Post, segments: Sequence[Segment], grounds: Grounds
) -> Iterator[list[_Stretch]]:
    group: list[_Stretch] = []
    for one in _stretches(post, segments, grounds):
        if not grounds.days.count(one.segment.start, one.segment.end):
            continue
        is_open = not one.is_held or _is_short([one.segment], grounds)
        if group and not (is_open and one.is_held == group[-1].is_held):
            yield group
            group = []
        if is_open:
            group.append(one)
    if group:
        yield group


def _stretches(
    post: Post, segments: Sequence[Segment], grounds: Grounds
) -> Iterator[_Stretch]:
    if not post.is_statutory:
        for segment in segments:
            yield _Stretch(segment, is_held=True)
        return
    cuts = changes(post.code, grounds.measured)
    for segment in segments:
        for start, end in stretches(cuts, segment.start, segment.end):
            piece = Piece(start, end, grounds.days.count(start, end))
            held = statutory_held(post, grounds.measured, grounds.days, piece)
            cut = segment._replace(start=start, end=end)
            yield _Stretch(cut, is_held=held != NOT_HELD)


def _is_short(segments: Sequence[Segment], grounds: Grounds) -> bool:
    return figures.sums(segments, grounds.days).gap > 0


def _opening(group: Sequence[_Stretch], grounds: Grounds) -> Opening:
    days = grounds.days
    segments = [one.segment for one in group]
    is_held = group[0].is_held

    def is_open(flat: Flat) -> bool:
        return flat.gap > 0 or not is_held

    runs = list(figures.runs(segments, days, is_open))
    return Opening(
        start=runs[0][0],
        end=runs[-1][1],
        fte_days=figures.sums(segments, days).gap,
        most=_most(segments, grounds),
        days=sum(count for _, _, count in runs),
        longest_run=max(count for _, _, count in runs),
        is_held=is_held,
    )


def _most(segments: Sequence[Segment], grounds: Grounds) -> int:
    """Return the highest FTE short on any working day."""
    most = 0
    for start, end, flats in segments:
        counts = grounds.days.counts(start, end) if len(flats) > 1 else [1]
        gaps = (flat.gap for flat, count in zip(flats, counts, strict=True) if count)
        most = max([most, *gaps])
    return most
