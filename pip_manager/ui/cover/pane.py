"""The detail of a secondment or a cover, and where the sources contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pip_manager.domain.labels import heading as column_heading
from pip_manager.domain.labels import label as column_label
from pip_manager.domain.nouns import NOUNS, PROVENANCE, Kind
from pip_manager.ui.cover import columns
from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, Chip, Facts, button, label
from pip_manager.ui.noun_fields import said
from pip_manager.ui.record_parts import (
    Pane,
    heading,
    history,
    nothing,
    source,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.nouns import Column
    from pip_manager.domain.values import Value
    from pip_manager.services.cover.arrangements import Arrangement
    from pip_manager.services.deeds import Deed

_IN_HEAD = frozenset({"home_post", "post", "person", "authority", "from_post"})


class ArrangementPane(Pane):
    """Shows one arrangement, or the contradictions where none is chosen.

    Signals:
        asked(str, object): a verb by its name, and the arrangement.
        went(str, object): the key of a page and what to show there.
    """

    asked = Signal(str, object)
    went = Signal(str, object)

    def show_none(self, contradictions: Sequence[Mapping[str, Value]]) -> None:
        """Show what is known where nothing is chosen."""
        sentence = "Choose a secondment or a cover to see all that is recorded."
        self.show_cards(iter([nothing(sentence), _contradictions(contradictions)]))

    def show_one(
        self,
        one: Arrangement,
        deeds: Sequence[Deed],
        contradictions: Sequence[Mapping[str, Value]],
    ) -> None:
        """Show an arrangement, and what the sources say against one another."""
        self.show_cards(self._cards(one, deeds, contradictions))

    def _cards(
        self,
        one: Arrangement,
        deeds: Sequence[Deed],
        contradictions: Sequence[Mapping[str, Value]],
    ) -> Iterator[QWidget | None]:
        yield self._head(one)
        yield _facts(one)
        yield _contradictions(contradictions)
        yield source(one.record.row)
        yield history(deeds)

    def _head(self, one: Arrangement) -> Card:
        is_cover = one.record.noun == "cover"
        chip = columns.state(one)
        sub = _cover_words(one) if is_cover else _secondment_words(one)
        title = one.post or "Post not stated"
        shown = Chip(chip.words, chip.tone, chip.icon)
        if one.missing:
            shown = Chip(f"Cannot be measured – {one.missing[0]}", "unknown")
        card = heading(title, chips=[shown], sub=sub)
        if one.missing:
            told = f"Not counted in any figure: {'; '.join(one.missing)}."
            card.body.addWidget(label(told, "small", wraps=True))
        edit = button("Edit", lambda: self.asked.emit("edit", one), icon="edit")
        gone = button("Delete", lambda: self.asked.emit("remove", one), look="quiet")
        post = one.record.row["post" if is_cover else "home_post"]
        show = button("Show post", lambda: self.went.emit("people", post), look="quiet")
        card.body.addWidget(flow(edit, show, gone) if post else flow(edit, gone))
        return card


def _contradictions(found: Sequence[Mapping[str, Value]]) -> Card | None:
    if not found:
        return None
    card = Card("The sources contradict one another")
    for row in found:
        card.body.addWidget(label(str(row["topic"]), "strong", wraps=True))
        for side in ("a", "b"):
            told = f"“{row[f'statement_{side}']}”"
            if row[f"source_{side}"]:
                told += f": {row[f'source_{side}']}"
            card.body.addWidget(label(told, "small", wraps=True))
        if row["used"]:
            card.body.addWidget(label(f"Used here: {row['used']}.", wraps=True))
    return card


def _secondment_words(one: Arrangement) -> str:
    who = one.who or "Someone not named"
    return f"{who}, to {one.place or 'a host not stated'}"


def _cover_words(one: Arrangement) -> str:
    if one.record.row["kind"] == "no_cover_accepted":
        return "No cover, and accepted so"
    told = f"Covered by {one.who or 'someone not named'}"
    return f"{told}, taken from {one.place}" if one.place else told


def _facts(one: Arrangement) -> Card:
    card = Card("As recorded")
    facts = Facts()
    noun, row = NOUNS[one.record.noun], one.record.row
    unknown: list[str] = []
    for column in noun.columns:
        if column.name in PROVENANCE or column.name in _IN_HEAD:
            continue
        told = _words(column, row[column.name])
        if told is None:
            unknown.append(column_label(column.name))
        else:
            facts.add(column_heading(column.name), told)
    card.body.addWidget(facts)
    if unknown:
        sentence = f"Not stated: {', '.join(unknown)}."
        card.body.addWidget(label(sentence, "unstated", wraps=True))
    return card


def _words(column: Column, value: Value) -> str | None:
    if value is None:
        return None
    if column.choices:
        return said(str(value))
    match column.kind:
        case Kind.WHEN:
            return words.when(str(value))
        case Kind.PATTERN:
            return words.pattern(str(value))
        case Kind.MONEY:
            amount: Decimal = value  # type: ignore[assignment]
            return words.pounds(amount)
        case _:
            return words.shown(value)
