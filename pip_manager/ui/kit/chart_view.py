"""A chart on screen: read week by week with the arrows or the mouse, copied, saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pip_manager.ui.kit import chart as charts
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.ui.kit.chart import Chart

_SIZE = QSize(1120, 620)  # of a picture that is copied or saved


class ChartView(QWidget):
    """Shows a chart; the arrows and the mouse read it step by step.

    Signals:
        pointed(int): the step that is read now, or -1.
    """

    pointed = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._chart: Chart | None = None
        self._told: Sequence[str] = ()
        self.step: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        wide = QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, wide)
        theme().changed.connect(self.update)

    @override
    def minimumSizeHint(self) -> QSize:
        panels = len(self._chart.panels) if self._chart else 1
        return QSize(theme().px(420), theme().px(140 + 62 * panels))

    def show_chart(self, chart: Chart, told: Sequence[str]) -> None:
        """Show a chart; `told` says each step in words."""
        self._chart, self._told, self.step = chart, told, None
        self.updateGeometry()
        self.setAccessibleName(f"{self._name}: {chart.title}")
        self.setAccessibleDescription(chart.about)
        self.update()

    @property
    def chart(self) -> Chart | None:
        """Return what is shown."""
        return self._chart

    def copy(self) -> None:
        """Copy the chart as a picture."""
        if self._chart is not None:
            QGuiApplication.clipboard().setImage(charts.as_image(self._chart, _SIZE))

    def saved_as(self, suffix: str) -> bytes:
        """Return the chart as a file: ``svg``, else PNG."""
        assert self._chart is not None  # noqa: S101 - saved only when shown
        make = charts.as_svg if suffix == "svg" else charts.as_png
        return make(self._chart, _SIZE)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(16, 14, -16, -10)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme().colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        edge = colours.link if self.hasFocus() else colours.border
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if self._chart is not None:
            charts.draw(painter, self._area(), colours, self._chart)
            self._paint_step(painter)
        painter.end()

    def _paint_step(self, painter: QPainter) -> None:
        if self.step is None or self._chart is None:
            return
        frame, steps = charts.frame(self._area()), len(self._chart.days)
        low, high = frame.x(self.step, steps), frame.x(self.step + 1, steps)
        soft = QColor(theme().colours.link)
        soft.setAlphaF(0.16)
        painter.fillRect(
            QRectF(low, frame.top, high - low, frame.bottom - frame.top), soft
        )

    def _read(self, step: int | None) -> None:
        if step == self.step:
            return
        self.step = step
        told = "" if step is None else self._told[step]
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self.pointed.emit(-1 if step is None else step)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._told) - 1
        here = self.step
        moves = {
            Qt.Key.Key_Left: max(0, (last + 1 if here is None else here) - 1),
            Qt.Key.Key_Right: min(last, (-1 if here is None else here) + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves and last >= 0:
            self._read(moves[key])
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._chart is None:
            return
        at: QPointF = event.position()
        frame = charts.frame(self._area())
        self._read(frame.step(at.x(), len(self._chart.days)))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._read(None)
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QEvent) -> None:
        self.update()
        super().focusInEvent(event)  # type: ignore[arg-type]

    @override
    def focusOutEvent(self, event: QEvent) -> None:
        self.update()
        super().focusOutEvent(event)  # type: ignore[arg-type]
