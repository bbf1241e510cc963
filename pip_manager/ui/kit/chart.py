"""A chart of figures over weeks against what they should be: one panel for each line.

`draw` paints it for the screen, for a picture and for SVG alike. The title says the
finding; each line is labelled where it ends; the floor of an axis that is not nought
is written beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator

from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.theme import LIGHT, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from pip_manager.ui.kit.theme import Colours

_NAME, _END, _TITLE, _AXIS = 132, 124, 72, 26
_BETWEEN = 14
_SMALL_SCALE = 4.0
_MONTHS = "JFMAMJJASOND"
_APRIL = 4
_TIGHT = 18.0  # pixels a month needs for its letter
_SHARP = 2


@dataclass(frozen=True, slots=True)
class Panel:
    """One line: its name, what it should be and what it is, a figure for each day."""

    name: str
    note: str
    limit: Sequence[float]
    values: Sequence[float]
    end: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole: `days` are where each step begins; `today` may lie outside."""

    title: str
    about: str
    days: Sequence[date]
    panels: Sequence[Panel]
    today: date | None = None


class Frame(NamedTuple):
    """Where the plots stand, so that a place on it can be told from a day."""

    left: float
    right: float
    top: float
    bottom: float

    def x(self, step: int, steps: int) -> float:
        """Return where a step begins."""
        return self.left + (self.right - self.left) * step / max(1, steps)

    def step(self, x: float, steps: int) -> int | None:
        """Return the step at a place, None outside the plots."""
        if not self.left <= x <= self.right or not steps:
            return None
        share = (x - self.left) / (self.right - self.left)
        return min(steps - 1, int(share * steps))


def frame(rect: QRectF) -> Frame:
    """Return where the plots of a chart drawn into a rectangle stand."""
    px = theme().px
    return Frame(
        rect.left() + px(_NAME),
        rect.right() - px(_END),
        rect.top() + px(_TITLE),
        rect.bottom() - px(_AXIS),
    )


