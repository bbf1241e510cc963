"""The work of an invoice to be ticked, under the line that charged for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from pip_manager.ui.kit import words
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.services.credit_look import Creditable, ItemLeft

_CODE = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WHAT, _DAY, _QUANTITY, _NET = range(4)
_ROWS, _TALL = 6, 28


class WorkTree(QTreeWidget):
    """Lines and their items; a tick on a line ticks all of it.

    Parts of the same record are ticked together: a record is freed whole.

    Signals:
        ticked(): which items are ticked changed.
    """

    ticked = Signal()

    def __init__(self, left: Creditable) -> None:
        super().__init__()
        self.setAccessibleName("Work on the invoice")
        self.setColumnCount(4)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemsExpandable(False)
        self.setRootIsDecorated(False)
        self.setIndentation(theme().px(20))
        self._by_code: dict[str, list[QTreeWidgetItem]] = {}
        for line in left.lines:
            items = [item for item in left.items if item.n == line.n]
            if items:
                self._add_line(f"{line.n}. {line.description}", items)
        self.expandAll()
        self._fit()
        self.itemChanged.connect(self._tell)
        if self._by_code:
            self.setCurrentItem(next(iter(self._by_code.values()))[0])

    def _fit(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        for column, wide in ((_DAY, 92), (_QUANTITY, 80), (_NET, 92)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, theme().px(wide))
        self.setFixedHeight(theme().px(_TALL) * _ROWS)

    def _add_line(self, words_of_line: str, items: list[ItemLeft]) -> None:
        line = QTreeWidgetItem(self, [words_of_line])
        line.setFlags(line.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        line.setCheckState(_WHAT, Qt.CheckState.Unchecked)
        line.setToolTip(_WHAT, words_of_line)
        line.setFirstColumnSpanned(True)
        line.setSizeHint(_WHAT, QSize(0, theme().px(_TALL)))
        for item in items:
            net = words.pounds(item.net)
            quantity = f"{words.quantity(item.quantity)} {item.unit}"
            if item.quantity != 1:
                quantity += "s"
            row = QTreeWidgetItem(
                line, [item.what, words.day(item.date), quantity, net]
            )
            row.setSizeHint(_WHAT, QSize(0, theme().px(_TALL)))
            row.setData(_WHAT, _CODE, item.code)
            row.setCheckState(_WHAT, Qt.CheckState.Unchecked)
            row.setToolTip(_WHAT, f"{item.what} ({item.code})")
            for column in (_QUANTITY, _NET):
                row.setTextAlignment(column, _RIGHT)
            self._by_code.setdefault(item.code, []).append(row)

    def codes(self) -> frozenset[str]:
        """Return what is ticked, by code."""
        on = Qt.CheckState.Checked
        return frozenset(
            code
            for code, rows in self._by_code.items()
            if all(row.checkState(_WHAT) == on for row in rows)
        )

    def first(self) -> str:
        """Return the code of the first item."""
        return next(iter(self._by_code))

    def tick(self, code: str, *, is_on: bool = True) -> None:
        """Tick an item, or take its tick away."""
        state = Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        for row in self._by_code[code]:
            row.setCheckState(_WHAT, state)

    def _tell(self, row: QTreeWidgetItem) -> None:
        code = row.data(_WHAT, _CODE)
        if code is not None:
            for other in self._by_code[code]:
                if other.checkState(_WHAT) != row.checkState(_WHAT):
                    other.setCheckState(_WHAT, row.checkState(_WHAT))
        self.ticked.emit()
