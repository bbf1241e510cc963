from __future__ import annotations

from decimal import Decimal

import pytest

from pip_manager.domain.measurable import missing

WHOLE = {"from": "2026-04-01", "to": None, "fraction": Decimal(1), "pattern": None}


def test_a_day_and_a_share_are_all_it_takes():
    assert missing(WHOLE) == ()


def test_a_pattern_stands_for_the_share():
    assert missing({**WHOLE, "fraction": None, "pattern": "Tue:1"}) == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"from": None}, ("from not stated",)),
        ({"from": "2017-10"}, ("from is not a day",)),
        ({"to": "2017 summer"}, ("to is not a day",)),
        ({"fraction": None}, ("share not stated",)),
        ({"from": None, "fraction": None}, ("from not stated", "share not stated")),
    ],
)
def test_what_is_not_stated_is_named(changed, why):
    assert missing({**WHOLE, **changed}) == why


def test_accepting_no_cover_needs_nothing():
    assert missing({"kind": "no_cover_accepted", "from": None}) == ()


def test_a_holding_without_fte_counts_as_one():
    assert missing({"from": "2026-04-01", "to": None}, has_share=False) == ()
