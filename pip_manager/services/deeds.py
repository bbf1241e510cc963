"""What was done to one record, as its page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pip_manager.models import changes, rows

if TYPE_CHECKING:
    from pip_manager.models import Connection

_LATEST = 8


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb: when by the clock here, by whom, in its words."""

    at: datetime
    who: str
    verb: str


def deeds(connection: Connection, noun: str, *key: str) -> tuple[Deed, ...]:
    """Return the last things done to a record, latest first."""
    found = changes.history(connection, noun, changes.key_text(key))[:_LATEST]
    people = rows.labels(connection, "people", "name") if found else {}
    return tuple(
        Deed(
            datetime.fromisoformat(change.at).astimezone(),
            people.get(change.who or "", change.who or change.login),
            change.verb,
        )
        for change, _ in found
    )
