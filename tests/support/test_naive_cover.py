"""The naive engine gives the worked figures by hand, and the wrong ones nowhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import holidays
import pytest

from tests.support.naive_cover import Asked, gaps

HOLIDAYS = frozenset(
    holidays.country_holidays("GB", subdiv="ENG", years=range(2017, 2021))
)


def ask(rows, first, last, by="total", **more):
    asked = Asked(date.fromisoformat(first), date.fromisoformat(last), by, **more)
    return gaps(rows, HOLIDAYS, {}, asked)


def post(code, tier, **more):
    one = {"established_fte": Decimal(1), **more}
    return {"post": code, "title": f"Post {code}", "tier": tier, **one}


def holding(code, person="", **more):
    return {"post": code, "person": person or f"{code}-1", "from": "2015-01-01", **more}


def out(code, share, **more):
    one = {"secondment": f"S-{code}", "home_post": code, "person": f"{code}-1"}
    return {**one, "from": "2010-01-01", "fraction": _share(share), **more}


def cover(code, of, kind, share, **more):
    one = {"cover": code, "post": of, "kind": kind, "from": "2010-01-01"}
    return {**one, "fraction": _share(share), **more}


def _share(share):
    return None if share is None else Decimal(share)


def figures(document, code, *names):
    row = next(row for row in document["rows"] if row["post"] == code)
    return tuple(row[name] for name in names)


LEFT = {"posts": [post("HoS", 3)], "holdings": [holding("HoS")]}


def released(share, first, last, by="total"):
    rows = LEFT | {"secondments": [out("HoS", None) | share]}
    return [row["released"] for row in ask(rows, first, last, by)["rows"]]


# WE3


def test_working_days_leave_out_bank_holidays():
    months = ask(LEFT, "2017-10-01", "2018-03-31", "month")["rows"]
    assert [row["working_days"] for row in months] == [
        "22",
        "22",
        "19",
        "22",
        "20",
        "21",
    ]


@pytest.mark.parametrize(
    ("share", "first", "last", "days"),
    [
        ({"fraction": Decimal("0.4")}, "2017-10-01", "2018-03-31", "50.4"),
        ({"pattern": "Tue:1 Thu:1"}, "2017-10-01", "2018-03-31", "51"),
        ({"fraction": Decimal(1)}, "2018-03-26", "2018-04-06", "8"),
        ({"fraction": Decimal(1)}, "2018-03-26", "2018-03-31", "4"),
        ({"fraction": Decimal(1)}, "2018-04-01", "2018-04-06", "4"),
        ({"pattern": "Mon:1 Fri:1"}, "2018-03-26", "2018-04-06", "2"),
    ],
)
def test_a_release_crosses_bank_holidays_and_a_year_end(share, first, last, days):
    assert released(share, first, last) == [days]


# WE4

CASCADE = {
    "posts": [post("HoS", 3), post("SDM", 4)],
    "holdings": [holding("HoS"), holding("SDM")],
    "secondments": [out("HoS", 1, **{"from": "2017-11-06", "to": "2017-12-22"})],
    "cover": [
        cover(
            *("C1", "HoS", "acting_up", 1),
            **{"from": "2017-11-13", "to": "2017-12-08"},
            from_post="SDM",
            person="SDM-1",
        ),
        cover(
            *("C2", "HoS", "agency_interim", None),
            **{"from": "2017-12-04", "to": "2017-12-22"},
            pattern="Mon:1 Tue:1 Wed:1",
        ),
        cover(
            *("C3", "SDM", "backfill", 1),
            **{"from": "2017-11-27", "to": "2017-12-08"},
        ),
    ],
}
NAMES = ("released", "cover", "effective", "gap", "overlap", "coverage_percent")


def test_a_cascade_is_summed_day_by_day_and_post_by_post():
    told = ask(CASCADE, "2017-11-06", "2017-12-22")
    assert figures(told, "HoS", *NAMES) == ("35", "29", "26", "9", "3", "74.3")
    assert figures(told, "SDM", *NAMES) == ("20", "10", "10", "10", "0", "50.0")
    (total,) = told["totals"]
    assert [total[name] for name in NAMES] == ["55", "39", "36", "19", "3", "65.5"]
    assert (total["working_days"], total["gap_fte"]) == ("35", "0.543")


def test_a_cascade_has_its_lag_runs_and_levels():
    told = ask(CASCADE, "2017-11-06", "2017-12-22")
    names = ("gap_fte", "lag_days", "longest_run", "level")
    assert figures(told, "HoS", *names) == ("0.257", "5", "5", "amber")
    assert figures(told, "SDM", *names) == ("0.286", "10", "10", "red")


def test_a_cascade_has_its_gaps_by_the_week():
    told = ask(CASCADE, "2017-11-06", "2017-12-22", "week")["rows"]
    gap = {(row["period_start"][5:], row["post"]): row["gap"] for row in told}
    weeks = ("11-06", "11-13", "11-20", "11-27", "12-04", "12-11", "12-18")
    assert [gap[week, "HoS"] for week in weeks] == ["5", "0", "0", "0", "0", "2", "2"]
    assert [gap[week, "SDM"] for week in weeks] == ["0", "5", "5", "0", "0", "0", "0"]


def test_a_cascade_is_a_chain_depth_first():
    (chain,) = ask(CASCADE, "2017-11-06", "2017-12-22")["chains"]
    assert [link["cover"] for link in chain["links"]] == ["C1", "C3", "C2"]
    assert [link["share"] for link in chain["links"]] == ["1", "1", "Mon:1 Tue:1 Wed:1"]


# WE4b

TEAM = {
    "people": [{"person": "I"}, {"person": "DEP-1"}],
    "posts": [
        post("DCS", 1, statutory_dcs=True),
        *(post(code, tier) for code, tier in (("DEP", 2), ("HoS", 3))),
        *(post(code, 4) for code in ("SDM-1", "SDM-2")),
    ],
    "holdings": [holding(code) for code in ("DCS", "DEP", "HoS", "SDM-1", "SDM-2")],
    "secondments": [
        out("DCS", "0.4", kind="joint_role"),
        out("DEP", "0.2"),
        *(out(code, 1) for code in ("HoS", "SDM-1", "SDM-2")),
    ],
    "cover": [
        cover("C1", "DCS", "acting_up", "0.4", from_post="DEP", person="DEP-1"),
        cover("C2", "DEP", "agency_interim", "0.6", person="I"),
        cover("C3", "HoS", "agency_interim", "0.4", person="I"),
        cover("C4", "SDM-1", "agency_interim", 1),
    ],
}
OCTOBER = ("2017-10-01", "2017-10-31")


def test_a_month_of_a_joint_director():
    told = ask(TEAM, *OCTOBER)
    table = [(row["released"], row["effective"], row["gap"]) for row in told["rows"]]
    assert table == [
        ("8.8", "8.8", "0"),
        ("13.2", "13.2", "0"),
        ("22", "8.8", "13.2"),
        ("22", "22", "0"),
        ("22", "0", "22"),
    ]
    (total,) = told["totals"]
    assert (total["released"], total["effective"]) == ("88", "52.8")
    assert (total["gap"], total["gap_fte"]) == ("35.2", "1.6")
    assert total["coverage_percent"] == "60.0"
    assert figures(told, "DCS", "statutory_held", "level") == ("yes", "green")
    assert told["over_committed"] == []


def test_more_than_a_person_has_is_told():
    share = [one | {"fraction": Decimal("0.5")} for one in TEAM["cover"][2:3]]
    told = ask(TEAM | {"cover": TEAM["cover"][:2] + share}, *OCTOBER)
    run = {"person": "I", "from": "2017-10-02", "to": "2017-10-31", "fte": "1.1"}
    assert told["over_committed"] == [run]


def test_absorbed_sharing_covers_the_duty_and_not_the_post():
    shared = TEAM["cover"][0] | {"kind": "shared_duties", "absorbed": True}
    told = ask(TEAM | {"cover": [shared, *TEAM["cover"][1:]]}, *OCTOBER)
    assert figures(told, "DCS", "gap", "responsibility_gap") == ("8.8", "0")
    assert figures(told, "DEP", "released") == ("4.4",)


# WE4c


def handover(since):
    return {
        "posts": [post("DCS", 1, statutory_dcs=True)],
        "holdings": [
            holding("DCS", to="2020-02-02"),
            holding("DCS", "I", **{"from": since}, capacity="designated"),
        ],
        "cover": [cover("C1", "DCS", "shared_duties", 1)],
    }


FEBRUARY = ("2020-02-01", "2020-02-29")


def test_a_week_without_a_director_is_critical_even_when_duties_are_shared():
    told = ask(handover("2020-02-10"), *FEBRUARY)
    names = ("statutory_held", "level", "gap")
    assert figures(told, "DCS", *names) == ("no", "critical", "0")
    days = ask(handover("2020-02-10"), *FEBRUARY, "day")["rows"]
    lost = [row["period_start"] for row in days if row["statutory_held"] == "no"]
    assert lost == [f"2020-02-0{day}" for day in range(3, 8)]


def test_a_director_designated_the_next_working_day_is_held():
    told = ask(handover("2020-02-03"), *FEBRUARY)
    assert figures(told, "DCS", "statutory_held", "level") == ("yes", "green")


# WE13


def test_a_secondment_without_dates_is_listed_and_counts_nothing():
    nothing = {"fraction": None, "from": None}
    rows = CASCADE | {"secondments": [CASCADE["secondments"][0] | nothing]}
    told = ask(rows, "2017-11-06", "2017-12-22")
    why = "from not stated; share not stated"
    listed = {"noun": "secondments", "code": "S-HoS", "why": why}
    assert told["not_measurable"] == [listed]
    assert figures(told, "HoS", "released", "level") == ("0", "unknown")
