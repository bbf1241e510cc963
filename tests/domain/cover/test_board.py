"""The cover board: its states, and that it says what the report says."""

from datetime import date

import pytest
from hypothesis import given

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover import board as boards
from pip_manager.domain.cover.board import Cell, State, board
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Asked, Grounds, pieces, row_of
from pip_manager.domain.cover.sweep import sweep
from tests.support.cover_facts import covered, england, held, out, post, recorded
from tests.support.cover_worlds import HOME, worlds

JANUARY = Asked(date(2027, 1, 4), date(2027, 1, 31), "week")


def grounds_of(establishment, asked, calendar=None):
    days = WorkingDays(calendar or england(), asked.first, asked.last)
    measured = Measured(establishment, with_proposed=asked.with_proposed)
    return Grounds(measured, days, Limits())


def row(establishment, asked=JANUARY):
    grounds = grounds_of(establishment, asked)
    (found,) = board(grounds, pieces(asked, grounds.days))
    return found.cells


def alone(secondments=(), cover=(), holdings=None, **more):
    holdings = [held("HOS", "HOS-H")] if holdings is None else holdings
    return recorded([post("HOS", **more)], secondments, cover, holdings)


def test_the_hole_opens_by_itself_and_closes_link_by_link():
    found = alone(
        [out("S1", "HOS", "0.6", "2027-01-05", "2027-03-27")],
        [covered("C1", "HOS", "0.4", "2027-01-19")],
    )
    gaps = [(cell.state, cell.gap) for cell in row(found)]
    assert gaps == [
        (State.GAP, 4800),
        (State.GAP, 6000),
        (State.PART, 2800),
        (State.PART, 2000),
    ]


@pytest.mark.parametrize(
    ("secondments", "cover", "state"),
    [
        ([], [], State.IN_POST),
        ([out("S1", "HOS", "1", "2026-01-01")], [], State.GAP),
        (
            [out("S1", "HOS", "1", "2026-01-01")],
            [covered("C1", "HOS", "1", "2026-01-01")],
            State.COVERED,
        ),
        (
            [out("S1", "HOS", "1", "2026-01-01")],
            [covered("C1", "HOS", "0.4", "2026-01-01")],
            State.PART,
        ),
        (
            [out("S1", "HOS", "1", "2026-01-01")],
            [covered("C1", "HOS", "1", "2026-01-01", state="proposed")],
            State.PROPOSED,
        ),
        (
            [out("S1", "HOS", "1", "2026-01-01")],
            [covered("C1", "HOS", "1", "2026-01-01", kind="no_cover_accepted")],
            State.GAP,
        ),
        ([out("S1", "HOS", None, "2026-01-01")], [], State.UNKNOWN),
    ],
)
def test_each_state_of_a_post(secondments, cover, state):
    assert {cell.state for cell in row(alone(secondments, cover))} == {state}


def test_cover_is_proposed_in_the_weeks_it_touches_and_in_no_other():
    found = alone(
        [out("S1", "HOS", "1", "2026-01-01")],
        [covered("C1", "HOS", "1", "2027-01-13", "2027-01-20", state="proposed")],
    )
    assert [cell.state for cell in row(found)] == [
        State.GAP,
        State.PROPOSED,
        State.PROPOSED,
        State.GAP,
    ]


def test_a_post_that_nobody_is_recorded_to_hold_is_not_known():
    assert row(alone(holdings=[]))[0] == Cell(State.UNKNOWN, 0)
    assert row(alone(established_fte=None))[0] == Cell(State.UNKNOWN, 0)


def test_a_statutory_post_without_a_holder_stands_apart():
    gone = [held("HOS", "HOS-H", to="2027-01-15")]
    cells = row(alone(holdings=gone, statutory_dcs=True))
    assert [cell.state for cell in cells] == [
        State.IN_POST,
        State.IN_POST,
        State.NOT_HELD,
        State.NOT_HELD,
    ]


def test_a_post_has_no_square_outside_its_life():
    cells = row(alone(**{"from": "2027-01-13", "to": "2027-01-20"}))
    assert [cell is None for cell in cells] == [True, False, False, True]


@given(worlds())
def test_the_board_says_what_the_report_says_of_each_piece(world):
    asked = Asked(world.asked.first, world.asked.last, world.asked.by)
    calendar = Calendar(world.days_off)
    establishment = Establishment.from_rows(world.rows, HOME)
    grounds = grounds_of(establishment, asked, calendar)
    cut = pieces(asked, grounds.days)
    for one in board(grounds, cut):
        segments = sweep(one.post, grounds.measured, *_ends(grounds))
        for piece, cell in zip(cut, one.cells, strict=True):
            if cell is None:
                continue
            told = row_of(one.post, segments, piece, grounds)
            assert (cell.state is State.NOT_HELD) == (told.statutory_held == "no")
            if cell.state is not State.NOT_HELD:
                is_open = cell.state in boards.OPEN
                assert is_open == (told.sums.gap > 0)
            average = told.sums.gap / piece.working_days
            assert abs(cell.gap - average) <= 0.5


def _ends(grounds):
    return grounds.days.first, grounds.days.last
