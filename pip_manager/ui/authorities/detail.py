"""The pane of one authority: its head, and tabs of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.ui.authorities import cards
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Chip, button
from pip_manager.ui.record_lines import story
from pip_manager.ui.record_page import RecordDetail
from pip_manager.ui.record_parts import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from pip_manager.services.authorities import Listed, Sheet
    from pip_manager.ui.authorities.verbs import Verbs
    from pip_manager.ui.kit.parts import Card

ABOUT, BILLING, STANDING, HISTORY = TABS = "About", "Billing", "Standing", "History"


class Detail(RecordDetail["Listed", "Sheet"]):
    """Shows one authority."""

    def __init__(self, verbs: Verbs) -> None:
        chosen = "Choose an authority to see it here."
        super().__init__(verbs, "Parts of the authority", TABS, chosen)
        self._verbs = verbs

    @override
    def read(self, listed: Listed) -> Sheet:
        verbs = self._verbs
        return verbs.office.authorities.sheet(listed.code, verbs.today())

    @override
    def heading(self, sheet: Sheet, listed: Listed) -> Card:
        sub = " · ".join(filter(None, (sheet.code, listed.kind, listed.region)))
        told = cards.head_chips(sheet, listed.standing)
        chips = [Chip(chip.words, chip.tone, chip.icon) for chip in told]
        card = heading(sheet.name, chips=chips, sub=sub)
        edit = button("Edit", self._verbs.edit, icon="edit", tooltip="F2")
        card.body.addWidget(flow(edit))
        return card

    @override
    def cards(self, sheet: Sheet) -> Iterator[QWidget | None]:
        match self._tabs.heading:
            case "Billing":
                yield from cards.billing(sheet, self._verbs)
            case "Standing":
                yield from cards.standing(sheet, self._verbs)
            case "History":
                yield story(self._verbs.office.authorities.history(sheet))
            case _:
                yield from cards.about(sheet, self._verbs)
