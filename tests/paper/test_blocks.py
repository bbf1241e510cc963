from __future__ import annotations

import pytest

from pip_manager.paper import ink
from pip_manager.paper.archive import Metadata
from pip_manager.paper.blocks import Column, Look, Table, pairs, paragraph, said
from pip_manager.paper.sheet import Sheet
from pip_manager.paper.text import Style

STYLE = Style(10)
ABOUT = Metadata("Title", "Author", "Subject")
COLUMNS = (Column("What", 50, 60), Column("How much", 300, 60, right=True))
LOOK = Look(
    head=STYLE,
    cells=(STYLE, STYLE),
    leading=12,
    above=4,
    below=4,
    paint_head=lambda canvas, top: canvas.box(50, top - 20, 250, 20, ink.SUNKEN),
    paint_row=lambda canvas, foot: canvas.rule(50, foot, 300, ink.HAIRLINE),
)


@pytest.fixture
def sheet():
    return Sheet(top=800, bottom=700)  # a head and four rows


def test_words_the_font_lacks_are_said_as_typed(sheet):
    root = sheet.canvas.element
    assert said(root, "P", "中").spoken == "中"
    assert said(root, "P", "plain").spoken == ""


def test_a_paragraph_is_one_element_over_its_lines(sheet):
    element = sheet.canvas.element.add("P")
    lines = paragraph(element, "one two three four five", STYLE, COLUMNS[0], 12)
    assert len(lines) > 1
    assert {run.element for line in lines for run in line.runs} == {element}


def test_pairs_are_a_table_of_labels_and_words(sheet):
    root = sheet.canvas.element
    pairs(root, [("Order", "PO-1"), ("Period", "May")], COLUMNS, (STYLE, STYLE), 12)
    (table,) = root.kids
    assert [[cell.kind for cell in row.kids] for row in table.kids] == [
        ["TH", "TD"],
        ["TH", "TD"],
    ]


def test_no_pairs_make_no_table(sheet):
    assert pairs(sheet.canvas.element, [], COLUMNS, (STYLE, STYLE), 12) == []
    assert sheet.canvas.element.kids == []


def test_a_table_repeats_its_head_to_the_eye_but_not_to_the_ear(sheet, pages_of):
    table = Table(sheet, COLUMNS, LOOK)
    with table.open():
        for at in range(6):
            sheet.place(table.row((f"r{at}", "1.00")))
    file = sheet.canvas.finish(ABOUT)
    assert [page.count("How much") for page in pages_of(file)] == [1, 1]
    assert file.count(b"/S /TH ") == len(COLUMNS)
    assert sheet.heads == []


def test_a_tall_cell_makes_its_row_tall_and_others_start_at_its_top(sheet):
    table = Table(sheet, COLUMNS, LOOK)
    (line,) = table.row(("one two three four five six", "1.00"))
    *described, amount = line.runs
    assert len(described) == 3
    assert amount.down == described[0].down
    assert line.height == 3 * 12 + 8


def test_a_row_too_tall_to_stay_whole_is_lines_of_its_own(sheet):
    table = Table(sheet, COLUMNS, LOOK)
    lines = table.row(("word " * 100, "1.00"))
    assert len(lines) > 20
    assert [run.words for run in lines[0].runs][1] == "1.00"
    assert all(len(line.runs) == 1 for line in lines[1:])
