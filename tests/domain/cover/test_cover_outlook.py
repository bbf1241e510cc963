"""What is to come: each line of the thresholds at its edges, and told a second way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.facts import (
    ONE,
    Cover,
    Establishment,
    Holding,
    Post,
    Secondment,
)
from pip_manager.domain.cover.findings import Marks, Subject, ahead
from pip_manager.domain.cover.leaders import team_level
from pip_manager.domain.cover.outlook import outlook
from tests.support.cover_worlds import worlds
from tests.support.naive_cover import gaps
from tests.support.naive_rows import Asked

TODAY = date(2026, 11, 23)  # a Monday
"""No day off follows: 20 working days later is Monday 21 December."""
CALENDAR = Calendar()
MARKS = Marks.from_settings({})


def post(code, tier=None, established=ONE, statutory=0):
    blank = (None,) * 3
    return Post(code, code, "post", None, tier, established, statutory, *blank)


def holding(code, person="P1", start="2015-01-01", end=None, capacity="substantive"):
    return Holding(code, person, None, ONE, start, end, capacity)


def lent(code, of, start, end=None, share=ONE, kind="secondment", person="P1"):
    return Secondment(code, person, of, kind, share, None, start, end, "confirmed")


def cover(code, of, start, end=None, share=ONE, **more):
    blank = Cover(
        code, of, "agency_interim", *(None,) * 4, share, None, start, end, None
    )
    return blank._replace(**more)


DCS = post("DCS", tier=1, statutory=1)
DEPUTY = post("DD", tier=2)


def seen(facts, marks=MARKS, reviews=None, today=TODAY):
    recorded = Establishment(
        posts=[one for one in facts if isinstance(one, Post)],
        holdings=[one for one in facts if isinstance(one, Holding)],
        secondments=[one for one in facts if isinstance(one, Secondment)],
        covers=[one for one in facts if isinstance(one, Cover)],
    )
    return outlook(ahead(recorded, CALENDAR, marks, today, reviews))


def about(subject, *facts, **more):
    return [one for one in seen(facts, **more) if one.subject == subject]


def days(finding):
    return date.fromordinal(finding.start), date.fromordinal(finding.end)


# ---- the statutory post


def statutory(*facts, **more):
    found = about(Subject.STATUTORY, DCS, *facts, **more)
    return [(one.level, *days(one), [b.code for b in one.behind]) for one in found]


def test_a_post_held_without_an_end_is_nothing_to_tell():
    assert statutory(holding("DCS")) == []


def test_nobody_today_is_critical_up_to_the_day_somebody_is():
    [(level, start, end, _)] = statutory(
        holding("DCS", end="2026-11-20"), holding("DCS", start="2026-12-01")
    )
    assert (level, start, end) == ("critical", TODAY, date(2026, 11, 30))


def test_a_weekend_with_nobody_is_nothing_to_tell():
    between = holding("DCS", end="2026-12-04"), holding("DCS", start="2026-12-07")
    assert statutory(*between) == []


def test_no_holding_recorded_is_unknown_and_never_critical():
    [(level, *_)] = statutory()
    assert level == "unknown"


@pytest.mark.parametrize(
    ("end", "is_red"), [("2026-12-18", True), ("2026-12-21", False)]
)
def test_an_end_without_a_successor_is_red_fewer_than_twenty_working_days_away(
    end, is_red
):
    found = statutory(holding("DCS", end=end))
    if not is_red:
        assert found == []
        return
    [(level, start, _, behind)] = found
    assert (level, start) == ("red", date.fromisoformat(end) + timedelta(1))
    assert behind == ["DCS/P1/2015-01-01"]


def test_a_confirmed_successor_settles_an_end_and_a_proposed_one_does_not():
    ending = holding("DCS", end="2026-12-04")
    follows = {"start": "2026-12-05", "is_designated": 1}
    assert statutory(ending, cover("C1", "DCS", **follows)) == []
    [(level, *_)] = statutory(ending, cover("C1", "DCS", **follows, state="proposed"))
    assert level == "red"


def test_a_successor_with_a_vague_date_leaves_it_unknown():
    later = holding("DCS", person="P2", start="2026-12")
    [(level, *_)] = statutory(holding("DCS", end="2026-12-04"), later)
    assert level == "unknown"


@pytest.mark.parametrize(
    ("start", "is_amber"),
    [("2026-05-22", True), ("2026-05-23", False), ("2026-05-24", False)],
)
def test_an_interim_is_amber_after_more_than_six_months(start, is_amber):
    found = statutory(holding("DCS", start=start, capacity="interim"))
    assert [level for level, *_ in found] == (["amber"] if is_amber else [])


def test_a_designated_deputy_for_long_is_amber_like_an_interim():
    away = lent("S1", "DCS", "2026-01-05")
    deputy = cover("C1", "DCS", "2026-01-05", is_designated=1)
    [(level, *_, behind)] = statutory(holding("DCS"), away, deputy)
    assert (level, behind) == ("amber", ["C1"])


def test_a_joint_director_is_amber_until_a_review_is_on_record():
    joint = lent("S1", "DCS", "2026-03-02", share=4000, kind="joint_role")
    [(level, *_, behind)] = statutory(holding("DCS"), joint)
    assert (level, behind) == ("amber", ["S1"])
    assert statutory(holding("DCS"), joint, reviews={"S1": "2026-11"}) == []
    [(level, *_)] = statutory(holding("DCS"), joint, reviews={"S1": "2026-11-22"})
    assert level == "amber"


def test_the_months_and_days_are_those_of_the_settings():
    marks = Marks.from_settings(
        {"threshold_dcs_acting_months": "3", "threshold_dcs_end_days": "5"}
    )
    interim = holding("DCS", start="2026-08-01", capacity="interim")
    assert [level for level, *_ in statutory(interim, marks=marks)] == ["amber"]
    assert statutory(holding("DCS", end="2026-11-30"), marks=marks) == []


# ---- the leadership team


def test_the_team_is_amber_from_five_percent_and_red_above_ten():
    assert team_level(Fraction(0), MARKS) == "green"
    assert team_level(Fraction(499, 100), MARKS) == "green"
    assert team_level(Fraction(5), MARKS) == "amber"
    assert team_level(Fraction(10), MARKS) == "amber"
    assert team_level(Fraction(1001, 100), MARKS) == "red"


def test_a_threshold_of_nought_does_not_colour_a_team_without_a_gap():
    marks = Marks.from_settings(
        {"threshold_team_amber": "0", "threshold_team_red": "0"}
    )
    assert team_level(Fraction(0), marks) == "green"
    assert team_level(Fraction(1, 100), marks) == "red"


def test_the_team_is_measured_week_by_week_over_what_is_established():
    posts = [post(f"H{n}", tier=3) for n in range(10)]
    held = [holding(one.code, person=one.code) for one in posts]
    # 1 of 10 for two of five days: 4%; then 1 of 10 all the week: 10%, not above it
    away = lent("S1", "H0", "2026-12-10", "2026-12-18", person="H0")
    [found] = about(Subject.TEAM, *posts, *held, away)
    assert (found.level, days(found)) == (
        "amber",
        (date(2026, 12, 14), date(2026, 12, 20)),
    )
    told = "Leadership 10% short, week of 14 Dec 2026"
    assert (found.words, found.detail) == (told, "1 of 10 FTE")
    assert [one.code for one in found.behind] == ["H0"]
    unstated = post("H99", established=None)
    other = lent("S2", "H99", "2026-11-23", person="P9")
    [found] = about(Subject.TEAM, *posts, *held, away, unstated, other)
    assert found.detail.endswith("1 without a stated FTE left out")


def test_a_day_of_overlap_never_repays_the_team_a_gap():
    posts = [post(f"H{n}") for n in range(4)]
    held = [holding(one.code, person=one.code) for one in posts]
    away = lent("S1", "H0", "2026-11-23", "2026-11-27", person="H0")
    too_much = cover("C1", "H1", "2026-11-23", "2026-11-27")
    [found] = about(Subject.TEAM, *posts, *held, away, too_much)
    assert (found.level, found.fte) == ("red", ONE)


# ---- too many leaders away at once


def concentration(*facts, **more):
    found = about(Subject.CONCENTRATION, *facts, **more)
    return sorted(((one.level, *days(one)) for one in found), key=lambda one: one[1])


def leaders(count):
    posts = [post(f"DD{n}", tier=2) for n in range(count)]
    return [*posts, *(holding(one.code, person=one.code) for one in posts)]


def test_one_deputy_away_is_nothing_two_are_amber_three_are_red():
    away = [
        lent(f"S{n}", f"DD{n}", f"2026-12-0{n + 1}", "2026-12-04", person=f"DD{n}")
        for n in range(3)
    ]
    assert concentration(*leaders(3), *away) == [
        ("amber", date(2026, 12, 2), date(2026, 12, 2)),
        ("red", date(2026, 12, 3), date(2026, 12, 4)),
    ]


def test_covered_or_not_a_leader_away_is_away_but_not_on_other_weekdays():
    tuesdays = lent("S0", "DD0", "2026-11-23", "2026-12-04", person="DD0")._replace(
        fraction=None, pattern="Tue:1"
    )
    always = lent("S1", "DD1", "2026-11-23", "2026-12-04", person="DD1")
    full = cover("C1", "DD1", "2026-11-23", "2026-12-04")
    assert concentration(*leaders(2), tuesdays, always, full) == [
        ("amber", date(2026, 11, 24), date(2026, 11, 24)),
        ("amber", date(2026, 12, 1), date(2026, 12, 1)),
    ]


def test_director_and_deputy_together_are_red_unless_a_deputy_is_designated():
    away = (
        lent("S1", "DCS", "2026-12-01", "2026-12-04", share=4000, kind="joint_role"),
        lent("S2", "DD", "2026-12-01", "2026-12-04", share=2000, person="P2"),
    )
    facts = DCS, DEPUTY, holding("DCS"), holding("DD", person="P2"), *away
    assert concentration(*facts) == [("red", date(2026, 12, 1), date(2026, 12, 4))]
    designated = cover("C1", "DCS", "2026-12-01", "2026-12-04", is_designated=1)
    assert concentration(*facts, designated) == [
        ("amber", date(2026, 12, 1), date(2026, 12, 4))
    ]


# ---- the days ahead


def forward(*facts, **more):
    found = about(Subject.FORWARD, *facts, **more)
    return [(one.level, days(one)[0], one.accepted) for one in found]


def test_a_gap_is_red_amber_where_cover_is_proposed_nothing_where_it_is_there():
    short = post("H"), holding("H"), lent("S1", "H", "2026-12-01", "2026-12-31")
    stand_in = cover("C1", "H", "2026-12-01", "2026-12-31")
    start = date(2026, 12, 1)
    assert forward(*short) == [("red", start, None)]
    proposed = stand_in._replace(state="proposed")
    assert forward(*short, proposed) == [("amber", start, None)]
    assert forward(*short, proposed._replace(fraction=9999)) == [("red", start, None)]
    assert forward(*short, stand_in) == []


def test_sixty_working_days_are_looked_ahead():
    # Monday 23 November is the first, Friday 12 February the sixtieth
    facts = post("H"), holding("H")
    assert forward(*facts, lent("S1", "H", "2027-02-12"))
    assert forward(*facts, lent("S1", "H", "2027-02-15")) == []


def test_a_gap_that_began_before_today_is_open_now_also_between_its_weekdays():
    tuesdays = lent("S1", "H", "2026-10-01")._replace(fraction=None, pattern="Tue:1")
    [found] = about(Subject.FORWARD, post("H"), holding("H"), tuesdays)
    assert (found.words, days(found)[0]) == ("Up to 1 short now", TODAY)
    over = tuesdays._replace(end="2026-11-22")
    assert about(Subject.FORWARD, post("H"), holding("H"), over) == []


@pytest.mark.parametrize("end", ["2026-11-21", "2026-11-22"])
def test_a_gap_that_ends_with_the_weekend_is_over_on_the_weekend(end):
    saturday = date(2026, 11, 21)
    short = DCS, holding("DCS"), lent("S1", "DCS", "2026-11-02", end)
    assert forward(*short, today=saturday) == []
    on_friday = forward(*short, today=date(2026, 11, 20))
    assert [level for level, *_ in on_friday] == ["red"]


def test_a_gap_that_was_accepted_is_a_gap_all_the_same_and_says_so():
    short = post("H"), holding("H"), lent("S1", "H", "2026-12-01", "2026-12-31")
    none = cover("C9", "H", "2026-12-01", "2026-12-31", kind="no_cover_accepted")
    [(level, _, accepted)] = forward(*short, none)
    assert (level, accepted) == ("red", "C9")
    [(_, _, accepted)] = forward(*short, none._replace(end="2026-12-30"))
    assert accepted is None


def test_a_statutory_post_held_by_nobody_later_on_is_told_in_the_days_ahead():
    [found] = about(Subject.FORWARD, DCS, holding("DCS", end="2027-01-29"))
    assert not found.is_held
    assert found.words == "Held by nobody from 1 Feb 2027"


def test_the_worst_and_the_soonest_come_first():
    posts = post("A"), post("B"), holding("A"), holding("B", person="P2")
    found = seen(
        (
            *posts,
            lent("S1", "A", "2026-12-01", share=500),
            lent("S2", "B", "2026-11-25", share=500, person="P2"),
            cover("C2", "B", "2026-11-25", share=500, state="proposed"),
        )
    )
    assert [(one.level, one.post.code if one.post else None) for one in found] == [
        ("red", "A"),
        ("amber", "B"),
        ("amber", None),
    ]


# ---- told a second way


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_outlook_of_any_world_is_what_a_day_by_day_count_says(world):
    today = world.asked.first
    home = world.settings.get("home_authority")
    rows = {**world.rows, "cover": _none_proposed(world.rows.get("cover", []))}
    recorded = Establishment.from_rows(rows, home)
    marks = Marks.from_settings(
        {"threshold_forward": "8", "threshold_dcs_end_days": "3"}
    )
    seen_from = ahead(recorded, Calendar(world.days_off), marks, today)
    found = outlook(seen_from)
    last = date.fromordinal(seen_from.last)
    by_day = gaps(rows, world.days_off, world.settings, Asked(today, last, "day"))
    by_week = gaps(rows, world.days_off, world.settings, Asked(today, last, "week"))
    short = {
        row["post"]
        for row in by_day["rows"]
        if Decimal(row["gap"]) or row["statutory_held"] == "no"
    }
    ahead_of_us = {
        one.post.code
        for one in found
        if one.subject == Subject.FORWARD and one.post is not None
    }
    assert ahead_of_us == short
    assert _levels(found, Subject.TEAM) == _naive_team(by_week, by_day, rows, marks)
    _agree_on_who_is_away(found, by_day)


def _agree_on_who_is_away(found, by_day):
    together = _together(by_day)
    told = {
        day: one.level
        for one in found
        if one.subject == Subject.CONCENTRATION
        for day in range(one.start, one.end + 1)
        if day in together
    }
    assert set(told) >= {day for day, some in together.items() if len(some) >= 2}
    for day, level in told.items():
        if level == "amber":
            assert len(together[day]) == 2
        elif len(together[day]) < 3:
            assert any(row["statutory_held"] for row in together[day])
            assert any(row["tier"] == 2 for row in together[day])


def _together(by_day):
    found: dict[int, list[dict[str, object]]] = {}
    for row in by_day["rows"]:
        day = date.fromisoformat(row["period_start"]).toordinal()
        away = found.setdefault(day, [])
        if row["tier"] in {1, 2} and Decimal(row["released"]):
            away.append(row)
    return found


def _none_proposed(rows):
    return [row for row in rows if row.get("state") != "proposed"]


def _levels(found, subject):
    return next((one.level for one in found if one.subject == subject), "green")


def _naive_team(by_week, by_day, rows, marks):
    stated = {
        row["post"]: row
        for row in rows["posts"]
        if row.get("established_fte") is not None
    }
    worst = "green"
    for start, end in {(r["period_start"], r["period_end"]) for r in by_week["rows"]}:
        inside = [r for r in by_week["rows"] if r["period_start"] == start]
        gap = sum(Fraction(r["gap"]) for r in inside if r["post"] in stated)
        whole = sum(
            Fraction(stated[r["post"]]["established_fte"])
            for r in by_day["rows"]
            if start <= r["period_start"] <= end and r["post"] in stated
        )
        level = team_level(100 * gap / whole, marks) if whole else "green"
        worst = min(worst, level, key=("red", "amber", "green").index)
    return worst
