"""A line of rates painted along time: a bar for each rate, amber where none is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen
from typing_extensions import override

from pip_manager.ui.kit import words
from pip_manager.ui.kit.cells import EDGE, CellDelegate
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from pip_manager.services.rates import Line, Stretch

_YEAR = timedelta(365)
_APRIL = 4
_LEAST = 3


class Span:
    """The days from the left edge of every ribbon to its right edge."""

    def __init__(self, lines: Iterable[Line], today: date) -> None:
        starts = [one.start for line in lines for one in line.stretches]
        self.today = today
        self.first = _april(min([*starts, today]))
        self.last = _april(today + _YEAR) + _YEAR

    def at(self, day: date, rect: QRect) -> int:
        """Return where a day stands within a rectangle."""
        whole = (self.last - self.first).days
        part = min(max((day - self.first).days, 0), whole)
        return rect.left() + round(part * rect.width() / whole)

    def years(self) -> Iterator[date]:
        """Give each first of April within the span."""
        for year in range(self.first.year + 1, self.last.year + 1):
            yield date(year, _APRIL, 1)

    @property
    def words(self) -> str:
        """Say what the span is, for the heading."""
        return f"{words.day(self.first)} to {words.day(self.last)}"


def _april(day: date) -> date:
    year = day.year if day.month >= _APRIL else day.year - 1
    return date(year, _APRIL, 1)


class RibbonDelegate(CellDelegate):
    """Paints the ribbon of the line in a row."""

    def __init__(self, parent: QWidget, line: Callable[[int], Line]) -> None:
        super().__init__(parent)
        self._line = line
        self.span: Span | None = None

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if self.span is None:
            super().paint(painter, option, index)
            return
        painter.save()
        rect: QRect = option.rect
        self._paint_ground(painter, option, rect, is_first=False)
        tall = theme().px(20)
        inner = QRect(
            rect.left() + EDGE,
            rect.center().y() - tall // 2 + 1,
            rect.width() - 2 * EDGE,
            tall,
        )
        self._paint_years(painter, rect, inner)
        stretches = self._line(index.row()).stretches
        for stretch in stretches:
            self._paint_stretch(painter, self._box(inner, stretch), stretch)
        self._paint_today(painter, rect, inner)
        for stretch in stretches:
            if stretch.rate is not None:  # its figure last: no line runs through it
                told = str(words.shown(stretch.rate.row["amount"]))
                _paint_figure(painter, self._box(inner, stretch), told)
        painter.restore()

    def _paint_years(self, painter: QPainter, rect: QRect, inner: QRect) -> None:
        assert self.span is not None  # noqa: S101 - told by paint
        painter.setPen(QPen(theme().colour("border"), 1))
        for day in self.span.years():
            left = self.span.at(day, inner)
            painter.drawLine(left, rect.top(), left, rect.bottom() - 1)

    def _paint_today(self, painter: QPainter, rect: QRect, inner: QRect) -> None:
        assert self.span is not None  # noqa: S101 - told by paint
        painter.setPen(QPen(theme().colour("text"), 1, Qt.PenStyle.DotLine))
        left = self.span.at(self.span.today, inner)
        painter.drawLine(left, rect.top(), left, rect.bottom() - 1)

    def _box(self, inner: QRect, stretch: Stretch) -> QRect:
        assert self.span is not None  # noqa: S101 - told by paint
        left = self.span.at(stretch.start, inner)
        end = self.span.last if stretch.end is None else stretch.end + timedelta(1)
        wide = max(self.span.at(end, inner) - left - 1, _LEAST)
        return QRect(left, inner.top(), wide, inner.height())

    def _paint_stretch(self, painter: QPainter, box: QRect, stretch: Stretch) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if stretch.rate is None:
            _paint_gap(painter, box)
        else:
            _paint_rate(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_rate(painter: QPainter, box: QRect) -> None:
    colours = theme().colours
    painter.setPen(QPen(QColor(colours.link), 1))
    painter.setBrush(QColor(colours.soft))
    painter.drawRoundedRect(box, 4, 4)


def _paint_figure(painter: QPainter, box: QRect, told: str) -> None:
    colours, font = theme().colours, theme().font("label", figures=True)
    inner = box.adjusted(5, 2, -3, -1)
    wide = QFontMetrics(font).horizontalAdvance(told)
    if wide > inner.width():
        return
    plate = QRect(inner.left() - 2, inner.top(), wide + 4, inner.height())
    painter.fillRect(plate, QColor(colours.soft))
    painter.setFont(font)
    painter.setPen(QColor(colours.text))
    painter.drawText(box.adjusted(5, 0, -3, 0), Qt.AlignmentFlag.AlignVCenter, told)


def _paint_gap(painter: QPainter, box: QRect) -> None:
    colours = theme().colours
    painter.setPen(QPen(QColor(colours.warn), 1, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(colours.soft_tone("warn")))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(colours.warn), Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(box, 4, 4)
    font = theme().font("label")
    told = "no rate"
    wide = QFontMetrics(font).horizontalAdvance(told)
    if wide + 16 <= box.width():
        plate = QRect(box.left() + 6, box.top() + 2, wide + 8, box.height() - 4)
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setFont(font)
        painter.setPen(QColor(colours.warn))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, told)
