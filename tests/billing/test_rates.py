from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.rates import Ladder, RateRow, overlaps, problems, unit_price
from pip_manager.domain.money import pence
from tests.billing.making import D, rate

FIRST = date(2017, 4, 1)
LEVELS = (
    ("agreement", "A1"),
    ("authority", "X1"),
    ("programme", "G1"),
    ("standard", None),
)
days = st.integers(0, 40).map(lambda n: FIRST + timedelta(n))
places = st.sampled_from(
    [
        ("P1", None, None),
        (None, "Head", "front door"),
        (None, "Head", None),
        (None, None, "front door"),
        (None, None, None),
        ("P2", None, None),
        (None, "Coach", None),
        (None, "Head", "audit"),
    ]
)


@st.composite
def rate_rows(draw):
    level, target = draw(st.sampled_from([*LEVELS, ("agreement", "A2")]))
    person, role, strand = draw(places)
    start = draw(days)
    end = draw(st.none() | st.integers(0, 30).map(lambda n: start + timedelta(n)))
    return RateRow(
        level,
        target,
        person,
        role,
        strand,
        draw(st.sampled_from(["one", "two"])),
        draw(st.sampled_from(["day", "hour"])),
        draw(st.decimals("0", "2000", places=2)),
        start,
        end,
    )


def clash(one, other):
    same = (one.level, one.target, one.place) == (
        other.level,
        other.target,
        other.place,
    )
    latest_start = max(one.start, other.start)
    first_end = min(one.end or date.max, other.end or date.max)
    return same and latest_start <= first_end


def slow_ladder(rows, person, role, strand, on):
    """Climb the ladder word for word, looking at every row at every step."""
    steps = [("person", (person, None, None))]
    if role and strand:
        steps.append(("role and strand", (None, role, strand)))
    if role:
        steps.append(("role", (None, role, None)))
    if strand:
        steps.append(("strand", (None, None, strand)))
    steps.append(("any", (None, None, None)))
    for level in LEVELS:
        for match, place in steps:
            for row in rows:
                is_there = (row.level, row.target) == level and row.place == place
                if is_there and row.start <= on and (row.end is None or on <= row.end):
                    return match, row
    return None


@given(
    st.lists(rate_rows(), max_size=12),
    st.sampled_from([None, "Head", "Coach"]),
    st.sampled_from([None, "front door", "audit"]),
    days,
)
def test_the_ladder_is_climbed_step_by_step(drawn, role, strand, on):
    rows: list[RateRow] = []
    for row in drawn:
        if not any(clash(row, kept) for kept in rows):
            rows.append(row)
    assert overlaps(rows) == ()
    ladder = Ladder(rows)
    expected = slow_ladder(rows, "P1", role, strand, on)
    found = ladder.find(LEVELS, "P1", role, strand, on)
    assert (found and (found.match, found)) == expected


RUNGS = [
    (level, place)
    for level in LEVELS
    for place in (
        ("P1", None, None),
        (None, "Head", "front door"),
        (None, "Head", None),
        (None, None, "front door"),
        (None, None, None),
    )
]


@pytest.mark.parametrize("height", range(len(RUNGS)))
def test_each_rung_of_the_ladder_goes_before_all_below_it(height):
    rows = [
        RateRow(level, target, person, role, strand, "Card", "day", D(n), FIRST)
        for n, ((level, target), (person, role, strand)) in enumerate(RUNGS)
    ]
    ladder = Ladder(reversed(rows[height:]))
    assert ladder.find(LEVELS, "P1", "Head", "front door", FIRST) == rows[height]
    assert ladder.find(LEVELS, "P1", "Head", "front door", date(2017, 3, 31)) is None


@given(st.lists(rate_rows(), max_size=8))
def test_overlaps_are_found_exactly_where_there_are_any(rows):
    found = overlaps(rows)
    assert all(clash(*pair) and pair[0].start <= pair[1].start for pair in found)
    clashing = any(clash(*pair) for pair in combinations(rows, 2))
    assert bool(found) == clashing


