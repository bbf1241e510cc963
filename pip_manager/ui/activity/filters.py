"""What narrows the lists: engagement, person, strand, period, state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from pip_manager.domain.calendar import financial_year_start, month_of
from pip_manager.domain.when import span_words
from pip_manager.errors import FieldProblem, InputError
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.flow import Flow
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.parts import button
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.activity import Choices

_STATES = (
    (None, "Any state"),
    ("unbilled", "Unbilled"),
    ("draft", "In a draft"),
    ("billed", "Billed"),
)
_PERIODS = (
    (None, "All time"),
    ("month", "This month"),
    ("last_month", "Last month"),
    ("year", "This financial year"),
    ("last_year", "Last financial year"),
    ("dates", "Dates…"),
)
_WIDE, _NARROW = 254, 158


def period(word: str, today: date) -> tuple[date, date]:
    """Return first and last day of a period named by its word."""
    if word == "month":
        return month_of(today)
    if word == "last_month":
        return month_of(today.replace(day=1) - timedelta(days=1))
    year = financial_year_start(today) - (word == "last_year")
    return date(year, 4, 1), date(year + 1, 3, 31)


class FilterBar(QWidget):
    """A row of choices; each narrows the list, *Show all* takes all away.

    Signals:
        narrowed(): another choice was made.
    """

    narrowed = Signal()

    def __init__(self, today: Callable[[], date] = reading.today) -> None:
        super().__init__()
        self._today = today
        self._dates: tuple[date, date] | None = None
        self._before = 0
        self.boxes = {
            "engagement": _box("Engagement"),
            "person": _box("Person"),
            "strand": _box("Strand"),
            "period": _box("Period", _PERIODS),
            "state": _box("State", _STATES),
        }
        self.clear_all = button("Show all", self.reset, look="quiet")
        row = Flow(self)
        for box in self.boxes.values():
            row.addWidget(box)
            box.currentIndexChanged.connect(self._changed)
        self.boxes["period"].activated.connect(self._picked_period)
        row.addWidget(self.clear_all)
        self._show_clear()

    def offer(self, choices: Choices) -> None:
        """Offer what the store has; what was chosen stays where it is still there."""
        _fill(self.boxes["engagement"], "Any engagement", choices.engagements)
        _fill(self.boxes["person"], "Anyone", choices.people)
        strands = [(code, f"{code} – {name}") for code, name in choices.strands]
        _fill(self.boxes["strand"], "Any strand", strands)

    def show_for(self, noun: str) -> None:
        """Show what narrows that list: charges have no person, only work a strand."""
        self.boxes["strand"].setVisible(noun == "activities")
        self.boxes["person"].setVisible(noun != "charges")

    def filters(self) -> dict[str, Value]:
        """Return only what narrows."""
        found: dict[str, Value] = {
            name: box.currentData()
            for name, box in self.boxes.items()
            if name != "period" and box.currentData() is not None
        }
        word = self.boxes["period"].currentData()
        span = self._dates if word == "dates" else None
        if word not in {None, "dates"}:
            span = period(word, self._today())
        if span is not None:
            found |= {"start": span[0], "end": span[1]}
        return found

    def narrow(self, chosen: Mapping[str, Value]) -> None:
        """Choose by code or word; whatever is not named narrows nothing."""
        start, end = chosen.get("start"), chosen.get("end")
        if isinstance(start, date) and isinstance(end, date):
            self._set_dates(start, end)
            chosen = {**chosen, "period": "dates"}
        for name, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(chosen.get(name))))
            box.blockSignals(blocked)
        self._changed()

    def reset(self) -> None:
        """Narrow nothing."""
        self.narrow({})

    def _changed(self) -> None:
        if self.boxes["period"].currentData() == "dates" and self._dates is None:
            return  # the dates are still asked for
        self._before = self.boxes["period"].currentIndex()
        for box in self.boxes.values():
            box.setToolTip(f"{box.accessibleName()}: {box.currentText()}")
        self._show_clear()
        self.narrowed.emit()

    def _show_clear(self) -> None:
        self.clear_all.setEnabled(bool(self.filters()))

    # ---- dates of one's own

    def _picked_period(self) -> None:
        if self.boxes["period"].currentData() == "dates":
            self.ask_dates()

    def ask_dates(self) -> None:
        """Ask for the first and the last day."""
        start, end = self._dates or period("month", self._today())
        form = Form(
            [
                (
                    DayField("from", "From", required=True, today=self._today),
                    DayField("to", "To", required=True, today=self._today),
                )
            ]
        )
        form.set_values({"from": start, "to": end})
        dialog = FormDialog(self, "Show a period", form, self._take_dates)
        dialog.rejected.connect(self._back)
        dialog.open()

    def _take_dates(self, values: Row) -> None:
        start, end = values["from"], values["to"]
        if not (isinstance(start, date) and isinstance(end, date)):
            raise TypeError("both dates are required")
        if end < start:
            raise InputError(FieldProblem("to", "The end is before the beginning."))
        self._set_dates(start, end)
        self._changed()

    def _set_dates(self, start: date, end: date) -> None:
        self._dates = start, end
        box = self.boxes["period"]
        box.setItemText(box.findData("dates"), span_words(start, end))

    def _back(self) -> None:
        if self._dates is None:
            self.boxes["period"].setCurrentIndex(self._before)


class _Choice(QComboBox):
    """Of one width whatever it holds; its list is as wide as its words."""

    @override
    def showPopup(self) -> None:
        metrics = self.fontMetrics()
        wide = max(
            metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())
        )
        self.view().setMinimumWidth(min(wide + 40, 560))
        super().showPopup()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def sizeHint(self) -> QSize:
        wide = _WIDE if self.accessibleName() == "Engagement" else _NARROW
        return QSize(theme().px(wide), super().sizeHint().height())


def _box(name: str, choices: Iterable[tuple[Value, str]] = ()) -> QComboBox:
    box = _Choice()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for value, words in choices:
        box.addItem(words, value)
    return box


def _fill(box: QComboBox, any_of_them: str, offered: Iterable[tuple[str, str]]) -> None:
    chosen = box.currentData()
    blocked = box.blockSignals(True)
    box.clear()
    box.addItem(any_of_them, None)
    for code, words in offered:
        box.addItem(words, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(blocked)
