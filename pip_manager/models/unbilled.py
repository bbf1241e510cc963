"""What can be billed: the rows of work that no draft and no document holds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    and_,
    bindparam,
    exists,
    select,
)

from pip_manager.domain.nouns import NOUNS
from pip_manager.models.tables import (
    TABLES,
    holds,
)

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from pip_manager.domain.values import Row

BILLED_NOUNS = ("activities", "expenses", "charges", "secondments")
_DATED = ("activities", "expenses", "charges")


def work_rows(  # noqa: PLR0913 - one question in all its parts
    connection: Connection,
    engagement: str | None,
    start: date,
    end: date,
    *,
    unheld: bool = True,
    locked: bool = False,
) -> dict[str, list[Row]]:
    """Return the rows that can be billed, by noun, oldest first.

    Args:
        connection: one unit of reading or writing.
        engagement: its code; None for every engagement.
        start: first day, inclusive; secondments come whole whatever their dates.
        end: last day, inclusive.
        unheld: leave out what a draft or an issued document holds.
        locked: keep others from changing the rows until this unit ends.
    """
    work = {
        name: _dated_rows(
            connection, name, engagement, start, end, unheld=unheld, locked=locked
        )
        for name in _DATED
    }
    lent = _lent(is_one=engagement is not None, locked=locked)
    work["secondments"] = _rows(connection, lent, _of(engagement))
    return work


def held_rows(
    connection: Connection, draft: int, *, locked: bool = False
) -> dict[str, list[Row]]:
    """Return the rows a draft holds, by noun.

    Args:
        connection: one unit of reading or writing.
        draft: its number.
        locked: keep others from changing the rows until this unit ends.
    """
    work: dict[str, list[Row]] = {}
    for name in BILLED_NOUNS:
        code = TABLES[name].c[str(NOUNS[name].code)]
        mine = select(holds.c.code).where(holds.c.draft == draft, holds.c.noun == name)
        statement = select(*_columns(name)).where(code.in_(mine)).order_by(code)
        work[name] = _rows(connection, _locking(statement, locked=locked))
    return work


def secondment_holds(connection: Connection, engagement: str | None) -> list[Row]:
    """Return what is held of secondments, of one engagement or of all."""
    held = _lent_holds(is_one=engagement is not None)
    return _rows(connection, held, _of(engagement))


def engagements_with_work(connection: Connection, start: date, end: date) -> list[str]:
    """Return the codes of engagements with something unheld in a period, in order."""
    found: set[str] = set()
    for name in _DATED:
        table = TABLES[name]
        statement = (
            select(table.c.engagement)
            .where(table.c.date >= start, table.c.date <= end, ~_held(name))
            .distinct()
        )
        found.update(connection.scalars(statement))
    lent = select(TABLES["secondments"].c.engagement).distinct()
    found.update(code for code in connection.scalars(lent) if code)
    return sorted(found)


def _columns(name: str) -> list[Any]:
    return [TABLES[name].c[column.name] for column in NOUNS[name].columns]


def _held(name: str) -> Any:  # noqa: ANN401 - an EXISTS
    code = TABLES[name].c[str(NOUNS[name].code)]
    return exists().where(and_(holds.c.noun == name, holds.c.code == code))


def _dated_rows(  # noqa: PLR0913 - one question in all its parts
    connection: Connection,
    name: str,
    engagement: str | None,
    start: date,
    end: date,
    *,
    unheld: bool,
    locked: bool,
) -> list[Row]:
    is_one = engagement is not None
    statement = _dated(name, is_one=is_one, unheld=unheld, locked=locked)
    asked = {"start": start, "end": end, **_of(engagement)}
    return _rows(connection, statement, asked)


def _of(engagement: str | None) -> dict[str, Any]:
    return {} if engagement is None else {"engagement": engagement}


@cache
def _dated(name: str, *, is_one: bool, unheld: bool, locked: bool) -> Any:  # noqa: ANN401 - a select
    table = TABLES[name]
    days = table.c.date >= bindparam("start"), table.c.date <= bindparam("end")
    statement = select(*_columns(name)).where(*days)
    if is_one:
        statement = statement.where(table.c.engagement == bindparam("engagement"))
    if unheld:
        statement = statement.where(~_held(name))
    ordered = statement.order_by(table.c.date, table.c[str(NOUNS[name].code)])
    return _locking(ordered, locked=locked)


@cache
def _lent(*, is_one: bool, locked: bool) -> Any:  # noqa: ANN401 - a select
    table = TABLES["secondments"]
    whose = table.c.engagement
    chosen = whose == bindparam("engagement") if is_one else whose.is_not(None)
    statement = select(*_columns("secondments")).where(chosen)
    return _locking(statement.order_by(table.c.secondment), locked=locked)


@cache
def _lent_holds(*, is_one: bool) -> Any:  # noqa: ANN401 - a select
    statement = select(holds).where(holds.c.noun == "secondments")
    if is_one:
        table = TABLES["secondments"].c
        whose = table.engagement == bindparam("engagement")
        statement = statement.where(
            holds.c.code.in_(select(table.secondment).where(whose))
        )
    return statement


def _locking(statement: Any, *, locked: bool) -> Any:  # noqa: ANN401 - a select
    # SQLite locks the whole file for a writer and leaves this out
    return statement.with_for_update(read=True) if locked else statement


def _rows(
    connection: Connection,
    statement: Any,  # noqa: ANN401 - a select
    asked: dict[str, Any] | None = None,
) -> list[Row]:
    return [dict(row) for row in connection.execute(statement, asked).mappings()]
