"""Finding any record by a few letters of what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.labels import one
from pip_manager.domain.when import day_words
from pip_manager.models import search as asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.models import Connection
    from pip_manager.models.search import Hit
    from pip_manager.services.workplace import Workplace

    Question = Callable[[Connection, Sequence[str], int], list[Hit]]

_MOST_WORDS = 6
_LEAST_LETTERS = 2
_QUESTIONS: tuple[tuple[Question, int], ...] = (
    (asked.engagements, 6),
    (asked.authorities, 5),
    (asked.people, 5),
    (asked.posts, 4),
    (asked.agreements, 4),
    (asked.documents, 5),
    (asked.activities, 6),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A record found: what it is called, what it is, and the page that shows it."""

    noun: str
    words: str
    kind: str
    page: str
    target: str


class Search:
    """The question of the palette."""

    def __init__(self, workplace: Workplace) -> None:
        """Look in the store of a workplace."""
        self._workplace = workplace

    def find(self, text: str) -> list[Found]:
        """Return what has every word of `text`: names first, what was done last."""
        typed = text.split()[:_MOST_WORDS]
        if sum(map(len, typed)) < _LEAST_LETTERS:
            return []
        with self._workplace.store.reading() as connection:
            hits = [
                hit
                for question, limit in _QUESTIONS
                for hit in question(connection, typed, limit)
            ]
        return [_found(hit) for hit in hits]


def _found(hit: Hit) -> Found:
    beside = hit.beside
    if hit.noun == "activities":
        beside = day_words(date.fromisoformat(beside))
    words = hit.words if beside in {"", hit.words} else f"{hit.words} · {beside}"
    page, target = _places(hit)
    return Found(hit.noun, words, one(hit.noun), page, target)


def _places(hit: Hit) -> tuple[str, str]:
    """Return the page that shows a record, and what to ask of it."""
    match hit.noun:
        case "agreements":
            return "engagements", hit.engagement
        case "activities":
            return "activity", hit.code
        case "posts":
            return "people", hit.code
        case noun:
            return noun, hit.code