def test_rows_of_another_card_or_unit_overlap_all_the_same():
    row = RateRow.from_row(rate("640.00", role="Head"))
    other = replace(row, card="Other", unit="hour", amount=D("90"))
    assert overlaps([row, other]) == ((row, other),)
    assert overlaps([row, replace(other, role="Coach")]) == ()


def test_a_long_row_is_seen_behind_a_short_one():
    long = RateRow.from_row(rate("640.00", to=date(2020, 3, 31)))
    short = replace(long, start=date(2010, 5, 1), end=date(2010, 5, 31))
    late = replace(long, start=date(2015, 1, 1), end=date(2015, 12, 31))
    assert overlaps([late, short, long]) == ((long, short), (long, late))


@given(
    st.decimals("0", "9999", places=2),
    st.decimals("0.25", "24", places=4),
    st.sampled_from(["day", "hour"]),
    st.sampled_from(["day", "hour"]),
)
def test_days_and_hours_are_exchanged_to_the_penny(amount, hours, of, asked):
    row = RateRow.from_row(rate(amount, unit=of))
    exact = Fraction(amount)
    if (of, asked) == ("day", "hour"):
        exact /= Fraction(hours)
    if (of, asked) == ("hour", "day"):
        exact *= Fraction(hours)
    assert unit_price(row, asked, hours) == pence(exact)


def test_an_hour_of_650_a_day_costs_87_pounds_84():
    row = RateRow.from_row(rate("650.00"))
    assert unit_price(row, "hour", D("7.4")) == D("87.84")


def test_why_is_a_plain_sentence():
    row = RateRow.from_row(
        rate(
            "640.00",
            card="Kirklees 2017",
            level="agreement",
            target="A1",
            role="Head of Service",
            to=date(2017, 10, 15),
            **{"from": date(2017, 4, 1)},
        )
    )
    price, why = Ladder([row]).price(row, "day", D("7.4"))
    assert price == D("640.00")
    assert why.text == (
        "Agreement rate for Head of Service, £640.00 a day, in force"
        " 1 Apr 2017 to 15 Oct 2017 (card Kirklees 2017)"
    )
    assert (why.level, why.card, why.match) == ("agreement", "Kirklees 2017", "role")
    assert (why.start, why.end) == (date(2017, 4, 1), date(2017, 10, 15))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"person": "P1"}, "this person"),
        ({"role": "Head", "strand": "audit"}, "Head on strand audit"),
        ({"strand": "audit"}, "strand audit"),
        ({}, "everyone"),
    ],
)
def test_why_says_whom_a_rate_is_for_and_how_an_hour_was_made(place, words):
    row = RateRow.from_row(rate("650.00", **place))
    _, why = Ladder([row]).price(row, "hour", D("7.4"))
    assert why.text == (
        f"Standard rate for {words}, £650.00 a day, in force from 1 Apr 2010"
        " (card Card); £87.84 an hour at 7.4 hours a day"
    )


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"target": "A1"}, "target"),
        ({"level": "agreement"}, "target"),
        ({"person": "P1", "role": "Head"}, "person"),
        ({"person": "P1", "strand": "audit"}, "person"),
        ({"to": date(2010, 3, 31)}, "to"),
        ({"amount": Decimal("-0.01")}, "amount"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_by_its_field(stated, field):
    found = problems(RateRow.from_row(rate("640.00") | stated))
    assert [problem.field for problem in found] == [field]
    assert found[0].message.endswith(".")


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"level": "agreement", "target": "A1", "role": "Head", "strand": "audit"},
        {"person": "P1", "to": date(2010, 4, 1)},
        {"amount": Decimal(0), "basis": "free"},
    ],
)
def test_a_sensible_row_is_not_refused(stated):
    assert problems(RateRow.from_row(rate("640.00") | stated)) == ()
