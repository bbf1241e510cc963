"""The cells of a week as they are typed, before they are saved."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from pip_manager.ui.activity import measures
from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pip_manager.services.activity_week import Cell, Week, WeekRow
    from pip_manager.ui.activity.measures import Measure

_ROLE = Qt.ItemDataRole
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
DAYS = 7
FIRST = 2
TOTAL = FIRST + DAYS
WHOLE = Decimal(1)

STATE_ROLE = int(_ROLE.UserRole) + 20
"""What a cell is: of ``off``, ``locked``, ``many``, ``typed``, ``over``, ``sum``."""

Spot = tuple[int, int]


class WeekModel(QAbstractTableModel):
    """Rows of engagement and strand, seven days, totals beside and below.

    Signals:
        typed(): a cell holds something else now.
        refused(str): why what was typed cannot stand in a cell.
    """

    typed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.week: Week | None = None
        self.rows: list[WeekRow] = []
        self._typed: dict[Spot, Measure | None] = {}
        self._wrong: dict[Spot, str] = {}
        self._is_joined = False

    def join_strands(self, *, joined: bool) -> None:
        """Name the strand beside the engagement, or leave it to its own column."""
        self._is_joined = joined

    def show(self, week: Week) -> None:
        """Show a week as it was read; what was typed is dropped."""
        self.beginResetModel()
        self.week = week
        self.rows = list(week.rows)
        self._typed.clear()
        self._wrong.clear()
        self.endResetModel()

    def add(self, row: WeekRow) -> int:
        """Add a row, or find the one of that place; return where it stands."""
        for number, known in enumerate(self.rows):
            if known.place == row.place:
                return number
        place = len(self.rows)
        self.beginInsertRows(_NOWHERE, place, place)
        self.rows.append(row)
        self.endInsertRows()
        return place

    # ---- what stands in it

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was typed that is not saved."""
        return bool(self._typed)

    def changes(self) -> list[tuple[Spot, Measure | None]]:
        """Return what was typed, by row and day."""
        return sorted(self._typed.items(), key=lambda item: item[0])

    def measure(self, row: int, day: int) -> Measure | None:
        """Return what a cell holds, typed or read, where that is one quantity."""
        if (row, day) in self._typed:
            return self._typed[row, day]
        return self._cell(row, day).measure()

    def _cell(self, row: int, day: int) -> Cell:
        return self.rows[row].cells[day]

    def in_days(self, row: int, day: int) -> Decimal:
        """Return what a cell holds, in days."""
        if self.week is None:
            return Decimal(0)
        if (row, day) not in self._typed:
            return self._cell(row, day).days(self.week.hours)
        measure = self._typed[row, day]
        if measure is None:
            return Decimal(0)
        quantity, unit = measure
        return quantity if unit == "day" else quantity / self.week.hours

    def day_total(self, day: int) -> Decimal:
        """Return what a day comes to over all rows, in days."""
        return sum((self.in_days(n, day) for n in range(len(self.rows))), Decimal(0))

    def over(self) -> list[int]:
        """Return the days that come to more than a day, Monday is 0."""
        return [day for day in range(DAYS) if self.day_total(day) > WHOLE]

    def locked(self, row: int, day: int) -> str | None:
        """Return why a cell cannot be typed over, or None."""
        return self._cell(row, day).locked

    # ---- what Qt asks

    @override
    def rowCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    @override
    def columnCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        return 0 if parent.isValid() else TOTAL + 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        is_day = FIRST <= section < TOTAL
        if role == _ROLE.TextAlignmentRole:
            return RIGHT if section >= FIRST else LEFT
        if role == _ROLE.ToolTipRole and is_day and self.week:
            return self.off(section - FIRST) or None
        if role not in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole}:
            return None
        if is_day:
            return self._day_heading(section - FIRST)
        return ("Engagement", "Strand")[section] if section < FIRST else "Total"

    def _day_heading(self, day: int) -> str:
        if self.week is None:
            return ""
        on = self.week.days[day]
        return f"{words.long_day(on)[:3]} {on.day}"

    def off(self, day: int) -> str:
        """Return what a day off is called; an empty text for a working day."""
        return self.week.off.get(self.week.days[day], "") if self.week else ""

    def date(self, day: int) -> date | None:
        """Return the date of a day of the week shown."""
        return self.week.days[day] if self.week else None

    @override
    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not self._is_cell(index):
            return flags
        if self.locked(index.row(), index.column() - FIRST) is None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _is_cell(self, index: _ANY_INDEX) -> bool:
        is_day = FIRST <= index.column() < TOTAL
        return index.isValid() and is_day and index.row() < len(self.rows)

    @override
    def data(self, index: _ANY_INDEX, role: int = _ROLE.DisplayRole) -> object:
        told: object = None
        if not index.isValid():
            return told
        match role:
            case _ROLE.DisplayRole | _ROLE.AccessibleTextRole:
                told = self._text(index.row(), index.column())
            case _ROLE.EditRole:
                told = self._editable(index.row(), index.column() - FIRST)
            case _ROLE.TextAlignmentRole:
                told = RIGHT if index.column() >= FIRST else LEFT
            case _ROLE.ToolTipRole:
                told = self._tooltip(index)
            case _ if role == STATE_ROLE:
                told = self._state(index)
        return told

    def _text(self, row: int, column: int) -> str:
        if row == len(self.rows):
            return self._sum_text(column)
        if column == 0:
            return self._name(self.rows[row])
        if column == 1:
            return self.rows[row].strand or words.NOT_STATED
        if column == TOTAL:
            total = sum((self.in_days(row, day) for day in range(DAYS)), Decimal(0))
            return measures.figure(total)
        return self._cell_text(row, column - FIRST)

    def _name(self, row: WeekRow) -> str:
        if self._is_joined and row.place[1]:
            return f"{row.place[1]} · {row.engagement}"
        return row.engagement

    def _cell_text(self, row: int, day: int) -> str:
        measure = self.measure(row, day)
        if measure is not None:
            return measures.in_cell(*measure)
        total = self.in_days(row, day)
        return measures.figure(total) if total else ""

    def _sum_text(self, column: int) -> str:
        if column == 0:
            return "Total"
        if column == 1:
            return ""
        if column < TOTAL:
            total = self.day_total(column - FIRST)
            return measures.figure(total) if total else ""
        whole = sum((self.day_total(day) for day in range(DAYS)), Decimal(0))
        return measures.figure(whole)

    def _editable(self, row: int, day: int) -> str:
        if (row, day) in self._wrong:
            return self._wrong.pop((row, day))
        measure = self.measure(row, day)
        return measures.in_cell(*measure) if measure else ""

    def _tooltip(self, index: _ANY_INDEX) -> str | None:
        if self._is_cell(index):
            return self.locked(index.row(), index.column() - FIRST)
        day = index.column() - FIRST
        if index.row() == len(self.rows) and day in self.over():
            return "More than a day."
        text = str(self._text(index.row(), index.column()))
        return text if index.column() < FIRST else None

    def _state(self, index: _ANY_INDEX) -> frozenset[str]:
        row, day = index.row(), index.column() - FIRST
        found = set()
        if 0 <= day < DAYS and self.off(day):
            found.add("off")
        if row == len(self.rows) or index.column() == TOTAL:
            found.add("sum")
            if row == len(self.rows) and 0 <= day < DAYS and day in self.over():
                found.add("over")
        elif 0 <= day < DAYS:
            found |= self._cell_state(row, day)
        return frozenset(found)

    def _cell_state(self, row: int, day: int) -> set[str]:
        cell = self._cell(row, day)
        found = set()
        if cell.invoice is not None:
            found.add("locked")
        elif cell.locked:
            found.add("many")
        if (row, day) in self._typed:
            found.add("typed")
        return found

    @override
    def setData(
        self, index: _ANY_INDEX, value: object, role: int = _ROLE.EditRole
    ) -> bool:
        """Take what was typed into a cell; refused words stand there again."""
        if role != _ROLE.EditRole or not self._is_cell(index):
            return False
        spot = index.row(), index.column() - FIRST
        if sentence := self.locked(*spot):
            self.refused.emit(sentence)
            return False
        try:
            measure = measures.read(str(value or ""))
        except ValueError as error:
            self._wrong[spot] = str(value)
            self.refused.emit(str(error))
            return False
        self._take(spot, measure)
        return True

    def fill(self, cells: Iterable[tuple[Spot, Measure]]) -> None:
        """Type quantities into empty cells that may be typed into."""
        for (row, day), measure in cells:
            is_empty = not self.in_days(row, day)
            if is_empty and self.locked(row, day) is None:
                self._take((row, day), measure)

    def _take(self, spot: Spot, measure: Measure | None) -> None:
        if measure == self._cell(*spot).measure():
            self._typed.pop(spot, None)
        else:
            self._typed[spot] = measure
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.typed.emit()
