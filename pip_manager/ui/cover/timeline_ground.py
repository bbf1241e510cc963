"""What every part of a timeline is painted with: places, frames, diagonals, grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from pip_manager.ui.cover.timeline_layout import Strip, TimelineLayout

LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
INDENT = 8
RADIUS = 4
_BEYOND = 24


class GroundPainter:
    """Paints in an area of the screen; `origin` as the scroll bars give it."""

    def __init__(
        self, painter: QPainter, layout: TimelineLayout, area: QRect, origin: QPoint
    ) -> None:
        self.painter, self.layout, self.area = painter, layout, area
        self.inner = area.adjusted(layout.names, layout.head, 0, 0)
        self.move = QPointF(
            self.inner.left() - origin.x(), self.inner.top() - origin.y()
        )
        self.low = layout.day_at(origin.x())
        self.high = layout.day_at(origin.x() + self.inner.width())

    def x(self, day: int) -> float:
        """Return where a day begins on the screen."""
        return self.layout.x_of(day) + self.move.x()

    def rect(self, rect: QRectF) -> QRectF:
        """Return where a rectangle of the plane is on the screen."""
        return rect.translated(self.move)

    def seen(self, rect: QRectF) -> QRectF:
        """Return the part of a rectangle in sight, so that its words stay there."""
        return rect.intersected(QRectF(self.inner))

    def near(self, rect: QRectF) -> QRectF:
        """Return a rectangle cut a little beyond sight: what is far costs nothing."""
        beyond = QRectF(self.inner).adjusted(-_BEYOND, 0, _BEYOND, 0)
        cut = QRectF(rect)
        cut.setLeft(max(rect.left(), beyond.left()))
        cut.setRight(min(rect.right(), beyond.right()))
        return cut

    def strip(self, strip: Strip) -> QRectF:
        """Return where a lane is, its name included."""
        top = strip.top + self.move.y()
        return QRectF(self.area.left(), top, self.area.width(), strip.tall)

    def diagonals(self, rect: QRectF, tone: QColor) -> None:
        """Draw sparse diagonals over the part in sight."""
        colour = QColor(tone)
        colour.setAlphaF(0.28)
        self.painter.setPen(QPen(colour, 1))
        seen, tall, step = self.seen(rect), rect.height(), theme().px(8)
        at = rect.left() - tall + max(0, (seen.left() - rect.left()) // step * step)
        while at < seen.right():
            foot = QPointF(at, rect.bottom())
            self.painter.drawLine(foot, QPointF(at + tall, rect.top()))
            at += step

    def frame(
        self, path: QPainterPath, tone: QColor, *, is_dashed: bool, is_strong: bool
    ) -> None:
        """Draw the edge of a shape."""
        colour = QColor(tone)
        colour.setAlphaF(1.0 if is_strong else 0.45)
        pen = QPen(colour, 1.2 if is_dashed else 1)
        if is_dashed:
            pen.setDashPattern([3, 2])
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPath(path)

    def patch(self, rect: QRectF, wide: float) -> None:
        """Lay plain ground under words, so that no line crosses them."""
        tall = theme().px(16)
        top = rect.center().y() - tall / 2
        patch = QRectF(rect.left() - 3, top, wide + 6, tall)
        self.painter.fillRect(patch, theme().colour("surface"))


def rounded(rect: QRectF, radius: float = RADIUS) -> QPainterPath:
    """Return a rectangle with round corners, on whole pixels."""
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return path
