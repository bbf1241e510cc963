"""Issued documents and the change log as the exchange format carries them.

They go out exactly as they are kept and come back exactly so, into an empty store only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pip_manager.domain.nouns import Column, Kind
from pip_manager.domain.values import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pip_manager.domain.values import Row, Value

_D, _M, _N = Kind.DAY, Kind.MONEY, Kind.NUMBER

COLUMNS: dict[str, tuple[Column, ...]] = {
    "invoices": (
        Column("number", required=True),
        Column("kind", required=True, choices=("invoice", "credit_note")),
        Column("engagement", required=True),
        Column("agreement", required=True),
        Column("issued_on", _D, required=True),
        Column("tax_point", _D, required=True),
        Column("due_on", _D),
        Column("credits"),
        Column("net", _M, required=True),
        Column("vat_total", _M, required=True),
        Column("gross", _M, required=True),
        Column("authority", required=True),
        Column("series", required=True),
        Column("n", _N, required=True),
        Column("period_from", _D, required=True),
        Column("period_to", _D, required=True),
        Column("po_number"),
        Column("snapshot", required=True),
        Column("sha256", required=True),
        Column("pdf_sha256", required=True),
        Column("command", required=True),
    ),
    "invoice_lines": (
        Column("number", required=True),
        Column("n", _N, required=True),
        Column("description", required=True),
        Column("quantity", required=True),
        Column("unit", required=True),
        Column("unit_price", _M, required=True),
        Column("net", _M, required=True),
        Column("vat_code", required=True),
        Column("vat_rate"),
    ),
    "invoice_items": (
        Column("number", required=True),
        Column("n", _N, required=True),
        Column("noun", required=True),
        Column("code", required=True),
        Column("date", _D, required=True),
        Column("quantity", required=True),
        Column("from", _D, required=True),
    ),
    "changes": (
        Column("seq", _N, required=True),
        Column("at", required=True),
        Column("who"),
        Column("login", required=True),
        Column("verb", required=True),
        Column("undoes", _N),
        Column("digest", required=True),
        Column("hash", required=True),
        Column("entries", required=True),
    ),
}
"""Beside the exchange's own columns stand those that make a document whole again."""

EXTRA = {
    name: tuple(column.name for column in columns) for name, columns in COLUMNS.items()
}
_ENTRY = ("n", "noun", "key", "salt", "entry")


def texts(name: str, rows: Iterable[Row]) -> Iterator[list[str]]:
    """Write rows of an issued noun as texts, in the order of its columns."""
    columns = COLUMNS[name]
    for row in rows:
        yield [as_text(column.kind, row[column.name]) for column in columns]


def with_entries(changes: Iterable[Row], entries: Iterable[Row]) -> list[Row]:
    """Put what each change did, salts included, into one column of its row."""
    of: dict[Value, list[list[Value]]] = {}
    for entry in entries:
        of.setdefault(entry["seq"], []).append([entry[name] for name in _ENTRY])
    return [
        {**row, "entries": json.dumps(of.get(row["seq"], []), ensure_ascii=False)}
        for row in changes
    ]


def entries_of(change: Row) -> list[Row]:
    """Read what `with_entries` wrote.

    Raises:
        ValueError: it is not what `with_entries` writes.
    """
    found: list[Row] = []
    for values in json.loads(str(change["entries"])):
        if not isinstance(values, list) or len(values) != len(_ENTRY):
            raise ValueError("an entry has five parts")
        found.append({"seq": change["seq"], **dict(zip(_ENTRY, values, strict=True))})
    return found
