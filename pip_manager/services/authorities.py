"""Authorities: what is published of them, how they are billed, what they owe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from pip_manager import assets
from pip_manager.billing.vat_number import is_vat_number
from pip_manager.domain.engagement_steps import is_live
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.when import begins, ends
from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import authorities as asked
from pip_manager.models import engagements as log
from pip_manager.models import ledger, rows
from pip_manager.models.changes import key_text
from pip_manager.models.writer import key_of
from pip_manager.services import reference, story
from pip_manager.services.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.models.authorities import AuthorityRow, StandingRow, WorkRow
    from pip_manager.models.ledger import InvoiceRow
    from pip_manager.services.reference_facts import (
        Authority,
        Judgement,
        Neighbour,
        Trust,
    )
    from pip_manager.services.story import Told
    from pip_manager.services.workplace import Workplace

NEEDED = ("billing_name", "billing_address")
"""What an invoice cannot do without."""


class _HasAuthority(Protocol):
    @property
    def authority(self) -> str: ...


_Of = TypeVar("_Of", bound=_HasAuthority)
_NOTHING = Decimal(0)
_HISTORY = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """One authority of the list; `owed` and `overdue` are GBP with VAT."""

    code: str
    name: str
    region: str | None
    kind: str | None
    trust: str | None
    live: int
    engagements: int
    owed: Decimal
    overdue: Decimal
    standing: tuple[str, ...]
    """The kinds in force today."""
    judgement: Judgement | None
    is_ours: bool
    lacks_billing: bool
    spoken: str
    """Every name and code it is found by, folded."""


@dataclass(frozen=True, slots=True)
class Account:
    """What an authority was asked for and paid, in GBP with VAT."""

    invoiced: Decimal
    paid: Decimal
    outstanding: Decimal
    overdue: Decimal


@dataclass(frozen=True, slots=True)
class Near:
    """A statistical neighbour, and whether we work with it."""

    neighbour: Neighbour
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One authority with all that is known of it."""

    record: Record
    facts: Authority | None
    former: tuple[str, ...]
    trusts: tuple[Trust, ...]
    judgements: tuple[Judgement, ...]
    neighbours: tuple[Near, ...]
    standing: list[Record]
    work: list[WorkRow]
    documents: list[InvoiceRow]
    account: Account
    contradictions: list[Row]

    @property
    def code(self) -> str:
        """Return the code of the authority."""
        return str(self.record.row["authority"])

    @property
    def name(self) -> str:
        """Return what the authority is called; its code where it has no name."""
        known = self.facts.name if self.facts else self.code
        return str(self.record.row["name"] or known)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the columns an invoice needs that are not stated."""
        return tuple(name for name in NEEDED if self.record.row[name] is None)

    @property
    def trust(self) -> Trust | None:
        """Return the trust that runs the service as far as is known, or None."""
        running = [one for one in self.trusts if one.to_day is None]
        return running[-1] if running else None


class Authorities:
    """The questions and verbs of the authorities screen."""

    def __init__(self, office: Workplace) -> None:
        """Work with the authorities of an office."""
        self._office = office
        self._records = Records(office)

    def listed(self, today: date) -> list[Listed]:
        """Return every authority, by name."""
        with self._office.store.reading() as connection:
            found = asked.listed(connection)
            work = _by_authority(asked.work(connection))
            standing = _by_authority(asked.standings(connection))
            documents = _by_authority(ledger.issued(connection))
        return [
            _listed(
                row,
                work.get(row.authority, ()),
                standing.get(row.authority, ()),
                _account(documents.get(row.authority, ()), today),
                today,
            )
            for row in found
        ]

    def sheet(self, code: str, today: date) -> Sheet:
        """Return one authority with all that is known of it.

        Raises:
            ConflictError: there is none (any more).
        """
        record = self._records.get("authorities", code)
        with self._office.store.reading() as connection:
            every = asked.work(connection)
            standing = rows.records(connection, "standing", authority=code)
            issued = [d for d in ledger.issued(connection) if d.authority == code]
            told = _contradictions(connection, str(record.row["name"] or ""))
        ours = {one.authority for one in every}
        near = (Near(one, one.code in ours) for one in reference.neighbours(code))
        return Sheet(
            record,
            reference.authority(code),
            reference.former_codes(code),
            reference.trusts(code),
            reference.judgements(code),
            tuple(near),
            standing,
            [one for one in every if one.authority == code],
            issued,
            _account(issued, today),
            told,
        )

    def history(self, sheet: Sheet) -> tuple[Told, ...]:
        """Return what was done to an authority and its standing, latest first."""
        records = [sheet.record, *sheet.standing]
        keys = [(r.noun, key_text(key_of(NOUNS[r.noun], r.row))) for r in records]
        with self._office.store.reading() as connection:
            found = log.history(connection, keys, _HISTORY)
            people = rows.labels(connection, "people", "name")
        return story.told(found, people)

    def save(self, record: Record | None, values: Mapping[str, Value]) -> str:
        """Keep an authority, new or changed, and return its code.

        Raises:
            InputError: every reason why it cannot be kept, by field.
            ConflictError: someone else changed it first.
        """
        if found := problems(values):
            raise InputError(*found)
        if record is None:
            return str(self._records.add("authorities", values).row["authority"])
        self._records.change(record, values)
        return str(record.row["authority"])

    def bill_trust(self, record: Record, trust: Trust) -> None:
        """Put the trust's name on the invoices of an authority.

        Raises:
            ConflictError: someone else changed the authority first.
        """
        fields = {"billing_name": trust.name}
        self._records.change(record, fields, f"Bill {trust.name}")


def problems(values: Mapping[str, Value]) -> tuple[FieldProblem, ...]:
    """Return every reason why an authority cannot be kept; empty when it can.

    A VAT number is checked where the country is the United Kingdom or not stated.
    """
    return tuple(_problems(values))


def _problems(values: Mapping[str, Value]) -> Iterator[FieldProblem]:
    number, country = values.get("vat_number"), values.get("country") or "GB"
    if number and country == "GB" and not is_vat_number(str(number)):
        yield FieldProblem(
            "vat_number",
            "The check digits do not fit. A VAT number is GB and nine figures.",
        )
    country = str(country)
    if len(country) != 2 or not country.isalpha() or not country.isupper():  # noqa: PLR2004 - ISO 3166
        yield FieldProblem("country", "A country is two capitals, such as GB.")
    email = values.get("contact_email")
    if email and not _EMAIL.fullmatch(str(email)):
        yield FieldProblem(
            "contact_email", "Write it as finance@council.example, without spaces."
        )
    if values.get("endpoint") and not values.get("endpoint_scheme"):
        yield FieldProblem(
            "endpoint_scheme", "Say which scheme the address is of, such as 0088."
        )


def _listed(
    row: AuthorityRow,
    work: Iterable[WorkRow],
    standing: Iterable[StandingRow],
    account: Account,
    today: date,
) -> Listed:
    facts, engagements = reference.authority(row.authority), list(work)
    running = [one for one in reference.trusts(row.authority) if one.to_day is None]
    is_stated = any((row.billing_name, row.billing_address))
    name = row.name or (facts.name if facts else row.authority)
    return Listed(
        row.authority,
        name,
        facts.region if facts else None,
        facts.kind if facts else None,
        running[-1].name if running else None,
        sum(is_live(one.status) for one in engagements),
        len(engagements),
        account.outstanding,
        account.overdue,
        tuple(one.kind for one in standing if _in_force(one, today)),
        latest_judgement(row.authority),
        bool(engagements) or account.invoiced > 0 or is_stated or facts is None,
        not (row.billing_name and row.billing_address),
        _spoken(row, name),
    )


def _in_force(standing: StandingRow, today: date) -> bool:
    return begins(standing.start) <= today <= ends(standing.end)


def _spoken(row: AuthorityRow, name: str) -> str:
    own = (row.authority, name, row.billing_name or "")
    return "\n".join((*own, *_names().get(row.authority, ()))).casefold()


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Return the published names and codes of each authority, former ones too."""
    variants: dict[str, list[str]] = {}
    for row in assets.table("reference", "authority_name_variants.csv"):
        variants.setdefault(row["gss_code"], []).append(row["variant"].strip("[]"))
    return {
        code: (
            one.official_name,
            one.dfe_code,
            *reference.former_codes(code),
            *variants.get(code, ()),
        )
        for code, one in reference.authorities().items()
    }


