"""What is still to bill, by engagement: choose one and a period, and draft it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from pip_manager.domain.when import span_words
from pip_manager.errors import InputError
from pip_manager.ui.invoices.columns import TO_BILL
from pip_manager.ui.invoices.part import Obstacles, Part, show_side
from pip_manager.ui.invoices.run import BillAll
from pip_manager.ui.kit import words
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Split
from pip_manager.ui.kit.parts import Card, Facts, button, link
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.billing import Drafted
    from pip_manager.services.invoicing import ToBill
    from pip_manager.services.office import Office


def last_month_end(today: date) -> date:
    """Return the last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)


class ToBillPart(Part):
    """Unbilled work, most first; Enter drafts the first unbilled day to the end asked.

    Signals:
        drafted(int): a draft was made, by its number.
        all_billed(): a run over all engagements is over.
        wanted_today(): the user wants to see what there is to bill up to today.
    """

    drafted = Signal(int)
    all_billed = Signal()
    wanted_today = Signal()

    verb = "Draft invoice"
    icon = "add"
    keys = "Ctrl+N"
    shows = frozenset(
        {
            *("activities", "expenses", "charges", "secondments", "rates", "roles"),
            *("agreements", "engagements", "authorities", "settings", "days_off"),
            *("drafts", "invoices"),
        }
    )

    def __init__(self, office: Office, today: Callable[[], date]) -> None:
        super().__init__()
        self._office = office
        self._today = today
        self.until = last_month_end(today())
        self._wanted: str | None = None
        self.model = RowModel(TO_BILL, lambda row: row.unbilled.engagement, self)
        self.table = Table(self.model, "invoices-to-bill", "To bill")
        self.table.opened.connect(self.act)
        self.table.chosen.connect(self._choose)
        self._latest = Latest(self)
        self._latest.answered.connect(self._show)
        self._latest.failed.connect(lambda error: show_error(self, error))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        self.split = Split(self.table, self._detail(), "split/invoices-to-bill")
        column.addWidget(self.split)

    def _detail(self) -> Card:
        self.card = Card(" ")
        self.card.heading.setWordWrap(True)
        self.facts = Facts()
        self.period = Form(
            [
                (
                    DayField("from", "From", required=True, today=self._today),
                    DayField("to", "To", required=True, today=self._today),
                )
            ]
        )
        self.obstacles = Obstacles()
        self.obstacles.went.connect(self.went)
        self.go_there = link("Open the engagement", self._open_engagement)
        drafts = button("Draft this period", self.act, icon="draft")
        self.card.body.addWidget(self.facts)
        self.card.body.addWidget(self.period)
        self.card.body.addWidget(flow(drafts, self.go_there))
        self.card.body.addWidget(self.obstacles)
        self.card.body.addStretch(1)
        return self.card

    @override
    def read(self) -> None:
        until = self.until
        self._latest.ask(lambda: self._office.invoicing.to_bill(until))

    def show_until(self, until: date) -> None:
        """Show what there is to bill up to a day."""
        self.until = until
        self.read()

    def want(self, engagement: str) -> None:
        """Choose an engagement as soon as its row is here."""
        self._wanted = engagement
        self._find()

    def _show(self, rows: list[ToBill]) -> None:
        until = words.day(self.until)
        self._say_why_empty(until)
        self.model.show(rows)
        net = sum((row.unbilled.net for row in rows), start=Decimal(0))
        items = sum(row.unbilled.items for row in rows)
        totals = {"Items": f"{items:,}", "Net (£)": words.money(net)}
        self.table.set_totals(totals if rows else {})
        blocked = sum(bool(row.obstacles) for row in rows)
        self.told.emit(_sense(len(rows), words.pounds(net), until, blocked))
        self._find()
        self._look_further()
        if rows and self.table.current() is None:
            self.table.select(rows[0].unbilled.engagement)
        self._choose(self.table.current())

    def _say_why_empty(self, until: str) -> None:
        sentence = f"Nothing is left to bill up to {until}."
        if self.until < self._today():
            self.table.set_empty(sentence, "Look up to today", self.wanted_today.emit)
        else:
            log = partial(self.went.emit, "activity", None)
            self.table.set_empty(sentence, "Log a day", log)

    def _find(self) -> None:
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    def _look_further(self) -> None:
        """Look up to today for what was wanted and is not among the rows; or say so."""
        if self._wanted is None:
            return
        today = self._today()
        if self.until < today:
            self.wanted_today.emit()
            return
        until = words.day(today)
        self.said.emit(f"Nothing is left to bill of {self._wanted} up to {until}.")
        self._wanted = None

    def _choose(self, row: ToBill | None) -> None:
        show_side(self.split, is_shown=row is not None)
        if row is None:
            return
        found = row.unbilled
        self.card.heading.setText(found.title)
        self.facts.clear()
        self.facts.add("Authority", row.authority)
        self.facts.add("Net", words.pounds(found.net))
        self.facts.add("Items", words.counted(found.items, "item"))
        if found.first is not None and found.last is not None:
            self.facts.add("Work of", span_words(found.first, found.last))
        self.obstacles.show_all(row.obstacles)
        if found.first is not None:
            self.period.set_values({"from": found.first, "to": self.until})
        else:
            start = self.until.replace(day=1)
            self.period.set_values({"from": start, "to": self.until})

    def _open_engagement(self) -> None:
        row = self.table.current()
        if row is not None:
            self.went.emit("engagements", row.unbilled.engagement)

    @override
    def act(self) -> None:
        """Draft the engagement that is chosen, for the period in the fields."""
        row = self.table.current()
        if row is None:
            self.said.emit("Choose an engagement to draft an invoice for.")
            return
        try:
            asked = self.period.values()
        except InputError as error:
            self.period.show_problems(error)
            return
        start, end = cast("date", asked["from"]), cast("date", asked["to"])
        code = row.unbilled.engagement
        self.run(
            "Drafting",
            lambda _job: self._office.billing.draft(code, start, end),
            self._was_drafted,
        )

    def _was_drafted(self, made: object) -> None:
        drafts = cast("Drafted", made).drafts
        if drafts and drafts[0].draft is not None:
            self.drafted.emit(drafts[0].draft)
        else:
            self.said.emit("Nothing in this period can be billed.")

    def bill_all(self) -> None:
        """Draft and issue for every engagement with something to bill."""
        firsts = [row.unbilled.first for row in self.model.rows if row.unbilled.first]
        start = min(firsts, default=self.until.replace(day=1))
        dialog = BillAll(self, self._office, (start, self.until), self._today)
        dialog.begun.connect(self.worked)
        dialog.over.connect(self.all_billed)
        dialog.open()


def _sense(count: int, net: str, until: str, blocked: int) -> str:
    if not count:
        return f"Nothing to bill up to {until}"
    engagements = words.counted(count, "engagement")
    told = f"{net} net to bill up to {until} · {engagements}"
    return f"{told} · {blocked} with something in the way" if blocked else told
