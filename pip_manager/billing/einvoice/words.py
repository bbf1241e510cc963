"""Texts, figures and codes as an e-invoice writes them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pip_manager.billing import page_words as say
from pip_manager.domain.values import money_text, plain

if TYPE_CHECKING:
    from pip_manager.billing.document import Document, Line

CURRENCY = "GBP"
INVOICE, CREDIT_NOTE = "380", "381"
CREDIT_TRANSFER = "30"
VAT = "VAT"
UNIT = "Unit"
ROUNDING = "Rounding of earlier credits"
OUTSIDE = "O"
_EXEMPT = "E"
_REDUCED, _STANDARD = "R", "S"

_UNITS = {
    "day": "DAY",
    "hour": "HUR",
    "week": "WEE",
    "month": "MON",
    "year": "ANN",
    "mile": "SMI",
}
_ONE = "C62"
_ITEM = "item"
_NAME = 100  # characters of an item's name; what is longer is described as well
_PENNY = Decimal("0.01")
_SLACK = Decimal("0.02")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text without what XML cannot carry, and no blanks around it."""
    return _UNWRITABLE.sub("", text).strip()


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(clean(text).split())


def price(amount: Decimal) -> str:
    """Write a unit price, which is never negative and keeps what is below a penny."""
    in_pence = money_text(abs(amount))
    return in_pence if Decimal(in_pence) == abs(amount) else plain(abs(amount))


def quantity(line: Line) -> str:
    """Write how much: negative where the price is, which is written without sign."""
    return plain(line.quantity if line.unit_price >= 0 else -line.quantity)


def rounding(line: Line) -> Decimal:
    """Return what the net has over quantity and price where rules mind it, else 0.

    The last credit of a line takes what is left of it, pence of rounding included.

    Source: Peppol BIS Billing 3.0, rule PEPPOL-EN16931-R120.
    """
    over = line.net - line.quantity * line.unit_price
    if abs(over) <= _SLACK:
        return Decimal(0)
    return over.quantize(_PENNY, ROUND_HALF_UP)


def unit(line: Line) -> str:
    """Return the code of a line's unit; one piece where it has none of its own.

    Source: UN/ECE Recommendation 20.
    """
    return _UNITS.get(line.unit, _ONE)


def unit_word(line: Line) -> str:
    """Return the unit's word where its code does not say it, such as ``delegate``."""
    word = one_line(line.unit)
    return "" if unit(line) != _ONE or word == _ITEM else word


def category(code: str) -> str:
    """Return the category of a VAT code; a reduced rate is standard of another rate.

    Source: UN/ECE 5305, as EN 16931 restricts it.
    """
    return _STANDARD if code == _REDUCED else code


def rate(code: str, percent: Decimal | None) -> str:
    """Write a rate; outside the scope there is none."""
    return "" if code == OUTSIDE or percent is None else money_text(percent)


def exemption(code: str, reason: str) -> str:
    """Return why no VAT is charged, which only what is exempt or outside may say."""
    return one_line(reason) if code in {_EXEMPT, OUTSIDE} else ""


def is_outside(document: Document) -> bool:
    """Tell whether the document is outside the scope of VAT, which it is whole."""
    return any(row.code == OUTSIDE for row in document.vat)


def item_name(line: Line) -> str:
    """Return what a line is for, on one line and not long."""
    name = one_line(line.description) or f"Line {line.n}"
    if len(name) <= _NAME:
        return name
    return f"{name[:_NAME].rpartition(' ')[0] or name[: _NAME - 1]}…"


def item_description(line: Line) -> str:
    """Return the whole description where the name does not say it."""
    whole = clean(line.description)
    return "" if whole == item_name(line) else whole


def type_code(document: Document) -> str:
    """Return the kind of document. Source: UN/ECE 1001."""
    return CREDIT_NOTE if say.is_credit(document) else INVOICE


def note(document: Document) -> str:
    """Return all a document says in words besides its lines, as one note."""
    agreement = f"{document.agreement} {document.agreement_title}"
    said = (
        say.marking_sentence(document),
        f"Credited because: {document.reason}" if document.reason.strip() else "",
        document.engagement_title,
        f"Agreement: {agreement}" if document.agreement_title.strip() else "",
        *document.notes,
    )
    return "\n".join(words for words in map(clean, said) if words)


def terms(document: Document) -> str:
    """Return when to pay."""
    if say.is_credit(document):
        return "The amount is set against the invoice named here; no payment is due."
    return f"Please pay within {document.payment_days} days of the invoice date."
