from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services.cover import papers as cover_papers
from pip_manager.services.cover.capacity import percent_short
from tests.services import books
from tests.services.we4 import chain

FIRST, LAST = date(2017, 11, 6), date(2017, 12, 22)


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    chain(office)
    yield office
    office.store.close()


def test_each_tier_is_what_is_established_less_the_weekly_gap(office):
    # the weekly gaps of WE4: 5/0, 0/5, 0/5, 0/0, 0/0, 2/0, 2/0
    found = office.capacity.ask(FIRST, LAST)
    present = {tier.name: [week.present for week in tier.weeks] for tier in found.tiers}
    assert present == {
        "Tier 2": [Decimal(0), 1, 1, 1, 1, Decimal("0.6"), Decimal("0.6")],
        "Tier 3": [1, Decimal(0), Decimal(0), 1, 1, 1, 1],
    }
    assert [week.present for week in found.team.weeks][:2] == [1, 1]
    assert found.tiers[0].worst.start == FIRST


def test_the_level_of_the_team_follows_its_thresholds(office):
    assert list(office.capacity.ask(FIRST, LAST).levels) == [
        *["red"] * 3,
        *["green"] * 2,
        *["red"] * 2,
    ]
    office.settings.save({"threshold_team_amber": "20", "threshold_team_red": "20"})
    # 20 % is not above 20, and it is at least 20
    assert list(office.capacity.ask(FIRST, LAST).levels)[-1] == "amber"


def test_a_post_without_a_stated_fte_is_in_no_line_and_is_named(office):
    books.add(office, "posts", post="X", title="Team manager", tier=3)
    found = office.capacity.ask(FIRST, LAST)
    tier = found.tiers[1]
    assert (tier.posts, tier.unstated) == (2, ["Team manager"])
    assert tier.weeks[0].established == 1
    assert "Tier 3: 1 post without a stated FTE, in no line (Team manager)." in (
        cover_papers.capacity_notes(found)
    )


def test_a_post_counts_while_it_is_in_being(office):
    books.add(
        office,
        "posts",
        post="X",
        title="Project",
        tier=2,
        established_fte=Decimal(1),
        from_="2017-11-15",
    )
    weeks = office.capacity.ask(FIRST, LAST).tiers[0].weeks
    assert [week.established for week in weeks[:3]] == [1, Decimal("1.6"), 2]


def test_nothing_established_has_no_percentage(office):
    books.change(office, "posts", "HOS", established_fte=None)
    books.change(office, "posts", "SDM", established_fte=None)
    found = office.capacity.ask(FIRST, LAST)
    assert percent_short(found.team.weeks[0]) is None
    assert set(found.levels) == {"unknown"}


def test_the_table_is_saved_with_both_figures_of_each_tier(office, tmp_path):
    found = office.capacity.ask(FIRST, LAST)
    for suffix in ("csv", "xlsx", "pdf"):
        cover_papers.save_capacity(office, found, tmp_path / f"capacity.{suffix}")
    head, first, *_ = (tmp_path / "capacity.csv").read_text("utf-8-sig").splitlines()
    assert head.startswith("Week of,Tier 2 present,of FTE,Tier 3 present,of FTE,")
    assert first.startswith("2017-11-06,0,1,1,1,1,2,Red")


def test_what_is_not_stated_is_saved_as_nothing_and_never_as_nought(office, tmp_path):
    books.change(office, "posts", "HOS", established_fte=None)
    books.change(office, "posts", "SDM", established_fte=None)
    found = office.capacity.ask(FIRST, LAST)
    cover_papers.save_capacity(office, found, tmp_path / "capacity.csv")
    _, first, *_ = (tmp_path / "capacity.csv").read_text("utf-8-sig").splitlines()
    assert first == "2017-11-06,,,Not known"
