from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.ui.kit import words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "not stated"),
        ("", "not stated"),
        (True, "Yes"),
        (False, "No"),
        (0, "0"),
        (1250, "1,250"),
        (Decimal("-0.50"), "−0.5"),
        (date(2026, 3, 2), "2 Mar 2026"),
        ("Leeds", "Leeds"),
    ],
)
def test_a_value_is_shown_in_words(value, shown):
    assert words.shown(value) == shown


def test_money_has_two_decimals_and_a_true_minus():
    assert words.money(Decimal("-1040.1")) == "−1,040.10"
    assert words.pounds(Decimal("1040.13")) == "£1,040.13"
    assert words.pounds(Decimal(-3)) == "−£3.00"


def test_vague_dates_and_patterns_read_as_people_say_them():
    assert words.when("2010 summer") == "Summer 2010"
    assert words.when("2017-10") == "Oct 2017"
    assert words.when("2017") == "2017"
    assert words.pattern("Tue:1 Thu:0.5 Fri:0.2") == "Tue, Thu ½ day, Fri 0.2 of a day"
    assert words.long_day(date(2026, 3, 2)) == "Monday 2 Mar 2026"


def test_a_number_takes_its_noun():
    assert words.counted(1, "post") == "1 post"
    assert words.counted(1200, "post") == "1,200 posts"
    assert words.counted(0, "entry", "entries") == "0 entries"
