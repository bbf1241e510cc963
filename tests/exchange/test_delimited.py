from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.exchange.delimited import (
    carried,
    read_records,
    taken,
    write_records,
)

DANGEROUS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\rx",
    "\nx",
    "-",
    "+44 20 7946 0000",
    "-12.50 or so",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    "\u200b=1",
    "\ufeff=1",
    "'quoted",
    "-1e5",
)
HARMLESS = ("-12.50", "+5", "35 teams", "a=1", "", "(x)", "0", "12.50", "a@b.example")

texts = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_could_be_calculated_carries_one_apostrophe(text):
    assert carried(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_a_number_or_a_harmless_text_is_left_alone(text):
    assert carried(text) == text


@given(texts)
def test_what_is_carried_comes_off_again_exactly(text):
    assert taken(carried(text)) == text


@pytest.mark.parametrize(("cell", "text"), [("'=1", "=1"), ("''a", "'a"), ("'", "")])
def test_exactly_one_apostrophe_is_taken_off(cell, text):
    assert taken(cell) == text


def read(text):
    return list(read_records(io.StringIO(text, newline="")))


@given(st.lists(st.lists(texts, min_size=2, max_size=4), max_size=8))
def test_records_come_back_as_they_were_written(rows):
    stream = io.StringIO(newline="")
    write_records(stream, ("one", "two"), rows)
    assert [record for _, record in read(stream.getvalue())] == [["one", "two"], *rows]


def test_lines_end_as_rfc_4180_has_it_and_quotes_double():
    stream = io.StringIO(newline="")
    write_records(stream, ("a", "b"), [('say "no"', "x\ny")])
    assert stream.getvalue() == 'a,b\r\n"say ""no""","x\ny"\r\n'


def test_line_ends_inside_a_cell_become_newlines():
    assert read('a\r\n"x\r\ny\rz"\r\n') == [(1, ["a"]), (2, ["x\ny\nz"])]


def test_a_record_counts_by_its_first_line_and_blank_lines_count_too():
    text = 'a,b\r\n"1\n2\n3",x\r\n\r\n4,y\r\n'
    assert [number for number, _ in read(text)] == [1, 2, 6]


@pytest.mark.parametrize("text", ['a\r\n"open', 'a\r\n"x"y\r\n'])
def test_a_stray_quotation_mark_is_an_error(text):
    with pytest.raises(csv.Error):
        read(text)


def test_a_note_longer_than_the_csv_module_allows_by_itself_is_read():
    assert read("a\r\n" + "x" * 200_000)[1] == (2, ["x" * 200_000])
