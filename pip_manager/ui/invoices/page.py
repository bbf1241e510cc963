"""Invoices: what is to bill, drafts, what is issued, and the money owed.

Its user opens it at a month's end, presses Enter on the first engagement, looks at the
page it would print, presses Enter and Enter again: the invoice is issued.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.invoices.drafts import DraftsPart
from pip_manager.ui.invoices.issued import STATES, IssuedPart
from pip_manager.ui.invoices.owed import OwedPart
from pip_manager.ui.invoices.to_bill import ToBillPart, last_month_end
from pip_manager.ui.kit import icons, reading, words
from pip_manager.ui.kit.later import Later
from pip_manager.ui.kit.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from pip_manager.domain.values import Value
    from pip_manager.services.office import Office
    from pip_manager.ui.invoices.part import Part

TO_BILL, DRAFTS, ISSUED, OWED = _ALL = 0, 1, 2, 3
_PARTS: tuple[type[Part], ...] = (ToBillPart, DraftsPart, IssuedPart, OwedPart)


class InvoicesPage(Page):
    """Four parts on one page, each with its list and what belongs to its row."""

    help_text = (
        "What was done and can be charged stands under To bill, engagement by"
        " engagement, up to the end of last month. Enter drafts an invoice; the page it"
        " would print is shown beside it.\n\nA draft holds its items: they are on no"
        " other draft until it is discarded. Its prices follow the rates until it is"
        " issued. Then it gets its number, and no word or figure of it changes any"
        " more.\n\nWhat is in the way of an invoice is named, with a link to where it"
        " is mended.\n\nAn issued invoice is put right by a credit note: all that is"
        " left of it, some of the work, which can then be billed again, or money of a"
        " line. What came in is recorded against it; a payment recorded by mistake is"
        " removed.\n\nMoney owed shows who owes how much for how long, with a statement"
        " and a reminder ready to send."
    )
    shortcuts = (
        ("Enter", "Draft, issue, or open the PDF"),
        ("Ctrl+N", "Draft an invoice"),
        ("Ctrl+I", "Issue the draft"),
        ("Ctrl+Shift+B", "Bill all engagements"),
        ("Ctrl+Shift+O", "Open the PDF"),
        ("Ctrl+S", "Save the PDF"),
        ("Ctrl+M", "E-mail the invoice, or the reminder of all that is owed"),
        ("Ctrl+Shift+R", "Record a payment"),
        ("Ctrl+Shift+C", "Credit the invoice"),
        ("Ctrl+Shift+M", "E-mail a reminder of the invoice"),
        ("Ctrl+PgUp, Ctrl+PgDown", "Change the list"),
    )

    def __init__(
        self, office: Office, today: Callable[[], date] = reading.today
    ) -> None:
        """Bill the work of an office."""
        super().__init__("Invoices")
        self._office = office
        self._today = today
        self._to_bill = Later(self._make_to_bill)
        self._drafts = Later(self._make_drafts)
        self._issued = Later(self._make_issued)
        self._owed = Later(self._make_owed)
        self._places: tuple[Later[Any], ...] = (
            self._to_bill,
            self._drafts,
            self._issued,
            self._owed,
        )
        self._senses = [""] * len(_ALL)
        self._stale: set[int] = set()
        self._tools: dict[int, tuple[QWidget, ...]] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Lists of the page")
        self.tabs.addTab(self._to_bill, "To bill")
        self.tabs.addTab(self._drafts, "Drafts")
        self.tabs.addTab(self._issued, "Issued")
        self.tabs.addTab(self._owed, "Money owed")
        self.body.addWidget(self.tabs)
        self.set_primary(ToBillPart.verb, self._act, keys="")
        self._bind_keys()
        self.tabs.currentChanged.connect(self._turned)
        self._turned(TO_BILL)

    # its parts, each made when it is first turned to

    @property
    def to_bill(self) -> ToBillPart:
        """Return the part that shows what is to bill."""
        return self._to_bill.content

    @property
    def drafts(self) -> DraftsPart:
        """Return the part that shows drafts."""
        return self._drafts.content

    @property
    def issued(self) -> IssuedPart:
        """Return the part that shows what is issued."""
        return self._issued.content

    @property
    def owed(self) -> OwedPart:
        """Return the part that shows who owes what."""
        return self._owed.content

    def _part(self, number: int) -> Part:
        part: Part = self._places[number].content
        return part

    def _make_to_bill(self) -> ToBillPart:
        part = ToBillPart(self._office, self._today)
        today, end = self._today(), last_month_end(self._today())
        choices = ((end, f"Up to {words.day(end)}"), (today, "Up to today"))
        self.until = self.add_filter("Up to which day", choices, self._until)
        every = self.add_verb("Bill all…", self.bill_all, keys="Ctrl+Shift+B")
        part.drafted.connect(self._show_draft)
        part.wanted_today.connect(lambda: self.until.setCurrentIndex(1))
        part.all_billed.connect(lambda: self._reread(*_ALL))
        self._take_in(TO_BILL, part, self.until, every)
        return part

    def _make_drafts(self) -> DraftsPart:
        part = DraftsPart(self._office, self._today)
        for tool in (part.grouping, part.drop):
            self.tools.addWidget(tool)
        part.issued.connect(self._show_issued)
        part.wanted_more.connect(lambda: self.turn(TO_BILL))
        self._take_in(DRAFTS, part, part.grouping, part.drop)
        return part

    def _make_issued(self) -> IssuedPart:
        part = IssuedPart(self._office, self._today)
        search = self.add_search("Search issued invoices")
        self.state = self.add_filter("State", STATES, lambda v: part.narrow(state=v))
        self.authority = self.add_filter(
            "Authority", _ANY_AUTHORITY, lambda v: part.narrow(authority=v)
        )
        self.year = self.add_filter("Year", _ANY_YEAR, lambda v: part.narrow(year=v))
        self.searched.connect(lambda text: part.narrow(text=text))
        part.wanted_more.connect(lambda: self.turn(TO_BILL))
        part.offers.connect(self._offer)
        self._take_in(ISSUED, part, search, self.state, self.authority, self.year)
        return part

    def _make_owed(self) -> OwedPart:
        part = OwedPart(self._office, self._today)
        part.wanted_invoices.connect(self._show_owed_by)
        self._take_in(OWED, part)
        return part

    def _take_in(self, number: int, part: Part, *tools: QWidget) -> None:
        part.went.connect(self.go)
        part.said.connect(self.say)
        part.worked.connect(self._follow)
        part.told.connect(lambda words: self._hear(number, words))
        self._tools[number] = tools
        for tool in tools:
            tool.setVisible(number == self.tabs.currentIndex())

    def _bind_keys(self) -> None:
        self.add_shortcut("Ctrl+N", lambda: self._act_on(TO_BILL))
        self.add_shortcut("Ctrl+I", lambda: self._act_on(DRAFTS))
        self.add_shortcut("Ctrl+PgDown", lambda: self.turn(self._next(1)))
        self.add_shortcut("Ctrl+PgUp", lambda: self.turn(self._next(-1)))

    # what is shown

    @override
    def opened(self, target: object = None) -> None:
        """Show a number, a draft, an engagement, or what is ``overdue`` or ``owed``."""
        self._stale.update(_ALL)
        match target:
            case int():
                self._show_draft(target)
            case "owed":
                self.turn(OWED)
            case "overdue":
                self.turn(ISSUED)
                self.state.setCurrentIndex(self.state.findData(target))
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
        if self.isVisible():
            self._reread(*(n for n, part in enumerate(_PARTS) if nouns & part.shows))

    def _reread(self, *parts: int) -> None:
        """Read the part that is shown; the others when they are turned to."""
        self._stale.update(parts)
        self._freshen()

    def _freshen(self) -> None:
        number = self.tabs.currentIndex()
        if number in self._stale:
            self._stale.discard(number)
            self._part(number).read()

    @override
    def panes(self) -> Sequence[QWidget]:
        part = self._part(self.tabs.currentIndex())
        return (part.table, *part.split.halves[1:])

    def turn(self, part: int) -> None:
        """Show a part and put the keyboard into its list."""
        self.tabs.setCurrentIndex(part)
        self._freshen()
        self._part(part).table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next(self, step: int) -> int:
        return (self.tabs.currentIndex() + step) % len(_PARTS)

    def _turned(self, number: int) -> None:
        with self.at_once():
            part = self._part(number)
            for at, tools in self._tools.items():
                for tool in tools:
                    tool.setVisible(at == number)
        self.set_sense(self._senses[number])
        self._freshen()
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
        self._reread(DRAFTS, TO_BILL)

    def _show_issued(self, number: str) -> None:
        self.turn(ISSUED)
        for box in (self.state, self.authority, self.year):
            box.setCurrentIndex(0)
        self.issued.want(number)
        self._reread(*_ALL)

    def _show_owed_by(self, authority: str, name: str) -> None:
        """Show the open invoices of one authority."""
        self.turn(ISSUED)
        if self.authority.findData(authority) < 0:
            self.authority.addItem(name, authority)
        for box, value in (
            (self.state, "owed"),
            (self.authority, authority),
            (self.year, None),
        ):
            box.setCurrentIndex(box.findData(value))

    # what narrows it

    def _until(self, until: Value) -> None:
        self.to_bill.show_until(until)  # type: ignore[arg-type]

    def _offer(self, authorities: list[tuple[str, str]], years: list[str]) -> None:
        _offer(self.authority, [*_ANY_AUTHORITY, *authorities])
        _offer(self.year, [*_ANY_YEAR, *((year, year) for year in years)])

    # what is done

    def _act(self) -> None:
        self._part(self.tabs.currentIndex()).act()

    def _act_on(self, number: int) -> None:
        if self.tabs.currentIndex() == number:
            self._part(number).act()
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
