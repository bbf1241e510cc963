from __future__ import annotations

from datetime import date

import pytest

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.board import Cell, State
from pip_manager.domain.cover.board_sheet import (
    BoardSheet,
    SheetLine,
    Unmeasured,
    columns,
)
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import Post
from pip_manager.reports.cover_board_pdf import board_pdf
from pip_manager.reports.cover_squares import SQUARES, figure, mark, spoken

FIRST = date(2026, 11, 2)
STATES = list(State)


def board(zoom="week", last=date(2027, 2, 28), posts=4):
    days = WorkingDays(Calendar(), FIRST, last)
    pieces = columns(zoom, FIRST, last, days)
    return BoardSheet(
        zoom=zoom,
        today=FIRST.toordinal(),
        with_proposed=False,
        pieces=pieces,
        lines=[line(number, len(pieces)) for number in range(posts)],
        not_measurable=[Unmeasured("secondments", "S1", "A post", "from not stated")],
    )


def line(number, count):
    tier = None if number == 3 else 1 + number // 9
    title = f"Head of Service – part {number}"
    post = Post(f"P{number}", title, None, None, tier, 10_000, None, None, None)
    cells = [cell(STATES[(at + number) % len(STATES)]) for at in range(count)]
    return SheetLine(post, [*cells[:-1], None])


def cell(state):
    is_short = state in {State.PART, State.PROPOSED, State.GAP}
    return Cell(state, 6000 if is_short else 0)


def cells_of(table):
    """Return what each body cell of a table says."""
    return [
        bytes.fromhex(body.partition(b"/ActualText <")[2].partition(b">")[0].decode())
        .decode("utf-16-be")
        .removeprefix("\ufeff")
        for row in table
        for kind, _, body in row
        if kind == "TD"
    ]


def test_every_state_is_told_in_words(checked):
    [table] = checked(board_pdf(board()))
    told = set(cells_of(table))
    assert told == {
        "in post",
        "covered",
        "part covered, 0.6 FTE short",
        "gap, cover proposed, 0.6 FTE short",
        "gap, 0.6 FTE short",
        "statutory post not held",
        "not known",
        "the post is not in being",
    }


def test_the_legend_shows_all_seven_states(pages_of):
    [page] = pages_of(board_pdf(board()))
    for square in SQUARES.values():
        assert square.words in page
    assert list(SQUARES) == STATES


def test_what_cannot_be_measured_stands_under_it(pages_of):
    [page] = pages_of(board_pdf(board()))
    assert "S1, A post: from not stated." in page
    assert "Tier not stated" in page


def test_few_columns_stand_on_a4_and_many_on_a3(checked):
    small, large = board_pdf(board()), board_pdf(board(last=date(2027, 8, 1)))
    checked(small)
    checked(large)
    assert b"/MediaBox [0 0 841.89 595.276]" in small
    assert b"/MediaBox [0 0 1190.55 841.89]" in large


def test_more_columns_than_fit_go_on_in_a_further_table(checked, pages_of):
    sheet = board(last=date(2028, 4, 30))
    file = board_pdf(sheet)
    tables = checked(file)
    assert len(tables) == 2
    counts = [len(table[0]) - 1 for table in tables]
    assert sum(counts) == len(sheet.pieces)
    assert max(counts) - min(counts) <= 1
    assert "2 Nov 2026 to " in pages_of(file)[0]


def test_more_posts_than_fit_repeat_the_heads(checked, pages_of):
    file = board_pdf(board(posts=70))
    pages = pages_of(file)
    assert len(pages) == 3
    assert all("Dec 2026" in page for page in pages[:2])
    [table] = checked(file)
    assert len([row for row in table if row[-1][0] == "TD"]) == 70


@pytest.mark.parametrize(
    ("zoom", "heads"),
    [("day", "Nov 2026"), ("month", "2026/27"), ("year", "2026/27")],
)
def test_every_zoom_has_its_heads(zoom, heads, pages_of, checked):
    last = date(2026, 12, 4) if zoom == "day" else date(2027, 11, 30)
    file = board_pdf(board(zoom, last))
    checked(file)
    assert heads in pages_of(file)[0]


def test_a_board_without_a_post_is_still_a_page(pages_of):
    [page] = pages_of(board_pdf(board(posts=0)))
    assert "Cover board" in page


def test_a_figure_too_small_to_show_is_not_nought():
    assert figure(1) == "<.01"
    assert figure(0) == ""
    assert mark(Cell(State.NOT_HELD, 8000)) == "! 0.8"
    assert spoken(Cell(State.NOT_HELD, 8000)) == (
        "statutory post not held, 0.8 FTE short"
    )
