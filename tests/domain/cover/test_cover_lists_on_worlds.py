"""Openings, trees and capacity say of any world what its report says."""

from __future__ import annotations

from hypothesis import given, settings

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.capacity import capacity, together
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.openings import openings
from pip_manager.domain.cover.report import Asked, Grounds, report
from pip_manager.domain.cover.tree import tree
from tests.support.cover_worlds import worlds


def looked_at(world):
    recorded = Establishment.from_rows(world.rows, world.settings.get("home_authority"))
    asked, calendar = world.asked, Calendar(world.days_off)
    measured = Measured(recorded, with_proposed=asked.include_proposed)
    days = WorkingDays(calendar, asked.first, asked.last)
    limits = Limits.from_settings(world.settings)
    plain = Asked(asked.first, asked.last, with_proposed=asked.include_proposed)
    told = report(recorded, calendar, limits, plain)
    return Grounds(measured, days, limits), told


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_openings_hold_the_gap_and_the_longest_run_of_the_report(world):
    grounds, told = looked_at(world)
    for row in told.rows:
        found = openings(row.post, grounds)
        assert sum(one.fte_days for one in found) == row.sums.gap
        is_open = any(not one.is_held for one in found)
        # a doubt anywhere in the piece makes all of it unknown, but not each stretch
        allowed = {"no": {True}, "unknown": {True, False}}
        assert is_open in allowed.get(str(row.statutory_held), {False})
        if not is_open:
            longest = max((one.longest_run for one in found), default=0)
            assert longest == row.longest_run
        for one in found:
            assert 0 < one.longest_run <= one.days
            assert one.fte_days <= one.most * one.days


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_trees_hold_the_links_of_the_report(world):
    grounds, told = looked_at(world)
    days = grounds.days
    for chain in told.chains:
        found = tree(chain.secondment.post, grounds.measured, days.first, days.last)
        links = [link.cover.code for link in found.links()]
        assert links == [link.cover.code for link in chain.links]


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_capacity_is_short_by_the_gap_of_posts_with_a_stated_fte(world):
    grounds, told = looked_at(world)
    lines = capacity(grounds, world.asked.first, world.asked.last)
    stated = [row for row in told.rows if row.post.established is not None]
    assert sum(week.gap for week in together(lines)) == sum(
        row.sums.gap for row in stated
    )
    assert (
        sum(len(line.unstated) for line in lines)
        == len({row.post.code for row in told.rows} - {row.post.code for row in stated})
        or not grounds.days.ordinals
    )
