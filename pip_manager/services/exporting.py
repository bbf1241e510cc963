"""What an export holds: every noun in the order of its key, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.values import as_text
from pip_manager.models import loading, rows, tables
from pip_manager.services import issued_files, reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pip_manager.domain.nouns import Noun
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection

    Table = tuple[str, Sequence[str], Iterator[Sequence[str]]]

PAY = {
    "secondments": ("annual_salary",),
    "cover": ("cost_amount",),
    "rates": ("full_cost",),
}
"""The columns that say what a person earns or costs."""

_PAID = ("cover",)
"""The kinds of costs that are somebody's pay."""

_ISSUED = ("invoices", "invoice_lines", "invoice_items")


def exported(
    connection: Connection, *, lossless: bool, with_pay: bool
) -> Iterator[Table]:
    """Yield each noun with its columns and rows.

    Args:
        connection: one unit of reading.
        lossless: the change log comes too; the form that is restored from.
        with_pay: False leaves out what people earn or cost, and the log that tells it.
    """
    for name, noun in NOUNS.items():
        hidden = () if with_pay else PAY.get(name, ())
        columns = [c.name for c in noun.columns if c.name not in hidden]
        found = _rows(connection, name)
        if name == "costs" and not with_pay:
            found = [row for row in found if row["kind"] not in _PAID]
        yield name, columns, _texts(noun, columns, found)
    for name in _ISSUED:
        found = loading.issued_rows(connection, tables.metadata.tables[name])
        yield name, issued_files.EXTRA[name], issued_files.texts(name, found)
    if lossless and with_pay:
        yield _log(connection)


def documents(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield every stored document with its SHA-256, one at a time."""
    for sha256 in loading.document_names(connection):
        yield sha256, loading.document(connection, sha256)


def _log(connection: Connection) -> Table:
    changes = loading.issued_rows(connection, tables.changes)
    entries = loading.issued_rows(connection, tables.change_entries)
    whole = issued_files.with_entries(changes, entries)
    return (
        "changes",
        issued_files.EXTRA["changes"],
        issued_files.texts("changes", whole),
    )


def _texts(noun: Noun, columns: list[str], found: list[Row]) -> Iterator[list[str]]:
    kinds = [(name, noun.column(name).kind) for name in columns]
    for row in found:
        yield [
            "" if (value := row[name]) is None else as_text(kind, value)
            for name, kind in kinds
        ]


def _rows(connection: Connection, name: str) -> list[Row]:
    found = rows.rows(connection, name)
    if name != "authorities":
        return found
    named = _referred(connection)
    return [row for row in found if row["authority"] in named or _is_edited(row)]


def _referred(connection: Connection) -> set[str]:
    """Return the authorities that any other record or issued document names."""
    named = loading.values_of(connection, "authorities")
    for row in rows.rows(connection, "settings", key="home_authority"):
        named.add(str(row["value"]))
    for row in rows.rows(connection, "rates", level="authority"):
        named.add(str(row["target"]))
    return named


def _is_edited(row: Row) -> bool:
    known = reference.authorities().get(str(row["authority"]))
    stated = {name for name, value in row.items() if value is not None}
    return known is None or row["name"] != known.name or stated != {"authority", "name"}
