"""What a screen reader is told of the board: the squares in sight, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.ui.cover.board_grid import BoardGrid
from pip_manager.ui.kit.painted import Painted, read_out

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QRect

Place = tuple[int, int]


class BoardAccess(Painted[BoardGrid, Place]):
    """The board as a list; an item is known by its line and column."""

    @override
    def keys(self) -> list[Place]:
        laid, room = self.area.laid, self.area.room()
        if laid is None:
            return []
        origin = self.area.origin
        rows = laid.places(origin.y(), origin.y() + room.height())
        columns = laid.cuts(origin.x(), origin.x() + room.width())
        lines = [laid.rows[place] for place in rows]
        return [(n, c) for n in lines if isinstance(n, int) for c in columns]

    @override
    def chosen(self) -> Place | None:
        return self.area.chosen

    @override
    def at(self, point: QPoint) -> Place | None:
        return self.area.square_at(point)

    @override
    def words(self, key: Place) -> str | None:
        sheet = self.area.sheet
        if sheet is None or key[0] >= len(sheet.lines) or key[1] >= len(sheet.pieces):
            return None
        return self.area.words_of(*key)

    @override
    def place(self, key: Place) -> QRect:
        return self.area.rect_on_screen(*key)


def install() -> None:
    """Have boards read out."""
    read_out(BoardGrid, BoardAccess)
