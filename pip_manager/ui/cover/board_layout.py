"""Where everything of the board stands: rows of tiers and posts, columns of time.

Painting, clicks, the keyboard and what a screen reader is told all ask this.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect

from pip_manager.domain.calendar import financial_year
from pip_manager.ui.kit import words
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.board_sheet import BoardSheet, SheetLine, Zoom
    from pip_manager.domain.cover.days import Piece

_ROW, _BAND, _HEAD = 32, 28, 46
_WIDTHS: dict[Zoom, int] = {"day": 40, "week": 40, "month": 56, "year": 92}
_NAMES, _FEWEST = 316, 150
_THIRD = 0.31
_LETTERS = "MTWTFSS"
TIER_NOT_STATED = "Tier not stated"


class Band:
    """The heading of a tier, and the FTE short of its posts in each column."""

    def __init__(self, words: str, lines: Sequence[SheetLine]) -> None:
        self.words = words
        self._lines = lines
        self._short: dict[int, int] = {}

    def short(self, column: int) -> int:
        """Return the sum of the gaps in a column; reckoned when first painted."""
        if column not in self._short:
            cells = (line.cells[column] for line in self._lines)
            self._short[column] = sum(cell.gap for cell in cells if cell)
        return self._short[column]


class Column(NamedTuple):
    """What stands over a column: its own words, and those it shares."""

    words: str
    group: str


class Group(NamedTuple):
    """Columns in a row that share their words; both ends included."""

    words: str
    first: int
    last: int


class BoardLayout:
    """The geometry of one sheet at one text size, in pixels of the whole board.

    The names stand in a column of `names` pixels at the left, the heads in `head` at
    the top; squares begin at 0, 0 beside them.
    """

    def __init__(self, sheet: BoardSheet, room: int, names: int = 0) -> None:
        """Lay a sheet out for a window `room` wide, the names at least `names`."""
        self.sheet = sheet
        px = theme().px
        self.head, self.row_tall = px(_HEAD), px(_ROW)
        self.wide = px(_WIDTHS[sheet.zoom])
        self.names = max(names, px(_FEWEST), min(px(_NAMES), round(room * _THIRD)))
        self.rows: list[Band | int] = []
        number = 0
        for tier, lines in sheet.tiers():
            self.rows.append(_band(tier, lines))
            self.rows.extend(range(number, number + len(lines)))
            number += len(lines)
        sizes = [px(_ROW) if isinstance(row, int) else px(_BAND) for row in self.rows]
        self.tops = list(accumulate(sizes, initial=0))
        self.columns = [_column(sheet.zoom, piece) for piece in sheet.pieces]
        self.groups = _groups(self.columns)
        self._place_of = {
            row: place for place, row in enumerate(self.rows) if isinstance(row, int)
        }

    @property
    def width(self) -> int:
        """Return the width of all columns."""
        return self.wide * len(self.columns)

    @property
    def height(self) -> int:
        """Return the height of all rows."""
        return self.tops[-1]

    def places(self, top: int, bottom: int) -> range:
        """Return the places of the rows between two heights."""
        first = max(0, bisect_right(self.tops, top) - 1)
        last = min(len(self.rows), bisect_right(self.tops, bottom))
        return range(first, last)

    def cuts(self, left: int, right: int) -> range:
        """Return the columns between two widths."""
        first = max(0, left // self.wide)
        return range(first, min(len(self.columns), right // self.wide + 1))

    def line_at(self, y: int) -> int | None:
        """Return the line at a height, None on a heading or below all."""
        if not 0 <= y < self.height:
            return None
        row = self.rows[bisect_right(self.tops, y) - 1]
        return row if isinstance(row, int) else None

    def column_at(self, x: int) -> int | None:
        """Return the column at a width."""
        return x // self.wide if 0 <= x < self.width else None

    def rect(self, line: int, column: int) -> QRect:
        """Return the place of a square."""
        place = self._place_of[line]
        top = self.tops[place]
        tall = self.tops[place + 1] - top
        return QRect(column * self.wide, top, self.wide, tall)

    def x_of(self, day: int) -> float:
        """Return where a day stands, in parts of its column."""
        pieces = self.sheet.pieces
        if not pieces:
            return 0
        column = self.sheet.column_of(day)
        piece = pieces[column]
        whole = piece.end - piece.start + 1
        share = min(1.0, max(0.0, (day - piece.start) / whole))
        return (column + share) * self.wide


def _band(tier: int | None, lines: Sequence[SheetLine]) -> Band:
    return Band(TIER_NOT_STATED if tier is None else f"Tier {tier}", lines)


def _column(zoom: Zoom, piece: Piece) -> Column:
    day = date.fromordinal(piece.start)
    match zoom:
        case "day":
            letter = _LETTERS[day.weekday()]
            return Column(f"{letter} {day.day}", f"{day:%B} {day.year}")
        case "week":
            return Column(str(day.day), f"{words.month(day)} {day.year}")
        case "month":
            return Column(words.month(day), financial_year(day))
        case _:
            return Column(financial_year(day), "Financial year")


def _groups(columns: Sequence[Column]) -> list[Group]:
    numbered = groupby(enumerate(columns), key=lambda pair: pair[1].group)
    found = []
    for told, some in numbered:
        numbers = [number for number, _ in some]
        found.append(Group(told, numbers[0], numbers[-1]))
    return found


def piece_words(zoom: Zoom, piece: Piece) -> str:
    """Say a column: ``week of 2 Nov 2026``, ``Nov 2026``."""
    day = date.fromordinal(piece.start)
    match zoom:
        case "day":
            return words.long_day(day)
        case "week":
            return f"week of {words.day(day)}"
        case "month":
            return f"{words.month(day)} {day.year}"
        case _:
            return f"financial year {financial_year(day)}"
