"""Summaries as the reports page asks for them, with the words behind the codes."""

from __future__ import annotations

import codecs
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.models import rows
from pip_manager.services import files, summary
from pip_manager.services.summary_keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from pip_manager.services.summary import Summary
    from pip_manager.services.workplace import Workplace

MEASURES = summary.MEASURES
_WORDS = {
    "authority": ("authorities", "name"),
    "engagement": ("engagements", "title"),
    "programme": ("programmes", "name"),
    "strand": ("strands", "name"),
    "person": ("people", "name"),
}

__all__ = ["KEYS", "MEASURES", "Shown", "Summaries", "as_csv", "as_json", "save"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A summary, and what its codes are called, by key and code."""

    summary: Summary
    words: Mapping[str, Mapping[str, str]]
    start: date
    end: date

    def word(self, key: str, code: str) -> str:
        """Return what a code of a key is called."""
        return self.words.get(key, {}).get(code, code)


class Summaries:
    """What the reports page can ask."""

    def __init__(self, office: Workplace) -> None:
        """Sum up the activities of an office."""
        self._office = office

    def ask(
        self, start: date, end: date, by: Sequence[str], measures: Sequence[str]
    ) -> Shown:
        """Sum up a period, both dates included.

        Raises:
            PipManagerError: the period is backwards, or a key or measure unknown.
        """
        found = summary.summarise(self._office, start, end, by, measures)
        with self._office.store.reading() as connection:
            words = {
                key: rows.labels(connection, *_WORDS[key])
                for key in by
                if key in _WORDS
            }
        return Shown(found, words, start, end)


def as_csv(shown: Shown) -> bytes:
    """Return keys as codes, measures, and last the total: UTF-8 with its mark."""
    from pip_manager.exchange.delimited import write_records

    found = shown.summary
    text = io.StringIO(newline="")
    write_records(text, [*found.by, *found.measures], found.table())
    return codecs.BOM_UTF8 + text.getvalue().encode()


def as_json(shown: Shown) -> bytes:
    """Return the answer the command line gives."""
    text = json.dumps(shown.summary.as_json(), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def save(shown: Shown, path: Path) -> None:
    """Write a summary as its name asks: ``.json``, else CSV.

    Raises:
        PipManagerError: it cannot be written.
    """
    is_json = path.suffix.casefold() == ".json"
    files.save(path, as_json(shown) if is_json else as_csv(shown))


def key_words(key: str) -> str:
    """Return what a key is called above its column: ``Authority``."""
    return key[:1].upper() + key[1:]
