"""Values as the eye wants them, and the texts that are nowhere else.

`pip_manager.domain.values` writes values for files; this is for screens.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pip_manager.domain.values import Value, plain, read_pattern
from pip_manager.ui.kit.unstated import NOT_STATED, NOT_STATED_WHY

__all__ = [
    "NOT_STATED",
    "NOT_STATED_WHY",
    "counted",
    "day",
    "long_day",
    "money",
    "month",
    "pattern",
    "pounds",
    "quantity",
    "shown",
    "when",
]

_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTH_PARTS, _YEAR_PARTS = 2, 1


def day(value: date) -> str:
    """Write a date as ``2 Mar 2026``."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """Write the month of a date, ``Mar``."""
    return _MONTHS[value.month - 1]


def long_day(value: date) -> str:
    """Write a date with its weekday, ``Monday 2 Mar 2026``."""
    return f"{_DAYS[value.weekday()]} {day(value)}"


def when(value: str) -> str:
    """Write a possibly vague date: ``2 Mar 2026``, ``Mar 2026``, ``Summer 2010``."""
    if " " in value:
        year, season = value.split(" ", 1)
        return f"{season.capitalize()} {year}"
    parts = value.split("-")
    if len(parts) == _YEAR_PARTS:
        return value
    if len(parts) == _MONTH_PARTS:
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return day(date.fromisoformat(value))


def money(value: Decimal) -> str:
    """Write pounds with two decimals, ``1,040.13``; the unit stands in the heading."""
    return f"{value:,.2f}".replace("-", "−")


def pounds(value: Decimal) -> str:
    """Write pounds with their sign, ``£1,040.13``, for running text."""
    sign = "−" if value < 0 else ""
    return f"{sign}£{abs(value):,.2f}"


def quantity(value: Decimal) -> str:
    """Write a figure without trailing zeros, thousands set apart: ``1,250.5``."""
    whole, _, rest = plain(abs(value)).partition(".")
    sign = "−" if value < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{rest}" if rest else "")


def pattern(value: str) -> str:
    """Write a weekly pattern: ``Tue, Thu ½ day``."""
    return ", ".join(
        name if share == 1 else f"{name} {_share(share)}"
        for name, share in read_pattern(value).items()
    )


def _share(share: Decimal) -> str:
    return "½ day" if share == Decimal("0.5") else f"{plain(share)} of a day"


def shown(value: Value) -> str:
    """Write any value; an unknown one as *not stated*."""
    match value:
        case None | "":
            return NOT_STATED
        case bool():
            return "Yes" if value else "No"
        case Decimal() | int():
            return quantity(Decimal(value))
        case date():
            return day(value)
        case _:
            return str(value)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: ``1 post``, ``1,200 posts``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
