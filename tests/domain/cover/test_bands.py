"""Stretches of gap against the figures of the engine, and what parts them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.bands import (
    alike,
    clusters,
    gap_bands,
    last_change,
    overlap_bands,
    spells,
    vacancy_bands,
)
from pip_manager.domain.cover.board import State
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Grounds
from pip_manager.domain.cover.statutory import HELD
from pip_manager.domain.cover.why import account
from tests.support.cover_worlds import HOME, worlds

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 30)


def grounds_of(rows, *, with_proposed=False, holidays=(), days=(FIRST, LAST)):
    recorded = Establishment.from_rows(rows, HOME)
    measured = Measured(recorded, with_proposed=with_proposed)
    return Grounds(measured, WorkingDays(Calendar(holidays), *days), Limits())


def post(**more):
    return {
        "post": "HOS",
        "title": "Head of Service",
        "established_fte": Decimal(1),
    } | more


def held(**more):
    return {"post": "HOS", "holder": "A", "from": "2020-01-01"} | more


def lent(share, start, end):
    row = {"secondment": "S1", "person": "P", "home_post": "HOS", "from": start}
    return row | {"to": end, "fraction": Decimal(share), "state": "confirmed"}


def covered(code, share, start, end, **more):
    row = {"cover": code, "post": "HOS", "kind": "agency_interim", "from": start}
    row |= {"to": end, "fraction": Decimal(share), "state": "confirmed"}
    return row | more


def world(*covers, share="0.6", end="2026-03-27"):
    secondments = [lent(share, "2026-01-05", end)]
    rows = {"posts": [post()], "holdings": [held()], "secondments": secondments}
    return rows | {"cover": list(covers)}


def days(band):
    return date.fromordinal(band.start), date.fromordinal(band.end)


def test_a_gap_is_cut_where_its_figure_changes():
    found = grounds_of(world(covered("C1", "0.4", "2026-01-19", "2026-03-27")))
    first, second = gap_bands(found.measured.recorded.posts[0], found)
    assert days(first) == (date(2026, 1, 5), date(2026, 1, 18))
    assert days(second) == (date(2026, 1, 19), date(2026, 3, 27))
    assert (first.figures, first.working_days, first.total) == ((6000,), 10, 60_000)
    assert (second.highest, second.working_days) == (2000, 50)
    assert [first.state, second.state] == [State.GAP, State.PART]


def test_a_weekend_parts_no_gap():
    friday = covered("C1", "0.6", "2026-01-19", "2026-01-23")
    monday = covered("C2", "0.6", "2026-01-26", "2026-03-27")
    found = grounds_of(world(friday, monday))
    [band] = gap_bands(found.measured.recorded.posts[0], found)
    assert days(band) == (date(2026, 1, 5), date(2026, 1, 18))
    ends_friday = covered("C1", "0.2", "2026-01-05", "2026-01-16")
    goes_on = covered("C2", "0.2", "2026-01-19", "2026-03-27")
    found = grounds_of(world(ends_friday, goes_on))
    [band] = gap_bands(found.measured.recorded.posts[0], found)
    assert days(band) == (date(2026, 1, 5), date(2026, 3, 27))


def test_cover_that_is_only_proposed_makes_another_band_of_the_same_figure():
    found = grounds_of(
        world(covered("C1", "0.6", "2026-02-02", "2026-03-27", state="proposed"))
    )
    bands = gap_bands(found.measured.recorded.posts[0], found)
    assert [band.state for band in bands] == [State.GAP, State.PROPOSED]
    [whole] = alike(bands, found.days)
    assert days(whole) == (date(2026, 1, 5), date(2026, 3, 27))
    assert whole.total == sum(band.total for band in bands)


def test_bands_with_working_days_between_them_are_clusters_of_their_own():
    found = grounds_of(world(covered("C1", "0.6", "2026-02-02", "2026-02-13")))
    bands = gap_bands(found.measured.recorded.posts[0], found)
    assert [len(run) for run in clusters(bands, found.days)] == [1, 1]


def test_more_cover_than_is_needed_is_an_overlap():
    found = grounds_of(world(covered("C1", "1", "2026-01-05", "2026-03-27")))
    [band] = overlap_bands(found.measured.recorded.posts[0], found)
    assert band.figures == (4000,)


def test_nothing_changes_after_the_last_change():
    found = grounds_of(world(covered("C1", "0.4", "2026-01-19", None), end=None))
    only = found.measured.recorded.posts[0]
    assert last_change(only, found.measured) == date(2026, 1, 19).toordinal()
    found = grounds_of(world())
    assert last_change(only, found.measured) == date(2026, 3, 28).toordinal()


@given(worlds())
def test_each_day_of_random_worlds_lies_in_the_band_of_its_figure(world):
    asked = (world.asked.first, world.asked.last)
    found = grounds_of(world.rows, holidays=world.days_off, days=asked)
    for one in found.measured.recorded.home_posts():
        bands = gap_bands(one, found)
        for day in found.days.ordinals:
            inside = [band for band in bands if band.start <= day <= band.end]
            figures = inside[0].figures if inside else (0,)
            figure = figures[0] if len(figures) == 1 else figures[(day - 1) % 7]
            assert len(inside) <= 1
            assert figure == account(one, found.measured, day).figures.gap
        told = (account(one, found.measured, day) for day in found.days.ordinals)
        gaps = sum(day.figures.gap for day in told)
        assert sum(band.total for band in bands) == gaps


def test_a_statutory_post_has_spells_where_nobody_holds_it():
    holdings = [
        held(to="2026-02-01"),
        held(holder="B", **{"from": "2026-02-09"}),
    ]
    rows = {"posts": [post(statutory_dcs=True)], "holdings": holdings}
    found = grounds_of(rows)
    [spell] = spells(found.measured.recorded.posts[0], found)
    assert spell.answer != HELD
    assert days(spell) == (date(2026, 2, 2), date(2026, 2, 8))


@pytest.mark.parametrize("life", [{"from": "2026-09-01"}, {"to": "2020-05-01"}])
def test_a_post_that_is_not_in_being_has_no_vacancy(life):
    half = held(fte=Decimal("0.5"), **{"from": "2019-01-01"})
    rows = {"posts": [post(**life)], "holdings": [half], "secondments": [], "cover": []}
    grounds = grounds_of(rows)
    [found] = grounds.measured.recorded.posts

    assert grounds.measured.has_vacancies("HOS")
    assert vacancy_bands(found, grounds) == []
