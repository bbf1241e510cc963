"""Prices, drafts and issued documents: the verbs of the billing desk.

Prices are computed whenever they are asked for, until a document is issued: from then
on every word and figure is read from its snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.billing import charges, document, invoicing, page, snapshot
from pip_manager.domain.calendar import Period
from pip_manager.errors import PipManagerError
from pip_manager.models import billing as kept
from pip_manager.models import changes
from pip_manager.services import frozen
from pip_manager.services.desk import (
    Desk,
    forwards,
    known,
    not_in_the_future,
    refuse_blocked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from pip_manager.billing.checks import IssueProblem
    from pip_manager.billing.document import Document
    from pip_manager.billing.priced import Blocked, Charge, Priced
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.billing import Draft, InvoiceRow
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

EVER = date(1900, 1, 1)
_DRAFT_SERIES = "draft"


@dataclass(frozen=True, slots=True)
class Unbilled:
    """What one engagement has to bill, priced today; net of VAT in GBP."""

    engagement: str
    title: str
    authority: str
    net: Decimal
    items: int
    first: date | None
    last: date | None
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts made for an engagement, and what had to stay out."""

    drafts: tuple[Document, ...]
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """One step of a run: a document that was issued, or why it was held back."""

    engagement: str
    number: str | None = None
    gross: Decimal | None = None
    why: str | None = None


