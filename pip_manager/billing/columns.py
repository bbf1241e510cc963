"""Typed reading of one column of a stored row; an absent column is not stated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.values import Value


def text(row: Mapping[str, Value], name: str) -> str | None:
    """Return a text, code, vague date or pattern."""
    value = row.get(name)
    if value is None or isinstance(value, str):
        return value
    raise _wrong(name, value)


def code(row: Mapping[str, Value], name: str) -> str:
    """Return a text that must be stated."""
    value = row[name]
    if isinstance(value, str):
        return value
    raise _wrong(name, value)


def figure(row: Mapping[str, Value], name: str) -> Decimal | None:
    """Return an amount or quantity."""
    value = row.get(name)
    if value is None or isinstance(value, Decimal):
        return value
    raise _wrong(name, value)


def stated_figure(row: Mapping[str, Value], name: str) -> Decimal:
    """Return an amount or quantity that must be stated."""
    value = row[name]
    if isinstance(value, Decimal):
        return value
    raise _wrong(name, value)


def number(row: Mapping[str, Value], name: str) -> int | None:
    """Return a whole number."""
    value = row.get(name)
    if value is None or isinstance(value, int):
        return value
    raise _wrong(name, value)


def day(row: Mapping[str, Value], name: str) -> date:
    """Return a day that must be stated."""
    value = row[name]
    if isinstance(value, date):
        return value
    raise _wrong(name, value)


def optional_day(row: Mapping[str, Value], name: str) -> date | None:
    """Return a day."""
    return None if row.get(name) is None else day(row, name)


def flag(row: Mapping[str, Value], name: str, *, empty: bool) -> bool:
    """Return a yes or no, `empty` where it is not stated."""
    value = row.get(name)
    if value is None:
        return empty
    if isinstance(value, bool):
        return value
    raise _wrong(name, value)


def _wrong(name: str, value: Value) -> TypeError:
    return TypeError(f"column {name} cannot hold {value!r}")
