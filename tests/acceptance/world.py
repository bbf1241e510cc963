"""Small invented exchange folders, one a seed, that press on every rule of price.

Rows hold text as the files do. Everything here comes in without an error; what
must be refused is planted by the tests.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Row = dict[str, str]

HOME = "E08000035"
HOSTS = ("E08000034", "E08000036", "E08000024", "E06000005")
ROLES = ("Head of Service", "Deputy", "coach")
STRANDS = ("ST1", "ST2", "st-3")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
SHARES = (
    ("", "", ""),
    ("", "", ""),
    ("100", "", ""),
    ("50", "50", ""),
    ("33.3333", "33.3333", "33.3334"),
    ("33.33", "33.34", "33.33"),
    ("", "40", ""),
    ("", "", "25"),
    ("", "66.67", "33.33"),
    ("0", "100", ""),
    ("60", "", "40"),
)
QUANTITIES = ("1", "1", "0.5", "0.25", "2", "0.3333", "3.75", "7.4", "1.0001")
AMOUNTS = ("640", "672.00", "487.35", "61.79", "0.45", "241.67", "99.99", "1000.01")


@dataclass
class World:
    """One folder: its tables, and the days they are about."""

    start: date
    end: date
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, noun: str) -> list[Row]:
        """Return the rows of a noun, to read or to add to."""
        return self.tables.setdefault(noun, [])

    def codes(self, noun: str, column: str) -> list[str]:
        """Return what one column of a noun holds."""
        return [row[column] for row in self.rows(noun)]

    def write(self, folder: Path) -> Path:
        """Write the folder as a user's own program would, columns as they come."""
        folder.mkdir(parents=True, exist_ok=True)
        for noun, rows in ((n, r) for n, r in self.tables.items() if r):
            columns = list(dict.fromkeys(name for row in rows for name in row))
            path = folder / f"{noun}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)
        return folder


def make(seed: int) -> World:
    """Return the world of a seed."""
    luck = random.Random(f"world {seed}")  # noqa: S311 - to repeat, not to hide
    start = date(luck.choice((2015, 2016, 2017, 2018, 2019, 2023)), 1, 1)
    start += timedelta(days=luck.randrange(300))
    if luck.random() < 0.1:
        start = date(2010, 11, 20)  # the standard rate changed on 4 Jan 2011
    world = World(start, start + timedelta(days=luck.choice((60, 100, 140))))
    for step in STEPS:
        step(world, luck)
    return world


def _day(world: World, luck: random.Random) -> date:
    return world.start + timedelta(days=luck.randrange((world.end - world.start).days))


def _vague(day: date, luck: random.Random) -> str:
    """Return a date cut to what might be known of it."""
    season = next(
        (name for name, month in SEASONS.items() if 0 <= day.month - month < 3), ""
    )
    kinds = [day.isoformat()] * 4 + [f"{day:%Y-%m}", f"{day:%Y}"]
    return luck.choice(kinds + ([f"{day:%Y} {season}"] if season else []))


def _settings(world: World, luck: random.Random) -> None:
    kept = {
        "home_authority": HOME,
        "seller_name": "Riverton City Council",
        "seller_address": "1 Civic Way\nRiverton RV1 1AA",
        "seller_vat_number": "GB 123 4567 82",
    }
    maybe = {
        "hours_per_day": luck.choice(("7", "7.5", "8", "7.25")),
        "payment_days": luck.choice(("14", "28", "45")),
        "invoice_prefix": luck.choice(("RV", "LRPC", "A-B")),
        "names_on_invoice": luck.choice(("yes", "no")),
        "bank_name": "=A bank",
    }
    kept |= {key: value for key, value in maybe.items() if luck.random() < 0.5}
    rows = [{"key": key, "value": value} for key, value in kept.items()]
    world.rows("settings").extend(rows)


def _days_off(world: World, luck: random.Random) -> None:
    days = {_day(world, luck).isoformat() for _ in range(luck.randrange(4))}
    world.rows("days_off").extend({"date": day, "name": "Closed"} for day in days)


