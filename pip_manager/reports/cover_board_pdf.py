"""The cover board as a PDF/A-3a and PDF/UA-1 file: a table with a square in each cell.

Few columns stand on A4, many on A3, and more than fit go on in a further table. Every
square is told in words to who has it read aloud.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pip_manager.domain.calendar import financial_year
from pip_manager.domain.cover.board import OPEN
from pip_manager.domain.when import MONTHS, day_words, span_words
from pip_manager.paper import ink
from pip_manager.paper.archive import Metadata
from pip_manager.paper.blocks import said
from pip_manager.paper.sheet import Head, TextLine
from pip_manager.paper.tags import COLUMN_HEAD, ROW_HEAD
from pip_manager.paper.text import clipped
from pip_manager.reports import cover_look as look
from pip_manager.reports.cover_squares import (
    SQUARES,
    Box,
    draw_square,
    draw_state,
    spoken,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pip_manager.domain.cover.board import Cell
    from pip_manager.domain.cover.board_sheet import BoardSheet, SheetLine
    from pip_manager.domain.cover.days import Piece
    from pip_manager.paper.canvas import TaggedCanvas
    from pip_manager.paper.tags import Element

_WIDTHS = {"day": 17.0, "week": 20.0, "month": 26.0, "year": 44.0}
_LEAST_NAMES, _MOST_NAMES = 150.0, 262.0
_AFTER_NAME = 10.0
_ROW, _BAND, _HEAD = 15.0, 15.0, 30.0
_LEGEND = 22.0
_TITLE = "Cover board"
_ZOOMS = {"day": "day by day", "week": "week by week", "month": "month by month"}
_BY = "PIP Manager"
_MOST_NOTES = 40


def board_pdf(sheet: BoardSheet, author: str = _BY) -> bytes:
    """Return a board as it is given, narrowed or not; the same gives the same bytes."""
    about = _about(sheet)
    paper = look.CoverSheet(_size(sheet), _TITLE)
    paper.begin(_TITLE, [about])
    _legend(paper)
    chunks = list(_chunks(sheet, paper.width))
    for first, last in chunks:
        part = sheet.between(first, last)
        if len(chunks) > 1:
            paper.section(_span(part.pieces), keep=_kept(paper, part))
        else:
            paper.skip(10)
        _Table(paper, part).draw()
    paper.notes("Not in these figures", _notes(sheet))
    title = f"{_TITLE}, {about}"
    made_on = date.fromordinal(sheet.today)
    described = Metadata(title, author, about, made_on=made_on)
    foot = paper.furniture(f"{author}  •  {_TITLE}")
    return paper.canvas.finish(described, furniture=foot)


def _kept(paper: look.CoverSheet, sheet: BoardSheet) -> float:
    """Return the room a table begins in: all of it where a page can hold it."""
    whole = _HEAD + _BAND * len(sheet.tiers()) + _ROW * len(sheet.lines)
    return whole if whole + 40 <= paper.room else _HEAD + _BAND + 4 * _ROW


def _about(sheet: BoardSheet) -> str:
    if not sheet.pieces:
        return "No working day"
    zoom = _ZOOMS.get(sheet.zoom, "by financial year")
    proposed = ", with what is proposed counted" if sheet.with_proposed else ""
    chosen = f", {sheet.narrowing}" if sheet.narrowing else ""
    today = day_words(date.fromordinal(sheet.today))
    span = _span(sheet.pieces)
    return f"{span}, {zoom}{chosen}{proposed}, as it stood on {today}"


def _span(pieces: Sequence[Piece]) -> str:
    first, last = pieces[0].start, pieces[-1].end
    return span_words(date.fromordinal(first), date.fromordinal(last))


def _room(size: tuple[float, float]) -> float:
    return size[0] - 2 * look.MARGIN


def _names(sheet: BoardSheet) -> float:
    """Return how wide the names of the posts stand."""
    widths = [look.NOTE_NAME.width(line.post.title) for line in sheet.lines]
    longest = max(widths, default=0) + _AFTER_NAME
    return max(_LEAST_NAMES, min(longest, _MOST_NAMES))


def _fit(sheet: BoardSheet, width: float) -> int:
    """Return how many columns stand beside the names."""
    return max(1, int((width - _names(sheet)) // _WIDTHS[sheet.zoom]))


def _size(sheet: BoardSheet) -> tuple[float, float]:
    fits = len(sheet.pieces) <= _fit(sheet, _room(look.A4_WIDE))
    return look.A4_WIDE if fits else look.A3_WIDE


def _chunks(sheet: BoardSheet, width: float) -> Iterator[tuple[int, int]]:
    """Share the columns out evenly over as few tables as hold them."""
    count, most = len(sheet.pieces), _fit(sheet, width)
    tables = -(-count // most)
    for number in range(tables):
        yield number * count // tables, (number + 1) * count // tables - 1


def _legend(paper: look.CoverSheet) -> None:
    """Draw every state with its words; a square and its words are one element."""
    paper.need(_LEGEND)
    canvas, x = paper.canvas, paper.left
    top = paper.y - 6
    block = canvas.element.add("P")
    for state, square in SQUARES.items():
        element = block.add("Span")
        with canvas.more(element):
            told = square.sign or ("0.5" if state in OPEN else "")
            draw_state(canvas, Box(x, top - 13, 22, 13), state, told)
            canvas.write(x + 27, top - 9.4, square.words + "  ", look.NOTE)
        x += 27 + look.NOTE.width(square.words) + 20
    paper.place([TextLine(_LEGEND, 0)])


def _notes(sheet: BoardSheet) -> list[str]:
    found = sheet.not_measurable
    told = [f"{one.code}, {one.about}: {one.why}." for one in found[:_MOST_NOTES]]
    if len(found) > _MOST_NOTES:
        told.append(f"And {len(found) - _MOST_NOTES} more.")
    return told


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over a column: its own words, those it shares, and all in full."""

    words: str
    group: str
    spoken: str


