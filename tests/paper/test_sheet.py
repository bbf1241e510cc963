from __future__ import annotations

import pytest

from pip_manager.paper.archive import Metadata
from pip_manager.paper.sheet import (
    Head,
    Run,
    Sheet,
    TextLine,
    apart,
    beside,
    height_of,
    side_by_side,
)
from pip_manager.paper.text import Style

STYLE = Style(10)
ABOUT = Metadata("Title", "Author", "Subject")


@pytest.fixture
def sheet():
    return Sheet(top=800, bottom=600)  # ten lines of 20 points


def lines(sheet, *words):
    element = sheet.canvas.element.add("P")
    return [TextLine(20, 14, [Run(element, 50, word, STYLE)]) for word in words]


def read(sheet, pages_of):
    return [page.split() for page in pages_of(sheet.canvas.finish(ABOUT))]


def letters(sheet, pages_of):
    return ["".join(page) for page in read(sheet, pages_of)]


def test_a_block_that_does_not_fit_goes_to_the_next_page_whole(sheet, pages_of):
    sheet.place(lines(sheet, *"abcdefgh"))
    sheet.place(lines(sheet, *"rst"))
    assert letters(sheet, pages_of) == ["abcdefgh", "rst"]


def test_a_block_that_just_fits_stays(sheet, pages_of):
    sheet.place(lines(sheet, *"abcdefg"))
    sheet.place(lines(sheet, *"rst"))
    assert letters(sheet, pages_of) == ["abcdefgrst"]


def test_a_block_taller_than_a_page_is_split_and_loses_nothing(sheet, pages_of):
    words = [f"w{at}" for at in range(23)]
    sheet.place(lines(sheet, *words))
    pages = read(sheet, pages_of)
    assert [word for page in pages for word in page] == words
    assert len(pages) == 3


def test_what_must_follow_takes_the_block_with_it(sheet, pages_of):
    sheet.place(lines(sheet, *"abcdefg"))
    sheet.place(lines(sheet, "r"), keep=60)
    sheet.place(lines(sheet, *"xyz"))
    assert letters(sheet, pages_of) == ["abcdefg", "rxyz"]


def test_the_end_of_a_split_block_goes_with_what_must_follow(sheet, pages_of):
    words = [f"w{at}" for at in range(20)]
    sheet.place(lines(sheet, *words), keep=60)
    sheet.place(lines(sheet, *"xyz"))
    pages = read(sheet, pages_of)
    assert pages[-1] == ["w17", "w18", "w19", "x", "y", "z"]


def test_more_than_a_page_to_keep_is_not_waited_for(sheet, pages_of):
    sheet.place(lines(sheet, "a"), keep=5000)
    assert letters(sheet, pages_of) == ["a"]


def test_heads_are_drawn_on_further_pages_and_take_their_room(sheet, pages_of):
    head = Head(40, lambda canvas, top: canvas.write(50, top - 14, "head", STYLE))
    sheet.heads.append(head)
    words = [f"w{at}" for at in range(19)]
    for word in words:
        sheet.place(lines(sheet, word))
    pages = read(sheet, pages_of)
    assert pages == [words[:10], ["head", *words[10:18]], ["head", words[18]]]


def test_a_space_is_left_between_but_not_at_the_top(sheet):
    sheet.skip(30)
    assert sheet.y == 800
    sheet.place(lines(sheet, "a"))
    sheet.skip(30)
    assert sheet.y == 750


def test_columns_beside_each_other_share_their_lines(sheet):
    block = beside(lines(sheet, *"abc"), lines(sheet, "x"))
    assert [[run.words for run in line.runs] for line in block] == [
        ["a", "x"],
        ["b"],
        ["c"],
    ]


def test_columns_apart_keep_their_own_lines(sheet):
    left, right = lines(sheet, *"ab"), lines(sheet, *"xyz")
    right[0].height = 35
    merged = apart(left, right)
    assert merged.height == height_of(right) == 75
    assert [run.down for run in merged.runs] == [14, 34, 14, 49, 69]


def test_columns_apart_inside_columns_apart_stay_where_they_were(sheet):
    inner = apart(lines(sheet, *"abc"))
    outer = apart([TextLine(30, 20), inner])
    assert [run.down for run in outer.runs] == [44, 64, 84]


def test_columns_too_tall_to_stay_whole_can_be_split(sheet):
    assert len(side_by_side(lines(sheet, *"abcd"), lines(sheet, "x"))) == 1
    assert len(side_by_side(lines(sheet, *"abcd" * 5), lines(sheet, "x"))) == 20
