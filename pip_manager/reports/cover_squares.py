"""The squares of the cover board on paper: colour, pattern and figure of each state."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.board import State
from pip_manager.domain.cover.facts import ONE
from pip_manager.paper import ink
from pip_manager.paper.fonts import Weight
from pip_manager.paper.text import Style
from pip_manager.reports.cover_look import BAD, CRITICAL, GOOD, UNKNOWN, WARN

if TYPE_CHECKING:
    from pip_manager.domain.cover.board import Cell
    from pip_manager.paper.canvas import TaggedCanvas

_HUNDREDTH = Decimal("0.01")
_SIZE = 6.6  # of the figures, in points


class Square(NamedTuple):
    """How a state looks on paper; `step` is how far apart its diagonals are."""

    words: str
    ground: str
    lines: str = ""
    step: float = 0
    edge: str = ""
    is_dashed: bool = False
    foot: str = ""
    figure: str = ink.WORDS
    sign: str = ""


_PALE_GOOD = ink.ink("#E3EFE8")
_PALE_WARN = ink.ink("#F4ECDC")
_PALE_UNKNOWN = ink.ink("#A9B1BA")
_PALE_LINES = ink.ink("#C9A868")
_ON_BAD = ink.ink("#D67069")

SQUARES: dict[State, Square] = {
    State.IN_POST: Square("In post", ink.WHITE),
    State.COVERED: Square("Covered", _PALE_GOOD, foot=GOOD),
    State.PART: Square("Part covered", _PALE_WARN, _PALE_LINES, 5, figure=WARN),
    State.PROPOSED: Square(
        "Gap, cover proposed", ink.WHITE, edge=BAD, is_dashed=True, figure=BAD
    ),
    State.GAP: Square("Gap", BAD, _ON_BAD, 3, figure=ink.WHITE),
    State.NOT_HELD: Square(
        "Statutory post not held", CRITICAL, figure=ink.WHITE, sign="!"
    ),
    State.UNKNOWN: Square(
        "Not known", ink.WHITE, edge=_PALE_UNKNOWN, figure=UNKNOWN, sign="?"
    ),
}
"""Every state, in the order of the legend."""

NO_POST = "the post is not in being"


def figure(gap: int) -> str:
    """Write the FTE short: ``0.6``; empty where nothing is."""
    if not gap:
        return ""
    short = (Decimal(gap) / ONE).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    return f"{short:f}" if short else "<.01"


def mark(cell: Cell) -> str:
    """Return what is written in a square."""
    return f"{SQUARES[cell.state].sign} {figure(cell.gap)}".strip()


def spoken(cell: Cell | None) -> str:
    """Say a square: ``gap, 0.6 FTE short``."""
    if cell is None:
        return NO_POST
    told = SQUARES[cell.state].words.casefold()
    return f"{told}, {figure(cell.gap)} FTE short" if cell.gap else told


class Box(NamedTuple):
    """A rectangle by its lower left corner, in points."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, by: float) -> Box:
        """Return the rectangle within, `by` points from each edge."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


def draw_square(canvas: TaggedCanvas, box: Box, cell: Cell | None) -> None:
    """Draw one square and what stands in it."""
    if cell is None:
        middle = box.y + box.height / 2
        canvas.rule(box.x + 2, middle, box.x + box.width - 2, ink.HAIRLINE, 0.6)
        return
    draw_state(canvas, box, cell.state, mark(cell))


def draw_state(canvas: TaggedCanvas, box: Box, state: State, told: str) -> None:
    """Draw the square of a state with words in it."""
    look = SQUARES[state]
    own = box.inside(0.8)
    canvas.box(*own, look.ground)
    if look.step:
        _diagonals(canvas, own, look)
    if look.foot:
        canvas.box(own.x, own.y, own.width, 1.4, look.foot)
    if look.edge:
        _edge(canvas, own.inside(0.4), look)
    elif state is State.IN_POST:
        _edge(canvas, own.inside(0.2), look._replace(edge=ink.HAIRLINE))
    if told:
        _write(canvas, own, look, told)


def _write(canvas: TaggedCanvas, box: Box, look: Square, told: str) -> None:
    style = Style(_SIZE, Weight.SEMIBOLD, look.figure)
    wide = style.width(told)
    x = box.x + (box.width - wide) / 2
    y = box.y + (box.height - _SIZE * 0.72) / 2
    if look.step:
        patch = min(box.width, wide + 3)
        canvas.box(
            box.x + (box.width - patch) / 2, y - 1.4, patch, _SIZE + 1, look.ground
        )
    canvas.write(x, y, told, style)


def _diagonals(canvas: TaggedCanvas, box: Box, look: Square) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*box)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColorRGB(*_parts(look.lines))
    at = box.x - box.height
    while at < box.x + box.width:
        canvas.line(at, box.y, at + box.height, box.y + box.height)
        at += look.step
    canvas.restoreState()


def _edge(canvas: TaggedCanvas, box: Box, look: Square) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.9 if look.is_dashed else 0.5)
    canvas.setStrokeColorRGB(*_parts(look.edge))
    if look.is_dashed:
        canvas.setDash(2, 1.4)
    canvas.rect(*box, stroke=1, fill=0)
    canvas.restoreState()


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = map(float, colour.split())
    return red, green, blue