def _places(world: World, luck: random.Random) -> None:
    for gss_code in luck.sample(HOSTS, luck.choice((1, 2, 3))):
        named = luck.choice(("", "The Council of Elsewhere"))
        row = {"authority": gss_code, "billing_name": named}
        world.rows("authorities").append(
            row | {"billing_address": "Town Hall\nHigh St"}
        )
    world.rows("programmes").extend(
        [
            {"programme": "PG1", "name": "First", "funder": "DfE"},
            {"programme": "PG2", "name": "Second", "funder": ""},
        ]
    )
    world.rows("strands").extend({"strand": s, "name": f"Strand {s}"} for s in STRANDS)
    world.rows("grants").extend(
        [
            {"grant": "G1", "name": "One", "funder": "LGA", "per_day": "487.35"},
            {"grant": "G2", "name": "Two", "funder": "", "per_day": ""},
        ]
    )


def _people(world: World, luck: random.Random) -> None:
    for n in range(luck.choice((2, 3, 4))):
        world.rows("people").append({"person": f"P{n}", "name": f"Person {n}"})
        world.rows("posts").append({"post": f"POST{n}", "title": f"Post {n}"})
        _spans_of_role(world, luck, f"P{n}")


def _spans_of_role(world: World, luck: random.Random, person: str) -> None:
    """Give a person roles one after the other, by kind: open, vague, with a gap."""
    kind = luck.randrange(6)
    first, second = luck.sample(ROLES, 2)
    cut = _day(world, luck)
    row = {"person": person, "role": first, "from": "", "to": ""}
    after = {"person": person, "role": second, "from": "", "to": ""}
    gap = timedelta(days=luck.choice((1, 1, 1, 20)))
    if kind in {1, 2}:
        row["to"], after["from"] = cut.isoformat(), (cut + gap).isoformat()
    elif kind == 3:
        row["to"] = f"{cut:%Y-%m}"
        after["from"] = (_month_end(cut) + timedelta(days=1)).isoformat()
    elif kind == 4:
        row["from"] = _vague(cut, luck)
    elif kind == 5:
        row["to"] = _vague(cut, luck)
    rows = {1: [row, after], 2: [row, after], 3: [row, after]}.get(kind, [row])
    world.rows("roles").extend(rows if luck.random() < 0.9 else [])


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _engagements(world: World, luck: random.Random) -> None:
    hosts = world.codes("authorities", "authority")
    for n in range(luck.choice((1, 2, 3))):
        row = {"engagement": f"E{n}", "authority": luck.choice(hosts)}
        row |= {"title": f"Support {n}", "programme": luck.choice(("", "PG1", "PG2"))}
        world.rows("engagements").append(row)
        _agreements(world, luck, f"E{n}")
    row = {"agreement": "AG-NONE", "engagement": "", "title": "A frame"}
    world.rows("agreements").append(row)


def _agreements(world: World, luck: random.Random, engagement: str) -> None:
    """Give an engagement agreements: one, two with a gap, two that meet, vague."""
    cut = _day(world, luck)
    shift = timedelta(days=luck.choice((1, 1, 10, -10)))
    shapes: dict[int, list[tuple[str, str]]] = {
        0: [("", "")],
        1: [("", cut.isoformat()), ((cut + shift).isoformat(), "")],
        2: [(_vague(world.start, luck), ""), ("", _vague(cut, luck))],
        3: [(_vague(cut, luck), "")],
        4: [(world.start.isoformat(), _vague(world.end, luck))],
        5: [("", "")],
    }
    for n, (first, last) in enumerate(shapes[luck.randrange(6)]):
        row = {"agreement": f"AG{n}-{engagement}", "engagement": engagement}
        to = "" if last and first > last else last
        row |= {"from": first, "to": to, "kind": luck.choice(("", "s113"))}
        world.rows("agreements").append(row | _terms(luck))
    if luck.random() < 0.3:
        row = {"agreement": f"GR-{engagement}", "engagement": engagement}
        world.rows("agreements").append(row | {"kind": "grant"})


