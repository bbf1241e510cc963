"""Quantities as they are typed into a cell: ``0.5``, ``1d``, ``3.5h``, ``h``, ``½``."""

from __future__ import annotations

import re
from decimal import Decimal

from pip_manager.domain.money import pence
from pip_manager.ui.kit import reading, words

HALF = Decimal("0.5")
_SIGNS = {"½": HALF, "¼": Decimal("0.25"), "¾": Decimal("0.75"), "h": HALF}
_TYPED = re.compile(r"([0-9.,]*)\s*([½¼¾])?\s*(d|days?|h|hrs?|hours?)?", re.IGNORECASE)

Measure = tuple[Decimal, str]


def read(text: str, unit: str = "day") -> Measure | None:
    """Read a cell; nothing, a dash or nought is None. ``h`` alone is half a day.

    Raises:
        ValueError: a sentence saying what the cell wants.
    """
    typed = text.strip().casefold()
    if typed in {"", "-", "–"}:
        return None
    if typed in _SIGNS:
        return _SIGNS[typed], "day"
    match = _TYPED.fullmatch(typed)
    if match is None or not (match[1] or match[2]):
        raise ValueError(f"“{text.strip()}” is no quantity. Type 0.5, 1, h or 3.5h.")
    total = reading.quantity(match[1]) if match[1] else Decimal(0)
    total += _SIGNS[match[2]] if match[2] else 0
    if total < 0:
        raise ValueError("A quantity is more than nothing.")
    if match[3]:
        unit = "day" if match[3].startswith("d") else "hour"
    return (total, unit) if total else None


def shown(quantity: Decimal, unit: str) -> str:
    """Write a quantity as short as it may be typed: ``0.5 d``, ``3.5 h``."""
    return f"{words.quantity(quantity)} {'d' if unit == 'day' else 'h'}"


def in_cell(quantity: Decimal, unit: str) -> str:
    """Write a quantity for a cell of days: ``0.5``, ``3.5h``."""
    figure = words.quantity(quantity)
    return figure if unit == "day" else f"{figure}h"


def days(total: Decimal) -> str:
    """Write a total of days, to two decimals at most: ``1 day``, ``1.35 days``."""
    figure = pence(total)
    return f"{words.quantity(figure)} {'day' if figure == 1 else 'days'}"


def figure(total: Decimal) -> str:
    """Write a total of days as a figure, to two decimals at most."""
    return words.quantity(pence(total))
