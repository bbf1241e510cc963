"""What is recorded, word for word: who is released where, who covers, which sources.

In ten seconds its user sees which releases and covers say too little to be measured,
and opens one to fill in what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.ui.cover import dialogs
from pip_manager.ui.cover.columns import COVER, SECONDMENTS
from pip_manager.ui.cover.pane import ArrangementPane
from pip_manager.ui.cover.view import CoverView
from pip_manager.ui.kit import words
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Split
from pip_manager.ui.kit.parts import label
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.values import Value
    from pip_manager.services.cover.arrangements import Arrangement
    from pip_manager.services.office import Office

    Found = tuple[list[Arrangement], list[Arrangement], list[Mapping[str, Value]]]


class RecordedView(CoverView):
    """Secondments above, cover below, the one chosen beside them."""

    key: ClassVar[str] = "recorded"
    title: ClassVar[str] = "Recorded"

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._search = ""
        self._secondments: list[Arrangement] = []
        self._cover: list[Arrangement] = []
        self._contradictions: list[Mapping[str, Value]] = []
        self._target: object = None
        self._has_read = False
        self._latest = Latest(self)
        self._latest.answered.connect(self._begin)
        self._latest.failed.connect(lambda error: show_error(self, error))
        self._lay_out()

    def _lay_out(self) -> None:
        self.pane = ArrangementPane()
        self.pane.asked.connect(self._do)
        self.pane.went.connect(self.went)
        model = RowModel(SECONDMENTS, lambda one: one.code, self)
        self.secondments = Table(model, "secondments", "Secondments")
        other = RowModel(COVER, lambda one: one.code, self)
        self.cover = Table(other, "cover", "Cover arrangements")
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for title, table in (
            ("Released", self.secondments),
            ("Covered", self.cover),
        ):
            column.addWidget(label(title, "section"))
            column.addWidget(table, 1)
            table.chosen.connect(self._chosen)
            table.view.selectionModel().selectionChanged.connect(self._one_only)
            table.opened.connect(lambda one: self._do("edit", one))
            table.edited.connect(lambda one: self._do("edit", one))
            table.add_action("Edit", "edit", self._edit_current, "F2")
            table.add_action("Delete", "delete", self._remove_current, "Del")
        split = Split(lists, self.pane, "split/cover")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    # ---- what the page asks of a view

    @override
    def opened(self, target: object = None) -> None:
        self._target = target
        self._latest.ask(self._found)

    def _begin(self, found: Found) -> None:
        self._has_read = True
        self._take(found)
        target, self._target = self._target, None
        if target is not None:
            for table in (self.secondments, self.cover):
                if table.select(target):
                    return
        if self.secondments.current() is None and self.cover.current() is None:
            self._select_first()

    def _select_first(self) -> None:
        for table in (self.secondments, self.cover):
            if table.model.rowCount():
                table.select(table.model.id_at(0))
                return
        self.pane.show_none(self._contradictions)

    @override
    def reread(self) -> None:
        self._latest.ask(self._found)

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return self.secondments, self.cover, self.pane

    # ---- reading

    def _found(self) -> Found:
        """Read what is recorded, in the background."""
        told = self._office.arrangements
        return told.secondments(), told.cover(), told.contradictions()

    def _take(self, found: Found) -> None:
        self._secondments, self._cover, self._contradictions = found
        self._arrange()
        self._set_sense()

    def _arrange(self) -> None:
        part = self._search.casefold()
        for table, some in (
            (self.secondments, self._secondments),
            (self.cover, self._cover),
        ):
            rows = [one for one in some if part in _all_words(one)]
            table.model.show(rows)  # type: ignore[attr-defined]
        if self._search:
            for table in (self.secondments, self.cover):
                table.set_empty(f"Nothing holds “{self._search}”.")
            return
        self.secondments.set_empty(
            "Nobody is recorded as released to another authority.",
            "Add secondment",
            lambda: dialogs.add_secondment(self, self._office),
        )
        self.cover.set_empty(
            "No cover is recorded.",
            "Add cover",
            lambda: dialogs.add_cover(self, self._office),
        )

    def _set_sense(self) -> None:
        every = [*self._secondments, *self._cover]
        unknown = sum(bool(one.missing) for one in every)
        told = [
            "As recorded",
            words.counted(len(self._secondments), "secondment"),
            words.counted(len(self._cover), "cover arrangement"),
        ]
        if unknown:
            told.append(f"{unknown} cannot be measured")
        self.told.emit(" · ".join(told))

    @override
    def searched(self, text: str) -> None:
        self._search = text
        self._arrange()

    # ---- what is chosen

    def _one_only(self) -> None:
        """Let a choice in one list take the other's away."""
        mine = self.sender()
        for table in (self.secondments, self.cover):
            model = table.view.selectionModel()
            if model is mine and model.hasSelection():
                self._let_go(
                    self.cover if table is self.secondments else self.secondments
                )
                self._show(table.current())

    def _let_go(self, table: Table[Arrangement]) -> None:
        model = table.view.selectionModel()
        if model.hasSelection():
            model.clear()

    def _chosen(self, one: Arrangement | None) -> None:
        if one is not None:
            self._show(one)
        elif not self._secondments and not self._cover:
            self.pane.show_none(self._contradictions)

    def _show(self, one: Arrangement | None) -> None:
        if one is None:
            return
        deeds = self._office.arrangements.history(one.record.noun, one.code)
        self.pane.show_one(one, deeds, self._contradictions)

    def _current(self) -> Arrangement | None:
        for table in (self.secondments, self.cover):
            if table.view.selectionModel().hasSelection():
                return table.current()
        return None

    # ---- verbs

    def _edit_current(self) -> None:
        if (one := self._current()) is not None:
            self._do("edit", one)

    def _remove_current(self) -> None:
        if (one := self._current()) is not None:
            self._do("remove", one)

    def _do(self, verb: str, one: Arrangement) -> None:
        done = dialogs.edit if verb == "edit" else dialogs.remove
        done(self, self._office, one.record.noun, one.code)


def _all_words(one: Arrangement) -> str:
    told = (one.code, one.who, one.post, one.place)
    return " ".join(word for word in told if word).casefold()
