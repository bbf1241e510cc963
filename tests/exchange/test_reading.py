from __future__ import annotations

import hashlib
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from pip_manager.domain.nouns import NOUNS
from pip_manager.errors import ImportRefusedError
from pip_manager.exchange.reading import read

PEOPLE = "person,name\r\nP1,Jo Bloggs\r\n"


def folder_of(tmp_path, **files):
    for name, text in files.items():
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / f"{name}.csv").write_bytes(content)
    return tmp_path


def problems_of(path):
    return [
        (problem.code, problem.row, problem.column) for problem in read(path).problems
    ]


def test_the_order_of_columns_is_free_and_optional_ones_may_be_missing(tmp_path):
    package = read(folder_of(tmp_path, people="name,email,person\r\nJo,,P1\r\n"))
    assert package.kind == "folder"
    assert package.problems == []
    assert package.sheets["people"].columns == ("name", "email", "person")
    assert package.sheets["people"].rows == [(2, {"name": "Jo", "person": "P1"})]


def test_a_byte_order_mark_is_accepted(tmp_path):
    package = read(folder_of(tmp_path, people=b"\xef\xbb\xbf" + PEOPLE.encode()))
    assert package.problems == []
    assert package.sheets["people"].rows[0][1]["person"] == "P1"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("person,name,shoe\r\n", ("unknown_column", 1, "shoe")),
        ("person,name,name\r\n", ("duplicate_column", 1, "name")),
        ("person\r\n", ("missing_column", 1, "name")),
        ("person,name\r\nP1,Jo,stray\r\n", ("unnamed_column", 2, None)),
        ("person,,name\r\nP1,stray,Jo\r\n", ("unnamed_column", 2, None)),
        (b"person,name\r\nP1,J\xf6rg\r\n", ("not_utf8", None, None)),
        ('person,name\r\nP1,"Jo\r\n', ("not_csv", None, None)),
    ],
)
def test_what_is_wrong_with_a_sheet_is_named(tmp_path, text, problem):
    assert problems_of(folder_of(tmp_path, people=text)) == [problem]


def test_an_empty_file_lacks_its_required_columns(tmp_path):
    assert problems_of(folder_of(tmp_path, people="")) == [
        ("missing_column", 1, "person"),
        ("missing_column", 1, "name"),
    ]


def test_an_unknown_noun_is_named(tmp_path):
    folder_of(tmp_path, people=PEOPLE, shoes="size\r\n")
    assert [problem.sheet for problem in read(tmp_path).problems] == ["shoes.csv"]


def test_what_desktops_leave_lying_about_is_passed_over(tmp_path):
    folder_of(tmp_path, people=PEOPLE)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.people.csv#"):
        (tmp_path / name).write_bytes(b"\0")
    assert read(tmp_path).problems == []


def test_a_document_that_is_not_what_its_name_says_is_named(tmp_path):
    folder_of(tmp_path, people=PEOPLE)
    (tmp_path / "documents").mkdir()
    sha256 = hashlib.sha256(b"right").hexdigest()
    (tmp_path / "documents" / f"{sha256}.pdf").write_bytes(b"wrong")
    (tmp_path / "documents" / "scan.pdf").write_bytes(b"right")
    assert sorted(problem.code for problem in read(tmp_path).problems) == [
        "document_changed",
        "unknown_noun",
    ]


def test_a_zip_may_have_one_folder_round_everything(tmp_path):
    with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
        archive.writestr("My export/people.csv", PEOPLE)
        archive.writestr("__MACOSX/._people.csv", "x")
    package = read(tmp_path / "out.zip")
    assert (package.kind, package.problems) == ("zip", [])
    assert package.sheets["people"].rows == [(2, {"person": "P1", "name": "Jo Bloggs"})]


@pytest.mark.parametrize("name", ["../people.csv", "/people.csv", "a\\..\\people.csv"])
def test_a_zip_that_points_outside_itself_is_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
        archive.writestr(name, PEOPLE)
    with pytest.raises(ImportRefusedError, match="points outside"):
        read(tmp_path / "out.zip")


def test_nothing_there_is_said(tmp_path):
    with pytest.raises(ImportRefusedError, match="There is no file or folder"):
        read(tmp_path / "missing")


@pytest.mark.parametrize("content", [b"", b"hello", PEOPLE.encode()])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "file.xlsx").write_bytes(content)
    with pytest.raises(ImportRefusedError, match="neither a folder, nor a zip"):
        read(tmp_path / "file.xlsx")


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ImportRefusedError, match="no file of the exchange format"):
        read(tmp_path)


def test_a_link_in_a_folder_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text(PEOPLE)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "people.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(ImportRefusedError, match="not an ordinary file"):
        read(tmp_path / "in")


def new_book(tmp_path, title):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    return tmp_path / "in.xlsx", book.create_sheet(title)


def test_a_workbook_typed_by_hand_reads_as_the_exchange_format(tmp_path):
    path, sheet = new_book(tmp_path, "costs")
    sheet.append(["amount", "cost", "date", "kind", "description"])
    sheet.append([])
    sheet.append([12.5, 7, date(2017, 10, 20), "cover", "'=x"])
    sheet.parent.save(path)
    package = read(tmp_path / "in.xlsx")
    assert (package.kind, package.problems) == ("workbook", [])
    cells = {
        "amount": "12.50",
        "cost": "7",
        "date": "2017-10-20",
        "kind": "cover",
        "description": "'=x",
    }
    assert package.sheets["costs"].rows == [(3, cells)]


def test_a_sheet_of_no_noun_is_named(tmp_path):
    path, sheet = new_book(tmp_path, "people")
    sheet.append(["person", "name"])
    sheet.parent.create_sheet("About")
    sheet.parent.save(path)
    assert [(problem.sheet, problem.code) for problem in read(path).problems] == [
        ("About", "unknown_noun")
    ]


def test_a_free_form_workbook_is_refused_with_what_is_missing(tmp_path):
    path, sheet = new_book(tmp_path, "Timesheet 2017")
    sheet.parent.save(path)
    with pytest.raises(ImportRefusedError, match=r"no sheet named.*“Timesheet 2017”"):
        read(path)


def test_errors_and_formulas_never_calculated_are_named_not_read_as_empty(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        sheet = book.add_worksheet("people")
        sheet.write_row(0, 0, ["person", "name", "fte"])
        sheet.write_row(1, 0, ["P1", "Jo"])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 0, "=A1", None, "")
        sheet.write_formula(3, 0, "=A1", None, "P3")
    problems = read(tmp_path / "in.xlsx").problems
    assert [(problem.sheet, problem.code) for problem in problems] == [
        ("people", "cell_in_error"),
        ("people", "not_calculated"),
    ]
    assert "C2" in problems[0].text
    assert "A3" in problems[1].text
    assert "A4" not in problems[1].text


def test_every_noun_of_the_exchange_format_may_come_in(tmp_path):
    headers = {
        noun.name: ",".join(column.name for column in noun.columns)
        for noun in NOUNS.values()
    }
    package = read(folder_of(tmp_path, **headers))
    assert package.problems == []
    assert set(package.sheets) == set(NOUNS)
