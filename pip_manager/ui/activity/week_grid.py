"""How the grid of a week is painted and typed into."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.activity.cell_line import CellLine
from pip_manager.ui.activity.week_model import STATE_ROLE
from pip_manager.ui.kit import icons, words
from pip_manager.ui.kit.cells import EDGE, CellDelegate
from pip_manager.ui.kit.theme import theme

_ANY_INDEX = QModelIndex | QPersistentModelIndex


class WeekCells(CellDelegate):
    """Days off are shaded, sums strong, what was typed marked, locks drawn."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY_INDEX
    ) -> None:
        state = index.data(STATE_ROLE)
        colours = theme().colours
        rect: QRect = option.rect
        painter.save()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = colours.sunken if {"off", "sum"} & state else colours.surface
        if "over" in state:
            ground = colours.soft_tone("warn")
        painter.fillRect(rect, QColor(colours.soft if is_current else ground))
        painter.setPen(QColor(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if is_current:
            painter.setPen(QColor(colours.link))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        self._paint_marks(painter, rect, state)
        self._paint_text(painter, rect, index, state)
        painter.restore()

    def _paint_marks(
        self, painter: QPainter, rect: QRect, state: frozenset[str]
    ) -> None:
        colours, side = theme().colours, theme().px(12)
        top = rect.top() + (rect.height() - side) // 2
        spot = QRect(rect.left() + 6, top, side, side)
        if "locked" in state:
            icons.paint(painter, "lock", spot, colours.muted)
        elif "many" in state:
            icons.paint(painter, "copy", spot, colours.muted)
        elif "over" in state:
            icons.paint(painter, "warning", spot, colours.warn)
        elif "typed" in state:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colours.accent)

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        index: _ANY_INDEX,
        state: frozenset[str],
    ) -> None:
        colours = theme().colours
        is_strong = bool({"sum", "typed"} & state)
        font = theme().font("strong" if is_strong else "body", figures=True)
        text = str(index.data() or "")
        is_unstated = text == words.NOT_STATED
        font.setItalic(is_unstated)
        painter.setFont(font)
        colour = colours.warn if "over" in state else colours.text
        is_muted = is_unstated or "locked" in state
        painter.setPen(QColor(colours.muted if is_muted else colour))
        inner = rect.adjusted(EDGE, 0, -EDGE, 0)
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, elide, inner.width())
        aligned = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.drawText(inner, aligned, shown)

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _ANY_INDEX
    ) -> QWidget:
        return CellLine(parent, "Quantity")


class WeekGrid(QTableView):
    """A grid typed into like a spreadsheet: letters type, Enter goes down.

    Signals:
        emptied(object): the index of a cell to be emptied.
        blocked(object): the index of a cell somebody typed at that takes nothing.
        resized(): there is more or less room for the columns.
    """

    emptied = Signal(object)
    blocked = Signal(object)
    resized = Signal()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.emptied.emit(index)
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._down(index)
            return
        if event.text().strip() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.blocked.emit(index)
        super().keyPressEvent(event)

    @override
    def closeEditor(
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down(self.currentIndex())

    def _down(self, index: QModelIndex) -> None:
        below = index.siblingAtRow(min(index.row() + 1, self.model().rowCount() - 1))
        self.setCurrentIndex(below)
