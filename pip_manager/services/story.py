"""What was done to records, told in plain words: who, when, what from and to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.labels import label, one
from pip_manager.domain.money import pounds
from pip_manager.domain.nouns import NOUNS, Kind
from pip_manager.domain.values import plain, read_as
from pip_manager.domain.when import day_words
from pip_manager.domain.when import words as when_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.domain.nouns import Column
    from pip_manager.domain.values import Value
    from pip_manager.models.changes import Change, Entry

_UNSTATED = "not stated"
_LONGEST = 80
_DOCUMENTS = {
    "issue": "Invoice {key} issued",
    "credit": "Credit note {key} issued",
    "draft": "Draft {key} made",
    "discard": "Draft {key} discarded",
    "regroup": "Draft {key} grouped another way",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One verb: when by the clock here, by whom, in its words, and what it altered."""

    at: datetime
    who: str
    verb: str
    lines: tuple[str, ...]


def told(
    found: Iterable[tuple[Change, Entry]], people: Mapping[str, str]
) -> tuple[Told, ...]:
    """Tell changes in plain words, in the order given; one verb stands once.

    Args:
        found: entries with the change each belongs to.
        people: what people are called, by code.
    """
    verbs: dict[int, tuple[Change, list[str]]] = {}
    for change, entry in found:
        verbs.setdefault(change.seq, (change, []))[1].extend(_lines(entry))
    return tuple(
        Told(
            datetime.fromisoformat(change.at).astimezone(),
            people.get(change.who or "", change.who or change.login),
            change.verb,
            tuple(lines),
        )
        for change, lines in verbs.values()
    )


def _lines(entry: Entry) -> list[str]:
    name, key = str(entry["noun"]), " / ".join(entry.get("key", ()))
    action = str(entry["action"])
    if action in _DOCUMENTS:
        return [_DOCUMENTS[action].format(key=key)]
    if name not in NOUNS:
        return []
    what = f"{one(name)} {key}"
    match action:
        case "change":
            return [f"{what}: {told}" for told in _altered(name, entry)]
        case "add":
            return [_capital(f"{what} added")]
        case "remove":
            return [_capital(f"{what} deleted")]
        case _:
            return []


def _altered(name: str, entry: Entry) -> list[str]:
    noun = NOUNS[name]
    before, after = entry.get("before", {}), entry.get("after", {})
    return [
        f"{label(column)} {_shown(noun.column(column), before.get(column))}"
        f" → {_shown(noun.column(column), text)}"
        for column, text in after.items()
        if noun.has(column)
    ]


def _shown(column: Column, text: str | None) -> str:
    if not text:
        return _UNSTATED
    words = _words(column, read_as(column, text))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _words(column: Column, value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return pounds(value) if column.kind is Kind.MONEY else plain(value)
        case date():
            return day_words(value)
        case str() if column.kind is Kind.WHEN:
            return when_words(value)
        case str() if column.choices:
            return value.replace("_", " ")
        case _:
            return str(value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
