"""What the forms of secondments and cover tell, offer and refuse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.domain.cover.planned import Planned
from pip_manager.exchange.delimited import write_records
from pip_manager.services.transfer import Transfer
from tests.services.establishments import COVER, END, SECONDMENT, START, add, founded

TODAY = date(2026, 11, 22)


@pytest.fixture
def office(store_url):
    office = founded(store_url)
    yield office
    office.store.close()


def new(noun, row, **more):
    fields = {key.rstrip("_"): value for key, value in more.items()}
    empty = dict.fromkeys(("pattern", "from_post", "person"))
    return Planned(noun, None, empty | row | fields)


def test_a_release_is_told_before_it_is_kept(office):
    told = office.arranging.told(new("secondments", SECONDMENT), TODAY)
    assert told.words == (
        "Leaves Head of Service – front door 0.6 short from 5 January to 27 March 2027"
        " (34.8 FTE-days)."
    )
    assert told.is_short


def test_a_release_of_weekdays_names_them(office):
    plan = new("secondments", SECONDMENT, fraction=None, pattern="Tue:1 Thu:0.5")
    told = office.arranging.told(plan, TODAY)
    assert told.words.startswith(
        "Leaves Head of Service – front door up to 1 short on Tuesdays and Thursdays"
    )


def test_a_release_without_an_end_says_so_and_sums_nothing(office):
    told = office.arranging.told(new("secondments", SECONDMENT, to=None), TODAY)
    assert told.words == (
        "Leaves Head of Service – front door 0.6 short from 5 January 2027, with no end"
        " recorded."
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"from_": None}, "Cannot be measured yet: from not stated."),
        ({"from_": "2027-01"}, "Cannot be measured yet: from is not a day."),
        ({"fraction": None}, "Cannot be measured yet: share not stated."),
        ({"to": "2026-12-01"}, ""),
    ],
)
def test_what_cannot_be_measured_is_said_to_be_so(office, more, words):
    plan = new("secondments", SECONDMENT, **more)
    assert office.arranging.told(plan, TODAY).words == words


def test_a_team_is_not_measured(office):
    office.records.change(office.records.get("posts", "HOS"), {"kind": "team"})
    told = office.arranging.told(new("secondments", SECONDMENT), TODAY)
    assert "team" in told.words


def test_cover_tells_what_is_left_and_what_it_opens_below(office):
    add(office, "secondments", SECONDMENT)
    told = office.arranging.told(new("cover", COVER, from_="2027-01-19"), TODAY)
    assert told.words == (
        "Head of Service – front door is fully covered from 19 Jan to 27 Mar 2027."
        " Leaves Service Delivery Manager – duty 0.6 short from 19 January to 27 March"
        " 2027 (28.8 FTE-days)."
    )


def test_cover_of_a_post_nobody_left_says_so(office):
    plan = new("cover", COVER, from_post=None, person=None)
    assert office.arranging.told(plan, TODAY).words == (
        "Nobody is released from Head of Service – front door from 5 Jan to"
        " 27 Mar 2027."
    )


def test_a_director_wholly_away_leaves_the_statutory_post_unheld(office):
    plan = new("secondments", SECONDMENT, person="P4", home_post="DCS")
    plan = Planned("secondments", None, plan.row | {"fraction": Decimal(1)})
    told = office.arranging.told(plan, TODAY)
    assert told.words.endswith(
        "The statutory post of Director of Children’s Services would not be held from"
        " 5 Jan to 27 Mar 2027: designate somebody."
    )
    opening = office.arranging.opening(plan, (), TODAY)
    assert opening.is_statutory
    held = new("cover", COVER, post="DCS", fraction=Decimal(1), designated_dcs=True)
    left = office.arranging.left([plan, held], "DCS", TODAY)
    assert "not be held" not in left.words


def test_what_is_open_already_is_not_asked_again(office):
    record = add(office, "secondments", SECONDMENT)
    longer = Planned("secondments", record, record.row | {"to": "2027-04-30"})
    opening = office.arranging.opening(longer, (), TODAY)
    assert (opening.first, opening.last) == (date(2027, 3, 30), date(2027, 4, 30))
    assert opening.most == Decimal("0.6")
    same = Planned("secondments", record, record.row | {"host_role": "Director"})
    assert office.arranging.opening(same, (), TODAY) is None


def test_the_home_post_is_the_one_held_in_those_days(office):
    ended = {"post": "HOS", "person": "P1", "from": "2020-04-01", "to": "2026-12-31"}
    record = office.records.get("holdings", "HOS", "P1", "2020-04-01")
    office.records.change(record, ended)
    later = {"post": "HOS2", "person": "P1", "from": "2027-01-01"}
    add(office, "holdings", later)
    row = {"person": "P1", "from": START, "to": END}
    assert office.arranging.post_of(row) == "HOS2"
    assert office.arranging.post_of(row | {"from": "2026-01-05", "to": None}) == "HOS2"
    early = row | {"from": "2026-01-05", "to": "2026-03-01"}
    assert office.arranging.post_of(early) == "HOS"
    assert office.arranging.post_of({"person": "P9"}) is None


def test_something_ended_without_a_last_day_is_noticed(office):
    plan = new("secondments", SECONDMENT, to=None, state="ended")
    [notice] = office.arranging.notices(plan)
    assert (notice.field, notice.message) == (
        "to",
        "It has ended, but without a last day it counts for ever.",
    )


def test_too_much_is_noticed_also_with_what_is_planned_beside_it(office):
    first = new("cover", COVER)
    second = new("cover", COVER, cover="C2", post="HOS2", fraction=Decimal("0.5"))
    assert office.arranging.notices(second) == ()
    [notice] = office.arranging.notices(second, [first])
    assert notice.message.startswith("Cleo Example would give 1.1 FTE from 5 Jan")


def test_a_file_may_say_what_no_form_would(office, tmp_path):
    add(office, "secondments", SECONDMENT)
    odd = [
        {"cover": "X1", "post": "HOS", "kind": "backfill", "person": "P1"},
        {"cover": "X2", "post": "HOS", "kind": "no_cover_accepted"},
        {"cover": "X3", "post": "HOS", "kind": "agency_interim", "pattern": "Tue:1"},
    ]
    dates = {"from": START, "to": END, "fraction": "0.5", "designated_dcs": "yes"}
    rows = [row | dates for row in odd]
    columns = sorted({name for row in rows for name in row})
    folder = tmp_path / "in"
    folder.mkdir()
    with (folder / "cover.csv").open("w", encoding="utf-8", newline="") as file:
        cells = ([row.get(name, "") for name in columns] for row in rows)
        write_records(file, columns, cells)
    checked = Transfer(office).check(folder)
    assert [(v.row, v.verdict) for v in checked.verdicts] == []
    for row in rows:
        plan = new("cover", row | {"fraction": Decimal("0.5"), "designated_dcs": True})
        assert office.arranging.problems(plan)
