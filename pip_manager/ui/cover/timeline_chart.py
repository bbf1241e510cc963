"""The chart of one post over time: what mouse and keys do to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from pip_manager.domain.cover.timeline import Bar
from pip_manager.ui.cover.timeline_keys import Verb, asked
from pip_manager.ui.cover.timeline_layout import TimelineLayout, spoken
from pip_manager.ui.cover.timeline_paint import Marks, Moving, TimelinePainter
from pip_manager.ui.cover.timeline_plane import TimelinePlane
from pip_manager.ui.kit import words
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.cover.timeline import PostTimeline

    Imagine = Callable[[PostTimeline, Bar, date, date | None], PostTimeline]

_EDGE = 6
_TREMBLE = 3
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


class TimelineChart(TimelinePlane):
    """A timeline whose bars are edited, split, and moved by their ends.

    Signals:
        asked(object): the user wants to edit or fill a thing.
        asked_removal(object): the user wants a bar gone.
        asked_split(object, object): a bar is to be split at a day.
        moved(object, object, object): a bar has another first and last day.
        asked_menu(object): a menu is wanted at a point of the screen.
        pulled(str): where the end in the hand is now, in words.
    """

    asked = Signal(object)
    asked_removal = Signal(object)
    asked_split = Signal(object, object)
    moved = Signal(object, object, object)
    asked_menu = Signal(object)
    pulled = Signal(str)

    def __init__(self, imagine: Imagine) -> None:
        super().__init__()
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(
            "Tab goes from bar to bar; Enter edits; Alt and arrows move an end."
        )
        self.viewport().setMouseTracking(True)
        self._imagine = imagine
        self._pull: Pull | None = None
        self._pressed: QPointF | None = None
        self._is_panning = False
        self._origin_pressed = QPoint()
        self._deeds: dict[Verb, Callable[[int], object]] = {
            Verb.STEP: self.step,
            Verb.DAY: self.step_day,
            Verb.TO_END: self.choose_end,
            Verb.TODAY: lambda _: self.go_to_today(),
            Verb.PAN: self.pan,
            Verb.ZOOM: self.zoom,
            Verb.MOVE: self.move_end,
            Verb.HOLD: self.hold_end,
            Verb.LET_GO: lambda _: self.let_go(),
            Verb.DROP: lambda _: self.drop(),
            Verb.ENTER: lambda _: self.enter(),
            Verb.EDIT: lambda _: self.ask(),
            Verb.SPLIT: lambda _: self.ask_split(),
            Verb.REMOVE: lambda _: self.ask_removal(),
        }

    @override
    def show_post(self, found: PostTimeline | None) -> None:
        self._pull = None
        super().show_post(found)

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
        self.pulled.emit(self._pull_words())

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

    def moving(self) -> Moving | None:
        """Return what is shown beside the end in the hand."""
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
                    moving=self.moving(),
                )
            )
        painter.end()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # ---- the mouse

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

    # ---- keys and tips

    @override
    def event(self, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.ShortcutOverride
        if is_key and isinstance(event, QKeyEvent) and self._asked(event):
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
        found = self._asked(event)
        if found is None:
            super().keyPressEvent(event)
        else:
            verb, number = found
            self._deeds[verb](number)

    def _asked(self, event: QKeyEvent) -> tuple[Verb, int] | None:
        has_bar, is_pulling = self.bar is not None, self._pull is not None
        return asked(event, has_bar=has_bar, is_pulling=is_pulling)

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

    def hold_end(self, is_end: int) -> None:
        """Let Alt and arrows move the last day (1) or the first (0)."""
        self.is_end = bool(is_end)
        self.viewport().update()

    def enter(self) -> None:
        """Let go of the end in the hand, else open what is chosen."""
        if self._pull is not None:
            self.let_go()
        else:
            self.ask()
