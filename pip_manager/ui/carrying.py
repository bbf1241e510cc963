"""Taking things in and out: what an import would do before it does it, and export.

In ten seconds its user chooses a file, reads how many rows come in and which do not,
and presses Import.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from pip_manager.domain.labels import NOUNS, one
from pip_manager.ui.kit import words
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Job
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.table import Table
from pip_manager.ui.sizes import within

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.values import Row
    from pip_manager.services.office import Office
    from pip_manager.services.verdicts import Imported, Verdict
    from pip_manager.ui.window import Window

_CHIPS = {
    "changed": ChipWords("Changed", "accent", "edit"),
    "warning": ChipWords("Look at it", "warn"),
    "error": ChipWords("Error", "bad"),
    "skipped": ChipWords("Skipped", "unknown"),
}
_TOTALS = (
    ("error", "in error"),
    ("warning", "to look at"),
    ("new", "new"),
    ("changed", "changed"),
    ("same", "the same as here"),
    ("skipped", "skipped"),
)
_FORMS = (
    (".zip", "One zip file, to be brought back whole"),
    ("", "A folder of CSV files, to be brought back whole"),
    (".xlsx", "An Excel workbook, to look through"),
)
_READS = "Exchange files (*.xlsx *.zip);;All files (*)"


def _where(verdict: Verdict) -> str:
    return f"{verdict.sheet} {verdict.row}" if verdict.row else verdict.sheet


def _what(verdict: Verdict) -> str:
    # issued documents and the log are no nouns a person has a word for
    return one(verdict.noun).capitalize() if verdict.noun in NOUNS else ""


def _why(verdict: Verdict) -> str:
    return " ".join(problem.text for problem in verdict.problems)


COLUMNS: tuple[Column[Verdict], ...] = (
    chip_column("Verdict", lambda v: _CHIPS[v.verdict], width=130),
    Column["Verdict"]("Sheet and row", _where, width=150),
    Column["Verdict"]("What", _what, width=120, optional=True),
    Column["Verdict"]("Why", _why, width=320, stretches=True),
)


class VerdictDialog(QDialog):
    """What an import would do: how many rows, and each that is not plainly new."""

    def __init__(
        self, parent: QWidget, name: str, outcome: Imported, then: Callable[[], object]
    ) -> None:
        """Show the outcome of looking at a file; `then` brings it in."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Import {name}")
        self._then = then
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(f"Import {name}", "section"))
        self.sense = label(_sense(outcome), "muted", wraps=True)
        column.addWidget(self.sense)
        column.addWidget(self._table(outcome), 1)
        column.addLayout(self._buttons(outcome))
        self.resize(*within(parent, 820, 520))

    def _table(self, outcome: Imported) -> Table[Verdict]:
        self.model = RowModel(COLUMNS, lambda v: (v.sheet, v.row or 0))
        self.table = Table(self.model, "verdicts", "Rows to look at")
        self.table.set_empty("No row needs to be looked at.", "", None)
        from pip_manager.services import verdicts  # noqa: PLC0415 - when wanted

        self.model.show(verdicts.gathered(outcome))
        return self.table

    def _buttons(self, outcome: Imported) -> QHBoxLayout:
        leave = button("Leave it", self.reject)
        self.bring_in = button("Import", self.accept, look="primary")
        self.bring_in.setDefault(True)
        leave.setAutoDefault(False)
        self.bring_in.setEnabled(not outcome.is_refused and _brings(outcome) > 0)
        self.accepted.connect(self._then)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.bring_in)
        return row


class Carrier(QObject):
    """Imports into, and exports from, the store of an office, over a window."""

    def __init__(self, window: Window, office: Office) -> None:
        """Carry for an office; the window shows how far it is."""
        super().__init__(window)
        self._window = window
        self._office = office

    def ask_file(self) -> None:
        """Ask for a workbook or zip to import."""
        self._ask("Import a file", QFileDialog.FileMode.ExistingFile)

    def ask_folder(self) -> None:
        """Ask for a folder of CSV files to import."""
        self._ask("Import a folder", QFileDialog.FileMode.Directory)

    def _ask(self, title: str, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.setNameFilter(_READS)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Look at it")
        dialog.fileSelected.connect(lambda path: self.look_at(Path(path)))
        dialog.open()

    def look_at(self, path: Path) -> Job:
        """Say what importing a file would do; then its user decides."""
        job = Job(lambda job: self._check(path, job), f"Reading {path.name}")
        job.succeeded.connect(lambda outcome: self._show(path, outcome))
        return self._follow(job)

    def _check(self, path: Path, job: Job) -> Imported:
        outcome = self._office.transfer.check(path)
        job.report(1, 1)
        return outcome

    def _show(self, path: Path, outcome: Imported) -> None:
        VerdictDialog(
            self._window, path.name, outcome, lambda: self._bring_in(path)
        ).open()

    def _bring_in(self, path: Path) -> None:
        transfer = self._office.transfer
        job = Job(lambda job: transfer.bring_in(path, job.report), "Importing")
        job.succeeded.connect(lambda outcome: self._brought(path, outcome))
        self._follow(job)

    def _brought(self, path: Path, outcome: Imported) -> None:
        # somebody may have changed a record between the look and the import
        if outcome.is_refused:
            self._show(path, outcome)

    def ask_export(self) -> None:
        """Ask in what form to take everything out, then where to."""
        form = Form(
            [
                ChoiceField("form", "As", _FORMS),
                FlagField("without_pay", "Leave out what people earn or cost"),
            ]
        )
        sentence = "Everything in the store is written to a place you choose next."
        dialog = FormDialog(
            self._window, "Export everything", form, dict, sentence=sentence
        )
        dialog.saved.connect(self._ask_target)
        dialog.open()

    def _ask_target(self, asked: Row) -> None:
        ending = str(asked["form"])
        dialog = QFileDialog(self._window, "Export to")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(f"PIP Manager export{ending}")
        with_pay = not asked["without_pay"]
        dialog.fileSelected.connect(lambda path: self.export(Path(path), with_pay))
        dialog.open()

    def export(self, path: Path, with_pay: bool) -> Job:  # noqa: FBT001 - from a form
        """Write everything to a place."""
        job = Job(
            lambda job: self._office.transfer.export(
                path, with_pay=with_pay, report=job.report
            ),
            "Exporting",
        )
        job.succeeded.connect(lambda _none: self._window.say(f"Exported to {path}"))
        return self._follow(job)

    def _follow(self, job: Job) -> Job:
        self._window.follow(job)
        job.start()
        return job


def _brings(outcome: Imported) -> int:
    return sum(outcome.totals[word] for word in ("new", "changed", "warning"))


def _sense(outcome: Imported) -> str:
    totals = outcome.totals
    told = ", ".join(
        f"{totals[word]:,} {said}" for word, said in _TOTALS if totals[word]
    )
    rows = words.counted(sum(totals.values()), "row")
    from pip_manager.services import verdicts  # noqa: PLC0415 - when wanted

    if verdicts.needs_empty_store(outcome):
        then = f"Nothing comes in. {verdicts.EMPTY_ONLY}"
    elif outcome.is_refused:
        then = "Nothing comes in while any row is in error: mend the file first."
    elif not _brings(outcome):
        then = "There is nothing to bring in."
    else:
        then = "It comes in whole as one change, which can be undone."
    return f"{rows}: {told}. {then}" if told else "The file has no rows."
