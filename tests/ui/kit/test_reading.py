from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.ui.kit import reading, words

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2 Mar 2026", date(2026, 3, 2)),
        ("2/3/26", date(2026, 3, 2)),
        ("2026-03-02", date(2026, 3, 2)),
        ("2.3.2026", date(2026, 3, 2)),
        ("2nd march 2026", date(2026, 3, 2)),
        ("  2   MAR  ", date(2026, 3, 2)),
        ("3 sept", date(2026, 9, 3)),
        ("1/4/99", date(1999, 4, 1)),
        ("29/2/24", date(2024, 2, 29)),
        ("tue", date(2026, 11, 24)),
        ("sunday", SUNDAY),
        ("next sun", date(2026, 11, 29)),
        ("last fri", date(2026, 11, 20)),
        ("last sun", date(2026, 11, 15)),
        ("today", SUNDAY),
        ("yesterday", date(2026, 11, 21)),
        ("+7", date(2026, 11, 29)),
        ("-2w", date(2026, 11, 8)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, meant):
    assert reading.day(typed, SUNDAY) == meant


@pytest.mark.parametrize(
    "typed", ["soon", "31/2/26", "32 Mar", "2 Foo 2026", "0/0/0", "2026-13-01", "m"]
)
def test_what_is_no_day_is_refused_in_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\.$"):
        reading.day(typed, SUNDAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2017-10", "2017-10"),
        ("Oct 2017", "2017-10"),
        ("10/2017", "2017-10"),
        ("2017", "2017"),
        ("2010 summer", "2010-summer".replace("-", " ")),
        ("Summer 2010", "2010 summer"),
        ("2 Mar 2026", "2026-03-02"),
        ("today", "2026-11-22"),
    ],
)
def test_a_date_may_be_vague(typed, meant):
    assert reading.when(typed, SUNDAY) == meant


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_a_day_shown_is_read_back_as_itself(day):
    assert reading.day(words.day(day), SUNDAY) == day
    assert reading.when(words.when(day.isoformat()), SUNDAY) == day.isoformat()
    assert reading.day(f"{day.day}/{day.month}/{day:%y}", SUNDAY) == day


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_shown_is_read_back_as_itself(year, month):
    value = f"{year}-{month:02}"
    assert reading.when(words.when(value), SUNDAY) == value


@given(st.decimals(0, 9_999_999, places=2))
def test_pounds_shown_are_read_back_as_themselves(amount):
    assert reading.money(words.money(amount)) == amount
    assert reading.money(words.pounds(-amount) if amount else "0") == -amount


@given(st.decimals(-99_999, 99_999, places=4))
def test_a_quantity_shown_is_read_back_as_itself(figure):
    assert reading.quantity(words.quantity(figure)) == figure


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("½", "0.5"), ("1½", "1.5"), (".25", "0.25"), ("1,250", "1250")],
)
def test_parts_of_a_day_are_read(typed, meant):
    assert reading.quantity(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["12,50", "1.234", "abc", "1e5", "£", "--1", "(20)"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError, match="“"):
        reading.money(typed)


@pytest.mark.parametrize("typed", ["1.5", "many", ""])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValueError, match="whole number"):
        reading.number(typed)
