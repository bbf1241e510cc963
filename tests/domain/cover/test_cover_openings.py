from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover import figures
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import (
    ONE,
    Cover,
    Establishment,
    Holding,
    Post,
    Secondment,
)
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.openings import openings, reach
from pip_manager.domain.cover.report import Grounds
from pip_manager.domain.cover.sweep import sweep

FIRST, LAST = date(2017, 11, 6), date(2017, 12, 22)
HOS = Post("HOS", "Head of Service", None, None, 2, ONE, None, None, None)
DCS = Post("DCS", "Director", None, None, 1, ONE, 1, None, None)


def grounds(first=FIRST, last=LAST, **facts):
    recorded = Establishment(posts=[HOS, DCS], **facts)
    return Grounds(Measured(recorded), WorkingDays(Calendar(), first, last), Limits())


def seconded(start, end, share=ONE, pattern=None, post="HOS"):
    return Secondment("S", "P1", post, None, share, pattern, start, end, None)


def covered(start, end, share, code="C", **more):
    fields = {"absorbed": None, "is_designated": None, "pattern": None} | more
    return Cover(
        code,
        fields.get("post", "HOS"),
        "agency_interim",
        None,
        None,
        fields["absorbed"],
        fields["is_designated"],
        share,
        fields["pattern"],
        start,
        end,
        None,
    )


def told(found):
    return [
        (
            date.fromordinal(one.start).isoformat(),
            date.fromordinal(one.end).isoformat(),
            one.fte_days / ONE,
            one.most / ONE,
            one.longest_run,
        )
        for one in found
    ]


def test_each_run_of_gap_is_an_opening():
    made = grounds(
        secondments=[seconded("2017-11-06", "2017-12-22")],
        covers=[covered("2017-11-13", "2017-12-08", ONE)],
    )
    assert told(openings(HOS, made)) == [
        ("2017-11-06", "2017-11-12", 5, 1, 5),
        ("2017-12-09", "2017-12-22", 10, 1, 10),
    ]


def test_a_change_of_the_figure_does_not_break_an_opening():
    made = grounds(
        secondments=[seconded("2017-11-06", "2017-12-22", 6000)],
        covers=[covered("2017-11-20", "2017-12-22", 4000)],
    )
    [one] = told(openings(HOS, made))
    assert one == ("2017-11-06", "2017-12-22", 0.6 * 10 + 0.2 * 25, 0.6, 35)


def test_a_weekly_pattern_is_one_opening_with_runs_of_its_days():
    made = grounds(
        secondments=[seconded("2017-11-06", "2017-11-19", None, "Tue:1 Thu:0.5")]
    )
    [one] = told(openings(HOS, made))
    assert one == ("2017-11-07", "2017-11-16", 3, 1, 1)


def test_where_nobody_holds_the_statutory_post_an_opening_stands_by_itself():
    made = grounds(
        date(2020, 1, 27),
        date(2020, 2, 21),
        holdings=[Holding("DCS", "P1", None, None, "2015-01-01", "2020-02-02", None)],
        covers=[
            covered("2020-02-10", None, 5000, post="DCS", is_designated=1),
        ],
    )
    found = openings(DCS, made)
    assert [one.is_held for one in found] == [False, True]
    assert told(found) == [
        ("2020-02-03", "2020-02-09", 5, 1, 5),
        ("2020-02-10", "2020-02-21", 5, 0.5, 10),
    ]


def test_a_wider_range_tells_where_an_opening_runs_to():
    facts = {"secondments": [seconded("2017-10-30", "2018-01-31")]}
    [narrow] = openings(HOS, grounds(**facts))
    wide = openings(HOS, grounds(date(2017, 10, 1), date(2018, 3, 1), **facts))
    start, end = reach(narrow, wide)
    assert date.fromordinal(start) == date(2017, 10, 30)
    assert date.fromordinal(end) == date(2018, 1, 31)


def test_a_post_that_is_never_short_has_no_opening():
    assert openings(HOS, grounds()) == []


day = st.integers(min_value=FIRST.toordinal() - 9, max_value=LAST.toordinal() + 9)
shares = st.sampled_from([2000, 4000, ONE])


@st.composite
def spans(draw):
    low, high = sorted((draw(day), draw(day)))
    return date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat()


@given(
    st.lists(st.tuples(spans(), shares, st.booleans()), max_size=3),
    st.lists(st.tuples(spans(), shares), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_openings_hold_every_day_of_gap_and_nothing_twice(out, back):
    made = grounds(
        secondments=[
            seconded(start, end, share, "Mon:1 Wed:0.5" if weekly else None)
            for (start, end), share, weekly in out
        ],
        covers=[
            covered(start, end, share, f"C{number}")
            for number, ((start, end), share) in enumerate(back)
        ],
    )
    found = openings(HOS, made)
    whole = sweep(HOS, made.measured, made.days.first, made.days.last)
    assert sum(one.fte_days for one in found) == figures.sums(whole, made.days).gap
    ends = [day for one in found for day in (one.start, one.end)]
    assert ends == sorted(ends)
    gaps = [day for day in made.days.ordinals if _gap(made, day)]
    assert all(any(one.start <= d <= one.end for one in found) for d in gaps)
    longest = figures.longest_run(whole, made.days)
    assert longest == max((one.longest_run for one in found), default=0)


def _gap(made, on):
    [segment] = sweep(HOS, made.measured, on, on)
    return segment.on((on - 1) % 7).gap


@pytest.mark.parametrize("on", [date(2017, 11, 6)])
def test_a_days_highest_figure_is_told(on):
    made = grounds(on, on, secondments=[seconded("2017-11-06", None, 3000)])
    assert told(openings(HOS, made)) == [("2017-11-06", "2017-11-06", 0.3, 0.3, 1)]


def test_a_weekday_that_is_not_looked_at_is_not_the_worst():
    made = grounds(
        last=date(2017, 11, 8),
        secondments=[seconded("2017-11-01", None, None, "Mon:0.2 Fri:1")],
    )
    assert [one.most for one in openings(HOS, made)] == [2000]
