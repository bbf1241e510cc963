"""The legend of the board: the seven states, each square with its word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pip_manager.domain.cover.board import State
from pip_manager.ui.cover import board_states
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.flow import Flow
from pip_manager.ui.kit.theme import theme

_SAMPLE = {
    State.PART: "0.2",
    State.PROPOSED: "0.6",
    State.GAP: "0.6",
}
_WIDE, _TALL, _APART = 30, 18, 6


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
        px = theme().px
        told = face("small").wide(board_states.LOOKS[self._state].words)
        return QSize(px(_WIDE) + px(_APART) + told + 2, px(22))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_item(painter, self._state, QRectF(self.rect()))
        painter.end()


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


def legend() -> QWidget:
    """Return the legend, which wraps where room lacks."""
    row = QWidget()
    row.setAccessibleName("Legend")
    layout = Flow(row, theme().px(12))
    for state in board_states.LOOKS:
        layout.addWidget(LegendItem(state))
    return row
