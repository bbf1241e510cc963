"""What a screen reader is told of the board: a list of the squares in sight.

Qt asks for these interfaces when an assistive program is there, and keeps bare pointers
to them: each is kept as long as the program runs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override

if TYPE_CHECKING:
    from pip_manager.ui.cover.board_grid import BoardGrid

    Place = tuple[int, int]

_CLASS = "BoardGrid"
_NONE = -1


class BoardAccess(QAccessibleWidget):
    """The board as a list; its items are the squares in sight, row by row."""

    def __init__(self, grid: BoardGrid) -> None:
        super().__init__(grid, QAccessible.Role.List)
        self.grid = grid
        self._items: dict[Place, SquareAccess] = {}

    def places(self) -> list[Place]:
        """Return the line and column of every square in sight."""
        laid, room = self.grid.laid, self.grid.room()
        if laid is None:
            return []
        origin = self.grid.origin
        rows = laid.places(origin.y(), origin.y() + room.height())
        columns = laid.cuts(origin.x(), origin.x() + room.width())
        lines = [laid.rows[place] for place in rows]
        return [(n, c) for n in lines if isinstance(n, int) for c in columns]

    def item(self, place: Place) -> SquareAccess:
        """Return the item of a square."""
        if place not in self._items:
            self._items[place] = SquareAccess(self, place)
        return self._items[place]

    @override
    def childCount(self) -> int:
        return len(self.places())

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        places = self.places()
        return self.item(places[index]) if 0 <= index < len(places) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        places = self.places()
        if isinstance(child, SquareAccess) and child.place in places:
            return places.index(child.place)
        return _NONE

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        chosen = self.grid.chosen
        return None if chosen is None else self.item(chosen)

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        point = self.grid.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        found = self.grid.square_at(point)
        return None if found is None else self.item(found)


class SquareAccess(QAccessibleInterface):
    """One square: its words, its place on the screen, whether it is chosen."""

    def __init__(self, board: BoardAccess, place: Place) -> None:
        super().__init__()
        self._board, self.place = board, place

    @property
    def _grid(self) -> BoardGrid:
        return self._board.grid

    @override
    def isValid(self) -> bool:
        sheet = self._grid.sheet
        if sheet is None:
            return False
        return self.place[0] < len(sheet.lines) and self.place[1] < len(sheet.pieces)

    @override
    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._grid.window().windowHandle()

    @override
    def parent(self) -> QAccessibleInterface:
        return self._board

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def text(self, kind: QAccessible.Text) -> str:
        if kind != QAccessible.Text.Name or not self.isValid():
            return ""
        return self._grid.words_of(*self.place)

    @override
    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Let nobody write into a square."""

    @override
    def rect(self) -> QRect:
        return self._grid.rect_on_screen(*self.place) if self.isValid() else QRect()

    @override
    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        is_chosen = self._grid.chosen == self.place
        made.selectable = made.focusable = True
        made.selected = is_chosen
        made.focused = is_chosen and self._grid.hasFocus()
        return made

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _NONE

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def backgroundColor(self) -> QColor:
        return QColor()

    @override
    def foregroundColor(self) -> QColor:
        return QColor()


_kept: dict[int, BoardAccess] = {}


def _made(name: str, of: QObject | None) -> QAccessibleInterface | None:
    if name != _CLASS or of is None:
        return None
    key = id(of)
    if key not in _kept or _kept[key].grid is not of:
        _kept[key] = BoardAccess(of)  # type: ignore[arg-type]
    return _kept[key]


@cache
def install() -> None:
    """Tell Qt once how boards are read out."""
    QAccessible.installFactory(_made)


def tell_focus(grid: BoardGrid) -> None:
    """Have the chosen square read out, where somebody listens."""
    if not QAccessible.isActive() or not grid.hasFocus():
        return
    board = QAccessible.queryAccessibleInterface(grid)
    if isinstance(board, BoardAccess) and grid.chosen is not None:
        event = QAccessibleEvent(grid, QAccessible.Event.Focus)
        event.setChild(board.indexOfChild(board.item(grid.chosen)))
        QAccessible.updateAccessibility(event)
