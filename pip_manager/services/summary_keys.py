"""What activities are summed up by: each key told from an activity's own columns."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pip_manager.domain.calendar import financial_year, quarter
from pip_manager.models import rows
from pip_manager.services import reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.values import Value
    from pip_manager.models import Connection
    from pip_manager.services.desk import Desk

NOT_STATED = "not stated"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "authority": ("engagement",),
    "region": ("engagement",),
    "engagement": ("engagement",),
    "programme": ("engagement",),
    "strand": ("strand",),
    "person": ("person",),
    "role": ("person", "date"),
    "kind": ("kind",),
    "funder": ("engagement", "grant"),
    "month": ("month",),
    "quarter": ("month",),
    "year": ("month",),
}
KEYS = tuple(_COLUMNS)


class Keys:
    """Tells the key of an activity, or of a group that shares the columns needed."""

    def __init__(self, connection: Connection, desk: Desk, by: tuple[str, ...]) -> None:
        """Read what leads from an activity to its keys."""
        self._connection = connection
        self._desk = desk
        self.by = by
        self.columns = list(
            dict.fromkeys(column for key in by for column in _COLUMNS[key])
        )
        self._known: dict[tuple[Value, ...], tuple[str, ...]] = {}

    def of(self, row: Mapping[str, Value]) -> tuple[str, ...]:
        """Return the key of a row, codes as text; what is empty is not stated."""
        values = tuple(_value(row, column) for column in self.columns)
        found = self._known.get(values)
        if found is None:
            stated = dict(zip(self.columns, values, strict=True))
            found = tuple(self._key(name, stated) or NOT_STATED for name in self.by)
            self._known[values] = found
        return found

    def _key(self, name: str, row: Mapping[str, Value]) -> str | None:
        match name:
            case "authority" | "programme":
                return _text(self._engagement(row)[name])
            case "region":
                return reference.region(str(self._engagement(row)["authority"]))
            case "role" | "funder":
                return self._role(row) if name == "role" else self._funder(row)
            case "quarter" | "year":
                named = quarter if name == "quarter" else financial_year
                return named(_first(row))
            case _:
                return _text(row[name])

    def _engagement(self, row: Mapping[str, Value]) -> Mapping[str, Value]:
        return self._desk.engagements[str(row["engagement"])]

    def _role(self, row: Mapping[str, Value]) -> str | None:
        on = row["date"]
        assert isinstance(on, date)  # noqa: S101 - a column of that kind
        return self._desk.book.role(str(row["person"]), on)

    def _funder(self, row: Mapping[str, Value]) -> str | None:
        if row["grant"] is not None:
            return _text(self._grants.get(row["grant"]))
        return _text(self._programmes.get(self._engagement(row)["programme"]))

    @cached_property
    def _grants(self) -> dict[Value, Value]:
        found = rows.rows(self._connection, "grants")
        return {row["grant"]: row["funder"] for row in found}

    @cached_property
    def _programmes(self) -> dict[Value, Value]:
        found = rows.rows(self._connection, "programmes")
        return {row["programme"]: row["funder"] for row in found}


def _value(row: Mapping[str, Value], column: str) -> Value:
    """Return a column of a row; the month of an activity is the head of its date."""
    if column != "month" or "month" in row:
        return row[column]
    day = row["date"]
    return f"{day:%Y-%m}" if isinstance(day, date) else None


def _first(row: Mapping[str, Value]) -> date:
    return date.fromisoformat(f"{row['month']}-01")


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
