"""An address as typed, told apart into street, city and postcode."""

from __future__ import annotations

import re
from typing import NamedTuple

from pip_manager.billing.einvoice.words import clean, one_line

UNITED_KINGDOM = "GB"
_POSTCODE = re.compile(
    r"(?:^|(?<=[\s,]))(GIR|[A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})$", re.IGNORECASE
)
_NAMES = frozenset(
    {"uk", "u.k.", "united kingdom", "great britain"}
    | {"england", "scotland", "wales", "northern ireland"}
)
_PLACES = 3  # an e-invoice has for lines that are not the city


class Address(NamedTuple):
    """At most three lines; city and postcode are empty where they are not known."""

    lines: tuple[str, ...]
    city: str = ""
    postcode: str = ""


def address(text: str, country: str) -> Address:
    """Read an address: what is before a British postcode is the city.

    Without a postcode nothing is taken for a city: it may be a street.
    """
    lines = _lines(text)
    if country != UNITED_KINGDOM:
        return Address(_fitting(lines))
    if len(lines) > 1 and lines[-1].casefold() in _NAMES:
        lines.pop()
    return _british(lines)


def country_code(text: str) -> str:
    """Return the country as a code where its name is known; empty is our own."""
    word = one_line(text)
    if not word or word.casefold() in _NAMES:
        return UNITED_KINGDOM
    return word.upper()


def _lines(text: str) -> list[str]:
    rows = clean(text).splitlines()
    if len(rows) == 1:
        rows = rows[0].split(",")
    return [line for row in rows if (line := one_line(row).strip(" ,"))]


def _british(lines: list[str]) -> Address:
    """Take the lowest postcode out; one line alone beside it may be a street."""
    for at in range(len(lines) - 1, -1, -1):
        if found := _POSTCODE.search(lines[at]):
            postcode = " ".join(found.groups()).upper()
            before = lines[at][: found.start()].rstrip(" ,")
            kept = [*lines[:at], *([before] if before else [])]
            after = lines[at + 1 :]
            city = kept.pop() if before or len(kept) > 1 else ""
            return Address(_fitting(kept + after), city, postcode)
    return Address(_fitting(lines))


def _fitting(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= _PLACES:
        return tuple(lines)
    first = _PLACES - 1
    return (*lines[:first], ", ".join(lines[first:]))
