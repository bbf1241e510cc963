"""Dates told relative to the day of the demonstration, so that it never ages."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

YEARS = 3
"""Financial years before the present one."""

_APRIL, _TWELVE = 4, 12
_MONTH = re.compile(r"([AM])([+-]?\d+)(?:\.(\d+))?(?:/(\d+|end|month))?")
_DAY = re.compile(r"T([+-]\d+)")
_LABEL = re.compile(r"\{FY(\d)\}")


def add_months(first: date, months: int) -> date:
    """Return the first of the month so many months after that of `first`."""
    years, month = divmod(first.year * _TWELVE + first.month - 1 + months, _TWELVE)
    return date(years, month + 1, 1)


def last_of_month(first: date) -> date:
    """Return the last day of the month of `first`."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def working_day_from(day: date, holidays: frozenset[date]) -> date:
    """Return the first working day on or after a day."""
    while day.weekday() > 4 or day in holidays:  # noqa: PLR2004 - Friday is 4
        day += timedelta(days=1)
    return day


class Anchors:
    """Reads the relative dates of the demonstration's tables."""

    def __init__(self, today: date) -> None:
        """Tell every date from `today`."""
        self.today = today
        before_april = today.month < _APRIL
        self.first_year = today.year - before_april - YEARS

    def april(self, year: int) -> date:
        """Return 1 April of a financial year, 0 being the first shown."""
        return date(self.first_year + year, _APRIL, 1)

    def label(self, year: int) -> str:
        """Return the name of a financial year, such as 2023/24."""
        start = self.first_year + year
        return f"{start}/{(start + 1) % 100:02}"

    def month(self, months: int) -> date:
        """Return the first of a month, 0 being the present one."""
        return add_months(self.today, months)

    def words(self, text: str) -> str:
        """Put the names of financial years into a text."""
        return _LABEL.sub(lambda found: self.label(int(found[1])), text)

    def when(self, text: str) -> str:
        """Return a relative date as the exchange format writes it; others as is."""
        if found := _DAY.fullmatch(text):
            return (self.today + timedelta(days=int(found[1]))).isoformat()
        if found := _MONTH.fullmatch(text):
            return self._of_month(*found.groups())
        return text

    def _of_month(
        self, anchor: str, steps: str, months: str | None, part: str | None
    ) -> str:
        number = int(steps)
        first = self.april(number) if anchor == "A" else self.month(number)
        first = add_months(first, int(months or 0))
        match part:
            case None:
                return first.isoformat()
            case "end":
                return last_of_month(first).isoformat()
            case "month":
                return f"{first:%Y-%m}"
            case _:
                return first.replace(day=int(part)).isoformat()
