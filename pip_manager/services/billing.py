"""Prices, drafts and issued documents: the verbs of the billing desk.

Prices are computed whenever they are asked for, until a document is issued: from then
on every word and figure is read from its snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.billing import charges, document, invoicing, snapshot
from pip_manager.billing.einvoice.missing import missing, refuse_unsendable
from pip_manager.domain.calendar import Period
from pip_manager.errors import PipManagerError
from pip_manager.models import drafts, ledger, numbering, unbilled
from pip_manager.services import drafted, frozen
from pip_manager.services.desk import (
    Desk,
    forwards,
    known,
    not_in_the_future,
)
from pip_manager.services.issuing import Issued, Run, draft_for, hold, issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from pip_manager.billing.checks import IssueProblem
    from pip_manager.billing.document import Document
    from pip_manager.billing.priced import Blocked, Priced
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.drafts import Draft
    from pip_manager.models.ledger import InvoiceRow
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

EVER = date(1900, 1, 1)
_DRAFT_SERIES = "draft"


@dataclass(frozen=True, slots=True)
class Unbilled:
    """What one engagement has to bill, priced today; net of VAT in GBP.

    `problems` is what would keep its invoices from being issued, where it was asked.
    """

    engagement: str
    title: str
    authority: str
    net: Decimal
    items: int
    first: date | None
    last: date | None
    blocked: tuple[Blocked, ...]
    problems: tuple[IssueProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts made for an engagement, and what had to stay out."""

    drafts: tuple[Document, ...]
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draft at today's prices, or `why` it cannot be shown, and what to mend.

    `warnings` say what would keep it, once issued, from being sent as an e-invoice.
    """

    draft: Draft
    document: Document | None
    why: str = ""
    problems: tuple[IssueProblem, ...] = ()
    warnings: tuple[str, ...] = ()


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

    def unbilled(self, until: date, *, with_problems: bool = False) -> list[Unbilled]:
        """Price all that is unbilled up to a day, by engagement, most first."""
        with self._office.store.reading() as connection:
            desk = Desk(connection)
            work = desk.work(None, EVER, until)
            found = []
            for code, facts in desk.engagements.items():
                priced = charges.price(desk.book, work, code, EVER, until)
                if priced.charges or priced.blocked:
                    ahead = _ahead(desk, code, priced, until) if with_problems else ()
                    found.append(_unbilled(facts, priced, ahead))
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
        _refuse_unknown(grouping)
        words = f"Draft an invoice for {engagement}"
        with self._office.writing(words) as writer:
            known(writer.connection, engagement)
            drafts.draft_alone(writer.connection)
            desk = Desk(writer.connection)
            priced = desk.price(engagement, start, end)
            period = Period(start, end)
            documents = []
            for bundle in invoicing.bundles(priced.charges):
                draft = _keep_draft(writer, engagement, bundle, period, grouping)
                documents.append(desk.compose(draft, bundle.charges))
        return Drafted(tuple(documents), priced.blocked)

    def regroup(self, draft: int, grouping: str) -> Document:
        """Group the lines of a draft another way and return it afresh.

        Raises:
            PipManagerError: there is no such draft or no such way.
        """
        _refuse_unknown(grouping)
        with self._office.writing(f"Group draft {draft} by {grouping}") as writer:
            found = drafts.draft_of(writer.connection, draft)
            if found.grouping != grouping:
                drafts.regroup(writer.connection, draft, grouping)
                told = {"grouping": grouping, "before": found.grouping}
                writer.note("drafts", [str(draft)], "regroup", **told)
            desk = Desk(writer.connection)
            return desk.draft_document(replace(found, grouping=grouping))

    def discard(self, draft: int) -> None:
        """Drop a draft; what it held is unbilled again.

        Raises:
            PipManagerError: there is no such draft.
        """
        with self._office.writing(f"Discard draft {draft}") as writer:
            self.drop_drafted(writer, draft)

    def restore_draft(self, writer: Writer, values: Mapping[str, object]) -> None:
        """Make a discarded draft again inside a verb that undoes the discarding."""
        draft, items = drafted.read(values)
        drafts.keep_draft(writer.connection, draft, items)
        writer.note("drafts", [str(draft.draft)], "draft", **values)

    def drop_drafted(self, writer: Writer, draft: int) -> None:
        """Drop a draft inside a verb, such as one that undoes the drafting."""
        found = drafts.draft_of(writer.connection, draft)
        items = drafts.holds_of(writer.connection, draft)
        drafts.drop_draft(writer.connection, draft)
        writer.note("drafts", [str(draft)], "discard", **drafted.note(found, items))

    def drafts(self) -> list[Drawn]:
        """Return every draft at today's prices, oldest first.

        One that has lost its price comes without a document, with its reason.
        """
        with self._office.store.reading() as connection:
            desk = Desk(connection)
            return [_drawn(desk, draft) for draft in drafts.all_drafts(connection)]

    def drawn(self, draft: int) -> Drawn:
        """Return a draft at today's prices with what is missing, as of one moment.

        Raises:
            PipManagerError: there is no such draft.
        """
        with self._office.store.reading() as connection:
            found = drafts.draft_of(connection, draft)
            return _drawn(Desk(connection), found)

    def draft_document(self, draft: int) -> Document:
        """Return a draft at today's prices.

        Raises:
            PipManagerError: there is no such draft, or an item has no price any more.
        """
        with self._office.store.reading() as connection:
            found = drafts.draft_of(connection, draft)
            return Desk(connection).draft_document(found)

    def problems(self, draft: int) -> tuple[IssueProblem, ...]:
        """Return what stands in the way of issuing a draft, each with its mend."""
        with self._office.store.reading() as connection:
            found = drafts.draft_of(connection, draft)
            desk = Desk(connection)
            return desk.problems(desk.draft_document(found))

    # ---- issued documents

    def issue(self, draft: int, on: date) -> Document:
        """Give a draft its number and freeze it with its PDF, in one transaction.

        Raises:
            PipManagerError: something is missing, or the date cannot be.
        """
        not_in_the_future(on)
        with self._office.writing(f"Issue draft {draft}") as writer:
            found = drafts.draft_of(writer.connection, draft)
            desk = Desk(writer.connection)
            charged = desk.price_held(found, locked=True).charges
            drafts.hold_instead(writer.connection, draft, map(hold, charged))
            issued = issue(writer, desk, found, charged, on)
            writer.verb = f"Issue {issued.number}"
            drafts.hand_over(writer.connection, draft, str(issued.number))
            return issued

    def run(self, start: date, end: date, on: date) -> Iterator[Issued]:
        """Draft and issue for every engagement with something to bill.

        Each engagement is a transaction of its own and is told once it is committed;
        one with anything blocked, or refused, is held back whole.

        Raises:
            PipManagerError: the period is backwards or the date cannot be.
        """
        forwards(start, end)
        not_in_the_future(on)
        run = Run(self._office, Period(start, end), on)
        for engagement in self.waiting(start, end):
            yield from run.bill(engagement)

    def waiting(self, start: date, end: date) -> list[str]:
        """Return the engagements a run would look at, in its order."""
        with self._office.store.reading() as connection:
            return unbilled.engagements_with_work(connection, start, end)

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
            found = ledger.issued(connection, number)
        if not found:
            raise _no_number(number)
        return found[0]

    def invoices(self) -> list[InvoiceRow]:
        """Return every issued document with its status, latest first."""
        with self._office.store.reading() as connection:
            return ledger.issued(connection)

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
            content = ledger.pdf(connection, number)
        if content is None:
            raise _no_number(number)
        return content

    def xml(self, number: str) -> bytes:
        """Return an issued document as a Peppol BIS Billing 3.0 UBL e-invoice.

        Raises:
            PipManagerError: there is no such number, or it cannot be an e-invoice.
        """
        from pip_manager.billing.einvoice.ubl import ubl  # lxml loads when asked for

        document = self.document(number)
        refuse_unsendable(document)
        return ubl(document)

    def unsendable(self, number: str) -> tuple[str, ...]:
        """Return why an issued VAT document could not be sent as an e-invoice.

        Raises:
            PipManagerError: there is no such number.
        """
        return missing(self.document(number))

    def preview(self, draft: int) -> bytes:
        """Return the PDF a draft would print, marked as a draft."""
        return printed(self.draft_document(draft))


def printed(draft: Document) -> bytes:
    """Return the PDF of a draft, marked as one."""
    return frozen.rendered(replace(draft, marking="DRAFT"))


def _drawn(desk: Desk, draft: Draft) -> Drawn:
    try:
        document = desk.draft_document(draft)
    except PipManagerError as error:
        return Drawn(draft, None, str(error))
    return Drawn(
        draft,
        document,
        problems=desk.problems(document),
        warnings=missing(document),
    )


def _refuse_unknown(grouping: str) -> None:
    if grouping not in invoicing.GROUPINGS:
        words = ", ".join(invoicing.GROUPINGS)
        raise PipManagerError(f"Lines are grouped by one of: {words}.")


def _keep_draft(
    writer: Writer,
    engagement: str,
    bundle: invoicing.Bundle,
    period: Period,
    grouping: str,
) -> Draft:
    n = numbering.next_number(writer.connection, _DRAFT_SERIES)
    draft = draft_for(n, engagement, bundle, period, grouping)
    items = [hold(charge) for charge in bundle.charges]
    drafts.keep_draft(writer.connection, draft, items)
    writer.note("drafts", [str(n)], "draft", **drafted.note(draft, items))
    return draft


def _no_number(number: str) -> PipManagerError:
    return PipManagerError(f"There is no invoice or credit note “{number}”.")


def _document(connection: Connection, number: str) -> Document:
    text = ledger.snapshot(connection, number)
    if text is None:
        raise _no_number(number)
    return snapshot.thaw(text)


def _ahead(
    desk: Desk, engagement: str, priced: Priced, until: date
) -> tuple[IssueProblem, ...]:
    """Return what would keep the invoices for all this from being issued."""
    found: dict[IssueProblem, None] = {}
    for bundle in invoicing.bundles(priced.charges):
        draft = draft_for(0, engagement, bundle, Period(EVER, until), "rate")
        proof = desk.compose(draft, bundle.charges)
        found |= dict.fromkeys(desk.problems(proof))
    return tuple(found)


def _unbilled(
    engagement: Row, priced: Priced, problems: tuple[IssueProblem, ...]
) -> Unbilled:
    charged = priced.charges
    return Unbilled(
        str(engagement["engagement"]),
        str(engagement["title"]),
        str(engagement["authority"]),
        priced.net,
        len(priced.charges),
        min((charge.start for charge in charged), default=None),
        max((charge.date for charge in charged), default=None),
        priced.blocked,
        problems,
    )
