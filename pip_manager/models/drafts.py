"""Drafts, and what they and issued documents hold: each billed day once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    delete,
    func,
    insert,
    select,
    update,
)

from pip_manager.errors import PipManagerError
from pip_manager.models.tables import (
    drafts,
    holds,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

    from pip_manager.domain.values import Row

_HOLD = insert(holds)
_DRAFTING = 0x504950
"""The number of our lock on the server; any would do that nobody else takes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is kept: what it bills and how its lines are grouped."""

    draft: int
    engagement: str
    agreement: str
    period_from: date
    period_to: date
    grouping: str
    outside: bool
    made_on: date


def draft_alone(connection: Connection) -> None:
    """Let nobody else draft until this unit ends: two would hold the same days."""
    if _is_server(connection):
        connection.execute(select(func.pg_advisory_xact_lock(_DRAFTING)))


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def keep_draft(connection: Connection, draft: Draft, items: Iterable[Row]) -> None:
    """Store a draft and hold its items (``noun, code, from, to``) for it."""
    names = Draft.__dataclass_fields__
    connection.execute(insert(drafts).values({n: getattr(draft, n) for n in names}))
    _hold(connection, draft.draft, items)


def hold_instead(connection: Connection, draft: int, items: Iterable[Row]) -> None:
    """Let a draft hold these items (``noun, code, from, to``) and no others."""
    connection.execute(delete(holds).where(holds.c.draft == draft))
    _hold(connection, draft, items)


def _hold(connection: Connection, draft: int, items: Iterable[Row]) -> None:
    held = [{**item, "draft": draft} for item in items]
    if held:
        connection.execute(_HOLD, held)


def drop_draft(connection: Connection, draft: int) -> None:
    """Delete a draft and free what it holds."""
    connection.execute(delete(holds).where(holds.c.draft == draft))
    connection.execute(delete(drafts).where(drafts.c.draft == draft))


def draft_of(connection: Connection, draft: int) -> Draft:
    """Return a draft by its number.

    Raises:
        PipManagerError: there is none.
    """
    row = connection.execute(select(drafts).where(drafts.c.draft == draft)).first()
    if row is None:
        raise PipManagerError(f"There is no draft {draft}.")
    return Draft(*row)


def regroup(connection: Connection, draft: int, grouping: str) -> None:
    """Group the lines of a draft another way."""
    connection.execute(
        update(drafts).where(drafts.c.draft == draft).values(grouping=grouping)
    )


def all_drafts(connection: Connection) -> list[Draft]:
    """Return every draft, oldest first."""
    rows = connection.execute(select(drafts).order_by(drafts.c.draft))
    return [Draft(*row) for row in rows]


def hold_for(connection: Connection, number: str, items: Iterable[Row]) -> None:
    """Hold items (``noun, code, from, to``) for a document that is being issued."""
    held = [{**item, "number": number} for item in items]
    connection.execute(_HOLD, held)


def hand_over(connection: Connection, draft: int, number: str) -> None:
    """Let an issued document hold what its draft held, and drop the draft."""
    connection.execute(
        update(holds).where(holds.c.draft == draft).values(draft=None, number=number)
    )
    connection.execute(delete(drafts).where(drafts.c.draft == draft))


def free(connection: Connection, number: str, items: Iterable[Row]) -> None:
    """Free items (``noun, code, from``) an issued document held."""
    for item in items:
        connection.execute(
            delete(holds).where(
                holds.c.number == number,
                holds.c.noun == item["noun"],
                holds.c.code == item["code"],
                holds.c["from"] == item["from"],
            )
        )


def holds_of(connection: Connection, draft: int) -> list[Row]:
    """Return the items a draft holds."""
    order = (holds.c.noun, holds.c.code, holds.c["from"])
    statement = select(holds).where(holds.c.draft == draft).order_by(*order)
    return _rows(connection, statement)


def held_by(connection: Connection, number: str) -> list[Row]:
    """Return the items an issued document holds."""
    return _rows(connection, select(holds).where(holds.c.number == number))


def holder_of(connection: Connection, noun: str, code: str) -> Row | None:
    """Return who holds an item: its draft or number, or None."""
    statement = select(holds.c.draft, holds.c.number).where(
        holds.c.noun == noun, holds.c.code == code
    )
    row = connection.execute(statement.limit(1)).mappings().first()
    return dict(row) if row else None


def _rows(
    connection: Connection,
    statement: Any,  # noqa: ANN401 - a select
    asked: dict[str, Any] | None = None,
) -> list[Row]:
    return [dict(row) for row in connection.execute(statement, asked).mappings()]
