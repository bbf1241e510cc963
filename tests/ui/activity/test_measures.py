"""Quantities as they are typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.ui.activity import measures

D = Decimal


@pytest.mark.parametrize(
    ("typed", "measure"),
    [
        ("0.5", (D("0.5"), "day")),
        ("1", (D(1), "day")),
        (".25", (D("0.25"), "day")),
        ("h", (D("0.5"), "day")),
        ("½", (D("0.5"), "day")),
        ("1½", (D("1.5"), "day")),
        ("1 d", (D(1), "day")),
        ("2 days", (D(2), "day")),
        ("3.5h", (D("3.5"), "hour")),
        ("2 Hours", (D(2), "hour")),
        ("", None),
        (" – ", None),
        ("0", None),
    ],
)
def test_a_cell_reads_days_and_hours(typed, measure):
    assert measures.read(typed) == measure


def test_a_figure_alone_keeps_the_unit_it_had():
    assert measures.read("2", "hour") == (D(2), "hour")


@pytest.mark.parametrize("typed", ["a lot", "1x", "1,5,5h", "-1", "1.23456", "d"])
def test_anything_else_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\.$"):
        measures.read(typed)


@given(
    st.decimals("0.0001", "99", places=4).filter(bool),
    st.sampled_from(["day", "hour"]),
)
def test_what_a_cell_shows_reads_back_as_it_was(quantity, unit):
    assert measures.read(measures.in_cell(quantity, unit)) == (quantity, unit)
