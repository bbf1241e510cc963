"""A list about cover as a workbook: typed figures and days, no formula anywhere."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from pip_manager.reports.cover_listing import text

if TYPE_CHECKING:
    from typing import Any

    from pip_manager.reports.cover_listing import Cell, Heading, Listing

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "muted": {"font_color": "#4F5D6B"},
    "note": {"font_color": "#4F5D6B", "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_size": 12, "font_color": "#0F5E8C"},
    "head": {
        "bold": True,
        "bg_color": "#EDF0F4",
        "bottom": 1,
        "text_wrap": True,
        "valign": "top",
    },
    "words": {"text_wrap": True, "valign": "top"},
    "strong": {"bold": True, "text_wrap": True, "valign": "top"},
    "level": {"bold": True, "valign": "top"},
    "figure": {"num_format": "0.####", "valign": "top"},
    "whole": {"num_format": "0", "valign": "top"},
    "fte": {"num_format": "0.00", "valign": "top"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "day": {"num_format": "d mmm yyyy", "valign": "top", "align": "left"},
    "unstated": {"italic": True, "font_color": "#4F5D6B", "valign": "top"},
}
_WIDE = 1.25  # characters of a sheet's column for each part of the paper's width
_LINE = 15.5  # points a line of a sheet takes
_MOST_NAME = 31
_FORBIDDEN = "[]:*?/\\"


def listing_book(listing: Listing) -> bytes:
    """Return the list on one sheet, ready to print on A4 pages on their side."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    described = {"title": listing.title, "author": listing.author}
    book.set_properties({**described, "subject": listing.about})
    looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
    sheet = book.add_worksheet(_sheet_name(listing.title))
    _prepare(sheet, listing)
    at = _fill(sheet, listing, looks)
    for note in listing.notes:
        _note(sheet, at, note, listing, looks["note"])
        at += 1
    book.close()
    return stream.getvalue()


def _note(sheet: Any, at: int, note: str, listing: Listing, look: Any) -> None:  # noqa: ANN401
    """Write a footnote across the table, in as many lines as it takes."""
    last = len(listing.columns) - 1
    if last:
        sheet.merge_range(at, 0, at, last, "", look)
    across = sum(_width(column) for column in listing.columns)
    sheet.set_row(at, _LINE * (1 + int(len(note) // across)))
    sheet.write_string(at, 0, note, look)


def _width(column: Heading) -> float:
    return max(9, column.width * _WIDE)


def _sheet_name(title: str) -> str:
    """Return a title as a spreadsheet allows it for a sheet."""
    kept = "".join(" " if letter in _FORBIDDEN else letter for letter in title)
    return kept[:_MOST_NAME].strip(" '") or "List"


def _prepare(sheet: Any, listing: Listing) -> None:  # noqa: ANN401 - untyped library
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_footer("&L&8" + listing.author.replace("&", "&&") + "&R&8Page &P of &N")
    for number, column in enumerate(listing.columns):
        sheet.set_column(number, number, _width(column))


def _fill(sheet: Any, listing: Listing, looks: dict[str, Any]) -> int:  # noqa: ANN401
    """Write title, head and parts; return the row after them."""
    sheet.write_string(0, 0, listing.title, looks["title"])
    sheet.write_string(1, 0, listing.about, looks["muted"])
    for number, column in enumerate(listing.columns):
        sheet.write_string(3, number, column.words, looks["head"])
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    at = 4
    for part in listing.parts:
        if part.title:
            sheet.write_string(at, 0, part.title, looks["section"])
            at += 1
        if not part.rows:
            sheet.write_string(at, 0, part.nothing, looks["muted"])
            at += 1
        for row in part.rows:
            for number, (cell, column) in enumerate(
                zip(row, listing.columns, strict=True)
            ):
                _write(sheet, (at, number), cell, column, looks)
            at += 1
    return at + 1


def _write(
    sheet: Any,  # noqa: ANN401 - untyped library
    place: tuple[int, int],
    cell: Cell,
    column: Heading,
    looks: dict[str, Any],
) -> None:
    match cell:
        case None:
            sheet.write_string(*place, "not stated", looks["unstated"])
        case date():
            sheet.write_datetime(*place, cell, looks["day"])
        case Decimal():
            kind = column.kind if column.kind in {"money", "fte"} else "figure"
            sheet.write_number(*place, cell, looks[_kind(cell, kind)])
        case int():
            sheet.write_number(*place, cell, looks["whole"])
        case _:
            sheet.write_string(*place, text(cell), looks[_words(column)])


def _kind(cell: Decimal, kind: str) -> str:
    is_whole = cell == cell.to_integral_value()
    return "whole" if kind == "figure" and is_whole else kind


def _words(column: Heading) -> str:
    return column.kind if column.kind in {"strong", "level"} else "words"