def _over(sheet: BoardSheet, piece: Piece) -> _Over:
    start = date.fromordinal(piece.start)
    month = f"{MONTHS[start.month - 1][:3]} {start.year}"
    match sheet.zoom:
        case "day":
            return _Over(str(start.day), month, day_words(start))
        case "week":
            return _Over(str(start.day), month, f"week of {day_words(start)}")
        case "month":
            return _Over(MONTHS[start.month - 1][:3], financial_year(start), month)
        case _:
            year = financial_year(start)
            return _Over(year, "", f"financial year {year}")


class _Table:
    """One table of the board: a head that repeats, a band for each tier, its posts."""

    def __init__(self, paper: look.CoverSheet, sheet: BoardSheet) -> None:
        self._paper, self._sheet = paper, sheet
        self._over = [_over(sheet, piece) for piece in sheet.pieces]
        self._element = paper.canvas.element.add("Table")
        self._names = _names(sheet)
        room = paper.width - self._names
        most = _WIDTHS[sheet.zoom] * 1.5
        self._wide = min(most, room / max(1, len(sheet.pieces)))
        self._left = paper.left + self._names
        self._squares: dict[Cell | None, str] = {}

    def draw(self) -> None:
        """Draw it, over as many pages as it takes."""
        self._paper.need(_HEAD + _BAND + 2 * _ROW)
        top = self._paper.y
        self._head_row(top)
        self._advance(_HEAD)
        head = Head(_HEAD, self._draw_head)
        self._paper.heads.append(head)
        for tier, lines in self._sheet.tiers():
            self._band("Tier not stated" if tier is None else f"Tier {tier}")
            for line in lines:
                self._row(line)
        self._paper.heads.remove(head)

    def _advance(self, height: float) -> None:
        self._paper.place([TextLine(height, 0)])

    def _x(self, column: int) -> float:
        return self._left + column * self._wide

    # ---- the head

    def _head_row(self, top: float) -> None:
        canvas = self._paper.canvas
        with canvas.artifact():
            self._draw_grounds(canvas, top)
        row = self._element.add("TR")
        name = row.add("TH", attributes=COLUMN_HEAD)
        with canvas.more(name):
            canvas.write(self._paper.left, top - 24, "Post", look.TAB)
        for column, over in enumerate(self._over):
            cell = row.add("TH", attributes=COLUMN_HEAD, spoken=over.spoken)
            with canvas.more(cell):
                self._write_over(canvas, column, top)

    def _draw_head(self, canvas: TaggedCanvas, top: float) -> None:
        """Draw the head again on a further page, where it is not read again."""
        self._draw_grounds(canvas, top)
        canvas.write(self._paper.left, top - 24, "Post", look.TAB)
        for column in range(len(self._over)):
            self._write_over(canvas, column, top)

    def _draw_grounds(self, canvas: TaggedCanvas, top: float) -> None:
        left, width = self._paper.left - 4, self._x(len(self._over)) - self._paper.left
        canvas.box(left, top - _HEAD, width + 8, _HEAD, ink.SUNKEN)
        canvas.rule(left, top - _HEAD, left + width + 8, ink.ACCENT, 0.8)

    def _write_over(self, canvas: TaggedCanvas, column: int, top: float) -> None:
        over = self._over[column]
        is_first = not column or self._over[column - 1].group != over.group
        if is_first and self._group_room(column) >= look.TAB.width(over.group):
            canvas.write(self._x(column) + 1, top - 11, over.group, look.TAB)
        x = self._x(column) + (self._wide - look.FINE.width(over.words)) / 2
        canvas.write(x, top - 24, over.words, look.FINE)

    def _group_room(self, column: int) -> float:
        group = self._over[column].group
        shared = 0
        for over in self._over[column:]:
            if over.group != group:
                break
            shared += 1
        return shared * self._wide - 3

    # ---- the rows

    def _band(self, words: str) -> None:
        self._paper.need(_BAND + _ROW)
        canvas, top = self._paper.canvas, self._paper.y
        right = self._x(len(self._over))
        with canvas.artifact():
            canvas.rule(self._paper.left, top - _BAND + 1, right, ink.HAIRLINE, 0.6)
        row = self._element.add("TR")
        span = f"<</O /Table /Scope /Row /ColSpan {len(self._over) + 1}>>"
        with canvas.more(said(row, "TH", words, span)):
            canvas.write(self._paper.left, top - _BAND + 4.4, words, look.NOTE_HEAD)
        self._advance(_BAND)

    def _row(self, line: SheetLine) -> None:
        self._paper.need(_ROW)
        canvas, top = self._paper.canvas, self._paper.y
        row = self._element.add("TR")
        self._name(row, line.post.title, top)
        for column, cell in enumerate(line.cells):
            element = row.add("TD", spoken=spoken(cell))
            with canvas.more(element):
                canvas.stamp(self._x(column), top - _ROW, self._square(cell))
        self._advance(_ROW)

    def _square(self, cell: Cell | None) -> str:
        """Return the drawing of a square, made once for all that look alike."""
        if cell not in self._squares:
            canvas, box = self._paper.canvas, Box(0, 0, self._wide, _ROW)
            draw = partial(draw_square, canvas, box, cell)
            self._squares[cell] = canvas.recorded(draw)
        return self._squares[cell]

    def _name(self, row: Element, title: str, top: float) -> None:
        shown = clipped(title, look.NOTE_NAME, self._names - 8, 1)[0]
        is_cut = shown.rstrip() != title
        element = row.add("TH", attributes=ROW_HEAD, spoken=title if is_cut else "")
        with self._paper.canvas.more(element):
            self._paper.canvas.write(
                self._paper.left, top - _ROW + 4.6, shown, look.NOTE_NAME
            )
