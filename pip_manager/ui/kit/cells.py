"""How a table is painted: cells, chips, headings on the edge of their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
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
from pip_manager.ui.kit.columns import (
    CHIP_ROLE,
    RIGHT,
    STRONG_ROLE,
    UNSTATED_ROLE,
    ChipWords,
)
from pip_manager.ui.kit.theme import HEADER, theme

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

EDGE = 10
_ROLE = Qt.ItemDataRole
_ELIDE = Qt.TextElideMode.ElideRight


def chip_width(chip: ChipWords, font: QFont) -> int:
    """Return how wide a chip is, in pixels."""
    icon = theme().px(14) + 4 if chip.drawn_icon else 0
    return QFontMetrics(font).horizontalAdvance(chip.words) + icon + 18


def paint_chip(painter: QPainter, chip: ChipWords, rect: QRect) -> None:
    """Draw a chip at the left of a rectangle, shortened to fit."""
    colours, font = theme().colours, theme().font("label")
    height = theme().px(22)
    wide = min(rect.width(), chip_width(chip, font))
    box = QRect(rect.left(), rect.center().y() - height // 2 + 1, wide, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.soft_tone(chip.tone)))
    painter.drawRoundedRect(QRectF(box), height / 2, height / 2)
    tone = colours.tone(chip.tone)
    left = box.left() + 8
    if chip.drawn_icon:
        side = theme().px(14)
        spot = QRect(left, box.center().y() - side // 2 + 1, side, side)
        icons.paint(painter, chip.drawn_icon, spot, tone)
        left += side + 4
    words = QRect(left, box.top(), box.right() - left - 7, height)
    painter.setFont(font)
    painter.setPen(QColor(tone))
    shown = QFontMetrics(font).elidedText(chip.words, _ELIDE, words.width() + 1)
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
        painter.save()
        rect: QRect = option.rect
        self._paint_ground(painter, option, rect, index.column() == 0)
        inner = rect.adjusted(EDGE, 0, -EDGE, 0)
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, ChipWords):
            paint_chip(painter, chip, inner)
        else:
            self._paint_words(painter, inner, index)
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
            painter.fillRect(rect, QColor(colours.soft))
            view: QWidget = option.widget
            if is_first and view.hasFocus():
                bar = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(bar, QColor(colours.link))
        painter.setPen(QPen(QColor(colours.sunken), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_words(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        is_unstated = bool(index.data(UNSTATED_ROLE))
        font = cell_font(index)
        font.setItalic(is_unstated)
        colours = theme().colours
        painter.setFont(font)
        painter.setPen(QColor(colours.muted if is_unstated else colours.text))
        words = str(index.data(_ROLE.DisplayRole) or "").replace("\n", " ")
        shown = QFontMetrics(font).elidedText(words, _ELIDE, rect.width())
        painter.drawText(rect, int(index.data(_ROLE.TextAlignmentRole)), shown)

    @override
    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        words = str(index.data(_ROLE.DisplayRole) or "")
        wide = QFontMetrics(cell_font(index)).horizontalAdvance(words)
        return QSize(wide + 2 * EDGE, theme().px(34))

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


def cell_font(index: QModelIndex | QPersistentModelIndex) -> QFont:
    """Return the font of a cell's words: figures of one width, strong where told."""
    is_figure = index.data(_ROLE.TextAlignmentRole) == RIGHT
    strong = bool(index.data(STRONG_ROLE))
    return theme().font("strong" if strong else "body", figures=is_figure)


def tooltip_for(
    view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex
) -> str:
    """Return the tooltip of a cell: its own, else its words where cut short."""
    if own := index.data(_ROLE.ToolTipRole):
        return str(own)
    words = str(index.data(_ROLE.DisplayRole) or "")
    room = view.visualRect(index).width() - 2 * EDGE
    chip = index.data(CHIP_ROLE)
    if isinstance(chip, ChipWords):
        wide = chip_width(chip, theme().font("label"))
    else:
        wide = QFontMetrics(cell_font(index)).horizontalAdvance(words)
    return words if wide > room or "\n" in words else ""


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
