"""The plane of a timeline: one post laid out, panned and zoomed, one thing chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QFrame
from typing_extensions import override

from pip_manager.domain.cover.timeline import Bar
from pip_manager.ui.cover.timeline_layout import TimelineLayout, identity, next_item
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pip_manager.domain.cover.timeline import PostTimeline
    from pip_manager.ui.cover.timeline_layout import Item, Spot

SCALE, NEAREST, FURTHEST = 1.9, 24.0, 0.22
_STEP = 1.25
_EDGE = 6
_TALL = 150
_BEFORE_TODAY = 0.22


class TimelinePlane(QAbstractScrollArea):
    """Lanes of bars over days; names and months stay in sight.

    Signals:
        chose(): another thing or another day is chosen.
    """

    chose = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme().px(_TALL))
        self._found: PostTimeline | None = None
        self.laid: TimelineLayout | None = None
        self.scale = SCALE
        self.is_end = True
        self.day: int | None = None
        self._chosen: tuple[str, ...] | None = None
        theme().changed.connect(self._lay_anew)

    # ---- what is shown

    @property
    def found(self) -> PostTimeline | None:
        """Return the post as it is kept."""
        return self._found

    def show_post(self, found: PostTimeline | None) -> None:
        """Show a post; the same one stays where it was."""
        was, self._found = self._found, found
        is_same = bool(was and found and was.post.code == found.post.code)
        if found is None:
            self.laid, self._chosen = None, None
            self.viewport().update()
            return
        left = self._left_day() if is_same else None
        self._lay(found)
        if not is_same:
            self._chosen, self.day = None, found.today.toordinal()
            self.go_to(self.day)
            # what is short is what one looks for: the foot of it is in sight first
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        elif left is not None and self.laid is not None:
            self.horizontalScrollBar().setValue(round(self.laid.x_of(left)))
        if self.laid is not None and self.laid.spot_of(self._chosen) is None:
            self._chosen = None
        self.chose.emit()

    def _lay(self, found: PostTimeline) -> None:
        self.laid = TimelineLayout(found, self.scale)
        self._measure()
        self.updateGeometry()
        self.viewport().update()

    def _lay_anew(self) -> None:
        self.setMinimumHeight(theme().px(_TALL))
        if self._found is not None:
            self._lay(self._found)

    def _left_day(self) -> int | None:
        if self.laid is None:
            return None
        return self.laid.day_at(self.horizontalScrollBar().value())

    def _measure(self) -> None:
        if self.laid is None:
            return
        room = self.room()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, self.laid.width - room.width()))
        across.setPageStep(max(1, room.width()))
        across.setSingleStep(max(1, round(self.scale * 7)))
        is_at_foot = down.value() == down.maximum()
        down.setRange(0, max(0, self.laid.height - room.height()))
        if is_at_foot:
            down.setValue(down.maximum())
        down.setPageStep(max(1, room.height()))
        down.setSingleStep(self.laid.row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def room(self) -> QRect:
        """Return where the bars are seen, within the viewport."""
        if self.laid is None:
            return QRect()
        return self.viewport().rect().adjusted(self.laid.names, self.laid.head, 0, 0)

    @property
    def origin(self) -> QPoint:
        """Return the point of the plane at the corner beside names and months."""
        return QPoint(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )

    def _plane(self, point: QPointF) -> QPointF:
        return point - QPointF(self.room().topLeft() - self.origin)

    # ---- what is chosen

    @property
    def item(self) -> Item | None:
        """Return what is chosen."""
        spot = None if self.laid is None else self.laid.spot_of(self._chosen)
        return None if spot is None else spot.item

    @property
    def bar(self) -> Bar | None:
        """Return the bar chosen, None where something else is."""
        item = self.item
        return item if isinstance(item, Bar) else None

    def choose(self, item: Item | None) -> None:
        """Choose a thing and bring it in sight."""
        self._chosen = None if item is None else identity(item)
        self.is_end = True
        self._bring_in_sight()
        self.viewport().update()
        self.chose.emit()

    def choose_day(self, day: int) -> None:
        """Choose a day and bring it in sight."""
        if self.laid is None:
            return
        self.day = max(self.laid.first, min(self.laid.last, day))
        self.see(self.day)
        self.viewport().update()
        self.chose.emit()

    def step_day(self, days: int) -> None:
        """Choose a day so many later, or earlier."""
        if self.day is not None:
            self.choose_day(self.day + days)

    def choose_end(self, is_end: int) -> None:
        """Choose the last day (1) or the first (0) of the bar chosen."""
        bar = self.bar
        day = None if bar is None else bar.end if is_end else bar.start
        if day is not None:
            self.choose_day(day.toordinal())

    def step(self, step: int) -> bool:
        """Choose the next thing or the one before; tell whether there is one."""
        if self.laid is None:
            return False
        found = next_item(self.laid.items, self.item, step)
        if found is None:
            return False
        self.choose(found)
        return True

    def _bring_in_sight(self) -> None:
        spot = None if self.laid is None else self.laid.spot_of(self._chosen)
        if spot is None:
            return
        down, room = self.verticalScrollBar(), self.room()
        if spot.rect.top() < down.value():
            down.setValue(int(spot.rect.top()) - _EDGE)
        elif spot.rect.bottom() > down.value() + room.height():
            down.setValue(int(spot.rect.bottom()) + _EDGE - room.height())
        seen = QRectF(self.origin.x(), spot.rect.top(), room.width(), 1)
        if not seen.intersects(spot.rect):
            self.horizontalScrollBar().setValue(int(spot.rect.left()) - 80)

    def see(self, day: int) -> None:
        """Pan only as far as brings a day in sight."""
        if self.laid is None:
            return
        across, wide = self.horizontalScrollBar(), self.room().width()
        x, edge = int(self.laid.x_of(day)), 40
        if x < across.value() + edge:
            across.setValue(x - edge)
        elif x > across.value() + wide - edge:
            across.setValue(x + edge - wide)

    def go_to(self, day: int) -> None:
        """Bring a day in sight, a little of what is before it at its left."""
        if self.laid is not None:
            before = self.room().width() * _BEFORE_TODAY
            self.horizontalScrollBar().setValue(round(self.laid.x_of(day) - before))

    def go_to_today(self) -> None:
        """Choose today and bring it in sight."""
        if self._found is not None:
            self.choose_day(self._found.today.toordinal())
            self.go_to(self._found.today.toordinal())

    def pan(self, days: int) -> None:
        """Pan by a number of days."""
        across = self.horizontalScrollBar()
        across.setValue(across.value() + round(days * self.scale))

    def _middle(self) -> float:
        room = self.room()
        if self.laid is not None and self.day is not None:
            x = self.laid.x_of(self.day) - self.origin.x() + room.left()
            if room.left() <= x <= room.right():
                return x
        return room.center().x()

    def zoom(self, steps: float, x: float | None = None) -> None:
        """Come nearer (above nought) or go further; what is at `x` stays there.

        Without a place the chosen day stays where it is, while it is in sight.
        """
        if self.laid is None or self._found is None:
            return
        room = self.room()
        at = self._middle() if x is None else x
        offset = at - room.left()
        day = (self.origin.x() + offset) / self.scale
        wanted = self.scale * _STEP**steps
        self.scale = max(FURTHEST, min(NEAREST, wanted))
        self._lay(self.laid.found)
        self.horizontalScrollBar().setValue(round(day * self.scale - offset))

    def spot_at(self, point: QPointF) -> Spot | None:
        """Return what is at a point of the viewport."""
        if self.laid is None or not self.room().contains(point.toPoint()):
            return None
        place = self._plane(point)
        return self.laid.spot_at(place.x(), place.y())

    def rect_on_screen(self, spot: Spot) -> QRect:
        """Return where a thing is seen, in pixels of the screen."""
        room = self.room()
        rect = spot.rect.translated(QPointF(room.topLeft() - self.origin))
        seen = rect.intersected(QRectF(room)).toAlignedRect()
        seen.moveTopLeft(self.viewport().mapToGlobal(seen.topLeft()))
        return seen
