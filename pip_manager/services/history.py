"""Undo: the inverse of one change as a new change, or what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pip_manager.domain import issued
from pip_manager.domain.labels import NOUNS as LABELS
from pip_manager.domain.labels import counted, one
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.values import read_as
from pip_manager.domain.when import day_words
from pip_manager.errors import ConflictError, InputError, PipManagerError
from pip_manager.models import changes, loading, log, rows
from pip_manager.models.writer import key_of
from pip_manager.services import checks
from pip_manager.services.billing import Billing
from pip_manager.services.payments import refuse_overpaid
from pip_manager.services.transfer import VERB
from pip_manager.services.workplace import Done

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.changes import Change, Entry
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

_BILLED = ("activities", "expenses", "charges", "secondments")
_FINAL = {
    "issue": issued.STAYS,
    "credit": "A credit note cannot be undone: it stays with its invoice.",
    "regroup": "Lines are grouped another way on the draft itself.",
}
_ADDS = ("add", "load")
_UNDO, _REDO = "Undo", "Redo"
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Past:
    """One change of the latest ones: when, by whom, what, and whether it was undone.

    `final` says why it can never be undone, and is empty where it may be.
    """

    change: Change
    is_undone: bool
    final: str = ""


class History:
    """What was done to the store, and how it is taken back."""

    def __init__(self, office: Workplace) -> None:
        """Look back on the store of an office."""
        self._office = office
        self._billing = Billing(office)

    def recent(self, limit: int = 50) -> list[Past]:
        """Return the latest changes, the last first."""
        with self._office.store.reading() as connection:
            found = log.recent(connection, limit)
            seqs = [change.seq for change in found]
            undone = log.undone(connection, seqs)
            documents = log.of_documents(connection, seqs)
        final = {seq: why for seq, entry in documents if (why := _final(entry))}
        return [
            Past(change, change.seq in undone, final.get(change.seq, ""))
            for change in found
        ]

    def undo(self, seq: int) -> Done:
        """Take one change back; undoing an undo does it again.

        Raises:
            PipManagerError: there is no such change, it was undone, it cannot be, or a
                later change stands in the way: the sentence names it.
        """
        with self._office.store.reading() as connection:
            done = _change(connection, seq)
        with self._office.writing(_words(done), undoes=seq) as writer:
            self._take_back(writer, done)
        return _told(writer, _words(done))

    def undo_import(self, batch: str) -> Done:
        """Take one import back whole.

        Raises:
            PipManagerError: there is no such import, or records it brought were changed
                or billed since: the sentence says which.
        """
        with self._office.store.reading() as connection:
            done = _import(connection, batch)
        with self._office.writing(_words(done), undoes=done.seq) as writer:
            _refuse_undone(writer.connection, done)
            _refuse_touched(writer.connection, done)
            self._take_back(writer, done)
        return _told(writer, _words(done))

    def _take_back(self, writer: Writer, done: Change) -> None:
        connection = writer.connection
        _refuse_undone(connection, done)
        entries = changes.entries_of(connection, done.seq)
        _refuse_final(entries)
        _refuse_later(connection, done, entries)
        _refuse_held(connection, done, entries)
        try:
            self._reverse(writer, entries)
        except ConflictError as error:
            sentence = f"“{done.verb}” cannot be undone. {error}"
            raise PipManagerError(sentence) from error

    def _reverse(self, writer: Writer, entries: list[Entry]) -> None:
        kept: list[tuple[str, Row]] = []
        for (noun, adds), run in groupby(reversed(entries), _kind):
            if noun == "drafts":
                for entry in run:
                    self._reverse_draft(writer, entry)
            elif adds:
                keys = [key for entry in run for key in _keys(entry)]
                loading.remove_many(writer, noun, keys)
            else:
                kept.extend((noun, _reversed(writer, entry)) for entry in run)
        removed = {e["noun"] for e in entries if e["action"] in {"add", "load"}}
        _refuse_needed(writer.connection, removed)
        # after all of them: records may name one another
        around = checks.Around(writer.connection)
        problems = [p for noun, row in kept for p in checks.problems(noun, row, around)]
        if problems:
            raise InputError(*problems)
        for number in {str(row["number"]) for noun, row in kept if noun == "payments"}:
            refuse_overpaid(writer.connection, number)
        log.settle(writer.connection)

    def _reverse_draft(self, writer: Writer, entry: Entry) -> None:
        if entry["action"] == "draft":
            self._billing.drop_drafted(writer, int(entry["key"][0]))
        elif entry["action"] == "discard":
            own = {"noun", "key", "action", "seals"}
            values = {name: v for name, v in entry.items() if name not in own}
            self._billing.restore_draft(writer, values)


def _change(connection: Connection, seq: int) -> Change:
    found = changes.change(connection, seq)
    if found is None:
        raise PipManagerError(f"There is no change {seq}.")
    return found


def _import(connection: Connection, batch: str) -> Change:
    found = None
    if batch.isascii() and batch.isdecimal():
        found = changes.change(connection, int(batch))
    if found is None or found.undoes is not None or not found.verb.startswith(VERB):
        raise PipManagerError(f"There is no import “{batch}”.")
    return found


def _words(done: Change) -> str:
    """Name the undoing of a change; of an undo, the doing again."""
    for before, after in ((_UNDO, _REDO), (_REDO, _UNDO)):
        if done.undoes is not None and done.verb.startswith(f"{before} “"):
            return f"{after}{done.verb.removeprefix(before)}"
    return f"{_UNDO} “{done.verb}”"


def _told(writer: Writer, verb: str) -> Done:
    nouns = frozenset(entry["noun"] for entry in writer.entries)
    return Done(writer.seq or 0, verb, nouns)


def _refuse_undone(connection: Connection, done: Change) -> None:
    if by := log.undone_by(connection, done.seq):
        raise PipManagerError(f"“{done.verb}” was undone already: change {by}.")


def _refuse_final(entries: Iterable[Entry]) -> None:
    for entry in entries:
        if sentence := _final(entry):
            raise PipManagerError(sentence)


def _final(entry: Entry) -> str:
    """Return why what an entry tells of cannot be undone; empty where it can."""
    if entry["noun"] == "invoices" and entry["action"] == "load":
        return "Restored invoices cannot be taken back."
    return _FINAL.get(entry["action"], "")


def _keys(entry: Entry) -> list[list[str]]:
    """Return the keys of the records an entry left behind."""
    if entry["action"] == "load":
        return list(entry["keys"])
    return [entry.get("now") or entry["key"]]


def _refuse_later(connection: Connection, done: Change, entries: list[Entry]) -> None:
    """Refuse where a later change touched what this one did."""
    mine = {
        (entry["noun"], changes.key_text(key))
        for entry in entries
        for key in _keys(entry)
    }
    later = log.first_touching(connection, done.seq, mine)
    if later is not None:
        on = day_words(log.day_of(later))
        raise PipManagerError(f"“{later.verb}” of {on} came later; undo that first.")


def _refuse_held(connection: Connection, done: Change, entries: list[Entry]) -> None:
    """Refuse to delete what a draft or an invoice holds."""
    mine = {
        (entry["noun"], changes.key_text(key))
        for entry in entries
        if entry["noun"] in _BILLED and entry["action"] in _ADDS
        for key in _keys(entry)
    }
    if found := log.held(connection, mine):
        raise PipManagerError(
            f"“{done.verb}” cannot be undone: on a draft or an invoice since:"
            f" {_named(found)}."
        )


def _refuse_touched(connection: Connection, done: Change) -> None:
    """Refuse an import whose records were changed or billed since, and name them."""
    entries = changes.entries_of(connection, done.seq)
    mine = {
        (entry["noun"], changes.key_text(key))
        for entry in entries
        for key in _keys(entry)
    }
    changed = log.touched(connection, done.seq, mine)
    billed = log.held(connection, {key for key in mine if key[0] in _BILLED})
    told = [
        f"{words} since: {_named(found)}."
        for words, found in (("Changed", changed), ("Billed", billed))
        if found
    ]
    if told:
        raise PipManagerError(
            f"Import {done.seq} cannot be taken back. {' '.join(told)}"
        )


def _refuse_needed(connection: Connection, removed: set[str]) -> None:
    """Refuse where another record names one that is gone now, and say which."""
    for name in sorted(removed & set(NOUNS)):
        if found := log.left_naming(connection, name):
            noun, key, code = found
            words = f"{one(noun)} {key}".strip()
            raise ConflictError(
                f"{words[:1].upper()}{words[1:]} needs {one(name)} {code}: take that"
                " back or delete it first."
            )


def _named(found: set[tuple[str, str]]) -> str:
    if len(found) > _NAMED * 4:
        nouns = sorted({noun for noun, _ in found})
        counts = [counted(n, sum(1 for noun, _ in found if noun == n)) for n in nouns]
        first = ", ".join(_name(*pair) for pair in sorted(found)[:_NAMED])
        return f"{', '.join(counts)}, such as {first}"
    return ", ".join(_name(*pair) for pair in sorted(found))


def _name(noun: str, key: str) -> str:
    return f"{one(noun) if noun in LABELS else noun} {key}"


def _kind(entry: Entry) -> tuple[str, bool]:
    """Tell the noun of an entry, and whether its inverse is to delete."""
    return entry["noun"], entry["action"] in _ADDS


def _reversed(writer: Writer, entry: Entry) -> Row:
    """Do the inverse of a change or a removal; return the row that stands again."""
    name = entry["noun"]
    if entry["action"] != "change":
        return _add_back(writer, name, entry["before"])
    record = _record(writer, name, entry.get("now") or entry["key"])
    fields = _values(name, entry["before"])
    writer.change(name, record.id, record.version, fields)
    return {**record.row, **fields}


def _add_back(writer: Writer, name: str, texts: dict[str, Any]) -> Row:
    stated = _values(name, texts)
    row = {column.name: stated.get(column.name) for column in NOUNS[name].columns}
    key = key_of(NOUNS[name], row)
    if rows.record(writer.connection, name, key) is not None:
        words = changes.key_text(key)
        raise ConflictError(f"There is a {one(name)} “{words}” again.")
    writer.add(name, row)
    return row


def _record(writer: Writer, name: str, key: list[str]) -> Record:
    found = rows.record(writer.connection, name, key)
    if found is None:
        words = changes.key_text(key)
        raise ConflictError(f"There is no {one(name)} “{words}” any more.")
    return found


def _values(name: str, texts: dict[str, Any]) -> Row:
    noun = NOUNS[name]
    return {
        column: read_as(noun.column(column), text) for column, text in texts.items()
    }
