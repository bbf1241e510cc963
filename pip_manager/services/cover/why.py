"""What stands behind one square of the board: who is out, who covers, what is short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pip_manager.domain.cover import figures
from pip_manager.domain.cover.board import cells
from pip_manager.domain.cover.facts import NO_COVER, Cover, Holding, Secondment
from pip_manager.domain.cover.measured import Measured, life
from pip_manager.domain.cover.openings import followed, openings, within
from pip_manager.domain.cover.reach import reached
from pip_manager.domain.cover.report import row_of
from pip_manager.domain.cover.sweep import sweep
from pip_manager.errors import ConflictError
from pip_manager.services.cover.grounds import read_grounds
from pip_manager.services.cover.names import KINDS, CoverNames
from pip_manager.services.cover.words import share_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pip_manager.domain.cover.board import Cell
    from pip_manager.domain.cover.days import Piece
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.measured import Part
    from pip_manager.domain.cover.report import Grounds, Row
    from pip_manager.domain.cover.sweep import Segment
    from pip_manager.services.workplace import Workplace

_PROPOSED = "proposed"


class WhyLine(NamedTuple):
    """One record behind a square: what it is in words, its share, its dates."""

    noun: str
    code: str
    words: str
    share: str | None = None
    start: str | None = None
    end: str | None = None
    more: str = ""


class Short(NamedTuple):
    """A gap of the post: its first and last day (None: no end in sight), its height.

    `here` is its first day in the square, `fte` the highest figure there. Before
    `opens_before` nothing was looked at; `is_broken`: some days within it are whole.
    """

    first: date
    here: date
    last: date | None
    fte: int
    opens_before: bool = False
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class SquareWhy:
    """A square and every record behind it; `row` has its figures."""

    post: Post
    cell: Cell | None
    row: Row
    released: tuple[WhyLine, ...]
    covered: tuple[WhyLine, ...]
    proposed: tuple[WhyLine, ...]
    accepted: tuple[WhyLine, ...]
    doubts: tuple[WhyLine, ...]
    holders: tuple[WhyLine, ...]
    vacancy: int
    short: Short | None
    chain: str | None


def square_why(
    office: Workplace, code: str, piece: Piece, *, with_proposed: bool = False
) -> SquareWhy:
    """Return what stands behind a post in a piece of time.

    Raises:
        ConflictError: there is no such post (any more).
    """
    first, last = date.fromordinal(piece.start), date.fromordinal(piece.end)
    past, far = followed(first, last)
    with office.store.reading() as connection:
        read = read_grounds(connection, past, far)
        names = CoverNames.read(connection)
    post = next((one for one in read.recorded.posts if one.code == code), None)
    if post is None:
        raise ConflictError(f"There is no post “{code}” any more.")
    grounds = read.over(past, far, with_proposed=with_proposed)
    return _Asked(post, piece, grounds, names).answer()


class _Asked:
    def __init__(
        self, post: Post, piece: Piece, grounds: Grounds, names: CoverNames
    ) -> None:
        self.post, self.piece = post, piece
        self.grounds, self.names = grounds, names
        self.measured = grounds.measured
        self.segments = sweep(
            post, self.measured, grounds.days.first, grounds.days.last
        )

    def answer(self) -> SquareWhy:
        measured, code = self.measured, self.post.code
        lent = self._lines(measured.lent.get(code, ()), self._lent)
        out = self._lines(measured.seconded.get(code, ()), self._seconded)
        filled = [*measured.restored.get(code, ()), *measured.absorbed.get(code, ())]
        return SquareWhy(
            post=self.post,
            cell=cells(self.post, self.grounds, [self.piece])[0],
            row=row_of(self.post, self.segments, self.piece, self.grounds),
            released=(*out, *lent),
            covered=self._lines(filled, self._covered),
            proposed=tuple(self._proposed()),
            accepted=tuple(self._accepted()),
            doubts=tuple(self._doubts()),
            holders=self._lines(measured.held.get(code, ()), self._held),
            vacancy=self._vacancy(),
            short=self._short(),
            chain=self._chain(),
        )

    # ---- the records

    def _lines(
        self, parts: Iterable[Part], tell: Callable[[Any], WhyLine]
    ) -> tuple[WhyLine, ...]:
        start, end = self.piece.start, self.piece.end
        inside = [one.fact for one in parts if one.start <= end and one.end >= start]
        return tuple(tell(fact) for fact in inside)

    def _seconded(self, fact: Secondment) -> WhyLine:
        host = self.names.host(fact.code) or "a host not stated"
        who = self.names.person(fact.person)
        return _line("secondments", fact, f"{who} to {host}")

    def _lent(self, fact: Cover) -> WhyLine:
        who, post = self.names.person(fact.person), self.names.post(fact.post)
        return _line("cover", fact, f"{who}, covering {post}")

    def _covered(self, fact: Cover) -> WhyLine:
        kind = KINDS.get(fact.kind or "", "kind not stated")
        who = self.names.person(fact.person)
        told = kind if fact.person is None else f"{who}, {kind}"
        more = "Beside their own work: no capacity" if fact.is_absorbed else ""
        if fact.relieves:
            more = f"From {self.names.post(fact.from_post)}"
        return _line("cover", fact, told[:1].upper() + told[1:], more)

    def _held(self, fact: Holding) -> WhyLine:
        who = fact.holder or self.names.person(fact.person)
        told = f"{who}, {fact.capacity}" if fact.capacity else who
        share = share_words(fact.share, None)
        return WhyLine("holdings", fact.code, told, share, fact.start, fact.end)

    def _proposed(self) -> Iterator[WhyLine]:
        code = self.post.code
        for out in self.measured.recorded.secondments:
            if (out.post, out.state) == (code, _PROPOSED) and self._touches(out):
                yield self._seconded(out)
        for fact in self.measured.recorded.covers:
            is_ours = (fact.post, fact.state) == (code, _PROPOSED)
            if is_ours and fact.kind != NO_COVER and self._touches(fact):
                yield self._covered(fact)

    def _accepted(self) -> Iterator[WhyLine]:
        for fact in self.measured.recorded.covers:
            is_ours = fact.post == self.post.code and fact.kind == NO_COVER
            if is_ours and self._touches(fact) and fact.state != _PROPOSED:
                by = (
                    self.names.words_of(fact.code, "approved_by") or "a name not stated"
                )
                why = self.names.words_of(fact.code, "reason") or ""
                yield _line("cover", fact, f"No cover, accepted by {by}", why)

    def _touches(self, fact: Cover | Secondment) -> bool:
        low, high = life(fact.start, fact.end)
        return low <= self.piece.end and high >= self.piece.start

    def _doubts(self) -> Iterator[WhyLine]:
        with_all = Measured(self.measured.recorded, with_proposed=True)
        for doubt in with_all.doubts_of.get(self.post.code, ()):
            if doubt.touches(self.piece.start, self.piece.end):
                yield WhyLine(
                    doubt.noun, doubt.code, self._told(doubt.fact), more=doubt.why
                )

    def _told(self, fact: Secondment | Cover | Holding) -> str:
        if isinstance(fact, Secondment):
            return self._seconded(fact).words
        if isinstance(fact, Holding):
            return self._held(fact).words
        return self._covered(fact).words

    # ---- the figures

    def _vacancy(self) -> int:
        """Return the most of the post that nobody holds on a working day."""
        days = self.grounds.days.each(self.piece.start, self.piece.end)
        return max((self.measured.vacant_on(self.post, day) for day in days), default=0)

    def _short(self) -> Short | None:
        """Return the gap that opens in the piece or is open in it, to its end."""
        days, start, end = self.grounds.days, self.piece.start, self.piece.end
        for one in within(openings(self.post, self.grounds), start, end):
            inside = figures.clipped(self.segments, max(one.start, start), end)
            here = list(figures.runs(inside, days, lambda flat: flat.gap > 0))
            if not here:
                continue
            first = days.each(here[0][0], end)[0]
            return Short(
                first=date.fromordinal(one.start),
                here=date.fromordinal(first),
                last=None if one.end >= days.last else date.fromordinal(one.end),
                fte=_most(inside),
                opens_before=one.start <= days.first,
                is_broken=one.is_broken,
            )
        return None

    def _chain(self) -> str | None:
        """Return the secondment whose chain the post stands in, its own first."""
        start, end = self.piece.start, self.piece.end
        own = [
            part.fact.code
            for part in self.measured.seconded.get(self.post.code, ())
            if part.start <= end and part.end >= start
        ]
        if own:
            return own[0]
        touching = reached(self.measured, start, end)
        return min(
            (code for code, post in touching if post == self.post.code), default=None
        )


def _line(noun: str, fact: Secondment | Cover, words: str, more: str = "") -> WhyLine:
    share = share_words(fact.fraction, fact.pattern)
    return WhyLine(noun, fact.code, words, share, fact.start, fact.end, more)


def _most(segments: Iterable[Segment]) -> int:
    return max((flat.gap for one in segments for flat in one.days), default=0)
