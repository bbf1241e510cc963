"""The models under a table: a short list held whole, a long one held by its ids."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from pip_manager.ui.kit.columns import (
    Cell,
    Column,
    Row,
)
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.unstated import NOT_STATED, NOT_STATED_WHY

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from pip_manager.domain.values import Value

_PAGE, _PAGES = 64, 160
_ROLE = Qt.ItemDataRole
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TableModel(QAbstractTableModel, Generic[Row]):
    """What both models share: columns over rows found by their position.

    Signals:
        loaded(int): other rows are shown now, so many of them.
        failed(object): the exception that kept rows from being read.
    """

    loaded = Signal(int)
    failed = Signal(object)

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def row_at(self, position: int) -> Row:
        """Return the row at a position."""
        raise NotImplementedError

    def id_at(self, position: int) -> Hashable:
        """Return what names the row at a position for good."""
        raise NotImplementedError

    def position_of(self, identity: Hashable) -> int | None:
        """Return where a row stands now, or None."""
        raise NotImplementedError

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell is painted from."""
        shown, told = self.row_at(row), self.columns[column]
        text = told.text(shown)
        return Cell(
            NOT_STATED if text is None else text,
            told.chip(shown) if told.chip else None,
            text is None,
            told.is_strong,
            told.is_figure,
        )

    @override
    def columnCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        match role:
            case _ROLE.DisplayRole | _ROLE.AccessibleTextRole:
                return column.heading
            case _ROLE.TextAlignmentRole:
                return column.alignment
            case _ROLE.ToolTipRole:
                return column.heading_tooltip or None
            case _:
                return None

    @override
    def data(self, index: _ANY_INDEX, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        tell = _TOLD.get(role)
        return tell(column, self.row_at(index.row())) if tell else None


def _tooltip(column: Column[Row], row: Row) -> str | None:
    if column.tooltip:
        return column.tooltip(row)
    return NOT_STATED_WHY if column.text(row) is None else None


def _words(column: Column[Row], row: Row) -> str:
    text = column.text(row)
    return NOT_STATED if text is None else text


_TOLD: dict[int, Callable[[Column[Any], Any], object]] = {
    _ROLE.DisplayRole: _words,
    _ROLE.AccessibleTextRole: _words,
    _ROLE.TextAlignmentRole: lambda column, _row: column.alignment,
    _ROLE.ToolTipRole: _tooltip,
}


class RowModel(TableModel[Row]):
    """A short list held whole; a change of content is a change of all rows."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        identity: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._identity = identity
        self._rows: list[Row] = []
        self._sorting: tuple[int, bool] | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the content."""
        self.beginResetModel()
        self._rows = list(rows)
        self._arrange()
        self.endResetModel()
        self.loaded.emit(len(self._rows))

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows in the order shown."""
        return tuple(self._rows)

    @override
    def row_at(self, position: int) -> Row:
        return self._rows[position]

    @override
    def id_at(self, position: int) -> Hashable:
        return self._identity(self._rows[position])

    @override
    def position_of(self, identity: Hashable) -> int | None:
        for position, row in enumerate(self._rows):
            if self._identity(row) == identity:
                return position
        return None

    @override
    def rowCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        is_down = order is Qt.SortOrder.DescendingOrder
        self._sorting = (column, is_down) if column >= 0 else None
        self.beginResetModel()
        self._arrange()
        self.endResetModel()
        self.loaded.emit(len(self._rows))

    def _arrange(self) -> None:
        if self._sorting is None:
            return
        number, is_down = self._sorting
        column = self.columns[number]
        known = [row for row in self._rows if column.text(row) is not None]
        unknown = [row for row in self._rows if column.text(row) is None]
        order = column.order or (lambda row: (column.text(row) or "").casefold())
        known.sort(key=order, reverse=is_down)  # type: ignore[arg-type]
        self._rows = known + unknown


@dataclass(frozen=True, slots=True)
class Query:
    """What a long list is asked for; `filters` hold only what narrows."""

    search: str = ""
    sort: str = ""
    descending: bool = False
    filters: dict[str, Value] = field(default_factory=dict)


class PagedModel(TableModel[Row]):
    """A long list: all ids in order, rows read by pages as they come into sight.

    `ids` answers a query with the ids in order; `rows` gives the rows of some ids in
    the same order, and leaves out none. Both may be asked again at any time. With
    `in_background` the ids are read off the thread of the window.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        ids: Callable[[Query], array[int]],
        rows: Callable[[Sequence[int]], Sequence[Row]],
        parent: QObject | None = None,
        *,
        in_background: bool = False,
    ) -> None:
        super().__init__(columns, parent)
        self._read_ids = ids
        self._read_rows = rows
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.query = Query()
        self._latest = Latest(self) if in_background else None
        if self._latest:
            self._latest.answered.connect(self._take)
            self._latest.failed.connect(self.failed)

    def ask(self, query: Query | None = None) -> None:
        """Read the ids of a query, of the last one where none is given."""
        self.query = query or self.query
        if self._latest:
            asked = self.query
            self._latest.ask(lambda: self._read_ids(asked))
        else:
            self._take(self._read_ids(self.query))

    def _take(self, ids: array[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()
        self.loaded.emit(len(ids))

    @property
    def ids(self) -> array[int]:
        """Return every id in the order shown; not to be altered."""
        return self._ids

    @override
    def row_at(self, position: int) -> Row:
        number, within = divmod(position, _PAGE)
        return self._page(number)[within]

    def _page(self, number: int) -> Sequence[Row]:
        page = self._pages.get(number)
        if page is None:
            start = number * _PAGE
            page = self._read_rows(self._ids[start : start + _PAGE])
            self._pages[number] = page
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    @override
    def id_at(self, position: int) -> Hashable:
        return self._ids[position]

    @override
    def position_of(self, identity: Hashable) -> int | None:
        try:
            return self._ids.index(identity)  # type: ignore[arg-type]
        except ValueError:
            return None

    @override
    def rowCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        name = self.columns[column].sort if column >= 0 else ""
        is_down = order is Qt.SortOrder.DescendingOrder
        asked = self.query
        if (name, is_down) != (asked.sort, asked.descending):
            self.ask(Query(asked.search, name, is_down, asked.filters))
