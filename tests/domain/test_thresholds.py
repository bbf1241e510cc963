from __future__ import annotations

from decimal import Decimal

from pip_manager.domain import thresholds


def test_every_threshold_has_a_key_of_its_own():
    keys = [one.key for one in thresholds.all_thresholds()]
    assert len(keys) == len(set(keys))
    assert all(key.startswith("threshold_") for key in keys)


def test_what_is_not_set_is_its_default():
    found = thresholds.values({"threshold_senior_gap": "0.3"})
    assert found["threshold_senior_gap"] == Decimal("0.3")
    assert found["threshold_other_gap"] == Decimal("0.5")


def test_a_threshold_below_nought_is_refused():
    assert thresholds.problem(Decimal("-0.1"))
    assert thresholds.problem(Decimal(0)) is None