def draw(painter: QPainter, rect: QRectF, palette: Colours, chart: Chart) -> None:
    """Draw a chart into a rectangle in given colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    _head(painter, rect, palette, chart)
    if chart.days and chart.panels:
        _Plots(painter, rect, palette, chart).draw()
    painter.restore()


def _head(painter: QPainter, rect: QRectF, palette: Colours, chart: Chart) -> None:
    px = theme().px
    for role, words, colour, top in (
        ("section", chart.title, palette.text, 0),
        ("small", chart.about, palette.muted, 24),
    ):
        own = face(role)
        line = QRectF(rect.left(), rect.top() + px(top), rect.width(), px(22))
        _write(painter, line, own.fitted(words, int(rect.width())), own.font, colour)


def _write(  # noqa: PLR0913, PLR0917 - what text needs
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    colour: str,
    across: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(across | Qt.AlignmentFlag.AlignVCenter), words)


class _Plots:
    """The panels under one another over a shared axis of months."""

    def __init__(
        self, painter: QPainter, rect: QRectF, palette: Colours, chart: Chart
    ) -> None:
        self.painter, self.palette, self.chart = painter, palette, chart
        self.rect, self.frame = rect, frame(rect)
        self.steps = len(chart.days)

    def draw(self) -> None:
        self._months()
        panels = self.chart.panels
        gap = theme().px(_BETWEEN)
        tall = self.frame.bottom - self.frame.top
        each = (tall - gap * (len(panels) - 1)) / len(panels)
        for number, panel in enumerate(panels):
            top = self.frame.top + number * (each + gap)
            self._panel(panel, top, each)
        self._today()

    def _x(self, step: int) -> float:
        return self.frame.x(step, self.steps)

    def _months(self) -> None:
        """Draw a hairline and a letter for each month, the year where it begins."""
        starts = [
            (at, day)
            for at, day in enumerate(self.chart.days)
            if not at or day.month != self.chart.days[at - 1].month
        ]
        wide = (self.frame.right - self.frame.left) / max(1, len(starts))
        small = face("small")
        for at, day in starts:
            is_year = day.month == _APRIL
            x = self._x(at)
            colour = self.palette.control if is_year else self.palette.border
            self.painter.setPen(QPen(QColor(colour), 1))
            self.painter.drawLine(
                QPointF(x, self.frame.top), QPointF(x, self.frame.bottom + 4)
            )
            if wide >= theme().px(_TIGHT) or is_year or not at:
                self._month(x, wide, at, day, small.font)

    def _month(self, x: float, wide: float, at: int, day: date, font: QFont) -> None:
        says_year = not at or day.month == 1
        letter = f"{day:%b}" if wide >= theme().px(30) else _MONTHS[day.month - 1]
        words = f"{letter} {day.year}" if says_year else letter
        if says_year and wide < theme().px(62) and at:
            words = f"{letter} {day:%y}" if wide >= theme().px(44) else letter
        place = QRectF(x + 3, self.frame.bottom + 4, 90, theme().px(18))
        _write(self.painter, place, words, font, self.palette.muted)

    def _panel(self, panel: Panel, top: float, tall: float) -> None:
        most = max([*panel.limit, *panel.values, 0.01])
        least = _floor(panel, most)

        def y(value: float) -> float:
            return top + tall - tall * (value - least) / (most - least)

        above, below = self._stairs(panel.limit, y), self._stairs(panel.values, y)
        self._gap([*above, *reversed(below)])
        limit, line = QPolygonF(above), QPolygonF(below)
        painter, palette = self.painter, self.palette
        painter.setPen(QPen(QColor(palette.border), 1))
        base = top + tall
        painter.drawLine(
            QPointF(self.frame.left, base), QPointF(self.frame.right, base)
        )
        painter.setPen(QPen(QColor(palette.muted), 1, Qt.PenStyle.DashLine))
        painter.drawPolyline(limit)
        painter.setPen(QPen(QColor(palette.link), _SHARP))
        painter.drawPolyline(line)
        self._labels(panel, top, tall, least, y)

    def _stairs(
        self, values: Sequence[float], y: Callable[[float], float]
    ) -> list[QPointF]:
        return [
            QPointF(self._x(step + side), y(value))
            for step, value in enumerate(values)
            for side in (0, 1)
        ]

    def _gap(self, points: Sequence[QPointF]) -> None:
        """Hatch what is between: what should be there and is not."""
        area = QPolygonF(points)
        painter = self.painter
        painter.setPen(Qt.PenStyle.NoPen)
        soft = QColor(self.palette.bad)
        soft.setAlphaF(0.14)
        painter.setBrush(soft)
        painter.drawPolygon(area)
        painter.setBrush(QBrush(QColor(self.palette.bad), Qt.BrushStyle.BDiagPattern))
        painter.drawPolygon(area)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _labels(
        self,
        panel: Panel,
        top: float,
        tall: float,
        least: float,
        y: Callable[[float], float],
    ) -> None:
        px, left = theme().px, self.rect.left()
        wide = self.frame.left - left - 40
        strong, small = face("strong"), face("small", figures=True)
        middle = top + tall / 2
        name = QRectF(left, middle - px(19), wide, px(20))
        palette, painter = self.palette, self.painter
        words = strong.fitted(panel.name, int(wide))
        _write(painter, name, words, strong.font, palette.text)
        note = QRectF(left, middle, wide + 4, px(18))
        words = small.fitted(panel.note, int(wide + 4))
        _write(painter, note, words, small.font, palette.muted)
        right = Qt.AlignmentFlag.AlignRight
        for value in (max(panel.limit, default=0.0), least):
            height = y(value)
            box = QRectF(self.frame.left - 44, height - px(9), 38, px(18))
            _write(painter, box, f"{value:g}", small.font, palette.muted, right)
        height = y(panel.values[-1])
        lowest = top + tall - px(9)
        box = QRectF(
            self.frame.right + 8,
            min(max(height, top + px(4)), lowest) - px(10),
            px(_END) - 8,
            px(20),
        )
        words = strong.fitted(panel.end, int(box.width()))
        _write(painter, box, words, strong.font, palette.link)

    def _today(self) -> None:
        day = self.chart.today
        days = self.chart.days
        if day is None or not days[0] <= day:
            return
        at = sum(start <= day for start in days) - 1
        if at == self.steps - 1 and (day - days[-1]).days >= 7:  # noqa: PLR2004 - a week
            return
        x = self._x(at) + (self._x(1) - self._x(0)) * min(day.weekday(), 4) / 5
        self.painter.setPen(QPen(QColor(self.palette.text), 1.5))
        foot = QPointF(x, self.frame.bottom + 4)
        self.painter.drawLine(QPointF(x, self.frame.top - 8), foot)
        small = face("small")
        box = QRectF(x - 40, self.frame.top - theme().px(24), 80, theme().px(16))
        centre = Qt.AlignmentFlag.AlignHCenter
        _write(self.painter, box, "today", small.font, self.palette.text, centre)


def _floor(panel: Panel, most: float) -> float:
    """Return where an axis begins: nought, or below all where that is far down."""
    least = min([*panel.limit, *panel.values])
    if most <= _SMALL_SCALE or least < most / 2:
        return 0.0
    return float(floor(least * 0.8))


def as_image(chart: Chart, size: QSize, scale: float = 2.0) -> QImage:
    """Return a chart as a picture on white, `scale` pixels for each of its size."""
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    draw(painter, _within(size), LIGHT, chart)
    painter.end()
    return image


def as_png(chart: Chart, size: QSize) -> bytes:
    """Return a chart as a PNG file."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    as_image(chart, size).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def as_svg(chart: Chart, size: QSize) -> bytes:
    """Return a chart as an SVG file, its title and description inside."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setSize(size)
    made.setViewBox(QRectF(0, 0, size.width(), size.height()))
    made.setTitle(chart.title)
    made.setDescription(chart.about)
    painter = QPainter(made)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(LIGHT.surface))
    draw(painter, _within(size), LIGHT, chart)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _within(size: QSize) -> QRectF:
    return QRectF(20, 16, size.width() - 40, size.height() - 28)
