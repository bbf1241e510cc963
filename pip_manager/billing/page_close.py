"""The lower part of an invoice page: VAT, totals, notes, how to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.billing import page_look as look
from pip_manager.billing import page_words as say
from pip_manager.paper import ink
from pip_manager.paper.blocks import Column, pairs, paragraph, said
from pip_manager.paper.canvas import MM
from pip_manager.paper.sheet import Run, TextLine, apart, height_of, side_by_side
from pip_manager.paper.tags import COLUMN_HEAD, ROW_HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.billing.document import Document
    from pip_manager.paper.canvas import TaggedCanvas
    from pip_manager.paper.tags import Element
    from pip_manager.paper.text import Style

_VAT_COLUMNS = (
    Column("Rate", look.LEFT, 50 * MM),
    Column("Net £", look.LEFT + 72 * MM, 22 * MM, right=True),
    Column("VAT £", look.LEFT + 92 * MM, 19 * MM, right=True),
)
_VAT_EDGE = look.LEFT + 92 * MM
_TOTALS = look.LEFT + 108 * MM
_REASONS = Column("", look.LEFT, _VAT_EDGE - look.LEFT)
_WHOLE = Column("", look.LEFT, look.WIDTH)
_PAY = (Column("", look.LEFT, 31 * MM), Column("", look.LEFT + 31 * MM, 57 * MM))
_TERMS = Column("", look.MIDDLE, look.RIGHT - look.MIDDLE)
_ROW = 15.5


def closing(root: Element, document: Document) -> list[list[TextLine]]:
    """Return what follows the lines, in blocks, the totals first."""
    blocks = [_totals(root, document)]
    if document.notes:
        blocks.append(_notes(root, document.notes))
    blocks.append(_panel(root, document))
    return blocks


def _totals(root: Element, document: Document) -> list[TextLine]:
    section = root.add("Sect")
    summary = _summary(section, document)
    totals = _amounts(root.add("Sect"), document)
    block = [apart(summary, totals)]
    for words in say.vat_reasons(document):
        reason = said(section, "P", words)
        lines = paragraph(reason, words, look.SMALL, _REASONS, 11)
        lines[0].height += 3
        lines[0].drop += 3
        block += lines
    return block


def _summary(section: Element, document: Document) -> list[TextLine]:
    lines = paragraph(section.add("H2"), "VAT summary", look.SECTION, _WHOLE, _ROW + 2)
    table = section.add("Table")
    heads = [column.heading for column in _VAT_COLUMNS]
    head = _cells(table, heads, [COLUMN_HEAD] * 3, look.LABEL)
    head.paint = lambda canvas, top: canvas.rule(
        look.LEFT, top - _ROW, _VAT_EDGE, ink.HAIRLINE
    )
    lines.append(head)
    for row in document.vat:
        words = (say.vat_long(row), say.figure(row.net), say.figure(row.vat))
        lines.append(_cells(table, words, (ROW_HEAD, "", ""), look.BODY))
    return lines


def _cells(
    table: Element, words: Sequence[str], attributes: Sequence[str], style: Style
) -> TextLine:
    row = table.add("TR")
    line = TextLine(_ROW, 10.8)
    for text, mark, column in zip(words, attributes, _VAT_COLUMNS, strict=True):
        cell = row.add("TH" if mark else "TD", attributes=mark)
        line.runs.append(Run(cell, column.edge, text, style, column.right))
    return line


def _amounts(section: Element, document: Document) -> list[TextLine]:
    place = Column("", _TOTALS, look.RIGHT - _TOTALS)
    lines = paragraph(section.add("H2"), "Total", look.SECTION, place, _ROW + 2)
    table = section.add("Table")
    for label, amount in (
        ("Total net", document.net),
        ("Total VAT", document.vat_total),
    ):
        styles = (look.BODY, look.BODY)
        lines.append(_amount(table, label, say.pounds(amount), styles, _ROW))
    styles = (look.NAME, look.TOTAL)
    gross = say.pounds(document.gross)
    due = _amount(table, _total_label(document), gross, styles, 24)
    due.drop = 18
    due.paint = lambda canvas, top: canvas.rule(
        _TOTALS, top - 2.5, look.RIGHT, ink.WORDS, 1
    )
    return [*lines, due]


def _total_label(document: Document) -> str:
    if say.is_credit(document):
        return "Amount credited"
    return "Amount to invoice" if say.is_proforma(document) else "Amount due"


def _amount(
    table: Element, label: str, amount: str, styles: tuple[Style, Style], height: float
) -> TextLine:
    row = table.add("TR")
    head = Run(row.add("TH", attributes=ROW_HEAD), _TOTALS, label, styles[0])
    value = Run(row.add("TD"), look.RIGHT, amount, styles[1], right=True)
    return TextLine(height, 10.8, [head, value])


def _notes(root: Element, notes: Sequence[str]) -> list[TextLine]:
    section = root.add("Sect")
    lines = paragraph(section.add("H2"), "Notes", look.SECTION, _WHOLE, _ROW)
    for note in notes:
        lines += paragraph(said(section, "P", note), note, look.BODY, _WHOLE, 12.4)
    return lines


def _panel(root: Element, document: Document) -> list[TextLine]:
    """Return the shaded panel at the end; its shade grows with what it says."""
    section = root.add("Sect")
    heading, stated = _payment(document)
    left = paragraph(section.add("H2"), heading, look.SECTION, _WHOLE, 18)
    rows = [(label, words) for label, words in stated if label]
    left += pairs(section, rows, _PAY, (look.LABEL, look.STRONG), 11.4)
    place = Column("", look.LEFT, 86 * MM)
    for words in [words for label, words in stated if not label]:
        left += paragraph(said(section, "P", words), words, look.BODY, place, 12.4)
    right = [TextLine(18, 10)]
    for words in _terms(document):
        right += paragraph(said(section, "P", words), words, look.SMALL, _TERMS, 11)
        right[-1].height += 2.6
    return _shaded(side_by_side(left, right))


def _shaded(lines: list[TextLine]) -> list[TextLine]:
    block = [TextLine(3.5 * MM, 0), *lines, TextLine(3.5 * MM, 0)]
    height = height_of(block)
    block[0].paint = lambda canvas, top: _shade(canvas, top, height)
    return block


def _shade(canvas: TaggedCanvas, top: float, height: float) -> None:
    foot = max(top - height, 0)
    width = look.OUTER_RIGHT - look.OUTER_LEFT
    canvas.box(look.OUTER_LEFT, foot, width, top - foot, ink.SUNKEN)
    canvas.box(look.OUTER_LEFT, foot, 1.4 * MM, top - foot, ink.ACCENT)


def _payment(document: Document) -> tuple[str, list[tuple[str, str]]]:
    """Return a heading and its rows; a row without a label is a sentence."""
    if say.is_proforma(document):
        return "What happens next", [("", _LEDGER)]
    if say.is_credit(document):
        return "How this credit is given", _credited(document)
    bank = document.bank
    stated = [
        ("Account name", bank.name),
        ("Sort code", bank.sort_code),
        ("Account number", bank.account),
        ("IBAN", bank.iban),
    ]
    rows = [(label, words) for label, words in stated if words]
    if not rows:
        rows = [("", "Payment details: see your agreement or ask the contact.")]
    if document.number:
        rows.append(("Payment reference", document.number))
    return "How to pay", rows


_LEDGER = (
    "The council’s own ledger sends a VAT invoice for this amount. Please pay that"
    " invoice, not this request."
)


def _credited(document: Document) -> list[tuple[str, str]]:
    dated = f" of {say.day(document.credits_on)}" if document.credits_on else ""
    rows = [("Credits invoice", f"{document.credits or say.NOT_STATED}{dated}")]
    rows.append(("Reason", document.reason or say.NOT_STATED))
    return rows


def _terms(document: Document) -> list[str]:
    contact = document.seller.contact or document.seller.email
    named = f"{contact}, quoting {document.number}" if document.number else contact
    queries = [f"Questions: please ask {named}."] if contact else []
    currency = "All amounts are in pounds sterling."
    if say.is_credit(document):
        given = "The amount is set against the invoice named here; no payment is due."
        return [given, *queries, currency]
    if say.is_proforma(document):
        return [f"Payment terms: {document.payment_days} days.", *queries, currency]
    due = f", by {say.day(document.due_on)}" if document.due_on else ""
    return [
        f"Please pay within {document.payment_days} days of the invoice date{due}.",
        "Late payment may bear statutory interest.",
        *queries,
        currency,
    ]
