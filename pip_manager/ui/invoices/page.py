"""Invoices: what is to bill, drafts, and what is issued.

Its user opens it at a month's end, presses Enter on the first engagement, looks at the
page it would print, presses Enter and Enter again: the invoice is issued.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.invoices.drafts import DraftsPart
from pip_manager.ui.invoices.issued import STATES, IssuedPart
from pip_manager.ui.invoices.to_bill import ToBillPart, last_month_end
from pip_manager.ui.kit import icons, reading, words
from pip_manager.ui.kit.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from pip_manager.domain.values import Value
    from pip_manager.services.office import Office
    from pip_manager.ui.invoices.part import Part

TO_BILL, DRAFTS, ISSUED = 0, 1, 2


class InvoicesPage(Page):
    """Three parts on one page, each with its list and what belongs to its row."""

    help_text = (
        "What was done and can be charged stands under To bill, engagement by"
        " engagement, up to the end of last month. Enter drafts an invoice; the page it"
        " would print is shown beside it.\n\nA draft holds its items: they are on no"
        " other draft until it is discarded. Its prices follow the rates until it is"
        " issued. Then it gets its number, and no word or figure of it changes any"
        " more.\n\nWhat is in the way of an invoice is named, with a link to where it"
        " is mended."
    )
    shortcuts = (
        ("Enter", "Draft, issue, or open the PDF"),
        ("Ctrl+N", "Draft an invoice"),
        ("Ctrl+I", "Issue the draft"),
        ("Ctrl+Shift+B", "Bill all engagements"),
        ("Ctrl+Shift+O", "Open the PDF"),
        ("Ctrl+S", "Save the PDF"),
        ("Ctrl+M", "E-mail the invoice"),
        ("Ctrl+PgUp, Ctrl+PgDown", "Change the list"),
    )

    def __init__(
        self, office: Office, today: Callable[[], date] = reading.today
    ) -> None:
        """Bill the work of an office."""
        super().__init__("Invoices")
        self._office = office
        self._today = today
        self.to_bill = ToBillPart(office, today)
        self.drafts = DraftsPart(office, today)
        self.issued = IssuedPart(office, today)
        self.parts: tuple[Part, ...] = (self.to_bill, self.drafts, self.issued)
        self._senses = ["", "", ""]
        self._stale: set[Part] = set()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Lists of the page")
        names = ("To bill", "Drafts", "Issued")
        for part, name in zip(self.parts, names, strict=True):
            self.tabs.addTab(part, name)
        self.body.addWidget(self.tabs)
        self._add_tools()
        self._connect()
        self._turned(TO_BILL)

    def _add_tools(self) -> None:
        today, end = self._today(), last_month_end(self._today())
        choices = ((end, f"Up to {words.day(end)}"), (today, "Up to today"))
        self.until = self.add_filter("Up to which day", choices, self._until)
        every = self.add_verb("Bill all…", self.bill_all, keys="Ctrl+Shift+B")
        for tool in (self.drafts.grouping, self.drafts.drop):
            self.tools.addWidget(tool)
        search = self.add_search("Search issued invoices")
        state = self.add_filter("State", STATES, lambda v: self._narrow(state=v))
        self.authority = self.add_filter(
            "Authority", _ANY_AUTHORITY, lambda v: self._narrow(authority=v)
        )
        self.year = self.add_filter("Year", _ANY_YEAR, lambda v: self._narrow(year=v))
        self.state = state
        filters = (search, state, self.authority, self.year)
        self._tools: tuple[tuple[QWidget, ...], ...] = (
            (self.until, every),
            (self.drafts.grouping, self.drafts.drop),
            filters,
        )
        self.set_primary(self.to_bill.verb, self._act, keys="")
        self.searched.connect(lambda text: self._narrow(text=text))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turned)
        for number, part in enumerate(self.parts):
            part.went.connect(self.go)
            part.said.connect(self.say)
            part.worked.connect(self._follow)
            part.told.connect(lambda words, n=number: self._hear(n, words))
        self.to_bill.drafted.connect(self._show_draft)
        self.to_bill.wanted_today.connect(lambda: self.until.setCurrentIndex(1))
        self.to_bill.all_billed.connect(lambda: self._reread(*self.parts))
        self.drafts.issued.connect(self._show_issued)
        self.drafts.wanted_more.connect(lambda: self.turn(TO_BILL))
        self.issued.wanted_more.connect(lambda: self.turn(TO_BILL))
        self.issued.offers.connect(self._offer)
        self.add_shortcut("Ctrl+N", lambda: self._act_on(TO_BILL))
        self.add_shortcut("Ctrl+I", lambda: self._act_on(DRAFTS))
        self.add_shortcut("Ctrl+PgDown", lambda: self.turn(self._next(1)))
        self.add_shortcut("Ctrl+PgUp", lambda: self.turn(self._next(-1)))

    # what is shown

    @override
    def opened(self, target: object = None) -> None:
        """Show a number, a draft, an engagement, or what is ``overdue`` or ``owed``."""
        self._stale.update(self.parts)
        match target:
            case int():
                self._show_draft(target)
            case "overdue" | "owed":
                self.state.setCurrentIndex(self.state.findData(target))
                self.turn(ISSUED)
            case str() if target.startswith("draft "):
                self._show_draft(int(target.removeprefix("draft ")))
            case str() if self._is_number(target):
                self._show_issued(target)
            case str():
                self.to_bill.want(target)
                self.turn(TO_BILL)
            case _:
                self.turn(self.tabs.currentIndex())

    def _is_number(self, target: str) -> bool:
        try:
            self._office.billing.invoice(target)
        except PipManagerError:
            return False
        return True

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        self._reread(*(part for part in self.parts if nouns & part.shows))

    def _reread(self, *parts: Part) -> None:
        """Read the part that is shown; the others when they are turned to."""
        self._stale.update(parts)
        self._freshen()

    def _freshen(self) -> None:
        part = self.parts[self.tabs.currentIndex()]
        if part in self._stale:
            self._stale.discard(part)
            part.read()

    @override
    def panes(self) -> Sequence[QWidget]:
        part = self.parts[self.tabs.currentIndex()]
        return (part.table, *part.split.halves[1:])

    def turn(self, part: int) -> None:
        """Show a part and put the keyboard into its list."""
        self.tabs.setCurrentIndex(part)
        self._freshen()
        self.parts[part].table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next(self, step: int) -> int:
        return (self.tabs.currentIndex() + step) % len(self.parts)

    def _turned(self, number: int) -> None:
        for at, tools in enumerate(self._tools):
            for tool in tools:
                tool.setVisible(at == number)
        self.set_sense(self._senses[number])
        self._freshen()
        part = self.parts[number]
        if self.primary is not None:
            self.primary.setText(part.verb)
            self.primary.setToolTip(part.keys)
            self.primary.setIcon(icons.icon(part.icon, "on_accent"))

    def _hear(self, number: int, sense: str) -> None:
        self._senses[number] = sense
        if number == self.tabs.currentIndex():
            self.set_sense(sense)

    def _show_draft(self, draft: int) -> None:
        self.turn(DRAFTS)
        self.drafts.want(draft)
        self._reread(self.drafts, self.to_bill)

    def _show_issued(self, number: str) -> None:
        for box in (self.state, self.authority, self.year):
            box.setCurrentIndex(0)
        self.turn(ISSUED)
        self.issued.want(number)
        self._reread(*self.parts)

    # what narrows it

    def _until(self, until: Value) -> None:
        self.to_bill.show_until(until)  # type: ignore[arg-type]

    def _narrow(self, **asked: Value) -> None:
        self.issued.narrow(**asked)

    def _offer(self, authorities: list[tuple[str, str]], years: list[str]) -> None:
        _offer(self.authority, [*_ANY_AUTHORITY, *authorities])
        _offer(self.year, [*_ANY_YEAR, *((year, year) for year in years)])

    # what is done

    def _act(self) -> None:
        self.parts[self.tabs.currentIndex()].act()

    def _act_on(self, number: int) -> None:
        if self.tabs.currentIndex() == number:
            self.parts[number].act()
        else:
            self.turn(number)

    def bill_all(self) -> None:
        """Bill every engagement that has something to bill."""
        self.turn(TO_BILL)
        self.to_bill.bill_all()

    def _follow(self, job: object) -> None:
        follow = getattr(self.window(), "follow", None)
        if follow is not None:
            follow(job)


_ANY_AUTHORITY: list[tuple[Value, str]] = [(None, "All authorities")]
_ANY_YEAR: list[tuple[Value, str]] = [(None, "All years")]


def _offer(box: QComboBox, choices: Sequence[tuple[Value, str]]) -> None:
    """Offer other choices; the one chosen stays so where it still is one."""
    chosen = box.currentData()
    blocked = box.blockSignals(True)
    box.clear()
    for value, name in choices:
        box.addItem(name, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(blocked)
