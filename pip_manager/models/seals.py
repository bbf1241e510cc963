"""Digests of what the log does not spell out: loaded rows, documents and drafts.

They stand in the entries of the change log, so the chain vouches for them, and `verify`
compares them with what the tables hold.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from pip_manager.domain.nouns import Kind
from pip_manager.domain.values import as_text
from pip_manager.models import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, RowMapping, Select, Table

    from pip_manager.domain.nouns import Noun
    from pip_manager.domain.values import Value
    from pip_manager.models.changes import Entry

_LENGTH = 16
_AS_THEY_ARE = (Kind.TEXT, Kind.CODE, Kind.WHEN, Kind.PATTERN)

_PARTS: dict[str, tuple[tuple[Table, str], ...]] = {
    "invoices": (
        (tables.invoices, "number"),
        (tables.invoice_lines, "number"),
        (tables.invoice_items, "number"),
    ),
    "drafts": ((tables.drafts, "draft"), (tables.holds, "draft")),
}
LAID = "laid:"
"""Before a noun's name: the mark that seals what came with the program."""

_NOT_RESTORED = frozenset({"command"})
"""What is made anew where documents are brought in from another store."""

SEALED = frozenset(_PARTS)
"""The nouns whose records are no exchange noun's, and so are sealed whole."""


def of_texts(texts: Mapping[str, str]) -> str:
    """Return the seal of a record from its texts; what is empty does not count."""
    stated = "".join(
        f"{name}\x1e{text}\x1f" for name, text in sorted(texts.items()) if text
    )
    return _short(stated)


class RowSeals:
    """Seals many records of one noun, quickly."""

    def __init__(self, noun: Noun) -> None:
        self._columns = sorted(
            (column.name, None if column.kind in _AS_THEY_ARE else column.kind)
            for column in noun.columns
        )

    def of(self, row: Mapping[str, Value]) -> str:
        """Return the seal of one record, the same as that of its texts."""
        stated = []
        for name, kind in self._columns:
            value = row[name]
            if value is None or value == "":
                continue
            text = value if kind is None else as_text(kind, value)
            stated.append(f"{name}\x1e{text}\x1f")
        return _short("".join(stated))


def of_many(many: Iterable[str]) -> str:
    """Return the seal of records in whatever order."""
    return _short("".join(sorted(many)))


def stamp(connection: Connection, entry: Entry) -> None:
    """Put into the entry of documents or drafts the seals of what they are now."""
    if entry["noun"] not in SEALED or "seals" in entry:
        return
    keys = entry.get("keys") or ([entry["key"]] if entry.get("key") else [])
    seals = [of_whole(connection, entry["noun"], key[0]) for key in keys]
    entry["seals"] = seals


def of_whole(connection: Connection, noun: str, key: str) -> str | None:
    """Return the seal of a document or draft with all its parts; None without it."""
    wanted: str | int = int(key) if noun == "drafts" and key.isdecimal() else key
    found = []
    for statement in _parts(noun):
        rows = connection.execute(statement, {"whole": wanted})
        found.append([_plain(row) for row in rows.mappings()])
    return _short(repr(found)) if found[0] else None


@cache
def _parts(noun: str) -> tuple[Select[Any], ...]:
    """Return the questions for the parts of a whole, made once for a whole run."""
    return tuple(
        select(table)
        .where(table.c[column] == bindparam("whole"))
        .order_by(*table.primary_key.columns)
        for table, column in _PARTS[noun]
    )


def _plain(row: RowMapping) -> list[str | None]:
    return [
        None if value is None else str(value)
        for name, value in row.items()
        if name not in _NOT_RESTORED
    ]


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
