"""A list about cover as a PDF/A-3a and PDF/UA-1 file of A4 pages on their side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pip_manager.paper.archive import Metadata
from pip_manager.paper.blocks import Column, Table, paragraph, said
from pip_manager.reports import cover_look as look
from pip_manager.reports.cover_listing import NOT_STATED, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.paper.text import Style
    from pip_manager.reports.cover_listing import Cell, Heading, Listing, Part

_GAP = 11.0  # between columns, in points


def listing_pdf(listing: Listing) -> bytes:
    """Return the list; the same list gives the same bytes."""
    sheet = look.CoverSheet(look.A4_WIDE, listing.title)
    sheet.begin(listing.title, [listing.about])
    columns = _columns(listing.columns, sheet.left, sheet.width)
    for part in listing.parts:
        _draw(sheet, part, listing, columns)
    sheet.notes(listing.notes_title, listing.notes)
    about = Metadata(
        title=f"{listing.title}, {listing.about}",
        author=listing.author,
        subject=listing.about,
        made_on=listing.made_on,
    )
    foot = f"{listing.author}  •  {listing.title}"
    return sheet.canvas.finish(about, furniture=sheet.furniture(foot))


def _columns(
    headings: Sequence[Heading], left: float, width: float
) -> tuple[Column, ...]:
    """Share the width out; figures end at the right edge of their part."""
    unit = (width + _GAP) / sum(one.width for one in headings)
    made, start = [], left
    for one in headings:
        wide = one.width * unit
        room = wide - _GAP
        edge = start + room if one.is_figure else start
        made.append(Column(one.words, edge, room, one.is_figure))
        start += wide
    return tuple(made)


def _draw(
    sheet: look.CoverSheet, part: Part, listing: Listing, columns: Sequence[Column]
) -> None:
    if part.title:
        sheet.section(part.title)
    else:
        sheet.skip(8)
    if not part.rows:
        root = sheet.canvas.element
        element = said(root, "P", part.nothing)
        sheet.place(paragraph(element, part.nothing, look.MUTED, sheet.whole, 14))
        return
    styles = [_style(heading) for heading in listing.columns]
    table = Table(sheet, columns, look.table_look(sheet.left, sheet.right, styles))
    with table.open(keep=30):
        for row in part.rows:
            lines = table.row(
                [
                    words(cell, heading.kind)
                    for cell, heading in zip(row, listing.columns, strict=True)
                ]
            )
            for cell, heading, column in zip(
                row, listing.columns, columns, strict=True
            ):
                if special := _special(cell, heading):
                    look.restyled(lines, column.edge, special)
            sheet.place(lines)


def _style(heading: Heading) -> Style:
    return look.STRONG if heading.kind == "strong" else look.CELL


def _special(cell: Cell, heading: Heading) -> Style | None:
    if cell is None or cell == NOT_STATED:
        return look.MUTED
    if heading.kind == "level" and cell in look.LEVELS:
        return replace(look.STRONG, ink=look.LEVELS[str(cell)])
    return None
