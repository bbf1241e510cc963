"""What a summary is asked: the period, what it is by, what is measured."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal

from pip_manager.domain.calendar import financial_year, financial_year_start, month_of
from pip_manager.errors import InputError
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Value
    from pip_manager.ui.kit.fields import Field

KEYS = {
    "authority": "Authority",
    "region": "Region",
    "engagement": "Engagement",
    "programme": "Programme",
    "strand": "Strand",
    "person": "Person",
    "role": "Role",
    "kind": "Kind of work",
    "funder": "Funder",
    "month": "Month",
    "quarter": "Quarter",
    "year": "Financial year",
}
MEASURES = {
    "days": "Days",
    "hours": "Hours",
    "entries": "Entries",
    "people": "People",
    "value": "Value (£)",
    "granted": "Granted (£)",
    "contributed": "Contributed (£)",
}
_USUAL = ("days", "value")
_APRIL, _MARCH = 4, 3
OWN = "own"
_PERIOD, _FIELD = 250, 170


class Asked(NamedTuple):
    """One question: both dates included."""

    start: date
    end: date
    by: tuple[str, ...]
    measures: tuple[str, ...]


def periods(today: date) -> list[tuple[str, str, date, date]]:
    """Return the periods offered: a name, words, first and last day."""
    year = financial_year_start(today)
    month = month_of(today)
    last_month = month_of(month.start - timedelta(1))
    this, last = _year(year), _year(year - 1)
    return [
        ("this_year", f"This financial year, {financial_year(today)}", *this),
        ("last_year", f"Last financial year, {financial_year(last[0])}", *last),
        ("this_month", "This month", *month),
        ("last_month", "Last month", *last_month),
    ]


def _year(first: int) -> tuple[date, date]:
    return date(first, _APRIL, 1), date(first + 1, _MARCH, 31)


class Asking(Card):
    """The fields of the question.

    Signals:
        asked(object): an `Asked`, whenever the fields make one.
        refused(str): why they do not.
    """

    asked = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._periods = periods(reading.today())
        choices: list[tuple[Value, str]] = [
            (name, words) for name, words, *_ in self._periods
        ]
        self.period = ChoiceField("period", "Period", [*choices, (OWN, "Own dates")])
        self.start = DayField("from", "From")
        self.end = DayField("to", "To")
        keys: list[tuple[Value, str]] = list(KEYS.items())
        self.by = ChoiceField("by", "By", keys)
        self.then = ChoiceField("then", "Then by", [(None, "nothing more"), *keys])
        self.measures = {
            name: FlagField(name, words) for name, words in MEASURES.items()
        }
        self._lay_out()
        self._begin()

    def _lay_out(self) -> None:
        self.body.addWidget(flow(*self._fields))
        boxes: list[QWidget] = list(self.measures.values())
        self.body.addWidget(flow(*boxes))
        self._fit()
        theme().changed.connect(self._fit)

    @property
    def _fields(self) -> tuple[Field, ...]:
        return self.period, self.start, self.end, self.by, self.then

    def _fit(self) -> None:
        """Keep every field wide enough to be read, whatever the text size."""
        for field in self._fields:
            wide = _PERIOD if field is self.period else _FIELD
            field.setFixedWidth(theme().px(wide))

    def _begin(self) -> None:
        for name in _USUAL:
            self.measures[name].set_value(value=True)
        self._set_dates()
        self.period.changed.connect(self._choose_period)
        for day in (self.start, self.end):
            day.changed.connect(self._own_dates)
        for field in (self.by, self.then, *self.measures.values()):
            field.changed.connect(self.ask)

    def _set_dates(self) -> None:
        for name, _, start, end in self._periods:
            if name == self.period.raw():
                for field, day in ((self.start, start), (self.end, end)):
                    field.blockSignals(True)
                    field.set_value(day)
                    field.blockSignals(False)

    def _choose_period(self) -> None:
        self._set_dates()
        self.ask()

    def _own_dates(self) -> None:
        self.period.blockSignals(True)
        self.period.set_value(OWN)
        self.period.blockSignals(False)
        self.ask()

    def ask(self) -> None:
        """Ask what the fields say, or say why they cannot."""
        measures = tuple(name for name, box in self.measures.items() if box.raw())
        if not measures:
            self.refused.emit("Choose at least one measure.")
            return
        try:
            start, end = self.start.value(), self.end.value()
        except InputError as error:
            self.refused.emit(str(error))
            return
        if not isinstance(start, date) or not isinstance(end, date):
            self.refused.emit("Say from when, and to when.")
            return
        by = [str(self.by.raw())]
        if self.then.raw() not in {None, by[0]}:
            by.append(str(self.then.raw()))
        self.asked.emit(Asked(start, end, tuple(by), measures))
