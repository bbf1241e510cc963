"""The chart of one post over time: chosen, panned and moved by mouse or keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip
from typing_extensions import override

from pip_manager.domain.cover.timeline import Bar
from pip_manager.ui.cover import timeline_access, timeline_keys
from pip_manager.ui.cover.timeline_layout import (
    TimelineLayout,
    identity,
    next_item,
    spoken,
)
from pip_manager.ui.cover.timeline_paint import Marks, Moving, TimelinePainter
from pip_manager.ui.kit import words
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.cover.timeline import PostTimeline
    from pip_manager.ui.cover.timeline_layout import Item, Spot

    Imagine = Callable[[PostTimeline, Bar, date, date | None], PostTimeline]

SCALE, NEAREST, FURTHEST = 1.9, 24.0, 0.22
_STEP = 1.25
_EDGE = 6
_TREMBLE = 3
_TALLEST, _TALL = 420, 150
_BEFORE_TODAY = 0.22
_NOTCH = 120
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Pull:
    """An end of a bar in the hand: which, where it is now, where it came from."""

    bar: Bar
    is_end: bool
    start: date
    end: date | None

    @property
    def is_moved(self) -> bool:
        """Tell whether it is elsewhere than it was."""
        return (self.start, self.end) != (self.bar.start, self.bar.end)


class TimelineChart(QAbstractScrollArea):
    """Lanes of bars over days; names and months stay in sight.

    Signals:
        chose(): another thing or another day is chosen.
        asked(object): the user wants to edit or fill a thing.
        asked_removal(object): the user wants a bar gone.
        asked_split(object, object): a bar is to be split at a day.
        moved(object, object, object): a bar has another first and last day.
        asked_menu(object): a menu is wanted at a point of the screen.
    """

    chose = Signal()
    asked = Signal(object)
    asked_removal = Signal(object)
    asked_split = Signal(object, object)
    moved = Signal(object, object, object)
    asked_menu = Signal(object)

    def __init__(self, imagine: Imagine) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(
            "Tab goes from bar to bar; Enter edits; Alt and arrows move an end."
        )
        self.setMinimumHeight(theme().px(_TALL))
        self.viewport().setMouseTracking(True)
        self._imagine = imagine
        self._found: PostTimeline | None = None
        self.laid: TimelineLayout | None = None
        self.scale = SCALE
        self.is_end = True
        self.day: int | None = None
        self._chosen: tuple[str, ...] | None = None
        self._pull: Pull | None = None
        self._pressed: QPointF | None = None
        self._is_panning = False
        self._origin_pressed = QPoint()
        theme().changed.connect(self._lay_anew)
        timeline_access.install()

    # ---- what is shown

    @property
    def found(self) -> PostTimeline | None:
        """Return the post as it is kept."""
        return self._found

    def show_post(self, found: PostTimeline | None) -> None:
        """Show a post; the same one stays where it was."""
        was, self._found = self._found, found
        self._pull = None
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
        down.setRange(0, max(0, self.laid.height - room.height()))
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
        timeline_access.tell_focus(self)
        self.chose.emit()

    def choose_day(self, day: int) -> None:
        """Choose a day and bring it in sight."""
        if self.laid is None:
            return
        self.day = max(self.laid.first, min(self.laid.last, day))
        self.see(self.day)
        self.viewport().update()
        self.chose.emit()

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

    def zoom(self, steps: float, x: float | None = None) -> None:
        """Come nearer (above nought) or go further; what is at `x` stays there."""
        if self.laid is None or self._found is None:
            return
        room = self.room()
        at = room.center().x() if x is None else x
        offset = at - room.left()
        day = (self.origin.x() + offset) / self.scale
        wanted = self.scale * _STEP**steps
        self.scale = max(FURTHEST, min(NEAREST, wanted))
        self._lay(self.laid.found)
        self.horizontalScrollBar().setValue(round(day * self.scale - offset))

    # ---- an end in the hand

    @property
    def pull(self) -> Pull | None:
        """Return what is in the hand."""
        return self._pull

    def move_end(self, days: int) -> bool:
        """Move the held end of the chosen bar by days; tell whether it can be.

        An end that is open begins at the chosen day.
        """
        bar = self.bar
        if bar is None or self._found is None:
            return False
        pull = self._pull or self._taken(bar, is_end=self.is_end)
        if pull is None:
            return False
        end = pull.end
        if pull.is_end and end is None:
            end = date.fromordinal(self.day or self._found.today.toordinal())
            days = 0
        at = end if pull.is_end and end is not None else pull.start
        self._hold(pull, at.toordinal() + days)
        return True

    def _taken(self, bar: Bar, *, is_end: bool) -> Pull | None:
        known = bar.ends_on_day if is_end else bar.starts_on_day
        return Pull(bar, is_end, bar.start, bar.end) if known else None

    def _hold(self, pull: Pull, day: int) -> None:
        """Hold an end at a day, within the timeline and its own other end."""
        if self._found is None or self.laid is None:
            return
        low, high = self.laid.first, self.laid.last
        if pull.is_end:
            low = max(low, pull.start.toordinal())
        elif pull.end is not None:
            high = min(high, pull.end.toordinal())
        at = date.fromordinal(max(low, min(high, day)))
        fresh = replace(pull, end=at) if pull.is_end else replace(pull, start=at)
        if fresh == self._pull:
            return
        self._pull = fresh
        shown = self._imagine(self._found, pull.bar, fresh.start, fresh.end)
        self.laid = TimelineLayout(shown, self.scale)
        self.see(at.toordinal())
        self.viewport().update()
        timeline_access.announce(self, self._pull_words())

    def let_go(self) -> None:
        """Ask for the change that is in the hand."""
        pull, self._pull = self._pull, None
        if pull is None or self._found is None:
            return
        self._lay(self._found)
        if pull.is_moved:
            self.moved.emit(pull.bar, pull.start, pull.end)

    def drop(self) -> bool:
        """Leave what is in the hand where it was; tell whether there was anything."""
        if self._pull is None:
            return False
        self._pull, self._pressed = None, None
        if self._found is not None:
            self._lay(self._found)
        return True

    def _pull_words(self) -> str:
        pull = self._pull
        if pull is None:
            return ""
        day = pull.end if pull.is_end else pull.start
        verb = "Ends" if pull.is_end else "Begins"
        return f"{verb} {words.long_day(day)}" if day else ""

    def _moving(self) -> Moving | None:
        pull = self._pull
        if pull is None or self.laid is None or not pull.is_moved:
            return None
        day = pull.end if pull.is_end else pull.start
        at = 0 if day is None else day.toordinal()
        outcome = self.laid.found.figures.sentence
        return Moving(pull.bar, pull.is_end, at, self._pull_words(), outcome)

    # ---- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self.laid is None:
            painter.fillRect(event.rect(), theme().colour("surface"))
        else:
            area = self.viewport().rect()
            TimelinePainter(painter, self.laid, area, self.origin).paint(
                Marks(
                    chosen=self._chosen,
                    day=self.day,
                    is_end=self.is_end,
                    has_focus=self.hasFocus(),
                    moving=self._moving(),
                )
            )
        painter.end()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # ---- the mouse

    def spot_at(self, point: QPointF) -> Spot | None:
        """Return what is at a point of the viewport."""
        if self.laid is None or not self.room().contains(point.toPoint()):
            return None
        place = self._plane(point)
        return self.laid.spot_at(place.x(), place.y())

    def edge_at(self, point: QPointF) -> Pull | None:
        """Return the end of a bar at a point, where it can be moved."""
        spot = self.spot_at(point)
        if spot is None or not isinstance(spot.item, Bar):
            return None
        x, edge = self._plane(point).x(), min(_EDGE, max(2, spot.rect.width() / 3))
        if abs(spot.rect.right() - x) <= edge and spot.item.end is not None:
            return self._taken(spot.item, is_end=True)
        if abs(spot.rect.left() - x) <= edge:
            return self._taken(spot.item, is_end=False)
        return None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.laid is None:
            return
        point = event.position()
        spot = self.spot_at(point)
        if self.room().contains(point.toPoint()):
            self.day = self.laid.day_at(self._plane(point).x())
        edge = self.edge_at(point)
        self.choose(None if spot is None else spot.item)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._origin_pressed = point, self.origin
        self._is_panning = False
        if edge is not None:
            self.is_end = edge.is_end
            self._pull = edge

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is None:
            self._point_at(point)
            return
        gone = point - self._pressed
        if not self._is_panning and abs(gone.x()) + abs(gone.y()) < _TREMBLE:
            return
        self._is_panning = True
        if self._pull is None:
            place = QPointF(self._origin_pressed) - gone
            self.horizontalScrollBar().setValue(round(place.x()))
            self.verticalScrollBar().setValue(round(place.y()))
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.laid is not None:
            day = self.laid.nearest(self._plane(point).x())
            self._hold(self._pull, day - 1 if self._pull.is_end else day)

    def _point_at(self, point: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.edge_at(point) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        self.viewport().setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = None
        self.let_go()
        self._point_at(event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pull = None
            self.asked.emit(spot.item)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & _CTRL:
            self.zoom(turned.y() / _NOTCH, event.position().x())
        elif event.modifiers() & _SHIFT:
            down = self.verticalScrollBar()
            down.setValue(down.value() - (turned.y() or turned.x()))
        else:
            across = self.horizontalScrollBar()
            across.setValue(across.value() - (turned.x() or turned.y()))
        event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.laid:
            spot = self.laid.spot_of(self._chosen)
            if spot is not None:
                point = self.rect_on_screen(spot).center()
        self.asked_menu.emit(point)

    def rect_on_screen(self, spot: Spot) -> QRect:
        """Return where a thing is seen, in pixels of the screen."""
        room = self.room()
        rect = spot.rect.translated(QPointF(room.topLeft() - self.origin))
        seen = rect.intersected(QRectF(room)).toAlignedRect()
        seen.moveTopLeft(self.viewport().mapToGlobal(seen.topLeft()))
        return seen

    # ---- keys and tips

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and timeline_keys.is_ours(self, event)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(QPointF(event.pos()))
            told = ""
            if spot is not None and self.laid is not None:
                told = spoken(spot.item, self.laid.last)
            QToolTip.showText(event.globalPos(), told, self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not timeline_keys.press(self, event):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        # Alt is to the keyboard what the button is to the mouse
        if event.key() == Qt.Key.Key_Alt and self._pressed is None:
            self.let_go()
        super().keyReleaseEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return self.step(1 if next else -1) or super().focusNextPrevChild(next)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._chosen = None
            self.step(1)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._chosen = None
            self.step(-1)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.drop()
        self.viewport().update()

    # ---- what is asked for

    def ask(self) -> None:
        """Ask to edit or fill what is chosen."""
        if self.item is not None:
            self.asked.emit(self.item)

    def ask_removal(self) -> None:
        """Ask to remove the bar chosen."""
        if self.bar is not None:
            self.asked_removal.emit(self.bar)

    def ask_split(self) -> None:
        """Ask to split the bar chosen at the day chosen."""
        if self.bar is not None and self.day is not None:
            self.asked_split.emit(self.bar, date.fromordinal(self.day))

    def hold_end(self, *, is_end: bool) -> None:
        """Let Alt and arrows move the last day, or the first."""
        self.is_end = is_end
        self.viewport().update()
