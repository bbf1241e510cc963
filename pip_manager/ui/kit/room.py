"""Shares out the width of a table: figures and states stand whole, words give way.

A column keeps the width it was given while there is room. Where room lacks it closes
up around what it shows; then optional columns go, the empty ones before the others, a
state only when the stretching column has no more to give; then words are cut, those of
the stretching column first, and never a figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from pip_manager.ui.kit.cells import EDGE, cell_width, face, heading_width
from pip_manager.ui.kit.models import RowModel, TableModel
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QTableView


_LEAST = 0.6
_SHORTEST, _SHORTEST_STRETCHING = 100, 140
"""Words are cut no shorter than that, in pixels at 100 %."""
_MEASURED = 400
_OF_A_LONG_LIST = 64  # its first page, which is read to be painted anyhow


class Room(QObject):
    """Keeps the columns of a view within its width as long as they can be read."""

    def __init__(self, view: QTableView, model: TableModel[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._columns = model.columns
        stretching = [n for n, c in enumerate(self._columns) if c.stretches]
        self._stretching = stretching[0] if stretching else len(self._columns) - 1
        self._given = [self._size(n) for n in range(len(self._columns))]
        self._percent = theme().percent
        self._totals: Mapping[str, str] = {}
        self._needs: list[int] | None = None
        self._is_empty = [False] * len(self._columns)
        self.is_sharing = False
        view.viewport().installEventFilter(self)
        view.horizontalHeader().sectionResized.connect(self._resized)
        model.modelReset.connect(self._changed)
        theme().changed.connect(self._grow)
        self.share()

    @property
    def given(self) -> tuple[int, ...]:
        """Return the widths of the columns as the user left them."""
        return tuple(self._given)

    def _size(self, number: int) -> int:
        size = self._view.horizontalHeader().sectionSize(number)
        return size or theme().px(self._columns[number].width)

    def _resized(self, section: int, _before: int, size: int) -> None:
        if self.is_sharing or section == self._stretching or not size:
            return
        self._given[section] = size
        self.share()

    def _changed(self) -> None:
        self._needs = None
        self.share()

    def _grow(self) -> None:
        was, self._percent = self._percent, theme().percent
        self._given = [round(size * self._percent / was) for size in self._given]
        self._changed()

    def show_totals(self, totals: Mapping[str, str]) -> None:
        """Keep room for totals too."""
        if self._totals != totals:
            self._totals = dict(totals)
            self.share()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.share()
        return super().eventFilter(watched, event)

    # what a column needs

    def _rows(self) -> range:
        count = self._model.rowCount()
        if isinstance(self._model, RowModel):
            return range(min(count, _MEASURED))
        return range(min(count, _OF_A_LONG_LIST) if self._view.isVisible() else 0)

    def _measure(self) -> list[int]:
        """Return how wide each column has to be for nothing in it to be cut."""
        rows = self._rows()
        if not rows:
            return list(self._given)
        found = [self._measured(number, rows) for number in range(len(self._columns))]
        self._needs = found
        return found

    def _measured(self, number: int, rows: range) -> int:
        cells = [self._model.cell(row, number) for row in rows]
        widest = max(map(cell_width, cells))
        self._is_empty[number] = all(not c.words or c.is_unstated for c in cells)
        heading = self._columns[number].heading
        return max(widest, heading_width(heading)) + 2 * EDGE

    def _with_totals(self, needs: list[int]) -> list[int]:
        strong = face("strong", figures=True)
        totals = (self._totals.get(column.heading, "") for column in self._columns)
        return [
            max(need, strong.wide(total) + 2 * EDGE) if total else need
            for need, total in zip(needs, totals, strict=True)
        ]

    # who gets what

    def share(self) -> None:
        """Hide optional columns that have no room, give the rest to the stretching."""
        if self.is_sharing:
            return
        self.is_sharing = True
        header = self._view.horizontalHeader()
        room = self._view.viewport().width()
        needs = self._with_totals(self._needs or self._measure())
        declared = theme().px(self._columns[self._stretching].width)
        least = round(declared * _LEAST)
        whole = max(needs[self._stretching], least)
        shown = self._shown(needs, room - min(whole, declared), room - least)
        wide = self._widths(shown, needs, room - whole)
        least = min(least, theme().px(_SHORTEST_STRETCHING))
        self._cut(wide, sum(wide.values()) + least - room)
        for number in range(len(self._columns)):
            header.setSectionHidden(number, number not in shown)
        for number, size in wide.items():
            header.resizeSection(number, size)
        rest = max(least, room - sum(wide.values()))
        header.resizeSection(self._stretching, rest)
        self.is_sharing = False

    def _others(self, shown: list[int]) -> list[int]:
        return [number for number in shown if number != self._stretching]

    def _tight(self, number: int, needs: list[int]) -> int:
        """Return the least a column can do with; only words may be cut at all."""
        column, given = self._columns[number], self._given[number]
        stays_whole = column.is_figure or column.chip is not None
        tight = needs[number] if stays_whole else min(given, needs[number])
        # the header makes no column narrower than this
        return max(tight, self._view.horizontalHeader().minimumSectionSize())

    def _shown(self, needs: list[int], room: int, most: int) -> list[int]:
        shown = list(range(len(self._columns)))
        optional = [n for n in shown if self._columns[n].optional]
        optional.sort(key=self._holds_out)
        while optional:
            is_state = not self._holds_out(optional[-1])[0]
            taken = sum(self._tight(n, needs) for n in self._others(shown))
            if taken <= (most if is_state else room):
                break
            shown.remove(optional.pop())
        return shown

    def _holds_out(self, number: int) -> tuple[bool, bool, int]:
        is_empty = self._is_empty[number]
        is_state = self._columns[number].chip is not None and not is_empty
        return not is_state, is_empty, number

    def _widths(self, shown: list[int], needs: list[int], room: int) -> dict[int, int]:
        """Return the widths given where the stretching column stands whole so."""
        others = self._others(shown)
        given = {n: max(self._given[n], self._tight(n, needs)) for n in others}
        if sum(given.values()) <= room:
            return given
        return {n: self._tight(n, needs) for n in others}

    def _cut(self, wide: dict[int, int], over: int) -> None:
        """Cut words by what is too much, the longest most."""
        least = theme().px(_SHORTEST)
        columns = [(n, self._columns[n]) for n in wide]
        # what is strong beside the stretching column is what a row is known by
        stays = [n for n, one in columns if one.is_figure or one.chip or one.is_strong]
        words = [n for n in wide if n not in stays]
        spare = {n: wide[n] - least for n in words if wide[n] > least}
        whole = sum(spare.values())
        for number, more in spare.items() if over > 0 else ():
            wide[number] -= min(more, -(-over * more // whole))

    def restore_given(self) -> None:
        """Give each column its own width again, for it to be remembered."""
        self.is_sharing = True
        header = self._view.horizontalHeader()
        for number in self._others(list(range(len(self._columns)))):
            header.resizeSection(number, self._given[number])
        self.is_sharing = False
