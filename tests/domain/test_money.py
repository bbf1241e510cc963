from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.money import pence, pounds, times

D = Decimal
amounts = st.decimals("-1e9", "1e9", places=6)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.0049999", "0.00"),
        ("1583.8875", "1583.89"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        ("12", "12.00"),
    ],
)
def test_halves_are_rounded_away_from_nought(exact, rounded):
    assert pence(D(exact)) == pence(Fraction(exact)) == D(rounded)
    assert str(pence(D(exact))) == rounded


@given(amounts)
def test_a_fraction_is_rounded_as_the_same_decimal(amount):
    assert pence(Fraction(amount)) == pence(amount)


@given(st.fractions(-(10**9), 10**9))
def test_a_rounded_amount_is_at_most_half_a_penny_away(amount):
    rounded = Fraction(pence(amount))
    assert abs(rounded - amount) <= Fraction(1, 200)
    assert rounded * 100 == int(rounded * 100)


@given(st.decimals("0", "1e13", places=4), st.decimals("0", "1e13", places=2))
def test_a_product_is_exact_before_it_is_rounded(quantity, price):
    assert times(quantity, price) == pence(Fraction(quantity) * Fraction(price))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1234.5", "£1,234.50"),
        ("-5", "−£5.00"),
        ("0", "£0.00"),
        ("-0.001", "£0.00"),
        ("1234567.891", "£1,234,567.89"),
    ],
)
def test_amounts_are_written_as_people_write_them(amount, text):
    assert pounds(D(amount)) == text
