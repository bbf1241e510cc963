"""Load many records at once: a whole store, or what an import brings.

What is restored of issued documents and of the change log is written exactly as it was;
what follows from it (counters, holds) is worked out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, literal, select

from pip_manager.domain.labels import one
from pip_manager.domain.nouns import NOUNS
from pip_manager.errors import ConflictError
from pip_manager.models import seals, tables, triggers
from pip_manager.models.bulk import insert_rows
from pip_manager.models.rows import record, records
from pip_manager.models.tables import TABLES
from pip_manager.models.writer import key_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models.store import Store
    from pip_manager.models.writer import Writer

_BATCH = 2000
_FEW = 50


def lay_down(
    connection: Connection, name: str, rows: Iterable[Mapping[str, Value]]
) -> None:
    """Put what comes with the program into a new store; the log does not speak of it.

    The log of a new store stays empty, so that another store's can be restored to it.
    """
    full = _full(name, rows)
    insert_rows(connection, TABLES[name], full)
    laid = map(seals.RowSeals(NOUNS[name]).of, full)
    set_mark(connection, seals.LAID + name, seals.of_many(laid))


def set_mark(connection: Connection, name: str, value: str) -> None:
    """Let the store say something of itself."""
    connection.execute(insert(tables.marks).values(name=name, value=value))


def add_many(writer: Writer, name: str, rows: Iterable[Mapping[str, Value]]) -> None:
    """Add many records, each with an entry of its own, in few statements."""
    noun = NOUNS[name]
    full = _full(name, rows)
    insert_rows(writer.connection, TABLES[name], full)
    for row in full:
        stated = {column: value for column, value in row.items() if value is not None}
        writer.note(name, key_of(noun, row), "add", after=texts_of(noun, stated))


def remove_many(writer: Writer, name: str, keys: Iterable[Sequence[str]]) -> None:
    """Delete many records, each with an entry of its own, in few statements.

    Raises:
        ConflictError: one of them is not there any more.
    """
    noun, table = NOUNS[name], TABLES[name]
    wanted = list(keys)
    found = _records_of(writer.connection, name, wanted)
    gone = []
    for key in wanted:
        kept = found.get(tuple(key))
        if kept is None:
            words = " / ".join(key)
            raise ConflictError(f"There is no {one(name)} “{words}” any more.")
        gone.append(kept.id)
        stated = {c: value for c, value in kept.row.items() if value is not None}
        writer.note(name, list(key), "remove", before=texts_of(noun, stated))
    for start in range(0, len(gone), _BATCH):
        batch = gone[start : start + _BATCH]
        statement = delete(table).where(table.c.id.in_(batch))
        writer.connection.execute(statement, execution_options={"logged": True})


def _records_of(
    connection: Connection, name: str, keys: Sequence[Sequence[str]]
) -> dict[tuple[str, ...], Record]:
    """Return the records of keys: each asked for, or all of the noun looked through."""
    if len(keys) < _FEW:
        asked = (record(connection, name, list(key)) for key in keys)
        some = [found for found in asked if found is not None]
    else:
        some = records(connection, name)
    return {tuple(key_of(NOUNS[name], found.row)): found for found in some}


def is_empty(connection: Connection) -> bool:
    """Tell whether a store holds nothing but the reference authorities."""
    others = [table for name, table in TABLES.items() if name != "authorities"]
    kept = [*others, tables.invoices, tables.drafts, tables.changes]
    for table in kept:
        if connection.execute(select(literal(1)).select_from(table).limit(1)).first():
            return False
    return True


def billed_codes(connection: Connection, name: str) -> set[str]:
    """Return the codes of a noun that issued documents hold."""
    held = tables.holds
    statement = select(held.c.code).where(
        held.c.noun == name, held.c.number.is_not(None)
    )
    return set(connection.scalars(statement))


def counts(connection: Connection) -> dict[str, int]:
    """Return how many records each noun has, issued documents and the log as well."""
    shown = {
        **TABLES,
        "invoices": tables.invoices,
        "invoice_lines": tables.invoice_lines,
        "invoice_items": tables.invoice_items,
        "drafts": tables.drafts,
        "documents": tables.documents,
        "changes": tables.changes,
    }
    asked = select(
        *(
            select(func.count()).select_from(table).scalar_subquery().label(name)
            for name, table in shown.items()
        )
    )
    return {
        name: int(n) for name, n in connection.execute(asked).mappings().one().items()
    }


def restore_issued(
    connection: Connection,
    documents: Iterable[tuple[str, bytes]],
    rows: Mapping[str, Sequence[Row]],
) -> None:
    """Write issued documents as they were; counters and holds follow from them."""
    for sha256, content in documents:
        connection.execute(
            insert(tables.documents).values(sha256=sha256, content=content)
        )
    _insert(connection, tables.invoice_lines, rows["invoice_lines"])
    _insert(connection, tables.invoice_items, rows["invoice_items"])
    first = [row for row in rows["invoices"] if row["credits"] is None]
    then = [row for row in rows["invoices"] if row["credits"] is not None]
    _insert(connection, tables.invoices, [*first, *then])
    _insert(connection, tables.series, _counters(rows["invoices"]))
    _insert(connection, tables.holds, held_by(rows["invoices"], rows["invoice_items"]))


def held_by(invoices: Iterable[Row], items: Iterable[Row]) -> list[Row]:
    """Return what issued invoices hold: their items less those a credit note freed."""
    credited = {str(row["number"]): row["credits"] for row in invoices}
    held: dict[tuple[Value, ...], Row] = {}
    freed: set[tuple[Value, ...]] = set()
    for item in items:
        number = str(item["number"])
        what = (item["noun"], item["code"], item["from"])
        if credited.get(number) is not None:
            freed.add((credited[number], *what))
        else:
            held[number, *what] = {
                "noun": item["noun"],
                "code": item["code"],
                "from": item["from"],
                "to": item["date"],
                "number": number,
            }
    return [row for key, row in held.items() if key not in freed]


def _counters(invoices: Iterable[Row]) -> list[Row]:
    last: dict[str, int] = {}
    for row in invoices:
        key, n = str(row["series"]), int(str(row["n"]))
        last[key] = max(n, last.get(key, 0))
    return [{"key": key, "n": n} for key, n in last.items()]


def restore_changes(
    connection: Connection, changes: Sequence[Row], entries: Sequence[Row]
) -> None:
    """Write another store's change log into an empty one, first change first."""
    for change in changes:
        connection.execute(insert(tables.changes).values(change))
    _insert(connection, tables.change_entries, entries)
    drafts = [
        int(str(entry["key"]))
        for entry in entries
        if entry["noun"] == "drafts" and str(entry["key"]).isdecimal()
    ]
    if drafts:  # a number once given to a draft stays its own in the history
        _insert(connection, tables.series, [{"key": "draft", "n": max(drafts)}])


