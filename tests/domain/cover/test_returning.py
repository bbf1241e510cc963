"""Who comes back with nobody to follow; which reviews are due."""

from __future__ import annotations

from datetime import date

import pytest

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.returning import Lent, returns, reviews

TODAY, LAST = date(2026, 11, 22), date(2027, 2, 17)
CALENDAR = Calendar([date(2027, 1, 1)])


def lent(code="S1", end="2026-12-31", state="confirmed", **more):
    blank = Lent(code, "P1", "H", "E1", "Head", "2026-04-01", end, None, state)
    return blank._replace(**more)


def told(*some):
    found = returns(some, CALENDAR, TODAY, LAST)
    return [(one.lent.code, one.proposed and one.proposed.code) for one in found]


@pytest.mark.parametrize(
    ("end", "is_told"),
    [
        ("2026-11-21", False),
        ("2026-11-22", True),
        ("2027-02-17", True),
        ("2027-02-18", False),
        ("2026-12", True),
        (None, False),
    ],
)
def test_an_end_is_told_within_the_days_ahead(end, is_told):
    assert told(lent(end=end)) == ([("S1", None)] if is_told else [])


def test_what_is_only_proposed_does_not_end():
    assert told(lent(state="proposed")) == []


@pytest.mark.parametrize(
    ("more", "follows"),
    [
        ({}, True),
        ({"start": "2027-01-05"}, False),
        ({"start": "2026-12-01"}, True),
        ({"end": "2026-12-31"}, False),
        ({"person": "P2", "post": "K"}, True),
        ({"person": "P2", "post": "K", "host_role": "Other"}, False),
        ({"person": "P2", "authority": "E2"}, False),
        ({"authority": "E2", "host_role": "Other"}, True),
        ({"post": "K", "host_role": "Other"}, False),
        ({"person": None, "host_role": None}, False),
        ({"start": None}, False),
    ],
)
def test_a_successor_is_there_by_the_next_working_day_and_stays_longer(more, follows):
    # the first of January is a holiday and a weekend follows it
    other = lent("S2", **{"start": "2027-01-04", "end": "2027-06-30", **more})
    found = told(lent(), other)
    assert (("S1", None) not in found) is follows


def test_a_proposed_successor_is_named():
    later = {"start": "2027-01-01", "end": None}
    assert told(lent(), lent("S2", **later, state="proposed")) == [("S1", "S2")]


def test_reviews_are_due_from_thirty_days_before_until_they_are_moved_on():
    some = [
        lent("S1", review="2026-12-22"),
        lent("S2", review="2026-12-23"),
        lent("S3", review="2026-10"),
        lent("S4", review="2026-10-01", end="2026-11-21"),
        lent("S5", review="2026-12-01", state="proposed"),
        lent("S6"),
    ]
    found = [(one.lent.code, one.on) for one in reviews(some, TODAY)]
    assert found == [("S3", date(2026, 10, 1)), ("S1", date(2026, 12, 22))]
