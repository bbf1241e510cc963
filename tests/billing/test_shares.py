import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.charges import (
    charged_quantity,
    contributed_quantity,
    granted_quantity,
    share_problems,
)
from pip_manager.billing.facts import Activity
from tests.billing.making import D, activity


@pytest.mark.parametrize(
    ("charged", "granted", "contributed"),
    [
        (60, 50, None),
        (60, 50, 0),
        (50, None, None),
        (0, None, None),
        (None, 60, 50),
        (30, 30, 30),
    ],
)
def test_shares_that_do_not_make_100_are_refused(charged, granted, contributed):
    row = activity(
        charge_percent=None if charged is None else D(charged),
        grant_percent=None if granted is None else D(granted),
        contributed_percent=None if contributed is None else D(contributed),
    )
    (found,) = share_problems(row)
    assert found.field == "charge_percent"
    assert found.message.endswith("They must make 100.")


@pytest.mark.parametrize("share", ["-0.01", "100.01"])
def test_a_share_beyond_its_bounds_is_named(share):
    (found,) = share_problems(activity(grant_percent=D(share)))
    assert found.field == "grant_percent"


@given(st.decimals("0", "100", places=4), st.decimals("0", "100", places=4))
def test_the_three_parts_are_the_whole_quantity(one, other):
    granted, rest = sorted((one, other))
    row = activity(
        quantity=D("0.25"), grant_percent=granted, contributed_percent=rest - granted
    )
    assert share_problems(row) == ()
    assert share_problems(row | {"charge_percent": 100 - rest}) == ()
    fact = Activity.from_row(row)
    parts = charged_quantity(fact), granted_quantity(fact), contributed_quantity(fact)
    assert sum(parts) == D("0.25")
