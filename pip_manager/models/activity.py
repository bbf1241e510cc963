"""Questions asked of activities, expenses and fixed charges, long lists of them.

A list is read in two steps: every id in the order asked for, then the rows of a page.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, exists, func, literal_column, or_, select

from pip_manager.domain.nouns import NOUNS
from pip_manager.models.tables import TABLES, holds, invoice_items, invoice_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection, Select, Table
    from sqlalchemy.sql.elements import ColumnElement

    from pip_manager.domain.values import Row

LISTED = ("activities", "expenses", "charges")
_WORDS = {"activities": "summary", "expenses": "description", "charges": "description"}
_PEOPLE, _STRANDS = TABLES["people"], TABLES["strands"]
_ENGAGEMENTS, _AUTHORITIES = TABLES["engagements"], TABLES["authorities"]
_ACTIVITIES = TABLES["activities"]
_NAMED = {
    "person": (_PEOPLE, _PEOPLE.c.name),
    "engagement": (_ENGAGEMENTS, _ENGAGEMENTS.c.title),
    "strand": (_STRANDS, _STRANDS.c.name),
}
# fmt: off
_SORTED = frozenset({
    "date", "description", "engagement", "kind", "person", "quantity", "strand",
    "summary", "unit_price",
})
# fmt: on
_MOST_RECENT = 9
_MOST_NAMED = 500
_LATEST = 50
_LATELY = 2_000
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; None narrows nothing, both dates are included.

    `state` is ``unbilled``, ``draft`` (in one) or ``billed``.
    """

    search: str = ""
    sort: str = ""
    descending: bool = False
    engagement: str | None = None
    person: str | None = None
    strand: str | None = None
    start: date | None = None
    end: date | None = None
    state: str | None = None


class Entry(NamedTuple):
    """One record of a list with the names of what it refers to, and who holds it.

    `billed_price` is the unit price on the invoice that holds it, in GBP.
    """

    noun: str
    id: int
    version: int
    row: Row
    person_name: str | None
    engagement_title: str
    authority_name: str
    strand_name: str | None
    draft: int | None
    number: str | None
    billed_price: Decimal | None

    @property
    def code(self) -> str:
        """Return the code of the record."""
        return str(self.row[str(NOUNS[self.noun].code)])


class Measured(NamedTuple):
    """What was logged in one unit: how many entries, and their quantity in all."""

    unit: str
    entries: int
    quantity: Decimal


class EngagementName(NamedTuple):
    """The words an engagement goes by, its strands, and its status."""

    code: str
    title: str
    authority: str
    status: str | None
    strands: tuple[str, ...]


def ids(connection: Connection, noun: str, asked: Asked) -> array[int]:
    """Return the ids of all that is asked for, in the order asked for."""
    table = TABLES[noun]
    statement = _narrowed(connection, noun, select(table.c.id), asked)
    statement = _ordered(noun, statement, asked)
    result = connection.execute(statement)
    # a hundred thousand rows of one column need no row objects
    return array("q", chain.from_iterable(result.cursor.fetchall()))


def entries(connection: Connection, noun: str, wanted: Sequence[int]) -> list[Entry]:
    """Return the entries of some ids, in the order of these."""
    if not wanted:
        return []
    table = TABLES[noun]
    found = connection.execute(_entries(noun).where(table.c.id.in_(list(wanted))))
    by_id = {row[0]: _entry(noun, row) for row in found}
    return [by_id[one] for one in wanted if one in by_id]


def measured(connection: Connection, noun: str, asked: Asked) -> list[Measured]:
    """Return what all that is asked for comes to, by unit."""
    table = TABLES[noun]
    statement = select(table.c.unit, func.count(), func.sum(table.c.quantity))
    statement = _narrowed(connection, noun, statement, asked)
    return [
        Measured(*row) for row in connection.execute(statement.group_by(table.c.unit))
    ]


def count(connection: Connection, noun: str, asked: Asked) -> int:
    """Return how many entries are asked for."""
    statement = _narrowed(connection, noun, select(func.count()), asked)
    return int(connection.scalar(statement.select_from(TABLES[noun])) or 0)


def rows(connection: Connection, noun: str, asked: Asked) -> list[Entry]:
    """Return everything asked for at once; for what is known to be few."""
    return entries(connection, noun, ids(connection, noun, asked))


def quantities(
    connection: Connection, person: str, start: date, end: date
) -> list[tuple[date, str, Decimal]]:
    """Return what a person logged by day and unit, both dates included."""
    table = _ACTIVITIES
    statement = (
        select(table.c.date, table.c.unit, func.sum(table.c.quantity))
        .where(table.c.person == person)
        .where(table.c.date >= start, table.c.date <= end)
        .group_by(table.c.date, table.c.unit)
        .order_by(table.c.date, table.c.unit)
    )
    return [(day, unit, total) for day, unit, total in connection.execute(statement)]


