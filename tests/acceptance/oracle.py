"""What the program must answer, worked out slowly from the published contract.

Nothing here knows the program: rows of text in, the JSON of the command line out,
day by day and row by row, in exact fractions. What the contract leaves free
(descriptions, wording) is not said.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tests.acceptance.days import (
    bank_holidays,
    each_day,
    figure,
    in_force,
    money,
    pence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tests.acceptance.world import Row, World

LEVELS = ("agreement", "authority", "programme", "standard")
NOUNS = ("activities", "expenses", "charges", "secondments")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")

Claim: TypeAlias = "tuple[str, str, date | None]"


Why: TypeAlias = "Mapping[str, str | None]"


class Item(NamedTuple):
    """One thing to bill, as `price` lists it, with what grouping needs."""

    noun: str
    code: str
    on: date
    person: str | None
    role: str | None
    strand: str | None
    quantity: Fraction
    unit: str
    unit_price: Decimal
    vat_code: str
    vat_reason: str
    agreement: str
    days: frozenset[date]
    why: Why | None

    @property
    def net(self) -> Decimal:
        """The price of this one item."""
        return pence(self.quantity * Fraction(self.unit_price))

    @property
    def claims(self) -> set[tuple[str, str, date | None]]:
        """What a draft holds of it: itself, or the days of a secondment."""
        if self.noun != "secondments":
            return {(self.noun, self.code, None)}
        return {(self.noun, self.code, day) for day in self.days}


class Stuck(NamedTuple):
    """One thing that cannot be priced."""

    noun: str
    code: str
    why: str


class Oracle:
    """Answers about one world."""

    def __init__(self, world: World) -> None:
        """Read the rows."""
        self.world = world
        self.settings = {r["key"]: r["value"] for r in world.rows("settings")}
        self.off = {date.fromisoformat(r["date"]) for r in world.rows("days_off")}
        self.held: set[tuple[str, str, date | None]] = set()

    def engagement(self, code: str) -> Row:
        """Return the row of an engagement."""
        return self.row("engagements", "engagement", code)

    def row(self, noun: str, column: str, code: str) -> Row:
        return next(r for r in self.world.rows(noun) if r[column] == code)

    def is_working(self, day: date) -> bool:
        """Tell a working day."""
        return (
            day.weekday() < 5
            and day not in bank_holidays(day.year)
            and day not in self.off
        )

    def agreement(self, row: Row, on: date) -> Row | str:
        """Return the agreement of an item, or why there is none."""
        if row.get("agreement"):
            return self.row("agreements", "agreement", row["agreement"])
        found = [
            r
            for r in self.world.rows("agreements")
            if r["engagement"] == row["engagement"]
            and r.get("kind") != "grant"
            and in_force(r, on)
        ]
        if len(found) > 1:
            return "several agreements in force"
        return found[0] if found else "no agreement in force"

    def hours(self, agreement: Row | str) -> Fraction:
        """Return the hours of a day."""
        own = agreement.get("hours_per_day") if isinstance(agreement, dict) else ""
        return Fraction(own or self.settings.get("hours_per_day") or "7.4")

    def role(self, person: str, on: date) -> str | None:
        """Return the charging role of a person on a day."""
        for row in self.world.rows("roles"):
            if row["person"] == person and in_force(row, on):
                return row["role"]
        return None

    def rate(self, row: Row, agreement: Row, role: str | None) -> tuple[str, Row] | str:
        """Return how a rate matched and the rate, or why there is none."""
        on = date.fromisoformat(row["date"])
        engagement = self.engagement(row["engagement"])
        targets = {
            "agreement": agreement["agreement"],
            "authority": engagement["authority"],
            "programme": engagement["programme"] or None,
            "standard": "",
        }
        reachable = [
            rate
            for level in LEVELS
            for rate in self.world.rows("rates")
            if rate["level"] == level
            and rate["target"] == targets[level]
            and in_force(rate, on)
        ]
        strand = row["strand"] or None
        steps = (
            ("person", (row["person"], "", "")),
            ("role and strand", ("", role, strand)),
            ("role", ("", role, "")),
            ("strand", ("", "", strand)),
            ("any", ("", "", "")),
        )
        for level in LEVELS:
            for match, whom in steps:
                for rate in reachable:
                    has = (rate["person"], rate["role"], rate["strand"])
                    if rate["level"] == level and has == whom:
                        return match, rate
        would_fit = [r for r in reachable if r["role"] and r["strand"] in {"", strand}]
        return "no role" if role is None and would_fit else "no rate"

    def unit_price(self, row: Row) -> tuple[Decimal | None, Row, Why] | Stuck:
        """Return the price of an activity's unit, its agreement and why.

        A price of None is no charge.
        """
        on = date.fromisoformat(row["date"])
        agreement = self.agreement(row, on)
        if isinstance(agreement, str):
            return Stuck("activities", row["activity"], agreement)
        if row.get("unit_price"):
            return Decimal(row["unit_price"]), agreement, {"level": "typed"}
        found = self.rate(row, agreement, self.role(row["person"], on))
        if isinstance(found, str):
            return Stuck("activities", row["activity"], found)
        match, rate = found
        why: Why = {
            "level": rate["level"],
            "card": rate["card"],
            "match": match,
            "from": rate["from"],
            "to": rate["to"] or None,
        }
        if rate["basis"] in {"free", "grant_funded"}:
            return None, agreement, why
        amount = Fraction(rate["amount"])
        if (row["unit"], rate["unit"]) == ("hour", "day"):
            amount /= self.hours(agreement)
        elif (row["unit"], rate["unit"]) == ("day", "hour"):
            amount *= self.hours(agreement)
        return pence(amount), agreement, why

    @staticmethod
    def shares(row: Row) -> tuple[Fraction, Fraction, Fraction]:
        """Return the charged, the granted and the contributed quantity."""
        granted = Fraction(row["grant_percent"] or 0)
        contributed = Fraction(row["contributed_percent"] or 0)
        charged = row["charge_percent"]
        charge = Fraction(charged) if charged else 100 - granted - contributed
        quantity = Fraction(row["quantity"])
        shares = (quantity * part / 100 for part in (charge, granted, contributed))
        charge, granted, contributed = shares
        return charge, granted, contributed

    def _activities(self, engagement: str) -> Iterator[Item | Stuck]:
        for row in self.world.rows("activities"):
            charged = self.shares(row)[0]
            if row["engagement"] != engagement or row["delivered"] == "no":
                continue
            if charged == 0 or ("activities", row["activity"], None) in self.held:
                continue
            found = self.unit_price(row)
            if isinstance(found, Stuck):
                yield found
                continue
            price, agreement, why = found
            if price is not None:
                on = date.fromisoformat(row["date"])
                yield Item(
                    "activities",
                    row["activity"],
                    on,
                    row["person"],
                    self.role(row["person"], on),
                    row["strand"] or None,
                    charged,
                    row["unit"],
                    price,
                    agreement.get("vat_code") or "S",
                    agreement.get("vat_reason") or "",
                    agreement["agreement"],
                    frozenset(),
                    why,
                )

    def _single(self, noun: str, engagement: str) -> Iterator[Item | Stuck]:
        for row in self.world.rows(noun):
            code = row[noun[:-1]]
            if row["engagement"] != engagement or row.get("chargeable") == "no":
                continue
            if (noun, code, None) in self.held:
                continue
            on = date.fromisoformat(row["date"])
            agreement = self.agreement(row, on)
            if isinstance(agreement, str):
                yield Stuck(noun, code, agreement)
                continue
            own = row.get("vat_reason")
            yield Item(
                noun,
                code,
                on,
                row.get("person") or None,
                None,
                None,
                Fraction(row["quantity"]),
                row["unit"] or "item",
                Decimal(row["unit_price"]),
                row.get("vat_code") or agreement.get("vat_code") or "S",
                own or agreement.get("vat_reason") or "",
                agreement["agreement"],
                frozenset(),
                {"level": "typed"},
            )

    def share(self, row: Row, day: date) -> Fraction:
        """Return the share of a secondment on a day."""
        if not row["pattern"]:
            return Fraction(row["fraction"])
        parts = dict(part.split(":") for part in row["pattern"].split())
        return Fraction(parts.get(WEEKDAYS[day.weekday()], "0"))

    def _secondments(
        self, engagement: str, start: date, end: date
    ) -> Iterator[Item | Stuck]:
        for row in self.world.rows("secondments"):
            if row["engagement"] != engagement or row["state"] == "proposed":
                continue
            if row["charge_basis"] in {"", "none", "grant"}:
                continue
            asked = [
                day
                for day in each_day(start, end)
                if in_force(row, day)
                and ("secondments", row["secondment"], day) not in self.held
            ]
            for days in _runs_in_months(asked):
                item = self._month(row, days)
                if item is not None:
                    yield item

    def _month(self, row: Row, days: list[date]) -> Item | Stuck | None:
        first = days[-1].replace(day=1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        whole = [day for day in each_day(first, last) if self.is_working(day)]
        worked = [day for day in days if self.is_working(day)]
        if not worked:
            return None
        agreement = self.agreement(row, days[-1])
        if isinstance(agreement, str):
            return Stuck("secondments", row["secondment"], agreement)
        quantity, unit = Fraction(1), "month"
        amount = Fraction(row["charge_amount"])
        if row["charge_basis"] == "daily":
            quantity = sum((self.share(row, day) for day in worked), Fraction())
            unit = "day"
        else:
            if row["charge_basis"] == "percent_of_salary":
                amount = Fraction(row["annual_salary"]) * self._fraction(row) / 12
            amount = amount * len(worked) / len(whole)
        if quantity == 0:
            return None
        return Item(
            "secondments",
            row["secondment"],
            days[-1],
            row["person"],
            None,
            None,
            quantity,
            unit,
            pence(amount),
            agreement.get("vat_code") or "S",
            agreement.get("vat_reason") or "",
            agreement["agreement"],
            frozenset(days),
            None,
        )

    @staticmethod
    def _fraction(row: Row) -> Fraction:
        if not row["pattern"]:
            return Fraction(row["fraction"])
        parts = (part.split(":")[1] for part in row["pattern"].split())
        return sum(map(Fraction, parts), Fraction()) / 5

    def items(
        self, engagement: str, start: date, end: date
    ) -> tuple[list[Item], list[Stuck]]:
        """Return everything unbilled of an engagement and period."""
        found: list[Item | Stuck] = []
        for noun in ("activities", "expenses", "charges"):
            dated = {
                row[{"activities": "activity"}.get(noun, noun[:-1])]: row["date"]
                for row in self.world.rows(noun)
            }
            made = (
                self._activities(engagement)
                if noun == "activities"
                else self._single(noun, engagement)
            )
            found += [
                one
                for one in made
                if start.isoformat() <= dated[one.code] <= end.isoformat()
            ]
        found += self._secondments(engagement, start, end)
        # what is nought is not listed, be it the share, the price or the pennies
        items = [one for one in found if isinstance(one, Item) and one.net]
        stuck = [one for one in found if isinstance(one, Stuck)]
        return items, stuck

    def price(self, engagement: str, start: date, end: date) -> dict[str, object]:
        """Return the document of `price`, in the order of dates, nouns and codes."""
        items, stuck = self.items(engagement, start, end)
        return {
            "charges": [charge_json(item) for item in sorted(items, key=by_date)],
            "blocked": blocked_json(stuck),
            "net": money(sum((item.net for item in items), Decimal())),
        }


def _runs_in_months(days: list[date]) -> list[list[date]]:
    """Return runs of days that follow each other, cut at months."""
    runs: list[list[date]] = []
    for day in days:
        if (
            runs
            and day - runs[-1][-1] == timedelta(days=1)
            and day.month == runs[-1][-1].month
        ):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def by_date(item: Item) -> tuple[date, int, str]:
    """Order items by date, then as the nouns are listed, then by code."""
    return item.on, NOUNS.index(item.noun), item.code


def charge_json(item: Item) -> dict[str, object]:
    """Return one charge of `price`, without its words."""
    return {
        "noun": item.noun,
        "code": item.code,
        "date": item.on.isoformat(),
        "person": item.person,
        "role": item.role,
        "strand": item.strand,
        "quantity": figure(item.quantity),
        "unit": item.unit,
        "unit_price": money(item.unit_price),
        "net": money(item.net),
        "vat_code": item.vat_code,
        "why": item.why,
    }


def blocked_json(stuck: Iterable[Stuck]) -> list[dict[str, str]]:
    """Return what is blocked, each thing once, in the order of nouns and codes."""
    return [one._asdict() for one in sorted(set(stuck))]
