"""Engagements: the list and its figures, one of them whole, its steps and what it has.

What one engagement shows is gathered in `services.engagement_sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pip_manager.domain import engagement_steps as rules
from pip_manager.domain.money import pence
from pip_manager.domain.when import begins, ends
from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import engagements as asked
from pip_manager.services import engagement_sheet, story
from pip_manager.services.billing import Billing
from pip_manager.services.engagement_attention import Figures, Listed
from pip_manager.services.records import Records
from pip_manager.services.settings import hours_per_day, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.models.engagements import AgreementRow, PhaseRow
    from pip_manager.services.engagement_sheet import Money, Sheet
    from pip_manager.services.story import Told
    from pip_manager.services.workplace import Workplace

PHASE_UNDER_WAY, PHASE_DONE = "under way", "done"
_UNDER_WAY = (PHASE_UNDER_WAY, "current", "active", "in progress")
_NEED_REASON = ("E", "O")
_HISTORY = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as the user states it."""

    after: str
    on: str | None
    reason: str | None = None
    by: str | None = None
    accepts_open: bool = False


class Engagements:
    """The questions and verbs of the engagements screen."""

    def __init__(self, office: Workplace) -> None:
        """Work with the engagements of an office."""
        self._office = office
        self._records = Records(office)
        self._billing = Billing(office)

    # ---- the list

    def listed(self, today: date) -> list[Listed]:
        """Return every engagement, by code, without what takes long to count."""
        with self._office.store.reading() as connection:
            found = asked.listed(connection)
            phases = _by_engagement(asked.phases(connection))
            planned = asked.planned_in_strands(connection)
            agreements = asked.agreements(connection)
        capped = _capped(agreements)
        in_force = {
            one.engagement
            for one in agreements
            if one.kind != "grant" and begins(one.start) <= today <= ends(one.end)
        }
        listed = []
        for row in found:
            code, of_it = row.engagement, phases.get(row.engagement, ())
            agreed = capped.get(code, planned.get(code, _planned(of_it)))
            is_open = row.status not in rules.CLOSED
            phase = current_phase(of_it, today) if is_open else None
            listed.append(Listed(row, phase, agreed, code in in_force))
        return listed

    def figures(self, today: date) -> dict[str, Figures]:
        """Count the days logged of every engagement and price what is unbilled."""
        unbilled = {one.engagement: one for one in self._billing.unbilled(today)}
        with self._office.store.reading() as connection:
            days = days_by_engagement(connection)
        codes = days.keys() | unbilled.keys()
        return {
            code: Figures(days.get(code, Decimal(0)), unbilled.get(code))
            for code in codes
        }

    # ---- one engagement

    def sheet(self, code: str) -> Sheet:
        """Return one engagement with all that belongs to it.

        Raises:
            ConflictError: there is none (any more).
        """
        record = self._records.get("engagements", code)
        with self._office.store.reading() as connection:
            return engagement_sheet.read(connection, record)

    def money(self, sheet: Sheet, today: date) -> Money:
        """Price what is in drafts and what is unbilled of one engagement."""
        return engagement_sheet.money(self._billing, sheet.code, sheet.drafts, today)

    def open_ends(self, code: str, today: date) -> tuple[str, ...]:
        """Return what is still open of an engagement that is to be closed."""
        with self._office.store.reading() as connection:
            found = engagement_sheet.loose_ends(connection, code, today)
        return (*engagement_sheet.unpriced_ends(self._billing, code, today), *found)

    def history(self, sheet: Sheet) -> tuple[Told, ...]:
        """Return what was done to an engagement and to all it has, latest first."""
        with self._office.store.reading() as connection:
            found = asked.history(connection, sheet.record_keys(), _HISTORY)
        return story.told(found, sheet.names["people"])

    # ---- verbs

    def step(self, record: Record, taken: Taken, today: date) -> Record:
        """Move an engagement to another status and keep the step as a decision.

        Closing it with something still open has to be accepted.

        Raises:
            InputError: why the step cannot be taken, by field.
            ConflictError: someone else changed the engagement first.
        """
        code, before = str(record.row["engagement"]), _text(record.row["status"])
        sheet = self.sheet(code)
        since = sheet.steps[0].on if sheet.steps else None
        problems = rules.problems(
            before, taken.after, taken.on, taken.reason, today=today, since=since
        )
        problems += self._unaccepted(code, before, taken, today)
        if problems:
            raise InputError(*problems)
        words = f"Move {code} to {rules.words(taken.after)}"
        with self._office.writing(words) as writer:
            self._records.alter(writer, record, {"status": taken.after})
            decision: Row = {
                "engagement": code,
                "on": taken.on,
                "what": rules.told(before, taken.after),
                "reason": taken.reason,
                "by": taken.by,
            }
            return self._records.put(writer, "decisions", decision)

    def _unaccepted(
        self, code: str, before: str | None, taken: Taken, today: date
    ) -> tuple[FieldProblem, ...]:
        closes = any(s.closes and s.after == taken.after for s in rules.steps(before))
        if taken.accepts_open or not closes or not self.open_ends(code, today):
            return ()
        sentence = "Something is still open. Tick this to close it all the same."
        return (FieldProblem("accepts_open", sentence),)

    def begin_phase(self, record: Record, on: str) -> None:
        """Say that a phase is under way from a day, where no beginning is stated."""
        fields: Row = {"state": PHASE_UNDER_WAY}
        if record.row["from"] is None:
            fields["from"] = on
        self._records.change(record, fields, f"Begin phase “{record.row['name']}”")

    def end_phase(self, record: Record, on: str) -> None:
        """Say that a phase is done, and on which day."""
        fields: Row = {"state": PHASE_DONE, "to": on}
        self._records.change(record, fields, f"End phase “{record.row['name']}”")

    def save_agreement(self, record: Record | None, values: Mapping[str, Value]) -> str:
        """Keep an agreement, new or changed, and return its code.

        Raises:
            InputError: every reason why it cannot be kept, by field.
        """
        if problems := tuple(_agreement_problems(values)):
            raise InputError(*problems)
        if record is None:
            return str(self._records.add("agreements", values).row["agreement"])
        self._records.change(record, values)
        return str(record.row["agreement"])


