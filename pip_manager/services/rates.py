"""Rates: the cards over time with what is missing between, and what work would cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.billing import charges
from pip_manager.billing.facts import Activity
from pip_manager.billing.priced import Blocked
from pip_manager.domain.calendar import financial_year
from pip_manager.domain.when import day_words
from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import rows
from pip_manager.services.desk import Desk
from pip_manager.services.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.services.workplace import Workplace

LEVELS = ("standard", "programme", "authority", "agreement")
_TARGETS = {
    "agreement": ("agreements", "title"),
    "authority": ("authorities", "name"),
    "programme": ("programmes", "name"),
}
_WHOM = {"people": "name", "strands": "name"}

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A rate for its days, or a gap where `rate` is None; an open `end` is None."""

    start: date
    end: date | None
    rate: Record | None


@dataclass(frozen=True, slots=True)
class Line:
    """The rates of one target for one person, role or strand, one after another."""

    key: Key
    card: str
    level: str
    target: str
    whom: str
    stretches: tuple[Stretch, ...]
    now: Record | None

    @property
    def rates(self) -> tuple[Record, ...]:
        """Return the rates, oldest first."""
        return tuple(s.rate for s in self.stretches if s.rate is not None)

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        """Return the days between or after the rates that have none."""
        return tuple(s for s in self.stretches if s.rate is None)

    @property
    def telling(self) -> Record:
        """Return the rate in force, else the one to come, else the last."""
        return self.now or self.rates[-1]


@dataclass(frozen=True, slots=True)
class Question:
    """Whose work, where and when, is to be priced."""

    person: str
    engagement: str
    on: date
    unit: str = "day"
    strand: str | None = None
    agreement: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a day or an hour of somebody's work costs; no price where `why` says so."""

    price: Decimal | None
    unit: str
    why: str
    role: str | None = None
    agreement: str | None = None


class Rates:
    """The verbs of the screen of rates."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the rates of an office."""
        self._office = office
        self._records = Records(office)

    def lines(self, today: date) -> list[Line]:
        """Return every line of rates: standard cards first, then by target."""
        with self._office.store.reading() as connection:
            found = rows.records(connection, "rates")
            titles = _titles(connection)
        by_key: dict[Key, list[Record]] = {}
        for record in found:
            by_key.setdefault(_key(record.row), []).append(record)
        lines = [_line(key, some, titles, today) for key, some in by_key.items()]
        order = {level: n for n, level in enumerate(LEVELS)}
        return sorted(
            lines, key=lambda one: (order[one.level], one.target, one.card, one.whom)
        )

    def targets(self, level: str) -> list[tuple[str, str]]:
        """Return the codes a rate of a level may be for, with their words."""
        if level not in _TARGETS:
            return []
        noun, words = _TARGETS[level]
        with self._office.store.reading() as connection:
            return list(rows.labels(connection, noun, words).items())

    def roles(self) -> list[str]:
        """Return every role that is held or has a rate."""
        with self._office.store.reading() as connection:
            found = [*rows.rows(connection, "roles"), *rows.rows(connection, "rates")]
        return sorted({str(row["role"]) for row in found if row["role"] is not None})

    def usual_card(self, today: date) -> str:
        """Return the card a new rate most likely belongs to: that of the last one."""
        with self._office.store.reading() as connection:
            found = rows.records(connection, "rates")
        if found:
            return str(max(found, key=lambda record: record.id).row["card"])
        return f"Standard {financial_year(today)}"

    def add(self, row: Mapping[str, Value]) -> Record:
        """Keep a new rate.

        Raises:
            InputError: a field cannot be accepted, or another rate stands then.
        """
        return self._records.add("rates", row)

    def change(self, record: Record, fields: Mapping[str, Value]) -> None:
        """Change a rate that was read.

        Raises:
            InputError: a field cannot be accepted, or another rate stands then.
            ConflictError: someone else changed it since.
        """
        self._records.change(record, fields)

    def follow(self, record: Record, start: date, fields: Mapping[str, Value]) -> None:
        """End a rate the day before `start` and begin another, as one verb.

        The new rate is like the old one but for `fields`, and ends where that ended.

        Raises:
            InputError: the new rate cannot begin then, or a field cannot be accepted.
            ConflictError: someone else changed the rate since.
        """
        _refuse_outside(record, start)
        with self._office.writing("Change rate from a date") as writer:
            self._records.alter(writer, record, {"to": start - timedelta(1)})
            fresh: Row = {**record.row, "rate": None, **fields, "from": start}
            fresh["to"] = record.row["to"]
            self._records.put(writer, "rates", fresh)

    def remove(self, record: Record) -> None:
        """Delete a rate that was read."""
        self._records.remove([record], "Delete rate")

    def agreements(self, engagement: str) -> list[tuple[str, str]]:
        """Return the agreements of an engagement, with their words."""
        with self._office.store.reading() as connection:
            found = rows.rows(connection, "agreements", engagement=engagement)
        return [
            (str(row["agreement"]), f"{row['agreement']} {row['title'] or ''}".strip())
            for row in found
        ]

    def quote(self, asked: Question) -> Answer:
        """Say what one unit of somebody's work on an engagement costs on a day."""
        work = Activity(
            code="",
            date=asked.on,
            person=asked.person,
            engagement=asked.engagement,
            quantity=Decimal(1),
            unit=asked.unit,
            agreement=asked.agreement,
            strand=asked.strand,
        )
        with self._office.store.reading() as connection:
            book = Desk(connection).book
        found = charges.quote(book, work)
        unit, role = asked.unit, book.role(asked.person, asked.on)
        if isinstance(found, Blocked):
            return Answer(None, unit, found.text, role)
        if found is None:
            words = "The rate in force is free or grant-funded: nothing is charged."
            return Answer(Decimal("0.00"), unit, words, role)
        code = found.agreement.code
        return Answer(found.unit_price, unit, found.why.text, found.role, code)


