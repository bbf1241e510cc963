"""Typed words read as values: dates as people write them, pounds, shares of a day.

Pure functions; each raises ValueError with a sentence fit for the line under a field.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain import values
from pip_manager.domain.nouns import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

_LONG = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SHORTEST = 3
_PIVOT = 70  # 70 to 99 are of the last century

_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]+)\.?,?(?:[ \-](\d{4}|\d{2}))?"
)
_MONTH_YEAR = re.compile(r"([a-z]+)\.? (\d{4})|(\d{1,2})/(\d{4})")
_SEASON = re.compile(r"(?:(\d{4}) )?(spring|summer|autumn|winter)(?: (\d{4}))?")
_OFFSET = re.compile(r"([+-]\d{1,4})(d|w)?")
_WEEKDAY = re.compile(r"(?:(last|next) )?([a-z]{3,9})")


def today() -> date:
    """Return the day it is where the user is."""
    return datetime.now().astimezone().date()


def day(text: str, on: date) -> date:
    """Read a date as typed on the day `on`; a weekday is the one nearest ahead.

    ``2 Mar 2026``, ``2/3/26``, ``2026-03-02``, ``2 mar``, ``tue``, ``last fri``,
    ``today``, ``yesterday``, ``+7``, ``-2w``. Without a year it is the year of `on`.
    """
    words = " ".join(text.casefold().split())
    for read in (_relative, _weekday, _iso, _numeric, _worded):
        found = read(words, on)
        if found is not None:
            return found
    raise ValueError(
        f"“{text.strip()}” is not a date. Write it as 2 Mar 2026, 2/3/26 or tue."
    )


def when(text: str, on: date) -> str:
    """Read a date that may be vague: also ``Oct 2017``, ``summer 2010``."""
    words = " ".join(text.casefold().split())
    try:
        return str(values.read_as(Column("", Kind.WHEN), words))
    except ValueError:
        pass
    if found := _season(words) or _month(words):
        return found
    try:
        return day(text, on).isoformat()
    except ValueError:
        raise ValueError(
            f"“{text.strip()}” is not a date. Write it as 2 Mar 2026, Oct 2017,"
            " 2017 or summer 2010."
        ) from None


def _relative(words: str, on: date) -> date | None:
    named = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if words in named:
        return on + timedelta(days=named[words])
    if found := _OFFSET.fullmatch(words):
        return on + timedelta(days=int(found[1]) * (7 if found[2] == "w" else 1))
    return None


def _weekday(words: str, on: date) -> date | None:
    found = _WEEKDAY.fullmatch(words)
    hits = [n for n, name in enumerate(_DAYS) if found and name.startswith(found[2])]
    if not found or not hits:
        return None
    ahead = (hits[0] - on.weekday()) % 7
    if found[1] == "last":
        return on - timedelta(days=7 - ahead)
    if found[1] == "next" and ahead == 0:
        ahead = 7
    return on + timedelta(days=ahead)


def _iso(words: str, _on: date) -> date | None:
    found = _ISO.fullmatch(words)
    return _made(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numeric(words: str, on: date) -> date | None:
    found = _NUMERIC.fullmatch(words)
    return _made(_year(found[3], on), int(found[2]), int(found[1])) if found else None


def _worded(words: str, on: date) -> date | None:
    found = _WORDS.fullmatch(words)
    month = _month_number(found[2]) if found else None
    return _made(_year(found[3], on), month, int(found[1])) if found and month else None


def _year(text: str | None, on: date) -> int:
    if text is None:
        return on.year
    year = int(text)
    if len(text) > len("26"):
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _made(year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise ValueError(
            f"There is no day {day_of_month}/{month}/{year}; day, month and year."
        ) from None


def _month_number(word: str) -> int | None:
    if len(word) < _SHORTEST:
        return None
    hits = [n for n, name in enumerate(_LONG, 1) if name.startswith(word)]
    return hits[0] if hits else (9 if word == "sept" else None)


def _season(words: str) -> str | None:
    found = _SEASON.fullmatch(words)
    year = (found[1] or found[3]) if found else None
    return f"{year} {found[2]}" if found and year else None


def _month(words: str) -> str | None:
    found = _MONTH_YEAR.fullmatch(words)
    if not found:
        return None
    number = int(found[3]) if found[3] else _month_number(found[1])
    year = found[2] or found[4]
    return f"{year}-{number:02}" if number and 1 <= number <= len(_LONG) else None


def money(text: str) -> Decimal:
    """Read pounds: ``1250``, ``£1,250.50``, ``(20)`` is refused as not plain."""
    return _figure(text.replace("£", ""), Kind.MONEY, "an amount such as 1,250.50")


def quantity(text: str) -> Decimal:
    """Read a figure: ``0.5``, ``1,250``, ``½``, ``1½``."""
    parts = (("½", ".5"), ("¼", ".25"), ("¾", ".75"))
    for sign, decimals in parts:
        text = text.replace(sign, decimals)
    text = text.strip()
    return _figure(
        "0" + text if text[:1] == "." else text, Kind.QUANTITY, "a figure such as 2.5"
    )


def number(text: str) -> int:
    """Read a whole number."""
    words = text.replace(",", "").strip()
    try:
        return int(str(values.read_as(Column("", Kind.NUMBER), words)))
    except ValueError:
        raise ValueError(f"“{text.strip()}” is not a whole number.") from None


def _figure(text: str, kind: Kind, wanted: str) -> Decimal:
    words = text.replace("−", "-").replace(" ", "").strip()
    if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?", words):
        raise ValueError(f"“{text.strip()}” is not {wanted}.")
    figure = values.read_as(Column("", kind), words.replace(",", "").rstrip("."))
    if not isinstance(figure, Decimal):
        raise TypeError(f"{kind} was not read as a figure")
    return figure


READERS: dict[Kind, Callable[[str], Decimal | int]] = {
    Kind.MONEY: money,
    Kind.QUANTITY: quantity,
    Kind.NUMBER: number,
}
