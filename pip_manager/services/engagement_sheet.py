"""All that one engagement shows: what belongs to it, what was done, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from pip_manager.domain import engagement_steps as rules
from pip_manager.domain.money import pence, pounds
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.when import ends, first_day, words
from pip_manager.errors import PipManagerError
from pip_manager.models import engagements as asked
from pip_manager.models import rows
from pip_manager.models.changes import key_text
from pip_manager.models.writer import key_of
from pip_manager.services.settings import hours_per_day, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.models.engagements import AgreementRow, Logged, RecentRow
    from pip_manager.models.ledger import InvoiceRow
    from pip_manager.services.billing import Billing

EVER = date(1900, 1, 1)
_Key = TypeVar("_Key")
_NAMED = {
    "authorities": "name",
    "people": "name",
    "posts": "title",
    "programmes": "name",
    "strands": "name",
}
_PARTS = ("phases", "engagement_strands", "agreements", "secondments", "decisions")
_RECENT = 8


class Hours:
    """How many hours a day has: the agreement's, else the setting."""

    def __init__(self, agreements: Iterable[AgreementRow], usual: Decimal) -> None:
        """Know the agreements of the engagements asked about."""
        self._usual = usual
        self._agreements: dict[str, Decimal] = {}
        stated: dict[str, set[Decimal]] = {}
        for one in agreements:
            hours = one.hours_per_day or usual
            self._agreements[one.agreement] = hours
            stated.setdefault(one.engagement, set()).add(hours)
        # activity that names no agreement: only where all of them agree
        self._engagements = {
            code: next(iter(hours)) for code, hours in stated.items() if len(hours) == 1
        }

    def days(self, logged: Logged) -> Fraction:
        """Return a sum of activities in days, exactly."""
        quantity = Fraction(logged.quantity)
        if logged.unit == "day":
            return quantity
        if logged.agreement is not None:
            hours = self._agreements.get(logged.agreement, self._usual)
        else:
            hours = self._engagements.get(logged.engagement, self._usual)
        return quantity / Fraction(hours)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One engagement with its parts; days are days logged, to two decimals."""

    engagement: Record
    phases: list[Record]
    strands: list[Record]
    agreements: list[Record]
    secondments: list[Record]
    decisions: list[Record]
    contradictions: list[Row]
    names: dict[str, dict[str, str]]
    """By noun and code, what a person reads."""
    steps: list[rules.Recorded]
    """The steps of its status, the last one first."""
    days_by_strand: dict[str | None, Decimal]
    days_by_person: dict[str, Decimal]
    days_by_agreement: dict[str | None, Decimal]
    days: Decimal
    recent: list[RecentRow]
    documents: list[InvoiceRow]
    invoiced_under: dict[str, Decimal]
    drafts: list[int]

    @property
    def code(self) -> str:
        """Return the code of the engagement."""
        return str(self.engagement.row["engagement"])

    def name(self, noun: str, code: Value) -> str | None:
        """Return what a code is called; the code where it has no name."""
        return None if code is None else self.names[noun].get(str(code), str(code))

    def record_keys(self) -> list[tuple[str, str]]:
        """Return the noun and key of the engagement and of all that belongs to it."""
        parts = (self.phases, self.strands, self.agreements, self.secondments)
        records = [self.engagement, *(one for part in parts for one in part)]
        records += self.decisions
        found = [(r.noun, key_text(key_of(NOUNS[r.noun], r.row))) for r in records]
        return [*found, *(("invoices", one.number) for one in self.documents)]

    def used_days(self, agreement: str) -> Decimal:
        """Return the days logged under an agreement.

        What names none counts where there is no other agreement.
        """
        days = self.days_by_agreement.get(agreement, Decimal(0))
        if len(self.agreements) == 1:
            days += self.days_by_agreement.get(None, Decimal(0))
        return days


@dataclass(frozen=True, slots=True)
class Money:
    """What is not issued yet, priced today, net in GBP; blocked items stay out."""

    unbilled: Decimal
    drafted: Decimal
    blocked: tuple[str, ...]


def read(connection: Connection, record: Record) -> Sheet:
    """Read all that belongs to an engagement."""
    code = str(record.row["engagement"])
    parts = {noun: rows.records(connection, noun, engagement=code) for noun in _PARTS}
    names = {noun: rows.labels(connection, noun, _NAMED[noun]) for noun in _NAMED}
    logged = asked.logged_on(connection, code)
    days = _Days(logged, _hours(connection))
    return Sheet(
        engagement=record,
        phases=parts["phases"],
        strands=parts["engagement_strands"],
        agreements=parts["agreements"],
        secondments=parts["secondments"],
        decisions=parts["decisions"],
        contradictions=_contradictions(connection, record, names["authorities"]),
        names=names,
        steps=recorded_steps(one.row for one in parts["decisions"]),
        days_by_strand=days.by(lambda one: one.strand),
        days_by_person=days.by(lambda one: str(one.person)),
        days_by_agreement=days.by(lambda one: one.agreement),
        days=days.by(lambda _: 0).get(0, Decimal(0)),
        recent=asked.recent(connection, code, _RECENT),
        documents=asked.documents(connection, code),
        invoiced_under=asked.invoiced_under(connection, code),
        drafts=asked.drafts_of(connection, code),
    )


class _Days:
    def __init__(self, logged: list[Logged], hours: Hours) -> None:
        self._logged = [(one, hours.days(one)) for one in logged]

    def by(self, key: Callable[[Logged], _Key]) -> dict[_Key, Decimal]:
        sums: dict[_Key, Fraction] = {}
        for one, days in self._logged:
            sums[key(one)] = sums.get(key(one), Fraction(0)) + days
        return {name: pence(days) for name, days in sums.items()}


def _hours(connection: Connection) -> Hours:
    return Hours(asked.agreements(connection), hours_per_day(settings(connection)))


def recorded_steps(decisions: Iterable[Mapping[str, Value]]) -> list[rules.Recorded]:
    """Return the steps among decisions, the last one first."""
    found = []
    for row in decisions:
        read_step = rules.read(str(row["what"]))
        if read_step is not None:
            before, after = read_step
            found.append(
                rules.Recorded(
                    before,
                    after,
                    str(row["on"]),
                    _text(row.get("reason")),
                    _text(row.get("by")),
                )
            )
    found.reverse()  # decisions of one day stand in the order of their codes
    return sorted(found, key=lambda step: first_day(step.on), reverse=True)


def _contradictions(
    connection: Connection, record: Record, authorities: Mapping[str, str]
) -> list[Row]:
    """Return what the sources say differently about the authority of an engagement."""
    name = authorities.get(str(record.row["authority"]), "")
    told = ("topic", "statement_a", "statement_b", "used")
    return [
        row
        for row in rows.rows(connection, "contradictions")
        if name and any(name in str(row[column] or "") for column in told)
    ]


def money(billing: Billing, code: str, drafts: Iterable[int], today: date) -> Money:
    """Price what is in drafts and what is unbilled of one engagement."""
    priced = billing.price(code, EVER, today)
    texts = [one.text for one in priced.blocked]
    drafted = Decimal(0)
    for draft in drafts:
        try:
            drafted += billing.draft_document(draft).net
        except PipManagerError as error:
            texts.append(str(error))
    return Money(priced.net, drafted, tuple(texts))


def unpriced_ends(billing: Billing, code: str, today: date) -> Iterator[str]:
    """Tell what is unbilled of an engagement."""
    try:
        priced = billing.price(code, EVER, today)
    except PipManagerError as error:
        yield str(error)
        return
    if priced.net:
        yield f"{pounds(priced.net)} (net) is unbilled."
    if priced.blocked:
        count = len(priced.blocked)
        what = "1 item has" if count == 1 else f"{count} items have"
        yield f"{what} no price: {priced.blocked[0].text}"


def loose_ends(connection: Connection, code: str, today: date) -> list[str]:
    """Tell which drafts, invoices, secondments and agreements are open."""
    found = [
        f"Draft {draft} is not issued." for draft in asked.drafts_of(connection, code)
    ]
    found += [
        f"Invoice {one.number}: {pounds(one.outstanding)} is not paid."
        for one in asked.documents(connection, code)
        if one.outstanding > 0
    ]
    for record in rows.records(connection, "secondments", engagement=code):
        row = record.row
        if row["state"] != "ended" and ends(_text(row["to"])) > today:
            found.append(f"Secondment {row['secondment']} {_open_until(row)}.")
    for record in rows.records(connection, "agreements", engagement=code):
        row = record.row
        if ends(_text(row["to"])) > today:
            name = row["title"] or row["agreement"]
            found.append(f"Agreement “{name}” {_open_until(row)}.")
    return found


def _open_until(row: Mapping[str, Value]) -> str:
    if row["to"] is None:
        return "has no end"
    return f"goes on until {words(str(row['to']))}"


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
