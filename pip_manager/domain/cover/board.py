"""The cover board: one small state for each post and piece of time.

A piece on which nothing changes is answered once, so a board costs as many answers as
there are changes, not as many as there are squares.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover import figures
from pip_manager.domain.cover.days import FOREVER
from pip_manager.domain.cover.measured import life
from pip_manager.domain.cover.report import in_order, is_unknown
from pip_manager.domain.cover.statutory import NOT_HELD, changes, statutory_held
from pip_manager.domain.cover.sweep import Segment, sweep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.days import Piece
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.report import Grounds
    from pip_manager.domain.cover.sweep import Flat

_WEEK, _EACH_ONCE = 7, (1,) * 5


class State(StrEnum):
    """How a post stands in a piece of time; the words are the keys of the looks."""

    IN_POST = "in_post"
    COVERED = "covered"
    PART = "part"
    PROPOSED = "proposed"
    GAP = "gap"
    NOT_HELD = "not_held"
    UNKNOWN = "unknown"


OPEN = frozenset({State.PART, State.PROPOSED, State.GAP, State.NOT_HELD})
"""The states that stand for a gap."""


class Cell(NamedTuple):
    """A state, and the FTE short on the average working day, in ten-thousandths."""

    state: State
    gap: int


class BoardRow(NamedTuple):
    """A post and its cells, None where it is not in being."""

    post: Post
    cells: Sequence[Cell | None]


def board(grounds: Grounds, pieces: Sequence[Piece]) -> list[BoardRow]:
    """Return every post of the home authority by tier and code, also the quiet ones."""
    posts = sorted(grounds.measured.recorded.home_posts(), key=in_order)
    return [BoardRow(post, cells(post, grounds, pieces)) for post in posts]


def cells(post: Post, grounds: Grounds, pieces: Sequence[Piece]) -> list[Cell | None]:
    """Return the cell of a post in each piece; the pieces are in order."""
    squares = _Squares(post, grounds)
    ends = [piece.end for piece in pieces]
    found: list[Cell | None] = []
    while len(found) < len(pieces):
        first = len(found)
        until = bisect_right(ends, squares.alike_until(pieces[first].start))
        some = pieces[first : max(until, first + 1)]
        found += squares.alike(some) if until > first else [squares.one(some[0])]
    return found


class _Squares:
    """One post: where anything changes, and the cell of any piece."""

    def __init__(self, post: Post, grounds: Grounds) -> None:
        self.post, self.grounds = post, grounds
        measured, days = grounds.measured, grounds.days
        self.life = life(post.start, post.end)
        self.segments = sweep(post, measured, days.first, days.last)
        self.starts = [one.start for one in self.segments]
        self.proposed = proposed_spans(post.code, grounds)
        # nobody recorded as holding a post is not the same as somebody in it
        self.is_blank = not measured.is_held_at_all(post.code)
        self.cuts = self._cuts()

    def _cuts(self) -> list[int]:
        measured = self.grounds.measured
        cuts = set(self.starts)
        spans = [self.life, *self.proposed]
        spans += [(d.start, d.end) for d in measured.doubts_of.get(self.post.code, ())]
        if self.post.is_statutory:
            cuts.update(changes(self.post.code, measured))
        cuts.update(day for low, high in spans for day in (low, high + 1))
        return sorted(cuts)

    def alike_until(self, day: int) -> int:
        """Return the last day before the next change."""
        later = bisect_right(self.cuts, day)
        return self.cuts[later] - 1 if later < len(self.cuts) else FOREVER

    def alike(self, pieces: Sequence[Piece]) -> Sequence[Cell | None]:
        """Answer for pieces without a change in or between them."""
        first = pieces[0]
        if not self._is_alive(first):
            return [None] * len(pieces)
        flats = self.segments[bisect_right(self.starts, first.start) - 1].days
        if len(flats) == 1:
            return [self._cell(first, flats[0], flats[0].gap)] * len(pieces)
        # holidays fall on one weekday or another
        known: dict[tuple[int, ...], Cell] = {}
        found = []
        for piece in pieces:
            weekdays = self._weekdays(piece)
            if weekdays not in known:
                known[weekdays] = self._made(piece)
            found.append(known[weekdays])
        return found

    def _weekdays(self, piece: Piece) -> tuple[int, ...]:
        """Return how often each weekday is worked in a piece."""
        start, end, working_days = piece
        if end - start == _WEEK - 1 and working_days == len(_EACH_ONCE):
            return _EACH_ONCE
        return tuple(self.grounds.days.counts(start, end))

    def _inside(self, start: int, end: int) -> list[Segment]:
        """Return the segments of a piece, the first and the last cut to it."""
        first = max(0, bisect_right(self.starts, start) - 1)
        found = self.segments[first : bisect_right(self.starts, end)]
        if found and found[0].start < start:
            found[0] = Segment(start, found[0].end, found[0].days)
        if found and found[-1].end > end:
            found[-1] = Segment(found[-1].start, end, found[-1].days)
        return found

    def one(self, piece: Piece) -> Cell | None:
        """Answer for any piece."""
        return self._made(piece) if self._is_alive(piece) else None

    def _is_alive(self, piece: Piece) -> bool:
        return self.life[0] <= piece.end and self.life[1] >= piece.start

    def _made(self, piece: Piece) -> Cell:
        start, end, working_days = piece
        added = figures.sums(self._inside(start, end), self.grounds.days)
        gap = (2 * added.gap + working_days) // (2 * working_days)
        return self._cell(piece, added, gap)

    def _cell(self, piece: Piece, added: figures.Sums | Flat, gap: int) -> Cell:
        """Tell the state of a piece by its figures, or those of each of its days."""
        measured = self.grounds.measured
        held = statutory_held(self.post, measured, self.grounds.days, piece)
        if held == NOT_HELD:
            return Cell(State.NOT_HELD, gap)
        if added.gap:
            state = self._open_state(added.effective, piece.start, piece.end)
            return Cell(state, gap)
        if self.is_blank or is_unknown(self.post, measured, piece, held):
            return Cell(State.UNKNOWN, 0)
        return Cell(State.COVERED if added.released else State.IN_POST, 0)

    def _open_state(self, effective: int, start: int, end: int) -> State:
        if effective:
            return State.PART
        is_proposed = any(low <= end and high >= start for low, high in self.proposed)
        return State.PROPOSED if is_proposed else State.GAP


def proposed_spans(post: str, grounds: Grounds) -> list[tuple[int, int]]:
    """Return when cover is only proposed for a post, measurable or not."""
    offered = grounds.measured.proposed.get(post, ())
    return [life(one.start, one.end) for one in offered]
