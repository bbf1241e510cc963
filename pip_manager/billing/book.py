"""What prices are made from, indexed once, and the work still to be priced."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing import columns
from pip_manager.billing.facts import (
    Activity,
    Agreement,
    Engagement,
    Expense,
    FixedCharge,
    Secondment,
)
from pip_manager.billing.rates import STANDARD, Ladder, RateRow
from pip_manager.domain.calendar import Period
from pip_manager.domain.when import begins, ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from pip_manager.billing.facts import Dated
    from pip_manager.billing.rates import Level
    from pip_manager.domain.calendar import Calendar
    from pip_manager.domain.values import Value

    Rows = Mapping[str, Iterable[Mapping[str, Value]]]

HOURS_PER_DAY = Decimal("7.4")
_GRANT = "grant"


class Role(NamedTuple):
    """The charging role of a person, both dates included."""

    start: date
    end: date
    role: str


@dataclass(frozen=True, slots=True)
class Book:
    """Engagements, agreements, rates and roles of a store, and its calendar."""

    engagements: Mapping[str, Engagement]
    agreements: Mapping[str, Agreement]
    ladder: Ladder
    roles: Mapping[str, tuple[Role, ...]]
    calendar: Calendar
    hours_per_day: Decimal = HOURS_PER_DAY
    _by_engagement: dict[str, list[Agreement]] = field(
        default_factory=dict, init=False, compare=False
    )

    def __post_init__(self) -> None:
        for agreement in self.agreements.values():
            if agreement.engagement is not None and agreement.kind != _GRANT:
                self._by_engagement.setdefault(agreement.engagement, []).append(
                    agreement
                )

    @classmethod
    def from_rows(
        cls, rows: Rows, calendar: Calendar, hours_per_day: Decimal | None = None
    ) -> Book:
        """Read engagements, agreements, rates and roles; an absent noun is empty."""
        return cls(
            {
                fact.code: fact
                for fact in map(Engagement.from_row, rows.get("engagements", ()))
            },
            {
                fact.code: fact
                for fact in map(Agreement.from_row, rows.get("agreements", ()))
            },
            Ladder(map(RateRow.from_row, rows.get("rates", ()))),
            _roles(rows.get("roles", ())),
            calendar,
            hours_per_day or HOURS_PER_DAY,
        )

    def candidates(self, engagement: str, on: date) -> list[Agreement]:
        """Return the agreements an unnamed item of that day may belong to.

        Grants, and agreements without an engagement, are not looked at.
        """
        return [
            agreement
            for agreement in self._by_engagement.get(engagement, ())
            if agreement.start <= on <= agreement.end
        ]

    def role(self, person: str, on: date) -> str | None:
        """Return the role of a person on a day: of several, the one begun last."""
        for role in self.roles.get(person, ()):
            if role.start <= on <= role.end:
                return role.role
        return None

    def levels(self, engagement: str, agreement: str) -> tuple[Level, ...]:
        """Return the levels of the rate ladder for an item, most telling first."""
        levels: list[Level] = [("agreement", agreement)]
        fact = self.engagements.get(engagement)
        if fact is not None:
            levels.append(("authority", fact.authority))
            if fact.programme is not None:
                levels.append(("programme", fact.programme))
        return (*levels, (STANDARD, None))

    def hours(self, agreement: Agreement) -> Decimal:
        """Return the hours that make a day under an agreement."""
        return agreement.hours_per_day or self.hours_per_day


@dataclass(frozen=True, slots=True)
class Items:
    """What one engagement has on its account, in any order."""

    activities: list[Activity] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)
    charges: list[FixedCharge] = field(default_factory=list)
    secondments: list[Secondment] = field(default_factory=list)

    def dated(self) -> Iterator[Dated]:
        """Give everything that has a day of its own."""
        return chain(self.activities, self.expenses, self.charges)


@dataclass(frozen=True, slots=True)
class Held:
    """What drafts and issued documents hold: codes by noun, and days of secondments."""

    codes: frozenset[tuple[str, str]] = frozenset()
    days: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Value]]) -> Held:
        """Read rows of the noun `holds`."""
        codes: set[tuple[str, str]] = set()
        days: dict[str, list[Period]] = {}
        for row in rows:
            noun, code = columns.code(row, "noun"), columns.code(row, "code")
            if noun == "secondments":
                held = Period(columns.day(row, "from"), columns.day(row, "to"))
                days.setdefault(code, []).append(held)
            else:
                codes.add((noun, code))
        return cls(frozenset(codes), {code: tuple(held) for code, held in days.items()})


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that may be charged, by engagement, and what is held already."""

    by_engagement: Mapping[str, Items]
    held: Held = field(default_factory=Held)

    @classmethod
    def from_rows(cls, rows: Rows) -> Work:
        """Read activities, expenses, charges, secondments and holds."""
        found: dict[str, Items] = {}

        def of(engagement: str) -> Items:
            items = found.get(engagement)
            if items is None:
                items = found[engagement] = Items()
            return items

        for activity in map(Activity.from_row, rows.get("activities", ())):
            of(activity.engagement).activities.append(activity)
        for expense in map(Expense.from_row, rows.get("expenses", ())):
            of(expense.engagement).expenses.append(expense)
        for charge in map(FixedCharge.from_row, rows.get("charges", ())):
            of(charge.engagement).charges.append(charge)
        for secondment in map(Secondment.from_row, rows.get("secondments", ())):
            if secondment.engagement is not None:
                of(secondment.engagement).secondments.append(secondment)
        return cls(found, Held.from_rows(rows.get("holds", ())))

    def of(self, engagement: str) -> Items:
        """Return what an engagement has on its account."""
        return self.by_engagement.get(engagement) or Items()


def _roles(rows: Iterable[Mapping[str, Value]]) -> dict[str, tuple[Role, ...]]:
    found: dict[str, list[Role]] = {}
    for row in rows:
        role = Role(
            begins(columns.text(row, "from")),
            ends(columns.text(row, "to")),
            columns.code(row, "role"),
        )
        found.setdefault(columns.code(row, "person"), []).append(role)
    # stable: of two begun on one day the first in the alphabet
    return {
        person: tuple(
            sorted(
                sorted(roles, key=lambda role: role.role),
                key=lambda role: role.start,
                reverse=True,
            )
        )
        for person, roles in found.items()
    }
