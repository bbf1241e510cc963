"""What was done in a period, by whom, where, for whom, and what it was worth.

Source: "Summaries" in the exact meanings of the exchange contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pip_manager.billing import charges
from pip_manager.billing.facts import Activity
from pip_manager.billing.priced import Blocked
from pip_manager.domain.money import pence, times
from pip_manager.domain.values import money_text, plain
from pip_manager.errors import UsageError
from pip_manager.models import rows, summary
from pip_manager.services.desk import Desk, forwards
from pip_manager.services.summary_keys import KEYS, Keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.services.workplace import Workplace

MEASURES = (
    "days",
    "hours",
    "entries",
    "people",
    "value",
    "granted",
    "contributed",
)
_PRICED = ("value", "contributed")
_MONEY = ("value", "granted", "contributed")
_DATED_UNIT = {"days": "hour", "hours": "day"}

Key = tuple[str, ...]


@dataclass(slots=True)
class Cell:
    """The sums of one group: exact days and hours, GBP to the penny."""

    days: Fraction = Fraction(0)
    hours: Fraction = Fraction(0)
    entries: int = 0
    persons: set[Value] = field(default_factory=set)
    value: Decimal = Decimal("0.00")
    granted: Decimal = Decimal("0.00")
    contributed: Decimal = Decimal("0.00")

    def add(self, other: Cell) -> None:
        """Add the sums of another group."""
        self.days += other.days
        self.hours += other.hours
        self.entries += other.entries
        self.persons |= other.persons
        self.value += other.value
        self.granted += other.granted
        self.contributed += other.contributed

    def shown(self, measure: str) -> str | int:
        """Return one measure as the command line prints it."""
        match measure:
            case "days" | "hours":
                return plain(pence(getattr(self, measure)))
            case "entries":
                return self.entries
            case "people":
                return len(self.persons)
            case _:
                return money_text(getattr(self, measure))


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows in the order of their keys; `unpriced` counts activities without a price."""

    by: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[tuple[Key, tuple[str | int, ...]], ...]
    total: tuple[str | int, ...]
    unpriced: int

    def as_json(self) -> dict[str, object]:
        """Return the answer of ``summary --format json``."""
        return {
            "by": list(self.by),
            "measures": list(self.measures),
            "rows": [
                {"key": list(key), "values": list(values)} for key, values in self.rows
            ],
            "total": list(self.total),
            "unpriced": self.unpriced,
        }

    def table(self) -> list[list[str]]:
        """Return keys, then measures, a row each, and the total last."""
        lines = [[*key, *map(str, values)] for key, values in self.rows]
        total = ["Total", *[""] * (len(self.by) - 1), *map(str, self.total)]
        return [*lines, total]


def summarise(
    office: Workplace,
    start: date,
    end: date,
    by: Sequence[str],
    measures: Sequence[str] = ("days",),
) -> Summary:
    """Sum up the activities of a period, both dates included.

    Raises:
        UsageError: a key or measure is unknown.
        PipManagerError: the period is backwards.
    """
    _known("key", by, KEYS)
    _known("measure", measures, MEASURES)
    forwards(start, end)
    with office.store.reading() as connection:
        asked = _Asked(connection, start, end, tuple(by), frozenset(measures))
        asked.count()
        if not asked.measures.isdisjoint(_MONEY):
            asked.price()
    return asked.summary(tuple(measures))


def save(shown: Summary, path: Path) -> None:
    """Write a summary as CSV; the last row is the total.

    Raises:
        UsageError: the name asks for another form.
        PipManagerError: it cannot be written.
    """
    from pip_manager.exchange.atomic import new_file
    from pip_manager.exchange.delimited import write_records

    if path.suffix.casefold() != ".csv":
        raise UsageError(f"“{path.name}”: a summary is written as .csv.")
    with (
        new_file(path, replace=True) as part,
        part.open("w", encoding="utf-8", newline="") as stream,
    ):
        write_records(stream, [*shown.by, *shown.measures], shown.table())


def _known(what: str, words: Iterable[str], known: Iterable[str]) -> None:
    for word in words:
        if word not in known:
            raise UsageError(
                f"There is no {what} “{word}”. Choose from: {', '.join(known)}."
            )


