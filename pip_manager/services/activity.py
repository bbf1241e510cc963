"""The lists of activities, expenses and fixed charges: their prices and their verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.labels import counted, one
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.records import Record
from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import activity as asked
from pip_manager.models import changes, rows
from pip_manager.services import checks
from pip_manager.services.activity_prices import Price, priced
from pip_manager.services.activity_rules import (
    in_days,
    next_codes,
    refuse_drafted,
    refuse_locked,
)
from pip_manager.services.desk import Desk
from pip_manager.services.records import Records
from pip_manager.services.settings import hours_per_day

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence

    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.models.activity import EngagementName, Entry
    from pip_manager.services.activity_week import Weeks
    from pip_manager.services.quick_entry import QuickEntry
    from pip_manager.services.workplace import Workplace

_QUICK = 2_000
_NOWHERE = (None, "", "", None, None, None, None)


class Line(NamedTuple):
    """An entry of a list with its price."""

    entry: Entry
    price: Price

    @property
    def row(self) -> Row:
        """Return the columns of the record."""
        return self.entry.row

    @property
    def is_locked(self) -> bool:
        """Tell whether an issued invoice holds it."""
        return self.entry.number is not None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a list comes to; `value` is None where too long to price at once."""

    entries: int
    days: Decimal
    hours: Decimal
    value: Decimal | None = None
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the fields and filters of the screen offer: code and words."""

    people: tuple[tuple[str, str], ...]
    engagements: tuple[tuple[str, str], ...]
    strands: tuple[tuple[str, str], ...]
    agreements: tuple[tuple[str, str, str | None], ...]
    grants: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]


class ActivityLog:
    """What was done, spent and agreed to be charged, in lists and in verbs."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the entries of an office."""
        self._office = office
        self._records = Records(office)
        self._desk: tuple[int, Desk] | None = None

    @cached_property
    def quick(self) -> QuickEntry:
        """The line in which a day is logged."""
        from pip_manager.services.quick_entry import QuickEntry

        return QuickEntry(self._office)

    @cached_property
    def weeks(self) -> Weeks:
        """Weeks of a person, strand by day."""
        from pip_manager.services.activity_week import Weeks

        return Weeks(self._office)

    @property
    def me(self) -> str | None:
        """Return the person this login is bound to, or None."""
        return self._office.who.person

    @property
    def login(self) -> str:
        """Return the login at this computer."""
        return self._office.who.login

    # ---- lists

    def ids(
        self,
        noun: str,
        search: str = "",
        sort: str = "",
        *,
        descending: bool = False,
        filters: Mapping[str, Value] | None = None,
    ) -> array[int]:
        """Return the ids of a list in order; `filters` as `models.activity.Asked`."""
        wanted = _asked(search, filters or {}, sort, descending=descending)
        with self._office.store.reading() as connection:
            return asked.ids(connection, noun, wanted)

    def lines(self, noun: str, wanted: Sequence[int]) -> list[Line]:
        """Return the entries of some ids with their prices, in the order of these."""
        with self._office.store.reading() as connection:
            found = asked.entries(connection, noun, wanted)
            book = self._book(connection).book
        lines = {entry.id: Line(entry, priced(book, entry)) for entry in found}
        return [lines.get(one) or _gone(noun, one) for one in wanted]

    def line(self, noun: str, code: str) -> Line:
        """Return the entry of a code.

        Raises:
            ConflictError: there is none (any more).
        """
        return self.lines(noun, [self._records.get(noun, code).id])[0]

    def totals(
        self, noun: str, search: str = "", filters: Mapping[str, Value] | None = None
    ) -> Totals:
        """Return what a list comes to; its value only where that is quick."""
        wanted = _asked(search, filters or {})
        with self._office.store.reading() as connection:
            found = asked.measured(connection, noun, wanted)
            entries = sum(one.entries for one in found)
            lines: list[Entry] = []
            if entries <= _QUICK:
                lines = asked.rows(connection, noun, wanted)
            book = self._book(connection).book
        amounts = [priced(book, entry) for entry in lines]
        value = sum((price.net or Decimal(0) for price in amounts), Decimal("0.00"))
        return Totals(
            entries,
            _sum(found, "day"),
            _sum(found, "hour"),
            value if entries <= _QUICK else None,
            sum(price.is_blocked for price in amounts),
        )

    def unbilled(self, noun: str) -> int:
        """Return how many entries nothing holds yet."""
        with self._office.store.reading() as connection:
            return asked.count(connection, noun, asked.Asked(state="unbilled"))

    def choices(self) -> Choices:
        """Return what fields and filters offer."""
        with self._office.store.reading() as connection:
            agreements = rows.rows(connection, "agreements")
            return Choices(
                _offered(connection, "people", "name"),
                tuple(
                    (name.code, engagement_words(name))
                    for name in asked.engagement_names(connection)
                ),
                _offered(connection, "strands", "name"),
                tuple(_agreement(row) for row in agreements),
                _offered(connection, "grants", "name"),
                tuple(asked.kinds(connection)),
            )

    def day_total(self, person: str, on: date) -> Decimal:
        """Return what a person logged on a day, in days."""
        with self._office.store.reading() as connection:
            found = asked.quantities(connection, person, on, on)
            hours = hours_per_day(self._book(connection).settings)
        return sum((in_days(q, unit, hours) for _, unit, q in found), Decimal(0))

    # ---- verbs

    def add(self, noun: str, row: Mapping[str, Value]) -> Record:
        """Keep a new entry under the next code.

        Raises:
            InputError: every reason why it cannot be kept, by field.
        """
        with self._office.writing(f"Log {one(noun)}") as writer:
            code = next(next_codes(writer.connection, noun))
            full = {**row, str(NOUNS[noun].code): code}
            _refuse(checks.problems(noun, full, checks.Around(writer.connection)))
            return Record(noun, writer.add(noun, full), 1, full)

    def change(
        self, entries: Sequence[Entry], fields: Mapping[str, Value], verb: str = ""
    ) -> None:
        """Set columns of some entries as one verb, all or none.

        Raises:
            InputError: every reason why one cannot be kept, by field.
            ConflictError: one is locked, or was changed since.
        """
        noun = entries[0].noun
        few = one(noun) if len(entries) == 1 else counted(noun, len(entries))
        with self._office.writing(verb or f"Change {few}") as writer:
            around = checks.Around(writer.connection)
            for entry in entries:
                refuse_locked(entry)
                _refuse(checks.problems(noun, {**entry.row, **fields}, around))
                writer.change(noun, entry.id, entry.version, fields)

    def duplicate(self, entries: Sequence[Entry]) -> list[int]:
        """Keep each entry once more under a new code; return the new ids."""
        noun = entries[0].noun
        few = one(noun) if len(entries) == 1 else counted(noun, len(entries))
        code = str(NOUNS[noun].code)
        with self._office.writing(f"Duplicate {few}") as writer:
            codes = next_codes(writer.connection, noun)
            return [
                writer.add(noun, {**entry.row, code: fresh})
                for entry, fresh in zip(entries, codes, strict=False)
            ]

    def remove(self, entries: Sequence[Entry]) -> None:
        """Delete some entries as one verb, all or none.

        Raises:
            ConflictError: one is locked, or was changed since.
        """
        noun = entries[0].noun
        few = one(noun) if len(entries) == 1 else counted(noun, len(entries))
        with self._office.writing(f"Delete {few}") as writer:
            for entry in entries:
                refuse_locked(entry)
                refuse_drafted(entry)
                writer.remove(noun, entry.id, entry.version)

    def _book(self, connection: Connection) -> Desk:
        """Return what prices are made from, read again after each change."""
        head = changes.head(connection)[0]
        if self._desk is None or self._desk[0] != head:
            self._desk = (head, Desk(connection))
        return self._desk[1]


