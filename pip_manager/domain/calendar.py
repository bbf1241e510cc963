"""Working days, and the months, weeks, quarters and financial years they are cut by.

Working days are Monday to Friday less the bank holidays of England and the unit's own
days off. Financial years begin on 1 April.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WEEK = 7
_WORKING_WEEK = 5
_APRIL = 4
_DECEMBER = 12


class Period(NamedTuple):
    """A stretch of days, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Return the number of calendar days."""
        return (self.end - self.start).days + 1

    def meet(self, other: Period) -> Period | None:
        """Return the days both have, None where there are none."""
        both = Period(max(self.start, other.start), min(self.end, other.end))
        return both if both.start <= both.end else None

    def without(self, others: Iterable[Period]) -> tuple[Period, ...]:
        """Return what is left in order, cut at every other period that touches it."""
        left: list[Period] = []
        start = self.start
        for other in sorted(others):
            if other.end < start or other.start > self.end:
                continue
            if other.start > start:
                left.append(Period(start, _day_before(other.start)))
            if other.end >= self.end:
                return tuple(left)
            start = other.end + timedelta(1)
        return (*left, Period(start, self.end))


class Calendar:
    """Which days are worked; counts take the same time for any length of range."""

    __slots__ = ("_closed", "_closed_on", "holidays")

    def __init__(self, holidays: Iterable[date] = ()) -> None:
        self.holidays = frozenset(holidays)
        weekdays = sorted(d for d in self.holidays if d.weekday() < _WORKING_WEEK)
        self._closed = [day.toordinal() for day in weekdays]
        self._closed_on = [
            [day.toordinal() for day in weekdays if day.weekday() == weekday]
            for weekday in range(_WORKING_WEEK)
        ]

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return day.weekday() < _WORKING_WEEK and day not in self.holidays

    def working_days(self, first: date, last: date) -> int:
        """Count the working days, both ends included; 0 where last is before first."""
        if last < first:
            return 0
        before, end = first.toordinal() - 1, last.toordinal()
        closed = bisect_right(self._closed, end) - bisect_right(self._closed, before)
        return _weekdays_to(end) - _weekdays_to(before) - closed

    def weekday_counts(self, first: date, last: date) -> tuple[int, ...]:
        """Count the working Mondays, Tuesdays … Fridays, both ends included."""
        if last < first:
            return (0,) * _WORKING_WEEK
        before, end = first.toordinal() - 1, last.toordinal()
        return tuple(
            (end + 6 - weekday) // _WEEK
            - (before + 6 - weekday) // _WEEK
            - bisect_right(closed, end)
            + bisect_right(closed, before)
            for weekday, closed in enumerate(self._closed_on)
        )

    def days(self, first: date, last: date) -> Iterator[date]:
        """Give each working day in order, both ends included."""
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self.is_working_day(day):
                yield day


def month_of(day: date) -> Period:
    """Return the calendar month of a day."""
    if day.month == _DECEMBER:
        return Period(day.replace(day=1), day.replace(day=31))
    after = date(day.year, day.month + 1, 1)
    return Period(day.replace(day=1), _day_before(after))


def months(first: date, last: date) -> Iterator[Period]:
    """Cut a range at the months, clipped to it."""
    start = first
    while start <= last:
        end = min(month_of(start).end, last)
        yield Period(start, end)
        if end == last:
            return
        start = end + timedelta(1)


def weeks(first: date, last: date) -> Iterator[Period]:
    """Cut a range at the Mondays, clipped to it."""
    start = first
    while start <= last:
        to_sunday = _WEEK - 1 - start.weekday()
        if (last - start).days <= to_sunday:
            yield Period(start, last)
            return
        end = start + timedelta(to_sunday)
        yield Period(start, end)
        start = end + timedelta(1)


def financial_year_start(day: date) -> int:
    """Return the year in which the financial year of a day begins."""
    return day.year if day.month >= _APRIL else day.year - 1


def financial_year(day: date) -> str:
    """Name the financial year of a day: ``2017/18``."""
    year = financial_year_start(day)
    return f"{year}/{(year + 1) % 100:02}"


def quarter(day: date) -> str:
    """Name the quarter of the financial year of a day: ``2017/18 Q3``."""
    number = (day.month - _APRIL) % 12 // 3 + 1
    return f"{financial_year(day)} Q{number}"


def month_key(day: date) -> str:
    """Name the month of a day as the exchange format does: ``2017-10``."""
    return f"{day.year:04}-{day.month:02}"


def _weekdays_to(ordinal: int) -> int:
    """Count Monday to Friday from 1 January of the year 1, a Monday."""
    return ordinal // _WEEK * _WORKING_WEEK + min(ordinal % _WEEK, _WORKING_WEEK)


def _day_before(day: date) -> date:
    return day - timedelta(1)
