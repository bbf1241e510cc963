"""Reports: what was done in a period, added up by what is asked.

In ten seconds its user opens it, sees the days and value of this financial year by
authority, changes one choice, and saves the table for a spreadsheet.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit import icons, words
from pip_manager.ui.kit.columns import ChipWords, Column
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.parts import Chip
from pip_manager.ui.kit.table import Table
from pip_manager.ui.reports.asking import KEYS, MEASURES, Asked, Asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.services.office import Office
    from pip_manager.services.summaries import Shown

Row = tuple[tuple[str, ...], tuple[str | int, ...]]

_SHOWS = frozenset(
    {
        "activities",
        "agreements",
        "engagements",
        "grants",
        "invoices",
        "people",
        "programmes",
        "rates",
        "roles",
        "settings",
        "strands",
    }
)
_NOT_STATED = "not stated"
_WIDTHS = {"value": 116, "granted": 116, "contributed": 130}
_COUNTS = frozenset({"entries", "people"})


class ReportsPage(Page):
    """One question, its table, and its files."""

    help_text = (
        "What was done in a period: days, hours, entries, people, and what it is"
        " worth.\n\nDays add hours as parts of a day. Value is the charged share at its"
        " price, also of what is invoiced already; what has no price counts as nought"
        " and is told. Totals are reckoned anew, not added from rounded figures.\n\n"
        "The files hold codes, so that other programs can match them."
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Ctrl+E", "Save as CSV"),
        ("Ctrl+Shift+E", "Save as JSON"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__("Reports")
        self._office = office
        self.shown: Shown | None = None
        self._latest = Latest(self)
        self._latest.answered.connect(self._answer)
        self._latest.failed.connect(self._fail)
        self.asking = Asking()
        self.asking.asked.connect(self._ask)
        self.asking.refused.connect(self._refuse)
        self.unpriced = Chip("", "warn", "warning")
        self._note = flow(self.unpriced)
        self._note.setVisible(False)
        self.table = self._made((), ())
        self.body.addWidget(self.asking)
        self.body.addWidget(self._note)
        self.body.addWidget(self.table, 1)
        self.json = self.add_verb("Save as JSON", self.save_json, keys="Ctrl+Shift+E")
        save = self.set_primary("Save as CSV", self.save_csv, "Ctrl+E")
        save.setIcon(icons.icon("save", "on_accent"))
        self._tell_saving()

    @override
    def opened(self, target: object = None) -> None:
        self.asking.ask()

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        if nouns & _SHOWS and self.isVisible():
            self.asking.ask()

    # ---- asking

    def _ask(self, asked: Asked) -> None:
        summaries = self._office.summaries
        self._latest.ask(
            lambda: summaries.ask(asked.start, asked.end, asked.by, asked.measures)
        )

    def _refuse(self, sentence: str) -> None:
        self._latest.drop()
        self._show_none(sentence)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, PipManagerError):
            self._show_none(str(error))
        else:
            show_error(self, error)

    def _show_none(self, sentence: str) -> None:
        self.shown = None
        self._replace(self._made((), ()))
        self.table.set_empty(sentence)
        self._note.setVisible(False)
        self.set_sense("")
        self._tell_saving()

    def _answer(self, shown: Shown) -> None:
        self.shown = shown
        found = shown.summary
        same = [column.heading for column in self.table.model.columns]
        if same != _headings(found.by, found.measures):
            self._replace(self._made(found.by, found.measures))
        rows = sorted(found.rows, key=self._in_words)
        self.table.model.show(rows)  # type: ignore[attr-defined]
        self.table.set_empty(
            "Nothing is logged in this period.",
            "Log a day",
            lambda: self.go("activity"),
        )
        totals = {
            MEASURES[name]: _figure(name, value)
            for name, value in zip(found.measures, found.total, strict=True)
        }
        self.table.set_totals(totals if found.rows else {})
        self._tell(shown)

    def _tell(self, shown: Shown) -> None:
        found = shown.summary
        period = f"{words.day(shown.start)} to {words.day(shown.end)}"
        self.set_sense(f"{period} · {words.counted(len(found.rows), 'line')}")
        count = words.counted(found.unpriced, "activity has", "activities have")
        told = f"{count} no price yet and count as nought"
        self.unpriced.show_state(ChipWords(told, "warn", "warning"))
        self._note.setVisible(found.unpriced > 0)
        self._tell_saving()

    def _tell_saving(self) -> None:
        has_rows = self.shown is not None and bool(self.shown.summary.rows)
        self.json.setEnabled(has_rows)
        if self.primary is not None:
            self.primary.setEnabled(has_rows)

    # ---- the table

    def _made(self, by: Sequence[str], measures: Sequence[str]) -> Table[Row]:
        columns = [self._key(number, name) for number, name in enumerate(by)]
        columns += [_measure(number, name) for number, name in enumerate(measures)]
        if not columns:
            columns = [Column("", lambda _row: "")]
        model = RowModel(columns, lambda row: row[0], self)
        name = "-".join((*by, *measures)) or "none"
        return Table(model, f"reports/{name}", "Summary")

    def _key(self, number: int, name: str) -> Column[Row]:
        def text(row: Row) -> str | None:
            code = row[0][number]
            if code == _NOT_STATED or self.shown is None:
                return None
            return self.shown.word(name, code)

        return Column(
            KEYS[name],
            text,
            width=220 if number == 0 else 140,
            stretches=number == 0,
            is_strong=number == 0,
        )

    def _in_words(self, row: Row) -> list[tuple[bool, str]]:
        """Return what rows are ordered by on screen: the words; not stated is last.

        The files keep the codes and their order.
        """
        if self.shown is None:
            return []
        keys = zip(self.shown.summary.by, row[0], strict=True)
        return [
            (code == _NOT_STATED, self.shown.word(name, code).casefold())
            for name, code in keys
        ]

    def _replace(self, table: Table[Row]) -> None:
        old = self.table
        self.table = table
        self.body.replaceWidget(old, table)
        # it keeps its parent: a widget without one may be freed on any thread
        old.hide()
        old.deleteLater()

    # ---- files

    def save_csv(self) -> None:
        """Ask for a name and save the table as CSV."""
        self._offer("csv", "CSV for spreadsheets (*.csv)")

    def save_json(self) -> None:
        """Ask for a name and save the answer as JSON."""
        self._offer("json", "JSON for programs (*.json)")

    def _offer(self, suffix: str, kind: str) -> None:
        if self.shown is None:
            return
        start = self.shown.start.isoformat()
        name = f"summary {start} to {self.shown.end.isoformat()}.{suffix}"
        dialog = QFileDialog(self, "Save summary", name, kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, path: str) -> None:
        """Save what is shown under a name that ends in .csv or .json."""
        from pip_manager.services import summaries  # noqa: PLC0415 - first paint

        if self.shown is None:
            return
        try:
            summaries.save(self.shown, Path(path))
        except PipManagerError as error:
            show_error(self, error)
            return
        self.say(f"Saved {Path(path).name}.")


def _measure(number: int, name: str) -> Column[Row]:
    def order(row: Row) -> object:
        return Decimal(str(row[1][number]))

    def text(row: Row) -> str:
        return _figure(name, row[1][number])

    return Column(
        MEASURES[name], text, order=order, width=_WIDTHS.get(name, 88), is_figure=True
    )


def _headings(by: Sequence[str], measures: Sequence[str]) -> list[str]:
    return [*(KEYS[name] for name in by), *(MEASURES[name] for name in measures)]


def _figure(name: str, value: str | int) -> str:
    if name in _COUNTS:
        return f"{int(value):,}"
    # days and hours too have two decimals, so that they stand under one another
    return words.money(Decimal(str(value)))
