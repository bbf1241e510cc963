"""The columns of the three lists, and which of them are edited in place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.ui.activity import measures
from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.activity import Line

PRICE = "Price (£)"


def state(line: Line) -> ChipWords:
    """Return how far an entry is on its way to being billed."""
    entry = line.entry
    if entry.number is not None:
        return ChipWords(entry.number, "good", "lock")
    if entry.draft is not None:
        return ChipWords(f"Draft {entry.draft}", "accent", "draft")
    if line.price.is_blocked:
        return ChipWords(line.price.words.capitalize(), "warn")
    return ChipWords("Unbilled")


def why(line: Line) -> str:
    """Return what is behind the state of an entry, for its tooltip."""
    entry = line.entry
    if entry.number is not None:
        return f"On invoice {entry.number} and locked."
    if entry.draft is not None:
        return f"In draft {entry.draft}; it may still be changed."
    return line.price.why if line.price.is_blocked else "On no invoice and in no draft."


def price(line: Line) -> str:
    """Return the price of an entry, or why it has none."""
    if line.price.is_blocked:
        return "–"
    if line.price.net is None:
        return line.price.words
    return words.money(line.price.net)


def engagement(line: Line) -> str:
    """Return authority and engagement: ``Kirklees – Practice improvement``."""
    return f"{line.entry.authority_name} – {line.entry.engagement_title}"


def _day(line: Line) -> str:
    day = line.row["date"]
    return words.day(day) if isinstance(day, date) else ""


def _text(name: str) -> Callable[[Line], str | None]:
    def told(line: Line) -> str | None:
        value = line.row[name]
        return None if value is None else str(value)

    return told


def _blank(name: str) -> Callable[[Line], str]:
    return lambda line: str(line.row[name] or "")


def _quantity(line: Line) -> str:
    quantity, unit = line.row["quantity"], line.row["unit"]
    if not isinstance(quantity, Decimal):
        return ""
    if unit in {"day", "hour"}:
        return measures.shown(quantity, str(unit))
    figure = words.quantity(quantity)
    if unit in {None, "item"}:
        return figure
    return f"{figure} {unit}" if quantity == 1 else f"{figure} {unit}s"


def _unit_price(line: Line) -> str:
    amount = line.row["unit_price"]
    return words.money(amount) if isinstance(amount, Decimal) else ""


_DATE = Column["Line"]("Date", _day, sort="date", width=112)
_PERSON = Column["Line"](
    "Person", lambda line: line.entry.person_name, sort="person", width=128
)
_ENGAGEMENT = Column["Line"](
    "Engagement",
    engagement,
    sort="engagement",
    width=184,
    tooltip=lambda line: f"{engagement(line)} ({line.row['engagement']})",
)
_PRICE = Column["Line"](
    PRICE,
    price,
    width=96,
    is_figure=True,
    tooltip=lambda line: line.price.why,
    heading_tooltip="Net of VAT: the charged share at the rate in force on the day",
)
_STATE = chip_column("State", state, width=168, tooltip=why, optional=True)
_EACH = Column["Line"](
    "Each (£)", _unit_price, sort="unit_price", width=84, is_figure=True
)
_KIND = Column["Line"]("Kind", _blank("kind"), sort="kind", width=84, optional=True)

ACTIVITIES: tuple[Column[Line], ...] = (
    _DATE,
    _PERSON,
    _ENGAGEMENT,
    Column["Line"](
        "Strand",
        _text("strand"),
        sort="strand",
        width=72,
        optional=True,
        tooltip=lambda line: line.entry.strand_name or "",
    ),
    _KIND,
    Column["Line"]("Quantity", _quantity, sort="quantity", width=72, is_figure=True),
    Column["Line"](
        "Summary", _text("summary"), sort="summary", width=290, stretches=True
    ),
    _PRICE,
    _STATE,
)
EXPENSES: tuple[Column[Line], ...] = (
    _DATE,
    _ENGAGEMENT,
    _PERSON,
    Column["Line"](
        "Description", _text("description"), sort="description", stretches=True
    ),
    Column["Line"]("Quantity", _quantity, sort="quantity", width=92, is_figure=True),
    _EACH,
    _PRICE,
    _STATE,
)
CHARGES: tuple[Column[Line], ...] = (
    _DATE,
    _ENGAGEMENT,
    Column["Line"](
        "Kind", lambda line: _blank("kind")(line).capitalize(), sort="kind", width=104
    ),
    Column["Line"](
        "Description", _text("description"), sort="description", stretches=True
    ),
    Column["Line"]("Quantity", _quantity, sort="quantity", width=104, is_figure=True),
    _EACH,
    _PRICE,
    _STATE,
)
COLUMNS = {"activities": ACTIVITIES, "expenses": EXPENSES, "charges": CHARGES}

IN_PLACE = {
    "Date": "date",
    "Strand": "strand",
    "Quantity": "quantity",
    "Summary": "summary",
    "Description": "description",
}
"""Headings of the columns that are edited in place, and what they hold."""
