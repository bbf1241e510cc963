"""What cover is worked out from, read as plain figures: one query a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, select, type_coerce

from pip_manager.domain.cover.facts import (
    COLUMNS,
    Cover,
    Establishment,
    Holding,
    Post,
    Secondment,
)
from pip_manager.domain.nouns import NOUNS
from pip_manager.models.tables import TABLES, Flag, Scaled, key_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row
    from sqlalchemy.sql.elements import ColumnElement


def establishment(connection: Connection, home: str | None) -> Establishment:
    """Return everything recorded of posts and cover; `home` is a gss_code."""
    return Establishment(
        posts=list(map(Post._make, _read(connection, "posts"))),
        holdings=list(map(Holding._make, _read(connection, "holdings"))),
        secondments=list(map(Secondment._make, _read(connection, "secondments"))),
        covers=list(map(Cover._make, _read(connection, "cover"))),
        fte=_fte(connection),
        home=home,
    )


def _fte(connection: Connection) -> dict[str, int | None]:
    people = TABLES["people"]
    statement = select(people.c.person, _raw(people.c.fte))
    return {row.person: row.fte for row in connection.execute(statement).all()}


def _read(connection: Connection, noun: str) -> Sequence[Row[Any]]:
    table = TABLES[noun]
    columns = [_raw(table.c[name]) for name in COLUMNS[noun]]
    statement = select(*columns).order_by(*key_columns(NOUNS[noun], table))
    return connection.execute(statement).all()


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a figure or a flag as the whole number that is kept."""
    is_whole = isinstance(column.type, Scaled | Flag)
    return type_coerce(column, Integer) if is_whole else column
