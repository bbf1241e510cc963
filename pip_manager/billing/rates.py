"""The rate ladder: which row of which card prices an hour or a day of work.

Rows are tried by level: agreement, authority, programme, standard; within a level by
person, then role and strand, then role, then strand, then any. The first in force on
the day of the work wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pip_manager.billing import columns
from pip_manager.billing.priced import Why
from pip_manager.domain.money import pence, pounds, times
from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words
from pip_manager.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from pip_manager.domain.values import Value

STANDARD = "standard"
UNCHARGED = frozenset({"free", "grant_funded"})

Place = tuple[str | None, str | None, str | None]
Level = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of a rate card, GBP a day or an hour; an open `end` is None."""

    level: str
    target: str | None
    person: str | None
    role: str | None
    strand: str | None
    card: str
    unit: str
    amount: Decimal
    start: date
    end: date | None = None
    basis: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Value]) -> RateRow:
        """Read a row of the noun `rates`."""
        return cls(
            level=columns.code(row, "level"),
            target=columns.text(row, "target"),
            person=columns.text(row, "person"),
            role=columns.text(row, "role"),
            strand=columns.text(row, "strand"),
            card=columns.code(row, "card"),
            unit=columns.code(row, "unit"),
            amount=columns.stated_figure(row, "amount"),
            start=columns.day(row, "from"),
            end=columns.optional_day(row, "to"),
            basis=columns.text(row, "basis"),
        )

    @property
    def place(self) -> Place:
        """Return whom the row is for."""
        return self.person, self.role, self.strand

    @property
    def match(self) -> str:
        """Name the step of the ladder at which the row stands."""
        if self.person is not None:
            return "person"
        if self.role is not None:
            return "role" if self.strand is None else "role and strand"
        return "any" if self.strand is None else "strand"

    @property
    def is_charged(self) -> bool:
        """Tell whether work at this rate is billed at all."""
        return self.basis not in UNCHARGED

    def in_force(self, on: date) -> bool:
        """Tell whether the row counts on a day."""
        return self.start <= on and (self.end is None or on <= self.end)


class Ladder:
    """Every rate row, indexed by level, target and whom it is for."""

    __slots__ = ("_for_roles", "_prices", "_rungs")

    def __init__(self, rows: Iterable[RateRow]) -> None:
        self._rungs: dict[Level, dict[Place, list[RateRow]]] = {}
        self._for_roles: dict[Level, list[RateRow]] = {}
        self._prices: dict[tuple[int, str, Decimal], tuple[Decimal, Why]] = {}
        for row in rows:
            level = (row.level, row.target)
            self._rungs.setdefault(level, {}).setdefault(row.place, []).append(row)
            if row.role is not None and row.person is None:
                self._for_roles.setdefault(level, []).append(row)

    def find(
        self,
        levels: Iterable[Level],
        person: str,
        role: str | None,
        strand: str | None,
        on: date,
    ) -> RateRow | None:
        """Return the row that prices a day's work; `levels` come most telling first."""
        places = _places(person, role, strand)
        for level in levels:
            rung = self._rungs.get(level)
            if rung is None:
                continue
            for place in places:
                for row in rung.get(place, ()):
                    if row.in_force(on):
                        return row
        return None

    def has_role_rate(
        self, levels: Iterable[Level], strand: str | None, on: date
    ) -> bool:
        """Tell whether a person with some role would have had a rate."""
        return any(
            row.strand in {None, strand} and row.in_force(on)
            for level in levels
            for row in self._for_roles.get(level, ())
        )

    def price(self, row: RateRow, unit: str, hours: Decimal) -> tuple[Decimal, Why]:
        """Return what one unit costs at a row of this ladder, and why."""
        # the rows live as long as the ladder, and hashing one costs more than pricing
        key = id(row), unit, hours
        known = self._prices.get(key)
        if known is None:
            amount = unit_price(row, unit, hours)
            known = self._prices[key] = amount, _why(row, unit, hours, amount)
        return known


def unit_price(row: RateRow, unit: str, hours: Decimal) -> Decimal:
    """Return the price of one `unit` to the penny, `hours` making a day."""
    if row.unit == unit:
        return row.amount
    if unit == "hour":
        return pence(Fraction(row.amount) / Fraction(hours))
    return times(hours, row.amount)


def problems(row: RateRow) -> tuple[FieldProblem, ...]:
    """Return every reason why a rate row cannot be kept, whatever the others say."""
    found: list[FieldProblem] = []
    if row.level == STANDARD and row.target is not None:
        found.append(
            FieldProblem("target", "A standard rate has no target. Leave it empty.")
        )
    if row.level != STANDARD and row.target is None:
        found.append(FieldProblem("target", f"Say which {row.level} this rate is for."))
    if row.person is not None and (row.role is not None or row.strand is not None):
        found.append(
            FieldProblem(
                "person", "A rate for a person has no role or strand. Leave them empty."
            )
        )
    if row.end is not None and row.end < row.start:
        found.append(FieldProblem("to", "The last day is before the first."))
    if row.amount < 0:
        found.append(FieldProblem("amount", "A rate cannot be below nought."))
    return tuple(found)


def overlaps(rows: Iterable[RateRow]) -> tuple[tuple[RateRow, RateRow], ...]:
    """Return pairs in force on a common day, the earlier first, each later row once.

    One row at a time may stand for each level, target, person, role and strand,
    whatever its card or unit.
    """
    alike: dict[tuple[Level, Place], list[RateRow]] = {}
    for row in rows:
        alike.setdefault(((row.level, row.target), row.place), []).append(row)
    found: list[tuple[RateRow, RateRow]] = []
    for same in alike.values():
        found.extend(_clashes(sorted(same, key=lambda row: row.start)))
    return tuple(found)


def _clashes(rows: list[RateRow]) -> list[tuple[RateRow, RateRow]]:
    found: list[tuple[RateRow, RateRow]] = []
    longest = rows[0]
    for _, later in pairwise(rows):
        if longest.in_force(later.start):
            found.append((longest, later))
        if (later.end or date.max) > (longest.end or date.max):
            longest = later
    return found


def _places(person: str, role: str | None, strand: str | None) -> tuple[Place, ...]:
    if role is None and strand is None:
        return (person, None, None), (None, None, None)
    if strand is None:
        return (person, None, None), (None, role, None), (None, None, None)
    if role is None:
        return (person, None, None), (None, None, strand), (None, None, None)
    return (
        (person, None, None),
        (None, role, strand),
        (None, role, None),
        (None, None, strand),
        (None, None, None),
    )


def _why(row: RateRow, unit: str, hours: Decimal, price: Decimal) -> Why:
    articles = {"day": "a day", "hour": "an hour"}
    dates = f"from {day_words(row.start)}"
    if row.end is not None:
        dates = f"{day_words(row.start)} to {day_words(row.end)}"
    text = (
        f"{row.level.capitalize()} rate for {_whom(row)},"
        f" {pounds(row.amount)} {articles[row.unit]},"
        f" in force {dates} (card {row.card})"
    )
    if row.unit != unit:
        text += f"; {pounds(price)} {articles[unit]} at {plain(hours)} hours a day"
    return Why(row.level, text, row.card, row.match, row.start, row.end)


def _whom(row: RateRow) -> str:
    match row.match:
        case "person":
            return "this person"
        case "role and strand":
            return f"{row.role} on strand {row.strand}"
        case "role":
            return str(row.role)
        case "strand":
            return f"strand {row.strand}"
        case _:
            return "everyone"
