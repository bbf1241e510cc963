"""The period a view is asked for, whether the proposed counts, and where to save it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from pip_manager.domain.calendar import financial_year, financial_year_start
from pip_manager.errors import InputError
from pip_manager.ui.cover.board_filters import AsTall
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.flow import Flow
from pip_manager.ui.kit.jobs import Job, reader
from pip_manager.ui.kit.parts import button, label, roomy, scrolled
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QPushButton

    from pip_manager.ui.cover.view import CoverView

_APRIL = 4
_OWN = "own"
_DAY_WIDTH = 170
_LEAST = 210
FORMS = {
    "pdf": "PDF for meetings",
    "xlsx": "Workbook",
    "csv": "CSV for spreadsheets",
}


class Asked(NamedTuple):
    """A period, both days included, and whether what is proposed counts."""

    first: date
    last: date
    with_proposed: bool


Choice = tuple[str, str, date, date]


def periods(today: date) -> list[Choice]:
    """Return the periods offered: a name, words, first and last day."""
    year = financial_year_start(today)
    around = (_back(today, 6), _back(today, -18))
    return [
        ("around", "Half a year back, 18 months ahead", *around),
        ("this_year", f"This financial year, {financial_year(today)}", *_year(year)),
        ("next_year", f"Next financial year, {_named(year + 1)}", *_year(year + 1)),
        ("last_year", f"Last financial year, {_named(year - 1)}", *_year(year - 1)),
    ]


def _year(first: int) -> tuple[date, date]:
    return date(first, _APRIL, 1), date(first + 1, _APRIL, 1) - timedelta(1)


def _named(first: int) -> str:
    return financial_year(date(first, _APRIL, 1))


def _back(today: date, months: int) -> date:
    """Return the first of a month so many months before; ahead, its last day."""
    count = today.year * 12 + today.month - 1 - months
    if months > 0:
        return date(count // 12, count % 12 + 1, 1)
    return date((count + 1) // 12, (count + 1) % 12 + 1, 1) - timedelta(1)


class PeriodBar(QWidget):
    """A choice of periods, own dates where they are wanted, and the verbs of a view.

    Signals:
        asked(object): an `Asked`, whenever it changes.
        refused(str): why the dates make no period.
    """

    asked = Signal(object)
    refused = Signal(str)

    def __init__(self, choices: Sequence[Choice] | None = None) -> None:
        super().__init__()
        self._choices = choices or periods(reading.today())
        self.period = roomy(QComboBox())
        self.proposed = QCheckBox("Include proposed")
        self.start, self.end = DayField("from", "From"), DayField("to", "To")
        self._own = QWidget()
        self._lay_out()
        self._fill()
        theme().changed.connect(self._fit)
        self._fit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._tools = Flow(spacing=12)
        hidden = QLabel("Period")
        hidden.setBuddy(self.period)
        hidden.setVisible(False)
        self.period.setAccessibleName("Period")
        self.period.setToolTip("Period")
        for one in (hidden, self.period, AsTall(self.proposed)):
            self._tools.addWidget(one)
        column.addLayout(self._tools)
        dates = Flow(self._own, spacing=12)
        dates.addWidget(self.start)
        dates.addWidget(self.end)
        self._own.setVisible(False)
        column.addWidget(self._own)

    def _fill(self) -> None:
        for name, words, *_ in self._choices:
            self.period.addItem(words, name)
        self.period.addItem("Own dates", _OWN)
        self._set_dates()
        self.period.currentIndexChanged.connect(self._chosen)
        self.proposed.toggled.connect(self.ask)
        for field in (self.start, self.end):
            field.changed.connect(self._typed)

    def _fit(self) -> None:
        for field in (self.start, self.end):
            field.setFixedWidth(theme().px(_DAY_WIDTH))

    def add(self, widget: QWidget) -> None:
        """Put a further tool at the end of the row."""
        self._tools.addWidget(widget)

    def _chosen(self) -> None:
        self._own.setVisible(self.period.currentData() == _OWN)
        self._set_dates()
        self.ask()

    def _set_dates(self) -> None:
        for name, _, first, last in self._choices:
            if name != self.period.currentData():
                continue
            for field, day in ((self.start, first), (self.end, last)):
                blocked = field.blockSignals(True)
                field.set_value(day)
                field.blockSignals(blocked)

    def _typed(self) -> None:
        if self.period.currentData() == _OWN:
            self.ask()

    def ask(self) -> None:
        """Tell what is asked, or why it cannot be."""
        try:
            first, last = self.start.value(), self.end.value()
        except InputError as error:
            self.refused.emit(str(error))
            return
        if not isinstance(first, date) or not isinstance(last, date):
            self.refused.emit("Say from when, and to when.")
            return
        if last < first:
            self.refused.emit("The period ends before it begins: change one of them.")
            return
        self.asked.emit(Asked(first, last, self.proposed.isChecked()))


def save_button(
    view: QWidget,
    name: Callable[[], str],
    then: Callable[[Path], object],
    forms: Mapping[str, str] = FORMS,
) -> QPushButton:
    """Return a button with a menu of the forms a list is saved in.

    `name` gives the file's name without its ending; `then` saves under a path.
    """
    made = button("Save", lambda: None, icon="save")
    made.setToolTip("Save what is shown as a file")
    menu = QMenu(made)
    for suffix, words in forms.items():
        kind = f"{words} (*.{suffix})"
        action = menu.addAction(words)
        action.triggered.connect(
            lambda _checked=False, suffix=suffix, kind=kind: _offer(
                view, f"{name()}.{suffix}", kind, then
            )
        )
    made.setMenu(menu)
    return made


def _offer(view: QWidget, name: str, kind: str, then: Callable[[Path], object]) -> None:
    dialog = QFileDialog(view, "Save", name, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()


class Saving(QObject):
    """Saves files for a view in the background, and says so or why not."""

    def __init__(self, view: CoverView) -> None:
        super().__init__(view)
        self._view = view

    def save(self, path: Path, write: Callable[[Path], object], told: str = "") -> None:
        """Write a file under a path, whatever else is being saved; say `told` then."""

        def work(_job: Job) -> str:
            write(path)
            return told or f"Saved {path.name}."

        job = Job(work)
        job.succeeded.connect(self._saved)
        job.failed.connect(self._failed)
        job.start(reader())

    def _saved(self, told: str) -> None:
        self._view.said.emit(told, None)

    def _failed(self, error: BaseException) -> None:
        show_error(self._view, error)


def note() -> QLabel:
    """Return the place of the footnotes of a view."""
    made = label("", "small", wraps=True)
    made.setVisible(False)
    return made


def stacked(view: QWidget, main: QWidget, *below: QWidget) -> None:
    """Lay a view out: what it shows, and what stands below.

    Where text is large and the window low, all of it scrolls and `main` stays legible.
    """
    whole = QVBoxLayout(view)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scrolled(_Stacked(main, *below)))


class _Stacked(QWidget):
    def __init__(self, main: QWidget, *below: QWidget) -> None:
        super().__init__()
        self._main = main
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(main, 1)
        for one in below:
            column.addWidget(one)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._main.setMinimumHeight(theme().px(_LEAST))
