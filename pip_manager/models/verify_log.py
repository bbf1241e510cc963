"""Check the change log: its chain, and that every record is what the log made it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from pip_manager.domain.nouns import NOUNS
from pip_manager.models import changes, seals, tables
from pip_manager.models.changes import key_text
from pip_manager.models.finding import Finding
from pip_manager.models.store import mark
from pip_manager.models.writer import key_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from pip_manager.models.changes import Entry

_AT_ONCE = 500


@dataclass(slots=True)
class _Record:
    """What the log knows of one record.

    Either all its texts; or the seal of what was loaded and what changed since; or only
    the changes, where it was laid down with the store; or nothing, once erased.
    """

    texts: dict[str, str] | None = None
    seal: str | None = None
    first: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    erased: bool = False

    @property
    def is_laid(self) -> bool:
        """Tell whether the record was there before the log began."""
        return self.texts is None and self.seal is None and not self.erased

    def patch(self, before: dict[str, str], after: dict[str, str]) -> None:
        if self.texts is not None:
            self.texts |= after
            return
        self.first = before | self.first
        self.last |= after

    def original(self, now: dict[str, str]) -> str:
        """Return the seal a record that reads `now` had at first."""
        return seals.of_texts(now | self.first)

    def fits(self, now: dict[str, str]) -> bool:
        if self.erased:
            return True
        if self.texts is not None:
            return _stated(self.texts) == _stated(now)
        changed = {name: now.get(name, "") for name in self.last}
        same = self.seal is None or self.original(now) == self.seal
        return changed == self.last and same


def found(connection: Connection) -> Iterator[Finding]:
    """Tell where the chain is broken, else which records are not as the log says."""
    broken = list(broken_links(connection))
    yield from broken
    if broken:
        return
    told = _Told()
    for row in _entries(connection):
        told.take(row)
    for name in NOUNS:
        yield from _records(connection, name, told)
    yield from _sealed(connection, told)


def broken_links(connection: Connection) -> Iterator[Finding]:
    """Tell where the change log is not the chain it was written as."""
    entries = {
        seq: list(rows)
        for seq, rows in groupby(_entries(connection), lambda row: int(row.seq))
    }
    previous, expected = changes.START, 1
    log = tables.changes
    for row in connection.execute(select(log).order_by(log.c.seq)):
        own = entries.pop(row.seq, [])
        digest = changes.digest_of([(entry.salt, entry.entry) for entry in own])
        if row.seq != expected:
            yield Finding("chain", f"changes before {row.seq} are missing")
        elif changes.link(previous, row[:-1]) != row.hash:
            yield Finding("chain", f"change {row.seq} or the one before is altered")
        if digest != row.digest or not all(map(_says_what_it_is, own)):
            yield Finding("chain", f"what change {row.seq} did has been altered")
        previous, expected = row.hash, row.seq + 1
    for seq in sorted(entries):
        yield Finding("chain", f"change {seq} is missing")


def _entries(connection: Connection) -> Iterator[Row[tuple[object, ...]]]:
    log = tables.change_entries
    statement = select(log).order_by(log.c.seq, log.c.n)
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(statement)


def _says_what_it_is(row: Row[tuple[object, ...]]) -> bool:
    if not row.entry:
        return True
    entry = json.loads(row.entry)
    return (row.noun, row.key) == (entry["noun"], key_text(entry.get("key", ())))


class _Told:
    """What the log, read from its beginning, says there should be."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, _Record]] = defaultdict(dict)
        self.laid: dict[str, list[str]] = defaultdict(list)
        self.seals: dict[tuple[str, str], str | None] = {}
        self.erased_loads: set[str] = set()

    def take(self, row: Row[tuple[object, ...]]) -> None:
        if row.entry:
            entry = json.loads(row.entry)
            if row.noun in NOUNS:
                self._take_record(entry, row.noun, row.key)
            elif "seals" in entry:
                keys = entry.get("keys") or [entry["key"]]
                for key, seal in zip(keys, entry["seals"], strict=True):
                    self.seals[row.noun, key[0]] = seal
        elif row.key:
            self.records[row.noun][row.key] = _Record(erased=True)
        else:
            self.erased_loads.add(row.noun)

    def _take_record(self, entry: Entry, noun: str, key: str) -> None:
        known = self.records[noun]
        match entry["action"]:
            case "add":
                known[key] = _Record(texts=dict(entry["after"]))
            case "load":
                for each, seal in zip(entry["keys"], entry["seals"], strict=True):
                    known[key_text(each)] = _Record(seal=seal)
            case "change":
                record = known.pop(key, _Record())
                record.patch(entry["before"], entry["after"])
                known[key_text(entry.get("now") or entry["key"])] = record
            case "remove":
                record = known.pop(key, _Record())
                if record.is_laid:
                    self.laid[noun].append(record.original(entry["before"]))


def _records(connection: Connection, name: str, told: _Told) -> Iterator[Finding]:
    noun, table = NOUNS[name], tables.TABLES[name]
    known, sealer = told.records[name], seals.RowSeals(noun)
    unknown: list[str] = []
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for row in map(dict, rows.mappings()):
        key = key_text(key_of(noun, row))
        record = known.pop(key, _Record())
        if record.seal is not None and not record.last:
            fits = sealer.of(row) == record.seal  # most of a large store: be quick
        else:
            now = texts_of(noun, {c.name: row[c.name] for c in noun.columns})
            fits = record.fits(now)
            if record.is_laid:
                told.laid[name].append(record.original(now))
                unknown.append(key)
        if not fits:
            yield Finding("records", f"{name} {key} is not what the change log says")
    for key in sorted(known):
        yield Finding("records", f"{name} {key} is missing, though never deleted")
    yield from _laid(connection, name, told, unknown)


def _laid(
    connection: Connection, name: str, told: _Told, unknown: list[str]
) -> Iterator[Finding]:
    """Compare what came with the store, of which the log does not speak."""
    expected = mark(connection, seals.LAID + name)
    if name in told.erased_loads:
        return
    if expected is None:
        for key in unknown:
            yield Finding("records", f"{name} {key} is not in the change log")
    elif seals.of_many(told.laid[name]) != expected:
        words = f"a record of {name} that came with the program has been altered"
        yield Finding("records", words)


def _sealed(connection: Connection, told: _Told) -> Iterator[Finding]:
    kept = {("invoices", number) for number in _keys(connection, "invoices")}
    kept |= {("drafts", draft) for draft in _keys(connection, "drafts")}
    for noun, key in sorted(kept):
        if (noun, key) not in told.seals:
            yield Finding("records", f"{noun} {key} is not in the change log")
        elif seals.of_whole(connection, noun, key) != told.seals[noun, key]:
            yield Finding("records", f"{noun} {key} is not what the change log says")
    for noun, key in sorted(told.seals.keys() - kept):
        if noun == "invoices":
            yield Finding("records", f"{noun} {key} is missing, though once issued")


def _keys(connection: Connection, noun: str) -> list[str]:
    table = tables.metadata.tables[noun]
    return [str(key) for key in connection.scalars(select(*table.primary_key.columns))]


def _stated(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}
