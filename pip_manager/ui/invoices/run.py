"""A month's end: bill every engagement, and see what became of each."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pip_manager.domain.issued import STAYS
from pip_manager.ui.invoices.columns import BILLED
from pip_manager.ui.kit import words
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Job
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.table import Table
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pip_manager.domain.values import Row
    from pip_manager.services.issuing import Issued
    from pip_manager.services.office import Office

_SENTENCE = (
    "Each engagement with something to bill in this period gets its invoice, issued"
    f" at once. One with anything in the way is held back whole. {STAYS}"
)


class BillAll(QObject):
    """The dialog that asks for the period, the run, and the list of what became of it.

    Signals:
        begun(object): the job, for the window to follow.
        over(): the run has ended, whole or stopped.
    """

    begun = Signal(object)
    over = Signal()

    def __init__(
        self,
        parent: QWidget,
        office: Office,
        period: tuple[date, date],
        today: Callable[[], date],
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._office = office
        self._steps: list[Issued] = []
        days = (
            DayField("from", "From", required=True, today=today),
            DayField("to", "To", required=True, today=today),
        )
        form = Form([days, DayField("on", "Date of issue", required=True, today=today)])
        form.set_values({"from": period[0], "to": period[1], "on": today()})
        self.dialog = FormDialog(
            parent, "Bill all", form, self._begin, sentence=_SENTENCE
        )
        self.dialog.save.setText("Issue all")

    def open(self) -> None:
        """Ask for the period and the date."""
        self.dialog.open()

    def _begin(self, asked: Row) -> Job:
        start, end = cast("date", asked["from"]), cast("date", asked["to"])
        on = cast("date", asked["on"])
        # refused at once, while the dialog is still there to be mended
        self._office.invoicing.refuse_run(start, end, on)
        job = Job(lambda job: self._run(job, start, end, on), "Issuing invoices")
        job.failed.connect(partial(show_error, self._parent))
        job.ended.connect(self._end)
        self.begun.emit(job)
        job.start()
        return job

    def _run(self, job: Job, start: date, end: date, on: date) -> None:
        for done, total, step in self._office.invoicing.run(start, end, on):
            self._steps.append(step)
            job.report(done, total)

    def _end(self) -> None:
        Outcome(self._parent, self._steps).open()
        self.over.emit()


class Outcome(QDialog):
    """What a run issued, and what it held back and why."""

    def __init__(self, parent: QWidget | None, steps: list[Issued]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Bill all")
        self.model = RowModel(BILLED, lambda row: (row.engagement, row.number), self)
        self.table = Table(self.model, "invoices-billed", "What became of it")
        self.table.set_empty("There was nothing to bill in this period.")
        self.model.show(sorted(steps, key=lambda step: step.number is not None))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(_summed(steps), "section", wraps=True))
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = button("Close", self.accept, look="primary")
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(theme().px(820), theme().px(520))


def _summed(steps: list[Issued]) -> str:
    gross = [step.gross for step in steps if step.gross is not None]
    held = len(steps) - len(gross)
    if not gross:
        issued = "Nothing was issued."
    else:
        total = words.pounds(sum(gross, start=Decimal(0)))
        issued = f"{words.counted(len(gross), 'invoice')} issued, {total}."
    return f"{issued} {held} held back." if held else issued
