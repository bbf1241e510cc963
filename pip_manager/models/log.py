"""Questions undo asks of the change log and of what is held."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from pip_manager.domain.nouns import NOUNS
from pip_manager.models.changes import Change, key_text
from pip_manager.models.tables import (
    TABLES,
    change_entries,
    changes,
    holds,
    key_columns,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from pip_manager.models.changes import Entry

    Touched = set[tuple[str, str]]


def recent(connection: Connection, limit: int) -> list[Change]:
    """Return the latest changes, the last first."""
    found = connection.execute(
        select(changes).order_by(changes.c.seq.desc()).limit(limit)
    )
    return [Change(*row) for row in found]


def of_documents(
    connection: Connection, seqs: Collection[int]
) -> list[tuple[int, Entry]]:
    """Return what changes did to drafts and issued documents, erased ones left out."""
    entry = change_entries.c
    statement = select(entry.seq, entry.entry).where(
        entry.seq.in_(list(seqs)),
        entry.noun.in_(("drafts", "invoices")),
        entry.entry != "",
    )
    return [(seq, json.loads(text)) for seq, text in connection.execute(statement)]


def undone(connection: Connection, seqs: Collection[int]) -> set[int]:
    """Return which of some changes stand undone."""
    return {seq for seq in seqs if undone_by(connection, seq) is not None}


def undone_by(connection: Connection, seq: int) -> int | None:
    """Return the change that took another back, unless it was itself taken back."""
    undoing = select(changes.c.seq).where(changes.c.undoes == seq)
    found = connection.scalars(undoing.order_by(changes.c.seq.desc())).all()
    standing = (by for by in found if undone_by(connection, by) is None)
    return next(map(int, standing), None)


def day_of(change: Change) -> date:
    """Return the local day of a change."""
    return datetime.fromisoformat(change.at).astimezone().date()


def touched(connection: Connection, seq: int, wanted: Touched) -> Touched:
    """Return which of some records a later change touched, undone ones aside.

    A change and its undoing leave a record as it was.
    """
    return {pair for _, pair in _later(connection, seq, wanted)}


def first_touching(connection: Connection, seq: int, wanted: Touched) -> Change | None:
    """Return the last later change that stands and touched any of some records."""
    found = max((seq for seq, _ in _later(connection, seq, wanted)), default=None)
    if found is None:
        return None
    row = connection.execute(select(changes).where(changes.c.seq == found)).one()
    return Change(*row)


def _later(
    connection: Connection, seq: int, wanted: Touched
) -> list[tuple[int, tuple[str, str]]]:
    found = connection.execute(
        select(change_entries.c.seq, change_entries.c.noun, change_entries.c.key)
        .where(change_entries.c.seq > seq)
        .order_by(change_entries.c.seq)
    )
    hits = [(n, (noun, key)) for n, noun, key in found if (noun, key) in wanted]
    void = _void(connection, {n for n, _ in hits}, seq)
    return [(n, pair) for n, pair in hits if n not in void]


def _void(connection: Connection, seqs: set[int], since: int) -> set[int]:
    """Return the changes that came to nothing: undone, or undoing a later one."""
    void: set[int] = set()
    for seq in seqs:
        undoes = connection.scalar(select(changes.c.undoes).where(changes.c.seq == seq))
        stands = undone_by(connection, seq) is None
        if not stands or (undoes is not None and undoes > since):
            void.add(seq)
    return void


def held(connection: Connection, wanted: Touched) -> Touched:
    """Return which of some records a draft or an issued document holds."""
    if not wanted:
        return set()
    found = connection.execute(select(holds.c.noun, holds.c.code))
    return {(noun, code) for noun, code in found if (noun, code) in wanted}


def left_naming(connection: Connection, name: str) -> tuple[str, str, str] | None:
    """Return a record that names one of a noun that is not there, if any.

    Returns its noun, its key, and the code it names.
    """
    code = NOUNS[name].code
    if code is None:
        return None
    there = select(TABLES[name].c[code])
    for noun in NOUNS.values():
        table = TABLES[noun.name]
        for column in (c.name for c in noun.columns if c.refers == name):
            names = table.c[column]
            lost = select(names, *key_columns(noun, table)).where(
                names.is_not(None), names.not_in(there)
            )
            if row := connection.execute(lost.limit(1)).first():
                return noun.name, key_text(str(part) for part in row[1:]), str(row[0])
    return None


def settle(connection: Connection) -> None:
    """Check every reference now, so that what stands in the way is named."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