def recent(connection: Connection, person: str) -> list[str]:
    """Return the engagements a person logged last, latest first."""
    table = _ACTIVITIES
    last = func.max(table.c.date)
    statement = (
        select(table.c.engagement)
        .where(table.c.person == person)
        .group_by(table.c.engagement)
        .order_by(last.desc(), table.c.engagement)
        .limit(_MOST_RECENT)
    )
    return list(connection.scalars(statement))


def last_number(connection: Connection, noun: str, prefix: str) -> int:
    """Return the last number of the codes like ``A000123``, 0 where there is none.

    Reads every code of that prefix; `latest_number` is sooner and nearly as sure.
    """
    column = TABLES[noun].c[str(NOUNS[noun].code)]
    statement = select(column).where(column >= f"{prefix}0", column < f"{prefix}:")
    return _highest(connection.scalars(statement), prefix)


def latest_number(connection: Connection, noun: str, prefix: str) -> int:
    """Return the highest number among the codes added last, 0 where there is none."""
    table = TABLES[noun]
    column = table.c[str(NOUNS[noun].code)]
    statement = select(column).order_by(table.c.id.desc()).limit(_LATEST)
    return _highest(connection.scalars(statement), prefix)


def is_taken(connection: Connection, noun: str, code: str) -> bool:
    """Tell whether an entry has that code."""
    column = TABLES[noun].c[str(NOUNS[noun].code)]
    return bool(connection.scalar(select(exists().where(column == code))))


def _highest(codes: Iterable[str], prefix: str) -> int:
    tails = (code[len(prefix) :] for code in codes if code.startswith(prefix))
    numbers = (int(tail) for tail in tails if _NUMBER.fullmatch(tail))
    return max(numbers, default=0)


def kinds(connection: Connection) -> list[str]:
    """Return the kinds of activity used lately, in order."""
    table = _ACTIVITIES
    lately = select(table.c.kind).order_by(table.c.id.desc()).limit(_LATELY)
    return sorted({kind for kind in connection.scalars(lately) if kind is not None})


def engagement_names(connection: Connection) -> list[EngagementName]:
    """Return every engagement by the words it goes by, authority by authority."""
    table = TABLES["engagement_strands"]
    strands: dict[str, list[str]] = {}
    pairs = select(table.c.engagement, table.c.strand).order_by(table.c.id)
    for engagement, strand in connection.execute(pairs):
        strands.setdefault(engagement, []).append(strand)
    statement = (
        select(
            _ENGAGEMENTS.c.engagement,
            _ENGAGEMENTS.c.title,
            func.coalesce(_AUTHORITIES.c.name, _ENGAGEMENTS.c.authority),
            _ENGAGEMENTS.c.status,
        )
        .join(_AUTHORITIES, _AUTHORITIES.c.authority == _ENGAGEMENTS.c.authority)
        .order_by(_AUTHORITIES.c.name, _ENGAGEMENTS.c.engagement)
    )
    return [
        EngagementName(code, title, authority, status, tuple(strands.get(code, ())))
        for code, title, authority, status in connection.execute(statement)
    ]


def _narrowed(
    connection: Connection, noun: str, statement: Select[Any], asked: Asked
) -> Select[Any]:
    table = TABLES[noun]
    for name in ("engagement", "person", "strand"):
        if (code := getattr(asked, name)) is not None and name in table.c:
            statement = statement.where(table.c[name] == code)
    if asked.start is not None:
        statement = statement.where(table.c.date >= asked.start)
    if asked.end is not None:
        statement = statement.where(table.c.date <= asked.end)
    if asked.state is not None:
        statement = statement.where(_in_state(noun, asked.state))
    for word in asked.search.split():
        statement = statement.where(_says(connection, noun, word))
    return statement


def _in_state(noun: str, state: str) -> ColumnElement[bool]:
    code = TABLES[noun].c[str(NOUNS[noun].code)]
    held = select(holds.c.code).where(holds.c.noun == noun)
    if state == "unbilled":
        return code.not_in(held)
    by_number = holds.c.number.is_not(None)
    return code.in_(held.where(by_number if state == "billed" else ~by_number))


