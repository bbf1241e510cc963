"""Issued documents: what is owed, and all there is to know of the one chosen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout
from typing_extensions import override

from pip_manager.domain.calendar import financial_year
from pip_manager.errors import PipManagerError
from pip_manager.ui.invoices.columns import ISSUED
from pip_manager.ui.invoices.detail import DetailPane
from pip_manager.ui.invoices.handing import hand_over
from pip_manager.ui.invoices.money import MoneyVerbs
from pip_manager.ui.invoices.part import Part, show_side
from pip_manager.ui.kit import memory, words
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Split
from pip_manager.ui.kit.parts import scrolled
from pip_manager.ui.kit.pdf_view import PdfView
from pip_manager.ui.kit.table import Table
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pip_manager.domain.values import Value
    from pip_manager.services.invoicing import Detail, IssuedRow
    from pip_manager.services.office import Office

_KEY = "split/invoices-issued"
_NARROW, _LEAST, _LIST = 380, 320, 345

STATES = (
    (None, "All states"),
    ("owed", "Owed"),
    ("overdue", "Overdue"),
    ("paid", "Paid"),
    ("credited", "Credited"),
    ("credit_note", "Credit notes"),
)


class IssuedPart(Part):
    """Everything issued, the latest first; Enter opens the PDF.

    Signals:
        offers(object, object): the authorities and the years there are to choose from.
        wanted_more(): the user wants something to issue.
    """

    offers = Signal(object, object)
    wanted_more = Signal()

    verb = "Open PDF"
    icon = "pdf"
    keys = "Ctrl+Shift+O"
    shows = frozenset(
        {"invoices", "payments", "engagements", "authorities", "people", "settings"}
    )

    def __init__(self, office: Office, today: Callable[[], date]) -> None:
        super().__init__()
        self._office = office
        self._today = today
        self._all: list[IssuedRow] = []
        self._asked: dict[str, Value] = {}
        self._wanted: str | None = None
        self._shown: str | None = None
        self.model = RowModel(ISSUED, lambda row: row.invoice.number, self)
        self.table = Table(self.model, "invoices-issued", "Issued")
        self.table.opened.connect(self.act)
        self.table.chosen.connect(self._choose)
        self.table.add_action("Open PDF", "pdf", self.act, "Ctrl+Shift+O")
        self.table.add_action("Save PDF as…", "save", self.save_as, "Ctrl+S")
        self.table.add_action("Save e-invoice as…", "save", self.save_xml_as)
        self.table.add_action("E-mail…", "mail", self.send, "Ctrl+M")
        self.money = MoneyVerbs(self, office, today, self.table.current)
        self.money.said.connect(self.said)
        self.money.outdated.connect(self.read)
        for words_of, icon, then, keys in (
            ("Record payment…", "money", self.money.pay, "Ctrl+Shift+R"),
            ("Credit…", "undo", self.money.credit, "Ctrl+Shift+C"),
            ("E-mail reminder…", "mail", self.remind, "Ctrl+Shift+M"),
        ):
            self.table.add_action(words_of, icon, then, keys)
        self._rows = Latest(self)
        self._rows.answered.connect(self._take)
        self._rows.failed.connect(lambda error: show_error(self, error))
        self._details = Latest(self)
        self._details.answered.connect(self._show_detail)
        self._details.failed.connect(lambda error: show_error(self, error))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        self.split = Split(self.table, self._detail(), _KEY, _LIST)
        if not memory.number(_KEY, 0):
            self.split.setSizes([1, theme().px(_NARROW)])
        column.addWidget(self.split)

    def _detail(self) -> QTabWidget:
        self.detail = DetailPane()
        self.detail.saved.connect(self.save_as)
        self.detail.sent.connect(self.send)
        self.detail.went.connect(self.went)
        self.detail.wanted.connect(self.want)
        self.detail.pay.connect(self.money.pay)
        self.detail.credit.connect(self.money.credit)
        self.detail.remind.connect(self.remind)
        self.detail.removed.connect(self.money.remove)
        self.pdf = PdfView()
        self.sides = QTabWidget()
        self.sides.setDocumentMode(True)
        self.sides.tabBar().setAccessibleName("What is shown of the invoice")
        area = scrolled(self.detail)
        self.sides.addTab(area, "Details")
        self.sides.addTab(self.pdf, "PDF")
        self.sides.setMinimumWidth(_LEAST)
        self.sides.tabBar().setDrawBase(False)
        return self.sides

    @override
    def read(self) -> None:
        today = self._today()
        self._rows.ask(lambda: self._office.invoicing.issued(today))

    def narrow(self, **asked: Value) -> None:
        """Show only what has this state, authority, year or text; None for any."""
        self._asked |= asked
        self._show()

    def want(self, number: str) -> None:
        """Choose a document as soon as its row is here."""
        self._wanted = number
        self._find()

    def _find(self) -> None:
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
            self.table.setFocus()

    def _take(self, rows: list[IssuedRow]) -> None:
        self._all = rows
        self._shown = None
        names = sorted({(row.invoice.authority, row.authority) for row in rows})
        years = {financial_year(row.invoice.issued_on) for row in rows}
        by_name = sorted(names, key=lambda pair: pair[1].casefold())
        self.offers.emit(by_name, sorted(years, reverse=True))
        self._show()

    def _show(self) -> None:
        rows = [row for row in self._all if _fits(row, self._asked)]
        self._say_why_empty()
        self.model.show(rows)
        gross = sum((_signed(row) for row in rows), start=Decimal(0))
        owed = sum((row.invoice.outstanding for row in rows), start=Decimal(0))
        totals = {"Gross (£)": words.money(gross), "Owed (£)": words.money(owed)}
        self.table.set_totals(totals if rows else {})
        self.told.emit(_sense(self._all))
        self._find()
        if rows and self.table.current() is None:
            self.table.select(rows[0].invoice.number)
        self._choose(self.table.current())

    def _say_why_empty(self) -> None:
        if self._all:
            self.table.set_empty("No issued invoice is like this.")
        else:
            sentence = "Nothing has been issued yet."
            verb = "Show what is to bill"
            self.table.set_empty(sentence, verb, self.wanted_more.emit)

    def _choose(self, row: IssuedRow | None) -> None:
        show_side(self.split, is_shown=row is not None)
        if row is None:
            self._shown = None
            self.pdf.clear()
            return
        number = row.invoice.number
        if number == self._shown:
            return
        self._shown = number
        today = self._today()

        def ask() -> tuple[Detail, bytes]:
            service = self._office.invoicing
            return service.detail(number, today), service.pdf(number)

        self._details.ask(ask)

    def _show_detail(self, found: tuple[Detail, bytes]) -> None:
        detail, pdf = found
        if detail.document.number == self._shown:
            self.detail.show_detail(detail)
            self.pdf.show_pdf(pdf)

    # what is done with one

    @override
    def act(self) -> None:
        """Open a copy of the PDF in the program that shows PDFs."""
        self._hand_over(self._office.invoicing.to_read)

    def send(self) -> None:
        """Open an e-mail with the PDF attached in the mail program."""
        self._hand_over(self._office.invoicing.to_send)

    def remind(self) -> None:
        """Open an e-mail that reminds of an overdue invoice in the mail program."""
        today = self._today()
        self._hand_over(lambda n: self._office.invoicing.to_remind(n, today))

    def _hand_over(self, make: Callable[[str], Path]) -> None:
        row = self.table.current()
        if row is None:
            self.said.emit("Choose an invoice first.")
            return
        number = row.invoice.number
        if told := hand_over(self, lambda: make(number)):
            self.said.emit(told)

    def save_as(self) -> None:
        """Ask where to save the PDF, and save it whole or not at all."""
        self._ask_where("Save PDF", "PDF (*.pdf)", "pdf")

    def save_xml_as(self) -> None:
        """Ask where to save the e-invoice."""
        self._ask_where("Save e-invoice", "Peppol e-invoice (*.xml)", "xml")

    def _ask_where(self, title: str, kinds: str, suffix: str) -> None:
        row = self.table.current()
        if row is None:
            return
        number = row.invoice.number
        where = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(where)
        dialog = QFileDialog(self, title, folder, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{number}.{suffix}")
        dialog.fileSelected.connect(lambda path: self.save(number, path, suffix))
        dialog.open()

    def save(self, number: str, path: str, suffix: str = "pdf") -> None:
        """Save the PDF or the e-invoice (``xml``) of a document, or say why not."""
        told = self._office.invoicing
        keep = told.save_xml if suffix == "xml" else told.save_pdf
        try:
            keep(number, Path(path))
        except PipManagerError as error:
            show_error(self, error)
        else:
            self.said.emit(f"{number} is saved as {path}")


def _fits(row: IssuedRow, asked: dict[str, Value]) -> bool:
    found = row.invoice
    text = str(asked.get("text") or "").casefold()
    where = f"{found.number} {row.title} {row.authority} {found.engagement}"
    return (
        _has_state(row, asked.get("state"))
        and asked.get("authority") in {None, found.authority}
        and asked.get("year") in {None, financial_year(found.issued_on)}
        and all(word in where.casefold() for word in text.split())
    )


def _has_state(row: IssuedRow, state: Value) -> bool:
    is_invoice = row.invoice.kind == "invoice"
    match state:
        case None:
            return True
        case "owed":
            return row.invoice.outstanding > 0
        case "overdue":
            return row.late > 0
        case "credit_note":
            return not is_invoice
        case _:
            return is_invoice and row.invoice.status == state


def _signed(row: IssuedRow) -> Decimal:
    gross = row.invoice.gross
    return gross if row.invoice.kind == "invoice" else -gross


def _sense(rows: list[IssuedRow]) -> str:
    owed = sum((row.invoice.outstanding for row in rows), start=Decimal(0))
    late = [row for row in rows if row.late]
    overdue = sum((row.invoice.outstanding for row in late), start=Decimal(0))
    if not rows:
        return "Nothing issued yet"
    told = f"{words.counted(len(rows), 'document')} · {words.pounds(owed)} owed"
    return f"{told} · {words.pounds(overdue)} overdue" if late else told
