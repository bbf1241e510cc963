"""An invoice, a credit note or a request for one as a PDF of A4 pages.

Source: VAT Regulations 1995 (SI 1995/2518), regulation 14(1), for what must be on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.billing import page_look as look
from pip_manager.billing import page_words as say
from pip_manager.billing.page_close import closing
from pip_manager.billing.page_head import draw_head
from pip_manager.paper import ink
from pip_manager.paper.archive import Attachment, Metadata
from pip_manager.paper.blocks import Table
from pip_manager.paper.canvas import MM, TaggedCanvas
from pip_manager.paper.sheet import Head, Sheet, height_of
from pip_manager.paper.text import clipped

if TYPE_CHECKING:
    from pip_manager.billing.document import Document

_BETWEEN = 7 * MM
_FOOT = 9 * MM  # under the last line of the footer
_FINE = 9.0  # leading of the footer
_LAST_ROWS = 2  # lines that share their page with the totals


def render(document: Document, attachment: Attachment | None = None) -> bytes:
    """Return the document as a PDF/A-3a and PDF/UA-1 file.

    The same document gives the same bytes. An attachment travels inside the file.
    """
    footer = _Footer(document)
    sheet = Sheet(top=look.TOP, bottom=footer.top + 4 * MM)
    _begin_pages(sheet, document)
    draw_head(sheet, document)
    _draw_lines(sheet, document)
    return sheet.canvas.finish(
        _metadata(document), furniture=footer.draw, attachment=attachment
    )


def _begin_pages(sheet: Sheet, document: Document) -> None:
    """Mark the first page, and say what each further page begins with."""
    word = say.marking(document)

    def mark(canvas: TaggedCanvas, _top: float) -> None:
        if word:
            canvas.watermark(word, look.WATERMARK)

    with sheet.canvas.artifact("Pagination"):
        mark(sheet.canvas, look.TOP)
    sheet.heads += [Head(0, mark), _running_head(document)]


def _running_head(document: Document) -> Head:
    marked = f"{say.marking(document)}  " if say.marking(document) else ""
    kind = say.title(document).split(" –", maxsplit=1)[0]
    named = f"{marked}{kind} {say.number(document)}"
    left = clipped(named, look.STRONG, 84 * MM, 2)
    parties = f"{document.seller.name} to {document.buyer.name}"
    right = clipped(parties, look.LABEL, 78 * MM, 2)
    height = 11.5 * max(len(left), len(right)) + 12

    def draw(canvas: TaggedCanvas, top: float) -> None:
        for at, words in enumerate(left):
            canvas.write(look.LEFT, top - 9 - 11.5 * at, words, look.STRONG)
        for at, words in enumerate(right):
            x = look.RIGHT - look.LABEL.width(words.rstrip())
            canvas.write(x, top - 9 - 11.5 * at, words, look.LABEL)

    return Head(height, draw)


def _draw_lines(sheet: Sheet, document: Document) -> None:
    """Draw the lines and what follows them; the last lines keep the totals company."""
    table = Table(sheet, look.LINE_COLUMNS, look.LINES)
    with table.open(keep=8 * MM):
        rows = [table.row(_cells(document, at)) for at in range(len(document.lines))]
        blocks = closing(sheet.canvas.element, document)
        after = height_of(blocks[0]) + _BETWEEN
        first_kept = len(rows) - _LAST_ROWS
        for at, row in enumerate(rows):
            later = (
                sum(height_of(one) for one in rows[at + 1 :]) if at >= first_kept else 0
            )
            sheet.place(row, keep=later + after if at >= first_kept else 0)
    for block in blocks:
        sheet.skip(_BETWEEN)
        sheet.place(block)


def _cells(document: Document, at: int) -> tuple[str, ...]:
    line = document.lines[at]
    return (
        str(line.n),
        line.description,
        say.quantity(line),
        say.figure(line.unit_price),
        say.vat_short(line),
        say.figure(line.net),
    )


class _Footer:
    """What stands at the foot of every page; `top` is its upper edge."""

    def __init__(self, document: Document) -> None:
        self._number = say.number(document)
        seller = document.seller
        words = seller.name
        if seller.vat_number:
            words += f"  •  VAT registration number {seller.vat_number}"
        self._left = clipped(words, look.FINE, 125 * MM, 2)
        anchor = f"Record {document.anchor}" if document.anchor else ""
        self._anchor = clipped(anchor, look.ANCHOR, 125 * MM, 2) if anchor else ()
        self._right = clipped(self._number, look.FINE, 38 * MM, 2)
        rows = max(len(self._left) + len(self._anchor), 1 + len(self._right))
        self.top = _FOOT + rows * _FINE + 3

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw it, the page count included."""
        with canvas.artifact("Pagination"):
            canvas.rule(look.LEFT, self.top, look.RIGHT, ink.HAIRLINE, 0.6)
            y = self.top - _FINE - 1
            for at, words in enumerate((*self._left, *self._anchor)):
                style = look.FINE if at < len(self._left) else look.ANCHOR
                canvas.write(look.LEFT, y - at * _FINE, words, style)
            counted = f"Page {page} of {pages}"
            for at, words in enumerate((counted, *self._right)):
                style = look.FINE if at else look.FINE_STRONG
                x = look.RIGHT - style.width(words.rstrip())
                canvas.write(x, y - at * _FINE, words, style)


def _metadata(document: Document) -> Metadata:
    title, number = say.title(document), say.number(document)
    marked = f"{say.marking(document)}: " if say.marking(document) else ""
    return Metadata(
        title=f"{marked}{title} {number}, {document.seller.name}",
        author=document.seller.name,
        subject=f"{title} to {document.buyer.name}",
        made_on=document.issued_on,
    )
