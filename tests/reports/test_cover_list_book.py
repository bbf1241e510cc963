from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl

from pip_manager.reports.cover_list_book import listing_book
from pip_manager.reports.cover_listing import Heading, Part
from tests.reports.test_cover_list_pdf import LISTING


def sheet_of(listing):
    [sheet] = openpyxl.load_workbook(io.BytesIO(listing_book(listing))).worksheets
    return sheet


def _plain(cell):
    return cell.value.date() if getattr(cell, "is_date", False) else cell.value


def test_days_and_figures_are_typed_and_what_is_unknown_says_so():
    sheet = sheet_of(LISTING)
    rows = [[_plain(cell) for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == ["Post", "From", "FTE-days", "Level", "Who decides"]
    assert rows[1][0] == "Open now"
    assert rows[2] == [
        "Head of Service",
        LISTING.parts[0].rows[0][1],
        0.6,
        "Red",
        "not stated",
    ]
    assert rows[4][0] == "Later"
    assert rows[5][0] == "No gap."
    assert "cannot be measured" in rows[-1][0]


def test_it_is_ready_to_print():
    sheet = sheet_of(LISTING)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"


def test_a_title_a_sheet_cannot_have_is_mended():
    assert sheet_of(replace(LISTING, title="Chain: A/B [x]")).title == "Chain  A B  x"


def test_money_is_money():
    columns = [Heading("Cost £", "money")]
    listing = replace(
        LISTING, columns=columns, parts=[Part("", [(Decimal("1040.5"),)])]
    )
    cell = sheet_of(listing)["A5"]
    assert (cell.value, cell.number_format) == (1040.5, "#,##0.00")
