"""How a table is painted: cells, chips, headings on the edge of their cells."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.kit import icons
from pip_manager.ui.kit.columns import LEFT, RIGHT, Cell
from pip_manager.ui.kit.models import TableModel
from pip_manager.ui.kit.theme import HEADER, theme

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from pip_manager.ui.kit.columns import ChipWords

EDGE = 10
_ROLE = Qt.ItemDataRole
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT, _RIGHT = int(LEFT), int(RIGHT)
_REMEMBERED = 8192


class Face:
    """A font with how wide its words are, remembered: a list repeats its words."""

    def __init__(self, font: QFont) -> None:
        """Measure words in `font`."""
        self.font = font
        self._metrics = QFontMetrics(font)
        self._wide: dict[str, int] = {}

    def wide(self, words: str) -> int:
        """Return how wide words are, in pixels."""
        found = self._wide.get(words)
        if found is None:
            if len(self._wide) > _REMEMBERED:
                self._wide.clear()
            found = self._wide[words] = self._metrics.horizontalAdvance(words)
        return found

    def fitted(self, words: str, room: int) -> str:
        """Return the words, shortened where they are wider than the room."""
        if self.wide(words) <= room:
            return words
        return self._metrics.elidedText(words, _ELIDE, room)


@lru_cache(maxsize=64)
def _face(role: str, percent: int, figures: bool, italic: bool) -> Face:  # noqa: FBT001 - a key
    del percent  # part of the key: the theme scales the font by it
    font = theme().font(role, figures=figures)
    font.setItalic(italic)
    return Face(font)


def face(role: str = "body", *, figures: bool = False, italic: bool = False) -> Face:
    """Return the face of a role at the text size of the moment."""
    return _face(role, theme().percent, figures, italic)


@lru_cache(maxsize=128)
def _colour(name: str) -> QColor:
    return QColor(name)


def chip_width(chip: ChipWords) -> int:
    """Return how wide a chip is, in pixels."""
    icon = theme().px(14) + 4 if chip.drawn_icon else 0
    return face("label").wide(chip.words) + icon + 18


def cell_width(cell: Cell) -> int:
    """Return how wide what a cell shows is, in pixels."""
    return chip_width(cell.chip) if cell.chip else _face_of(cell).wide(cell.words)


def heading_width(words: str) -> int:
    """Return how wide a heading is, in pixels."""
    return face("label").wide(words) + 2  # its advance is rounded down


def paint_chip(painter: QPainter, chip: ChipWords, rect: QRect) -> None:
    """Draw a chip at the left of a rectangle, shortened to fit."""
    colours, label = theme().colours, face("label")
    height = theme().px(22)
    wide = min(rect.width(), chip_width(chip))
    box = QRect(rect.left(), rect.center().y() - height // 2 + 1, wide, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_colour(colours.soft_tone(chip.tone)))
    painter.drawRoundedRect(QRectF(box), height / 2, height / 2)
    tone = colours.tone(chip.tone)
    left = box.left() + 8
    if chip.drawn_icon:
        side = theme().px(14)
        spot = QRect(left, box.center().y() - side // 2 + 1, side, side)
        icons.paint(painter, chip.drawn_icon, spot, tone)
        left += side + 4
    words = QRect(left, box.top(), box.right() - left - 7, height)
    painter.setFont(label.font)
    painter.setPen(_colour(tone))
    shown = label.fitted(chip.words, words.width() + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: selection, words, figures, chips and what is not stated."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        self._paint_ground(painter, option, rect, index.column() == 0)
        inner = rect.adjusted(EDGE, 0, -EDGE, 0)
        cell = cell_of(index)
        if cell.chip is None:
            _paint_words(painter, inner, cell)
        else:
            painter.save()
            paint_chip(painter, cell.chip, inner)
            painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        is_first: bool,  # noqa: FBT001 - private
    ) -> None:
        colours = theme().colours
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, _colour(colours.soft))
            view: QWidget = option.widget
            if is_first and view.hasFocus():
                bar = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(bar, _colour(colours.link))
        painter.setPen(_colour(colours.sunken))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    @override
    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        cell = cell_of(index)
        return QSize(_face_of(cell).wide(cell.words) + 2 * EDGE, theme().px(34))

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() is not QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), tooltip_for(view, index), view)
        return True


def cell_of(index: QModelIndex | QPersistentModelIndex) -> Cell:
    """Return what the cell of an index is painted from."""
    model = index.model()
    if isinstance(model, TableModel) and index.isValid():
        return model.cell(index.row(), index.column())
    return Cell(str(index.data() or ""))


def _face_of(cell: Cell) -> Face:
    """Return the face of a cell: figures of one width, strong where told."""
    role = "strong" if cell.is_strong else "body"
    return face(role, figures=cell.is_figure, italic=cell.is_unstated)


def _paint_words(painter: QPainter, rect: QRect, cell: Cell) -> None:
    own = _face_of(cell)
    colours = theme().colours
    painter.setFont(own.font)
    painter.setPen(_colour(colours.muted if cell.is_unstated else colours.text))
    shown = own.fitted(cell.words.replace("\n", " "), rect.width())
    painter.drawText(rect, _RIGHT if cell.is_figure else _LEFT, shown)


def tooltip_for(
    view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex
) -> str:
    """Return the tooltip of a cell: its own, else its words where cut short."""
    if own := index.data(_ROLE.ToolTipRole):
        return str(own)
    room = view.visualRect(index).width() - 2 * EDGE
    cell = cell_of(index)
    return cell.words if cell_width(cell) > room or "\n" in cell.words else ""


class Headings(QHeaderView):
    """The headings of a table, on the edge of their cells, with the sort beside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setMinimumSectionSize(48)
        self.setSectionsMovable(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(HEADER))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        colours, font = theme().colours, theme().font("label")
        painter.fillRect(rect, QColor(colours.surface))
        painter.setPen(QColor(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(EDGE, 0, -EDGE, 0)
        across = Qt.Orientation.Horizontal
        model = self.model()
        words = str(model.headerData(logicalIndex, across) or "")
        is_figure = (
            model.headerData(logicalIndex, across, _ROLE.TextAlignmentRole) == RIGHT
        )
        if self.sortIndicatorSection() == logicalIndex:
            wide = QFontMetrics(font).horizontalAdvance(words)
            inner = self._paint_arrow(painter, inner, wide, is_figure=is_figure)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        words = QFontMetrics(font).elidedText(words, _ELIDE, inner.width())
        side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_arrow(
        self, painter: QPainter, rect: QRect, wide: int, *, is_figure: bool
    ) -> QRect:
        is_down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        side = theme().px(12)
        top = rect.center().y() - side // 2 + 1
        if is_figure:
            left = max(rect.left() - 4, rect.right() - wide - side - 3)
        else:
            left = min(rect.left() + wide + 4, rect.right() - side + 5)
        name = "down" if is_down else "up"
        spot = QRect(left, top, side, side)
        icons.paint(painter, name, spot, theme().colours.muted)
        if is_figure:
            return rect.adjusted(min(side, max(0, wide + side - rect.width())), 0, 0, 0)
        return rect.adjusted(0, 0, -min(side, max(0, wide + side - rect.width())), 0)
