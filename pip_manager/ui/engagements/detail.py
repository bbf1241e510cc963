"""The pane of one engagement: its head, what needs attention, tabs of cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.ui.engagements import cards
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import Chip, button
from pip_manager.ui.record_lines import notice, story
from pip_manager.ui.record_page import RecordDetail
from pip_manager.ui.record_parts import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from pip_manager.services.engagement_attention import Attention, Listed
    from pip_manager.services.engagement_sheet import Money, Sheet
    from pip_manager.ui.engagements.verbs import Verbs
    from pip_manager.ui.kit.parts import Card

TABS = ("Overview", "Work", "Agreements", "Money", "History")


class Detail(RecordDetail["Listed", "Sheet"]):
    """Shows one engagement; `matters` are what needs attention, by code."""

    def __init__(
        self, verbs: Verbs, matters: Mapping[str, Sequence[Attention]]
    ) -> None:
        chosen = "Choose an engagement to see it here."
        super().__init__(verbs, "Parts of the engagement", TABS, chosen)
        self._verbs = verbs
        self._matters = matters
        self._told: Sequence[Attention] = ()
        self._money: Money | None = None
        self._priced = Latest(self)
        self._priced.answered.connect(self._take_money)

    @override
    def read(self, listed: Listed) -> Sheet:
        self._money = None
        return self._verbs.office.engagements.sheet(listed.code)

    @override
    def still(self) -> None:
        self.make()
        if tuple(self._matters.get(self.code or "", ())) != tuple(self._told):
            self.fill_head()

    @override
    def heading(self, sheet: Sheet, listed: Listed) -> Card:
        row = sheet.engagement.row
        parts = (
            sheet.code,
            sheet.name("authorities", row["authority"]),
            sheet.name("programmes", row["programme"]),
        )
        chips = [Chip(c.words, c.tone, c.icon) for c in cards.chips(sheet)]
        sub = " · ".join(filter(None, parts))
        card = heading(str(row["title"]), chips=chips, sub=sub)
        self._told = self._matters.get(listed.code, ())
        for matter in self._told:
            words, mend = self._mend(matter)
            card.body.addWidget(notice(matter.sentence, words, mend))
        card.body.addWidget(self._ways())
        return card

    def _mend(self, matter: Attention) -> tuple[str, Callable[[], object]]:
        """Return what mends a matter: its words, and what does it."""
        verbs, target = self._verbs, matter.target
        match matter.page:
            case "agreement":
                return "Add an agreement", partial(verbs.agreement, None)
            case "strand":
                return "Show the strands", partial(self._tabs.choose, "Work")
            case "invoices":
                return "See what is blocked", partial(verbs.page.go, "invoices", target)
            case "authorities":
                return "Add it", partial(verbs.page.go, "authorities", target)
            case _:
                return "Take a step", verbs.step

    def _ways(self) -> QWidget:
        verbs = self._verbs
        return flow(
            button("Log a day", verbs.log_day, tooltip="Ctrl+L"),
            button("Draft invoice", verbs.draft_invoice, tooltip="Ctrl+I"),
            button("Next step", verbs.step, tooltip="Ctrl+T"),
            button("Edit", verbs.edit, tooltip="F2"),
        )

    @override
    def cards(self, sheet: Sheet) -> Iterator[QWidget | None]:
        match self._tabs.heading:
            case "Work":
                yield from cards.work(sheet, self._verbs)
            case "Agreements":
                yield from cards.terms(sheet, self._verbs)
            case "Money":
                self._price(sheet)
                yield from cards.money(sheet, self._money, self._verbs)
            case "History":
                yield self._story(sheet)
            case _:
                yield from cards.overview(sheet, self._verbs)

    def _story(self, sheet: Sheet) -> Card:
        return story(self._verbs.office.engagements.history(sheet))

    def _price(self, sheet: Sheet) -> None:
        if self._money is None and not self._priced.is_waiting:
            service, today = self._verbs.office.engagements, self._verbs.today()
            self._priced.ask(lambda: (sheet, service.money(sheet, today)))

    def _take_money(self, answer: tuple[Sheet, Money]) -> None:
        sheet, money = answer
        if sheet is self._sheet:
            self._money = money
        if self._tabs.heading == "Money":
            self.fill()
