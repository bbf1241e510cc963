"""Blocks of lines: a paragraph, pairs of a label and its words, a table's rows."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.paper import fonts
from pip_manager.paper.sheet import Head, Run, TextLine, side_by_side
from pip_manager.paper.tags import COLUMN_HEAD, ROW_HEAD
from pip_manager.paper.text import wrap

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from pip_manager.paper.canvas import TaggedCanvas
    from pip_manager.paper.sheet import Paint, Sheet
    from pip_manager.paper.tags import Element
    from pip_manager.paper.text import Style

_BETWEEN_PAIRS = 2.2


@dataclass(frozen=True, slots=True)
class Column:
    """Where a cell's words stand: from `edge`, or ending at it where `right`."""

    heading: str
    edge: float
    width: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a table looks; `above` and `below` are the spaces in a row, in points."""

    head: Style
    cells: Sequence[Style]
    leading: float
    above: float
    below: float
    paint_head: Paint
    paint_row: Paint  # given the foot of the row, not its top


def said(parent: Element, kind: str, words: str, attributes: str = "") -> Element:
    """Add an element that will show `words`, and says them if the font cannot."""
    spoken = words if fonts.missing_glyphs(words) else ""
    return parent.add(kind, attributes=attributes, spoken=spoken)


def paragraph(
    element: Element, words: str, style: Style, column: Column, leading: float
) -> list[TextLine]:
    """Return `words` wrapped to a column's width, first baseline one size down."""
    drop = style.size + (leading - style.size) / 2 - style.size * 0.15
    return [
        TextLine(leading, drop, [Run(element, column.edge, line, style, column.right)])
        for line in wrap(words, style, column.width)
    ]


def pairs(
    parent: Element,
    rows: Sequence[tuple[str, str]],
    columns: tuple[Column, Column],
    styles: tuple[Style, Style],
    leading: float,
) -> list[TextLine]:
    """Return labels and their words as a table of two columns, without lines."""
    block: list[TextLine] = []
    table = parent.add("Table") if rows else parent
    for label, words in rows:
        row = table.add("TR")
        cells = (said(row, "TH", label, ROW_HEAD), said(row, "TD", words))
        block += _row(cells, (label, words), columns, styles, leading)
        block[-1].height += _BETWEEN_PAIRS
    return block


def _row(
    cells: Sequence[Element],
    words: Sequence[str],
    columns: Sequence[Column],
    styles: Sequence[Style],
    leading: float,
) -> list[TextLine]:
    """Return the cells of one row side by side, on shared baselines."""
    drop = max(style.size for style in styles)
    drop += (leading - drop) / 2 - drop * 0.15
    return side_by_side(
        *(
            [
                TextLine(leading, drop, [Run(cell, at.edge, part, style, at.right)])
                for part in wrap(text, style, at.width)
            ]
            for cell, text, at, style in zip(cells, words, columns, styles, strict=True)
        )
    )


class Table:
    """A table that flows over pages and repeats its head on each."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], look: Look) -> None:
        self._sheet = sheet
        self._columns = columns
        self._look = look
        self._element = sheet.canvas.element.add("Table")

    @contextmanager
    def open(self, keep: float = 0) -> Generator[None]:
        """Draw the head, and again on each page turned while the block runs."""
        self._sheet.place(self._head(), keep=keep)
        repeated = Head(self._look.leading + self._padding, self._draw_head)
        self._sheet.heads.append(repeated)
        try:
            yield
        finally:
            self._sheet.heads.remove(repeated)

    def row(self, words: Sequence[str]) -> list[TextLine]:
        """Add a row to the structure; return its lines, to be placed in order."""
        element = self._element.add("TR")
        cells = [said(element, "TD", text) for text in words]
        look = self._look
        lines = _row(cells, words, self._columns, look.cells, look.leading)
        lines[0].height += look.above
        lines[0].drop += look.above
        lines[-1].height += look.below
        height = lines[-1].height
        # nothing is painted behind a row yet: cells have no paint of their own
        lines[-1].paint = lambda canvas, top: look.paint_row(canvas, top - height)
        return lines

    @property
    def _padding(self) -> float:
        return self._look.above + self._look.below

    def _head(self) -> list[TextLine]:
        row = self._element.add("TR")
        look = self._look
        line = TextLine(look.leading + self._padding, look.above + look.head.size)
        for column in self._columns:
            cell = row.add("TH", attributes=COLUMN_HEAD)
            run = Run(cell, column.edge, column.heading, look.head, column.right)
            line.runs.append(run)
        line.paint = look.paint_head
        return [line]

    def _draw_head(self, canvas: TaggedCanvas, top: float) -> None:
        look = self._look
        look.paint_head(canvas, top)
        for column in self._columns:
            wide = look.head.width(column.heading) if column.right else 0
            y = top - look.above - look.head.size
            canvas.write(column.edge - wide, y, column.heading, look.head)
