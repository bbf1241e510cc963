"""The weeks of one post in a row of squares, the same seven states as the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from pip_manager.ui.cover.board_states import LOOKS, mark, paint_square, words
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.kit.words import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint

    from pip_manager.domain.calendar import Period
    from pip_manager.domain.cover.board import Cell

_WIDEST, _NARROWEST, _TALL, _APART = 30, 9, 22, 2


class Strip(QWidget):
    """Squares as wide as there is room, with their figures where these fit."""

    def __init__(
        self, cells: Sequence[Cell | None], weeks: Sequence[Period], name: str
    ) -> None:
        super().__init__()
        self._cells, self._weeks = cells, weeks
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(map(self._said, range(len(cells)))))
        theme().changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), self.heightForWidth(theme().px(200)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().px(_TALL))

    @override
    def heightForWidth(self, wide: int) -> int:
        return self._lines(wide) * theme().px(_TALL + _APART) - theme().px(_APART)

    def _lines(self, wide: int) -> int:
        most = max(1, wide // (theme().px(_NARROWEST) + _APART))
        return max(1, -(-len(self._cells) // most))

    def _square(self, number: int) -> QRect:
        lines = self._lines(self.width())
        across = max(1, -(-len(self._cells) // lines))
        step = min(self.width() / across, theme().px(_WIDEST) + _APART)
        line, place = divmod(number, across)
        left, right = round(place * step), round((place + 1) * step) - _APART
        top = line * theme().px(_TALL + _APART)
        return QRect(left, top, right - left, theme().px(_TALL))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_room = self._has_room()
        for number, cell in enumerate(self._cells):
            rect = self._square(number)
            if cell is None:
                continue
            told = mark(cell) if has_room else LOOKS[cell.state].sign
            painter.setPen(theme().colour("border"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            paint_square(painter, rect.toRectF(), cell.state, told)
        painter.end()

    def _has_room(self) -> bool:
        """Tell whether every figure fits its square: all are shown, or none."""
        strong = face("strong", figures=True)
        widest = max((strong.wide(mark(c)) for c in self._cells if c), default=0)
        return widest <= self._square(0).width()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told_at(event.pos()), self)
            return True
        return super().event(event)

    def _told_at(self, spot: QPoint) -> str:
        for number in range(len(self._cells)):
            if self._square(number).contains(spot):
                return self._said(number)
        return ""

    def _said(self, number: int) -> str:
        return f"From {day(self._weeks[number].start)}: {words(self._cells[number])}"
