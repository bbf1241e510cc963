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
from functools import cache
from math import floor
from typing import TYPE_CHECKING, NamedTuple

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.acceptance.world import Row, World

LEVELS = ("agreement", "authority", "programme", "standard")
VAT_RATES = {
    "S": (("2010-01-01", "17.5"), ("2011-01-04", "20")),
    "R": (("1997-09-01", "5"),),
    "Z": (("1973-04-01", "0"),),
    "E": (("1973-04-01", "0"),),
}
NOUNS = ("activities", "expenses", "charges", "secondments")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


class Item(NamedTuple):
    """One thing to bill, as `price` lists it, with what grouping needs."""

    noun: str
    code: str
    date: date
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
    why: dict[str, object] | None

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


def pence(amount: Fraction) -> Decimal:
    """Round half up to the penny."""
    return Decimal(floor(amount * 100 + Fraction(1, 2))) / 100


def money(amount: Decimal) -> str:
    """Say money as the contract does."""
    return f"{amount:.2f}"


def figure(number: Fraction | Decimal) -> str:
    """Say a quantity as the contract does."""
    exact = Decimal(Fraction(number).numerator) / Decimal(Fraction(number).denominator)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def each_day(first: date, last: date) -> Iterator[date]:
    """Return every day, both ends too."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def spanned(text: str) -> tuple[date, date]:
    """Return the first and the last day that a vague date names."""
    year = int(text[:4])
    if " " in text:
        month = SEASONS[text[5:]]
        return date(year, month, 1), _month_after(date(year, month, 1), 3)
    if len(text) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    if len(text) == 7:
        first = date(year, int(text[5:]), 1)
        return first, _month_after(first, 1)
    return date.fromisoformat(text), date.fromisoformat(text)


def _month_after(first: date, months: int) -> date:
    ends = first.year * 12 + first.month - 1 + months
    return date(ends // 12, ends % 12 + 1, 1) - timedelta(days=1)


def in_force(row: Row, on: date) -> bool:
    """Tell whether a role, an agreement or a rate counts on a day."""
    begins = spanned(row["from"])[0] if row.get("from") else date.min
    ends = spanned(row["to"])[1] if row.get("to") else date.max
    return begins <= on <= ends


def vat_rate(code: str, on: date) -> Decimal | None:
    """Return the percentage of a code on a day; None outside the scope."""
    if code == "O":
        return None
    rates = [rate for since, rate in VAT_RATES[code] if since <= on.isoformat()]
    return Decimal(rates[-1])


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
        return self._row("engagements", "engagement", code)

    def _row(self, noun: str, column: str, code: str) -> Row:
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
            return self._row("agreements", "agreement", row["agreement"])
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

    def unit_price(self, row: Row) -> tuple[Decimal | None, Row, object] | Stuck:
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
        why = {
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
            elif found[0] is not None:
                price, agreement, why = found
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
            own = row.get("vat_reason") if row.get("vat_code") else ""
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
        items = [one for one in found if isinstance(one, Item)]
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

    def drafts(
        self, engagement: str, start: date, end: date, group: str
    ) -> list[Draft]:
        """Return one draft an agreement, and one more of what is outside scope."""
        items, _ = self.items(engagement, start, end)
        kinds = sorted({(item.agreement, item.vat_code == "O") for item in items})
        return [
            Draft(
                self,
                engagement,
                (start, end),
                group,
                agreement,
                [
                    item
                    for item in items
                    if (item.agreement, item.vat_code == "O") == (agreement, outside)
                ],
            )
            for agreement, outside in kinds
        ]

    def summary(
        self,
        start: date,
        end: date,
        by: list[str],
        measures: list[str],
        billed: dict[str, Decimal] | None = None,
    ) -> dict[str, object]:
        """Return the document of `summary`.

        Prices in `billed` are those of the activities already invoiced.
        """
        rows = [
            row
            for row in self.world.rows("activities")
            if start.isoformat() <= row["date"] <= end.isoformat()
        ]
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            key = tuple(self._key(row, name) or "not stated" for name in by)
            groups.setdefault(key, []).append(row)
        figures = [
            {"key": list(key), "values": self._values(group, measures, billed or {})}
            for key, group in sorted(groups.items())
        ]
        return {
            "by": by,
            "measures": measures,
            "rows": figures,
            "total": self._values(rows, measures, billed or {}),
            "unpriced": sum(
                1
                for row in rows
                if row["activity"] not in (billed or {})
                and row["delivered"] != "no"
                and self.shares(row)[0]
                and isinstance(self.unit_price(row), Stuck)
            ),
        }

    def _key(self, row: Row, name: str) -> str | None:
        engagement = self.engagement(row["engagement"])
        on = date.fromisoformat(row["date"])
        year = on.year - (on.month < 4)
        financial = f"{year}/{(year + 1) % 100:02d}"
        programme = engagement["programme"]
        if name == "funder" and row["grant"]:
            return self._row("grants", "grant", row["grant"])["funder"]
        funder = (
            self._row("programmes", "programme", programme)["funder"]
            if programme
            else None
        )
        keys: dict[str, str | None] = {
            "authority": engagement["authority"],
            "engagement": row["engagement"],
            "programme": programme,
            "strand": row["strand"],
            "person": row["person"],
            "role": self.role(row["person"], on),
            "kind": row["kind"],
            "funder": funder,
            "month": f"{on:%Y-%m}",
            "quarter": f"{financial} Q{(on.month - 4) % 12 // 3 + 1}",
            "year": financial,
        }
        return keys[name]

    def _values(
        self, rows: list[Row], measures: list[str], billed: dict[str, Decimal]
    ) -> list[object]:
        return [getattr(self, f"_{name}")(rows, billed) for name in measures]

    def _days(self, rows: list[Row], _: object) -> str:
        return _plain(self._time(row, "day") for row in rows)

    def _hours(self, rows: list[Row], _: object) -> str:
        return _plain(self._time(row, "hour") for row in rows)

    def _time(self, row: Row, unit: str) -> Fraction:
        quantity = Fraction(row["quantity"])
        if row["unit"] == unit:
            return quantity
        hours = self.hours(self.agreement(row, date.fromisoformat(row["date"])))
        return quantity / hours if unit == "day" else quantity * hours

    @staticmethod
    def _entries(rows: list[Row], _: object) -> int:
        return len(rows)

    @staticmethod
    def _people(rows: list[Row], _: object) -> int:
        return len({row["person"] for row in rows})

    def _priced(self, row: Row, billed: dict[str, Decimal]) -> Fraction:
        if row["activity"] in billed:
            return Fraction(billed[row["activity"]])
        found = self.unit_price(row)
        if isinstance(found, Stuck) or found[0] is None:
            return Fraction()
        return Fraction(found[0])

    def _value(self, rows: list[Row], billed: dict[str, Decimal]) -> str:
        return money(
            sum(
                (
                    pence(self.shares(row)[0] * self._priced(row, billed))
                    for row in rows
                    if row["delivered"] != "no"
                ),
                Decimal(),
            )
        )

    def _contributed(self, rows: list[Row], billed: dict[str, Decimal]) -> str:
        return money(
            sum(
                (pence(self.shares(r)[2] * self._priced(r, billed)) for r in rows),
                Decimal(),
            )
        )

    def _granted(self, rows: list[Row], _: object) -> str:
        total = Decimal()
        for row in rows:
            grant = row["grant"] and self._row("grants", "grant", row["grant"])
            if grant and grant["per_day"]:
                days = self.shares(row)[1]
                if row["unit"] == "hour":
                    on = date.fromisoformat(row["date"])
                    days /= self.hours(self.agreement(row, on))
                total += pence(days * Fraction(grant["per_day"]))
        return money(total)


class Draft:
    """One document to be: what it says as a draft and as issued."""

    def __init__(
        self,
        oracle: Oracle,
        engagement: str,
        period: tuple[date, date],
        group: str,
        agreement: str,
        items: list[Item],
    ) -> None:
        """Put items to one agreement on a document."""
        self.oracle, self.engagement, self.period = oracle, engagement, period
        self.group, self.items = group, items
        rows = oracle.world.rows("agreements")
        self.agreement = next(r for r in rows if r["agreement"] == agreement)

    @property
    def claims(self) -> set[tuple[str, str, date | None]]:
        """What it holds."""
        return {claim for item in self.items for claim in item.claims}

    @property
    def lacks_reason(self) -> bool:
        """Tell whether the issue is blocked for want of a reason."""
        return any(i.vat_code in {"E", "O"} and not i.vat_reason for i in self.items)

    def _lines(self, on: date) -> list[dict[str, object]]:
        groups: dict[tuple[object, ...], list[Item]] = {}
        for item in self.items:
            key: tuple[object, ...] = (
                *(item.noun, item.role, item.unit, item.unit_price, item.vat_code),
                item.person if self.group == "person" else None,
                item.strand if self.group == "strand" else None,
            )
            if self.group == "line" or item.noun in {"expenses", "charges"}:
                key = (item.noun, item.code, item.date)
            groups.setdefault(key, []).append(item)
        return [
            {"first": min(item.date for item in group)} | _line(group, on)
            for group in groups.values()
        ]

    def document(self, issued: date | None = None) -> dict[str, object]:
        """Return the DOCUMENT without number, seller, buyer's name and texts.

        Lines carry the `first` day of what is on them and no number.
        """
        start, end = self.period
        tax_point = self._tax_point(issued) if issued else end
        lines = self._lines(tax_point)
        vat = _vat(lines)
        net = sum((Decimal(str(line["net"])) for line in lines), Decimal())
        vat_total = sum((Decimal(row["vat"]) for row in vat), Decimal())
        told: dict[str, object] = {
            "kind": "invoice",
            "status": "issued" if issued else "draft",
            "engagement": self.engagement,
            "agreement": self.agreement["agreement"],
            "issued_on": issued and issued.isoformat(),
            "period_from": start.isoformat(),
            "period_to": end.isoformat(),
            "po_number": self.agreement.get("po_number") or None,
            "credits": None,
            "lines": lines,
            "vat": vat,
            "net": money(net),
            "vat_total": money(vat_total),
            "gross": money(net + vat_total),
            "paid": "0.00",
            "credited": "0.00",
            "outstanding": money(net + vat_total),
        }
        if issued:
            told |= {"tax_point": tax_point.isoformat(), "due_on": self._due(issued)}
        return told

    def _due(self, issued: date) -> str:
        own = self.agreement.get("payment_days")
        days = int(own or self.oracle.settings.get("payment_days") or "30")
        return (issued + timedelta(days=days)).isoformat()

    def _tax_point(self, issued: date) -> date:
        last = max(item.date for item in self.items)
        if self.agreement.get("supply_pattern") in {"", None, "continuous"}:
            return issued
        return issued if (issued - last).days <= 14 else last


def _line(group: list[Item], on: date) -> dict[str, object]:
    quantity = sum((item.quantity for item in group), Fraction())
    one = group[0]
    rate = vat_rate(one.vat_code, on)
    return {
        "quantity": figure(quantity),
        "unit": one.unit,
        "unit_price": money(one.unit_price),
        "net": money(pence(quantity * Fraction(one.unit_price))),
        "vat_code": one.vat_code,
        "vat_rate": None if rate is None else figure(rate),
        "items": sorted({item.code for item in group}),
    }


def _vat(lines: Iterable[dict[str, object]]) -> list[dict[str, str]]:
    sums: dict[tuple[str, str | None], Decimal] = {}
    for line in lines:
        key = (str(line["vat_code"]), line["vat_rate"] and str(line["vat_rate"]))
        sums[key] = sums.get(key, Decimal()) + Decimal(str(line["net"]))
    return [
        {
            "code": code,
            "rate": rate,  # type: ignore[dict-item]
            "net": money(net),
            "vat": money(pence(Fraction(net) * Fraction(rate or 0) / 100)),
        }
        for (code, rate), net in sorted(sums.items())
    ]


def _plain(times: Iterable[Fraction]) -> str:
    return figure(pence(sum(times, Fraction())))


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
    return item.date, NOUNS.index(item.noun), item.code


def charge_json(item: Item) -> dict[str, object]:
    """Return one charge of `price`, without its words."""
    return {
        "noun": item.noun,
        "code": item.code,
        "date": item.date.isoformat(),
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
