"""What a cell edited in place holds, as text and back again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.ui.activity import measures
from pip_manager.ui.kit import reading, words

if TYPE_CHECKING:
    from pip_manager.domain.values import Row
    from pip_manager.services.activity import Line


def text(line: Line, name: str) -> str:
    """Return what stands in a cell when it is opened."""
    value = line.row.get(name)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Decimal):
        unit = line.row["unit"]
        if unit in {"day", "hour"}:
            return measures.in_cell(value, str(unit))
        return words.quantity(value)
    return "" if value is None else str(value)


def fields(line: Line, name: str, typed: str | None) -> Row:
    """Return the columns of the record that a typed cell sets.

    Raises:
        ValueError: a sentence saying what the cell wants.
    """
    said = (typed or "").strip()
    if name == "date":
        if not said:
            raise ValueError("An entry has a day. Type one such as 2 Mar.")
        return {"date": reading.day(said, reading.today())}
    if name == "quantity":
        return _quantity(line, said)
    if name == "description" and not said:
        raise ValueError("Say what the money is for.")
    return {name: said or None}


def _quantity(line: Line, said: str) -> Row:
    unit = line.row["unit"]
    if unit not in {"day", "hour"}:
        return {"quantity": reading.quantity(said)}
    found = measures.read(said, str(unit))
    if found is None:
        raise ValueError("A quantity is more than nothing. Delete the entry instead.")
    return {"quantity": found[0], "unit": found[1]}
