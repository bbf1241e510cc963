"""The board as it is shown and printed: columns of time, a line for each post."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from pip_manager.domain.calendar import financial_year_start
from pip_manager.domain.cover.board import OPEN
from pip_manager.domain.cover.days import Piece
from pip_manager.domain.cover.report import Asked, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pip_manager.domain.cover.board import Cell
    from pip_manager.domain.cover.days import WorkingDays
    from pip_manager.domain.cover.facts import Post

Zoom = Literal["day", "week", "month", "year"]
ZOOMS: tuple[Zoom, ...] = ("day", "week", "month", "year")
_APRIL = 4


class SheetLine(NamedTuple):
    """A post, its cells, and the codes of the hosts its cover hangs on.

    `names` are the people and hosts that have to do with it, for the search.
    """

    post: Post
    cells: Sequence[Cell | None]
    hosts: frozenset[str] = frozenset()
    names: str = ""

    def is_open_from(self, column: int) -> bool:
        """Tell whether there is a gap in a column or in any after it."""
        return any(cell and cell.state in OPEN for cell in self.cells[column:])


class Unmeasured(NamedTuple):
    """A record no figure counts, whom or what it is about, and why."""

    noun: str
    code: str
    about: str
    why: str


class GapRun(NamedTuple):
    """Columns in a row in which a post is short, or a statutory one not held."""

    first: int
    last: int
    line: int


class Narrowing(NamedTuple):
    """What narrows a board: each None or empty where it narrows nothing.

    Tier 0 and an empty service are those not stated.
    """

    tier: int | None = None
    service: str | None = None
    host: str | None = None
    search: str = ""
    only_gaps: bool = False


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """Every post of the board, over pieces of time in their order.

    `today` is an ordinal; `open_today` and `opening` count posts with a gap on the
    working day that is or follows today, and those opening within `forward` after it.
    `places` are the post and the first day of each secondment and cover, by code.
    `narrowing` says which lines were chosen, where not all are there.
    """

    zoom: Zoom
    today: int
    with_proposed: bool
    pieces: Sequence[Piece]
    lines: Sequence[SheetLine]
    not_measurable: Sequence[Unmeasured] = ()
    open_today: int = 0
    opening: int = 0
    forward: int = 60
    hosts: Sequence[tuple[str, str]] = ()
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    narrowing: str = ""

    @property
    def column_of_today(self) -> int:
        """Return the column that holds today, or the next one after it."""
        return self.column_of(self.today)

    def column_of(self, day: int) -> int:
        """Return the column that holds a day, or the next one; the last beyond all."""
        low, high = 0, max(0, len(self.pieces) - 1)
        while low < high:
            middle = (low + high) // 2
            if self.pieces[middle].end < day:
                low = middle + 1
            else:
                high = middle
        return low

    def narrowed(self, by: Narrowing) -> BoardSheet:
        """Return the board with the lines that fit."""
        today = self.column_of_today
        return replace(
            self, lines=[line for line in self.lines if _fits(line, by, today)]
        )

    def between(self, first: int, last: int) -> BoardSheet:
        """Return the board with the columns from one to another, both included."""
        cut = slice(first, last + 1)
        return replace(
            self,
            pieces=self.pieces[cut],
            lines=[line._replace(cells=line.cells[cut]) for line in self.lines],
        )

    def gaps(self) -> list[GapRun]:
        """Return every run of gap of every line, by its first column and line."""
        return sorted(
            run for n, line in enumerate(self.lines) for run in _runs(line, n)
        )

    def stops(self) -> list[tuple[int, int]]:
        """Return where one stops going from gap to gap: column and line, by time.

        That is where a gap opens; in one that is open today it is today.
        """
        today = self.column_of_today
        return sorted(
            (today if run.first <= today <= run.last else run.first, run.line)
            for run in self.gaps()
        )

    def tiers(self) -> list[tuple[int | None, list[SheetLine]]]:
        """Return the lines of each tier, in their order."""
        grouped = groupby(self.lines, key=lambda line: line.post.tier)
        return [(tier, list(lines)) for tier, lines in grouped]


def _runs(line: SheetLine, number: int) -> Iterator[GapRun]:
    first = None
    for column, cell in enumerate(line.cells):
        is_open = cell is not None and cell.state in OPEN
        if is_open and first is None:
            first = column
        elif not is_open and first is not None:
            yield GapRun(first, column - 1, number)
            first = None
    if first is not None:
        yield GapRun(first, len(line.cells) - 1, number)


def _fits(line: SheetLine, by: Narrowing, today: int) -> bool:
    post = line.post
    told = f"{post.title} {post.code} {post.service or ''} {line.names}".casefold()
    return (
        by.tier in {None, post.tier or 0}
        and by.service in {None, post.service or ""}
        and (by.host is None or by.host in line.hosts)
        and all(word in told for word in by.search.casefold().split())
        and (not by.only_gaps or line.is_open_from(today))
    )


def columns(zoom: Zoom, first: date, last: date, days: WorkingDays) -> list[Piece]:
    """Cut the time between two days into the columns of a zoom."""
    if zoom != "year":
        return pieces(Asked(first, last, zoom), days)
    found = []
    start = first
    while start <= last:
        end = min(date(financial_year_start(start) + 1, _APRIL, 1), date.max)
        stop = min(end.toordinal() - 1, last.toordinal())
        low = start.toordinal()
        found.append(Piece(low, stop, days.count(low, stop)))
        start = date.fromordinal(stop + 1)
    return [piece for piece in found if piece.working_days]
