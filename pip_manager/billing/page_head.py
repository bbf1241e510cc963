"""The upper part of an invoice page: who, to whom, how much, by when, under what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.billing import page_look as look
from pip_manager.billing import page_words as say
from pip_manager.paper import ink
from pip_manager.paper.blocks import Column, pairs, paragraph, said
from pip_manager.paper.canvas import MM
from pip_manager.paper.sheet import Run, TextLine, height_of, side_by_side
from pip_manager.paper.text import Style, wrap

if TYPE_CHECKING:
    from pip_manager.billing.document import Document, Party
    from pip_manager.paper.canvas import TaggedCanvas
    from pip_manager.paper.sheet import Sheet
    from pip_manager.paper.tags import Element

_LEFT = Column("", look.LEFT, 88 * MM)
_TITLE = Column("", look.RIGHT, 78 * MM, right=True)
_MIDDLE = Column("", look.MIDDLE, look.RIGHT - look.MIDDLE)
_LABEL_WIDTH = 26 * MM
_GAP = 5 * MM


def draw_head(sheet: Sheet, document: Document) -> None:
    """Draw all that stands above the lines."""
    root = sheet.canvas.element
    if say.marking(document):
        sheet.place(_marking(root, document))
        sheet.skip(5 * MM)
    sheet.place(_masthead(root, document))
    sheet.skip(8 * MM)
    sheet.place(_parties(root, document))
    sheet.skip(6 * MM)
    sheet.place(_strip(root, document))
    sheet.skip(4.5 * MM)
    sheet.place(_references(root, document))
    sheet.skip(5 * MM)


def _marking(root: Element, document: Document) -> list[TextLine]:
    words = f"{say.marking(document)}  {say.marking_sentence(document)}".strip()
    column = Column("", look.LEFT, look.WIDTH)
    lines = paragraph(said(root, "P", words), words, look.MARK, column, 13)
    lines[0].height += 4
    lines[0].drop += 4
    lines[-1].height += 5
    height = height_of(lines)
    lines[0].paint = lambda canvas, top: _frame(canvas, top, height)
    return lines


def _frame(canvas: TaggedCanvas, top: float, height: float) -> None:
    for y in (top, top - height):
        canvas.rule(look.OUTER_LEFT, y, look.OUTER_RIGHT, ink.WORDS, 1.2)


def _masthead(root: Element, document: Document) -> list[TextLine]:
    title, number = say.title(document), say.number(document)
    style = look.LONG_TITLE if say.is_proforma(document) else look.TITLE
    heading = said(root, "H1", title)
    right = paragraph(heading, title, style, _TITLE, style.size * 1.15)
    right += paragraph(said(root, "P", number), number, look.NUMBER, _TITLE, 16)
    seller = document.seller
    brand = seller.unit or seller.name
    left = paragraph(said(root, "P", brand), brand, look.BRAND, _LEFT, 17)
    left[0].drop, left[0].height = right[0].drop, right[0].height
    if seller.unit:
        name = said(root, "P", seller.name)
        left += paragraph(name, seller.name, look.SUBTITLE, _LEFT, 13)
    return side_by_side(left, right)


def _parties(root: Element, document: Document) -> list[TextLine]:
    to = "Credit to" if say.is_credit(document) else "Invoice to"
    attention = document.buyer.contact
    more = [f"For the attention of {attention}"] if attention else []
    buyer = _party(root.add("Sect"), to, document.buyer, more, _LEFT)
    seller = _party(root.add("Sect"), "From", document.seller, [], _MIDDLE)
    return side_by_side(buyer, seller)


def _party(
    section: Element, heading: str, party: Party, more: list[str], column: Column
) -> list[TextLine]:
    lines = paragraph(section.add("H2"), heading, look.TAB, column, 13)
    lines += paragraph(
        said(section, "P", party.name), party.name, look.NAME, column, 13.5
    )
    for words in more + _particulars(party):
        lines += paragraph(said(section, "P", words), words, look.BODY, column, 12.4)
    return lines


def _particulars(party: Party) -> list[str]:
    words = [party.address.strip() or f"Address {say.NOT_STATED}"]
    if party.country not in {"", "GB"}:
        words.append(party.country)
    if party.vat_number:
        words.append(f"VAT registration number {party.vat_number}")
    return words


def _strip(root: Element, document: Document) -> list[TextLine]:
    """Return the band with the amount; every figure on it stands elsewhere too."""
    cells = _strip_cells(document)
    styles = [look.STRIP_AMOUNT, *[look.STRIP_VALUE] * (len(cells) - 1)]
    columns = []
    for (label, value), style, (x, width) in zip(
        cells, styles, _places(cells, styles), strict=True
    ):
        element = said(root, "P", f"{label} {value}")
        column = Column("", x, width)
        lines = paragraph(element, f"{label} ", look.STRIP_LABEL, column, 11)
        columns.append(lines + _values(element, value, style, column))
    block = [TextLine(3.2 * MM, 0), *side_by_side(*columns), TextLine(2.6 * MM, 0)]
    height = height_of(block)
    block[0].paint = lambda canvas, top: canvas.box(
        look.OUTER_LEFT,
        top - height,
        look.OUTER_RIGHT - look.OUTER_LEFT,
        height,
        ink.ACCENT,
    )
    return block


def _values(
    element: Element, value: str, style: Style, column: Column
) -> list[TextLine]:
    parts = wrap(value, style, column.width)
    return [TextLine(18, 13.5, [Run(element, column.edge, p, style)]) for p in parts]


def _strip_cells(document: Document) -> list[tuple[str, str]]:
    """Return label and words of each cell, the amount first."""
    credit, asked = say.is_credit(document), say.is_proforma(document)
    kind = "Credit note" if credit else "Request" if asked else "Invoice"
    dated = document.issued_on
    same = document.tax_point in {None, dated}
    both = dated is not None and same and not (credit or asked)
    amount = "Amount to invoice" if asked else "Amount due"
    cells = [("Amount credited" if credit else amount, say.pounds(document.gross))]
    if credit:
        cells.append(("Credits", document.credits or say.NOT_STATED))
    elif not asked:
        due = say.day(document.due_on) if document.due_on else "set when issued"
        cells.append(("Pay by", due))
    issued = say.day(dated) if dated else "not yet issued"
    cells.append((f"{kind} date{' and tax point' if both else ''}", issued))
    if document.tax_point and not same:
        cells.append(("Tax point", say.day(document.tax_point)))
    if document.number:
        cells.append(("Quote reference", document.number))
    return cells


def _places(
    cells: list[tuple[str, str]], styles: list[Style]
) -> list[tuple[float, float]]:
    """Share the width: each cell what it needs and the same gap between them."""
    needs = [
        max(look.STRIP_LABEL.width(label), style.width(value)) + 0.5
        for (label, value), style in zip(cells, styles, strict=True)
    ]
    gap = (look.WIDTH - sum(needs)) / max(len(needs) - 1, 1)
    if gap < _GAP:
        gap = _GAP
        shared = (look.WIDTH - gap * (len(needs) - 1)) / len(needs)
        needs = [shared for _ in needs]
    places, x = [], look.LEFT
    for need in needs:
        places.append((x, need))
        x += need + gap
    return places


def _references(root: Element, document: Document) -> list[TextLine]:
    left = [
        ("Purchase order", document.po_number or say.NOT_STATED),
        ("Agreement", _titled(document.agreement, document.agreement_title)),
        ("Engagement", _titled(document.engagement, document.engagement_title)),
    ]
    right = [("Supply period", say.period(document))]
    if document.buyer_reference:
        right.append(("Your reference", document.buyer_reference))
    contact = ", ".join(filter(None, (document.seller.contact, document.seller.email)))
    if contact:
        right.append(("Contact", contact))
    styles = (look.LABEL, look.STRONG)
    return side_by_side(
        pairs(root, left, _columns(look.LEFT, look.MIDDLE - 6 * MM), styles, 11.4),
        pairs(root, right, _columns(look.MIDDLE, look.RIGHT), styles, 11.4),
    )


def _columns(left: float, right: float) -> tuple[Column, Column]:
    words = left + _LABEL_WIDTH
    return Column("", left, _LABEL_WIDTH), Column("", words, right - words)


def _titled(code: str, title: str) -> str:
    return f"{code}  {title}".strip() or say.NOT_STATED
