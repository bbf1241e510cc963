"""The board as it is shown: columns of a zoom, what narrows it, where its gaps are."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.calendar import financial_year
from pip_manager.domain.cover.board import Cell, State
from pip_manager.domain.cover.board_sheet import (
    BoardSheet,
    GapRun,
    Narrowing,
    SheetLine,
    columns,
)
from pip_manager.domain.cover.days import Piece, WorkingDays
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.reach import reached
from tests.support.cover_facts import covered, england, held, out, post, recorded

IN, GAP, PART = Cell(State.IN_POST, 0), Cell(State.GAP, 6000), Cell(State.PART, 2000)
FAR = date(2026, 1, 1).toordinal(), date(2027, 12, 31).toordinal()


def sheet(*lines, today=1, count=4):
    pieces = [Piece(7 * n + 1, 7 * n + 7, 5) for n in range(count)]
    return BoardSheet("week", today, with_proposed=False, pieces=pieces, lines=lines)


def line(code, cells, **more):
    hosts = frozenset(more.pop("hosts", ()))
    (one,) = recorded([post(code, **more)]).posts
    return SheetLine(one, cells, hosts)


def codes(found):
    return [one.post.code for one in found.lines]


def test_runs_of_gap_are_told_by_their_first_column():
    found = sheet(line("A", [IN, GAP, PART, IN]), line("B", [GAP, IN, None, GAP]))
    assert found.gaps() == [GapRun(0, 0, 1), GapRun(1, 2, 0), GapRun(3, 3, 1)]


@given(st.lists(st.sampled_from([IN, GAP, PART, None]), min_size=1, max_size=30))
def test_runs_hold_every_open_column_once(cells):
    found = sheet(line("A", cells), count=len(cells)).gaps()
    held_columns = [n for run in found for n in range(run.first, run.last + 1)]
    is_open = [n for n, cell in enumerate(cells) if cell in {GAP, PART}]
    assert held_columns == is_open


@pytest.mark.parametrize(
    ("by", "left"),
    [
        (Narrowing(), ["A", "B", "C"]),
        (Narrowing(tier=3), ["A"]),
        (Narrowing(tier=0), ["C"]),
        (Narrowing(service="Duty"), ["B"]),
        (Narrowing(service=""), ["A", "C"]),
        (Narrowing(host="E1"), ["B"]),
        (Narrowing(search="title b"), ["B"]),
        (Narrowing(only_gaps=True), ["B"]),
        (Narrowing(tier=3, only_gaps=True), []),
    ],
)
def test_each_filter_leaves_what_fits(by, left):
    found = sheet(
        line("A", [GAP, IN, IN, IN], title="Title a", tier=3),
        line(
            "B",
            [IN, IN, IN, GAP],
            tier=4,
            service="Duty",
            hosts={"E1"},
            title="Title b",
        ),
        line("C", [IN, IN, IN, IN], tier=None, title="Title c"),
        today=8,
    )
    assert codes(found.narrowed(by)) == left, "a gap that is over is none"


def test_a_part_of_the_time_keeps_its_cells():
    found = sheet(line("A", [IN, GAP, PART, IN])).between(1, 2)
    assert [piece.start for piece in found.pieces] == [8, 15]
    assert list(found.lines[0].cells) == [GAP, PART]


@given(st.integers(min_value=-10, max_value=60))
def test_a_day_is_in_its_column_or_in_the_nearest(day):
    found = sheet(line("A", [IN] * 4))
    number = found.column_of(day)
    inside = [n for n, one in enumerate(found.pieces) if one.start <= day <= one.end]
    assert [number] == (inside or [0 if day < 1 else 3])


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(min_value=20, max_value=3000),
)
def test_columns_of_a_year_are_financial_years_without_a_hole(first, length):
    last = date.fromordinal(first.toordinal() + length)
    found = columns("year", first, last, WorkingDays(england(), first, last))
    for one, after in pairwise(found):
        assert after.start == one.end + 1
        assert date.fromordinal(after.start).timetuple()[1:3] == (4, 1)
    for one in found:
        ends = {financial_year(date.fromordinal(day)) for day in one[:2]}
        assert len(ends) == 1
    total = WorkingDays(england(), first, last).count(
        first.toordinal(), last.toordinal()
    )
    assert sum(one.working_days for one in found) == total


def test_a_release_reaches_the_post_left_and_those_opened_to_cover_it():
    found = recorded(
        [post("HOS"), post("SDM"), post("TM"), post("OTHER")],
        [out("S1", "HOS", "1", "2026-03-01", "2026-06-30")],
        [
            covered(
                "C1",
                "HOS",
                "1",
                "2026-03-01",
                "2026-04-30",
                kind="acting_up",
                from_post="SDM",
            ),
            covered(
                "C2",
                "SDM",
                "1",
                "2026-03-01",
                "2026-03-31",
                kind="acting_up",
                from_post="TM",
            ),
            covered(
                "C3",
                "SDM",
                "1",
                "2026-05-04",
                "2026-06-30",
                kind="acting_up",
                from_post="OTHER",
            ),
        ],
        [held("HOS", "A")],
    )
    assert sorted(reached(Measured(found), *FAR)) == [
        ("S1", "HOS"),
        ("S1", "SDM"),
        ("S1", "TM"),
    ], "OTHER covers at a time when SDM is not out for it"


def test_a_circle_of_cover_is_gone_round_once():
    found = recorded(
        [post("A"), post("B")],
        [out("S1", "A", "1", "2026-03-01")],
        [
            covered("C1", "A", "1", "2026-03-01", kind="acting_up", from_post="B"),
            covered("C2", "B", "1", "2026-03-01", kind="acting_up", from_post="A"),
        ],
        [],
    )
    assert set(reached(Measured(found), *FAR)) == {("S1", "A"), ("S1", "B")}
