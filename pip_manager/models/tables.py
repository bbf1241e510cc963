"""The tables: one for every noun, and those the program keeps for itself.

The same tables stand on SQLite (STRICT) and PostgreSQL. Money is whole pence, a
quantity whole ten-thousandths, a day its ISO text, so both sort and add alike. On
SQLite the frozen tables have no rowid: it would be a second key, open to OR REPLACE.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from pip_manager.domain.nouns import NOUNS, Kind

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect
    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.types import TypeEngine

    from pip_manager.domain import nouns

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Whole = BigInteger().with_variant(Integer(), "sqlite")


class Words(TypeDecorator[str]):
    """Text, ordered by its bytes on every kind of database."""

    impl = Text
    cache_ok = True


class Day(TypeDecorator[date]):
    """A date, kept as its ISO text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


@compiles(Words, "postgresql")
@compiles(Day, "postgresql")
def _bytewise(*_: object, **_options: object) -> str:
    # said of the column alone: said of a value too, it would break BETWEEN
    return 'TEXT COLLATE "C"'


class Scaled(TypeDecorator[Decimal]):
    """A figure with a fixed number of decimals, kept as a whole number."""

    impl = Whole
    cache_ok = True

    def __init__(self, decimals: int) -> None:
        super().__init__()
        self.decimals = decimals

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.decimals)
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than {self.decimals} decimals")
        return whole

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        figure = Decimal(int(value)).scaleb(-self.decimals)
        if self.decimals == _PENCE_DECIMALS:
            return figure
        figure = figure.normalize()
        return figure if figure.as_tuple().exponent <= 0 else figure.quantize(_ONE)  # type: ignore[operator]


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


_ONE = Decimal(1)
_PENCE_DECIMALS = 2
Pence = Scaled(_PENCE_DECIMALS)
Parts = Scaled(4)

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Words(),
    Kind.CODE: Words(),
    Kind.WHEN: Words(),
    Kind.PATTERN: Words(),
    Kind.DAY: Day(),
    Kind.MONEY: Pence,
    Kind.QUANTITY: Parts,
    Kind.NUMBER: Integer(),
    Kind.FLAG: Flag(),
}


def _column(column: nouns.Column) -> Column[Any]:
    refers = NOUNS[column.refers] if column.refers else None
    keys = []
    if refers is not None:
        keys = [
            ForeignKey(
                f"{refers.name}.{refers.code}",
                deferrable=True,
                initially="DEFERRED",
            )
        ]
    return Column(column.name, _TYPES[column.kind], *keys, nullable=not column.required)


def _checks(noun: nouns.Noun) -> list[CheckConstraint]:
    checks = []
    for column in noun.columns:
        if column.choices:
            words = ", ".join(f"'{word}'" for word in column.choices)
            checks.append(CheckConstraint(f'"{column.name}" IN ({words})', column.name))
        elif column.kind is Kind.FLAG:
            checks.append(CheckConstraint(f'"{column.name}" IN (0, 1)', column.name))
    return checks


def _table(noun: nouns.Noun) -> Table:
    table = Table(
        noun.name,
        metadata,
        Column("id", Whole, primary_key=True, autoincrement=True),
        Column("version", Integer, nullable=False, server_default="1"),
        *map(_column, noun.columns),
        *_checks(noun),
        sqlite_strict=True,
        info={"logged": True},
    )
    if noun.code:
        table.append_constraint(UniqueConstraint(noun.code))
    else:
        Index(f"uq_{noun.name}_key", *key_columns(noun, table), unique=True)
    return table


def key_names(noun: nouns.Noun) -> list[str]:
    """Return the names of a key's parts; the `either` columns under the first."""
    return [name for name in noun.key if name not in noun.either[1:]]


def key_columns(noun: nouns.Noun, table: Table) -> list[ColumnElement[Any]]:
    """Return the parts of a key as columns, what is not stated read as empty."""
    parts: list[ColumnElement[Any]] = []
    for name in key_names(noun):
        if noun.column(name).required:
            parts.append(table.c[name])
        else:
            names = noun.either if name in noun.either else (name,)
            parts.append(func.coalesce(*(table.c[n] for n in names), ""))
    return parts


TABLES: dict[str, Table] = {noun.name: _table(noun) for noun in NOUNS.values()}

drafts = Table(
    "drafts",
    metadata,
    Column("draft", Whole, primary_key=True, autoincrement=False),
    Column("engagement", Words, ForeignKey("engagements.engagement"), nullable=False),
    Column("agreement", Words, ForeignKey("agreements.agreement"), nullable=False),
    Column("period_from", Day(), nullable=False),
    Column("period_to", Day(), nullable=False),
    Column("grouping", Words, nullable=False),
    Column("outside", Flag(), nullable=False),
    Column("made_on", Day(), nullable=False),
    sqlite_strict=True,
)
"""What is about to be billed; `outside` drafts hold only what is outside VAT."""

