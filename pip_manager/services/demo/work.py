"""The work of the demonstration: activities by the thousand, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from pip_manager.services.demo import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.demo.anchors import Anchors

# what is logged, and how often of a hundred
_DAYS = {"0.25": 8, "0.5": 36, "0.75": 4, "1": 38}
_HOURS = {"1": 3, "1.5": 3, "2": 4, "2.5": 1, "3": 2, "3.5": 1}
_MINUTES_A_DAY = 444
_QUANTITIES: list[tuple[Decimal, str, int]] = [
    *((Decimal(n), "day", int(Decimal(n) * _MINUTES_A_DAY)) for n in _DAYS),
    *((Decimal(n), "hour", int(Decimal(n) * 60)) for n in _HOURS),
]
_OFTEN = [*_DAYS.values(), *_HOURS.values()]
_SHARES = (Decimal(40), Decimal(50), Decimal(60), Decimal(100))
_WHOLE, _HALF = Decimal(100), Decimal(50)
_TYPED = Decimal("750.00")
_HOURS_A_DAY = Decimal("7.4")
# of a thousand entries
_NOT_DELIVERED, _PRICED_BY_HAND, _GIVEN, _NO_STRAND = 14, 21, 45, 57
_ENTRIES_AN_EXPENSE = 16
_TRIES = 5

Busy = dict[tuple[str, date], int]
"""Minutes worked by a person on a day."""


@dataclass(frozen=True, slots=True)
class Job:
    """The work of one engagement: when, by whom, on what, who else pays.

    `by_the_day` is false where the days are in a fixed price, or free.
    """

    engagement: str
    agreement: str | None
    place: str
    days: tuple[date, ...]
    people: tuple[tuple[str, ...], tuple[int, ...]]
    work: tuple[dict[str, str], ...]
    grant: str | None
    granted: int
    weight: int
    by_the_day: bool


def jobs(
    engagements: Sequence[Row], anchors: Anchors, holidays: frozenset[date]
) -> list[Job]:
    """Return a job for each engagement that has people at work."""
    names = {one["authority"]: one["name"] for one in tables.raw("authorities")}
    steering = {one["engagement"]: one for one in tables.raw("engagements")}
    return [
        _job(row, cells, names[cells["authority"]], anchors, holidays)
        for row in engagements
        if (cells := steering[str(row["engagement"])])["_team"]
    ]


def _job(
    row: Row,
    cells: Mapping[str, str],
    place: str,
    anchors: Anchors,
    holidays: frozenset[date],
) -> Job:
    code = cells["engagement"]
    people, weights = zip(*_weighted(cells["_team"]), strict=True)
    grant, _, granted = cells["_grant"].partition(":")
    strands = {s["strand"] for s in _strands(code)}
    until = anchors.when(cells["_until"]) or str(row["to"])
    last = min(anchors.today, date.fromisoformat(until))
    return Job(
        code,
        _named_agreement(code),
        place,
        _working_days(date.fromisoformat(str(row["from"])), last, holidays),
        (people, weights),
        tuple(one for one in tables.raw("work") if one["strand"] in strands),
        grant or None,
        int(granted or 0),
        int(cells["_weight"]),
        cells["direction"] == "outward" and cells["_bills"] != "fixed",
    )


def _weighted(team: str) -> list[tuple[str, int]]:
    return [
        (person, int(weight))
        for person, _, weight in (word.partition(":") for word in team.split())
    ]


def _strands(engagement: str) -> list[dict[str, str]]:
    every = tables.raw("engagement_strands")
    return [one for one in every if one["engagement"] == engagement]


def _named_agreement(engagement: str) -> str | None:
    # an item names its agreement only where two of them are in force at once
    return f"{engagement}-A" if engagement == "ALD-01" else None


def _working_days(
    first: date, last: date, holidays: frozenset[date]
) -> tuple[date, ...]:
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        day
        for day in span
        if day.weekday() <= 4 and day not in holidays  # noqa: PLR2004 - Friday is 4
    )


def activities(of: Sequence[Job], count: int, rng: Random) -> list[Row]:
    """Return `count` activities in the order of their dates, codes in that order."""
    weights = [job.weight * len(job.days) for job in of]
    entries: list[Row] = []
    busy: Busy = {}
    for job, share in zip(of, _divided(count, weights), strict=True):
        entries += _entries(job, share, busy, rng)
    entries.sort(key=lambda row: (row["date"], row["engagement"], row["person"]))
    width = max(5, len(str(count)))
    for number, row in enumerate(entries, 1):
        row["activity"] = f"A{number:0{width}}"
    return entries


def _divided(count: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    shares = [count * weight // whole for weight in weights]
    for number in range(count - sum(shares)):
        shares[number % len(shares)] += 1
    return shares


def _entries(job: Job, count: int, busy: Busy, rng: Random) -> list[Row]:
    people = rng.choices(job.people[0], job.people[1], k=count)
    work = rng.choices(job.work, k=count)
    quantities = rng.choices(_QUANTITIES, _OFTEN, k=count)
    empty = tables.blank("activities") | {
        "engagement": job.engagement,
        "agreement": job.agreement,
        "delivered": True,
    }
    return [
        _entry(job, empty, (person, task, quantity), busy, rng)
        for person, task, quantity in zip(people, work, quantities, strict=True)
    ]


def _entry(
    job: Job,
    empty: Row,
    drawn: tuple[str, dict[str, str], tuple[Decimal, str, int]],
    busy: Busy,
    rng: Random,
) -> Row:
    person, task, (quantity, unit, minutes) = drawn
    row = {
        **empty,
        "date": _free_day(job, person, minutes, busy, rng),
        "person": person,
        "strand": task["strand"],
        "kind": task["kind"],
        "summary": task["summary"],
        "quantity": quantity,
        "unit": unit,
    }
    if extra := _exception(job, row, rng):
        row.update(extra)
    return row


def _free_day(job: Job, person: str, minutes: int, busy: Busy, rng: Random) -> date:
    # a few tries: with very many entries there are no free days left
    for day in (tries := rng.choices(job.days, k=_TRIES)):
        if busy.get((person, day), 0) + minutes <= _MINUTES_A_DAY:
            break
    else:
        day = min(tries, key=lambda one: busy[person, one])
    busy[person, day] = busy.get((person, day), 0) + minutes
    return day


def _exception(job: Job, row: Row, rng: Random) -> dict[str, Value] | None:
    if not job.by_the_day:
        return None
    if job.grant and rng.randrange(100) < job.granted:
        return {"grant": job.grant, "grant_percent": rng.choice(_SHARES)}
    lot = rng.randrange(1000)
    if lot < _NOT_DELIVERED:
        summary = f"Called off by the authority: {row['summary']}"
        return {"delivered": False, "summary": summary}
    if lot < _PRICED_BY_HAND and row["unit"] == "day":
        reason = "Agreed by letter for this piece of work"
        return {"unit_price": _TYPED, "price_reason": reason}
    if lot < _GIVEN:
        return {"contributed_percent": rng.choice((_HALF, _WHOLE))}
    return {"strand": None} if lot < _NO_STRAND else None


def expenses(of: Sequence[Job], entries: Sequence[Row], rng: Random) -> list[Row]:
    """Return what some of the entries cost on the way: mileage, rail, a night."""
    charged = {job.engagement: job for job in of if job.by_the_day}
    travelled = [row for row in entries if row["engagement"] in charged]
    count = len(entries) // _ENTRIES_AN_EXPENSE
    chosen = sorted(rng.sample(range(len(travelled)), min(count, len(travelled))))
    return [
        _expense(f"X{number:05}", travelled[index], charged, rng)
        for number, index in enumerate(chosen, 1)
    ]


def _expense(code: str, entry: Row, charged: Mapping[str, Job], rng: Random) -> Row:
    kinds = tables.raw("expenses_kinds")
    (kind,) = rng.choices(kinds, (6, 4, 1, 1))
    job = charged[str(entry["engagement"])]
    prices = (kind["unit_price"] or kind["prices"]).split()
    return tables.made(
        "expenses",
        {
            "expense": code,
            "date": entry["date"],
            "engagement": entry["engagement"],
            "agreement": entry["agreement"],
            "person": entry["person"],
            "description": kind["description"].format(name=job.place),
            "quantity": Decimal(rng.choice(kind["quantities"].split())),
            "unit": kind["unit"] or None,
            "unit_price": Decimal(rng.choice(prices)),
            "chargeable": rng.randrange(10) > 0,
        },
    )


def capped(agreements: Sequence[Row], entries: Sequence[Row]) -> None:
    """Give agreements a cap of days and an order to match the work done."""
    margins = {a["agreement"]: a["_margin"] for a in tables.raw("agreements")}
    worked = _days_by_engagement(entries)
    for row in agreements:
        margin = margins[str(row["agreement"])]
        if margin:
            covers = _covers(row)
            days = sum(
                (n for day, n in worked.get(row["engagement"], ()) if covers(day)),
                Decimal(0),
            )
            cap = _up(days * Decimal(margin), Decimal(5))
            row["days_cap"] = cap
            row["po_value"] = _up(cap * 900, Decimal(1000)).quantize(Decimal("0.01"))


def _covers(agreement: Row) -> Callable[[date], bool]:
    first, last = str(agreement["from"]), str(agreement["to"])
    return lambda day: first <= day.isoformat() <= last


def _days_by_engagement(
    entries: Sequence[Row],
) -> dict[Value, list[tuple[date, Decimal]]]:
    worked: dict[Value, list[tuple[date, Decimal]]] = {}
    for row in entries:
        quantity = Decimal(str(row["quantity"]))
        days = quantity if row["unit"] == "day" else quantity / _HOURS_A_DAY
        worked.setdefault(row["engagement"], []).append((tables.day_of(row), days))
    return worked


def _up(amount: Decimal, step: Decimal) -> Decimal:
    return (amount / step).to_integral_value(ROUND_CEILING) * step
