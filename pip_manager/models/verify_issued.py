"""Check issued documents: their numbers, sums, snapshots, PDFs, and what they hold."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from pip_manager.domain.values import plain
from pip_manager.models import tables
from pip_manager.models.changes import canonical
from pip_manager.models.finding import Finding
from pip_manager.models.loading import held_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Table

    Row = Mapping[str, Any]

_DRAFTS = "draft"
"""The series that counts drafts: no document bears its numbers."""

_SNAPPED = (
    "number",
    "kind",
    "engagement",
    "agreement",
    "issued_on",
    "tax_point",
    "due_on",
    "period_from",
    "period_to",
    "po_number",
    "credits",
    "net",
    "vat_total",
    "gross",
)
_LINE = (
    "n",
    "description",
    "quantity",
    "unit",
    "unit_price",
    "net",
    "vat_code",
    "vat_rate",
)
_FIGURES = {
    "net",
    "vat_total",
    "gross",
    "quantity",
    "unit_price",
    "vat_rate",
    "rate",
    "vat",
}
_PENNY = Decimal("0.01")


def found(connection: Connection) -> Iterator[Finding]:
    """Tell all that is wrong with what was issued."""
    invoices = _all(connection, tables.invoices)
    lines: dict[str, list[Row]] = defaultdict(list)
    for line in _all(connection, tables.invoice_lines):
        lines[line["number"]].append(line)
    yield from _series(connection, invoices)
    for invoice in invoices:
        yield from _sums(invoice, lines[invoice["number"]])
        yield from _snapshot(invoice, lines[invoice["number"]])
    yield from _documents(connection, invoices)
    yield from _holds(connection, invoices)


def _all(connection: Connection, table: Table) -> list[Row]:
    statement = select(table).order_by(*table.primary_key.columns)
    return [dict(row) for row in connection.execute(statement).mappings()]


def _series(connection: Connection, invoices: Iterable[Row]) -> Iterator[Finding]:
    rows = connection.execute(select(tables.series))
    counters = {row.key: row.n for row in rows}
    given: dict[str, set[int]] = defaultdict(set)
    for invoice in invoices:
        given[invoice["series"]].add(invoice["n"])
        if invoice["number"] != f"{invoice['series']}-{invoice['n']:04d}":
            words = f"{invoice['number']} does not stand at its place in the series"
            yield Finding("series", words)
    last = connection.scalar(select(func.max(tables.drafts.c.draft))) or 0
    if counters.pop(_DRAFTS, last) < last:
        yield Finding("series", "the counter of drafts is behind the last draft")
    for key in sorted(given.keys() | counters.keys()):
        last = counters.get(key, 0)
        for n in sorted(set(range(1, last + 1)) - given[key]):
            yield Finding("series", f"{key}-{n:04d} is missing")
        if given[key] and max(given[key]) > last:
            yield Finding("series", f"the counter of {key} is behind its documents")


def _sums(invoice: Row, lines: Iterable[Row]) -> Iterator[Finding]:
    number = invoice["number"]
    if sum(line["net"] for line in lines) != invoice["net"]:
        yield Finding("totals", f"{number}: the lines do not add up to the net")
    if invoice["net"] + invoice["vat_total"] != invoice["gross"]:
        yield Finding("totals", f"{number}: net and VAT are not the gross")


def _snapshot(invoice: Row, lines: Iterable[Row]) -> Iterator[Finding]:
    number, text = invoice["number"], invoice["snapshot"]
    if hashlib.sha256(text.encode()).hexdigest() != invoice["sha256"]:
        yield Finding("snapshots", f"{number}: its snapshot has been altered")
    try:
        words = json.loads(text)
        if canonical(words) != text:
            yield Finding("snapshots", f"{number}: its snapshot is not as we write it")
        yield from _same_words(invoice, words)
        yield from _same_lines(number, lines, words["lines"])
        yield from _vat(invoice, words["vat"], words["lines"])
    except (ArithmeticError, KeyError, TypeError, ValueError):
        yield Finding("snapshots", f"{number}: its snapshot cannot be read")


def _same_words(invoice: Row, words: Row) -> Iterator[Finding]:
    for name in _SNAPPED:
        if _plain(name, invoice[name]) != _plain(name, words[name]):
            yield _differs(invoice["number"], name)
    buyer = words.get("buyer") or {"gss_code": invoice["authority"]}
    if buyer["gss_code"] != invoice["authority"]:
        yield _differs(invoice["number"], "authority")


def _same_lines(
    number: str, lines: Iterable[Row], words: Iterable[Row]
) -> Iterator[Finding]:
    kept = [[_plain(name, line[name]) for name in _LINE] for line in lines]
    snapped = [[_plain(name, line[name]) for name in _LINE] for line in words]
    if kept != sorted(snapped, key=lambda line: int(line[0])):
        yield _differs(number, "lines")


def _vat(invoice: Row, rows: Iterable[Row], lines: Iterable[Row]) -> Iterator[Finding]:
    nets: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in lines:
        group = (line["vat_code"], _plain("rate", line["vat_rate"]))
        nets[group] += Decimal(line["net"])
    total = Decimal(0)
    for row in rows:
        net, vat = Decimal(row["net"]), Decimal(row["vat"])
        total += vat
        exact = net * Decimal(row["rate"] or 0) / 100
        # a last credit note takes what is left of the VAT, to the penny
        may_differ = _PENNY if invoice["credits"] else Decimal(0)
        rounded = exact.quantize(_PENNY, ROUND_HALF_UP)
        group = (row["code"], _plain("rate", row["rate"]))
        if nets.pop(group, None) != net or abs(rounded - vat) > may_differ:
            words = f"{invoice['number']}: VAT of code {row['code']} is not right"
            yield Finding("totals", words)
    if total != invoice["vat_total"] or nets:
        yield Finding("totals", f"{invoice['number']}: VAT does not add up")


def _plain(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return plain(Decimal(str(value))) if name in _FIGURES else str(value)


def _differs(number: str, name: str) -> Finding:
    return Finding("snapshots", f"{number}: {name} is not what was issued")


def _documents(connection: Connection, invoices: Iterable[Row]) -> Iterator[Finding]:
    wanted = {invoice["pdf_sha256"]: invoice["number"] for invoice in invoices}
    documents = tables.documents
    rows = connection.execution_options(yield_per=50).execute(select(documents))
    for sha256, content in rows:
        if hashlib.sha256(content).hexdigest() != sha256:
            number = wanted.get(sha256, "a document")
            yield Finding("documents", f"{number}: its PDF has been altered")
        wanted.pop(sha256, None)
    for number in sorted(wanted.values()):
        yield Finding("documents", f"{number}: its PDF is missing")


def _holds(connection: Connection, invoices: list[Row]) -> Iterator[Finding]:
    items = [dict(row) for row in _all(connection, tables.invoice_items)]
    names = ("noun", "code", "from", "to", "number")
    wanted = {tuple(map(row.get, names)) for row in held_by(map(dict, invoices), items)}
    holds = tables.holds
    statement = select(holds).where(holds.c.number.is_not(None))
    rows = connection.execute(statement).mappings()
    kept = {tuple(row[name] for name in names) for row in rows}
    for noun, code, *_, number in sorted(wanted - kept, key=str):
        yield Finding("holds", f"{number}: {noun} {code} is not held by it")
    for noun, code, *_, number in sorted(kept - wanted, key=str):
        yield Finding("holds", f"{number}: {noun} {code} is held without reason")
