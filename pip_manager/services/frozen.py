"""Freeze a document: the rows that keep an issued invoice or credit note for ever."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from pip_manager.billing import page_words, snapshot
from pip_manager.domain.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pip_manager.billing.document import Document, Line
    from pip_manager.billing.priced import Charge
    from pip_manager.domain.values import Row
    from pip_manager.paper.archive import Attachment


def invoice_row(issued: Document, series: str, n: int, pdf: bytes) -> Row:
    """Return the row of an issued document, its snapshot and digests included."""
    frozen = snapshot.freeze(issued)
    return {
        "number": issued.number,
        "kind": issued.kind,
        "series": series,
        "n": n,
        "engagement": issued.engagement,
        "agreement": issued.agreement,
        "authority": issued.buyer.gss_code,
        "issued_on": issued.issued_on,
        "tax_point": issued.tax_point,
        "due_on": issued.due_on,
        "period_from": issued.period_from,
        "period_to": issued.period_to,
        "po_number": issued.po_number or None,
        "credits": issued.credits,
        "net": issued.net,
        "vat_total": issued.vat_total,
        "gross": issued.gross,
        "snapshot": frozen,
        "sha256": hashlib.sha256(frozen.encode()).hexdigest(),
        "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        "command": str(uuid.uuid4()),
    }


def rendered(shown: Document) -> bytes:
    """Return the PDF of a document; a numbered VAT document carries its e-invoice."""
    from pip_manager.billing import page  # the page kit loads when a page is made

    return page.render(shown, _carried(shown))


def _carried(shown: Document) -> Attachment | None:
    """Return the e-invoice inside the PDF, named and placed as Factur-X says."""
    if shown.number is None or page_words.is_proforma(shown):
        return None
    from pip_manager.billing.einvoice.cii import cii  # lxml loads with the page kit
    from pip_manager.paper.archive import Attachment

    described = f"{page_words.title(shown)} {shown.number} for machines (EN 16931)"
    return Attachment("factur-x.xml", cii(shown), described, level="EN 16931")


def line_row(number: str, line: Line) -> Row:
    """Return the row of one line."""
    return {
        "number": number,
        "n": line.n,
        "description": line.description,
        "quantity": plain(line.quantity),
        "unit": line.unit,
        "unit_price": line.unit_price,
        "net": line.net,
        "vat_code": line.vat_code,
        "vat_rate": None if line.vat_rate is None else plain(line.vat_rate),
    }


def item_rows(number: str, groups: Iterable[Iterable[Charge]]) -> list[Row]:
    """Return the rows of the items on each line, first line first."""
    return [
        {
            "number": number,
            "n": n,
            "noun": charge.noun,
            "code": charge.code,
            "date": charge.date,
            "quantity": plain(charge.quantity),
            "from": charge.start,
        }
        for n, charges in enumerate(groups, start=1)
        for charge in charges
    ]
