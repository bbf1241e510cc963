"""The detail of a line of rates: each rate with its evidence, gaps in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, Chip, Facts, button, clear, label
from pip_manager.ui.rates import telling
from pip_manager.ui.record_parts import entry, nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Value
    from pip_manager.services.rates import Line, Stretch


class LinePane(QWidget):
    """Shows one line: its rates over time at the left, the telling one at the right.

    Signals:
        asked(str, object): a verb by its name, and the rate it is about.
    """

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 4, 0)
        self._row.setSpacing(16)

    def show_none(self, sentence: str) -> None:
        """Say why nothing is shown."""
        clear(self._row)
        self._row.addWidget(nothing(sentence))

    def show_line(self, line: Line) -> None:
        """Show a line."""
        clear(self._row)
        self._row.addWidget(_column(self._over_time(line)), 1)
        self._row.addWidget(_column(self._rate(line)), 1)

    def _over_time(self, line: Line) -> Card:
        card = Card(line.whom)
        add = button("Add rate", lambda: self.asked.emit("add", line.telling))
        card.verbs.addWidget(add)
        place = line.target
        if line.level != "standard":
            place = f"{telling.LEVELS[line.level]}: {line.target}"
        card.body.addWidget(label(place, "muted", wraps=True))
        for stretch in reversed(line.stretches):
            card.body.addWidget(self._stretch(stretch, line))
        return card

    def _stretch(self, stretch: Stretch, line: Line) -> QWidget:
        if stretch.rate is None:
            what = f"No rate {telling.dates(stretch)}: work then cannot be priced here"
            return flow(Chip(what, "warn", "warning"))
        rate = stretch.rate
        verbs = [("Edit", self._asking("edit", rate))]
        if rate is line.now:
            verbs.insert(0, ("Change from …", self._asking("follow", rate)))
        return entry(telling.amount(rate), telling.dates(stretch), verbs)

    def _rate(self, line: Line) -> Card:
        rate = line.telling
        row = rate.row
        card = Card(telling.amount(rate))
        facts = Facts()
        facts.add("Card", str(row["card"]))
        basis = row["basis"]
        facts.add("Basis", None if basis is None else telling.BASES[str(basis)])
        facts.add("Full cost", _cost(row))
        left = telling.margin(row)
        told = telling.margin_words(row)
        if left is not None and left < 0:
            facts.add("Margin", Chip(str(told), "bad"))
        else:
            facts.add("Margin", told, "" if told else "The full cost is not stated.")
        facts.add("Market", _band(row))
        facts.add("Evidence", _text(row["evidence"]))
        facts.add("Approved by", _text(row["approved_by"]))
        card.body.addWidget(facts)
        card.verbs.addWidget(
            button("Delete", self._asking("remove", rate), look="quiet")
        )
        return card

    def _asking(self, verb: str, rate: Record) -> Callable[[], object]:
        return lambda: self.asked.emit(verb, rate)


def _column(card: Card) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch(1)
    return made


def _cost(row: dict[str, Value]) -> str | None:
    return None if row["full_cost"] is None else words.pounds(row["full_cost"])  # type: ignore[arg-type]


def _band(row: dict[str, Value]) -> str | None:
    low, high = row["market_low"], row["market_high"]
    if low is None and high is None:
        return None
    told = [words.pounds(one) for one in (low, high) if one is not None]  # type: ignore[arg-type]
    return " to ".join(told)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