class _Asked:
    """One summary on its way: what is asked, and the sums found so far."""

    def __init__(
        self,
        connection: Connection,
        start: date,
        end: date,
        by: tuple[str, ...],
        measures: frozenset[str],
    ) -> None:
        self._connection = connection
        self._period = (start, end)
        self.measures = measures
        self._desk = Desk(connection)
        self._keys = Keys(connection, self._desk, by)
        self._cells: dict[Key, Cell] = {}
        self._unpriced = 0

    def count(self) -> None:
        """Sum days, hours, entries and people by what the database counted."""
        columns = self._keys.columns
        own_hours = self._own_hours()
        wanted = [
            *columns,
            *(["person"] if "people" in self.measures else []),
            *(["engagement", "agreement"] if own_hours else []),
        ]
        found = summary.counted(
            self._connection, *self._period, list(dict.fromkeys(wanted)), own_hours
        )
        for group in found:
            self._add_group(group, has_own_hours=bool(own_hours))

    def _add_group(self, group: Mapping[str, Value], *, has_own_hours: bool) -> None:
        cell = self._cell(group)
        quantity = Fraction(Decimal(str(group["quantity"])))
        hours = self._hours(group) if has_own_hours else self._desk.book.hours_per_day
        if group["unit"] == "hour":
            cell.hours += quantity
            cell.days += quantity / Fraction(hours)
        else:
            cell.days += quantity
            cell.hours += quantity * Fraction(hours)
        cell.entries += int(str(group["entries"]))
        cell.persons.add(group.get("person"))

    def _own_hours(self) -> set[str]:
        """Return the engagements with an agreement that has its own hours a day."""
        if self.measures.isdisjoint(_DATED_UNIT):
            return set()
        usual = self._desk.book.hours_per_day
        return {
            str(agreement.engagement)
            for agreement in self._desk.book.agreements.values()
            if (agreement.hours_per_day or usual) != usual
        }

    def _hours(self, group: Mapping[str, Value]) -> Decimal:
        """Return the hours of a day under the agreement the work belongs to."""
        book = self._desk.book
        if group["agreement"] is not None:
            return book.hours(book.agreements[str(group["agreement"])])
        on = group["on"]
        if not isinstance(on, date):
            return book.hours_per_day
        found = book.candidates(str(group["engagement"]), on)
        return book.hours(found[0]) if len(found) == 1 else book.hours_per_day

    def price(self) -> None:
        """Sum what the work is worth, item by item."""
        billed = summary.billed_prices(self._connection, *self._period)
        grants = self._per_day()
        for row in summary.activities(self._connection, *self._period):
            activity = Activity.from_row(row)
            cell = self._cell(row)
            self._add_worth(cell, activity, billed.get(activity.code))
            per_day = grants.get(row["grant"])
            if "granted" in self.measures and per_day is not None:
                cell.granted += self._granted(activity, per_day)

    def _add_worth(
        self, cell: Cell, activity: Activity, billed: Decimal | None
    ) -> None:
        charged = (
            charges.charged_quantity(activity) if activity.delivered else Decimal(0)
        )
        given = charges.contributed_quantity(activity)
        # the contract counts what blocks the value; without it, what is asked
        wanted = charged if "value" in self.measures else given
        if self.measures.isdisjoint(_PRICED) or not (charged or given):
            return
        unit_price = billed
        if unit_price is None:
            quoted = charges.quote(self._desk.book, activity)
            if isinstance(quoted, Blocked):
                self._unpriced += bool(wanted)
                return
            unit_price = quoted.unit_price if quoted else Decimal(0)
        cell.value += times(charged, unit_price)
        cell.contributed += times(given, unit_price)

    def _granted(self, activity: Activity, per_day: Decimal) -> Decimal:
        quantity = Fraction(charges.granted_quantity(activity))
        if activity.unit == "hour":
            quantity /= Fraction(
                self._hours(
                    {
                        "agreement": activity.agreement,
                        "on": activity.date,
                        "engagement": activity.engagement,
                    }
                )
            )
        return pence(quantity * Fraction(per_day))

    def _per_day(self) -> dict[Value, Decimal]:
        return {
            row["grant"]: Decimal(str(row["per_day"]))
            for row in rows.rows(self._connection, "grants")
            if row["per_day"] is not None
        }

    def _cell(self, row: Mapping[str, Value] | Row) -> Cell:
        key = self._keys.of(row)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = Cell()
        return found

    def summary(self, measures: tuple[str, ...]) -> Summary:
        """Return what was found, in the order of the keys."""
        whole = Cell()
        for cell in self._cells.values():
            whole.add(cell)
        return Summary(
            self._keys.by,
            measures,
            tuple(
                (key, tuple(cell.shown(measure) for measure in measures))
                for key, cell in sorted(self._cells.items(), key=lambda pair: pair[0])
            ),
            tuple(whole.shown(measure) for measure in measures),
            self._unpriced,
        )
