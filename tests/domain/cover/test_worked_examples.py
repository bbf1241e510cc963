"""The worked examples of cover, pinned by hand: WE3, WE4, WE4b, WE4c and WE13."""

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services.cover.gaps import coverage_percent, fte, gap_fte
from tests.support.cover_facts import (
    covered,
    england,
    held,
    out,
    post,
    recorded,
    told,
)


def only(report):
    (row,) = report.rows
    return row


def figures(row):
    sums = row.sums
    some = (sums.released, sums.cover, sums.effective, sums.gap, sums.overlap)
    return tuple(fte(figure) for figure in some)


def by_post(report):
    return {row.post.code: row for row in report.rows}


# WE3


@pytest.mark.parametrize(("share", "days"), [("0.4", "50.4"), ("Tue:1 Thu:1", "51")])
def test_a_fraction_and_a_pattern_are_not_the_same_over_bank_holidays(share, days):
    found = recorded(["HOS"], [out("S1", "HOS", share, "2017-10-01", "2018-03-31")])
    row = only(told(found, "2017-10-01", "2018-03-31"))
    assert row.piece.working_days == 126
    assert fte(row.sums.released) == days


def test_the_working_days_of_each_month_leave_the_bank_holidays_out():
    found = recorded(["HOS"], [out("S1", "HOS", "1", "2017-10-01")])
    rows = told(found, "2017-10-01", "2018-03-31", "month").rows
    assert [row.piece.working_days for row in rows] == [22, 22, 19, 22, 20, 21]


def test_easter_and_the_year_end_cut_a_secondment():
    full = recorded(["HOS"], [out("S1", "HOS", "1", "2018-03-26", "2018-04-06")])
    for first, last, days in [
        ("2018-03-26", "2018-04-06", "8"),
        ("2017-04-01", "2018-03-31", "4"),
        ("2018-04-01", "2019-03-31", "4"),
    ]:
        assert fte(only(told(full, first, last)).sums.released) == days
    pattern = out("S1", "HOS", "Mon:1 Fri:1", "2018-03-26", "2018-04-06")
    row = only(told(recorded(["HOS"], [pattern]), "2018-03-26", "2018-04-06"))
    assert fte(row.sums.released) == "2"


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("2020-05-08", False),
        ("2020-05-04", True),
        ("2022-06-02", False),
        ("2022-06-03", False),
        ("2022-05-30", True),
        ("2022-09-19", False),
        ("2023-05-08", False),
        ("2020-12-28", False),
        ("2021-12-27", False),
        ("2021-12-28", False),
        ("2022-01-03", False),
        ("2026-12-28", False),
        ("2027-12-27", False),
        ("2027-12-28", False),
        ("2028-01-03", False),
    ],
)
def test_special_and_substitute_bank_holidays_are_known(day, is_worked):
    assert england().is_working_day(date.fromisoformat(day)) is is_worked


# WE4


@pytest.fixture
def chain():
    return recorded(
        [post("HOS", tier=3), post("SDM", tier=4)],
        [out("S1", "HOS", "1", "2017-11-06", "2017-12-22")],
        [
            covered(
                "C1",
                "HOS",
                "1",
                "2017-11-13",
                "2017-12-08",
                kind="acting_up",
                from_post="SDM",
                person="SDM-H",
            ),
            covered("C2", "HOS", "Mon:1 Tue:1 Wed:1", "2017-12-04", "2017-12-22"),
            covered("C3", "SDM", "1", "2017-11-27", "2017-12-08", kind="backfill"),
        ],
    )


def test_a_chain_is_measured_post_by_post_and_never_netted(chain):
    report = told(chain, "2017-11-06", "2017-12-22")
    rows = by_post(report)
    assert figures(rows["HOS"]) == ("35", "29", "26", "9", "3")
    assert figures(rows["SDM"]) == ("20", "10", "10", "10", "0")
    (total,) = report.totals
    assert figures(total) == ("55", "39", "36", "19", "3")
    # neither handover overlap nor the post left behind is forgotten
    assert fte(total.sums.gap) not in {"6", "9", "16"}


def test_the_chain_has_its_averages_runs_lags_and_levels(chain):
    report = told(chain, "2017-11-06", "2017-12-22")
    rows = by_post(report)
    assert gap_fte(rows["HOS"].sums, rows["HOS"].piece) == Decimal("0.257")
    assert coverage_percent(rows["HOS"].sums) == "74.3"
    assert coverage_percent(rows["SDM"].sums) == "50.0"
    (total,) = report.totals
    assert gap_fte(total.sums, total.piece) == Decimal("0.543")
    assert coverage_percent(total.sums) == "65.5"
    assert (rows["HOS"].longest_run, rows["HOS"].lag_days) == (5, 5)
    assert (rows["SDM"].longest_run, rows["SDM"].lag_days) == (10, 10)
    assert (rows["HOS"].level, rows["SDM"].level) == ("amber", "red")


def test_the_chain_week_by_week(chain):
    rows = told(chain, "2017-11-06", "2017-12-22", "week").rows
    gaps = [(row.post.code, fte(row.sums.gap)) for row in rows]
    heads = [gap for code, gap in gaps if code == "HOS"]
    managers = [gap for code, gap in gaps if code == "SDM"]
    assert heads == ["5", "0", "0", "0", "0", "2", "2"]
    assert managers == ["0", "5", "5", "0", "0", "0", "0"]
    overlaps = [fte(row.sums.overlap) for row in rows if row.post.code == "HOS"]
    assert overlaps == ["0", "0", "0", "0", "3", "0", "0"]


