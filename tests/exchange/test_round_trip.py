"""What is written in any of the three forms reads back the same."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pip_manager.domain.nouns import NOUNS
from pip_manager.exchange.reading import read
from pip_manager.exchange.writing import write

FORMS = ("out", "out.zip", "out.xlsx")
PDF = b"%PDF-1.7 an invoice"
SHA = hashlib.sha256(PDF).hexdigest()
EXTRA = {"invoices": ("number", "gross")}

# fmt: off
AWKWARD = [
    "=1+1", "-12.50", "+44 20 7946 0000", "'x", "''", '"q"', "@", "-", "\uff1dx",
    "_x0041_", "_x005F_x0041_", "<b>&amp;</b>", "007", "1040.10", "2017-10-20", "yes",
    "0.5", "1e5", "TRUE", "\ttab", "a\nb", " spaced ",
]
# fmt: on

texts = st.one_of(
    st.text(
        st.characters(
            exclude_categories=["Cs"],
            exclude_characters=[*map(chr, range(9)), "\x0b", "\x0c", "\ufffe", "\uffff"]
            + [chr(sign) for sign in range(13, 32)],
        ),
        max_size=12,
    ),
    st.sampled_from(AWKWARD),
)


def columns_of(noun):
    return tuple(column.name for column in NOUNS[noun].columns)


@st.composite
def tables(draw):
    nouns = draw(st.lists(st.sampled_from(list(NOUNS)), min_size=1, unique=True))
    made = []
    for noun in nouns[:3]:
        columns = columns_of(noun)
        row = st.lists(texts, min_size=len(columns), max_size=len(columns))
        rows = draw(st.lists(row.filter(any), max_size=3))
        made.append((noun, columns, rows))
    return made


def records(columns, rows):
    return [
        {name: cell for name, cell in zip(columns, row, strict=True) if cell}
        for row in rows
    ]


@pytest.mark.parametrize("form", FORMS)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_every_form_reads_back_exactly(form, made):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form
        write(path, made)
        package = read(path)
    assert package.problems == []
    assert set(package.sheets) == {noun for noun, _, _ in made}
    for noun, columns, rows in made:
        sheet = package.sheets[noun]
        assert sheet.columns == columns
        assert [cells for _, cells in sheet.rows] == records(columns, rows)


def people(*names):
    return ("people", ("person", "name"), [(f"P{n}", x) for n, x in enumerate(names)])


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_numbered_as_a_person_sees_them(tmp_path, form):
    write(tmp_path / form, [people("First", "Second")])
    rows = read(tmp_path / form).sheets["people"].rows
    assert rows == [
        (2, {"person": "P0", "name": "First"}),
        (3, {"person": "P1", "name": "Second"}),
    ]


@pytest.mark.parametrize("form", FORMS[:2])
def test_documents_come_along_by_their_hash(tmp_path, form):
    write(tmp_path / form, [people("A")], [(SHA, PDF)])
    package = read(tmp_path / form)
    assert package.problems == []
    assert package.documents[SHA].read() == PDF


@pytest.mark.parametrize("form", FORMS)
def test_further_nouns_come_in_where_they_are_expected(tmp_path, form):
    table = ("invoices", ("number", "gross"), [("LRP-2017-0001", "1040.10")])
    write(tmp_path / form, [people("A"), table])
    assert [problem.code for problem in read(tmp_path / form).problems] == [
        "unknown_noun"
    ]
    rows = read(tmp_path / form, EXTRA).sheets["invoices"].rows
    assert rows == [(2, {"number": "LRP-2017-0001", "gross": "1040.10"})]


@pytest.mark.parametrize("form", FORMS[1:])
def test_equal_tables_make_equal_bytes(tmp_path, form):
    for place in ("one", "two"):
        write(tmp_path / place / form, [people("A", "B")], [(SHA, PDF)])
    one, two = (tmp_path / place / form for place in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


HOSTILE = ("=1+1", "+1", "-1+1", "@x", "\t=1", "=HYPERLINK(1)", "http://x.example", "7")


def test_no_cell_of_a_workbook_is_a_formula_and_another_reader_agrees(tmp_path):
    write(tmp_path / "out.xlsx", [people(*HOSTILE)])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["people"]
    cells = [sheet.cell(row, 2) for row in range(2, sheet.max_row + 1)]
    assert [cell.data_type for cell in cells] == ["s"] * len(HOSTILE)
    assert [cell.value for cell in cells] == list(HOSTILE)
    assert not any(cell.hyperlink for cell in cells)


def test_amounts_figures_and_days_are_typed_in_a_workbook(tmp_path):
    columns = ("cost", "date", "kind", "description", "amount")
    row = ("C1", "2017-10-20", "cover", "Agency", "1040.10")
    write(tmp_path / "out.xlsx", [("costs", columns, [row])])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["costs"]
    assert sheet["E2"].value == 1040.1
    assert sheet["B2"].value.date().isoformat() == "2017-10-20"
    assert sheet["B2"].is_date


def test_the_first_sheet_says_what_is_not_in_the_workbook(tmp_path):
    write(tmp_path / "out.xlsx", [people("A")], [(SHA, PDF)])
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    said = " ".join(str(row[0].value) for row in book.worksheets[0].iter_rows())
    assert book.sheetnames == ["About", "people"]
    assert "PDF documents" in said
    assert "change log" in said


@pytest.mark.parametrize("form", FORMS)
def test_control_characters_do_not_stop_an_export_and_come_back(tmp_path, form):
    write(tmp_path / form, [people("a\x00b\x07c\x1f")])
    assert (
        read(tmp_path / form).sheets["people"].rows[0][1]["name"] == "a\x00b\x07c\x1f"
    )


@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_character_does_not_stop_an_export(tmp_path, form):
    write(tmp_path / form, [people("a\ud800b\uffff")])
    name = read(tmp_path / form).sheets["people"].rows[0][1]["name"]
    assert name[0] + name[2] == "ab"


def test_another_reader_opens_a_workbook_with_control_characters(tmp_path):
    write(tmp_path / "out.xlsx", [people("a\x00b\x1f\uffff\ud800")])
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book["people"]["B2"].value.startswith("a")
