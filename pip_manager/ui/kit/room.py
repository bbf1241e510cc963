"""Shares out the width of a table: one column stretches, optional ones give way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTableView

    from pip_manager.ui.kit.columns import Column

_LEAST = 0.6


class Room(QObject):
    """Keeps the columns of a view within its width as long as they can be read."""

    def __init__(self, view: QTableView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(view)
        self._view = view
        self._columns = columns
        stretching = [n for n, column in enumerate(columns) if column.stretches]
        self._stretching = stretching[0] if stretching else len(columns) - 1
        self._is_busy = False
        view.viewport().installEventFilter(self)
        view.horizontalHeader().sectionResized.connect(self._resized)
        self.share()

    def _resized(self, section: int) -> None:
        if section != self._stretching:
            self.share()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.share()
        return super().eventFilter(watched, event)

    def share(self) -> None:
        """Hide optional columns that have no room, give the rest to the stretching."""
        if self._is_busy:
            return
        self._is_busy = True
        header = self._view.horizontalHeader()
        room = self._view.viewport().width()
        least = round(theme().px(self._columns[self._stretching].width) * _LEAST)
        shown = self._shown(room, least)
        for number in range(len(self._columns)):
            header.setSectionHidden(number, number not in shown)
        taken = sum(self._width(n) for n in shown if n != self._stretching)
        header.resizeSection(self._stretching, max(least, room - taken))
        self._is_busy = False

    def _shown(self, room: int, least: int) -> list[int]:
        shown = list(range(len(self._columns)))
        optional = [n for n in shown if self._columns[n].optional]
        while optional:
            taken = sum(self._width(n) for n in shown if n != self._stretching)
            if taken + least <= room:
                break
            shown.remove(optional.pop())
        return shown

    def _width(self, number: int) -> int:
        size = self._view.horizontalHeader().sectionSize(number)
        return size or theme().px(self._columns[number].width)
