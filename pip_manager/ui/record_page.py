"""A page of records: their list, the pane of the one chosen, and what is done to it.

What a screen adds are its columns, what narrows its list, its cards and its verbs.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.list_page import ListPage
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.table import Table
from pip_manager.ui.record_lines import Tabs, cleared, in_turn
from pip_manager.ui.record_parts import Pane, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row
    from pip_manager.services.office import Office
    from pip_manager.ui.kit.columns import Column
    from pip_manager.ui.kit.form import Form
    from pip_manager.ui.kit.page import Page
    from pip_manager.ui.kit.parts import Card


class Coded(Protocol):
    """What goes by a code."""

    @property
    def code(self) -> str:
        """Return the code."""


Listed = TypeVar("Listed", bound=Coded)
Sheet = TypeVar("Sheet")


class RecordVerbs(Generic[Sheet]):
    """The verbs of a page, on the record whose sheet is shown."""

    def __init__(self, page: Page, office: Office) -> None:
        self.page = page
        self.office = office
        self.shown: Callable[[], Sheet | None] = lambda: None
        self.dialog: FormDialog | None = None
        """The dialog opened last."""

    @property
    def sheet(self) -> Sheet | None:
        """Return what is shown of the one chosen."""
        return self.shown()

    @staticmethod
    def today() -> date:
        """Return the day it is."""
        return reading.today()

    def remove(self, record: Record) -> None:
        """Remove something; it can be undone."""
        self.attempt(lambda: self.office.records.remove([record]))

    def attempt(self, verb: Callable[[], object]) -> None:
        """Do something at once, or show why it cannot be done."""
        try:
            verb()
        except PipManagerError as error:
            show_error(self.page, error)

    def open(self, verb: str, form: Form, submit: Callable[[Row], object]) -> None:
        """Open a form."""
        self.dialog = FormDialog(self.page, verb, form, submit)
        if not verb.startswith("Add"):
            self.dialog.save.setText("Save")
        self.dialog.open()


class RecordDetail(QWidget, Generic[Listed, Sheet]):
    """Shows one record under a head and tabs; the tab chosen stays for the next.

    It is read and made a turn after it was asked for, so that the list it was chosen in
    never waits for it; whoever looks at it before finds it made.
    """

    def __init__(
        self,
        verbs: RecordVerbs[Sheet],
        name: str,
        headings: Sequence[str],
        nothing_chosen: str,
    ) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        verbs.shown = lambda: self.sheet
        self._wanted: Listed | None = None
        self._sheet: Sheet | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make)
        self._head = Pane()
        self._tabs = Tabs(name, headings)
        self._tabs.bar.currentChanged.connect(self.fill)
        verbs.page.add_shortcut("Ctrl+PgDown", partial(self._tabs.step, 1))
        verbs.page.add_shortcut("Ctrl+PgUp", partial(self._tabs.step, -1))
        self.empty = Empty()
        self.empty.say(nothing_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._head, self._tabs, self.empty):
            column.addWidget(part)
        column.addStretch(1)
        self._show_parts(shown=False)

    # what a screen overrides

    def read(self, listed: Listed) -> Sheet:
        """Read all there is to show of a record."""
        raise NotImplementedError

    def heading(self, sheet: Sheet, listed: Listed) -> Card:
        """Return the card at the top."""
        raise NotImplementedError

    def cards(self, sheet: Sheet) -> Iterator[QWidget | None]:
        """Return the cards of the tab chosen."""
        raise NotImplementedError

    def still(self) -> None:
        """Show what else may be known by now of the record shown."""

    # what is shown

    @property
    def code(self) -> str | None:
        """Return the code of the record asked for last."""
        return self._wanted.code if self._wanted is not None else None

    @property
    def sheet(self) -> Sheet | None:
        """Return what is shown."""
        self.make()
        return self._sheet

    @property
    def tabs(self) -> Tabs:
        """Return the tabs."""
        self.make()
        return self._tabs

    @property
    def head(self) -> Pane:
        """Return what stands over the tabs."""
        self.make()
        return self._head

    def show_one(self, listed: Listed | None) -> None:
        """Show a record a turn later, or none."""
        self._wanted = listed
        self._soon.start()

    def make(self) -> None:
        """Make at once what was asked for."""
        if self._soon.isActive():
            self._soon.stop()
            self._make()

    def finish(self) -> None:
        """Make at once all that is still to come."""
        self.tabs.finish()

    def _make(self) -> None:
        listed = self._wanted
        self._sheet = None if listed is None else self.read(listed)
        self.fill_head()
        self.fill()
        self._show_parts(shown=listed is not None)

    def _show_parts(self, *, shown: bool) -> None:
        self._head.setVisible(shown)
        self._tabs.setVisible(shown)
        self.empty.setVisible(not shown)

    def fill_head(self) -> None:
        """Make the card at the top anew."""
        if self._sheet is None or self._wanted is None:
            return
        card = self.heading(self._sheet, self._wanted)
        cleared(self._head).add(card)
        card.setVisible(True)
        settle(self._head)
        in_turn(self._head, self._tabs)

    def fill(self) -> None:
        """Make the cards of the tab chosen anew."""
        if self._sheet is not None:
            self._tabs.show_cards(self.cards(self._sheet))


class RecordPage(ListPage["list[Listed]"], Generic[Listed]):
    """The list of records, and the pane of the one chosen beside it."""

    detail: RecordDetail[Listed, Any]

    def __init__(self, title: str, one: str) -> None:
        super().__init__(title)
        self._one = one
        self._all: list[Listed] = []
        self._is_stale = True

    def lay_out(
        self, columns: Sequence[Column[Listed]], detail: RecordDetail[Listed, Any]
    ) -> None:
        """Fill the body with the list and the pane."""
        self.detail = detail
        self.model: RowModel[Listed] = RowModel(columns, lambda one: one.code, self)
        name = self.title.text()
        self.table = Table(self.model, name.lower(), name)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _row: self.enter())
        self.split(self.table, detail, name.lower())

    # what a screen overrides

    def widen(self) -> None:
        """Narrow the list by nothing."""
        raise NotImplementedError

    def enter(self) -> None:
        """Do what Enter does in the list: go to the pane."""
        self.detail.tabs.bar.setFocus()

    # ---- the one chosen

    @override
    def land(self, target: object) -> None:
        if target is not None:
            self.bring(str(target))
        else:
            self._choose_first()

    def bring(self, code: str) -> bool:
        """Choose the record of a code, or say that it is gone."""
        if self.model.position_of(code) is None:
            self.widen()
        is_here = self.table.select(code)
        if not is_here:
            self.say(f"There is no {self._one} “{code}” any more.")
        return is_here

    def list_rows(self, rows: Sequence[Listed]) -> None:
        """Show rows, and one of them beside the list."""
        self.model.show(rows)
        self._choose_first()
        if not rows:
            self._show(None)

    def _choose_first(self) -> None:
        if self.table.current() is None and self.model.rowCount():
            self.table.select(self.model.id_at(0))

    def _show(self, one: Listed | None) -> None:
        """Show one beside the list; what is shown already is not made again."""
        if one is not None and one.code == self.detail.code and not self._is_stale:
            self.detail.still()
            return
        self._is_stale = False
        self.detail.show_one(one)
