"""The verbs every noun has: read a record, save it, remove it, see its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.labels import one
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.records import Choice, Record
from pip_manager.errors import ConflictError, FieldProblem, InputError
from pip_manager.models import changes, rows
from pip_manager.models.writer import key_of
from pip_manager.services import checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.domain.values import Row, Value
    from pip_manager.models.changes import Change, Entry
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

_WORDS = {
    "authorities": "name",
    "people": "name",
    "posts": "title",
    "programmes": "name",
    "engagements": "title",
    "strands": "name",
    "agreements": "title",
    "grants": "name",
    "events": "title",
    "measures": "name",
}
_PREFIXES = {
    "people": ("P", 3),
    "posts": ("POST", 2),
    "engagements": ("E", 2),
    "agreements": ("AG", 2),
    "activities": ("A", 6),
    "expenses": ("X", 5),
    "charges": ("C", 4),
    "secondments": ("S", 3),
    "cover": ("CV", 3),
    "grants": ("G", 2),
    "costs": ("K", 4),
    "events": ("EV", 3),
    "decisions": ("D", 3),
    "plan": ("PL", 4),
    "measures": ("M", 3),
    "payments": ("PAY", 4),
}


class Records:
    """Any record by its noun; each save is one verb of the log."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the records of an office."""
        self._office = office

    def get(self, noun: str, *key: str) -> Record:
        """Return the record of a key.

        Raises:
            ConflictError: there is none (any more).
        """
        with self._office.store.reading() as connection:
            found = rows.record(connection, noun, list(key))
        if found is None:
            words = " / ".join(key)
            raise ConflictError(f"There is no {one(noun)} “{words}” any more.")
        return found

    def all(self, noun: str, **equal: Value) -> list[Record]:
        """Return the records whose columns hold what is given, in key order."""
        with self._office.store.reading() as connection:
            return rows.records(connection, noun, **equal)

    def choices(self, noun: str) -> list[Choice]:
        """Return what a field that names this noun offers, by its words."""
        with self._office.store.reading() as connection:
            found = rows.labels(connection, noun, _WORDS[noun])
        offered = [Choice(code, label) for code, label in found.items()]
        return sorted(offered, key=lambda choice: choice.label.casefold())

    def suggested_code(self, noun: str) -> str:
        """Return the next free code of the usual shape; empty where there is none."""
        if noun not in _PREFIXES:
            return ""
        prefix, width = _PREFIXES[noun]
        with self._office.store.reading() as connection:
            return rows.next_code(connection, noun, prefix, width)

    def add(self, noun: str, row: Mapping[str, Value], verb: str = "") -> Record:
        """Keep a new record and return it; an empty code is given the next one.

        Raises:
            InputError: every reason why it cannot be kept, by field.
        """
        with self._office.writing(verb or f"Add {one(noun)}") as writer:
            return self.put(writer, noun, row)

    def change(
        self, record: Record, fields: Mapping[str, Value], verb: str = ""
    ) -> None:
        """Set columns of a record that was read.

        Raises:
            InputError: every reason why it cannot be kept, by field.
            ConflictError: someone else changed it since.
        """
        words = verb or f"Change {one(record.noun)}"
        with self._office.writing(words) as writer:
            self.alter(writer, record, fields)

    def change_many(
        self, records: Iterable[Record], fields: Mapping[str, Value], verb: str
    ) -> None:
        """Set the same columns of several records as one verb, all or none."""
        with self._office.writing(verb) as writer:
            for record in records:
                self.alter(writer, record, fields)

    def remove(self, records: Iterable[Record], verb: str = "") -> None:
        """Delete records as one verb, all or none.

        Raises:
            ConflictError: one was changed since, is locked, or another needs it.
        """
        gone = list(records)
        with self._office.writing(verb or f"Delete {one(gone[0].noun)}") as writer:
            for record in gone:
                writer.remove(record.noun, record.id, record.version)

    def history(self, noun: str, *key: str) -> list[tuple[Change, Entry]]:
        """Return what was done to a record, latest first."""
        with self._office.store.reading() as connection:
            return changes.history(connection, noun, changes.key_text(key))

    def put(self, writer: Writer, noun: str, row: Mapping[str, Value]) -> Record:
        """Check and add a record inside a verb; return it as kept."""
        full = dict(row)
        code = NOUNS[noun].code
        if code and full.get(code) is None and noun in _PREFIXES:
            prefix, width = _PREFIXES[noun]
            full[code] = rows.next_code(writer.connection, noun, prefix, width)
        self._check(writer, noun, full)
        key = key_of(NOUNS[noun], full)
        if rows.record(writer.connection, noun, key) is not None:
            field = code or NOUNS[noun].key[-1]
            sentence = f"The {one(noun)} “{' / '.join(key)}” is there already."
            raise InputError(FieldProblem(field, sentence))
        row_id = writer.add(noun, full)
        kept = {column.name: full.get(column.name) for column in NOUNS[noun].columns}
        return Record(noun, row_id, 1, kept)

    def alter(
        self, writer: Writer, record: Record, fields: Mapping[str, Value]
    ) -> None:
        """Check and change a record inside a verb."""
        fresh: Row = {**record.row, **fields}
        self._check(writer, record.noun, fresh, record)
        writer.change(record.noun, record.id, record.version, fields)

    def _check(
        self,
        writer: Writer,
        noun: str,
        row: Mapping[str, Value],
        record: Record | None = None,
    ) -> None:
        around = checks.Around(writer.connection)
        found = checks.problems(noun, row, around)
        if not found:
            found = checks.among(noun, row, record.row if record else None, around)
        if found:
            raise InputError(*found)
