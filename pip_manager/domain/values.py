"""What a column can hold, how it is written as text, and how text is read.

One codec serves the exchange format, the change log, forms and the command line.

    kind            in Python       as text
    text, code      str             itself
    day             date            2017-10-20
    when            str             2017-10-20, 2017-10, 2017, 2010 summer
    money           Decimal         pounds with two decimals
    quantity        Decimal         at most four decimals, no trailing zeros
    number          int             digits
    flag            bool            yes, no
    pattern         str             Tue:1 Thu:0.5

Not stated is None, and an empty text.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.nouns import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pip_manager.domain.nouns import Column


Value = str | bool | int | Decimal | date | None
Row = dict[str, Value]

SEASONS = ("spring", "summer", "autumn", "winter")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")

_NUMBERED = r"(?!0000)[0-9]{4}"
_MONTH = re.compile(rf"{_NUMBERED}-(0[1-9]|1[0-2])")
_YEAR = re.compile(_NUMBERED)
_SEASON = re.compile(rf"{_NUMBERED} ({'|'.join(SEASONS)})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIGURE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_COUNT = re.compile(r"-?[0-9]{1,9}")
# control signs, and code points that are no characters: nothing can write them
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LARGEST = Decimal(10) ** 13
_PENNY = Decimal("0.01")
_LONGEST_CODE = 80


def plain(figure: Decimal) -> str:
    """Write a figure without trailing zeros or exponent: ``0.5``, ``35``."""
    text = f"{figure:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def money_text(amount: Decimal) -> str:
    """Write an amount in pounds with two decimals, ungrouped."""
    # half up, and never a negative nought
    return str(amount.quantize(_PENNY, ROUND_HALF_UP) + 0)


def as_text(kind: Kind, value: Value) -> str:
    """Write a value as the exchange format does; nothing for None."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return money_text(value) if kind is Kind.MONEY else plain(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def read_as(column: Column, text: str) -> Value:
    """Read the text of a cell; an empty one is None.

    Raises:
        ValueError: a sentence saying what the column wants.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None
    if column.choices:
        return _choice(text.strip(), column.choices)
    return _READERS[column.kind](text)


def _choice(word: str, choices: tuple[str, ...]) -> str:
    if word not in choices:
        raise ValueError(f"“{word}” is not one of: {', '.join(choices)}.")
    return word


def _text(text: str) -> str:
    if _UNWRITABLE.search(text):
        raise ValueError("The text holds control characters; type it again.")
    return text


def _code(text: str) -> str:
    code = text.strip()
    if len(code) > _LONGEST_CODE or "\n" in code or "\t" in code:
        raise ValueError("A code is one line of at most 80 characters.")
    return _text(code)


def read_day(text: str) -> date:
    """Read a whole date in ISO form.

    Raises:
        ValueError: it is not such a date.
    """
    try:
        if _DAY.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise ValueError(f"“{text.strip()}” is not a date such as 2017-10-20.")


def _when(text: str) -> str:
    words = " ".join(text.split())
    if _MONTH.fullmatch(words) or _YEAR.fullmatch(words) or _SEASON.fullmatch(words):
        return words
    try:
        return read_day(words).isoformat()
    except ValueError:
        raise ValueError(
            f"“{words}” is not a date such as 2017-10-20, 2017-10, 2017 or 2017 summer."
        ) from None


def _figure(text: str, decimals: int, what: str) -> Decimal:
    words = text.strip()
    if not _FIGURE.fullmatch(words):
        raise ValueError(f"“{words}” is not {what}; write it as 12.5.")
    figure = Decimal(words)
    if abs(figure) >= _LARGEST:
        raise ValueError(f"“{words}” is larger than the program can keep.")
    if figure != round(figure, decimals):
        raise ValueError(f"“{words}” has more than {decimals} decimals.")
    return figure


def _money(text: str) -> Decimal:
    return _figure(text, 2, "an amount in pounds").quantize(_PENNY) + 0


def _quantity(text: str) -> Decimal:
    return Decimal(plain(_figure(text, 4, "a figure")))


def _number(text: str) -> int:
    words = text.strip()
    if not _COUNT.fullmatch(words):
        raise ValueError(f"“{words}” is not a whole number.")
    return int(words)


def _flag(text: str) -> bool:
    words = text.strip()
    if words not in {"yes", "no"}:
        raise ValueError(f"“{words}” is neither yes nor no.")
    return words == "yes"


def _pattern(text: str) -> str:
    shares = read_pattern(text)
    return " ".join(f"{day}:{plain(share)}" for day, share in shares.items())


def read_pattern(text: str) -> dict[str, Decimal]:
    """Read weekdays with shares (``Tue:1 Thu:0.5``), Monday first.

    Raises:
        ValueError: a weekday is unknown or doubled, or a share not above 0, up to 1.
    """
    shares: dict[str, Decimal] = {}
    for word in text.split():
        day, _, share = word.partition(":")
        if day not in WEEKDAYS or day in shares:
            raise ValueError(f"“{word}”: name each weekday (Mon to Fri) once, Tue:1.")
        figure = _figure(share, 4, "a share")
        if not 0 < figure <= 1:
            raise ValueError(f"“{word}”: a share is above 0 and at most 1.")
        shares[day] = figure
    return {day: shares[day] for day in WEEKDAYS if day in shares}


_READERS: Mapping[Kind, Callable[[str], Value]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.DAY: read_day,
    Kind.WHEN: _when,
    Kind.MONEY: _money,
    Kind.QUANTITY: _quantity,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.PATTERN: _pattern,
}
