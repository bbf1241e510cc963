"""All there is to know of one issued document, in cards."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from pip_manager.domain.labels import one
from pip_manager.domain.when import span_words
from pip_manager.ui.invoices.columns import state_of
from pip_manager.ui.invoices.money_card import MoneyCard, late_card
from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, Chip, Facts, button, label, link
from pip_manager.ui.record_parts import Pane, entry, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtWidgets import QLabel, QPushButton, QWidget

    from pip_manager.services.invoicing import Detail, Item, Line, VatRow

_PAGES = {"secondments": "cover"}
_MOST = 8
_OF_DIGEST = 16


class DetailPane(Pane):
    """Filled anew for each document.

    Signals:
        saved(), sent(): what its buttons say.
        went(str, object): the user wants another page.
        wanted(str): the user wants another document, by its number.
        pay(), credit(), remind(): what its buttons say.
        removed(str): the user takes a payment out, by its code.
    """

    saved = Signal()
    sent = Signal()
    went = Signal(str, object)
    wanted = Signal(str)
    pay = Signal()
    credit = Signal()
    remind = Signal()
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(0, 12, 4, 0)

    def show_detail(self, detail: Detail) -> None:
        """Show a document instead of what is shown."""
        self.show_cards(self._cards(detail))

    def _cards(self, detail: Detail) -> Iterator[Card]:
        yield self._head(detail)
        yield self._money(detail)
        if detail.claim is not None:
            yield late_card(detail.claim)
        yield _lines(detail)
        yield self._items(detail)
        yield _history(detail)

    def _head(self, detail: Detail) -> Card:
        document, row = detail.document, detail.row
        card = Card(str(document.number))
        state = state_of(row)
        card.body.addWidget(flow(Chip(state.words, state.tone, state.icon)))
        facts = Facts()
        # the title wraps and a link does not: at large text it would widen the pane
        code = document.engagement
        there = link(code, partial(self.went.emit, "engagements", code))
        there.setAccessibleName(f"Engagement {code}: {row.title}")
        facts.add("Engagement", row.title)
        facts.add("Its code", there)
        facts.add("Billed to", document.buyer.name)
        facts.add("Period", span_words(document.period_from, document.period_to))
        facts.add("Issued", _day(document.issued_on))
        facts.add("Tax point", _day(document.tax_point))
        if document.kind == "invoice":
            facts.add("Due", _day(document.due_on))
        if document.credits:
            facts.add("Credits", self._number(document.credits))
        for number in detail.credit_notes:
            facts.add("Credited by", self._number(number))
        facts.add("Purchase order", document.po_number or None)
        card.body.addWidget(facts)
        card.body.addWidget(flow(*self._verbs(detail)))
        return card

    def _verbs(self, detail: Detail) -> Iterator[QPushButton]:
        row = detail.row.invoice
        if row.outstanding > 0:
            then, keys = self.pay.emit, "Ctrl+Shift+R"
            yield button("Record payment…", then, icon="money", tooltip=keys)
        if row.kind == "invoice" and row.credited < row.gross:
            then, keys = self.credit.emit, "Ctrl+Shift+C"
            yield button("Credit…", then, icon="undo", tooltip=keys)
        if detail.row.late:
            then, keys = self.remind.emit, "Ctrl+Shift+M"
            yield button("Reminder…", then, icon="mail", tooltip=keys)
        yield button("Save PDF as…", self.saved.emit, icon="save", tooltip="Ctrl+S")
        yield button("E-mail…", self.sent.emit, icon="mail", tooltip="Ctrl+M")

    def _money(self, detail: Detail) -> Card:
        card = MoneyCard(detail)
        card.removed.connect(self.removed)
        return card

    def _number(self, number: str) -> QWidget:
        return link(number, partial(self.wanted.emit, number))

    def _items(self, detail: Detail) -> Card:
        card = Card(words.counted(len(detail.items), "item"))
        if not detail.items:
            card.body.addWidget(label("It holds no item.", "muted"))
        for item in detail.items[:_MOST]:
            card.body.addWidget(self._item(item))
        if rest := detail.items[_MOST:]:
            # two hundred widgets at once would hold the window up
            more = link(f"Show {len(rest):,} more", lambda: self._add(card, more, rest))
            card.body.addWidget(more)
        return card

    def _item(self, item: Item) -> QWidget:
        noun = one(item.noun).capitalize()
        head = f"{words.day(item.date)} · {item.what or noun}"
        page = _PAGES.get(item.noun, "activity")
        go = link(item.code, partial(self.went.emit, page, item.code))
        go.setAccessibleName(f"{noun} {item.code}: {head}")
        return line_of(head, f"Line {item.n} · {item.quantity}", [go])

    def _add(self, card: Card, more: QWidget, rest: tuple[Item, ...]) -> None:
        more.hide()
        for item in rest:
            card.body.addWidget(self._item(item))


def _day(day: date | None) -> str | None:
    return None if day is None else words.day(day)


def _lines(detail: Detail) -> Card:
    card = Card("Lines and VAT")
    for line in detail.document.lines:
        net = label(words.money(line.net), "strong")
        card.body.addWidget(
            line_of(f"{line.n}. {line.description}", _made_of(line), [net])
        )
    for row in detail.document.vat:
        card.body.addWidget(
            line_of(_vat(row), "", [label(words.money(row.vat), "strong")])
        )
    return card


def _made_of(line: Line) -> str:
    unit = line.unit if line.quantity == 1 else f"{line.unit or 'item'}s"
    price = words.pounds(line.unit_price)
    return f"{words.quantity(line.quantity)} {unit} at {price}"


def _vat(row: VatRow) -> str:
    rate = "outside the scope" if row.rate is None else f"{words.quantity(row.rate)} %"
    reason = f" ({row.reason})" if row.reason else ""
    return f"VAT {row.code}, {rate}, on {words.pounds(row.net)}{reason}"


def _history(detail: Detail) -> Card:
    card = Card("History")
    for at, who, verb in detail.history:
        when = datetime.fromisoformat(at).astimezone()
        told = f"{words.day(when.date())} {when:%H:%M} · {who}"
        card.body.addWidget(entry(verb, told))
    for name, digest in (("Data", detail.sha256), ("PDF", detail.pdf_sha256)):
        card.body.addWidget(label(f"{name}, SHA-256", "label"))
        card.body.addWidget(_digest(digest))
    return card


def _digest(digest: str) -> QLabel:
    # broken up, or the pane could not be narrower than it
    parts = (digest[at : at + _OF_DIGEST] for at in range(0, len(digest), _OF_DIGEST))
    made = label("\n".join(parts), "small")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
