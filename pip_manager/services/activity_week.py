"""A week of one person: engagement and strand by day, read and saved whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.when import day_words
from pip_manager.errors import ConflictError, InputError
from pip_manager.models import activity as asked
from pip_manager.models import rows
from pip_manager.services import checks, reference
from pip_manager.services.activity_rules import (
    in_days,
    next_codes,
    refuse_drafted,
    refuse_locked,
)
from pip_manager.services.settings import calendar, hours_per_day, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.activity import Entry
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

DAYS = 7
Place = tuple[str, str | None]
"""An engagement and, where stated, a strand of it."""


Typed = tuple[Place, date, tuple[Decimal, str] | None]
"""What a cell shall hold from now on: quantity and unit, or nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What was logged in one place on one day; empty where nothing was."""

    entries: tuple[Entry, ...] = ()

    @property
    def locked(self) -> str | None:
        """Return why it cannot be typed over here, or None."""
        numbers = [one.number for one in self.entries if one.number is not None]
        if numbers:
            return f"On invoice {numbers[0]} and locked."
        if len(self.entries) > 1:
            return "Several entries make this up. Change them in the list."
        return None

    @property
    def invoice(self) -> str | None:
        """Return the number of the invoice it is on, or None."""
        return next((one.number for one in self.entries if one.number), None)

    def days(self, hours: Decimal) -> Decimal:
        """Return what was logged, in days."""
        parts = (_measure(entry) for entry in self.entries)
        return sum((in_days(q, unit, hours) for q, unit in parts), Decimal(0))

    def measure(self) -> tuple[Decimal, str] | None:
        """Return quantity and unit of a single entry, or None."""
        return _measure(self.entries[0]) if len(self.entries) == 1 else None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One place with its words and its seven cells, Monday first."""

    place: Place
    engagement: str
    strand: str | None
    cells: tuple[Cell, ...] = (Cell(),) * DAYS


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday; `off` names the days on which nobody works."""

    person: str
    monday: date
    rows: tuple[WeekRow, ...]
    hours: Decimal
    off: dict[date, str] = field(default_factory=dict)

    @property
    def days(self) -> tuple[date, ...]:
        """Return its seven days."""
        return tuple(self.monday + timedelta(n) for n in range(DAYS))


class Weeks:
    """Weeks of anyone, and the verb that saves one."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the weeks of an office."""
        self._office = office

    def week(self, person: str, day: date) -> Week:
        """Return the week of a person in which a day lies."""
        monday = day - timedelta(day.weekday())
        sunday = monday + timedelta(DAYS - 1)
        wanted = asked.Asked(person=person, start=monday, end=sunday)
        with self._office.store.reading() as connection:
            found = asked.rows(connection, "activities", wanted)
            hours = hours_per_day(settings(connection))
            off = dict(_off(connection, monday))
        return Week(person, monday, tuple(_rows(found, monday)), hours, off)

    def blank(self, place: Place) -> WeekRow:
        """Return a row of a place with nothing on it yet."""
        engagement, strand = place
        with self._office.store.reading() as connection:
            names = {one.code: one for one in asked.engagement_names(connection)}
            strands = rows.labels(connection, "strands", "name")
        if engagement not in names:
            raise ConflictError(f"There is no engagement “{engagement}” any more.")
        name = names[engagement]
        words = f"{name.authority} – {name.title}"
        return WeekRow(place, words, None if strand is None else strands[strand])

    def save(self, week: Week, typed: Iterable[Typed]) -> int:
        """Keep what was typed over a week as one verb; return how many days changed.

        Raises:
            ConflictError: a cell is locked, or somebody changed it since.
            InputError: something cannot be kept, by field.
        """
        cells = {
            (row.place, week.monday + timedelta(n)): cell
            for row in week.rows
            for n, cell in enumerate(row.cells)
        }
        done = 0
        with self._office.writing(f"Log the week of {day_words(week.monday)}") as to:
            keep = _Keeper(to, week.person)
            for place, day, measure in typed:
                keep.put(cells.get((place, day), Cell()), place, day, measure)
                done += 1
        return done


class _Keeper:
    """Puts cells into a verb: adds, changes and removes entries."""

    def __init__(self, writer: Writer, person: str) -> None:
        self._writer = writer
        self._person = person
        self._around = checks.Around(writer.connection)
        self._codes = next_codes(writer.connection, "activities")

    def put(
        self, cell: Cell, place: Place, day: date, measure: tuple[Decimal, str] | None
    ) -> None:
        if len(cell.entries) > 1:
            raise ConflictError(str(cell.locked))
        if cell.entries:
            self._alter(cell.entries[0], measure)
        elif measure is not None:
            self._add(place, day, measure)

    def _alter(self, entry: Entry, measure: tuple[Decimal, str] | None) -> None:
        refuse_locked(entry)
        if measure is None:
            refuse_drafted(entry)
            self._writer.remove("activities", entry.id, entry.version)
            return
        fields: Row = {"quantity": measure[0], "unit": measure[1]}
        self._check({**entry.row, **fields})
        self._writer.change("activities", entry.id, entry.version, fields)

    def _add(self, place: Place, day: date, measure: tuple[Decimal, str]) -> None:
        row: Row = {
            "activity": next(self._codes),
            "date": day,
            "person": self._person,
            "engagement": place[0],
            "strand": place[1],
            "quantity": measure[0],
            "unit": measure[1],
        }
        self._check(row)
        self._writer.add("activities", row)

    def _check(self, row: Row) -> None:
        if problems := checks.problems("activities", row, self._around):
            raise InputError(*problems)


def _measure(entry: Entry) -> tuple[Decimal, str]:
    quantity = entry.row["quantity"]
    if not isinstance(quantity, Decimal):
        raise TypeError("an activity has a quantity")
    return quantity, str(entry.row["unit"])


def _rows(found: list[Entry], monday: date) -> Iterator[WeekRow]:
    by_place: dict[Place, dict[int, list[Entry]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for entry in found:
        strand, day = entry.row["strand"], entry.row["date"]
        place = (str(entry.row["engagement"]), None if strand is None else str(strand))
        if isinstance(day, date):
            by_place[place][(day - monday).days].append(entry)
    words = {str(e.row["engagement"]): e for e in found}
    strands = {e.row["strand"]: e.strand_name for e in found}
    for place in sorted(by_place, key=lambda one: (one[0], one[1] or "")):
        entry = words[place[0]]
        cells = tuple(Cell(tuple(by_place[place][n])) for n in range(DAYS))
        title = f"{entry.authority_name} – {entry.engagement_title}"
        yield WeekRow(place, title, strands[place[1]], cells)


def _off(connection: Connection, monday: date) -> Iterator[tuple[date, str]]:
    working = calendar(connection)
    named = {row["date"]: row["name"] for row in rows.rows(connection, "days_off")}
    holidays = reference.bank_holiday_names()
    for n in range(DAYS):
        day = monday + timedelta(n)
        if not working.is_working_day(day):
            weekend = "weekend" if n >= DAYS - 2 else "bank holiday"
            yield day, str(named.get(day) or holidays.get(day) or weekend)
