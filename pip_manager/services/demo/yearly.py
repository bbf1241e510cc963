"""What the demonstration repeats: roles, holdings, rates, budgets, readings, plans."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle, islice
from typing import TYPE_CHECKING

from pip_manager.services.demo import tables
from pip_manager.services.demo.anchors import YEARS, add_months, last_of_month

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from pip_manager.domain.values import Row
    from pip_manager.services.demo.anchors import Anchors

UPLIFT = Decimal("1.03")
POUND, PENNY, TENTH = Decimal(1), Decimal("0.01"), Decimal("0.1")
_LIVE = ("ALD-01", "THO-01", "EAS-01", "KIN-01", "BRA-01", "RAV-01", "WES-01")
_ITEMS_EACH = 5


def _rounded(amount: Decimal, unit: Decimal) -> Decimal:
    return amount.quantize(unit, ROUND_HALF_UP).quantize(PENNY)


def roles(anchors: Anchors) -> list[Row]:
    """Return the charging roles: steady ones, and those that changed."""
    steady = [
        tables.made("roles", {"person": one["person"], "role": one["_role"]})
        for one in tables.raw("people")
        if one["_role"]
    ]
    return steady + tables.written("roles", anchors)


def holdings(anchors: Anchors) -> list[Row]:
    """Return who holds each post: those that never changed, and the others."""
    steady = [
        tables.row(
            "holdings",
            {
                "post": one["post"],
                "person": one["_held_by"],
                "fte": one["_held_fte"] or "1",
                "from": one["_held_from"],
                "capacity": "substantive",
            },
            anchors,
        )
        for one in tables.raw("posts")
        if one["_held_by"]
    ]
    return steady + tables.written("holdings", anchors)


def rates(anchors: Anchors) -> list[Row]:
    """Return the standard card, raised each April, and the special rates."""
    standard = [
        _standard(cells, year, anchors)
        for year in range(YEARS + 1)
        for cells in tables.raw("standard_rates")
    ]
    return standard + tables.written("rates", anchors)


def _standard(cells: Mapping[str, str], year: int, anchors: Anchors) -> Row:
    unit = POUND if cells["unit"] == "day" else PENNY
    amount = _rounded(Decimal(cells["amount"]) * UPLIFT**year, unit)
    last = anchors.april(year + 1) - timedelta(days=1) if year < YEARS else None
    return tables.made(
        "rates",
        {
            "card": f"Standard {anchors.label(year)}",
            "level": "standard",
            "role": cells["role"],
            "unit": cells["unit"],
            "amount": amount,
            "from": anchors.april(year),
            "to": last,
            "basis": "market",
            "evidence": "Illustrative figure for the demonstration.",
            "approved_by": "s.151 officer",
            "full_cost": _rounded(Decimal(cells["full_cost"]) * UPLIFT**year, unit),
        },
    )


def budget(anchors: Anchors) -> list[Row]:
    """Return the budget lines of the grants, a row a year and funder."""
    return [
        tables.made(
            "grant_budget",
            {
                "grant": cells["grant"],
                "line": cells["line"],
                "year": anchors.label(year),
                "funder": cells["funder"],
                "amount": Decimal(cells[f"FY{year}"]).quantize(PENNY),
                "printed_total": False,
            },
        )
        for cells in tables.raw("budget_lines")
        for year in range(1, YEARS + 1)
    ]


def readings(anchors: Anchors, rng: Random) -> list[Row]:
    """Return a reading at each quarter's end, on the way to the target."""
    return [
        reading
        for cells in tables.raw("measures")
        for reading in _course(cells, anchors, rng)
    ]


def _course(cells: Mapping[str, str], anchors: Anchors, rng: Random) -> list[Row]:
    start, target = Decimal(cells["baseline"]), Decimal(cells["target"])
    unit = TENTH if cells["unit"] == "percent" else POUND
    ends = _quarters_since(date.fromisoformat(anchors.when(cells["_from"])), anchors)
    course: list[Row] = []
    for number, end in enumerate(ends, 1):
        way = Decimal(number) / (len(ends) + 2) + Decimal(rng.randint(-4, 4)) / 100
        value = start + (target - start) * way
        course.append(
            tables.made(
                "readings",
                {
                    "measure": cells["measure"],
                    "date": end.isoformat(),
                    "value": value.quantize(unit, ROUND_HALF_UP),
                },
            )
        )
    return course


def _quarters_since(first: date, anchors: Anchors) -> list[date]:
    ends = [
        last_of_month(add_months(anchors.april(0), 3 * number + 2))
        for number in range(4 * (YEARS + 1))
    ]
    return [end for end in ends if first < end <= anchors.today]


def plan(anchors: Anchors) -> list[Row]:
    """Return the plan of each live engagement, some of it done."""
    items = cycle(tables.raw("plan_items"))
    return [
        _item(engagement, number, cells, anchors)
        for engagement in _LIVE
        for number, cells in enumerate(islice(items, _ITEMS_EACH), 1)
    ]


_STATE = {
    # month due, month done, rag
    1: (-3, -3, "green"),
    2: (-2, -1, "green"),
    3: (-1, None, "red"),
    4: (1, None, "amber"),
    5: (3, None, "green"),
}


def _item(
    engagement: str, number: int, cells: Mapping[str, str], anchors: Anchors
) -> Row:
    due, done, rag = _STATE[number]
    done_on = f"{anchors.month(done):%Y-%m}" if done is not None else None
    return tables.made(
        "plan",
        {
            "item": f"{engagement}-P{number}",
            "engagement": engagement,
            "theme": cells["theme"],
            "outcome": cells["outcome"],
            "priority": cells["priority"],
            "lead": "Head of Service",
            "action": cells["action"],
            "milestone": cells["milestone"],
            "due": last_of_month(anchors.month(due)).isoformat(),
            "done_on": done_on,
            "rag": rag,
            "evidence": "Report to the improvement board" if done_on else None,
        },
    )


def attendance() -> list[Row]:
    """Return how many came to each event from which authority."""
    codes = {e["engagement"][:3]: e["authority"] for e in tables.raw("engagements")}
    return [
        tables.made(
            "attendance",
            {
                "event": event["event"],
                "authority": codes[word[:3]],
                "people": int(word[4:]),
            },
        )
        for event in tables.raw("events")
        for word in event["_people"].split()
    ]
