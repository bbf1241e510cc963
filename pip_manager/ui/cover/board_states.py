"""The seven states of a post: each a word, a colour, a pattern and a figure.

The same on the board, the timeline, in lists and in the legend; see "Cover states" of
the looks. `paint_square` draws one, `words` says it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from pip_manager.domain.cover.board import State
from pip_manager.domain.cover.facts import ONE
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.columns import ChipWords
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.domain.cover.board import Cell
    from pip_manager.ui.kit.theme import Tone

_CENTRE = Qt.AlignmentFlag.AlignCenter
_HUNDREDTH = Decimal("0.01")


class Look(NamedTuple):
    """How a state looks: its word, its tone, whether it is filled with it."""

    words: str
    tone: Tone
    is_filled: bool = False
    lines: int = 0
    """How far apart the diagonals are, in pixels; 0: none."""
    is_outlined: bool = False
    is_dashed: bool = False
    has_edge: bool = False
    sign: str = ""


LOOKS: dict[State, Look] = {
    State.IN_POST: Look("In post", "plain"),
    State.COVERED: Look("Covered", "good", has_edge=True),
    State.PART: Look("Part covered", "warn", lines=8),
    State.PROPOSED: Look(
        "Gap, cover proposed", "bad", is_outlined=True, is_dashed=True
    ),
    State.GAP: Look("Gap", "bad", is_filled=True, lines=5),
    State.NOT_HELD: Look("Statutory not held", "critical", is_filled=True, sign="!"),
    State.UNKNOWN: Look("Not known", "unknown", lines=9, is_outlined=True, sign="?"),
}
"""Every state, in the order of the legend."""


def figure(gap: int) -> str:
    """Write FTE short for a square: ``0.6``; empty where nothing is short."""
    if not gap:
        return ""
    short = (Decimal(gap) / ONE).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    return f"{short:f}" if short else "<.01"


def mark(cell: Cell) -> str:
    """Return what stands in a square: the figure, ``!``, ``?`` or nothing."""
    sign = LOOKS[cell.state].sign
    return f"{sign} {figure(cell.gap)}".strip() if cell.gap else sign


def words(cell: Cell | None) -> str:
    """Say a square: ``gap, 0.6 FTE short``."""
    if cell is None:
        return "the post is not in being"
    told = LOOKS[cell.state].words.lower()
    return f"{told}, {figure(cell.gap)} FTE short" if cell.gap else told


def chip(cell: Cell) -> ChipWords:
    """Return the chip of a state."""
    look = LOOKS[cell.state]
    told = f"{look.words} · {figure(cell.gap)} FTE short" if cell.gap else look.words
    return ChipWords(told, look.tone)


def square(cell: Cell, wide: int, tall: int, ratio: float) -> QPixmap:
    """Return the picture of a square, drawn once for its state, figure and size."""
    key = (theme().is_dark, theme().percent, ratio)
    return _square(cell.state, mark(cell), wide, tall, key)


@lru_cache(maxsize=1024)
def _square(
    state: State, told: str, wide: int, tall: int, key: tuple[bool, int, float]
) -> QPixmap:
    ratio = key[2]
    made = QPixmap(round(wide * ratio), round(tall * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_square(painter, QRectF(0, 0, wide, tall), state, told)
    painter.end()
    return made


def paint_square(painter: QPainter, rect: QRectF, state: State, told: str) -> None:
    """Paint a square of a state with what stands in it."""
    look = LOOKS[state]
    if state is State.IN_POST:
        return
    tone = QColor(theme().colours.tone(look.tone))
    soft = QColor(theme().colours.soft_tone(look.tone))
    ground = tone if look.is_filled else soft
    if state in {State.PROPOSED, State.UNKNOWN}:
        ground = theme().colour("surface")
    path = QPainterPath()
    inside = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    path.addRoundedRect(inside, 3, 3)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(rect, ground)
    if look.lines:
        _diagonals(painter, rect, look, tone)
    if look.has_edge:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), tone)
    painter.restore()
    if look.is_outlined:
        _outline(painter, path, tone, look)
    if told:
        _mark(painter, rect, told, (look, ground, tone))


def _diagonals(painter: QPainter, rect: QRectF, look: Look, tone: QColor) -> None:
    line = theme().colour("on_state") if look.is_filled else QColor(tone)
    line.setAlphaF(0.30 if look.is_filled else 0.28)
    painter.setPen(QPen(line, 1))
    tall = rect.height()
    at = rect.left() - tall
    while at < rect.right():
        foot = QPointF(at, rect.bottom())
        painter.drawLine(foot, QPointF(at + tall, rect.top()))
        at += theme().px(look.lines)


def _outline(painter: QPainter, path: QPainterPath, tone: QColor, look: Look) -> None:
    pen = QPen(tone, 1.4 if look.is_dashed else 1)
    if look.is_dashed:
        pen.setDashPattern([3, 2])
    else:
        colour = QColor(tone)
        colour.setAlphaF(0.45)
        pen.setColor(colour)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _mark(
    painter: QPainter, rect: QRectF, told: str, look: tuple[Look, QColor, QColor]
) -> None:
    """Write the figure on a patch of plain ground, so that no line crosses it."""
    shown, ground, tone = look
    medium = face("label", figures=True)
    painter.setFont(medium.font)
    if shown.lines:
        wide = medium.wide(told) + 4
        tall = theme().px(15)
        middle = rect.center()
        patch = QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(patch, 2, 2)
    painter.setPen(theme().colour("on_state") if shown.is_filled else tone)
    painter.drawText(rect, _CENTRE, told)
