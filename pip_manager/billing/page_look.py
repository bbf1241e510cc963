"""The look of an invoice page: its edges, its styles, its table.

All words stand on two edges 20 mm from the paper's; fills reach 4 mm further out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.paper import ink
from pip_manager.paper.blocks import Column, Look
from pip_manager.paper.canvas import A4, MM
from pip_manager.paper.fonts import Weight
from pip_manager.paper.text import Style

if TYPE_CHECKING:
    from pip_manager.paper.canvas import TaggedCanvas

LEFT, RIGHT = 20 * MM, A4[0] - 20 * MM
OUTER_LEFT, OUTER_RIGHT = 16 * MM, A4[0] - 16 * MM
MIDDLE = LEFT + 96 * MM
TOP = A4[1] - 15 * MM
WIDTH = RIGHT - LEFT

TITLE = Style(22, Weight.SEMIBOLD)
LONG_TITLE = Style(15, Weight.SEMIBOLD)
NUMBER = Style(10.5, Weight.SEMIBOLD, ink.ACCENT)
BRAND = Style(14, Weight.SEMIBOLD, ink.ACCENT)
SUBTITLE = Style(9, Weight.REGULAR, ink.MUTED)
SECTION = Style(10, Weight.SEMIBOLD, ink.ACCENT)
LABEL = Style(8, Weight.REGULAR, ink.MUTED)
TAB = Style(8, Weight.SEMIBOLD, ink.ACCENT)
NAME = Style(10, Weight.SEMIBOLD)
BODY = Style(9)
STRONG = Style(9, Weight.MEDIUM)
CELL = Style(8.6)
CELL_MUTED = Style(8.6, Weight.REGULAR, ink.MUTED)
SMALL = Style(8)
FINE = Style(7, Weight.REGULAR, ink.MUTED)
FINE_STRONG = Style(7, Weight.SEMIBOLD)
ANCHOR = Style(6.2, Weight.REGULAR, ink.MUTED)
STRIP_LABEL = Style(7.6, Weight.REGULAR, ink.ACCENT_SOFT)
STRIP_VALUE = Style(9.6, Weight.SEMIBOLD, ink.WHITE)
STRIP_AMOUNT = Style(15, Weight.SEMIBOLD, ink.WHITE)
MARK = Style(9.5, Weight.SEMIBOLD)
TOTAL = Style(13, Weight.SEMIBOLD, ink.ACCENT)
WATERMARK = Style(150, Weight.SEMIBOLD, ink.WATERMARK)

LINE_COLUMNS = (
    Column("No.", LEFT, 7 * MM),
    Column("Description", LEFT + 8 * MM, 76 * MM),
    Column("Quantity", LEFT + 110 * MM, 25 * MM, right=True),
    Column("Unit price £", LEFT + 131 * MM, 20 * MM, right=True),
    Column("VAT", LEFT + 148 * MM, 15.5 * MM, right=True),
    Column("Net £", RIGHT, 21 * MM, right=True),
)


def _shade_head(canvas: TaggedCanvas, top: float) -> None:
    foot = top - LINES.leading - LINES.above - LINES.below
    width = OUTER_RIGHT - OUTER_LEFT
    canvas.box(OUTER_LEFT, foot, width, top - foot, ink.SUNKEN)
    canvas.rule(OUTER_LEFT, foot, OUTER_RIGHT, ink.ACCENT, 1)


def _rule_row(canvas: TaggedCanvas, foot: float) -> None:
    canvas.rule(LEFT, foot, RIGHT, ink.HAIRLINE, 0.5)


LINES = Look(
    head=TAB,
    cells=(CELL_MUTED, CELL, CELL, CELL, CELL, CELL),
    leading=11.4,
    above=2.4,
    below=2.6,
    paint_head=_shade_head,
    paint_row=_rule_row,
)
