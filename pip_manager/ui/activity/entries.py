"""One list of entries: the table, totals under it, why the price, and its verbs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pip_manager.domain import issued
from pip_manager.domain.labels import counted, one
from pip_manager.errors import PipManagerError
from pip_manager.ui.activity.columns import PRICE
from pip_manager.ui.activity.entry_model import EntryModel, InPlace, Strands
from pip_manager.ui.activity.remark import Remark
from pip_manager.ui.kit import words
from pip_manager.ui.kit.dialog import ask
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import Query
from pip_manager.ui.kit.parts import button, link
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.values import Value
    from pip_manager.services.activity import ActivityLog, Line, Totals

_MOST = 5_000
_AFTER_ROWS = 40  # the rows are painted before they are added up
_EMPTY = {
    "activities": "Nothing is logged yet. Type a day in the line above.",
    "expenses": "No expense is logged yet. Type one in the line above: travel 12.40.",
    "charges": "No fixed charge is agreed yet: instalments, course places, events.",
}
_NAMES = {"activities": "Activity", "expenses": "Expenses", "charges": "Fixed charges"}
_VERBS = {
    "activities": "Log a day",
    "expenses": "Add an expense",
    "charges": "Add a fixed charge",
}


class EntryList(QWidget):
    """A list of one noun, with what can be done to its rows.

    Signals:
        refused(str): a sentence why a verb was not done.
        form_wanted(object): a line to be changed in a form, or None for a new one.
        bulk_wanted(object): lines to be changed together.
        invoice_wanted(object): a number, or the number of a draft.
    """

    refused = Signal(str)
    form_wanted = Signal(object)
    bulk_wanted = Signal(object)
    invoice_wanted = Signal(object)

    def __init__(self, log: ActivityLog, noun: str, strands: Strands) -> None:
        super().__init__()
        self._log = log
        self.noun = noun
        self.model = EntryModel(log, noun)
        self.model.setParent(self)
        self.table = Table(self.model, noun, _NAMES[noun])
        self.table.view.setItemDelegate(InPlace(self.table.view, strands))
        self.why = Remark()
        self.to_invoice = link("Go to the invoice", self._go_to_invoice)
        self._sums = Latest(self, "sums")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_ROWS)
        self._soon.timeout.connect(self._add_up)
        self._wanted: int | None = None
        self._build()
        self._add_verbs()
        self._connect()

    def _build(self) -> None:
        self.edit_many = button("Edit selected…", self._bulk, tooltip="Ctrl+E")
        self.twice = button("Duplicate", self.duplicate, tooltip="Ctrl+D")
        self.gone = button("Delete", self.remove, tooltip="Del")
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.why, 1)
        verbs.addWidget(self.to_invoice)
        if self.noun != "activities":
            new = button(_VERBS[self.noun], self._new, icon="add")
            verbs.addWidget(new)
        for one_of in (self.edit_many, self.twice, self.gone):
            verbs.addWidget(one_of)
        if self.noun != "activities":  # shown without a parent it were a window
            self.edit_many.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(verbs)
        self._show_current(None)

    def _add_verbs(self) -> None:
        add = self.table.add_action
        add("Edit in a form", "edit", self._form)
        add("Edit this cell", "edit", self.edit_cell)
        if self.noun == "activities":
            add("Edit selected…", "edit", self._bulk, "Ctrl+E")
        add("Duplicate", "copy", self.duplicate, "Ctrl+D")
        add("Delete", "delete", self.remove, "Del")
        add("Go to the invoice", "invoice", self._go_to_invoice, "Ctrl+G")

    def _connect(self) -> None:
        table = self.table
        table.view.doubleClicked.disconnect()
        table.view.doubleClicked.connect(self._double_clicked)
        table.opened.connect(self.form_wanted)
        table.edited.connect(self.edit_cell)
        table.chosen.connect(self._show_current)
        table.selected.connect(self._show_selected)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(partial(show_error, self))
        self.model.refused.connect(self._refuse_cell)
        self._sums.answered.connect(self._show_totals)
        self._sums.failed.connect(partial(show_error, self))

    # ---- what is shown

    def ask(self, search: str, filters: dict[str, Value]) -> None:
        """Show what a search and filters leave."""
        asked = self.model.query
        self.model.ask(Query(search, asked.sort, asked.descending, filters))

    def select(self, row_id: int) -> None:
        """Select a row, at once or when it has been read."""
        if not self.table.select(row_id):
            self._wanted = row_id

    def _loaded(self, found: int) -> None:
        query = self.model.query
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        if query.search or query.filters:
            self.table.set_empty("Nothing fits. Type less, or show all.")
        else:
            verb = "" if self.noun == "activities" else _VERBS[self.noun]
            self.table.set_empty(_EMPTY[self.noun], verb, self._new if verb else None)
        if not found:
            self.table.set_totals({})
            self._soon.stop()
            self._sums.drop()
            return
        self._sums.drop()
        self._soon.start()

    def _add_up(self) -> None:
        search, filters = self.model.query.search, self.model.query.filters
        self._sums.ask(lambda: self._log.totals(self.noun, search, filters))

    @property
    def is_adding(self) -> bool:
        """Tell whether the totals are still to come."""
        return self._soon.isActive() or self._sums.is_waiting

    def _show_totals(self, totals: Totals) -> None:
        shown = {"Date": counted(self.noun, totals.entries).split(" ")[0]}
        parts = []
        if totals.days:
            parts.append(f"{words.quantity(totals.days)} d")
        if totals.hours:
            parts.append(f"{words.quantity(totals.hours)} h")
        if self.noun == "activities":
            shown["Engagement"] = "  ·  ".join(parts)
        if totals.value is not None:
            shown[PRICE] = words.money(totals.value)
        if totals.unpriced:
            shown["State"] = f"{totals.unpriced:,} unpriced"
        self.table.set_totals(shown)

    def _show_current(self, line: Line | None) -> None:
        entry = line.entry if line else None
        held = entry is not None and (entry.number or entry.draft) is not None
        self.to_invoice.setVisible(held)
        is_blocked = line is not None and line.price.is_blocked
        self.why.say(_explained(line) if line else "", warns=is_blocked)
        if entry is not None and held:
            where = entry.number or f"draft {entry.draft}"
            self.to_invoice.setText(f"Go to {where}")
        self._show_selected()

    def _show_selected(self) -> None:
        some = self.table.view.selectionModel().hasSelection()
        for verb in (self.edit_many, self.twice, self.gone):
            verb.setEnabled(some)

    # ---- verbs

    def lines(self) -> list[Line]:
        """Return the selected lines; refuses more than a few thousand."""
        chosen = self.table.selected_ids()
        if len(chosen) > _MOST:
            self.refused.emit(f"Select at most {_MOST:,} entries at once.")
            return []
        return self._log.lines(self.noun, [int(str(c)) for c in chosen])

    def attempt(self, verb: Callable[[], object]) -> object | None:
        """Do a verb, or say why it was refused."""
        try:
            return verb()
        except PipManagerError as error:
            self.refused.emit(str(error))
            return None

    def _new(self) -> None:
        self.form_wanted.emit(None)

    def _form(self) -> None:
        if (line := self.table.current()) is not None:
            self.form_wanted.emit(line)

    def _bulk(self) -> None:
        if lines := self.lines():
            self.bulk_wanted.emit(lines)

    def duplicate(self) -> None:
        """Keep each selected entry once more, and select the first new one."""
        if not (lines := self.lines()):
            return
        entries = [line.entry for line in lines]
        made = self.attempt(lambda: self._log.duplicate(entries))
        if isinstance(made, list):
            self.select(made[0])

    def remove(self) -> None:
        """Delete the selected entries; several are asked about first."""
        if not (lines := self.lines()):
            return
        entries = [line.entry for line in lines]
        verb = partial(self.attempt, lambda: self._log.remove(entries))
        if len(entries) == 1:
            verb()
            return
        words_of = counted(self.noun, len(entries))
        ask(self, f"Delete {words_of}? Undo brings them back.", "Delete", verb)

    def _go_to_invoice(self) -> None:
        line = self.table.current()
        if line is None or (line.entry.number or line.entry.draft) is None:
            self.refused.emit("This entry is on no invoice and in no draft.")
            return
        self.invoice_wanted.emit(line.entry.number or line.entry.draft)

    # ---- in place

    def _double_clicked(self, index: QModelIndex) -> None:
        if self.model.held(index):
            self.edit_cell()
        else:
            self._form()

    def edit_cell(self, _row: object = None) -> None:
        """Edit the current cell in place; where it cannot be, the quantity."""
        index = self.table.view.currentIndex()
        if not index.isValid():
            return
        line = self.model.row_at(index.row())
        if line.is_locked:
            self.refused.emit(
                f"This {one(self.noun)} is on invoice {line.entry.number} and locked"
                f" (Ctrl+G goes there). {issued.STAYS}"
            )
            return
        if not self.model.held(index):
            headings = [column.heading for column in self.model.columns]
            index = index.siblingAtColumn(headings.index("Quantity"))
            self.table.view.setCurrentIndex(index)
        self.table.view.edit(index)

    def _refuse_cell(self, sentence: str) -> None:
        self.refused.emit(sentence)
        index = QPersistentModelIndex(self.table.view.currentIndex())
        QTimer.singleShot(0, self, lambda: self._reopen(index))

    def _reopen(self, index: QPersistentModelIndex) -> None:
        if index.isValid():
            self.table.view.edit(self.model.index(index.row(), index.column()))


def _explained(line: Line) -> str:
    price = line.price
    if line.entry.number is not None:
        return f"On invoice {line.entry.number} and locked. {price.why}"
    said = f"Why this price? {price.why}" if price.why else ""
    if price.agreement:
        said = f"{said} Agreement {price.agreement}."
    if price.net is not None and price.quantity is not None and price.unit_price:
        figure = words.quantity(price.quantity)
        each = words.pounds(price.unit_price)
        said = f"{said} {figure} × {each} = {words.pounds(price.net)}."
    return said
