"""The words on an invoice page: titles, labels, figures. Nothing is drawn here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pip_manager.billing.document import Document, Line, VatRow

NOT_STATED = "not stated"
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
# not strftime: Qt sets the locale of the process
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_PENNY = Decimal("0.01")

_VAT_SHORT = {"Z": "Zero", "E": "Exempt", "O": "Outside the scope"}
_VAT_LONG = {
    "S": "Standard rate",
    "R": "Reduced rate",
    "Z": "Zero rate",
    "E": "Exempt",
    "O": "Outside the scope of VAT",
}
# what else is typed as a unit is printed as it was typed
_PLURALS = {
    **{word: f"{word}s" for word in ("day", "hour", "week", "month", "year", "mile")},
    **{word: f"{word}s" for word in ("item", "delegate", "place", "session", "ticket")},
    "copy": "copies",
    "person": "people",
}
_MARKINGS = {
    "DRAFT": "This is a draft. It has not been issued and nothing is due.",
    "SAMPLE": "This is a sample. It is not a real invoice and nothing is due.",
    "DEMO": "These are demonstration figures. It is not a real invoice.",
}


def is_credit(document: Document) -> bool:
    """Tell whether the document is a credit note."""
    return document.kind == "credit_note"


def is_proforma(document: Document) -> bool:
    """Tell whether the council's ledger, not this document, bills the buyer."""
    return document.mode == "proforma"


def title(document: Document) -> str:
    """Return what kind of document it is, in words."""
    if is_proforma(document):
        kind = "credit note" if is_credit(document) else "invoice"
        return f"Request for {kind} – not{NBSP}a{NBSP}VAT{NBSP}{kind}"
    return "Credit note" if is_credit(document) else "VAT invoice"


def number(document: Document) -> str:
    """Return the number, or that there is none yet."""
    return document.number or "Draft, not yet numbered"


def marking(document: Document) -> str:
    """Return the word across the page; a document without a number is a draft."""
    return document.marking or ("" if document.number else "DRAFT")


def marking_sentence(document: Document) -> str:
    """Return what the marking means."""
    return _MARKINGS.get(marking(document), "")


def day(on: date | None) -> str:
    """Return a day as ``2 Nov 2017``, not to be broken over lines."""
    if on is None:
        return NOT_STATED
    month = _MONTHS[3 * on.month - 3 : 3 * on.month]
    return f"{on.day}{NBSP}{month}{NBSP}{on.year}"


def period(document: Document) -> str:
    """Return the days the supply was made, both included."""
    first, last = document.period_from, document.period_to
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def figure(amount: Decimal) -> str:
    """Return an amount with its pence, or with more places where it has more."""
    exact = amount if _places(amount) > _places(_PENNY) else amount.quantize(_PENNY)
    return f"{exact:,f}".replace("-", MINUS)


def pounds(amount: Decimal) -> str:
    """Return an amount with its sign and currency."""
    return (MINUS if amount < 0 else "") + "£" + figure(abs(amount))


def quantity(line: Line) -> str:
    """Return how much of what, such as ``4.5 days``."""
    unit = line.unit or "item"
    if line.quantity != 1:
        unit = _PLURALS.get(unit, unit)
    shown = line.quantity.normalize()
    shown = shown.quantize(Decimal(1)) if _places(shown) < 0 else shown
    return f"{shown:,f} {unit}".replace("-", MINUS)


def vat_short(line: Line) -> str:
    """Return how one line is taxed: its rate, or why it bears none."""
    return _VAT_SHORT.get(line.vat_code) or _percent(line.vat_rate)


def vat_long(row: VatRow) -> str:
    """Return how a part of the total is taxed."""
    name = _VAT_LONG.get(row.code, row.code)
    return name if row.code in {"E", "O"} else f"{name} {_percent(row.rate)}"


def vat_reasons(document: Document) -> list[str]:
    """Return why parts bear no VAT, each reason once."""
    stated = [(row.code, row.reason) for row in document.vat]
    stated += [(line.vat_code, line.vat_reason) for line in document.lines]
    return [
        f"{_VAT_LONG.get(code, code)}: {reason}"
        for code, reason in dict.fromkeys(stated)
        if reason
    ]


def _percent(rate: Decimal | None) -> str:
    return f"{rate.normalize():f}%" if rate is not None else NOT_STATED


def _places(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
