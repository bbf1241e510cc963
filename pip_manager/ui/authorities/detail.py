"""The pane of one authority: its head, and tabs of cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pip_manager.ui.authorities import cards
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Chip, button
from pip_manager.ui.record_lines import Tabs, cleared, in_turn, story
from pip_manager.ui.record_parts import Pane, heading, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.services.authorities import Listed, Sheet
    from pip_manager.ui.authorities.verbs import Verbs

ABOUT, BILLING, STANDING, HISTORY = "About", "Billing", "Standing", "History"


class Detail(QWidget):
    """Shows one authority; the tab chosen stays when another is shown."""

    def __init__(self, verbs: Verbs) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._verbs = verbs
        self.sheet: Sheet | None = None
        self.head = Pane()
        self.tabs = Tabs("Parts of the authority", (ABOUT, BILLING, STANDING, HISTORY))
        self.tabs.bar.currentChanged.connect(self._fill)
        verbs.page.add_shortcut("Ctrl+PgDown", partial(self.tabs.step, 1))
        verbs.page.add_shortcut("Ctrl+PgUp", partial(self.tabs.step, -1))
        self.empty = Empty()
        self.empty.say("Choose an authority to see it here.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.head, self.tabs, self.empty):
            column.addWidget(part)
        column.addStretch(1)
        self._show_parts(shown=False)

    def show_one(self, listed: Listed | None) -> None:
        """Show an authority, or none."""
        if listed is None:
            self.sheet = None
            self._show_parts(shown=False)
            return
        verbs = self._verbs
        sheet = verbs.office.authorities.sheet(listed.code, verbs.today())
        self.sheet = verbs.sheet = sheet
        self._fill_head(sheet, listed)
        self._fill()
        self._show_parts(shown=True)

    def _show_parts(self, *, shown: bool) -> None:
        self.head.setVisible(shown)
        self.tabs.setVisible(shown)
        self.empty.setVisible(not shown)

    def _fill_head(self, sheet: Sheet, listed: Listed) -> None:
        sub = " · ".join(filter(None, (sheet.code, listed.kind, listed.region)))
        told = cards.head_chips(sheet, listed.standing)
        chips = [Chip(chip.words, chip.tone, chip.icon) for chip in told]
        card = heading(sheet.name, chips=chips, sub=sub)
        edit = button("Edit", self._verbs.edit, icon="edit", tooltip="F2")
        card.body.addWidget(flow(edit))
        cleared(self.head).add(card)
        card.setVisible(True)
        settle(self.head)
        in_turn(self.head, self.tabs)

    def _fill(self) -> None:
        if self.sheet is not None:
            self.tabs.show_cards(self._cards(self.sheet))

    def _cards(self, sheet: Sheet) -> Iterator[QWidget | None]:
        match self.tabs.heading:
            case "Billing":
                yield from cards.billing(sheet, self._verbs)
            case "Standing":
                yield from cards.standing(sheet, self._verbs)
            case "History":
                yield story(self._verbs.office.authorities.history(sheet))
            case _:
                yield from cards.about(sheet, self._verbs)
