"""A list of entries whose cells can be typed into, and the editors of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.activity import place
from pip_manager.ui.activity.cell_line import CellLine
from pip_manager.ui.activity.columns import COLUMNS, IN_PLACE
from pip_manager.ui.kit import words
from pip_manager.ui.kit.cells import CellDelegate
from pip_manager.ui.kit.models import PagedModel, Query

if TYPE_CHECKING:
    from array import array

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QStyleOptionViewItem

    from pip_manager.services.activity import ActivityLog, Line  # noqa: F401 - base

_ROLE = Qt.ItemDataRole
_ACROSS = Qt.Orientation.Horizontal
_ANY_INDEX = QModelIndex | QPersistentModelIndex
Strands = Callable[[], Sequence[tuple[str, str]]]


class EntryModel(PagedModel["Line"]):
    """A list of entries in which some columns are edited in place.

    Signals:
        refused(str): why what was typed into a cell cannot be kept.
    """

    refused = Signal(str)

    def __init__(self, log: ActivityLog, noun: str) -> None:
        self._log = log
        self.noun = noun
        super().__init__(
            COLUMNS[noun], self._asked_ids, partial(log.lines, noun), in_background=True
        )
        self._typed: dict[tuple[object, int], str] = {}

    def _asked_ids(self, query: Query) -> array[int]:
        return self._log.ids(
            self.noun,
            query.search,
            query.sort,
            descending=query.descending,
            filters=query.filters,
        )

    def held(self, index: _ANY_INDEX) -> str | None:
        """Return what column of the record a cell edits, or None."""
        return IN_PLACE.get(self.columns[index.column()].heading)

    @override
    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or self.held(index) is None:
            return flags
        if not self.row_at(index.row()).is_locked:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: _ANY_INDEX, role: int = _ROLE.DisplayRole) -> object:
        if role == _ROLE.EditRole and index.isValid():
            key = self.id_at(index.row()), index.column()
            if key in self._typed:
                return self._typed.pop(key)
            return place.text(self.row_at(index.row()), str(self.held(index)))
        return super().data(index, role)

    @override
    def setData(
        self, index: _ANY_INDEX, value: object, role: int = _ROLE.EditRole
    ) -> bool:
        """Keep what was typed into a cell; refused words stand there again."""
        name = self.held(index)
        line = self.row_at(index.row())
        if role != _ROLE.EditRole or name is None:
            return False
        text = None if value is None else str(value)
        if text == place.text(line, name):
            return False
        try:
            fields = place.fields(line, name, text)
            self._log.change([line.entry], fields)
        except (PipManagerError, ValueError) as error:
            self._typed[self.id_at(index.row()), index.column()] = text or ""
            self.refused.emit(str(error))
            return False
        return True


class InPlace(CellDelegate):
    """Opens a box of choices for the strand, a line for all else."""

    def __init__(self, parent: QWidget, strands: Strands) -> None:
        super().__init__(parent)
        self._strands = strands

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: _ANY_INDEX,
    ) -> QWidget:
        model = index.model()
        if isinstance(model, EntryModel) and model.held(index) == "strand":
            box = QComboBox(parent)
            box.addItem(words.NOT_STATED, None)
            for code, name in self._strands():
                box.addItem(f"{code} – {name}", code)
            box.setMinimumWidth(220)
            box.setAccessibleName("Strand")
            return box
        return CellLine(parent, str(model.headerData(index.column(), _ACROSS)))

    @override
    def setEditorData(self, editor: QWidget, index: _ANY_INDEX) -> None:
        if isinstance(editor, QComboBox):
            code = index.data(_ROLE.EditRole) or None
            editor.setCurrentIndex(max(0, editor.findData(code)))
        else:
            super().setEditorData(editor, index)

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: _ANY_INDEX
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData() or "")
        else:
            super().setModelData(editor, model, index)
