"""The latest changes as a list to read and to take back from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pip_manager.domain.labels import NOUNS, counted, one
from pip_manager.models import diary as asked
from pip_manager.models import rows
from pip_manager.services import story
from pip_manager.services.history import History

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.services.history import Past
    from pip_manager.services.workplace import Workplace

_LATEST = 200
_MOST_NOUNS = 3


@dataclass(frozen=True, slots=True)
class Happening:
    """One verb of the log: when by the clock here, by whom, and what it touched.

    `final` says why it can never be undone, and is empty where it may be.
    """

    seq: int
    at: datetime
    who: str
    verb: str
    what: str
    is_undone: bool
    final: str = ""


class Diary:
    """The questions of the list of latest changes."""

    def __init__(self, workplace: Workplace) -> None:
        """Look back on the store of a workplace."""
        self._workplace = workplace

    def latest(self, limit: int = _LATEST) -> list[Happening]:
        """Return the latest changes, the last first."""
        past = History(self._workplace).recent(limit)
        seqs = [each.change.seq for each in past]
        with self._workplace.store.reading() as connection:
            touched = asked.touched(connection, seqs)
            names = rows.labels(connection, "people", "name")
        return [
            _happening(each, names, touched.get(each.change.seq, ())) for each in past
        ]

    def lines(self, seq: int) -> tuple[str, ...]:
        """Return what one change did, a line for each thing it altered."""
        with self._workplace.store.reading() as connection:
            told = story.told(asked.entries(connection, seq), {})
        return tuple(line for verb in told for line in verb.lines)


def _happening(
    past: Past, names: dict[str, str], touched: Sequence[tuple[str, int, str]]
) -> Happening:
    change = past.change
    return Happening(
        change.seq,
        datetime.fromisoformat(change.at).astimezone(),
        names.get(change.who or "", change.who or change.login),
        change.verb,
        _what(touched),
        past.is_undone,
        past.final,
    )


def _what(touched: Sequence[tuple[str, int, str]]) -> str:
    """Name the record of a change, or count those it touched."""
    told = [_touched(*each) for each in touched if each[0] in NOUNS]
    more = len(told) - _MOST_NOUNS
    words = ", ".join(told[:_MOST_NOUNS]) + (f" and {more} more" if more > 0 else "")
    return words[:1].upper() + words[1:]


def _touched(noun: str, count: int, key: str) -> str:
    if not key:  # loaded many at once
        return NOUNS[noun][1]
    return f"{one(noun)} {key}" if count == 1 else counted(noun, count)