def _says(connection: Connection, noun: str, word: str) -> ColumnElement[bool]:
    """Tell whether a word stands in the words of an entry, or in a name it has.

    Names are looked up first: a code among a few is found sooner than words are read.
    """
    table = TABLES[noun]

    def has(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return _contains(connection, column, word)

    said = or_(
        has(_ENGAGEMENTS.c.title),
        has(_AUTHORITIES.c.name),
        has(_ENGAGEMENTS.c.engagement),
    )
    engagements = (
        select(_ENGAGEMENTS.c.engagement)
        .join(_AUTHORITIES, _AUTHORITIES.c.authority == _ENGAGEMENTS.c.authority)
        .where(said)
    )
    ways = [_among(connection, table.c.engagement, engagements)]
    if "person" in table.c:
        people = select(_PEOPLE.c.person).where(has(_PEOPLE.c.name))
        ways.append(_among(connection, table.c.person, people))
    named = [way for way in ways if way is not None]
    return or_(*named, has(table.c[_WORDS[noun]]))


def _among(
    connection: Connection, column: ColumnElement[Any], named: Select[Any]
) -> ColumnElement[bool] | None:
    codes = list(connection.scalars(named.limit(_MOST_NAMED + 1)))
    if not codes:
        return None
    return column.in_(codes if len(codes) <= _MOST_NAMED else named)


def _contains(
    connection: Connection, column: ColumnElement[Any], word: str
) -> ColumnElement[bool]:
    # both databases fold the case of ASCII and of nothing else; LIKE of SQLite does
    # so by itself, and sooner than with lower()
    forms = {word} if word.isascii() else {word, word.lower(), word.upper()}
    forms |= set() if word.isascii() else {word.capitalize()}
    is_file = connection.dialect.name == "sqlite"
    has = column.contains if is_file else column.icontains
    return or_(*(has(form, autoescape=True) for form in sorted(forms)))


def _ordered(noun: str, statement: Select[Any], asked: Asked) -> Select[Any]:
    table = TABLES[noun]
    if asked.sort not in _SORTED or asked.sort not in table.c:
        latest: ColumnElement[Any] = table.c.date
        if asked.search:
            # every row is read anyway: in the table's own order that is twice as fast
            latest = func.coalesce(table.c.date, literal_column("''"))
        return statement.order_by(latest.desc(), table.c.id.desc())
    by: ColumnElement[Any] = table.c[asked.sort]
    if asked.sort in _NAMED:
        other, words = _NAMED[asked.sort]
        statement = statement.outerjoin_from(table, other, other.c[asked.sort] == by)
        by = words
    order, first = by, [by.is_(None)]
    if asked.sort in {"summary", "description", "kind", *_NAMED}:
        order = func.lower(by)
    if asked.descending:
        return statement.order_by(*first, order.desc(), table.c.id.desc())
    return statement.order_by(*first, order, table.c.id)


def _entries(noun: str) -> Select[Any]:
    table = TABLES[noun]
    code = table.c[str(NOUNS[noun].code)]
    columns = [table.c[column.name] for column in NOUNS[noun].columns]
    held = and_(holds.c.noun == noun, holds.c.code == code)
    statement = select(
        table.c.id,
        table.c.version,
        holds.c.draft,
        holds.c.number,
        invoice_lines.c.unit_price,
        _ENGAGEMENTS.c.title,
        func.coalesce(_AUTHORITIES.c.name, _AUTHORITIES.c.authority),
        *(words for _, words in _names_of(table)),
        *columns,
    ).join_from(table, _ENGAGEMENTS, _ENGAGEMENTS.c.engagement == table.c.engagement)
    statement = statement.join(
        _AUTHORITIES, _AUTHORITIES.c.authority == _ENGAGEMENTS.c.authority
    )
    for name, words in _names_of(table):
        other = words.table
        statement = statement.outerjoin(other, other.c[name] == table.c[name])
    on_line = and_(
        invoice_items.c.number == holds.c.number,
        invoice_items.c.noun == noun,
        invoice_items.c.code == code,
    )
    of_line = and_(
        invoice_lines.c.number == invoice_items.c.number,
        invoice_lines.c.n == invoice_items.c.n,
    )
    statement = statement.outerjoin(holds, held).outerjoin(invoice_items, on_line)
    return statement.outerjoin(invoice_lines, of_line)


def _names_of(table: Table) -> list[tuple[str, Any]]:
    return [(n, _NAMED[n][1]) for n in ("person", "strand") if n in table.c]


def _entry(noun: str, row: Any) -> Entry:  # noqa: ANN401 - a result row of many columns
    table = TABLES[noun]
    named = {name: 7 + n for n, (name, _) in enumerate(_names_of(table))}
    start = 7 + len(named)
    stated = NOUNS[noun].columns
    values = {column.name: row[start + n] for n, column in enumerate(stated)}
    return Entry(
        noun,
        row[0],
        row[1],
        values,
        row[named["person"]] if "person" in named else None,
        row[5],
        row[6],
        row[named["strand"]] if "strand" in named else None,
        row[2],
        row[3],
        row[4],
    )
