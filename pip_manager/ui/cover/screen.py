"""Cover, as recorded: who is released where, and who covers; nothing is measured yet.

In ten seconds its user sees which releases and covers are recorded, which of them say
too little to be measured, and opens one to fill in what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.cover import dialogs
from pip_manager.ui.cover.columns import COVER, SECONDMENTS
from pip_manager.ui.cover.pane import ArrangementPane
from pip_manager.ui.kit import words
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.parts import label
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pip_manager.domain.values import Value
    from pip_manager.services.arrangements import Arrangement
    from pip_manager.services.office import Office

    Found = tuple[list[Arrangement], list[Arrangement], list[Mapping[str, Value]]]

_SHOWS = frozenset(
    {"secondments", "cover", "posts", "people", "authorities", "contradictions"}
)
_SENTENCE = (
    "This shows what is recorded, word for word. Gaps in cover are not worked out here"
    " yet, so check the dates yourself before you rely on a post being covered."
)


class CoverPage(Page):
    """Secondments above, cover below, the one chosen beside them."""

    help_text = (
        "Who is released from which post, where to, and who covers it.\n\n"
        "To be measured, an arrangement needs the day it begins and a share of a full"
        " post, or the days of the week. Where these are not stated it stays out of"
        " every figure and says so.\n\n"
        "Where two sources contradict one another, both are shown, and which is used."
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Ctrl+N", "Add a secondment"),
        ("Ctrl+Shift+N", "Add cover"),
        ("F2", "Edit"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__("Cover")
        self._office = office
        self._search = ""
        self._secondments: list[Arrangement] = []
        self._cover: list[Arrangement] = []
        self._contradictions: list[Mapping[str, Value]] = []
        self._target: object = None
        self._has_read = False
        self._first = Latest(self)
        self._first.answered.connect(self._begin)
        self._first.failed.connect(lambda error: show_error(self, error))
        self._lay_out()
        self.add_search("Search posts, people, hosts")
        self.searched.connect(self._searched)
        self.add_verb("Add cover", self.add_cover, keys="Ctrl+Shift+N")
        self.set_primary("Add secondment", self.add)

    def _lay_out(self) -> None:
        self.pane = ArrangementPane()
        self.pane.asked.connect(self._do)
        self.pane.went.connect(self.go)
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
        self.body.addWidget(label(_SENTENCE, "muted", wraps=True))
        self.split(lists, self.pane, "cover")

    # ---- what the window asks of a page

    @override
    def opened(self, target: object = None) -> None:
        self._target = target
        if self._has_read:
            self._begin(self._found())
        else:
            self._first.ask(self._found)

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
    def reread(self, nouns: frozenset[str]) -> None:
        if nouns & _SHOWS and self._has_read:
            self._take(self._found())

    @override
    def panes(self) -> Sequence[QWidget]:
        return self.secondments, self.cover, self.pane

    # ---- reading

    def _found(self) -> Found:
        """Read what is recorded; the first time in the background."""
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
            self.add,
        )
        self.cover.set_empty("No cover is recorded.", "Add cover", self.add_cover)

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
        self.set_sense(" · ".join(told))

    def _searched(self, text: str) -> None:
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

    def add(self) -> None:
        """Record a secondment."""
        dialogs.secondment(self, self._office, None).open()

    def add_cover(self) -> None:
        """Record a cover arrangement."""
        dialogs.cover(self, self._office, None).open()

    def _edit_current(self) -> None:
        if (one := self._current()) is not None:
            self._do("edit", one)

    def _remove_current(self) -> None:
        if (one := self._current()) is not None:
            self._do("remove", one)

    def _do(self, verb: str, one: Arrangement) -> None:
        if verb == "edit":
            is_cover = one.record.noun == "cover"
            make = dialogs.cover if is_cover else dialogs.secondment
            make(self, self._office, one.record).open()
            return
        try:
            self._office.records.remove([one.record])
        except PipManagerError as error:
            show_error(self, error)


def _all_words(one: Arrangement) -> str:
    told = (one.code, one.who, one.post, one.place)
    return " ".join(word for word in told if word).casefold()