class Billing:
    """From unbilled work to an invoice that never changes again."""

    def __init__(self, office: Workplace) -> None:
        """Bill the work of an office."""
        self._office = office

    # ---- prices

    def price(self, engagement: str, start: date, end: date) -> Priced:
        """Price every unbilled item of an engagement dated within a period.

        Raises:
            PipManagerError: the engagement is unknown or the period backwards.
        """
        forwards(start, end)
        with self._office.store.reading() as connection:
            known(connection, engagement)
            desk = Desk(connection)
            return desk.price(engagement, start, end)

    def unbilled(self, until: date) -> list[Unbilled]:
        """Price all that is unbilled up to a day, by engagement, most first."""
        with self._office.store.reading() as connection:
            desk = Desk(connection)
            work = desk.work(None, EVER, until)
            found = []
            for code, facts in desk.engagements.items():
                priced = charges.price(desk.book, work, code, EVER, until)
                if priced.charges or priced.blocked:
                    found.append(_unbilled(facts, priced))
        return sorted(found, key=lambda u: (-u.net, u.engagement))

    # ---- drafts

    def draft(
        self, engagement: str, start: date, end: date, grouping: str = "rate"
    ) -> Drafted:
        """Make a draft for each agreement, and a further one outside the scope of VAT.

        What could not be priced stays out. Nothing to bill makes no draft.

        Raises:
            PipManagerError: the engagement is unknown or the period backwards.
        """
        forwards(start, end)
        words = f"Draft an invoice for {engagement}"
        with self._office.writing(words) as writer:
            known(writer.connection, engagement)
            desk = Desk(writer.connection)
            priced = desk.price(engagement, start, end)
            period = Period(start, end)
            drafts = [
                self._keep_draft(writer, engagement, bundle, period, grouping)
                for bundle in invoicing.bundles(priced.charges)
            ]
            documents = tuple(desk.draft_document(draft) for draft in drafts)
        return Drafted(documents, priced.blocked)

    def regroup(self, draft: int, grouping: str) -> Document:
        """Group the lines of a draft another way and return it afresh."""
        with self._office.writing(f"Group draft {draft} by {grouping}") as writer:
            kept.draft_of(writer.connection, draft)
            kept.regroup(writer.connection, draft, grouping)
            writer.note("drafts", [str(draft)], "regroup", grouping=grouping)
            return Desk(writer.connection).draft_document(
                kept.draft_of(writer.connection, draft)
            )

    def discard(self, draft: int) -> None:
        """Drop a draft; what it held is unbilled again.

        Raises:
            PipManagerError: there is no such draft.
        """
        with self._office.writing(f"Discard draft {draft}") as writer:
            found = kept.draft_of(writer.connection, draft)
            items = kept.holds_of(writer.connection, draft)
            kept.drop_draft(writer.connection, draft)
            writer.note("drafts", [str(draft)], "discard", **_draft_note(found, items))

    def restore_draft(self, writer: Writer, values: Mapping[str, object]) -> None:
        """Make a discarded draft again inside a verb that undoes the discarding."""
        draft, items = _draft_from_note(values)
        kept.keep_draft(writer.connection, draft, items)
        writer.note("drafts", [str(draft.draft)], "draft", **values)

    def drop_drafted(self, writer: Writer, draft: int) -> None:
        """Drop a draft inside a verb that undoes the drafting."""
        found = kept.draft_of(writer.connection, draft)
        items = kept.holds_of(writer.connection, draft)
        kept.drop_draft(writer.connection, draft)
        writer.note("drafts", [str(draft)], "discard", **_draft_note(found, items))

    def drafts(self) -> list[Document]:
        """Return every draft at today's prices, oldest first."""
        with self._office.store.reading() as connection:
            desk = Desk(connection)
            return [desk.draft_document(d) for d in kept.all_drafts(connection)]

    def draft_document(self, draft: int) -> Document:
        """Return a draft at today's prices.

        Raises:
            PipManagerError: there is no such draft, or an item has no price any more.
        """
        with self._office.store.reading() as connection:
            found = kept.draft_of(connection, draft)
            return Desk(connection).draft_document(found)

    def problems(self, draft: int) -> tuple[IssueProblem, ...]:
        """Return what stands in the way of issuing a draft, each with its mend."""
        with self._office.store.reading() as connection:
            found = kept.draft_of(connection, draft)
            desk = Desk(connection)
            return desk.problems(desk.draft_document(found))

    # ---- issued documents

    def issue(self, draft: int, on: date) -> Document:
        """Give a draft its number and freeze it with its PDF, in one transaction.

        Raises:
            PipManagerError: something is missing, or the date cannot be.
        """
        with self._office.writing(f"Issue draft {draft}") as writer:
            found = kept.draft_of(writer.connection, draft)
            return self._issue(writer, found, on)

    def run(self, start: date, end: date, on: date) -> Iterator[Issued]:
        """Draft and issue for every engagement with something to bill.

        Each engagement is a transaction of its own and is told once it is committed;
        one with anything blocked, or refused, is held back whole.

        Raises:
            PipManagerError: the period is backwards or the date cannot be.
        """
        forwards(start, end)
        not_in_the_future(on)
        with self._office.store.reading() as connection:
            waiting = kept.engagements_with_work(connection, start, end)
        for engagement in waiting:
            yield from self._run_one(engagement, start, end, on)

    def document(self, number: str) -> Document:
        """Return an issued document exactly as it was issued.

        Raises:
            PipManagerError: there is no such number.
        """
        with self._office.store.reading() as connection:
            return _document(connection, number)

    def invoice(self, number: str) -> InvoiceRow:
        """Return an issued document's figures and status as they stand today.

        Raises:
            PipManagerError: there is no such number.
        """
        with self._office.store.reading() as connection:
            found = kept.issued(connection, number)
        if not found:
            raise _no_number(number)
        return found[0]

    def invoices(self) -> list[InvoiceRow]:
        """Return every issued document with its status, latest first."""
        with self._office.store.reading() as connection:
            return kept.issued(connection)

    def document_json(self, shown: Document) -> Mapping[str, object]:
        """Return the DOCUMENT of the command line for a draft or an issued document."""
        if shown.number is None:
            return snapshot.document_json(
                shown, status="draft", paid=document.NOTHING, credited=document.NOTHING
            )
        row = self.invoice(shown.number)
        return snapshot.document_json(
            shown, status=row.status, paid=row.paid, credited=row.credited
        )

    def pdf(self, number: str) -> bytes:
        """Return the stored PDF of an issued document, byte for byte.

        Raises:
            PipManagerError: there is no such number.
        """
        with self._office.store.reading() as connection:
            content = kept.pdf(connection, number)
        if content is None:
            raise _no_number(number)
        return content

    def preview(self, draft: int) -> bytes:
        """Return the PDF a draft would print, marked as a draft."""
        return page.render(replace(self.draft_document(draft), marking="DRAFT"))

    def _keep_draft(
        self,
        writer: Writer,
        engagement: str,
        bundle: invoicing.Bundle,
        period: Period,
        grouping: str,
    ) -> Draft:
        if grouping not in invoicing.GROUPINGS:
            words = ", ".join(invoicing.GROUPINGS)
            raise PipManagerError(f"Lines are grouped by one of: {words}.")
        draft = kept.Draft(
            kept.next_number(writer.connection, _DRAFT_SERIES),
            engagement,
            bundle.agreement,
            period.start,
            period.end,
            grouping,
            bundle.outside,
            date.today(),  # noqa: DTZ011 - the user's own day
        )
        items = [_hold(charge) for charge in bundle.charges]
        kept.keep_draft(writer.connection, draft, items)
        writer.note("drafts", [str(draft.draft)], "draft", **_draft_note(draft, items))
        return draft

    def _run_one(
        self, engagement: str, start: date, end: date, on: date
    ) -> Iterator[Issued]:
        try:
            with self._office.writing(f"Bill {engagement}") as writer:
                desk = Desk(writer.connection)
                priced = desk.price(engagement, start, end)
                refuse_blocked(priced)
                issued = []
                for bundle in invoicing.bundles(priced.charges):
                    draft = self._keep_draft(
                        writer, engagement, bundle, Period(start, end), "rate"
                    )
                    issued.append(self._issue(writer, draft, on))
        except PipManagerError as error:
            if error.exit_code != PipManagerError.exit_code:
                raise
            yield Issued(engagement, why=str(error))
            return
        for done in issued:
            yield Issued(engagement, done.number, done.gross)

    def _issue(self, writer: Writer, draft: Draft, on: date) -> Document:
        connection = writer.connection
        desk = Desk(connection)
        not_in_the_future(on)
        prefix, year = desk.series(on)
        priced = desk.price_held(draft)
        proof = desk.compose(draft, priced, invoicing.Issue("", on))
        if missing := desk.problems(proof):
            raise PipManagerError(" ".join(problem.text for problem in missing))
        series = f"{prefix}-{year}"
        n = kept.next_number(connection, series)
        number = invoicing.number(prefix, year, n)
        anchor = "{}:{:.12}".format(*changes.head(connection))
        issued = replace(proof, number=number, anchor=anchor)
        pdf = page.render(issued)
        invoice = frozen.invoice_row(issued, series, n, pdf)
        kept.keep_issued(
            connection,
            invoice,
            [frozen.line_row(number, line) for line in issued.lines],
            frozen.item_rows(number, invoicing.group(priced.charges, draft.grouping)),
            pdf,
        )
        kept.hand_over(connection, draft.draft, number)
        told = {"gross": str(issued.gross), "sha256": invoice["sha256"]}
        writer.note("invoices", [number], "issue", after=told)
        return issued


