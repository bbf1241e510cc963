"""The legend of the board: the seven states, each square with its word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pip_manager.domain.cover.board import State
from pip_manager.ui.cover import board_states
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.head import Tools
from pip_manager.ui.kit.theme import CONTROL, theme

_SAMPLE = {
    State.PART: "0.2",
    State.PROPOSED: "0.6",
    State.GAP: "0.6",
}
_WIDE, _TALL, _APART = 27, 18, 5


class LegendItem(QWidget):
    """One state as a square with its word."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.setAccessibleName(board_states.LOOKS[state].words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return QSize(item_width(self._state), theme().px(CONTROL))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_item(painter, self._state, QRectF(self.rect()))
        painter.end()


def item_width(state: State) -> int:
    """Return how wide a state of the legend is."""
    told = face("small").wide(board_states.LOOKS[state].words)
    return theme().px(_WIDE) + theme().px(_APART) + told + 2


def paint_item(painter: QPainter, state: State, rect: QRectF) -> None:
    """Paint a state of the legend: a sample square, then its word."""
    px, look = theme().px, board_states.LOOKS[state]
    square = QRectF(rect.left(), 0, px(_WIDE), px(_TALL))
    square.moveTop(rect.center().y() - square.height() / 2)
    if state is State.IN_POST:
        painter.setPen(theme().colour("border"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    told = _SAMPLE.get(state, look.sign)
    board_states.paint_square(painter, square, state, told)
    painter.setFont(face("small").font)
    painter.setPen(theme().colour("muted"))
    words = rect.adjusted(px(_WIDE) + px(_APART), 0, 0, 0)
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, side, look.words)


def legend(*further: QWidget) -> QWidget:
    """Return the legend, which wraps where room lacks; the last stands at the right."""
    row = QWidget()
    layout = Tools(row, 10)
    for state in board_states.LOOKS:
        layout.addWidget(LegendItem(state))
    for widget in further:
        layout.addWidget(widget)
    return row
