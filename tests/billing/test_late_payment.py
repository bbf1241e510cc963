"""The late payment calculator: WE10, parts, limits, and what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager import assets
from pip_manager.billing.late_payment import Received, ReferenceRates, claim

RATES = ReferenceRates.from_table(
    assets.table("reference", "late_payment_reference_rates.csv")
)
DUE = date(2017, 12, 2)
AMOUNT = Decimal("5126.40")


def claimed(on, *received, amount=AMOUNT, due=DUE):
    parts = [Received(day, Decimal(paid)) for day, paid in received]
    return claim(amount, due, parts, on, RATES)


def test_forty_five_days_late_of_the_worked_example():
    paid_on = date(2018, 1, 16)
    found = claimed(date(2018, 3, 1), (paid_on, "5126.40"))
    assert found.days == 45
    assert found.rate.percent == Decimal("8.25")
    assert found.interest == Decimal("52.14")
    assert found.fixed == Decimal(70)
    assert found.total == Decimal("122.14")
    # unpaid, it is the same on that day, and more the day after
    assert claimed(paid_on) == found
    assert claimed(paid_on + timedelta(days=1)).interest == Decimal("53.30")


def test_the_rate_is_that_of_the_half_year_in_which_it_became_late():
    # base 0.25 % on 30 June 2017, 0.5 % on 31 December 2017
    assert claimed(date(2018, 6, 1), due=date(2017, 12, 30)).rate.percent == Decimal(
        "8.25"
    )
    assert claimed(date(2018, 6, 1), due=date(2017, 12, 31)).rate.percent == Decimal(
        "8.5"
    )


def test_nothing_is_late_on_the_day_it_is_due_or_when_paid_in_time():
    assert claimed(DUE) is None
    assert claimed(date(2018, 6, 1), (DUE, "5126.40")) is None
    assert claimed(DUE + timedelta(days=1)).days == 1


def test_each_part_bears_interest_until_it_is_paid():
    found = claimed(
        date(2018, 6, 1), (date(2017, 12, 12), "5000"), (date(2018, 1, 1), "126.40")
    )
    # 5,126.40 for 10 days, 126.40 for 20
    days = Decimal("5126.40") * 10 + Decimal("126.40") * 20
    assert found.interest == round(days * Decimal("0.0825") / 365, 2)
    assert found.days == 30


def test_what_was_paid_in_time_lowers_the_fixed_sum():
    assert claimed(date(2018, 6, 1), (DUE, "5000")).fixed == Decimal(40)
    assert claimed(date(2018, 6, 1), (date(2017, 12, 3), "5000")).fixed == Decimal(70)


@pytest.mark.parametrize(
    ("amount", "fixed"),
    [("999.99", 40), ("1000", 70), ("9999.99", 70), ("10000", 100), ("50000", 100)],
)
def test_the_fixed_sum_goes_by_the_debt(amount, fixed):
    assert claimed(date(2018, 6, 1), amount=Decimal(amount)).fixed == fixed


def test_a_rate_that_is_not_known_gives_no_interest_and_no_total():
    found = claimed(date(2031, 6, 1), due=date(2031, 1, 31))
    assert (found.rate, found.interest, found.total) == (None, None, None)
    assert found.fixed == Decimal(70)


def test_a_rate_without_a_confirmed_source_says_so():
    assert not claimed(date(2026, 9, 1), due=date(2026, 7, 31)).rate.is_sure
    assert claimed(date(2025, 9, 1), due=date(2025, 7, 31)).rate.is_sure


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(1, 100_000)), max_size=5))
def test_paying_anything_never_raises_what_could_be_claimed(parts):
    on = date(2018, 6, 1)
    received = [(DUE + timedelta(days=n), Decimal(p).scaleb(-2)) for n, p in parts]
    assert claimed(on, *received).interest <= claimed(on).interest
