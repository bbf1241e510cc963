from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.capacity import TierWeek, capacity, team_level, together
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import ONE, Establishment, Post, Secondment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Asked, Grounds, report

FIRST, LAST = date(2017, 12, 18), date(2018, 1, 7)
CHRISTMAS = [date(2017, 12, 25), date(2017, 12, 26), date(2018, 1, 1)]
CALENDAR = Calendar(CHRISTMAS)


def post(code, tier, established=ONE, start=None, end=None):
    return Post(code, f"Post {code}", None, None, tier, established, None, start, end)


RECORDED = Establishment(
    posts=[
        post("A", 2),
        post("B", 2, 5000),
        post("C", None, None),
        post("D", 4, ONE, "2017-12-28"),
        Post("T", "Team", "team", None, 4, ONE, None, None, None),
    ],
    secondments=[
        Secondment("S", None, "A", None, 6000, None, "2017-12-27", "2018-01-02", None)
    ],
)


def found():
    days = WorkingDays(CALENDAR, FIRST, LAST)
    return capacity(Grounds(Measured(RECORDED), days, Limits()), FIRST, LAST)


def test_each_tier_is_a_line_and_teams_are_in_none():
    assert [(line.tier, line.posts, line.unstated) for line in found()] == [
        (2, 2, []),
        (4, 1, []),
        (None, 1, ["Post C"]),
    ]


def test_a_week_has_its_working_days_and_a_post_its_own():
    tier2, tier4, unknown = found()
    # weeks of 5, 3 and 4 working days
    assert [(w.working_days, w.established, w.gap) for w in tier2.weeks] == [
        (5, 75_000, 0),
        (3, 45_000, 18_000),
        (4, 60_000, 6000),
    ]
    assert [week.established for week in tier4.weeks] == [0, 20_000, 40_000]
    assert {week.established for week in unknown.weeks} == {0}


def test_the_gaps_are_those_of_the_report():
    asked = Asked(FIRST, LAST, "week")
    told = report(RECORDED, CALENDAR, Limits(), asked)
    whole = together(found())
    assert [week.gap for week in whole] == [total.sums.gap for total in told.totals]


def test_no_tier_makes_no_week():
    assert together([]) == []


@pytest.mark.parametrize(
    ("gap", "level"),
    [
        (0, "green"),
        (4999, "green"),
        (5000, "amber"),
        (10_000, "amber"),
        (10_001, "red"),
    ],
)
def test_the_team_is_amber_from_its_threshold_and_red_above_the_other(gap, level):
    week = TierWeek(0, 5, 100_000, gap)
    assert team_level(week, Decimal(5), Decimal(10)) == level


def test_a_threshold_of_nought_makes_no_week_without_a_gap_amber():
    assert team_level(TierWeek(0, 5, 100, 0), Decimal(0), Decimal(0)) == "green"


def test_nothing_established_is_not_known():
    assert team_level(TierWeek(0, 5, 0, 0), Decimal(5), Decimal(10)) == "unknown"