def margin(row: Mapping[str, Value]) -> Decimal | None:
    """Return what a rate leaves above the full cost; None where a cost is not stated.

    Source: charging a day below its full cost would be paid for by the home council.
    """
    amount, cost = row["amount"], row["full_cost"]
    if not isinstance(amount, Decimal) or not isinstance(cost, Decimal):
        return None
    return amount - cost


def stretches(rates: Iterable[Record], today: date) -> tuple[Stretch, ...]:
    """Return rates in the order of time with the gaps between them.

    Days after the last rate are a gap where it ended before `today`.
    """
    found: list[Stretch] = []
    free: date | None = None
    for record in sorted(rates, key=lambda r: _day(r.row["from"])):
        start = _day(record.row["from"])
        if free is not None and free < start:
            found.append(Stretch(free, start - timedelta(1), None))
        end = record.row["to"]
        found.append(Stretch(start, end if isinstance(end, date) else None, record))
        free = end + timedelta(1) if isinstance(end, date) else None
    if free is not None and free <= today:
        found.append(Stretch(free, None, None))
    return tuple(found)


def _line(
    key: Key, found: list[Record], titles: Mapping[str, Mapping[str, str]], today: date
) -> Line:
    row = stretches(found, today)
    now = next((s.rate for s in row if s.rate and _in_force(s, today)), None)
    told = now or row[-1].rate or row[-2].rate
    level, target = key[0], key[1]
    words = (
        titles[level].get(target, target) if level in _TARGETS else "Every engagement"
    )
    card = str(told.row["card"]) if told else ""
    return Line(key, card, level, words, _whom(key, titles), row, now)


def _whom(key: Key, titles: Mapping[str, Mapping[str, str]]) -> str:
    _, _, person, role, strand = key
    if person:
        return titles["people"].get(person, person)
    on = titles["strands"].get(strand, strand)
    if role:
        return f"{role}, {on}" if strand else role
    return f"Anyone, {on}" if strand else "Anyone"


def _titles(connection: Connection) -> dict[str, dict[str, str]]:
    found = {
        level: rows.labels(connection, *where) for level, where in _TARGETS.items()
    }
    return found | {
        noun: rows.labels(connection, noun, words) for noun, words in _WHOM.items()
    }


def _refuse_outside(record: Record, start: date) -> None:
    first, last = _day(record.row["from"]), record.row["to"]
    if start <= first:
        words = f"The present rate begins on {day_words(first)}. Choose a later day."
        raise InputError(FieldProblem("from", words))
    if isinstance(last, date) and start > last:
        words = f"The rate ended on {day_words(last)} already. Add a new one instead."
        raise InputError(FieldProblem("from", words))


def _in_force(one: Stretch, on: date) -> bool:
    return one.start <= on and (one.end is None or on <= one.end)


def _key(row: Row) -> Key:
    level, target, person, role, strand = (
        str(row[name] or "") for name in ("level", "target", "person", "role", "strand")
    )
    return level, target, person, role, strand


def _day(value: Value) -> date:
    assert isinstance(value, date)  # noqa: S101 - a column of that kind
    return value
