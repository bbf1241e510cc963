"""What is priced, held and issued: the questions and writes of the billing desk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    text,
    update,
)

from pip_manager.domain.nouns import NOUNS
from pip_manager.errors import PipManagerError
from pip_manager.models.tables import (
    TABLES,
    documents,
    drafts,
    holds,
    invoice_items,
    invoice_lines,
    invoices,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from pip_manager.domain.values import Row

BILLED_NOUNS = ("activities", "expenses", "charges", "secondments")
_DATED = ("activities", "expenses", "charges")
_INSERTS = {
    table.name: insert(table)
    for table in (documents, holds, invoice_items, invoice_lines, invoices)
}
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


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One issued document in a list; `paid` and `credited` are sums in GBP.

    A credit note is never due: its `due_on` is the day it was issued.
    """

    number: str
    kind: str
    issued_on: date
    due_on: date
    engagement: str
    authority: str
    credits: str | None
    net: Decimal
    gross: Decimal
    paid: Decimal
    credited: Decimal

    @property
    def outstanding(self) -> Decimal:
        """What is still owed; nothing on a credit note."""
        if self.kind == "credit_note":
            return self.gross - self.gross
        return self.gross - self.paid - self.credited

    @property
    def status(self) -> str:
        """``issued``, ``part_paid``, ``paid`` or ``credited``."""
        if self.kind == "invoice" and self.credited >= self.gross > 0:
            return "credited"
        if self.kind == "invoice" and self.outstanding <= 0:
            return "paid"
        return "part_paid" if self.paid > 0 else "issued"


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


def holds_of(connection: Connection, draft: int) -> list[Row]:
    """Return the items a draft holds."""
    order = (holds.c.noun, holds.c.code, holds.c["from"])
    statement = select(holds).where(holds.c.draft == draft).order_by(*order)
    return _rows(connection, statement)


def holder_of(connection: Connection, noun: str, code: str) -> Row | None:
    """Return who holds an item: its draft or number, or None."""
    statement = select(holds.c.draft, holds.c.number).where(
        holds.c.noun == noun, holds.c.code == code
    )
    row = connection.execute(statement.limit(1)).mappings().first()
    return dict(row) if row else None


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


_COUNT_ON = text(
    "INSERT INTO series (key, n) VALUES (:key, 1)"
    " ON CONFLICT (key) DO UPDATE SET n = series.n + 1 RETURNING n"
)


def next_number(connection: Connection, key: str) -> int:
    """Take the next number of a series; gapless, since it rolls back with the unit.

    Whoever asks for one meanwhile waits until this unit ends.
    """
    return int(connection.execute(_COUNT_ON, {"key": key}).scalar_one())


_LAST_ISSUED = (
    select(invoices.c.issued_on)
    .where(invoices.c.series == bindparam("key"))
    .order_by(invoices.c.n.desc())
    .limit(1)
)


def draft_alone(connection: Connection) -> None:
    """Let nobody else draft until this unit ends: two would hold the same days."""
    if _is_server(connection):
        connection.execute(select(func.pg_advisory_xact_lock(_DRAFTING)))


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def last_issued_on(connection: Connection, key: str) -> date | None:
    """Return the day of the last document issued in a series."""
    return connection.scalar(_LAST_ISSUED, {"key": key})


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
        connection.execute(_INSERTS["holds"], held)


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
    connection.execute(_INSERTS["holds"], held)


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


def keep_issued(
    connection: Connection,
    invoice: Row,
    lines: list[Row],
    items: list[Row],
    pdf: bytes,
) -> None:
    """Store an issued document for ever; the lines stand before their invoice."""
    connection.execute(_INSERTS["invoice_lines"], lines)
    if items:
        connection.execute(_INSERTS["invoice_items"], items)
    stored = {"sha256": invoice["pdf_sha256"], "content": pdf}
    connection.execute(_INSERTS["documents"], stored)
    connection.execute(_INSERTS["invoices"], invoice)


def snapshot(connection: Connection, number: str) -> str | None:
    """Return the canonical JSON of an issued document, or None."""
    statement = select(invoices.c.snapshot).where(invoices.c.number == number)
    return connection.scalar(statement)


def credit_snapshots(connection: Connection, number: str) -> list[str]:
    """Return the canonical JSON of every credit note against an invoice."""
    statement = select(invoices.c.snapshot).where(invoices.c.credits == number)
    return list(connection.scalars(statement.order_by(invoices.c.number)))


def items_of(connection: Connection, number: str) -> list[Row]:
    """Return what an issued document holds, by line."""
    statement = select(invoice_items).where(invoice_items.c.number == number)
    order = (invoice_items.c.n, invoice_items.c.noun, invoice_items.c.code)
    return _rows(connection, statement.order_by(*order))


def pdf(connection: Connection, number: str) -> bytes | None:
    """Return the stored PDF of an issued document, or None."""
    statement = (
        select(documents.c.content)
        .join(invoices, invoices.c.pdf_sha256 == documents.c.sha256)
        .where(invoices.c.number == number)
    )
    return connection.scalar(statement)


def issued(connection: Connection, number: str | None = None) -> list[InvoiceRow]:
    """Return issued documents, latest first; only one where a number is given."""
    paid = _sums("payments", "amount")
    credited = (
        select(
            invoices.c.credits.label("number"), func.sum(invoices.c.gross).label("n")
        )
        .where(invoices.c.credits.is_not(None))
        .group_by(invoices.c.credits)
        .subquery()
    )
    money = invoices.c.gross.type
    shown: dict[str, Any] = dict(invoices.c.items())
    day = invoices.c.due_on.type
    shown["due_on"] = func.coalesce(invoices.c.due_on, invoices.c.issued_on, type_=day)
    names = [name for name in InvoiceRow.__dataclass_fields__ if name in shown]
    statement = (
        select(
            *(shown[name] for name in names),
            func.coalesce(paid.c.n, literal(0, money), type_=money),
            func.coalesce(credited.c.n, literal(0, money), type_=money),
        )
        .outerjoin(paid, paid.c.number == invoices.c.number)
        .outerjoin(credited, credited.c.number == invoices.c.number)
        .order_by(invoices.c.issued_on.desc(), invoices.c.number.desc())
    )
    if number is not None:
        statement = statement.where(invoices.c.number == number)
    return [InvoiceRow(*row) for row in connection.execute(statement)]


def _sums(name: str, column: str) -> Any:  # noqa: ANN401 - a subquery
    table = TABLES[name]
    total = func.sum(table.c[column]).label("n")
    return select(table.c.number, total).group_by(table.c.number).subquery()


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


# these are made once: a run over a month asks them a thousand times


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
