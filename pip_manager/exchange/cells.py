"""Typed workbook cells as the text of the exchange format, and back."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from pip_manager.domain.nouns import Kind
from pip_manager.domain.values import money_text, plain

Cell = int | float | str | bool | time | date | datetime | timedelta
Shape = Literal["text", "figure", "money", "day"]

# a binary fraction is off by less than this; a person's own decimals are not
_NOISE = 9
_EXACT = 10**15
# the first day on which every spreadsheet agrees: 1900 was no leap year
_FIRST_DAY = date(1900, 3, 1)
_DAY_NOUGHT = date(1899, 12, 30)

_MONEY = re.compile(r"(?!-0\.00)-?(0|[1-9][0-9]{0,12})\.[0-9]{2}")
_FIGURE = re.compile(r"(?!-0$)-?(0|[1-9][0-9]{0,9})(\.[0-9]{0,3}[1-9])?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def cell_text(value: Cell, kind: Kind) -> str:
    """Write what a workbook cell holds as the exchange format would."""
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n")
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return _figure_text(Decimal(repr(value)), kind)
        case datetime():
            return _instant_text(value)
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _figure_text(figure: Decimal, kind: Kind) -> str:
    if not figure.is_finite():
        return str(figure)
    if abs(figure) < _EXACT:
        figure = round(figure, _NOISE)
    if kind is Kind.MONEY and figure == round(figure, 2):
        return money_text(figure)
    return plain(figure)


def _instant_text(value: datetime) -> str:
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def shape_of(text: str, kind: Kind) -> Shape:
    """Tell how a text is stored so that `cell_text` gives exactly it back."""
    match kind:
        case Kind.MONEY if _MONEY.fullmatch(text):
            return "money"
        case Kind.QUANTITY | Kind.NUMBER if _FIGURE.fullmatch(text):
            return "figure"
        case Kind.DAY | Kind.WHEN if _DAY.fullmatch(text) and _serial(text):
            return "day"
        case _:
            return "text"


def serial_of(text: str) -> int:
    """Return a spreadsheet's number of an ISO date that `shape_of` calls a day."""
    return (date.fromisoformat(text) - _DAY_NOUGHT).days


def _serial(text: str) -> int:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return 0
    return (day - _DAY_NOUGHT).days if day >= _FIRST_DAY else 0