def current_phase(phases: Sequence[PhaseRow], today: date) -> str | None:
    """Return the name of the phase an engagement is in, or None where none tells.

    A phase that says it is under way is the one; else one that says nothing and has
    both its dates, with today between them.
    """
    for phase in phases:
        if phase.state and phase.state.casefold() in _UNDER_WAY:
            return phase.name
    for phase in phases:
        is_dated = phase.start is not None and phase.end is not None
        is_now = begins(phase.start) <= today <= ends(phase.end)
        if phase.state is None and is_dated and is_now:
            return phase.name
    return None


def days_by_engagement(connection: Connection) -> dict[str, Decimal]:
    """Return the days logged by engagement: hours are days by the agreement's day."""
    agreements = asked.agreements(connection)
    hours = Hours(agreements, hours_per_day(settings(connection)))
    sums: dict[str, Fraction] = {}
    for one in asked.logged(connection):
        sums[one.engagement] = sums.get(one.engagement, Fraction(0)) + hours.days(one)
    return {code: pence(days) for code, days in sums.items()}


Hours = engagement_sheet.Hours


def _capped(agreements: Iterable[AgreementRow]) -> dict[str, Decimal]:
    caps: dict[str, Decimal] = {}
    for one in agreements:
        if one.days_cap is not None:
            caps[one.engagement] = caps.get(one.engagement, Decimal(0)) + one.days_cap
    return caps


def _planned(phases: Iterable[PhaseRow]) -> Decimal | None:
    stated = [one.planned_days for one in phases if one.planned_days is not None]
    return sum(stated, Decimal(0)) if stated else None


def _by_engagement(phases: Iterable[PhaseRow]) -> dict[str, list[PhaseRow]]:
    found: dict[str, list[PhaseRow]] = {}
    for phase in phases:
        found.setdefault(phase.engagement, []).append(phase)
    return found


def _agreement_problems(values: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if values.get("vat_code") in _NEED_REASON and values.get("vat_reason") is None:
        yield FieldProblem("vat_reason", "E and O need a reason. Say why.")
    hours = values.get("hours_per_day")
    if isinstance(hours, Decimal) and not 0 < hours <= 24:  # noqa: PLR2004 - a day
        yield FieldProblem("hours_per_day", "Hours a day are above 0 and at most 24.")


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
