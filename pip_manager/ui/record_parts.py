"""Parts of a detail pane that show one record: entries, source, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, clear, label, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pip_manager.domain.values import Value
    from pip_manager.services.deeds import Deed

Verb = tuple[str, "Callable[[], object]"]


class Pane(QWidget):
    """A column of cards that is filled anew whenever something else is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 4, 0)
        self.column.setSpacing(12)
        self._coming: Iterator[QWidget | None] | None = None
        self._held = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def clear(self) -> None:
        """Take every card away."""
        self._coming = None
        clear(self.column)

    def add(self, widget: QWidget) -> None:
        """Add a card under those that are here."""
        self.column.addWidget(widget)

    def end(self) -> None:
        """Let the cards stand at the top."""
        self.column.addStretch(1)

    def show_cards(self, cards: Iterable[QWidget | None]) -> None:
        """Show other cards, the first at once.

        The others are made one at a time, so that the window never waits for all.
        """
        self._held = self._button_held()
        self.clear()
        self.end()
        self._coming = iter(cards)
        self._next()

    def _button_held(self) -> str:
        """Return the words of the button here that has, or is to regain, the focus."""
        held = self.window().focusWidget()
        if not isinstance(held, QAbstractButton) or not self.isAncestorOf(held):
            return ""
        return held.text()

    def _give_back(self, card: QWidget) -> None:
        """Let the same button of a card made anew have the focus."""
        if not self._held:
            return
        for one in card.findChildren(QAbstractButton):
            if one.text() == self._held:
                self._held = ""
                one.setFocus()
                return

    def finish(self) -> None:
        """Make what is still to come at once."""
        while self._coming is not None:
            self._next()

    def _next(self) -> None:
        if self._coming is None:
            return
        card = next(filter(None, self._coming), None)
        if card is None:
            self._coming = None
        else:
            self.column.insertWidget(self.column.count() - 1, card)
            card.setVisible(True)
            self._give_back(card)
            self._timer.start()
        settle(self)


def settle(widget: QWidget) -> None:
    """Lay a pane out at once, so that it is never seen squeezed before it scrolls."""
    inside: QWidget | None = widget
    while inside is not None and not isinstance(inside, QScrollArea):
        layout = inside.layout()
        if layout is not None:
            layout.activate()
        inside = inside.parentWidget()
    if inside is not None:
        QApplication.sendEvent(inside, QEvent(QEvent.Type.LayoutRequest))


def heading(title: str, *, chips: Sequence[QWidget] = (), sub: str = "") -> Card:
    """Return the card at the top of a detail pane."""
    card = Card()
    name = label(title, "section", wraps=True)
    card.body.addWidget(name)
    if sub:
        card.body.addWidget(label(sub, "muted", wraps=True))
    if chips:
        card.body.addWidget(flow(*chips))
    return card


def line_of(what: str, detail: str, right: Sequence[QWidget]) -> QWidget:
    """Return a line of a card: words, more words under them, what stands beside."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(what, wraps=True))
    if detail:
        column.addWidget(label(detail, "small", wraps=True))
    row.addLayout(column, 1)
    for one in right:
        row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
    return made


def entry(what: str, detail: str = "", verbs: Sequence[Verb] = ()) -> QWidget:
    """Return one line of a list in a card, with verbs as links."""
    links = []
    for verb, then in verbs:
        go = link(verb, then)
        go.setAccessibleName(f"{verb}: {what}")
        links.append(go)
    return line_of(what, detail, links)


def nothing(sentence: str) -> QWidget:
    """Return the muted sentence of a card in which nothing is recorded."""
    return label(sentence, "muted", wraps=True)


def span(row: Mapping[str, Value], nowhere: str = "dates not stated") -> str:
    """Write from and to: ``1 Apr 2026 to 31 Mar 2027``, ``from Oct 2017``."""
    start, end = _when(row.get("from")), _when(row.get("to"))
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}"
    return f"until {end}" if end else nowhere


def _when(value: Value) -> str:
    return "" if value is None else words.when(str(value))


def source(row: Mapping[str, Value]) -> QWidget | None:
    """Return the card that says where a record comes from; None where nowhere."""
    if not any(row.get(name) for name in ("source", "quote", "note")):
        return None
    card = Card("Source")
    place = f" ({row['source_ref']})" if row.get("source_ref") else ""
    if row.get("source"):
        card.body.addWidget(label(f"{row['source']}{place}", wraps=True))
    if row.get("quote"):
        card.body.addWidget(label(f"“{row['quote']}”", "muted", wraps=True))
    if row.get("note"):
        card.body.addWidget(label(str(row["note"]), "small", wraps=True))
    return card


def history(found: Sequence[Deed]) -> Card:
    """Return the card of what was done to a record, latest first."""
    card = Card("History")
    for deed in found:
        told = f"{words.day(deed.at.date())}, {deed.at:%H:%M}, {deed.who}"
        card.body.addWidget(entry(deed.verb, told))
    if not found:
        sentence = "It came with the store and was not changed since."
        card.body.addWidget(nothing(sentence))
    return card
