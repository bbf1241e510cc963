"""What the panes of a person and of a post share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, button
from pip_manager.ui.noun_fields import said
from pip_manager.ui.record_parts import Pane, entry, nothing, span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row


class FilePane(Pane):
    """Shows all there is of one person or post.

    Signals:
        asked(str, object): a verb by its name, and the record it is about.
        went(str, object): the key of a page and what to show there.
    """

    asked = Signal(str, object)
    went = Signal(str, object)

    def show_none(self, sentence: str) -> None:
        """Say why nothing is shown."""
        self.show_cards([nothing(sentence)])

    def asking(self, verb: str, record: Record) -> Callable[[], object]:
        """Return what asks for a verb."""
        return partial(self.asked.emit, verb, record)

    def going(self, key: str, target: str) -> Callable[[], object]:
        """Return what goes to a page."""
        return partial(self.went.emit, key, target)

    def ways(self, record: Record) -> QWidget:
        """Return the buttons of the record itself."""
        edit = button("Edit", self.asking("edit", record), icon="edit")
        return flow(edit, button("Delete", self.asking("remove", record), look="quiet"))

    def holdings(
        self, card: Card, held: Sequence[Record], name: Callable[[Row], str]
    ) -> None:
        """Add a line for each holding to a card, by the name of its other side."""
        for one in held:
            told = [span(one.row)]
            if one.row["capacity"] is not None:
                told.append(said(str(one.row["capacity"])).lower())
            if one.row["fte"] is not None:
                told.append(f"{words.shown(one.row['fte'])} FTE")
            verbs = [("Edit", self.asking("edit holding", one))]
            card.body.addWidget(entry(name(one.row), ", ".join(told), verbs))


def titled(titles: Mapping[str, str], code: object, nobody: str) -> str:
    """Return the title of a code, itself where it has none; `nobody` without one."""
    return titles.get(str(code), str(code)) if code else nobody