def _terms(luck: random.Random) -> Row:
    code = luck.choice(("", "", "", "S", "R", "Z", "E", "O"))
    reason = "Ruling 1" if code in {"E", "O"} and luck.random() < 0.8 else ""
    return {
        "vat_code": code,
        "vat_reason": reason,
        "title": luck.choice(("", "An agreement")),
        "po_number": luck.choice(("", "PO 1")),
        "hours_per_day": luck.choice(("", "", "7", "7.4", "6.6667")),
        "payment_days": luck.choice(("", "10", "60")),
        "supply_pattern": luck.choice(("", "continuous", "one_off", "one_off")),
    }


def _rates(world: World, luck: random.Random) -> None:
    seen: set[tuple[str, ...]] = set()
    for _ in range(luck.choice((3, 6, 10, 14))):
        level = luck.choice(("agreement", "authority", "programme", "standard"))
        targets = {
            "agreement": world.codes("agreements", "agreement"),
            "authority": world.codes("authorities", "authority"),
            "programme": ["PG1", "PG2"],
            "standard": [""],
        }
        key = (level, luck.choice(targets[level]), *_whom(world, luck))
        if key not in seen:
            seen.add(key)
            _spans_of_rate(world, luck, key)


def _whom(world: World, luck: random.Random) -> tuple[str, str, str]:
    """Return the person, role and strand of a rate."""
    person = luck.choice(world.codes("people", "person"))
    role, strand = luck.choice(ROLES), luck.choice(STRANDS)
    whom = ((person, "", ""), ("", role, strand), ("", role, ""), ("", "", strand))
    return luck.choice((*whom, ("", "", ""), ("", role, "")))


def _spans_of_rate(world: World, luck: random.Random, key: tuple[str, ...]) -> None:
    first = world.start - timedelta(days=luck.choice((0, 10, 400)))
    for n in range(luck.choice((1, 2, 3))):
        last = first + timedelta(days=luck.choice((20, 45, 90)))
        row = dict(
            zip(("level", "target", "person", "role", "strand"), key, strict=True)
        )
        row |= {"card": f"Card {n % 2}", "unit": luck.choice(("day", "day", "hour"))}
        row |= {"amount": luck.choice(AMOUNTS), "from": first.isoformat()}
        basis = luck.choice(("", "market", "market", "free", "grant_funded"))
        is_open = luck.random() < 0.3
        world.rows("rates").append(
            row | {"basis": basis, "to": "" if is_open else last.isoformat()}
        )
        if is_open:
            return
        first = last + timedelta(days=luck.choice((1, 1, 9)))


def _own_agreement(world: World, luck: random.Random, engagement: str) -> str:
    own = [
        row["agreement"]
        for row in world.rows("agreements")
        if row["engagement"] == engagement and row.get("kind") != "grant"
    ]
    return luck.choice(own) if luck.random() < 0.25 else ""


def _activities(world: World, luck: random.Random) -> None:
    for n in range(luck.choice((8, 16, 30))):
        engagement = luck.choice(world.codes("engagements", "engagement"))
        charge, grant, contributed = luck.choice(SHARES)
        row = {
            "activity": f"A{n}",
            "date": _day(world, luck).isoformat(),
            "person": luck.choice(world.codes("people", "person")),
            "engagement": engagement,
            "agreement": _own_agreement(world, luck, engagement),
            "strand": luck.choice(("", *STRANDS)),
            "kind": luck.choice(("", "visit", "Audit")),
            "quantity": luck.choice(QUANTITIES),
            "unit": luck.choice(("day", "day", "hour")),
            "summary": luck.choice(("", "=SUM(1)", "'quoted", "Café, “x”\nnext")),
            "charge_percent": charge,
            "grant_percent": grant,
            "contributed_percent": contributed,
            "grant": luck.choice(("G1", "G2")) if grant or luck.random() < 0.1 else "",
            "delivered": luck.choice(("", "yes", "yes", "no")),
        }
        if luck.random() < 0.12:
            row |= {"unit_price": luck.choice(AMOUNTS), "price_reason": "Agreed"}
        world.rows("activities").append(row)


