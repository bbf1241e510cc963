"""Find quantities and expenses in a quick line."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.quick_line_parts import Chip, Expense, Part, State

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_WORDS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "one": Decimal(1),
    "two": Decimal(2),
    "a": Decimal(1),
    "an": Decimal(1),
}
_MINUTES = 60

_QUANTITY = re.compile(
    r"(?<![\w.,/£])(?:(?P<figure>[0-9]{0,4}(?:[.,][0-9]{1,4})?)(?P<sign>[½¼¾])?\s*"
    r"|(?P<word>half|quarter|one|two|an?)(?:\s+an?)?\s+)"
    r"(?P<unit>days?|d|hours?|hrs?|h|minutes?|mins?)(?!\w)",
    re.IGNORECASE,
)
_AMOUNT = (
    r"(?:£\s?(?P<pounds>(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,7})(?:\.[0-9]{1,2})?)"
    r"|(?P<exact>[0-9]{1,7}\.[0-9]{2})"
    r"|(?P<whole>[0-9]{1,7})(?=\s*(?:[,;]|$)))(?![\w%/]|[.,][0-9])"
)
_KINDS = (
    "travel|train|taxi|bus|tram|flight|fares?|parking|tolls?|hotel|accommodation|meals?"
    "|lunch|subsistence|room|venue|materials|printing|postage|expenses?"
)
_EXPENSE = re.compile(rf"(?<!\w)(?P<kind>{_KINDS})\s*:?\s*{_AMOUNT}", re.IGNORECASE)
_POUNDS = re.compile(rf"(?:(?<!\w)(?P<kind>[^\W\d_]+)\s+)?(?=£){_AMOUNT}")
_MILES = re.compile(
    r"(?<![\w.])(?:mileage\s*:?\s+)?(?P<miles>[0-9]{1,5}(?:\.[0-9]{1,2})?)\s*"
    r"(?:miles?|mi)(?!\w)"
    r"|(?<!\w)mileage\s*:?\s+(?P<alone>[0-9]{1,5})(?=\s*(?:[,;]|$))",
    re.IGNORECASE,
)


def quantity_chips(text: str, end: int) -> Iterator[Chip]:
    """Yield the quantities named before `end`, in their order."""
    for match in _QUANTITY.finditer(text, 0, end):
        meaning = _measured(match)
        if meaning:
            yield Chip(match.start(), match.end(), Part.QUANTITY, State.SURE, meaning)


def _measured(match: re.Match[str]) -> tuple[Decimal, str] | None:
    figure, sign, word = match["figure"], match["sign"], match["word"]
    if not (figure or sign or word):
        return None
    total = _WORDS[word.casefold()] if word else Decimal(0)
    total += Decimal(figure.replace(",", ".")) if figure else 0
    total += _SIGNS[sign] if sign else 0
    unit = "day" if match["unit"][0] in "dD" else "hour"
    if match["unit"][0] in "mM":
        total = total / _MINUTES
    if total <= 0 or total != round(total, 4):
        return None
    return total.normalize() + 0, unit


def expense_chips(text: str) -> Iterator[Chip]:
    """Yield the expenses named anywhere; they may overlap."""
    for match in _MILES.finditer(text):
        miles = Decimal(match["miles"] or match["alone"])
        yield _money(match, Expense("Mileage", miles, "mile", None))
    for pattern in (_EXPENSE, _POUNDS):
        for match in pattern.finditer(text):
            said = match["pounds"] or match["exact"] or match["whole"]
            price = Decimal(said.replace(",", "")).quantize(Decimal("0.01"))
            kind = (match["kind"] or "").capitalize()
            yield _money(match, Expense(kind, Decimal(1), "item", price))


def _money(match: re.Match[str], expense: Expense) -> Chip:
    note = "" if expense.description else "what for?"
    return Chip(match.start(), match.end(), Part.MONEY, State.SURE, expense, note=note)
