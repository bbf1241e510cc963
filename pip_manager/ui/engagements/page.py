"""Engagements: the list, and the one chosen beside it.

In ten seconds its user types a few letters of an engagement and, with it chosen, goes
on to log a day (Ctrl+L) or to draft its invoice (Ctrl+I), or reads how far it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from typing_extensions import override

from pip_manager.ui.engagements import choosing
from pip_manager.ui.engagements.choosing import Wanted
from pip_manager.ui.engagements.detail import Detail
from pip_manager.ui.engagements.looks import columns, in_order
from pip_manager.ui.engagements.verbs import Verbs
from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.record_page import RecordPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from PySide6.QtWidgets import QComboBox

    from pip_manager.domain.values import Value
    from pip_manager.services.engagement_attention import (
        Attention,
        Figures,
        Listed,
    )
    from pip_manager.services.office import Office

_LETTERS, _AFTER_PAINT = 15, 40


class EngagementsPage(RecordPage["Listed"]):
    """The list of engagements with search and filters, and the pane of one.

    Signals:
        counted(): days and what is to bill stand in the list.
    """

    counted = Signal()

    help_text = (
        "Each engagement is one agreed piece of support to, from or with an"
        " authority.\n\nThe list shows those that are not closed, and those whose"
        " status nobody has stated; live are the agreed, active and reducing ones."
        " Days are those logged, of those agreed. What is to bill is priced"
        " at today’s rates, net of VAT.\n\nA status goes one step forward or back,"
        " with its date; a step back needs a reason."
    )
    shows = frozenset(
        {
            *("engagements", "authorities", "phases", "engagement_strands"),
            *("agreements", "secondments", "decisions", "people", "programmes"),
            *("activities", "expenses", "charges", "rates", "roles", "settings"),
            *("invoices", "drafts", "payments", "posts", "strands"),
        }
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Ctrl+L", "Log a day for the engagement"),
        ("Ctrl+I", "Draft its invoice"),
        ("Ctrl+T", "Take a step of its status"),
        ("F2", "Edit it"),
        ("Ctrl+PgUp, Ctrl+PgDown", "Change the part of it that is shown"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__("Engagements", "engagement")
        self._office = office
        self.verbs = Verbs(self, office)
        self._figures: dict[str, Figures] = {}
        self._matters: dict[str, tuple[Attention, ...]] = {}
        self._wanted = Wanted()
        self._latest = Latest(self)
        self._latest.answered.connect(self._take_figures)
        self._furnish()

    def _furnish(self) -> None:
        self.add_search("Search engagements")
        self.searched.connect(lambda text: self._want(search=text))
        self.filters = {
            "status": self._filter("status", "Status", choosing.statuses()),
            "authority": self._filter("authority", "Authority"),
            "programme": self._filter("programme", "Programme"),
            "direction": self._filter("direction", "Direction", _directions()),
        }
        self.set_primary("Add engagement", self.verbs.add)
        # a row of their own, which goes on in a next line where the text is large
        self.body.addWidget(flow(*self.filters.values()))
        self.lay_out(columns(self._matters), Detail(self.verbs, self._matters))
        self.table.edited.connect(lambda _row: self.verbs.edit())
        self._bind_verbs()

    def _bind_verbs(self) -> None:
        verbs = self.verbs
        for said, icon, then, keys in (
            ("Log a day", "activity", verbs.log_day, "Ctrl+L"),
            ("Draft invoice", "invoice", verbs.draft_invoice, "Ctrl+I"),
            ("Take a step", "right", verbs.step, "Ctrl+T"),
        ):
            self.add_shortcut(keys, then)
            self.table.add_action(said, icon, then)
        self.table.add_action("Edit", "edit", verbs.edit)
        self.table.add_action("Delete", "delete", self._remove)

    def _filter(
        self, name: str, said: str, choices: Sequence[tuple[Value, str]] = ()
    ) -> QComboBox:
        def narrow(value: Value) -> None:
            self._want(**{name: value})

        box = self.add_filter(said, choices or [(None, f"Any {said.lower()}")], narrow)
        fit = box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(fit)
        box.setMinimumContentsLength(_LETTERS)
        return box

    # ---- being shown

    @override
    def found(self) -> list[Listed]:
        return self._office.engagements.listed(self.verbs.today())

    @override
    def take(self, found: list[Listed]) -> None:
        self._all = sorted(found, key=in_order)
        self._is_stale = True
        self._offer_choices()
        self._judge()
        service, today = self._office.engagements, self.verbs.today()
        self._latest.ask(lambda: service.figures(today), after=_AFTER_PAINT)

    def _take_figures(self, figures: dict[str, Figures]) -> None:
        from pip_manager.services.engagement_attention import nothing  # noqa: PLC0415 - late

        self._figures = {
            one.code: figures.get(one.code, nothing()) for one in self._all
        }
        self._judge()
        self.counted.emit()

    def _judge(self) -> None:
        """Put figures and what needs attention with the rows, and show them."""
        from pip_manager.services.engagement_attention import attention  # noqa: PLC0415 - late

        today = self.verbs.today()
        self._all = [
            replace(one, figures=self._figures.get(one.code)) for one in self._all
        ]
        self._matters.clear()
        for one in self._all:
            if found := attention(one, today):
                self._matters[one.code] = found
        self.set_sense(choosing.sense(self._all, self._matters))
        self._choose()

    def _offer_choices(self) -> None:
        rows = [one.row for one in self._all]
        named = {
            "authority": {one.authority: one.authority_name for one in rows},
            "programme": {
                one.programme: one.programme_name or one.programme
                for one in rows
                if one.programme
            },
        }
        for name, choices in named.items():
            self._refill(name, choices)

    def _refill(self, name: str, choices: dict[str, str]) -> None:
        box, chosen = self.filters[name], self.filters[name].currentData()
        blocked = box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for code, said in sorted(choices.items(), key=lambda one: one[1].casefold()):
            box.addItem(said, code)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(blocked)

    # ---- narrowing

    def _want(self, **changed: Value) -> None:
        self._wanted = replace(self._wanted, **changed)  # type: ignore[arg-type]
        self._choose()

    def _choose(self) -> None:
        rows = choosing.chosen(self._all, self._wanted, self._matters)
        self._say_why_empty()
        self.list_rows(rows)
        self._add_up(rows)

    def _say_why_empty(self) -> None:
        if self._all:
            self.table.set_empty(
                "No engagement fits the search and the filters.",
                "Show every engagement",
                self.widen,
            )
        else:
            self.table.set_empty(
                "No engagement is recorded yet. Add the first, and log days for it.",
                "Add an engagement",
                self.verbs.add,
            )

    @override
    def widen(self) -> None:
        if self.search is not None:
            self.search.clear()
        for name, box in self.filters.items():
            blocked = box.blockSignals(True)
            box.setCurrentIndex(box.findData("all") if name == "status" else 0)
            box.blockSignals(blocked)
        self._wanted = Wanted(status=choosing.ALL)
        self._choose()

    def _add_up(self, rows: Sequence[Listed]) -> None:
        nets: list[Decimal] = [
            one.figures.unbilled.net
            for one in rows
            if one.figures and one.figures.unbilled
        ]
        total = sum(nets[1:], nets[0]) if nets else None
        self.table.set_totals({"To bill (£)": words.money(total)} if total else {})

    # ---- the one chosen

    def _remove(self) -> None:
        if self.detail.sheet is not None:
            self.verbs.remove(self.detail.sheet.engagement)


def _directions() -> list[tuple[Value, str]]:
    return [
        (None, "Any direction"),
        ("outward", "Outward"),
        ("inward", "Inward"),
        ("mutual", "Mutual"),
    ]
