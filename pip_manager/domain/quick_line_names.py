"""Find people, strands and engagements in a quick line by the words they go by."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pip_manager.domain.quick_line_parts import Candidate, Name, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_WORDS = 6
# a word that fits more names than this says nothing
_MOST_CANDIDATES = 9
_SHORTEST_START = 3
_SHORTEST_INNER = 4
_SHORTEST_INITIALS = 2
# fmt: off
_IDLE = frozenset({
    "a", "about", "an", "and", "at", "by", "for", "from", "in", "not", "of", "on", "or",
    "the", "to", "with",
})
# fmt: on
_TOKEN = re.compile(r"[^\s,;:()“”\"]+")

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the line; `key` is how it is compared.

    `joins` tells that only space stands between it and the word before.
    """

    start: int
    end: int
    key: str
    is_capital: bool
    joins: bool


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Cut a part of the line into words."""
    tokens: list[Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, end):
        word = match[0].rstrip(".!?")
        if not word:
            continue
        joins = bool(tokens) and text[last : match.start()].isspace()
        stop = match.start() + len(word)
        tokens.append(Token(match.start(), stop, _key(word), word.isupper(), joins))
        last = stop
    return tokens


def _key(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.replace("’", "'"))
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain.casefold().removesuffix("'s").strip("'.")


def _keys(words: str) -> Keys:
    found = (_key(match[0]) for match in _TOKEN.finditer(words))
    return tuple(key for key in found if key and key not in {"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Known:
    """Names, laid out for looking up."""

    exact: dict[Keys, list[Candidate]] = field(
        default_factory=lambda: defaultdict(list)
    )
    initials: dict[str, list[Candidate]] = field(
        default_factory=lambda: defaultdict(list)
    )
    phrases: list[tuple[Candidate, tuple[Keys, ...]]] = field(default_factory=list)
    names: dict[tuple[Part, str], Name] = field(default_factory=dict)

    def meant(self, tokens: list[Token]) -> list[Candidate]:
        """Return what a run of words names in full."""
        found = self.exact.get(tuple(token.key for token in tokens), [])
        if not found and len(tokens) == 1 and tokens[0].is_capital:
            return self.initials.get(tokens[0].key, [])
        return found

    def begun(self, key: str, parts: set[Part]) -> list[Candidate]:
        """Return the names a word is the beginning, or else a later word, of."""
        if len(key) < _SHORTEST_START or key in _IDLE:
            return []
        ours = [item for item in self.phrases if item[0].part in parts]
        first = [
            candidate
            for candidate, phrases in ours
            if any(phrase[0].startswith(key) for phrase in phrases)
        ]
        found = first or self._later(key, ours)
        return found if len(found) <= _MOST_CANDIDATES else []

    def _later(
        self, key: str, ours: list[tuple[Candidate, tuple[Keys, ...]]]
    ) -> list[Candidate]:
        if len(key) < _SHORTEST_INNER:
            return []
        return [candidate for candidate, phrases in ours if _has_word(key, phrases)]

    def narrowed(self, candidates: list[Candidate], key: str) -> list[Candidate]:
        """Return those of several candidates that a further word tells apart."""
        if len(key) < _SHORTEST_START or key in _IDLE:
            return []
        codes = {candidate.code for candidate in candidates}
        return [
            candidate
            for candidate, phrases in self.phrases
            if candidate.part is Part.ENGAGEMENT
            and candidate.code in codes
            and _has_word(key, phrases)
        ]


def _has_word(key: str, phrases: tuple[Keys, ...]) -> bool:
    return any(word.startswith(key) for phrase in phrases for word in phrase)


@lru_cache(maxsize=16)
def known(
    people: tuple[Name, ...], engagements: tuple[Name, ...], strands: tuple[Name, ...]
) -> Known:
    """Lay names out; kept, since a line is read again at every keystroke."""
    laid = Known()
    for part, names in (
        (Part.ENGAGEMENT, engagements),
        (Part.STRAND, strands),
        (Part.PERSON, people),
    ):
        for name in names:
            _lay(laid, part, name)
    return laid


def _lay(laid: Known, part: Part, name: Name) -> None:
    candidate = Candidate(part, name.code, name.words[-1] if name.words else name.code)
    phrases = tuple(_phrases(name))
    laid.names[part, name.code] = name
    if phrases:
        laid.phrases.append((candidate, phrases))
    exact = {_keys(name.code), *phrases}
    if part is Part.PERSON:
        exact |= {phrase[:1] for phrase in phrases}
    for keys in exact:
        if keys and candidate not in laid.exact[keys]:
            laid.exact[keys].append(candidate)
    if part is not Part.ENGAGEMENT:
        for initials in {_initials(phrase) for phrase in phrases}:
            if len(initials) >= _SHORTEST_INITIALS:
                laid.initials[initials].append(candidate)


def _phrases(name: Name) -> Iterator[Keys]:
    """Yield the words of each name, and again with hyphens taken for spaces."""
    for words in name.words:
        forms: Iterable[Keys] = {_keys(words), _keys(words.replace("-", " "))}
        yield from (keys for keys in sorted(forms) if keys)


def _initials(phrase: Keys) -> str:
    return "".join(word[0] for word in phrase if word not in _IDLE)
