"""The pane of one engagement: its head, what needs attention, tabs of cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pip_manager.ui.engagements import cards
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import Chip, button
from pip_manager.ui.record_lines import Tabs, cleared, in_turn, notice, story
from pip_manager.ui.record_parts import Pane, heading, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pip_manager.services.engagement_attention import Attention, Listed
    from pip_manager.services.engagement_sheet import Money, Sheet
    from pip_manager.ui.engagements.verbs import Verbs
    from pip_manager.ui.kit.parts import Card

TABS = ("Overview", "Work", "Agreements", "Money", "History")


class Detail(QWidget):
    """Shows one engagement; the tab chosen stays when another is shown."""

    def __init__(self, verbs: Verbs) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._verbs = verbs
        self.sheet: Sheet | None = None
        self._money: Money | None = None
        self._matters: Sequence[Attention] = ()
        self.head = Pane()
        self.tabs = Tabs("Parts of the engagement", TABS)
        self.tabs.bar.currentChanged.connect(self._fill)
        verbs.page.add_shortcut("Ctrl+PgDown", partial(self.tabs.step, 1))
        verbs.page.add_shortcut("Ctrl+PgUp", partial(self.tabs.step, -1))
        self.empty = Empty()
        self.empty.say("Choose an engagement to see it here.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.head, self.tabs, self.empty):
            column.addWidget(part)
        column.addStretch(1)
        self._priced = Latest(self)
        self._priced.answered.connect(self._take_money)
        self._show_parts(shown=False)

    def show_one(self, listed: Listed | None, matters: Sequence[Attention]) -> None:
        """Show an engagement, or none."""
        if listed is None:
            self.sheet = None
            self._show_parts(shown=False)
            return
        office = self._verbs.office
        self.sheet = office.engagements.sheet(listed.row.engagement)
        self._matters, self._money = matters, None
        self._verbs.sheet = self.sheet
        self._fill_head(self.sheet)
        self._fill()
        self._show_parts(shown=True)

    def show_matters(self, matters: Sequence[Attention]) -> None:
        """Show other matters of the same engagement."""
        if self.sheet is not None and matters != self._matters:
            self._matters = matters
            self._fill_head(self.sheet)

    def _show_parts(self, *, shown: bool) -> None:
        self.head.setVisible(shown)
        self.tabs.setVisible(shown)
        self.empty.setVisible(not shown)

    def _fill_head(self, sheet: Sheet) -> None:
        row = sheet.engagement.row
        parts = (
            sheet.code,
            sheet.name("authorities", row["authority"]),
            sheet.name("programmes", row["programme"]),
        )
        chips = [Chip(c.words, c.tone, c.icon) for c in cards.chips(sheet)]
        sub = " · ".join(filter(None, parts))
        card = heading(str(row["title"]), chips=chips, sub=sub)
        for matter in self._matters:
            words, mend = self._mend(matter)
            card.body.addWidget(notice(matter.sentence, words, mend))
        card.body.addWidget(self._ways())
        cleared(self.head).add(card)
        card.setVisible(True)
        settle(self.head)
        in_turn(self.head, self.tabs)

    def _mend(self, matter: Attention) -> tuple[str, Callable[[], object]]:
        """Return what mends a matter: its words, and what does it."""
        verbs, target = self._verbs, matter.target
        match matter.page:
            case "agreement":
                return "Add an agreement", partial(verbs.agreement, None)
            case "strand":
                return "Show the strands", partial(self.tabs.choose, "Work")
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

    def _fill(self) -> None:
        if self.sheet is not None:
            self.tabs.show_cards(self._cards(self.sheet))

    def _cards(self, sheet: Sheet) -> Iterator[QWidget | None]:
        match self.tabs.heading:
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
        if sheet is self.sheet:
            self._money = money
        if self.tabs.heading == "Money":
            self._fill()
