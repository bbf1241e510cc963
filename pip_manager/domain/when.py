"""Dates cut to what is known: a day, a month, a season or a year.

They are kept as the text of the exchange format (``2017-10-20``, ``2017-10``,
``2010 summer``, ``2017``). Seasons are March to May, June to August, September to
November, and December to February of the next year.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_DAY_LENGTH = len("2017-10-20")


def is_day(when: str) -> bool:
    """Tell whether a date is known to the day."""
    return len(when) == _DAY_LENGTH and when.count("-") == 2  # noqa: PLR2004 - its form


def first_day(when: str) -> date:
    """Return the first day a date may mean.

    Raises:
        ValueError: the text is no date of the exchange format.
    """
    return _span(when)[0]


def last_day(when: str) -> date:
    """Return the last day a date may mean.

    Raises:
        ValueError: the text is no date of the exchange format.
    """
    return _span(when)[1]


def begins(when: str | None) -> date:
    """Return the first day of something that is there from `when`; empty: always."""
    return date.min if when is None else first_day(when)


def ends(when: str | None) -> date:
    """Return the last day of something that is there up to `when`; empty: open."""
    return date.max if when is None else last_day(when)


def words(when: str | None) -> str:
    """Write a date for people: ``2 Mar 2026``, ``October 2017``, ``summer 2010``."""
    if when is None:
        return "not stated"
    first, last = _span(when)
    if is_day(when):
        return day_words(first)
    year, _, season = when.partition(" ")
    if season:
        next_year = f"/{last.year % 100:02}" if season == "winter" else ""
        return f"{season} {year}{next_year}"
    return f"{MONTHS[first.month - 1]} {first.year}" if "-" in when else year


def day_words(day: date) -> str:
    """Write a day for people: ``2 Mar 2026``."""
    return f"{_day_and_month(day)} {day.year}"


def span_words(first: date, last: date) -> str:
    """Write a stretch of days without saying twice what both ends share."""
    if first == last:
        return day_words(first)
    if first.year != last.year:
        return f"{day_words(first)} to {day_words(last)}"
    if first.month != last.month:
        return f"{_day_and_month(first)} to {day_words(last)}"
    return f"{first.day}–{day_words(last)}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


@lru_cache(maxsize=4096)
def _span(when: str) -> tuple[date, date]:
    if is_day(when):
        day = date.fromisoformat(when)
        return day, day
    year, _, season = when.partition(" ")
    if season:
        first = _FIRST_MONTH.get(season)
        if first is None:
            raise ValueError(f"“{when}” is not a date such as 2017 summer.")
        return _months(int(year), first, 3)
    if "-" in when:
        year, _, month = when.partition("-")
        return _months(int(year), int(month), 1)
    return _months(int(when), 1, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first = date(year, month, 1)
    after = year * 12 + month - 1 + count
    if after // 12 > date.max.year:
        return first, date.max
    next_first = date(after // 12, after % 12 + 1, 1)
    return first, date.fromordinal(next_first.toordinal() - 1)
