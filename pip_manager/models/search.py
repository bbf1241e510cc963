"""Records found by a few words: one query a noun, so many at most.

Every word typed has to stand somewhere in what a record is called; names come first,
and the words of activities, of which there are most, last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, func, or_, select

from pip_manager.models.tables import TABLES, invoices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select
    from sqlalchemy.sql.elements import ColumnElement

    Asking = Select[*tuple[Any, ...]]

_ENGAGEMENTS, _AUTHORITIES = TABLES["engagements"], TABLES["authorities"]
_PEOPLE, _POSTS = TABLES["people"], TABLES["posts"]
_AGREEMENTS, _ACTIVITIES = TABLES["agreements"], TABLES["activities"]


class Hit(NamedTuple):
    """One record found: its code, what it is called, and what stands beside that."""

    noun: str
    code: str
    words: str
    beside: str
    engagement: str = ""


def engagements(connection: Connection, typed: Sequence[str], limit: int) -> list[Hit]:
    """Find engagements by title, code or authority."""
    table, other = _ENGAGEMENTS, _AUTHORITIES
    name = func.coalesce(other.c.name, table.c.authority)
    statement = select(table.c.engagement, table.c.title, name).join(
        other, other.c.authority == table.c.authority
    )
    places = (table.c.title, table.c.engagement, other.c.name)
    statement = _found(connection, statement, places, typed).order_by(table.c.title)
    return _hits(connection, "engagements", statement, limit)


def authorities(connection: Connection, typed: Sequence[str], limit: int) -> list[Hit]:
    """Find authorities by name or code, those the Centre works with first."""
    table = _AUTHORITIES
    with_us = table.c.authority.in_(select(_ENGAGEMENTS.c.authority))
    statement = select(table.c.authority, table.c.name, table.c.authority)
    statement = _found(
        connection, statement, (table.c.name, table.c.authority), typed
    ).order_by(with_us.desc(), table.c.name)
    return _hits(connection, "authorities", statement, limit)


def people(connection: Connection, typed: Sequence[str], limit: int) -> list[Hit]:
    """Find people by name or code."""
    table = _PEOPLE
    statement = select(table.c.person, table.c.name, table.c.employer)
    places = (table.c.name, table.c.person)
    statement = _found(connection, statement, places, typed).order_by(table.c.name)
    return _hits(connection, "people", statement, limit)


def posts(connection: Connection, typed: Sequence[str], limit: int) -> list[Hit]:
    """Find posts by title or code."""
    table = _POSTS
    statement = select(table.c.post, table.c.title, table.c.post)
    places = (table.c.title, table.c.post)
    statement = _found(connection, statement, places, typed).order_by(table.c.title)
    return _hits(connection, "posts", statement, limit)


def agreements(connection: Connection, typed: Sequence[str], limit: int) -> list[Hit]:
    """Find agreements by title, code, purchase order or engagement."""
    table, other = _AGREEMENTS, _ENGAGEMENTS
    called = func.coalesce(table.c.title, table.c.agreement)
    statement = select(
        table.c.agreement, called, other.c.title, other.c.engagement
    ).outerjoin(other, other.c.engagement == table.c.engagement)
    places = (table.c.title, table.c.agreement, table.c.po_number, other.c.title)
    statement = _found(connection, statement, places, typed).order_by(called)
    return _hits(connection, "agreements", statement, limit)


def documents(connection: Connection, typed: Sequence[str], limit: int) -> list[Hit]:
    """Find issued documents by number, authority or engagement, the latest first."""
    table, name = invoices, _AUTHORITIES.c.name
    statement: Asking = (
        select(table.c.number, table.c.number, name, table.c.engagement)
        .outerjoin(_AUTHORITIES, _AUTHORITIES.c.authority == table.c.authority)
        .outerjoin(_ENGAGEMENTS, _ENGAGEMENTS.c.engagement == table.c.engagement)
    )
    places = (table.c.number, name, _ENGAGEMENTS.c.title)
    statement = _found(connection, statement, places, typed)
    statement = statement.order_by(table.c.issued_on.desc(), table.c.number.desc())
    return _hits(connection, "invoices", statement, limit)


def activities(connection: Connection, typed: Sequence[str], limit: int) -> list[Hit]:
    """Find activities by their whole code or by what was done, the latest first.

    There are very many: a code is looked up, only what was done is looked through.
    """
    table = _ACTIVITIES
    columns = (table.c.activity, table.c.summary, table.c.date, table.c.engagement)
    codes = {form for word in typed for form in (word, word.upper())}
    coded = select(*columns).where(table.c.activity.in_(sorted(codes)))
    found = _hits(connection, "activities", coded, limit)
    if len(found) < limit:
        said = _found(connection, select(table.c.id), (table.c.summary,), typed)
        # the newest rows end the search early; only those found are read whole
        latest = said.order_by(table.c.id.desc()).limit(limit).subquery()
        whole = select(*columns).join(latest, latest.c.id == table.c.id)
        whole = whole.order_by(table.c.id.desc())
        more = _hits(connection, "activities", whole, limit)
        found += [hit for hit in more if hit not in found]
    return found[:limit]


def _hits(
    connection: Connection, noun: str, statement: Asking, limit: int
) -> list[Hit]:
    found = connection.execute(statement.limit(limit))
    return [
        Hit(noun, row[0], str(row[1] or row[0]), str(row[2] or ""), *row[3:])
        for row in found
    ]


def _found(
    connection: Connection,
    statement: Asking,
    places: Sequence[ColumnElement[Any]],
    typed: Sequence[str],
) -> Asking:
    """Narrow to what has every word in one place or another."""
    words = [
        or_(*(_contains(connection, place, word) for place in places)) for word in typed
    ]
    return statement.where(and_(*words))


def _contains(
    connection: Connection, column: ColumnElement[Any], word: str
) -> ColumnElement[bool]:
    # neither SQLite nor the plain collation of the server fold more than ASCII
    if word.isascii():
        is_file = connection.dialect.name == "sqlite"
        has = column.contains if is_file else column.icontains
        return has(word, autoescape=True)
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(column.contains(form, autoescape=True) for form in sorted(forms)))
