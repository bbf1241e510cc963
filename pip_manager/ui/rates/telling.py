"""What a line of rates says in words: its amounts, its dates, what is missing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Value
    from pip_manager.services.rates import Line, Stretch

LEVELS = {
    "standard": "Standard card",
    "programme": "Programme",
    "authority": "Authority",
    "agreement": "Agreement",
}
UNITS = {"day": "a day", "hour": "an hour"}
BASES = {
    None: "not stated",
    "market": "Market rate",
    "cost_recovery": "Cost recovery",
    "grant_funded": "Grant-funded: no charge",
    "free": "Free: no charge",
}
LADDER = (
    "The first rate in force prices a day of work: agreement, authority, programme,"
    " standard; within each: person, role and strand, role, strand, any."
)
_TENTH = Decimal("0.1")


def amount(rate: Record) -> str:
    """Write what a rate costs: ``£612.00 a day``."""
    value = rate.row["amount"]
    shown = words.pounds(value) if isinstance(value, Decimal) else words.shown(value)
    return f"{shown} {UNITS[str(rate.row['unit'])]}"


def dates(stretch: Stretch) -> str:
    """Write the days of a rate or a gap."""
    start = words.day(stretch.start)
    if stretch.end is None:
        return f"from {start}"
    return f"{start} to {words.day(stretch.end)}"


def spoken(line: Line) -> str:
    """Write a whole line of rates as one sentence, gaps included."""
    parts = [
        f"{amount(s.rate)} {dates(s)}" if s.rate else f"no rate {dates(s)}"
        for s in line.stretches
    ]
    return "; ".join(parts)


def chip(line: Line) -> ChipWords | None:
    """Return what should be looked at in a line; None where nothing should."""
    if line.now is None:
        told = line.stretches[-1]
        if told.rate is None:
            return ChipWords("No rate now", "warn", "warning")
        return ChipWords(f"From {words.day(told.start)}", "plain", "clock")
    left = margin(line.now.row)
    if left is not None and left < 0:
        return ChipWords("Below cost", "bad")
    if line.now.row["basis"] in {"free", "grant_funded"}:
        return ChipWords("No charge", "plain")
    return ChipWords("Gap before", "warn", "warning") if line.gaps else None


def margin(row: Mapping[str, Value]) -> Decimal | None:
    """Return what a rate leaves above its full cost, where both are stated."""
    value, cost = row.get("amount"), row.get("full_cost")
    if not isinstance(value, Decimal) or not isinstance(cost, Decimal):
        return None
    return value - cost


def margin_words(row: Mapping[str, Value]) -> str | None:
    """Write the margin with its share of the rate; None where the cost is unknown."""
    left, value = margin(row), row.get("amount")
    if left is None:
        return None
    if left < 0:
        return f"{words.pounds(-left)} below the full cost"
    if not isinstance(value, Decimal) or not value:
        return words.pounds(left)
    share = (left * 100 / value).quantize(_TENTH, ROUND_HALF_UP)
    return f"{words.pounds(left)} above the full cost ({share} %)"
