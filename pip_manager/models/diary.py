"""Questions a list of the latest changes asks of the change log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from pip_manager.models.changes import Change
from pip_manager.models.tables import change_entries, changes

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from pip_manager.models.changes import Entry

_READ = 200


def touched(
    connection: Connection, seqs: Collection[int]
) -> dict[int, list[tuple[str, int, str]]]:
    """Return what changes touched: by change, each noun, how many entries, one key."""
    entry = change_entries.c
    statement = (
        select(entry.seq, entry.noun, func.count(), func.min(entry.key))
        .where(entry.seq.in_(list(seqs)))
        .group_by(entry.seq, entry.noun)
        .order_by(entry.seq, func.min(entry.n))
    )
    found: dict[int, list[tuple[str, int, str]]] = {}
    for seq, noun, count, key in connection.execute(statement):
        found.setdefault(seq, []).append((noun, count, key))
    return found


def entries(connection: Connection, seq: int) -> list[tuple[Change, Entry]]:
    """Return what one change did, the first of many entries; erased ones left out."""
    statement = (
        select(changes, change_entries.c.entry)
        .join(change_entries, change_entries.c.seq == changes.c.seq)
        .where(changes.c.seq == seq, change_entries.c.entry != "")
        .order_by(change_entries.c.n)
        .limit(_READ)
    )
    rows = connection.execute(statement)
    return [(Change(*row[:-1]), json.loads(row[-1])) for row in rows]


def last_at(connection: Connection) -> str | None:
    """Return when the last change was made, UTC in ISO form."""
    return connection.scalar(
        select(changes.c.at).order_by(changes.c.seq.desc()).limit(1)
    )