def _expenses(world: World, luck: random.Random) -> None:
    for n in range(luck.randrange(6)):
        engagement = luck.choice(world.codes("engagements", "engagement"))
        row = {
            "expense": f"X{n}",
            "date": _day(world, luck).isoformat(),
            "engagement": engagement,
            "agreement": _own_agreement(world, luck, engagement),
            "person": luck.choice(("", "P0")),
            "description": "Rail fare",
            "quantity": luck.choice(("1", "113", "23.5", "1.0125")),
            "unit": luck.choice(("", "mile")),
            "unit_price": luck.choice(AMOUNTS),
            "chargeable": luck.choice(("", "yes", "no")),
        }
        world.rows("expenses").append(row)


def _charges(world: World, luck: random.Random) -> None:
    for n in range(luck.randrange(6)):
        engagement = luck.choice(world.codes("engagements", "engagement"))
        code = luck.choice(("", "", "S", "Z", "E", "O", "R"))
        row = {
            "charge": f"C{n}",
            "date": _day(world, luck).isoformat(),
            "engagement": engagement,
            "agreement": _own_agreement(world, luck, engagement),
            "kind": luck.choice(("instalment", "course", "event", "resource")),
            "description": "Course",
            "quantity": luck.choice(("1", "12", "60", "0.3333")),
            "unit": luck.choice(("", "delegate")),
            "unit_price": luck.choice(AMOUNTS),
            "vat_code": code,
            "vat_reason": luck.choice(("", "Ruling 2", "Ruling 2")),
        }
        world.rows("charges").append(row)


def _secondments(world: World, luck: random.Random) -> None:
    if world.start.year < 2015:  # the bank holidays that come along begin there
        return
    for n in range(luck.randrange(5)):
        first = _day(world, luck) - timedelta(days=luck.choice((0, 0, 30)))
        last = first + timedelta(days=luck.choice((10, 40, 80)))
        open_end = luck.random() < 0.3
        row = _secondment(world, luck, f"S{n}")
        row |= {"from": first.isoformat(), "to": "" if open_end else last.isoformat()}
        world.rows("secondments").append(row)
        if not open_end and luck.random() < 0.4:
            raised = row | {"secondment": f"S{n}b", "to": ""}
            raised |= {"charge_amount": "9450", "annual_salary": "81234.56"}
            raised["from"] = (last + timedelta(days=1)).isoformat()
            world.rows("secondments").append(raised)


def _secondment(world: World, luck: random.Random, code: str) -> Row:
    engagement = luck.choice(world.rows("engagements"))
    basis = luck.choice(
        ("monthly", "monthly", "daily", "percent_of_salary", "grant", "none", "")
    )
    pattern = luck.choice(("", "", "Tue:1 Thu:1", "Mon:0.5 Fri:1", "Wed:0.3333"))
    n = luck.randrange(len(world.rows("people")))
    own = engagement["engagement"] if luck.random() < 0.9 else ""
    return {
        "secondment": code,
        "person": f"P{n}",
        "home_post": f"POST{n}",
        "authority": engagement["authority"],
        "engagement": own,
        "kind": luck.choice(("", "secondment", "joint_role", "redeployment")),
        "fraction": "" if pattern else luck.choice(("1", "0.4", "0.3333")),
        "pattern": pattern,
        "agreement": _own_agreement(world, luck, own) if own else "",
        "charge_basis": basis,
        "charge_amount": luck.choice(("9000", "7750.55", "412.37")),
        "annual_salary": luck.choice(("155000", "80000.01")),
        "state": luck.choice(("", "confirmed", "confirmed", "ended", "proposed")),
    }


def _order(world: World, luck: random.Random) -> None:
    """Let no rule lean on the order of rows or columns in a file."""
    for noun, rows in world.tables.items():
        luck.shuffle(rows)
        columns = list(dict.fromkeys(name for row in rows for name in row))
        luck.shuffle(columns)
        world.tables[noun] = [
            {name: row.get(name, "") for name in columns} for row in rows
        ]


STEPS: Sequence[Callable[[World, random.Random], None]] = (
    _settings,
    _days_off,
    _places,
    _people,
    _engagements,
    _rates,
    _activities,
    _expenses,
    _charges,
    _secondments,
    _order,
)
