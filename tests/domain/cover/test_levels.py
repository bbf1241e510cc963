"""The lines between green, amber and red lie where the domain notes draw them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pip_manager.domain.cover.levels import Limits


@pytest.mark.parametrize(
    ("tier", "gap", "run", "level"),
    [
        (2, 0, 0, "green"),
        (2, 1, 1, "amber"),
        (2, 2000, 4, "amber"),
        (2, 2001, 1, "red"),
        (2, 1, 5, "red"),
        (3, 1000, 60, "green"),
        (3, 1001, 1, "amber"),
        (3, 5000, 60, "amber"),
        (3, 5001, 9, "amber"),
        (3, 5001, 10, "red"),
        (None, 5001, 10, "red"),
    ],
)
def test_each_line_is_crossed_by_the_next_figure_only(tier, gap, run, level):
    assert Limits().level(tier, Fraction(gap), run) == level
