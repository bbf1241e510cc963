"""Lines in the cards of a detail pane: what has a state, what needs doing, what was."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from pip_manager.ui.kit import icons, words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, Chip, label, link, rule
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.record_parts import Pane, nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pip_manager.domain.values import Row
    from pip_manager.services.story import Told
    from pip_manager.ui.kit.columns import ChipWords
    from pip_manager.ui.record_parts import Verb

_BESIDE = 22
"""Letters of a chip that stands beside a name; a longer one stands below."""


def line(
    what: str,
    detail: Iterable[str] = (),
    *,
    chip: ChipWords | None = None,
    verbs: Sequence[Verb] = (),
    under: QWidget | None = None,
) -> QWidget:
    """Return one thing of a list: its name and chip, more words, verbs beneath."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(what, "strong", wraps=True), 1)
    column.addLayout(head)
    if chip is not None:
        shown = Chip(chip.words, chip.tone, chip.icon)
        if len(chip.words) > _BESIDE:
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            head.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
    for told in filter(None, detail):
        column.addWidget(label(told, "small", wraps=True))
    if under is not None:
        column.addWidget(under)
    if verbs:
        column.addWidget(links(what, verbs))
    return made


def links(what: str, verbs: Sequence[Verb]) -> QWidget:
    """Return verbs as links in a row; a screen reader hears what they are of."""
    made = []
    for verb, then in verbs:
        go = link(verb, then)
        go.setAccessibleName(f"{verb}: {what}")
        made.append(go)
    return flow(*made)


def listing(
    heading: str,
    lines: Sequence[QWidget],
    sentence: str,
    verb: str = "",
    then: Callable[[], object] | None = None,
) -> Card:
    """Return a card of lines apart; `sentence` says why there are none."""
    card = Card(heading)
    if verb and then is not None:
        go = link(verb, then)
        go.setAccessibleName(f"{verb}: {heading}")
        card.verbs.addWidget(go)
    for number, one in enumerate(lines):
        if number:
            card.body.addWidget(rule())
        card.body.addWidget(one)
    if not lines:
        card.body.addWidget(nothing(sentence))
    return card


def notice(
    sentence: str, verb: str = "", then: Callable[[], object] | None = None
) -> QWidget:
    """Return a sentence that needs doing something about, and what does it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    sign, side = QLabel(), theme().px(16)
    sign.setPixmap(icons.icon("warning", "warn").pixmap(QSize(side, side)))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(sentence, wraps=True))
    if verb and then is not None:
        go = link(verb, then)
        go.setAccessibleName(f"{verb}: {sentence}")
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
    row.addLayout(column, 1)
    return made


def contradictions(found: Sequence[Row]) -> Card | None:
    """Return the card of what sources say differently; None where they agree."""
    if not found:
        return None
    lines = []
    for row in found:
        used = f"Used here: {row['used']}" if row["used"] else ""
        said = [
            _said(row["statement_a"], row["source_a"]),
            _said(row["statement_b"], row["source_b"]),
            used,
        ]
        lines.append(line(str(row["topic"]), said))
    return listing("The sources differ", lines, "")


def _said(statement: object, source: object) -> str:
    return f"“{statement}” ({source})" if source else f"“{statement}”"


def story(found: Sequence[Told]) -> Card:
    """Return the card of what was done, latest first: when, who, what from and to."""
    lines = [
        line(
            told.verb,
            (f"{words.day(told.at.date())}, {told.at:%H:%M}, {told.who}", *told.lines),
        )
        for told in found
    ]
    sentence = "It came with the store and was not changed since."
    return listing("History", lines, sentence)


class Tabs(QWidget):
    """Headings over one column of cards, which is made anew for the one chosen."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__()
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        for heading in headings:
            self.bar.addTab(heading)
        self.pane = Pane()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.pane, 1)

    @property
    def heading(self) -> str:
        """Return the heading chosen."""
        return self.bar.tabText(self.bar.currentIndex())

    def choose(self, heading: str) -> None:
        """Choose a heading."""
        for number in range(self.bar.count()):
            if self.bar.tabText(number) == heading:
                self.bar.setCurrentIndex(number)

    def step(self, by: int) -> None:
        """Choose the heading so many further, round and round."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % self.bar.count())

    def show_cards(self, cards: Iterable[QWidget | None]) -> None:
        """Show other cards, made one at a time so that the window never waits."""
        self.pane.show_cards(cards)

    def finish(self) -> None:
        """Make what is still to come at once."""
        self.pane.finish()


def cleared(pane: Pane) -> Pane:
    """Take every card off a pane and return it."""
    pane.clear()
    return pane


def in_turn(*parts: QWidget) -> None:
    """Let Tab go through parts in this order: what is filled anew comes last else."""
    takes = Qt.FocusPolicy.TabFocus
    inside = [one for part in parts for one in part.findChildren(QWidget)]
    for one, other in pairwise(one for one in inside if one.focusPolicy() & takes):
        QWidget.setTabOrder(one, other)
