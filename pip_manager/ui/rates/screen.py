"""Rates: what a day of work costs, over time, with what is missing between.

In ten seconds its user finds the line of a role or an agreement, sees on its ribbon
what is in force and where no rate is, and changes it from a date with three keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.columns import Column, chip_column
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.parts import label, scrolled
from pip_manager.ui.kit.table import Table
from pip_manager.ui.rates import dialogs, telling
from pip_manager.ui.rates.pane import LinePane
from pip_manager.ui.rates.ribbon import RibbonDelegate, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Value
    from pip_manager.services.office import Office
    from pip_manager.services.rates import Line

_SHOWS = frozenset({"rates", "agreements", "authorities", "programmes", "people"})
_RIBBON = 4
_LIKE = ("card", "level", "target", "person", "role", "strand", "unit", "basis")


def _now(line: Line) -> str | None:
    return telling.amount(line.now) if line.now else "none now"


COLUMNS: tuple[Column[Line], ...] = (
    Column["Line"]("Card", lambda line: line.card, width=150, optional=True),
    Column["Line"](
        "Priced for",
        lambda line: line.target,
        width=160,
        tooltip=lambda line: f"{telling.LEVELS[line.level]}: {line.target}",
        optional=True,
    ),
    Column["Line"]("Whose work", lambda line: line.whom, width=180, is_strong=True),
    Column["Line"]("Now", _now, width=126, is_figure=True),
    Column["Line"](
        "Over time",
        telling.spoken,
        width=360,
        stretches=True,
        tooltip=telling.spoken,
        heading_tooltip="Bars are rates, hatched amber is no rate, dots are today.",
    ),
    chip_column("", telling.chip, width=124, optional=True),
)


class RatesPage(Page):
    """The cards as lines with their ribbons, the line chosen below."""

    help_text = (
        "What a day or an hour of work costs, for whom, and from when.\n\n"
        f"{telling.LADDER}\n\n"
        "“Change from a date” ends the old rate the day before and begins the new one."
        " Issued invoices never change. Two rates of the same target, person, role and"
        " strand cannot be in force on one day."
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Ctrl+N", "Add a rate"),
        ("Enter", "Change the rate from a date"),
        ("F2", "Edit the rate"),
        ("Ctrl+Shift+P", "What would it cost?"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__("Rates")
        self._office = office
        self._level: Value = None
        self._search = ""
        self._lines: list[Line] = []
        self._lay_out()
        self.add_search("Search cards, roles, people")
        self.searched.connect(self._searched)
        levels: list[tuple[Value, str]] = [(None, "All rates")]
        levels += list(telling.LEVELS.items())
        self.add_filter("Level", levels, self._filtered)
        self.add_verb("What would it cost?", self.price, keys="Ctrl+Shift+P")
        self.set_primary("Add rate", self.add)

    def _lay_out(self) -> None:
        self.model = RowModel(COLUMNS, lambda line: line.key, self)
        self.table = Table(self.model, "rates", "Rates")
        self._ribbon = RibbonDelegate(self.table.view, self.model.row_at)
        self.table.view.setItemDelegateForColumn(_RIBBON, self._ribbon)
        self.table.opened.connect(lambda line: self._do("follow", line.telling))
        self.table.edited.connect(lambda line: self._do("edit", line.telling))
        self.table.chosen.connect(self._show)
        self.table.add_action("Change from a date", "calendar", self._follow)
        self.table.add_action("Edit", "edit", self._edit)
        self.pane = LinePane()
        self.pane.asked.connect(self._do)
        self._detail = scrolled(self.pane)
        self.body.addWidget(self.table, 5)
        self.body.addWidget(label(telling.LADDER, "small", wraps=True))
        self.body.addWidget(self._detail, 4)

    @override
    def opened(self, target: object = None) -> None:
        self._read()
        wanted = [line.key for line in self._lines if target in line.key]
        if target is not None and wanted:
            self.table.select(wanted[0])
        elif self.table.current() is None and self.model.rowCount():
            self.table.select(self.model.id_at(0))

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        if nouns & _SHOWS and self.isVisible():
            self._read()

    @override
    def panes(self) -> Sequence[QWidget]:
        return self.table, self._detail

    def _read(self) -> None:
        today = reading.today()
        self._lines = self._office.rates.lines(today)
        self._ribbon.span = Span(self._lines, today)
        self._arrange()
        self._set_sense()

    def _arrange(self) -> None:
        part = self._search.casefold()
        self.model.show(
            [
                line
                for line in self._lines
                if self._level in {None, line.level} and part in _all_words(line)
            ]
        )
        if self._search or self._level is not None:
            self.table.set_empty("No rate is like that.", "Show all rates", self._all)
        else:
            self.table.set_empty(
                "There are no rates yet, so nothing that is logged has a price.",
                "Add rate",
                self.add,
            )

    def _all(self) -> None:
        self._level = None
        if self.search is not None:
            self.search.clear()
        self._arrange()

    def _set_sense(self) -> None:
        cards = {line.card for line in self._lines}
        missing = sum(line.now is None for line in self._lines)
        told = [words.counted(len(cards), "card"), _counted_rates(self._lines)]
        if missing:
            told.append(f"{missing} with no rate today")
        self.set_sense(" · ".join(told) if self._lines else "")

    def _searched(self, text: str) -> None:
        self._search = text
        self._arrange()

    def _filtered(self, level: Value) -> None:
        self._level = level
        self._arrange()

    def _show(self, line: Line | None) -> None:
        if line is None:
            self.pane.show_none("Choose a line to see its rates, their basis and cost.")
        else:
            self.pane.show_line(line)

    # ---- verbs

    def add(self) -> None:
        """Add a rate, of the standard card unless told otherwise."""
        self._open_form(None, {"level": self._level or "standard"})

    def price(self) -> None:
        """Ask what somebody's work would cost."""
        dialogs.Pricing(self, self._office).open()

    def _follow(self) -> None:
        if (line := self.table.current()) is not None:
            self._do("follow", line.telling)

    def _edit(self) -> None:
        if (line := self.table.current()) is not None:
            self._do("edit", line.telling)

    def _do(self, verb: str, rate: Record) -> None:
        match verb:
            case "add":
                self._open_form(None, {name: rate.row[name] for name in _LIKE})
            case "edit":
                self._open_form(rate, {})
            case "follow":
                dialogs.follow(self, self._office, rate).open()
            case _:
                self._remove(rate)

    def _open_form(self, rate: Record | None, given: dict[str, Value]) -> None:
        dialogs.rate(self, self._office, rate, given).open()

    def _remove(self, rate: Record) -> None:
        try:
            self._office.rates.remove(rate)
        except PipManagerError as error:
            show_error(self, error)


def _counted_rates(lines: Sequence[Line]) -> str:
    return words.counted(sum(len(line.rates) for line in lines), "rate")


def _all_words(line: Line) -> str:
    return f"{line.card} {line.target} {line.whom} {' '.join(line.key)}".casefold()