def test_the_chain_is_told_from_the_secondment_to_its_end(chain):
    (found,) = told(chain, "2017-11-06", "2017-12-22").chains
    assert found.secondment.code == "S1"
    assert [(link.cover.code, link.depth) for link in found.links] == [
        ("C1", 0),
        ("C3", 1),
        ("C2", 0),
    ]


# WE4b


def joint_month(interim_share="0.4", **deputy_cover):
    start, end = "2017-10-01", "2017-10-31"
    deputy = {"kind": "acting_up", "from_post": "DEP", "person": "DEP-H"}
    return recorded(
        [
            post("DCS", tier=1, statutory_dcs=True),
            post("DEP", tier=2),
            post("HOS", tier=3),
            post("SDM-1", tier=4),
            post("SDM-2", tier=4),
        ],
        [
            out("S1", "DCS", "0.4", start, end, kind="joint_role"),
            out("S2", "DEP", "0.2", start, end),
            out("S3", "HOS", "1", start, end),
            out("S4", "SDM-1", "1", start, end),
            out("S5", "SDM-2", "1", start, end),
        ],
        [
            covered("C1", "DCS", "0.4", start, end, **(deputy | deputy_cover)),
            covered("C2", "DEP", "0.6", start, end, person="INT"),
            covered("C3", "HOS", interim_share, start, end, person="INT"),
            covered("C4", "SDM-1", "1", start, end, person="AG"),
        ],
        [held("DCS", "DCS-H")],
    )


OCTOBER = ("2017-10-01", "2017-10-31")


def test_a_month_of_a_joint_director_down_to_the_last_post():
    report = told(joint_month(), *OCTOBER)
    rows = by_post(report)
    expected = {
        "DCS": ("8.8", "8.8", "0"),
        "DEP": ("13.2", "13.2", "0"),
        "HOS": ("22", "8.8", "13.2"),
        "SDM-1": ("22", "22", "0"),
        "SDM-2": ("22", "0", "22"),
    }
    for code, (released, effective, gap) in expected.items():
        sums = rows[code].sums
        assert fte(sums.released) == released, code
        assert fte(sums.effective) == effective, code
        assert fte(sums.gap) == gap, code
    (total,) = report.totals
    assert fte(total.sums.gap) == "35.2"
    assert gap_fte(total.sums, total.piece) == Decimal("1.6")
    assert coverage_percent(total.sums) == "60.0"


def test_a_joint_director_still_holds_the_statutory_post():
    row = by_post(told(joint_month(), *OCTOBER))["DCS"]
    assert row.statutory_held == "yes"
    assert row.level == "green"


def test_only_more_than_a_persons_own_fte_is_an_over_commitment():
    assert told(joint_month(), *OCTOBER).over_committed == []
    (found,) = told(joint_month("0.5"), *OCTOBER).over_committed
    assert found.person == "INT"
    first, last = map(date.fromordinal, (found.start, found.end))
    assert (first, last) == (date(2017, 10, 2), date(2017, 10, 31))
    assert fte(found.fte) == "1.1"


def test_absorbed_duties_are_responsibility_and_no_capacity():
    absorbed = joint_month(kind="shared_duties", absorbed=True)
    rows = by_post(told(absorbed, *OCTOBER))
    assert fte(rows["DEP"].sums.released) == "4.4"
    assert fte(rows["DCS"].sums.gap) == "8.8"
    assert fte(rows["DCS"].sums.responsibility_gap) == "0"


# WE4c


def handover(designated_from):
    return recorded(
        [post("DCS", tier=1, statutory_dcs=True)],
        cover=[
            covered("C0", "DCS", "1", "2020-02-03", "2020-02-09", kind="shared_duties"),
            covered("C1", "DCS", None, designated_from, designated_dcs=True),
        ],
        holdings=[held("DCS", "DCS-H", to="2020-02-02")],
    )


FEBRUARY = ("2020-01-01", "2020-02-29")


def test_a_week_without_a_designated_director_is_critical_though_duties_are_shared():
    row = only(told(handover("2020-02-10"), *FEBRUARY))
    assert row.statutory_held == "no"
    assert row.level == "critical"
    days = told(handover("2020-02-10"), *FEBRUARY, "day").rows
    open_days = [row.piece.start for row in days if row.statutory_held == "no"]
    assert [date.fromordinal(day).day for day in open_days] == [3, 4, 5, 6, 7]


def test_a_director_designated_from_the_first_working_day_leaves_nothing_open():
    row = only(told(handover("2020-02-03"), *FEBRUARY))
    assert row.statutory_held == "yes"
    assert row.level != "critical"


# WE13


def test_a_secondment_without_dates_is_listed_and_counts_nowhere():
    found = recorded(["HOS"], [out("S1", "HOS", "0.4")])
    report = told(found, "2017-10-01", "2018-03-31")
    (doubt,) = report.not_measurable
    assert (doubt.noun, doubt.code, doubt.why) == (
        "secondments",
        "S1",
        "from not stated",
    )
    row = only(report)
    assert figures(row) == ("0", "0", "0", "0", "0")
    # nothing is claimed either: no false green
    assert row.level == "unknown"
