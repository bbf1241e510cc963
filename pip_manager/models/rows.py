"""Questions any noun answers: its rows, one record, its codes, its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.records import Record
from pip_manager.models.tables import TABLES, key_columns
from pip_manager.models.writer import find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from pip_manager.domain.values import Row, Value


def rows(connection: Connection, name: str, **equal: Value) -> list[Row]:
    """Return the rows of a noun in the order of its key, without id and version.

    Args:
        connection: one unit of reading or writing.
        name: the noun.
        equal: what columns must hold; `from_` stands for the column ``from``.
    """
    noun, table = NOUNS[name], TABLES[name]
    statement = select(*(table.c[column.name] for column in noun.columns))
    for column, value in equal.items():
        statement = statement.where(table.c[column.rstrip("_")] == value)
    statement = statement.order_by(*key_columns(noun, table))
    return [dict(row) for row in connection.execute(statement).mappings().all()]


def records(connection: Connection, name: str, **equal: Value) -> list[Record]:
    """Return the records of a noun in the order of its key."""
    noun, table = NOUNS[name], TABLES[name]
    statement = select(table)
    for column, value in equal.items():
        statement = statement.where(table.c[column.rstrip("_")] == value)
    found = connection.execute(statement.order_by(*key_columns(noun, table)))
    return [_record(name, row) for row in found.mappings()]


def record(connection: Connection, name: str, key: list[str]) -> Record | None:
    """Return the record of a key, or None."""
    row = find(connection, name, key)
    return None if row is None else _record(name, row._mapping)  # noqa: SLF001 - public in SQLAlchemy


def record_of_id(connection: Connection, name: str, row_id: int) -> Record | None:
    """Return the record of an id, or None."""
    table = TABLES[name]
    found = connection.execute(select(table).where(table.c.id == row_id))
    row = found.mappings().first()
    return None if row is None else _record(name, row)


def codes(connection: Connection, name: str) -> set[str]:
    """Return every code of a noun."""
    column = TABLES[name].c[str(NOUNS[name].code)]
    return set(connection.scalars(select(column)))


def labels(connection: Connection, name: str, words: str) -> dict[str, str]:
    """Return code to words for each record of a noun, by code."""
    table = TABLES[name]
    code = table.c[str(NOUNS[name].code)]
    pairs = connection.execute(select(code, table.c[words]).order_by(code))
    return {code: label or code for code, label in pairs}


def count(connection: Connection, name: str) -> int:
    """Return how many records a noun has."""
    return int(connection.scalar(select(func.count()).select_from(TABLES[name])) or 0)


def years(connection: Connection, name: str) -> list[int]:
    """Return the first and last years in which records of a noun begin or end."""
    table = TABLES[name]
    begins, ends = table.c["from"], table.c["to"]
    ways = (func.min(begins), func.max(begins), func.min(ends), func.max(ends))
    found = connection.execute(select(*ways)).one()
    return [int(when[:4]) for when in found if when]


def next_code(connection: Connection, name: str, prefix: str, width: int = 4) -> str:
    """Return the code after the last one of that prefix: ``A0001``, ``A0002``."""
    column = TABLES[name].c[str(NOUNS[name].code)]
    like = column.like(f"{prefix}{'_' * width}%")
    longest = func.length(column)
    found = connection.scalars(
        select(column).where(like).order_by(longest.desc(), column.desc()).limit(20)
    )
    return _after(prefix, width, found)


def _after(prefix: str, width: int, found: Iterable[str]) -> str:
    tails = (code.removeprefix(prefix) for code in found)
    last = max((int(tail) for tail in tails if tail.isdigit()), default=0)
    return f"{prefix}{last + 1:0{width}}"


def _record(name: str, row: Any) -> Record:  # noqa: ANN401 - any mapping of columns
    values = {column.name: row[column.name] for column in NOUNS[name].columns}
    return Record(name, row["id"], row["version"], values)
