"""The look of papers about cover: a page on its side, its styles, head and foot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pip_manager.paper import ink
from pip_manager.paper.blocks import Column, Look, paragraph, said
from pip_manager.paper.canvas import A4, MM
from pip_manager.paper.fonts import Weight
from pip_manager.paper.sheet import Head, Sheet, TextLine
from pip_manager.paper.text import Style, clipped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.paper.canvas import TaggedCanvas

MARGIN = 14 * MM
A4_WIDE = (A4[1], A4[0])
A3_WIDE = (1190.551, A4[1])

TITLE = Style(18, Weight.SEMIBOLD)
ABOUT = Style(9, Weight.REGULAR, ink.MUTED)
SECTION = Style(11, Weight.SEMIBOLD, ink.ACCENT)
TAB = Style(7.8, Weight.SEMIBOLD, ink.ACCENT)
CELL = Style(8.4)
STRONG = Style(8.4, Weight.SEMIBOLD)
MUTED = Style(8.4, Weight.REGULAR, ink.MUTED)
NOTE = Style(8, Weight.REGULAR, ink.MUTED)
NOTE_NAME = Style(7.8)
NOTE_HEAD = Style(8.4, Weight.SEMIBOLD)
FINE = Style(7, Weight.REGULAR, ink.MUTED)
FINE_STRONG = Style(7, Weight.SEMIBOLD)

GOOD = ink.ink("#1B6E46")
WARN = ink.ink("#8A5A00")
BAD = ink.ink("#B3261E")
CRITICAL = ink.ink("#6B1D5E")
UNKNOWN = ink.ink("#5B6672")
LEVELS = {
    "Green": GOOD,
    "Amber": WARN,
    "Red": BAD,
    "Critical": CRITICAL,
    "Not known": UNKNOWN,
}
"""The ink of each level's word."""

_FOOT = 9 * MM


class CoverSheet(Sheet):
    """A sheet on its side that knows its edges; each further page repeats the title."""

    def __init__(self, size: tuple[float, float], title: str) -> None:
        top = size[1] - MARGIN
        super().__init__(top=top, bottom=_FOOT + 8 * MM, size=size)
        self.left, self.right = MARGIN, size[0] - MARGIN
        self.heads.append(Head(16, self._head_of(title)))

    @property
    def width(self) -> float:
        """Return the width between the edges, in points."""
        return self.right - self.left

    @property
    def whole(self) -> Column:
        """Return all of the width as one column."""
        return Column("", self.left, self.width)

    def _head_of(self, title: str) -> Callable[[TaggedCanvas, float], object]:
        words = clipped(title, FINE_STRONG, self.width, 1)[0]
        return lambda canvas, top: canvas.write(self.left, top - 8, words, FINE_STRONG)

    def begin(self, title: str, about: Sequence[str]) -> None:
        """Write the title and the lines under it."""
        root = self.canvas.element
        self.place(paragraph(said(root, "H1", title), title, TITLE, self.whole, 23))
        for words in about:
            lines = paragraph(said(root, "P", words), words, ABOUT, self.whole, 13)
            self.place(lines)

    def section(self, words: str, keep: float = 60) -> None:
        """Write the heading of a section; it stays with what follows."""
        self.skip(12)
        element = said(self.canvas.element, "H2", words)
        self.place(paragraph(element, words, SECTION, self.whole, 17), keep=keep)

    def notes(self, heading: str, notes: Sequence[str]) -> None:
        """Write footnotes under a heading, after a rule."""
        if not notes:
            return
        self.skip(14)
        root = self.canvas.element
        lines = paragraph(said(root, "H2", heading), heading, NOTE_HEAD, self.whole, 16)
        lines[0].paint = lambda canvas, top: canvas.rule(
            self.left, top, self.right, ink.HAIRLINE, 0.8
        )
        self.place(lines, keep=24)
        for note in notes:
            self.place(paragraph(said(root, "P", note), note, NOTE, self.whole, 11.4))

    def furniture(self, left: str) -> Callable[[TaggedCanvas, int, int], None]:
        """Return what draws the foot of every page: words, and the page's number."""
        words = clipped(left, FINE, self.width * 0.8, 1)[0]

        def draw(canvas: TaggedCanvas, page: int, pages: int) -> None:
            with canvas.artifact("Pagination"):
                canvas.rule(self.left, _FOOT + 12, self.right, ink.HAIRLINE, 0.6)
                canvas.write(self.left, _FOOT, words, FINE)
                counted = f"Page {page} of {pages}"
                x = self.right - FINE_STRONG.width(counted)
                canvas.write(x, _FOOT, counted, FINE_STRONG)

        return draw


def table_look(left: float, right: float, cells: Sequence[Style]) -> Look:
    """Return the look of a table between two edges."""

    def paint_head(canvas: TaggedCanvas, top: float) -> None:
        height = _LEADING + _ABOVE + _BELOW
        canvas.box(left - 4, top - height, right - left + 8, height, ink.SUNKEN)
        canvas.rule(left - 4, top - height, right + 4, ink.ACCENT, 0.8)

    def paint_row(canvas: TaggedCanvas, foot: float) -> None:
        canvas.rule(left, foot, right, ink.HAIRLINE, 0.5)

    return Look(TAB, cells, _LEADING, _ABOVE, _BELOW, paint_head, paint_row)


_LEADING, _ABOVE, _BELOW = 11.2, 2.4, 2.6


def restyled(lines: Sequence[TextLine], edge: float, style: Style) -> None:
    """Give the words that stand at an edge another style."""
    for line in lines:
        line.runs = [
            replace(run, style=style) if run.x == edge else run for run in line.runs
        ]