@cache
def latest_judgement(code: str) -> Judgement | None:
    """Return the latest published inspection that gave any grade, or None."""
    graded = (one for one in reference.judgements(code) if grades(one))
    return next(graded, None)


def grades(one: Judgement) -> tuple[tuple[str, str], ...]:
    """Return what an inspection graded, in words, with its grades."""
    every = (
        ("Overall", one.overall),
        ("Leaders", one.leaders),
        ("Help and protection", one.help_and_protection),
        ("In care", one.in_care),
        ("Care leavers", one.care_leavers),
    )
    return tuple((what, grade) for what, grade in every if grade)


def _account(documents: Iterable[InvoiceRow], today: date) -> Account:
    invoices = [one for one in documents if one.kind == "invoice"]
    return Account(
        sum((one.gross - one.credited for one in invoices), _NOTHING),
        sum((one.paid for one in invoices), _NOTHING),
        sum((one.outstanding for one in invoices), _NOTHING),
        sum((one.outstanding for one in invoices if one.due_on < today), _NOTHING),
    )


def _contradictions(connection: Connection, name: str) -> list[Row]:
    told = ("topic", "statement_a", "statement_b", "used")
    return [
        row
        for row in rows.rows(connection, "contradictions")
        if name and any(name in str(row[column] or "") for column in told)
    ]


def _by_authority(found: Iterable[_Of]) -> dict[str, list[_Of]]:
    by: dict[str, list[_Of]] = {}
    for one in found:
        by.setdefault(one.authority, []).append(one)
    return by
