from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager import assets
from pip_manager.domain.calendar import (
    Calendar,
    Period,
    financial_year,
    financial_year_start,
    month_key,
    month_of,
    months,
    quarter,
    weeks,
)

FIRST, LAST = date(2015, 1, 1), date(2035, 12, 31)
days = st.dates(FIRST, LAST)
ranges = st.tuples(days, days).map(sorted).map(tuple)
BUNDLED = frozenset(
    date.fromisoformat(row["date"])
    for row in assets.table("reference", "bank_holidays_england_wales_2015_2035.csv")
)
ENGLAND = Calendar(BUNDLED)
ORACLE = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2036))


def each(first, last):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def is_worked(day):
    return day.weekday() < 5 and day not in ORACLE


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2017, 10, 1), date(2018, 3, 31), 126),
        (date(2017, 10, 1), date(2017, 10, 31), 22),
        (date(2017, 10, 1), date(2017, 10, 15), 10),
        (date(2017, 10, 16), date(2017, 10, 31), 12),
        (date(2017, 11, 6), date(2017, 12, 22), 35),
        (date(2018, 3, 26), date(2018, 4, 6), 8),
        (date(2017, 12, 25), date(2017, 12, 26), 0),
        (date(2017, 10, 2), date(2017, 10, 1), 0),
    ],
)
def test_working_days_of_the_worked_examples(first, last, count):
    assert ENGLAND.working_days(first, last) == count


def test_weekday_patterns_lose_the_bank_holidays():
    counts = ENGLAND.weekday_counts(date(2017, 10, 1), date(2018, 3, 31))
    assert (counts[1], counts[3]) == (25, 26)
    assert ENGLAND.weekday_counts(date(2018, 1, 2), date(2018, 1, 1)) == (0,) * 5


@pytest.mark.parametrize(
    "closed",
    [
        date(2020, 5, 8),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
        date(2020, 12, 28),
        date(2021, 12, 27),
        date(2021, 12, 28),
        date(2022, 1, 3),
    ],
)
def test_the_moved_and_single_bank_holidays_are_not_worked(closed):
    assert not ENGLAND.is_working_day(closed)


@pytest.mark.parametrize("worked", [date(2020, 5, 4), date(2022, 5, 30)])
def test_the_mondays_they_were_moved_from_are_worked(worked):
    assert ENGLAND.is_working_day(worked)


@given(ranges)
def test_counts_agree_with_looking_at_every_day(span):
    first, last = span
    worked = [day for day in each(first, last) if is_worked(day)]
    assert list(ENGLAND.days(first, last)) == worked
    assert ENGLAND.working_days(first, last) == len(worked)
    assert ENGLAND.weekday_counts(first, last) == tuple(
        sum(day.weekday() == weekday for day in worked) for weekday in range(5)
    )


def test_own_days_off_count_and_weekends_among_them_do_not():
    own = Calendar([date(2017, 10, 2), date(2017, 10, 7)])
    assert own.working_days(date(2017, 10, 2), date(2017, 10, 8)) == 4
    assert Calendar().working_days(date(2017, 10, 2), date(2017, 10, 8)) == 5


@given(ranges)
def test_months_and_weeks_cut_a_range_without_loss(span):
    first, last = span
    for pieces in (list(months(first, last)), list(weeks(first, last))):
        joined = [day for piece in pieces for day in each(*piece)]
        assert joined == each(first, last)
    for piece in months(first, last):
        assert month_key(piece.start) == month_key(piece.end)
    assert all(piece.start.weekday() == 0 for piece in list(weeks(first, last))[1:])


def test_the_end_of_time_is_no_obstacle():
    assert list(months(date(9999, 11, 5), date.max)) == [
        Period(date(9999, 11, 5), date(9999, 11, 30)),
        Period(date(9999, 12, 1), date.max),
    ]
    assert list(weeks(date(9999, 12, 28), date.max))[-1].end == date.max
    assert list(months(date(2017, 2, 1), date(2017, 1, 1))) == []
    assert list(weeks(date(2017, 2, 1), date(2017, 1, 1))) == []


def test_a_month_is_whole():
    assert month_of(date(2016, 2, 10)) == Period(date(2016, 2, 1), date(2016, 2, 29))
    assert month_of(date(2016, 12, 31)).days == 31


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2017, 3, 31), "2016/17 Q4"),
        (date(2017, 4, 1), "2017/18 Q1"),
        (date(2017, 9, 20), "2017/18 Q2"),
        (date(2017, 12, 31), "2017/18 Q3"),
        (date(2018, 1, 1), "2017/18 Q4"),
        (date(2018, 4, 1), "2018/19 Q1"),
        (date(2000, 3, 31), "1999/00 Q4"),
    ],
)
def test_quarters_follow_the_financial_year(day, name):
    assert quarter(day) == name
    assert financial_year(day) == name.split()[0]
    assert financial_year_start(day) == int(name[:4])


def test_periods_meet_where_both_are():
    first = Period(date(2017, 10, 1), date(2017, 10, 20))
    later = Period(date(2017, 10, 20), date(2017, 10, 31))
    assert first.meet(later) == Period(date(2017, 10, 20), date(2017, 10, 20))
    assert first.meet(Period(date(2017, 11, 1), date.max)) is None


short = st.dates(date(2017, 10, 1), date(2017, 11, 15))
periods = st.tuples(short, short).map(sorted).map(lambda ends: Period(*ends))


@given(periods, st.lists(periods, max_size=5))
def test_what_is_left_of_a_period_is_every_day_nobody_else_has(period, others):
    taken = {day for other in others for day in each(*other)}
    left = period.without(others)
    assert all(piece.days > 0 for piece in left)
    assert [day for piece in left for day in each(*piece)] == [
        day for day in each(*period) if day not in taken
    ]
