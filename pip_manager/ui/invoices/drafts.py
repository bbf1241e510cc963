"""Drafts: each beside the page it would print, what is missing, and its issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.domain.when import span_words
from pip_manager.ui.invoices.columns import DRAFTS
from pip_manager.ui.invoices.part import Obstacles, Part, show_side
from pip_manager.ui.kit import memory, words
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Split
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.pdf_view import PdfView
from pip_manager.ui.kit.table import Table
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pip_manager.domain.values import Row
    from pip_manager.services.invoicing import DraftRow, Sheet
    from pip_manager.services.office import Office

GROUPINGS = (
    ("rate", "Lines by rate"),
    ("line", "A line an item"),
    ("person", "Lines by person"),
    ("strand", "Lines by strand"),
)
_KEY = "split/invoices-drafts"
_WIDE, _LEAST = 600, 320


class DraftsPart(Part):
    """The drafts; Enter issues the one whose page is shown.

    `grouping` and `drop` are tools of the one shown, for the head of the page.

    Signals:
        issued(str): a document was issued, by its number.
        wanted_more(): the user wants something to draft.
    """

    issued = Signal(str)
    wanted_more = Signal()

    verb = "Issue invoice"
    icon = "ok"
    keys = "Ctrl+I"
    shows = frozenset(
        {
            *("activities", "expenses", "charges", "secondments", "rates", "roles"),
            *("agreements", "engagements", "authorities", "settings", "days_off"),
            *("drafts", "invoices", "people", "strands"),
        }
    )

    def __init__(self, office: Office, today: Callable[[], date]) -> None:
        super().__init__()
        self._office = office
        self._today = today
        self._wanted: int | None = None
        self._shown: int | None = None
        self.model = RowModel(DRAFTS, lambda row: row.drawn.draft.draft, self)
        self.table = Table(self.model, "invoices-drafts", "Drafts")
        self.table.set_empty(
            "There is no draft. Draft what is to bill, and it waits here.",
            "Show what is to bill",
            self.wanted_more.emit,
        )
        self.table.opened.connect(self.act)
        self.table.chosen.connect(self._choose)
        self.table.add_action("Issue invoice", "ok", self.act)
        self.table.add_action("Discard draft", "delete", self.discard, "Del")
        self._rows = Latest(self)
        self._rows.answered.connect(self._show)
        self._rows.failed.connect(lambda error: show_error(self, error))
        self._sheets = Latest(self)
        self._sheets.answered.connect(self._show_sheet)
        self._sheets.failed.connect(self._lost)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        self.split = Split(self.table, self._preview(), _KEY)
        self._enable(is_on=False)
        if not memory.number(_KEY, 0):
            self.split.setSizes([1, theme().px(_WIDE)])
        column.addWidget(self.split)

    def _preview(self) -> QWidget:
        self.sheet = QFrame()
        self.sheet.setProperty("look", "card")
        self.heading = label("", "section", wraps=True)
        self.grouping = QComboBox()
        self.grouping.setAccessibleName("How lines are grouped")
        for value, name in GROUPINGS:
            self.grouping.addItem(name, value)
        self.grouping.activated.connect(self._regroup)
        self.obstacles = Obstacles()
        self.obstacles.went.connect(self.went)
        self.pdf = PdfView()
        self.nothing = Empty(fills=False)
        self.drop = button("Discard", self.discard, icon="delete", tooltip="Del")
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.obstacles)
        column.addWidget(self.pdf, 1)
        column.addWidget(self.nothing, 1)
        self.sheet.setMinimumWidth(_LEAST)
        return self.sheet

    @override
    def read(self) -> None:
        self._rows.ask(self._office.invoicing.drafts)

    def want(self, draft: int) -> None:
        """Choose a draft as soon as its row is here."""
        self._wanted = draft
        self._find()

    def _find(self) -> None:
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
            self.table.setFocus()

    def _show(self, rows: list[DraftRow]) -> None:
        self._shown = None  # its page may have changed with the rates
        self.model.show(rows)
        self.told.emit(_sense(rows))
        self._find()
        if rows and self.table.current() is None:
            self.table.select(rows[0].drawn.draft.draft)
        self._choose(self.table.current())

    def _choose(self, row: DraftRow | None) -> None:
        show_side(self.split, is_shown=row is not None)
        self._enable(is_on=row is not None)
        if row is None:
            self._shown = None
            self.pdf.clear()
            return
        draft = row.drawn.draft
        if draft.draft == self._shown:
            return
        self._shown = draft.draft
        period = span_words(draft.period_from, draft.period_to)
        self.heading.setText(f"{row.title}, {period}")
        self.grouping.setCurrentIndex(self.grouping.findData(draft.grouping))
        self.obstacles.show_all(row.obstacles)
        self._sheets.ask(lambda: self._office.invoicing.sheet(draft.draft))

    def _enable(self, *, is_on: bool) -> None:
        self.grouping.setEnabled(is_on)
        self.drop.setEnabled(is_on)

    def _show_sheet(self, sheet: Sheet) -> None:
        if sheet.row.drawn.draft.draft != self._shown:
            return
        self.obstacles.show_all(sheet.row.obstacles)
        self.pdf.setVisible(sheet.pdf is not None)
        self.nothing.setVisible(sheet.pdf is None)
        if sheet.pdf is None:
            self.nothing.say("There is no page to show until this is mended.")
        else:
            self.pdf.show_pdf(sheet.pdf)

    def _lost(self, error: BaseException) -> None:
        self._shown = None
        show_error(self, error)

    def _regroup(self) -> None:
        row = self.table.current()
        grouping = str(self.grouping.currentData())
        if row is None or row.drawn.draft.grouping == grouping:
            return
        draft = row.drawn.draft.draft
        self.run(
            "Grouping",
            lambda _job: self._office.billing.regroup(draft, grouping),
            lambda _document: self.read(),
        )

    @override
    def act(self) -> None:
        """Ask for the date, then issue the draft that is chosen."""
        row = self.table.current()
        if row is None:
            self.said.emit("Choose a draft to issue.")
            return
        if row.obstacles:
            self.said.emit(row.obstacles[0].text)
            return
        self.dialog = self._dialog(row)
        self.dialog.saved.connect(lambda number: self.issued.emit(str(number)))
        self.dialog.open()

    def _dialog(self, row: DraftRow) -> FormDialog:
        draft, document = row.drawn.draft.draft, row.drawn.document
        gross = words.pounds(document.gross) if document else ""
        form = Form([DayField("on", "Date", required=True, today=self._today)])
        form.set_values({"on": self._today()})
        sentence = self._office.invoicing.sentence(self._today())

        def issue(asked: Row) -> str:
            on = cast("date", asked["on"])
            return str(self._office.billing.issue(draft, on).number)

        told = f"{row.title}, {gross} to {row.authority}. {sentence}"
        return FormDialog(self, "Issue invoice", form, issue, sentence=told)

    def discard(self) -> None:
        """Drop the draft that is chosen; it can be undone."""
        row = self.table.current()
        if row is None:
            return
        draft = row.drawn.draft.draft
        self.run(
            "Discarding",
            lambda _job: self._office.billing.discard(draft),
            lambda _none: self.read(),
        )


def _sense(rows: list[DraftRow]) -> str:
    if not rows:
        return "No drafts"
    ready = sum(not row.obstacles for row in rows)
    return f"{words.counted(len(rows), 'draft')} · {ready} ready to issue"