def issued_rows(connection: Connection, table: Table) -> list[Row]:
    """Return a table of issued documents or of the log, in the order of its key."""
    order = [tables.invoices.c.number] if table is tables.invoices else None
    statement = select(table).order_by(*(order or table.primary_key.columns))
    return [dict(row) for row in connection.execute(statement).mappings()]


def document_names(connection: Connection) -> list[str]:
    """Return the SHA-256 of every stored document, in order."""
    name = tables.documents.c.sha256
    return list(connection.scalars(select(name).order_by(name)))


def document(connection: Connection, sha256: str) -> bytes:
    """Return the bytes of a stored document."""
    stored = tables.documents.c
    found = select(stored.content).where(stored.sha256 == sha256)
    return bytes(connection.execute(found).scalar_one())


def values_of(connection: Connection, name: str) -> set[str]:
    """Return the codes of a noun that other records or issued documents name."""
    columns = [
        TABLES[noun.name].c[column.name]
        for noun in NOUNS.values()
        for column in noun.columns
        if column.refers == name
    ]
    if name == "authorities":
        columns.append(tables.invoices.c.authority)
    named: set[str] = set()
    for column in columns:
        named.update(connection.scalars(select(column).distinct()))
    return named - {None}


def _full(name: str, rows: Iterable[Mapping[str, Value]]) -> list[Row]:
    columns = [column.name for column in NOUNS[name].columns]
    return [{column: row.get(column) for column in columns} for row in rows]


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        insert_rows(connection, table, rows)


def unmake(store: Store) -> None:
    """Take back a store on a server that could not be filled."""
    with store.begin() as connection:
        tables.metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        for name in triggers.POSTGRES:
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