def engagement_words(name: EngagementName) -> str:
    """Return how an engagement is offered: ``Kirklees – Practice (E07)``."""
    return f"{name.authority} – {name.title} ({name.code})"


def _asked(
    search: str,
    filters: Mapping[str, Value],
    sort: str = "",
    *,
    descending: bool = False,
) -> asked.Asked:
    def text(name: str) -> str | None:
        value = filters.get(name)
        return value if isinstance(value, str) else None

    def day(name: str) -> date | None:
        value = filters.get(name)
        return value if isinstance(value, date) else None

    return asked.Asked(
        search,
        sort,
        descending,
        text("engagement"),
        text("person"),
        text("strand"),
        day("start"),
        day("end"),
        text("state"),
    )


def _sum(found: list[asked.Measured], unit: str) -> Decimal:
    return sum((one.quantity for one in found if one.unit == unit), Decimal(0))


def _offered(
    connection: Connection, noun: str, words: str
) -> tuple[tuple[str, str], ...]:
    pairs = rows.labels(connection, noun, words).items()
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def _gone(noun: str, row_id: int) -> Line:
    """Return what stands in a list for an entry deleted since the list was read."""
    row = dict.fromkeys(column.name for column in NOUNS[noun].columns)
    nothing = asked.Entry(noun, row_id, 0, {**row}, *_NOWHERE)
    return Line(nothing, Price(None, words="deleted"))


def _agreement(row: Row) -> tuple[str, str, str | None]:
    code, title, engagement = row["agreement"], row["title"], row["engagement"]
    words = f"{code} – {title}" if title else str(code)
    return str(code), words, None if engagement is None else str(engagement)


def _refuse(problems: tuple[FieldProblem, ...]) -> None:
    if problems:
        raise InputError(*problems)
