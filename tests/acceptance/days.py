"""Days, vague dates, pennies and rates of VAT, told in the slowest way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.world import Row

VAT_RATES = {
    "S": (("2010-01-01", "17.5"), ("2011-01-04", "20")),
    "R": (("1997-09-01", "5"),),
    "Z": (("1973-04-01", "0"),),
    "E": (("1973-04-01", "0"),),
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


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
