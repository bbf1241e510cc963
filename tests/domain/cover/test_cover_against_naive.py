"""The engine says of any world what the naive one says, to the last figure."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, note, settings

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.facts import ONE, Establishment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.report import Asked, report
from tests.support.cover_worlds import worlds
from tests.support.naive_cover import gaps
from tests.support.naive_rows import figure, fixed

SUMS = ("released", "cover", "effective", "gap", "overlap", "responsibility_gap")
NO_SUM = (
    *("post", "title", "tier", "longest_run", "lag_days", "level"),
    "statutory_held",
)


def told(world):
    """Return the engine's report in the words of the document."""
    asked = world.asked
    found = report(
        Establishment.from_rows(world.rows, world.settings.get("home_authority")),
        Calendar(world.days_off),
        Limits.from_settings(world.settings),
        Asked(*(asked.first, asked.last, asked.by, asked.post, asked.include_proposed)),
    )
    return {
        "rows": [_row(row) for row in found.rows],
        "totals": [_total(total) for total in found.totals],
        "chains": [_chain(chain) for chain in found.chains],
        "not_measurable": [
            {"noun": one.noun, "code": one.code, "why": one.why}
            for one in found.not_measurable
        ],
        "over_committed": [
            {
                "person": one.person,
                "from": _day(one.start),
                "to": _day(one.end),
                "fte": figure(Fraction(one.fte, ONE), 4),
            }
            for one in found.over_committed
        ],
    }


def _row(row):
    return {
        "post": row.post.code,
        "title": row.post.title,
        "tier": row.post.tier,
        **_figures(row.piece, row.sums),
        "longest_run": str(row.longest_run),
        "lag_days": None if row.lag_days is None else str(row.lag_days),
        "level": row.level,
        "statutory_held": row.statutory_held,
    }


def _total(total):
    return dict.fromkeys(NO_SUM) | _figures(total.piece, total.sums)


def _figures(piece, sums):
    percent = None
    if sums.released:
        percent = fixed(Fraction(100 * sums.effective, sums.released), 1)
    found = dict(zip(SUMS, astuple(sums), strict=True))
    return {
        "period_start": _day(piece.start),
        "period_end": _day(piece.end),
        "working_days": str(piece.working_days),
        **{name: figure(Fraction(sum_, ONE), 4) for name, sum_ in found.items()},
        "gap_fte": figure(Fraction(sums.gap, ONE * piece.working_days), 3),
        "coverage_percent": percent,
    }


def _chain(chain):
    return {
        "secondment": chain.secondment.code,
        "person": chain.secondment.person,
        "post": chain.secondment.post,
        "links": [_link(link.cover) for link in chain.links],
    }


def _link(cover):
    share = cover.pattern or figure(Fraction(cover.fraction, ONE), 4)
    return {
        "cover": cover.code,
        "post": cover.post,
        "person": cover.person,
        "from_post": cover.from_post,
        "from": cover.start,
        "to": cover.end,
        "share": share,
    }


def _day(ordinal):
    return date.fromordinal(ordinal).isoformat()


def _agree(world):
    expected = gaps(world.rows, world.days_off, world.settings, world.asked)
    found = told(world)
    for part in expected:
        note(f"{part}: naive {expected[part]}")
        assert found[part] == expected[part]


@settings(max_examples=150)
@given(worlds())
def test_the_engine_agrees_with_the_naive_one(world):
    _agree(world)


@pytest.mark.slow
@settings(max_examples=3000)
@given(worlds())
def test_the_engine_agrees_with_the_naive_one_in_thousands_of_worlds(world):
    _agree(world)
