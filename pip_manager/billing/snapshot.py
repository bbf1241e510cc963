"""A document as JSON: whole and canonical to be kept and hashed, or as it is shown."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pip_manager.billing.document import Bank, Document, Line, Party, VatRow
from pip_manager.domain.values import money_text, plain

if TYPE_CHECKING:
    from pip_manager.billing.priced import Json

    Flat = Party | Bank | Line | VatRow | Document

_DATES = frozenset(
    {"period_from", "period_to", "issued_on", "tax_point", "due_on", "credits_on"}
)
_FIGURES = frozenset(
    {
        "quantity",
        "unit_price",
        "net",
        "vat_rate",
        "rate",
        "vat",
        "vat_total",
        "gross",
    }
)


def freeze(document: Document) -> str:
    """Write every field of a document: equal documents give equal text."""
    return json.dumps(
        _plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def thaw(text: str) -> Document:
    """Read a document from what `freeze` wrote; fields added since are empty."""
    stored = json.loads(text, object_hook=_typed)
    return Document(
        seller=Party(**stored.pop("seller")),
        buyer=Party(**stored.pop("buyer")),
        bank=Bank(**stored.pop("bank")),
        lines=tuple(Line(**line) for line in stored.pop("lines")),
        vat=tuple(VatRow(**row) for row in stored.pop("vat")),
        **stored,
    )


def document_json(
    document: Document,
    *,
    status: str,
    paid: Decimal = Decimal(0),
    credited: Decimal = Decimal(0),
) -> dict[str, Json]:
    """Return the DOCUMENT of the command line; what is empty is null."""
    dates = {name: _day(getattr(document, name)) for name in _SHOWN_DATES}
    return {
        "number": document.number,
        "draft": document.draft,
        "kind": document.kind,
        "status": status,
        "engagement": document.engagement,
        "agreement": document.agreement,
        **dates,
        "po_number": document.po_number or None,
        "credits": document.credits,
        "seller": _party_json(document.seller, _SELLER),
        "buyer": _party_json(document.buyer, _BUYER),
        "lines": [_line_json(line) for line in document.lines],
        "vat": [_vat_json(row) for row in document.vat],
        "net": money_text(document.net),
        "vat_total": money_text(document.vat_total),
        "gross": money_text(document.gross),
        "paid": money_text(paid),
        "credited": money_text(credited),
        "outstanding": money_text(document.gross - credited - paid),
    }


_SHOWN_DATES = ("issued_on", "tax_point", "due_on", "period_from", "period_to")
_SELLER = ("name", "unit", "address", "country", "vat_number", "contact", "email")
_BUYER = ("gss_code", "name", "address")


def _line_json(line: Line) -> dict[str, Json]:
    return {
        "n": line.n,
        "description": line.description,
        "quantity": plain(line.quantity),
        "unit": line.unit,
        "unit_price": money_text(line.unit_price),
        "net": money_text(line.net),
        "vat_code": line.vat_code,
        "vat_rate": _rate(line.vat_rate),
        "items": list(line.items),
    }


def _vat_json(row: VatRow) -> dict[str, Json]:
    return {
        "code": row.code,
        "rate": _rate(row.rate),
        "net": money_text(row.net),
        "vat": money_text(row.vat),
    }


def _party_json(party: Party, names: tuple[str, ...]) -> dict[str, Json]:
    return {name: getattr(party, name) or None for name in names}


def _rate(rate: Decimal | None) -> str | None:
    return None if rate is None else plain(rate)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(value: object) -> Json:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case Party() | Bank() | Line() | VatRow() | Document():
            return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return cast("Json", value)


def _typed(stored: dict[str, object]) -> dict[str, object]:
    return {name: _value(name, value) for name, value in stored.items()}


def _value(name: str, value: object) -> object:
    if isinstance(value, str) and name in _DATES:
        return date.fromisoformat(value)
    if isinstance(value, str) and name in _FIGURES:
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value