def _no_number(number: str) -> PipManagerError:
    return PipManagerError(f"There is no invoice or credit note “{number}”.")


def _document(connection: Connection, number: str) -> Document:
    text = kept.snapshot(connection, number)
    if text is None:
        raise _no_number(number)
    return snapshot.thaw(text)


def _unbilled(engagement: Row, priced: Priced) -> Unbilled:
    days = [charge.date for charge in priced.charges]
    return Unbilled(
        str(engagement["engagement"]),
        str(engagement["title"]),
        str(engagement["authority"]),
        priced.net,
        len(priced.charges),
        min(days, default=None),
        max(days, default=None),
        priced.blocked,
    )


def _hold(charge: Charge) -> Row:
    return {
        "noun": charge.noun,
        "code": charge.code,
        "from": charge.start,
        "to": charge.date,
    }


def _draft_note(draft: Draft, items: list[Row]) -> dict[str, object]:
    return {
        "engagement": draft.engagement,
        "agreement": draft.agreement,
        "period": [draft.period_from.isoformat(), draft.period_to.isoformat()],
        "grouping": draft.grouping,
        "outside": draft.outside,
        "made_on": draft.made_on.isoformat(),
        "draft": draft.draft,
        "items": [
            [str(item[name]) for name in ("noun", "code", "from", "to")]
            for item in items
        ],
    }


def _draft_from_note(values: Mapping[str, object]) -> tuple[Draft, list[Row]]:
    start, end = values["period"]  # type: ignore[misc]
    draft = kept.Draft(
        int(str(values["draft"])),
        str(values["engagement"]),
        str(values["agreement"]),
        date.fromisoformat(start),  # type: ignore[has-type]
        date.fromisoformat(end),  # type: ignore[has-type]
        str(values["grouping"]),
        bool(values["outside"]),
        date.fromisoformat(str(values["made_on"])),
    )
    items: list[Row] = [
        {
            "noun": noun,
            "code": code,
            "from": date.fromisoformat(first),
            "to": date.fromisoformat(last),
        }
        for noun, code, first, last in values["items"]  # type: ignore[attr-defined]
    ]
    return draft, items
