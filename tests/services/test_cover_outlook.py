"""What of cover needs a decision today: told once, in few lines, never falsely."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services import stores
from pip_manager.services.cover.matters import FEW

TODAY = date(2026, 11, 23)
LEEDS = "E08000035"
KIRKLEES = "E08000034"


@pytest.fixture
def office(store_url):
    stores.create(store_url)
    with stores.open_office(store_url) as office:
        office.settings.save({"home_authority": LEEDS})
        yield office


def posted(office, code, tier=3, **more):
    row = {"post": code, "title": f"Head {code}", "kind": "post", "tier": tier}
    office.records.add("posts", row | {"established_fte": Decimal(1)} | more)
    person = {"person": f"P{code}", "name": f"Person {code}"}
    office.records.add("people", person)
    held = {"post": code, "person": f"P{code}", "from": "2015-01-01"}
    office.records.add("holdings", held | {"capacity": "substantive"})


def lent(office, code, **more):
    row = {
        "secondment": f"S{code}",
        "person": f"P{code}",
        "home_post": code,
        "authority": KIRKLEES,
        "kind": "secondment",
        "from": "2026-12-01",
        "fraction": Decimal(1),
        "state": "confirmed",
    }
    office.records.add("secondments", row | more)


def covered(office, code, **more):
    row = {"cover": f"C{code}", "post": code, "kind": "agency_interim"}
    dates = {"from": "2026-12-01", "fraction": Decimal(1), "state": "in_place"}
    office.records.add("cover", row | dates | more)


def told(office):
    return [
        (m.kind, m.words, m.detail, m.target)
        for m in office.today.covered(TODAY)
        if m.kind != "leadership"
    ]


def test_an_empty_store_has_nothing_of_cover_to_decide(office):
    assert office.today.covered(TODAY) == []


def test_a_hole_is_told_before_it_opens_with_the_way_to_its_post(office):
    posted(office, "H1")
    lent(office, "H1")
    covered(office, "H1", fraction=Decimal("0.4"))
    words = "0.6 short from 1 Dec 2026"
    assert told(office) == [
        ("gap_ahead", words, "Head H1", ("board", ("H1", date(2026, 12, 1))))
    ]


def test_what_is_short_now_comes_before_what_opens_later_and_proposed_last(office):
    for code in ("H1", "H2", "H3"):
        posted(office, code)
    lent(office, "H1")
    lent(office, "H2", **{"from": "2026-11-02"})
    lent(office, "H3", **{"from": "2026-12-07"})
    covered(office, "H3", state="proposed")
    assert [(kind, target) for kind, _, _, target in told(office)] == [
        ("gap", ("board", ("H2", TODAY))),
        ("gap_ahead", ("board", ("H1", date(2026, 12, 1)))),
        ("proposed", ("board", ("H3", date(2026, 12, 7)))),
    ]


def test_a_gap_that_somebody_accepted_names_who_did(office):
    posted(office, "H1")
    lent(office, "H1", to="2026-12-31")
    none = {"kind": "no_cover_accepted", "approved_by": "Director", "fraction": None}
    covered(office, "H1", **none, to="2026-12-31", reason="A short time.")
    words = [words for kind, words, *_ in told(office) if kind == "gap_ahead"]
    assert words == ["1 short, 1–31 Dec 2026, accepted by Director"]


def test_many_gaps_are_told_in_a_few_lines_the_senior_ones_among_them(office):
    for number in range(9):
        posted(office, f"H{number}", tier=4)
        lent(office, f"H{number}", **{"from": "2026-11-02"})
    posted(office, "DD", tier=2)
    lent(office, "DD", **{"from": "2026-11-02"})
    gaps = [one for one in told(office) if one[0] == "gap"]
    assert len(gaps) == FEW + 1
    assert gaps[0][3] == ("board", ("DD", TODAY))
    assert gaps[-1][1:] == (
        "6 more posts are short now",
        "See them all",
        ("gaps", None),
    )


def test_what_the_thresholds_call_red_comes_before_what_they_call_amber(office):
    for code, share in (("H1", "0.2"), ("H2", "0.8")):
        posted(office, code)
        lent(office, code, **{"from": "2026-11-02", "fraction": Decimal(share)})
    gaps = [m for m in office.today.covered(TODAY) if m.kind == "gap"]
    assert [(m.detail, m.is_slight) for m in gaps] == [
        ("Head H2", False),
        ("Head H1", True),
    ]
    office.settings.save({"threshold_other_gap": "0.9"})
    gaps = [m for m in office.today.covered(TODAY) if m.kind == "gap"]
    assert [m.is_slight for m in gaps] == [True, True]


def test_nobody_in_the_statutory_post_comes_first_of_all(office):
    posted(office, "DCS", tier=1, statutory_dcs=True)
    posted(office, "H1")
    lent(office, "H1", **{"from": "2026-11-02"})
    lent(office, "DCS", **{"from": "2026-11-02"})
    kind, words, *_ = told(office)[0]
    assert kind == "not_held"
    assert words == "Nobody holds this statutory post"


def test_a_statutory_post_with_no_holder_recorded_is_not_known_and_not_critical(office):
    row = {"post": "DCS", "title": "Director", "statutory_dcs": True}
    office.records.add("posts", row)
    assert [kind for kind, *_ in told(office)] == ["not_known"]


def test_who_returns_and_whose_review_is_due_lead_to_the_secondment(office):
    posted(office, "H1")
    lent(office, "H1", to="2026-12-31", review_on="2026-11-16")
    covered(office, "H1")
    found = {kind: (words, target) for kind, words, _, target in told(office)}
    assert found == {
        "returning": (
            "Back from Kirklees 31 Dec 2026; nobody follows",
            ("board", ("SH1", date(2026, 12, 31))),
        ),
        "review": (
            "Review at Kirklees was due 16 Nov 2026",
            ("board", ("SH1", date(2026, 11, 16))),
        ),
    }


def test_who_gives_more_than_they_have_is_told_once(office):
    posted(office, "H1")
    posted(office, "H2")
    lent(office, "H1", to="2027-06-30")
    covered(office, "H1", to="2027-06-30")
    # a weekday of each week would be a stretch of its own
    covered(office, "H2", person="PH1", fraction=None, pattern="Mon:0.5")
    over = [one for one in told(office) if one[0] == "over_committed"]
    assert [(words, target) for _, words, _, target in over] == [
        (
            "Gives 1.5 FTE from 7 Dec 2026 and again later",
            ("board", ("H2", date(2026, 12, 7))),
        )
    ]


def test_the_starting_data_show_no_false_critical_and_say_what_is_not_known(store_url):
    stores.create(store_url, "starting-data")
    with stores.open_office(store_url) as office:
        kinds = [kind for kind, *_ in told(office)]
        assert kinds == ["not_known", "not_known"]
        assert "9 arrangements cannot be measured" in told(office)[1][1]


def test_it_is_worked_out_once_for_each_state_of_the_store(office):
    seen = office.outlook.seen(TODAY)
    assert office.outlook.seen(TODAY) is seen
    posted(office, "H1")
    assert office.outlook.seen(TODAY) is not seen
