"""The one hand that writes: records are added, changed and removed with their log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.values import as_text, read_as
from pip_manager.errors import ConflictError
from pip_manager.models.bulk import insert_rows
from pip_manager.models.seals import RowSeals
from pip_manager.models.tables import TABLES, key_columns, key_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, CursorResult
    from sqlalchemy import Row as Result
    from sqlalchemy.sql.dml import UpdateBase

    from pip_manager.domain.nouns import Noun
    from pip_manager.domain.values import Row, Value
    from pip_manager.models.changes import Entry

_GONE = "Someone else deleted this record. What you typed is still here; copy it."
_MOVED = (
    "Someone else changed this record first. Close the form, look at theirs, then"
    " change it again."
)


class Writer:
    """Writes inside one transaction and gathers the entries of its change."""

    def __init__(self, connection: Connection, verb: str = "") -> None:
        """Write through `connection`, whose transaction is open."""
        self.connection = connection
        self.verb = verb
        """What is done, in words the history shows; may be told better at the end."""
        self.entries: list[Entry] = []
        self.seq: int | None = None
        """The number of the change, once the block has ended."""

    def add(self, name: str, row: Mapping[str, Value]) -> int:
        """Add one record and return its id."""
        noun = NOUNS[name]
        stated = _stated(noun, row)
        result = self._execute(insert(TABLES[name]).values(stated))
        texts = texts_of(noun, stated)
        self.note(name, key_of(noun, row), "add", after=texts)
        return int(result.inserted_primary_key.id)  # type: ignore[union-attr]

    def load(self, name: str, rows: Iterable[Mapping[str, Value]]) -> int:
        """Add many records under one entry and return how many."""
        noun = NOUNS[name]
        stated = [{c.name: row.get(c.name) for c in noun.columns} for row in rows]
        insert_rows(self.connection, TABLES[name], stated)
        if stated:
            keys = [key_of(noun, row) for row in stated]
            seals = list(map(RowSeals(noun).of, stated))
            self.note(name, [], "load", keys=keys, seals=seals)
        return len(stated)

    def change(
        self, name: str, row_id: int, version: int, fields: Mapping[str, Value]
    ) -> None:
        """Set columns of one record read at `version`; what is equal is left alone.

        Raises:
            ConflictError: it was changed or deleted since.
        """
        noun, table = NOUNS[name], TABLES[name]
        found = self._found(name, row_id, version)
        fresh = {
            column: value for column, value in fields.items() if found[column] != value
        }
        if not fresh:
            return
        self._execute(
            update(table)
            .where(table.c.id == row_id, table.c.version == version)
            .values(version=version + 1, **fresh)
        )
        before = {column: found[column] for column in fresh}
        old, new = key_of(noun, found), key_of(noun, found | fresh)
        self.note(
            name,
            old,
            "change",
            before=texts_of(noun, before),
            after=texts_of(noun, fresh),
            **({} if new == old else {"now": new}),
        )

    def remove(self, name: str, row_id: int, version: int) -> None:
        """Delete one record read at `version`.

        Raises:
            ConflictError: it was changed or deleted since.
        """
        noun, table = NOUNS[name], TABLES[name]
        found = self._found(name, row_id, version)
        self._execute(delete(table).where(table.c.id == row_id))
        before = texts_of(noun, _stated(noun, found))
        self.note(name, key_of(noun, found), "remove", before=before)

    def note(
        self, noun: str, key: Iterable[str], action: str, **values: object
    ) -> None:
        """Put an entry into the change that no table of a noun shows."""
        self.entries.append(
            {"noun": noun, "key": list(key), "action": action, **values}
        )

    def _found(self, name: str, row_id: int, version: int) -> dict[str, Any]:
        table = TABLES[name]
        statement = select(table).where(table.c.id == row_id).with_for_update()
        found = self.connection.execute(statement).mappings().first()
        if found is None:
            raise ConflictError(_GONE)
        if found["version"] != version:
            raise ConflictError(_MOVED)
        return dict(found)

    def _execute(self, statement: UpdateBase) -> CursorResult[Any]:
        options = {"logged": True}
        return self.connection.execute(statement, execution_options=options)


def key_of(noun: Noun, row: Mapping[str, Value]) -> list[str]:
    """Return the texts of a record's key, `either` columns as one."""
    parts: list[str] = []
    for name in key_names(noun):
        names = noun.either if name in noun.either else (name,)
        texts = (as_text(noun.column(n).kind, row.get(n)) for n in names)
        parts.append(next(filter(None, texts), ""))
    return parts


def find(connection: Connection, name: str, key: list[str]) -> Result[Any] | None:
    """Return the record of that key, its id and version among its columns."""
    noun, table = NOUNS[name], TABLES[name]
    statement = select(table)
    wanted = zip(key_names(noun), key_columns(noun, table), key, strict=True)
    for column, expression, text in wanted:
        value: Value = text
        if noun.column(column).required:
            value = read_as(noun.column(column), text)
        statement = statement.where(expression == value)
    return connection.execute(statement).first()


def _stated(noun: Noun, row: Mapping[str, Value]) -> Row:
    return {
        column.name: row[column.name]
        for column in noun.columns
        if row.get(column.name) is not None
    }


def texts_of(noun: Noun, row: Mapping[str, Value]) -> dict[str, str]:
    """Return the columns of a record, or some of them, as the log writes them."""
    return {name: as_text(noun.column(name).kind, value) for name, value in row.items()}
