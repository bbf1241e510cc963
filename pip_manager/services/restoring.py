"""Bring issued documents and the change log of another store into an empty one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pip_manager.domain.nouns import Kind
from pip_manager.domain.values import as_text, read_as
from pip_manager.models import changes, loading
from pip_manager.services import verdicts
from pip_manager.services.issued_files import COLUMNS, entries_of
from pip_manager.services.verdicts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.domain.nouns import Column
    from pip_manager.domain.values import Row, Value
    from pip_manager.exchange.package import Package, Sheet
    from pip_manager.models.writer import Writer

_KEYS = {
    "invoices": ("number",),
    "invoice_lines": ("number", "n"),
    "invoice_items": ("number", "n", "noun", "code", "from"),
    "changes": ("seq",),
}


class Restoration:
    """What a package holds of issued documents and of the log."""

    def __init__(self, package: Package) -> None:
        """Read it; `judge` says whether it can come in."""
        self._package = package
        self.by_noun = {
            name: _read(name, package.sheets[name]) if name in package.sheets else []
            for name in COLUMNS
        }
        self._entries: list[Row] = []

    @property
    def lines(self) -> list[Line]:
        """Return every row, in the order of the nouns."""
        return [line for lines in self.by_noun.values() for line in lines]

    def is_there(self) -> bool:
        """Tell whether there is anything an empty store is needed for."""
        payments = self._package.sheets.get("payments")
        paid = payments is not None and bool(payments.rows)
        return bool(self.lines) or paid or bool(self._package.documents)

    def refuse_all(self) -> list[Line]:
        """Refuse each file that needs an empty store; return further lines to tell."""
        for line in self.lines:
            line.refuse(None, verdicts.NOT_EMPTY, verdicts.EMPTY_ONLY)
        if self.lines:
            return []
        names = ["payments"] if "payments" in self._package.sheets else ["documents"]
        further = [Line(name, None, None) for name in names]
        for line in further:
            line.refuse(None, verdicts.NOT_EMPTY, verdicts.EMPTY_ONLY)
        return further

    def judge(self, payments: list[Line]) -> None:
        """Refuse what is not whole or was changed since it was written."""
        for name, key in _KEYS.items():
            _unique(self.by_noun[name], key)
        self._check_invoices()
        self._check_numbers(payments)
        self._check_chain()

    def write(self, writer: Writer) -> None:
        """Write everything exactly as it was, and note which documents came."""
        connection = writer.connection
        found = {name: [ln.row for ln in lines] for name, lines in self.by_noun.items()}
        documents = self._package.documents.values()
        loading.restore_issued(
            connection, ((one.sha256, one.read()) for one in documents), found
        )
        log = [
            {name: value for name, value in row.items() if name != "entries"}
            for row in found["changes"]
        ]
        loading.restore_changes(connection, log, self._entries)
        if numbers := [[str(row["number"])] for row in found["invoices"]]:
            writer.note("invoices", [], "load", keys=numbers)

    def _check_invoices(self) -> None:
        sums: dict[Value, int] = {}
        for line in self.by_noun["invoice_lines"]:
            number = line.row.get("number")
            sums[number] = sums.get(number, 0) + _pence(line.row.get("net"))
        _unique(self.by_noun["invoices"], ("series", "n"))
        _unique(self.by_noun["invoices"], ("command",))
        for line in self._sound("invoices"):
            row = line.row
            frozen = str(row["snapshot"]).encode()
            if hashlib.sha256(frozen).hexdigest() != row["sha256"]:
                text = "The invoice was changed after it was issued."
                line.refuse("snapshot", "document_changed", text)
            if row["pdf_sha256"] not in self._package.documents:
                text = "The stored PDF of the invoice is missing from documents."
                line.refuse("pdf_sha256", "document_missing", text)
            if _pence(row["net"]) != sums.get(row["number"]) or _pence(
                row["gross"]
            ) != _pence(row["net"]) + _pence(row["vat_total"]):
                text = "The lines of the invoice do not add up to its totals."
                line.refuse("net", "wrong_total", text)

    def _check_numbers(self, payments: list[Line]) -> None:
        known = {line.row.get("number") for line in self.by_noun["invoices"]}
        counted = {
            (line.row.get("number"), line.row.get("n"))
            for line in self.by_noun["invoice_lines"]
        }
        for name, column in (
            ("invoices", "credits"),
            ("invoice_lines", "number"),
            ("invoice_items", "number"),
        ):
            for line in self._sound(name):
                _known(line, column, known)
        for line in payments:
            if not line.is_wrong:
                _known(line, "number", known)
        for line in self._sound("invoice_items"):
            if (line.row["number"], line.row["n"]) not in counted:
                line.refuse("n", "unknown_code", "There is no such invoice line.")

    def _check_chain(self) -> None:
        """Follow the chain of the log; the first link that does not hold is told."""
        self.by_noun["changes"].sort(key=lambda line: int(str(line.row.get("seq", 0))))
        previous = changes.START
        for seq, line in enumerate(self.by_noun["changes"], start=1):
            if line.is_wrong:
                return
            if not self._holds(line, previous, seq):
                line.refuse(
                    "hash",
                    "chain_broken",
                    "The change log does not follow from itself here: it was changed"
                    " after it was written.",
                )
                return
            previous = str(line.row["hash"])

    def _holds(self, line: Line, previous: str, seq: int) -> bool:
        row = line.row
        try:
            entries = entries_of(row)
        except ValueError:
            return False
        salted = [(str(one["salt"]), str(one["entry"])) for one in entries]
        columns = ("seq", "at", "who", "login", "verb", "undoes", "digest")
        linked = changes.link(previous, [row[name] for name in columns])
        self._entries.extend(entries)
        return (
            row["seq"] == seq
            and row["digest"] == changes.digest_of(salted)
            and row["hash"] == linked
        )

    def _sound(self, name: str) -> Iterator[Line]:
        return (line for line in self.by_noun[name] if not line.is_wrong)


def _read(name: str, sheet: Sheet) -> list[Line]:
    lines = []
    for number, cells in sheet.rows:
        line = Line(name, number, name)
        for column in COLUMNS[name]:
            _read_cell(line, column, cells.get(column.name, ""))
        # a snapshot or a log entry is read by programs only
        line.texts = {
            column.name: as_text(column.kind, line.row.get(column.name))
            for column in COLUMNS[name]
            if column.name not in {"snapshot", "entries"}
        }
        lines.append(line)
    return lines


def _read_cell(line: Line, column: Column, text: str) -> None:
    try:
        value: Value = text or None
        if column.kind is not Kind.TEXT:
            value = read_as(column, text)
    except ValueError as error:
        line.refuse(column.name, "not_read", str(error))
        return
    if value is None and column.required:
        line.refuse(column.name, "required", f"Enter the {column.name}.")
    line.row[column.name] = value


def _unique(lines: list[Line], key: tuple[str, ...]) -> None:
    seen: set[tuple[Value, ...]] = set()
    for line in lines:
        if line.is_wrong:
            continue
        mine = tuple(line.row[name] for name in key)
        if mine in seen:
            words = " / ".join(str(part) for part in mine)
            text = f"“{words}” stands in {line.sheet} already."
            line.refuse(key[-1], "duplicate_key", text)
        seen.add(mine)


def _known(line: Line, column: str, known: set[Value]) -> None:
    number = line.row[column]
    if number is not None and number not in known:
        text = f"There is no invoice “{number}” in the file."
        line.refuse(column, "unknown_code", text)


def _pence(value: Value) -> int:
    return 0 if value is None else int(str(value).replace(".", ""))
