"""The written part of the demonstration: one table a noun, dates resolved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager import assets
from pip_manager.domain.nouns import NOUNS, Kind
from pip_manager.domain.values import Row, Value, read_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.services.demo.anchors import Anchors


def raw(name: str) -> tuple[dict[str, str], ...]:
    """Return a table as it is written, the columns that steer among the others."""
    return assets.table("starting", "demo", f"{name}.csv")


def written(noun: str, anchors: Anchors) -> list[Row]:
    """Return the rows written for a noun; none where it has no table."""
    if not assets.path("starting", "demo", f"{noun}.csv").is_file():
        return []
    return [row(noun, cells, anchors) for cells in raw(noun)]


def row(noun: str, cells: Mapping[str, str], anchors: Anchors) -> Row:
    """Read the cells of a row; columns that are not given are not stated."""
    values: Row = {}
    for column in NOUNS[noun].columns:
        text = anchors.words(cells.get(column.name, ""))
        if column.kind in (Kind.DAY, Kind.WHEN):
            text = anchors.when(text)
        values[column.name] = read_as(column, text)
    return values


def blank(noun: str) -> Row:
    """Return a row of a noun in which nothing is stated."""
    return dict.fromkeys((column.name for column in NOUNS[noun].columns), None)


def made(noun: str, values: Mapping[str, Value]) -> Row:
    """Return a row of a noun with these values, the rest not stated."""
    return blank(noun) | dict(values)


def day_of(row: Row) -> date:
    """Return the date of a row whose noun states one."""
    day = row["date"]
    if not isinstance(day, date):
        raise TypeError(f"{day!r} is not a date")
    return day
