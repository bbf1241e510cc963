"""The dialog that credits an invoice: what, why, and the note it would print."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.errors import InputError, PipManagerError
from pip_manager.ui.invoices.work_tree import WorkTree
from pip_manager.ui.kit import words
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.fields import LineField
from pip_manager.ui.kit.figure_fields import QuantityField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import label, scrolled
from pip_manager.ui.kit.pdf_view import PdfView
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.credit_look import Creditable, Foreseen, LineLeft
    from pip_manager.services.credit_standing import Terms, Wanted
    from pip_manager.services.office import Office

ALL, WORK, LINE = "all", "work", "line"
_PAUSE = 200  # ms after the last key before the note is drawn again
_FORM, _PAPER, _TALL = 590, 430, 650
_TICK = "Tick the work to credit."
_FIGURE = "Enter how much of the line to credit."
_FINAL = (
    "A credit note gets the next number of its series and is frozen: it cannot be"
    " undone. Esc leaves all as it is."
)


class CreditDialog(FormDialog):
    """Credits an issued invoice.

    It says in one sentence what it will do and shows the page it would print; both
    follow what is typed.
    """

    def __init__(
        self,
        parent: QWidget,
        office: Office,
        left: Creditable,
        today: Callable[[], date],
    ) -> None:
        self._office = office
        self._left = left
        self.pdf = PdfView()
        self.told = label("", "strong", wraps=True)
        self.late = label("", "problem", wraps=True)
        self.work = WorkTree(left)
        title = f"Credit {left.number}"
        super().__init__(parent, title, self._form(today), self._issue, sentence=_FINAL)
        self.save.setText("Issue credit note")
        # nothing irreversible by a mere Enter: it takes the button or Ctrl+Enter
        self.save.setDefault(False)
        self.save.setAutoDefault(False)
        self._asking = Latest(self)
        self._asking.answered.connect(self._show)
        self._asking.failed.connect(self._refuse_quietly)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.foresee)
        self.form.changed.connect(self._turned)
        self.work.ticked.connect(self._timer.start)
        self._turn()
        self.form.settle()
        self.foresee()

    def _form(self, today: Callable[[], date]) -> Form:
        left = self._left
        ways: list[tuple[Value, str]] = [
            (ALL, f"All that is left: {words.pounds(left.gross)}")
        ]
        if left.items:
            ways.append((WORK, "Some of the work"))
        ways.append((LINE, "Money of a line"))
        lines: list[tuple[Value, str]] = [(one.n, _named(one)) for one in left.lines]
        done = "It did not happen: nothing bills it again."
        form = Form(
            [
                ChoiceField("what", "What to credit", ways),
                self.work,
                FlagField("not_delivered", "Mark the work as not delivered", hint=done),
                (
                    ChoiceField("line", "Line", lines),
                    QuantityField("quantity", "How much of it"),
                ),
                LineField("reason", "Reason, as it is printed", required=True),
                (
                    DayField("on", "Date", required=True, today=today),
                    DayField(
                        "changed_on",
                        "Changed on",
                        hint="When it was agreed: VAT allows 14 days from then.",
                        today=today,
                    ),
                ),
            ]
        )
        form.set_values({"on": today()})
        return form

    @override
    def _add_form(self, form: Form) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 10, 0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(scrolled(inner), 1)
        row.addWidget(self.pdf)
        self.pdf.setFixedWidth(_PAPER)
        self._column.addLayout(row, 1)
        for words_of_it in (self.told, self.late):
            self._column.addWidget(words_of_it)
        column.addWidget(form)
        column.addStretch(1)

    @override
    def _fit(self) -> None:
        wide, tall = theme().px(_FORM) + _PAPER, theme().px(_TALL)
        parent = self.parentWidget()
        if parent is not None:
            room = parent.window().size()
            wide, tall = min(wide, room.width() - 40), min(tall, room.height() - 40)
        self.resize(wide, tall)

    # what it would do

    def _turned(self) -> None:
        self._turn()
        self._timer.start()

    def _turn(self) -> None:
        """Show the fields of the chosen way only."""
        way = self.form.field("what").raw()
        self.work.setVisible(way == WORK)
        has_work = bool(self._left.items)
        self.form.field("not_delivered").setVisible(way != LINE and has_work)
        for name in ("line", "quantity"):
            self.form.field(name).setVisible(way == LINE)
        n = self.form.field("line").raw()
        for one in self._left.lines:
            if one.n == n:
                left = _amount(one.quantity, one.unit)
                self.form.field("quantity").say(f"{left} left.")

    def foresee(self) -> None:
        """Ask what issuing it now would do."""
        values = {name: self._typed(name) for name in self.form.fields}
        on = values["on"]
        try:
            wanted = self._wanted(values)
        except PipManagerError as error:
            self._refuse_quietly(error)
            return
        if on is None:
            self._refuse_quietly(PipManagerError("Enter the date."))
            return
        terms = self._terms(values)
        changed_on = cast("date | None", values["changed_on"])
        number, crediting = self._left.number, self._office.crediting
        self._asking.ask(lambda: crediting.foreseen(number, wanted, terms, changed_on))

    def _typed(self, name: str) -> Value:
        try:
            return self.form.field(name).value()
        except InputError:
            return None

    def _show(self, found: Foreseen) -> None:
        self.told.setText(found.sentence)
        self.late.setText(found.late)
        self.late.setVisible(bool(found.late))
        self.pdf.show_pdf(found.pdf)

    def _refuse_quietly(self, error: BaseException) -> None:
        self._asking.drop()
        self.told.setText(str(error))
        self.late.setVisible(False)
        self.pdf.clear()

    # what it does

    def _wanted(self, values: Row) -> Wanted:
        from pip_manager.services.crediting import Wanted  # noqa: PLC0415 - see Terms

        match values["what"]:
            case "work":
                codes = self.work.codes()
                if not codes:
                    raise PipManagerError(_TICK)
                return Wanted(codes=codes)
            case "line":
                if values["quantity"] is None:
                    raise PipManagerError(_FIGURE)
                n = cast("int", values["line"])
                return Wanted(line=(n, cast("Decimal", values["quantity"])))
            case _:
                return Wanted()

    def _terms(self, values: Row) -> Terms:
        # never before the first paint: it brings SQLAlchemy
        from pip_manager.services.crediting import Terms  # noqa: PLC0415

        on, reason = cast("date", values["on"]), str(values["reason"] or "")
        is_off = values["what"] != LINE and bool(values["not_delivered"])
        return Terms(on, reason, not_delivered=is_off)

    def _issue(self, values: Row) -> str:
        wanted, terms = self._wanted(values), self._terms(values)
        note = self._office.crediting.issue(self._left.number, wanted, terms)
        return f"{note.number} credits {words.pounds(note.gross)} of {note.credits}."

    @override
    def done(self, result: int) -> None:
        self._timer.stop()
        self._asking.drop()
        super().done(result)


def _named(line: LineLeft) -> str:
    return f"{line.n}. {line.description} ({words.pounds(line.net)} left)"


def _amount(quantity: Decimal, unit: str) -> str:
    return f"{words.quantity(quantity)} {unit}{'' if quantity == 1 else 's'}"
