"""The change log: one row a verb, chained, with what it did to each record.

An entry is canonical JSON: ``noun``, ``key`` (texts), ``action`` and the changed
columns ``before`` and ``after`` as the exchange format writes them. The chain hashes
salted digests of the entries, not the entries: they can be erased and it still holds.

Actions: ``add``, ``change``, ``remove`` of one record; ``load`` of many (``keys``);
``draft``, ``discard``, ``issue``, ``credit`` of a document. A change of the key itself
says its new one (``now``); a ``load`` gives each record's seal, and whatever is noted
of ``invoices`` and ``drafts`` the seal of the whole document (`models.seals`).

An entry is erased by emptying `entry` and keeping its leaf (`leaf`) as `salt`.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from pip_manager.models.tables import change_entries, changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

Entry = dict[str, Any]
START = "0" * 64

# made once: every verb asks and writes these
_LAST = select(changes.c.seq, changes.c.hash).order_by(changes.c.seq.desc()).limit(1)
_LINK, _ENTRY = insert(changes), insert(change_entries)
_COLUMNS = tuple(column.name for column in changes.columns)


@dataclass(frozen=True, slots=True)
class Who:
    """Who does something: the login of the computer and, where bound, a person."""

    login: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One verb as the log keeps it; `at` is UTC in ISO form."""

    seq: int
    at: str
    who: str | None
    login: str
    verb: str
    undoes: int | None
    digest: str
    hash: str


def canonical(value: object) -> str:
    """Write JSON in the one way it is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def key_text(parts: Iterable[str]) -> str:
    """Write the parts of a key as one line."""
    return " / ".join(parts)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(entries: Sequence[tuple[str, str]]) -> str:
    """Return the digest of a change's entries, each a salt and its JSON."""
    return _sha("".join(leaf(salt, entry) for salt, entry in entries))


def leaf(salt: str, entry: str) -> str:
    """Return what the chain hashes of an entry; an erased one has kept it as salt."""
    return _sha(salt + entry) if entry else salt


def link(previous: str, change: Sequence[object]) -> str:
    """Return the hash of a change: of the one before, and its columns up to digest."""
    return _sha(canonical([previous, *change]))


@dataclass(frozen=True, slots=True)
class Verb:
    """What is done, by whom, when (UTC), and which change it takes back."""

    words: str
    who: Who
    at: str
    undoes: int | None = None


def append(connection: Connection, verb: Verb, entries: Sequence[Entry]) -> int:
    """Write one change at the end of the log and return its number."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE changes IN SHARE ROW EXCLUSIVE MODE")
    last, previous = head(connection)
    seq = last + 1
    salted = [(secrets.token_hex(8), canonical(entry)) for entry in entries]
    digest = digest_of(salted)
    who = verb.who
    row = (seq, verb.at, who.person, who.login, verb.words, verb.undoes, digest)
    chained = zip(_COLUMNS, (*row, link(previous, row)), strict=True)
    connection.execute(_LINK, dict(chained))
    if entries:
        connection.execute(
            _ENTRY,
            [
                {
                    "seq": seq,
                    "n": n,
                    "noun": entry["noun"],
                    "key": key_text(entry.get("key", ())),
                    "salt": salt,
                    "entry": text,
                }
                for n, (entry, (salt, text)) in enumerate(
                    zip(entries, salted, strict=True), 1
                )
            ],
        )
    return seq


def entries_of(connection: Connection, seq: int) -> list[Entry]:
    """Return what one change did, in order; an erased entry is left out."""
    rows = connection.scalars(
        select(change_entries.c.entry)
        .where(change_entries.c.seq == seq)
        .order_by(change_entries.c.n)
    )
    return [json.loads(text) for text in rows if text]


def later_than(connection: Connection, seq: int, noun: str, key: str) -> Change | None:
    """Return the first change after `seq` that touched a record, if any."""
    row = connection.execute(
        select(changes)
        .join(change_entries, change_entries.c.seq == changes.c.seq)
        .where(
            change_entries.c.noun == noun,
            change_entries.c.key == key,
            changes.c.seq > seq,
        )
        .order_by(changes.c.seq)
        .limit(1)
    ).first()
    return Change(*row) if row else None


def change(connection: Connection, seq: int) -> Change | None:
    """Return one change by its number."""
    row = connection.execute(select(changes).where(changes.c.seq == seq)).first()
    return Change(*row) if row else None


def history(connection: Connection, noun: str, key: str) -> list[tuple[Change, Entry]]:
    """Return what was done to one record, latest first; erased entries left out."""
    rows = connection.execute(
        select(changes, change_entries.c.entry)
        .join(change_entries, change_entries.c.seq == changes.c.seq)
        .where(change_entries.c.noun == noun, change_entries.c.key == key)
        .order_by(changes.c.seq.desc(), change_entries.c.n.desc())
    )
    return [(Change(*row[:-1]), json.loads(row[-1])) for row in rows if row[-1]]


def head(connection: Connection) -> tuple[int, str]:
    """Return the number and hash of the last change; 0 where there is none."""
    row = connection.execute(_LAST).first()
    return (row.seq, row.hash) if row else (0, START)


def count(connection: Connection) -> int:
    """Return how many changes the log holds."""
    return int(connection.scalar(select(func.count()).select_from(changes)) or 0)
