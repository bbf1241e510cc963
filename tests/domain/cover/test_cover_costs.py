from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pip_manager.domain.calendar import Calendar, Period
from pip_manager.domain.cover.costs import Price, cost, unpriced
from pip_manager.domain.cover.facts import ONE, Cover

CALENDAR = Calendar([date(2017, 12, 25), date(2017, 12, 26)])
EVER = Period(date(2015, 1, 1), date(2025, 12, 31))


def covered(start, end, share=ONE, pattern=None):
    fields = (None, None, share, pattern, start, end, None)
    return Cover("C", "HOS", "agency_interim", None, None, *fields)


def price(amount, unit):
    return Price(None if amount is None else Decimal(amount), unit)


def test_a_single_payment_falls_on_the_first_day():
    one = covered("2017-11-06", "2017-12-22")
    once = price("1500", "once")
    assert cost(one, once, EVER, CALENDAR) == Decimal("1500.00")
    after = Period(date(2017, 11, 7), date(2017, 12, 31))
    assert cost(one, once, after, CALENDAR) == 0


def test_a_month_partly_in_force_costs_its_share_of_working_days():
    # the figures of WE2b: 12 of 22 working days of October 2017
    one = covered("2017-10-16", "2017-11-30", 4000)
    asked = price("9000", "month")
    assert cost(one, asked, EVER, CALENDAR) == Decimal("4909.09") + 9000


def test_each_part_of_a_month_is_rounded_by_itself():
    # WE2b again: two amounts in one month are two prices
    first = cost(
        covered("2017-10-01", "2017-10-15"), price("9000", "month"), EVER, CALENDAR
    )
    second = cost(
        covered("2017-10-16", "2017-10-31"), price("9450", "month"), EVER, CALENDAR
    )
    assert (first, second) == (Decimal("4090.91"), Decimal("5154.55"))


def test_a_day_costs_its_share_of_a_working_day():
    one = covered("2017-12-18", "2017-12-31", 6000)  # 8 working days
    assert cost(one, price("455.55", "day"), EVER, CALENDAR) == Decimal("2186.64")


def test_a_pattern_costs_the_days_it_names():
    one = covered("2017-12-18", "2017-12-31", None, "Tue:1 Thu:0.5")
    assert cost(one, price("400", "day"), EVER, CALENDAR) == 400 * 2


def test_an_open_end_costs_what_is_asked():
    asked = Period(date(2017, 12, 1), date(2018, 1, 31))
    one = covered("2017-11-06", None)
    assert cost(one, price("1000", "month"), asked, CALENDAR) == 2000


@pytest.mark.parametrize(
    ("one", "asked", "missing"),
    [
        (covered("2017-11-06", None), (None, "day"), "cost not stated"),
        (covered("2017-11-06", None), ("5", None), "cost unit not stated"),
        (covered("2017-11-06", None, None), ("5", "day"), "share not stated"),
        (covered("2017-11", None), ("5", "once"), "from is not a day"),
        (covered(None, "2018"), ("5", "month"), "from not stated; to is not a day"),
    ],
)
def test_what_is_not_stated_costs_no_nought(one, asked, missing):
    assert unpriced(one, price(*asked)) == missing
    with pytest.raises(LookupError, match=missing):
        cost(one, price(*asked), EVER, CALENDAR)


def test_a_single_payment_or_a_month_needs_no_share():
    one = covered("2017-11-06", "2017-11-30", None)
    assert unpriced(one, price("5", "once")) == ""
    assert unpriced(one, price("5", "month")) == ""


days = st.dates(date(2016, 1, 1), date(2020, 12, 31))


@given(days, days, st.integers(1, ONE), st.integers(0, 10**7))
@settings(max_examples=80, deadline=None)
def test_a_day_rate_adds_up_day_by_day_to_within_its_one_rounding(a, b, share, pence):
    first, last = sorted((a, b))
    one = covered(first.isoformat(), last.isoformat(), share)
    asked = Price(Decimal(pence) / 100, "day")
    found = cost(one, asked, EVER, CALENDAR)
    worked = sum(CALENDAR.is_working_day(day) for day in CALENDAR.days(first, last))
    exact = Decimal(pence) / 100 * share / ONE * worked
    assert abs(found - exact) <= Decimal("0.005")
    assert found == found.quantize(Decimal("0.01"))


@given(days, days, st.integers(0, 10**7))
@settings(max_examples=80, deadline=None)
def test_whole_months_cost_whole_amounts_and_no_part_costs_more(a, b, pence):
    first, last = sorted((a, b))
    amount = Decimal(pence) / 100
    one = covered(first.isoformat(), last.isoformat())
    touched = (last.year - first.year) * 12 + last.month - first.month + 1
    found = cost(one, Price(amount, "month"), EVER, CALENDAR)
    assert max(0, touched - 2) * amount <= found <= touched * amount
