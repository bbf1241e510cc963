"""A statement of account as a PDF/A-3a and PDF/UA-1 file of upright A4 pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.money import pounds
from pip_manager.domain.when import day_words
from pip_manager.paper import ink
from pip_manager.paper.archive import Metadata
from pip_manager.paper.blocks import Column, Table, pairs, paragraph, said
from pip_manager.paper.canvas import A4, MM
from pip_manager.paper.fonts import Weight
from pip_manager.paper.sheet import Head, TextLine, side_by_side
from pip_manager.paper.text import Style
from pip_manager.reports import cover_look as look
from pip_manager.reports.statement import AGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from pip_manager.paper.canvas import TaggedCanvas
    from pip_manager.paper.tags import Element
    from pip_manager.reports.statement import OpenInvoice, Statement

TITLE = "Statement of account"
_WATERMARK = Style(150, Weight.SEMIBOLD, ink.WATERMARK)
_NAME = Style(10, Weight.SEMIBOLD)
_BODY = Style(9)
_LABEL = Style(8, Weight.REGULAR, ink.MUTED)
_LATE = Style(8.4, Weight.SEMIBOLD, look.BAD)
_LEFT, _RIGHT = look.MARGIN, A4[0] - look.MARGIN
_WIDTH = _RIGHT - _LEFT
_HALF = _WIDTH / 2 - 4 * MM
_BY = Column("", _LEFT, _HALF)
_TO = Column("", _LEFT + _WIDTH / 2, _HALF)
_PAY = (Column("", _LEFT, 34 * MM), Column("", _LEFT + 36 * MM, _WIDTH - 36 * MM))
_LATE_AT = 3


def _figure(heading: str, right: float, width: float) -> Column:
    return Column(heading, _LEFT + right * MM, width * MM, right=True)


_COLUMNS = (
    Column("Invoice", _LEFT, 38 * MM),
    Column("Issued", _LEFT + 39 * MM, 24 * MM),
    Column("Due", _LEFT + 64 * MM, 24 * MM),
    _figure("Days late", 102, 15),
    _figure("Billed £", 127, 24),
    _figure("Paid, credited £", 155, 27),
    Column("Owed £", _RIGHT, 26 * MM, right=True),
)
_AGES = tuple(
    Column(words, _RIGHT - (len(AGES) - n) * 30.3 * MM, 29 * MM, right=True)
    for n, words in enumerate((*AGES, "Total £"))
)


def statement_pdf(statement: Statement) -> bytes:
    """Return the statement; the same figures give the same bytes."""
    sheet = look.CoverSheet(A4, f"{TITLE}, {statement.buyer}")
    _mark(sheet, statement.marking)
    told = f"As it stood on {day_words(statement.on)}. All amounts with VAT, in £."
    sheet.begin(TITLE, [told, _owed(statement)])
    if statement.marking:
        _words(sheet, f"{statement.marking}: these are not real figures.", look.STRONG)
    sheet.skip(10)
    sheet.place(_parties(sheet.canvas.element, statement))
    _draw_invoices(sheet, statement)
    sheet.section("How late it is")
    _draw_ages(sheet, (*statement.ages, statement.total))
    _draw_payment(sheet, statement)
    named = f"{TITLE} of {statement.buyer}, {day_words(statement.on)}"
    about = Metadata(
        title=f"{statement.marking}: {named}" if statement.marking else named,
        author=statement.seller,
        subject=TITLE,
        made_on=statement.on,
    )
    foot = "  •  ".join(filter(None, (statement.seller, _vat(statement))))
    return sheet.canvas.finish(about, furniture=sheet.furniture(foot))


def _owed(statement: Statement) -> str:
    owed = f"{pounds(statement.total)} is owed"
    if statement.overdue > 0:
        return f"{owed}, of which {pounds(statement.overdue)} is past its due date."
    return f"{owed}; nothing is past its due date."


def _mark(sheet: look.CoverSheet, word: str) -> None:
    if not word:
        return

    def draw(canvas: TaggedCanvas, _top: float) -> None:
        canvas.watermark(word, _WATERMARK)

    with sheet.canvas.artifact("Pagination"):
        draw(sheet.canvas, 0)
    sheet.heads.insert(0, Head(0, draw))


def _vat(statement: Statement) -> str:
    number = statement.vat_number
    return f"VAT registration number {number}" if number else ""


def _words(sheet: look.CoverSheet, words: str, style: Style) -> None:
    element = said(sheet.canvas.element, "P", words)
    sheet.place(paragraph(element, words, style, sheet.whole, 13))


def _parties(root: Element, statement: Statement) -> list[TextLine]:
    by = statement.unit or statement.seller
    under = statement.seller if statement.unit else ""
    address = "\n".join(filter(None, (under, statement.seller_address)))
    return side_by_side(
        _party(root, "From", by, address, _BY),
        _party(root, "To", statement.buyer, statement.buyer_address, _TO),
    )


def _party(
    root: Element, label: str, name: str, address: str, place: Column
) -> list[TextLine]:
    section = root.add("Sect")
    lines = paragraph(said(section, "P", label), label, _LABEL, place, 12)
    lines += paragraph(said(section, "P", name), name, _NAME, place, 14)
    if address:
        lines += paragraph(said(section, "P", address), address, _BODY, place, 12.4)
    return lines


def _draw_invoices(sheet: look.CoverSheet, statement: Statement) -> None:
    sheet.section("Open invoices")
    if not statement.invoices:
        _words(sheet, "Nothing is owed.", _BODY)
        return
    styles = [look.STRONG, *[look.CELL] * 5, look.STRONG]
    table = Table(sheet, _COLUMNS, look.table_look(_LEFT, _RIGHT, styles))
    total = ("Total", "", "", "", "", "", _amount(statement.total))
    with table.open(keep=30):
        rows = [(_cells(one), one.late) for one in statement.invoices]
        for at, (cells, late) in enumerate(rows):
            lines = table.row(cells)
            if late:
                look.restyled(lines, _COLUMNS[_LATE_AT].edge, _LATE)
            # the last one keeps the total company
            sheet.place(lines, keep=20 if at == len(rows) - 1 else 0)
        lines = table.row(total)
        sheet.place(lines)


def _amount(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace("-", "\N{MINUS SIGN}")


def _cells(one: OpenInvoice) -> tuple[str, ...]:
    return (
        one.number,
        day_words(one.issued_on),
        day_words(one.due_on),
        f"{one.late:,}" if one.late else "not due",
        *(_amount(amount) for amount in (one.gross, one.settled, one.outstanding)),
    )


def _draw_ages(sheet: look.CoverSheet, amounts: Sequence[Decimal]) -> None:
    styles = [*[look.CELL] * len(AGES), look.STRONG]
    table = Table(sheet, _AGES, look.table_look(_LEFT, _RIGHT, styles))
    with table.open(keep=20):
        sheet.place(table.row([_amount(amount) for amount in amounts]))


def _draw_payment(sheet: look.CoverSheet, statement: Statement) -> None:
    sheet.skip(12)
    root = sheet.canvas.element.add("Sect")
    heading = "How to pay"
    lines = paragraph(said(root, "H2", heading), heading, look.SECTION, sheet.whole, 17)
    labelled = [(label, words) for label, words in statement.pay if label]
    lines += pairs(root, labelled, _PAY, (_LABEL, look.STRONG), 12)
    for words in _sentences(statement):
        lines += paragraph(said(root, "P", words), words, _BODY, sheet.whole, 12.6)
    sheet.place(lines)


def _sentences(statement: Statement) -> list[str]:
    told = [words for label, words in statement.pay if not label]
    if statement.contact:
        told.append(f"Questions: please ask {statement.contact}.")
    return told
