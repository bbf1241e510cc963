"""Fields of forms made from the columns of a noun, so that each is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QListView

from pip_manager.domain.labels import heading
from pip_manager.domain.nouns import NOUNS, Kind
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import DayField, WhenField
from pip_manager.ui.kit.fields import Field, LineField, WordsField
from pip_manager.ui.kit.figure_fields import (
    MoneyField,
    NumberField,
    PatternField,
    QuantityField,
)
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.kit.words import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.domain.nouns import Column
    from pip_manager.domain.values import Value
    from pip_manager.services.records import Records

_LONG = frozenset({"note", "evidence", "reason", "quote"})
_KINDS: dict[Kind, Callable[..., Field]] = {
    Kind.TEXT: LineField,
    Kind.CODE: LineField,
    Kind.DAY: DayField,
    Kind.WHEN: WhenField,
    Kind.MONEY: MoneyField,
    Kind.QUANTITY: QuantityField,
    Kind.NUMBER: NumberField,
    Kind.PATTERN: PatternField,
}


class NounFields:
    """Makes fields for the columns of one noun; choices come from the store."""

    def __init__(self, records: Records, noun: str) -> None:
        self._records = records
        self._noun = NOUNS[noun]

    def field(self, name: str, label: str = "", hint: str = "") -> Field:
        """Return the field of a column, under its usual words unless told."""
        column = self._noun.column(name)
        words = label or heading(name)
        if column.choices:
            return _choice(column, words, hint)
        if column.refers:
            return self._search(column, words, hint)
        if column.kind is Kind.FLAG:
            return FlagField(name, words, hint=hint, unknown=True)
        if name in _LONG:
            return WordsField(name, words, hint=hint, required=column.required, lines=2)
        make = _KINDS[column.kind]
        if column.kind is Kind.PATTERN:
            return make(name, words, hint=hint)
        return make(name, words, hint=hint, required=column.required)

    def _search(self, column: Column, words: str, hint: str) -> Field:
        found = self._records.choices(str(column.refers))
        entries = [(choice.code, choice.label) for choice in found]
        return SearchField(
            column.name, words, entries, hint=hint, required=column.required
        )

    def provenance(self) -> tuple[Field, ...]:
        """Return the fields for where a record comes from."""
        return (
            self.field("source", "Source", "The document that says so."),
            self.field("source_ref", "Place in the source"),
        )


class OfferedField(LineField):
    """A line that offers words in use, and takes any other."""

    def __init__(
        self,
        name: str,
        label: str,
        known: Sequence[str],
        *,
        hint: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        completer = QCompleter(list(known), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setProperty("look", "choices")
        popup.setAccessibleName(f"Matches for {label}")
        completer.setPopup(popup)
        self.line.setCompleter(completer)


def _choice(column: Column, words: str, hint: str) -> Field:
    choices: list[tuple[Value, str]] = [] if column.required else [(None, NOT_STATED)]
    choices += [(word, said(word)) for word in column.choices]
    name, needed = column.name, column.required
    return ChoiceField(name, words, choices, hint=hint, required=needed)


def said(word: str) -> str:
    """Write a word of the exchange format for people: ``Acting up``."""
    words = word.replace("_", " ").replace(" dcs", " DCS")
    return words[:1].upper() + words[1:]
