"""A believable store to try the program with: invented, and the same each time."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

from pip_manager.domain.nouns import NOUNS
from pip_manager.services import reference, starting_data
from pip_manager.services.demo import tables, work, yearly
from pip_manager.services.demo.anchors import YEARS, Anchors
from pip_manager.services.demo.invoicing import Instalment, PlannedInvoice
from pip_manager.services.demo.invoicing import plan as plan_of_invoicing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pip_manager.domain.values import Row

__all__ = ["Instalment", "PlannedInvoice", "generate", "plan_of_invoicing"]

TODAY = date(2026, 11, 22)


def generate(
    seed: int = 1, activities: int = 6000, today: date = TODAY
) -> dict[str, list[Row]]:
    """Return the rows of every noun, in the order nouns refer to one another.

    Three financial years and what has passed of the present one; the same arguments
    give the same rows. Nothing is kept and nothing is issued: see `plan_of_invoicing`.
    """
    rng = Random(seed)  # noqa: S311 - invented figures, not secrets
    anchors = Anchors(today)
    found = {noun: tables.written(noun, anchors) for noun in NOUNS}
    found["strands"] = starting_data.rows()["strands"]
    found["roles"] = yearly.roles(anchors)
    found["holdings"] = yearly.holdings(anchors)
    found["rates"] = yearly.rates(anchors)
    found["grant_budget"] = yearly.budget(anchors)
    found["plan"] = yearly.plan(anchors)
    found["attendance"] = yearly.attendance()
    found["readings"] = yearly.readings(anchors, rng)
    _work(found, activities, anchors, rng)
    return {noun: rows for noun, rows in found.items() if rows}


def _work(
    found: dict[str, list[Row]], count: int, anchors: Anchors, rng: Random
) -> None:
    holidays = _holidays(anchors, found["days_off"])
    jobs = work.jobs(found["engagements"], anchors, holidays)
    found["activities"] = work.activities(jobs, count, rng)
    found["expenses"] = work.expenses(jobs, found["activities"], rng)
    work.capped(found["agreements"], found["activities"])


def _holidays(anchors: Anchors, days_off: Iterable[Row]) -> frozenset[date]:
    years = anchors.first_year, anchors.first_year + YEARS + 1
    own = (day for row in days_off if isinstance(day := row["date"], date))
    return reference.bank_holidays(*years).union(own)