holds = Table(
    "holds",
    metadata,
    Column("noun", Words, primary_key=True),
    Column("code", Words, primary_key=True),
    Column("from", Day(), primary_key=True),
    Column("to", Day(), nullable=False),
    Column("draft", Whole, ForeignKey("drafts.draft"), index=True),
    Column("number", Words, index=True),
    CheckConstraint("(draft IS NULL) <> (number IS NULL)", "one_holder"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Each billed day once: held by a draft until discarded, by a number until credited."""

invoices = Table(
    "invoices",
    metadata,
    Column("number", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("series", Words, nullable=False),
    Column("n", Whole, nullable=False),
    Column("engagement", Words, nullable=False, index=True),
    Column("agreement", Words, nullable=False),
    Column("authority", Words, nullable=False, index=True),
    Column("issued_on", Day(), nullable=False, index=True),
    Column("tax_point", Day(), nullable=False),
    Column("due_on", Day()),
    Column("period_from", Day(), nullable=False),
    Column("period_to", Day(), nullable=False),
    Column("po_number", Words),
    Column("credits", Words, ForeignKey("invoices.number"), index=True),
    Column("net", Pence, nullable=False),
    Column("vat_total", Pence, nullable=False),
    Column("gross", Pence, nullable=False),
    Column("snapshot", Words, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("pdf_sha256", Words, nullable=False),
    Column("command", Words, nullable=False, unique=True),
    UniqueConstraint("series", "n"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Issued documents; `snapshot` is the canonical JSON of every word and figure."""

_NUMBER = ForeignKeyConstraint(
    ["number"], ["invoices.number"], deferrable=True, initially="DEFERRED"
)

invoice_lines = Table(
    "invoice_lines",
    metadata,
    Column("number", Words, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("description", Words, nullable=False),
    Column("quantity", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("unit_price", Pence, nullable=False),
    Column("net", Pence, nullable=False),
    Column("vat_code", Words, nullable=False),
    Column("vat_rate", Words),
    _NUMBER,
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Lines stand before their invoice does: none can be added to an issued one."""

invoice_items = Table(
    "invoice_items",
    metadata,
    Column("number", Words, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("noun", Words, primary_key=True),
    Column("code", Words, primary_key=True),
    # with its key: SQLite 3.40 checks a rowless table wrongly where it is apart
    Column("from", Day(), primary_key=True),
    Column("date", Day(), nullable=False),
    Column("quantity", Words, nullable=False),
    ForeignKeyConstraint(
        ["number", "n"],
        ["invoice_lines.number", "invoice_lines.n"],
        deferrable=True,
        initially="DEFERRED",
    ),
    Index("ix_invoice_items_noun_code", "noun", "code"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", Words, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The bytes of every issued PDF, under their own digest."""

series = Table(
    "series",
    metadata,
    Column("key", Words, primary_key=True),
    Column("n", Whole, nullable=False),
    sqlite_strict=True,
)
"""The last number given, one row a series and year, and one for drafts."""

changes = Table(
    "changes",
    metadata,
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("at", Words, nullable=False),
    Column("who", Words),
    Column("login", Words, nullable=False),
    Column("verb", Words, nullable=False),
    Column("undoes", Whole),
    Column("digest", Words, nullable=False),
    Column("hash", Words, nullable=False),
    sqlite_strict=True,
)
"""The change log: one row a verb, chained by `hash`; append-only."""

change_entries = Table(
    "change_entries",
    metadata,
    Column("seq", Whole, ForeignKey("changes.seq"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("noun", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("salt", Words, nullable=False),
    Column("entry", Words, nullable=False),
    Index("ix_change_entries_noun_key", "noun", "key"),
    sqlite_strict=True,
)
"""What each change did, record by record; erasable without breaking the chain."""

marks = Table(
    "marks",
    metadata,
    Column("name", Words, primary_key=True),
    Column("value", Words, nullable=False),
    sqlite_strict=True,
)
"""What the store says of itself: its schema, when it was made, whether it is demo."""

_activities = TABLES["activities"]
Index("ix_activities_date", _activities.c.date, _activities.c.id)
Index("ix_activities_engagement", _activities.c.engagement, _activities.c.date)
Index("ix_activities_person", _activities.c.person, _activities.c.date)
Index("ix_expenses_engagement", TABLES["expenses"].c.engagement)
Index("ix_charges_engagement", TABLES["charges"].c.engagement)
Index("ix_agreements_engagement", TABLES["agreements"].c.engagement)
Index("ix_engagements_authority", TABLES["engagements"].c.authority)
Index("ix_payments_number", TABLES["payments"].c.number)
Index("ix_attendance_authority", TABLES["attendance"].c.authority)
