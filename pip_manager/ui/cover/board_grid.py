"""The squares of the board: a scrolled plane, one square chosen by mouse or keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.cover import board_keys, board_states
from pip_manager.ui.cover.board_layout import BoardLayout, piece_words
from pip_manager.ui.cover.board_paint import BoardPainter
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.domain.cover.board_sheet import BoardSheet, SheetLine
    from pip_manager.domain.cover.days import Piece

_KEY = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_PLAIN = {Qt.KeyboardModifier.NoModifier, _CTRL}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NEARER = {_KEY.Key_Plus, _KEY.Key_Equal}
_OPENS = {_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Space}
_BEFORE_TODAY = 0.2


class BoardGrid(QAbstractScrollArea):
    """Posts by columns of time; names and heads stay in sight.

    Signals:
        chose(): another square is chosen, or none.
        asked(): the user wants to know more of the chosen square.
        reached(int): panned to the first (-1) or last (1) column: more is wanted.
        zoomed(int): the user wants to be nearer (1) or further (-1).
    """

    chose = Signal()
    asked = Signal()
    reached = Signal(int)
    zoomed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Cover board")
        self.setAccessibleDescription(
            "Arrows move from square to square; F8 goes to the next gap."
        )
        self.laid: BoardLayout | None = None
        self._chosen: tuple[int, int] | None = None
        self._pressed: QPoint | None = None
        self._is_panning = False
        self._stops: list[tuple[int, int]] | None = None
        self.viewport().setMouseTracking(False)
        theme().changed.connect(self._lay_anew)
        self.horizontalScrollBar().valueChanged.connect(self._panned)
        self.corner: QWidget | None = None

    def set_corner(self, corner: QWidget) -> None:
        """Put a widget over the names, beside the heads."""
        self.corner = corner
        corner.setParent(self)
        self._measure()

    # ---- what is shown

    @property
    def sheet(self) -> BoardSheet | None:
        """Return what is shown."""
        return None if self.laid is None else self.laid.sheet

    def show_sheet(self, sheet: BoardSheet) -> None:
        """Show a sheet; the place, the day and the choice stay where they were."""
        kept, anchor = self.place, self._anchor()
        was = self._scale()
        self._stops = None
        self.laid = self._layout(sheet)
        self._chosen = self._found(kept)
        self._measure()
        if anchor is None:
            self.go_to_today()
        else:
            day, beside = anchor
            at, wide = round(self.laid.x_of(day)) - beside, self.laid.wide
            if self._scale() != was:
                at = round(at / wide) * wide
            self.horizontalScrollBar().setValue(at)
        self.viewport().update()
        if self.place != kept:
            self.chose.emit()

    def _layout(self, sheet: BoardSheet) -> BoardLayout:
        corner = self.corner.sizeHint().width() if self.corner else 0
        return BoardLayout(sheet, self.width(), corner + 4)

    def _found(self, place: tuple[str, int] | None) -> tuple[int, int] | None:
        if place is None or self.sheet is None or not self.sheet.pieces:
            return None
        for number, line in enumerate(self.sheet.lines):
            if line.post.code == place[0]:
                return number, self.sheet.column_of(place[1])
        return None

    def _scale(self) -> tuple[str, int, int] | None:
        if self.laid is None:
            return None
        return self.laid.sheet.zoom, self.laid.wide, self.laid.names

    def _anchor(self) -> tuple[int, int] | None:
        """Return the day that is to stay where it is, and how far from the names.

        The chosen one where it is in sight, else today, else the first in sight.
        """
        if self.laid is None or not self.laid.sheet.pieces:
            return None
        piece, today = self.piece, self.laid.sheet.today
        room = self.room().width()
        for day in (*((piece.start,) if piece else ()), today):
            beside = round(self.laid.x_of(day)) - self.origin.x()
            if 0 <= beside < room:
                return day, beside
        first = self.laid.sheet.pieces[self.first_column].start
        return first, round(self.laid.x_of(first)) - self.origin.x()

    def _lay_anew(self) -> None:
        if self.laid is not None:
            self.show_sheet(self.laid.sheet)

    def _measure(self) -> None:
        if self.laid is None:
            return
        if self.corner is not None:
            self.corner.setGeometry(0, 0, self.laid.names - 2, self.laid.head - 1)
        view = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        was = across.blockSignals(True)
        room = view.width() - self.laid.names, view.height() - self.laid.head
        across.setRange(0, max(0, self.laid.width - room[0]))
        across.setPageStep(max(1, room[0]))
        across.setSingleStep(self.laid.wide)
        across.blockSignals(was)
        down.setRange(0, max(0, self.laid.height - room[1]))
        down.setPageStep(max(1, room[1] - self.laid.row_tall))
        down.setSingleStep(self.laid.row_tall)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.laid is not None:
            self.laid = self._layout(self.laid.sheet)
            self._measure()
            self.bring_in_sight()

    # ---- what is chosen

    @property
    def place(self) -> tuple[str, int] | None:
        """Return the post chosen, and the first day of the column."""
        if self._chosen is None or self.sheet is None:
            return None
        line, column = self._chosen
        return self.sheet.lines[line].post.code, self.sheet.pieces[column].start

    @property
    def line(self) -> SheetLine | None:
        """Return the line chosen."""
        if self._chosen is None or self.sheet is None:
            return None
        return self.sheet.lines[self._chosen[0]]

    @property
    def piece(self) -> Piece | None:
        """Return the column chosen."""
        if self._chosen is None or self.sheet is None:
            return None
        return self.sheet.pieces[self._chosen[1]]

    @property
    def chosen(self) -> tuple[int, int] | None:
        """Return the line and column chosen, by number."""
        return self._chosen

    def choose(self, line: int, column: int) -> None:
        """Choose a square and bring it in sight."""
        sheet = self.sheet
        if sheet is None or not sheet.lines or not sheet.pieces:
            return
        line = max(0, min(line, len(sheet.lines) - 1))
        column = max(0, min(column, len(sheet.pieces) - 1))
        self._chosen = (line, column)
        self.bring_in_sight()
        self.viewport().update()
        self.chose.emit()

    def let_go(self) -> None:
        """Choose nothing."""
        self._chosen = None
        self.viewport().update()
        self.chose.emit()

    def choose_post(self, code: str, day: int | None = None) -> bool:
        """Choose a post on a day, else today; tell whether it is here."""
        if self.sheet is None:
            return False
        at = self.sheet.today if day is None else day
        found = self._found((code, at))
        if found is None:
            return False
        self.choose(*found)
        return True

    @property
    def first_column(self) -> int:
        """Return the first column in sight."""
        if self.laid is None:
            return 0
        column = self.horizontalScrollBar().value() // self.laid.wide
        return min(column, max(0, len(self.laid.sheet.pieces) - 1))

    def bring_in_sight(self) -> None:
        """Scroll so far that the chosen square is whole in sight."""
        if self.laid is None or self._chosen is None:
            return
        rect = self.laid.rect(*self._chosen)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        room = self.room()
        wide = self.laid.wide
        left, right = rect.left() - wide, rect.right() + wide
        at = _near(across.value(), left, right, room.width())
        if at != across.value():  # whole columns: up to the left, down to the right
            at = at // wide * wide if at < across.value() else -(-at // wide) * wide
        across.setValue(at)
        # the heading of a tier comes along with its first post
        top = rect.top() - self.laid.row_tall
        down.setValue(_near(down.value(), top, rect.bottom(), room.height()))

    def room(self) -> QRect:
        """Return where the squares are seen, within the viewport."""
        if self.laid is None:
            return QRect()
        view = self.viewport().rect()
        return view.adjusted(self.laid.names, self.laid.head, 0, 0)

    def go_to_today(self) -> None:
        """Bring today in sight, a little of the past beside it."""
        if self.laid is not None:
            room = self.room().width()
            at = self.laid.x_of(self.laid.sheet.today)
            at = at // self.laid.wide * self.laid.wide
            before = round(room * _BEFORE_TODAY / self.laid.wide) * self.laid.wide
            self.horizontalScrollBar().setValue(round(at - before))

    # ---- gaps

    def step_gap(self, step: int) -> bool:
        """Choose the next gap or the one before; tell whether there is one."""
        if self.sheet is None:
            return False
        if self._stops is None:
            self._stops = self.sheet.stops()
        here = (self.sheet.column_of_today, _NOWHERE)
        if self._chosen is not None:
            here = (self._chosen[1], self._chosen[0])
        found = board_keys.beside(self._stops, here, step)
        if found is not None:
            self.choose(found[1], found[0])
        return found is not None

    # ---- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self.laid is None:
            painter.fillRect(event.rect(), theme().colour("surface"))
        else:
            self.painter_of(painter).paint(self._chosen, has_focus=self.hasFocus())
        if self.hasFocus() and self._chosen is None:
            painter.setPen(QPen(theme().colour("link"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def painter_of(self, painter: QPainter) -> BoardPainter:
        """Return what paints the part of the board in sight."""
        assert self.laid is not None  # noqa: S101 - asked by the painter only
        return BoardPainter(painter, self.laid, self.viewport().rect(), self.origin)

    @property
    def origin(self) -> QPoint:
        """Return the point of the plane at the corner beside names and heads."""
        return QPoint(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _panned(self, value: int) -> None:
        bar = self.horizontalScrollBar()
        if bar.maximum() > 0 and value in {bar.minimum(), bar.maximum()}:
            self.reached.emit(-1 if value == bar.minimum() else 1)

    # ---- the mouse

    def square_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the line and column at a point; a name gives the chosen column."""
        if self.laid is None or point.y() < self.laid.head:
            return None
        line = self.laid.line_at(point.y() - self.laid.head + self.origin.y())
        if line is None:
            return None
        if point.x() < self.laid.names:
            today = self.laid.sheet.column_of_today
            return line, (self._chosen[1] if self._chosen else today)
        column = self.laid.column_at(point.x() - self.laid.names + self.origin.x())
        return None if column is None else (line, column)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._is_panning = False
        elif event.button() == Qt.MouseButton.RightButton:
            self._choose_at(event.position().toPoint())

    def _choose_at(self, point: QPoint) -> None:
        if (found := self.square_at(point)) is not None:
            self.choose(*found)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        point = event.position().toPoint()
        moved = point - self._pressed
        far = QApplication.startDragDistance()
        if not self._is_panning and moved.manhattanLength() < far:
            return
        if not self._is_panning:
            self._is_panning = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._pressed = point
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - moved.x())
        down.setValue(down.value() - moved.y())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._is_panning:
            self._choose_at(event.position().toPoint())
        self._pressed, self._is_panning = None, False
        self.viewport().unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.square_at(event.position().toPoint()) is not None:
            self.asked.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & _CTRL:
            self.zoomed.emit(1 if turned.y() > 0 else -1)
        elif event.modifiers() & _SHIFT and turned.y():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turned.y())
        else:
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - turned.x())
            down.setValue(down.value() - turned.y())
        event.accept()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> None:
        found = self.square_at(event.pos())
        if found is None or self.laid is None:
            QToolTip.hideText()
            return
        line, column = found
        post = self.laid.sheet.lines[line].post
        told = f"{post.title}\n{post.code}"
        if event.pos().x() >= self.laid.names:
            told = self.words_of(line, column)
        QToolTip.showText(event.globalPos(), told, self)

    def words_of(self, line: int, column: int) -> str:
        """Say a square: ``Head of Service, week of 2 Nov 2026: gap, 0.6 FTE short``."""
        if self.sheet is None:
            return ""
        one, piece = self.sheet.lines[line], self.sheet.pieces[column]
        when = piece_words(self.sheet.zoom, piece)
        told = board_states.words(one.cells[column])
        return f"{one.post.title}, {when}: {told}"

    def rect_on_screen(self, line: int, column: int) -> QRect:
        """Return where a square is on the screen."""
        if self.laid is None:
            return QRect()
        rect = self.laid.rect(line, column).translated(-self.origin)
        rect.translate(self.laid.names, self.laid.head)
        corner = self.viewport().mapToGlobal(rect.topLeft())
        return QRect(corner, rect.size())

    # ---- the keyboard

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in board_keys.MOVES and modifiers in _PLAIN:
            self._move(key, far=bool(modifiers & _CTRL))
        elif key in _OPENS and self._chosen is not None:
            self.asked.emit()
        elif key in _NEARER or key == _KEY.Key_Minus:
            self.zoomed.emit(1 if key in _NEARER else -1)
        elif key == _KEY.Key_T:
            self._choose_today()
        else:
            super().keyPressEvent(event)

    def _choose_today(self) -> None:
        if self.sheet is not None:
            self.go_to_today()
            self.choose((self._chosen or (0, 0))[0], self.sheet.column_of_today)

    def _move(self, key: Qt.Key, *, far: bool) -> None:
        if self.sheet is None or self.laid is None:
            return
        if self._chosen is None:
            self.choose(0, self.sheet.column_of_today)
            return
        page = max(1, self.room().height() // self.laid.row_tall - 1)
        starts = [group.first for group in self.laid.groups]
        line, column = self._chosen
        self.choose(*board_keys.moved(key, line, column, page, starts if far else ()))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


_NOWHERE = -1


def _near(value: int, low: int, high: int, room: int) -> int:
    """Return where to scroll so that a stretch is in sight, moving the least."""
    if low < value:
        return low
    return max(value, high - room + 1)
