"""Prices, drafts and issued documents: the verbs of the billing desk.

Prices are computed whenever they are asked for, until a document is issued: from then
on every word and figure is read from its snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.billing import charges, document, invoicing, snapshot
from pip_manager.domain.calendar import Period
from pip_manager.errors import PipManagerError, StoreError
from pip_manager.models import billing as kept
from pip_manager.models import changes
from pip_manager.services import drafted, frozen
from pip_manager.services.desk import (
    Desk,
    forwards,
    known,
    not_in_the_future,
    refuse_blocked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
    """A draft at today's prices, or `why` it cannot be shown, and what to mend."""

    draft: Draft
    document: Document | None
    why: str = ""
    problems: tuple[IssueProblem, ...] = ()


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
            kept.draft_alone(writer.connection)
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
            found = kept.draft_of(writer.connection, draft)
            if found.grouping != grouping:
                kept.regroup(writer.connection, draft, grouping)
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
        kept.keep_draft(writer.connection, draft, items)
        writer.note("drafts", [str(draft.draft)], "draft", **values)

    def drop_drafted(self, writer: Writer, draft: int) -> None:
        """Drop a draft inside a verb, such as one that undoes the drafting."""
        found = kept.draft_of(writer.connection, draft)
        items = kept.holds_of(writer.connection, draft)
        kept.drop_draft(writer.connection, draft)
        writer.note("drafts", [str(draft)], "discard", **drafted.note(found, items))

    def drafts(self) -> list[Drawn]:
        """Return every draft at today's prices, oldest first.

        One that has lost its price comes without a document, with its reason.
        """
        with self._office.store.reading() as connection:
            desk = Desk(connection)
            return [_drawn(desk, draft) for draft in kept.all_drafts(connection)]

    def drawn(self, draft: int) -> Drawn:
        """Return a draft at today's prices with what is missing, as of one moment.

        Raises:
            PipManagerError: there is no such draft.
        """
        with self._office.store.reading() as connection:
            found = kept.draft_of(connection, draft)
            return _drawn(Desk(connection), found)

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
        not_in_the_future(on)
        with self._office.writing(f"Issue draft {draft}") as writer:
            found = kept.draft_of(writer.connection, draft)
            desk = Desk(writer.connection)
            charged = desk.price_held(found, locked=True).charges
            kept.hold_instead(writer.connection, draft, map(_hold, charged))
            issued = _issue(writer, desk, found, charged, on)
            writer.verb = f"Issue {issued.number}"
            kept.hand_over(writer.connection, draft, str(issued.number))
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
        run = _Run(self._office, Period(start, end), on)
        for engagement in self.waiting(start, end):
            yield from run.bill(engagement)

    def waiting(self, start: date, end: date) -> list[str]:
        """Return the engagements a run would look at, in its order."""
        with self._office.store.reading() as connection:
            return kept.engagements_with_work(connection, start, end)

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
        return printed(self.draft_document(draft))


class _Run:
    """A month's end: one engagement after another, each in a unit of its own.

    The desk is read again only when somebody else has written in between.
    """

    def __init__(self, office: Workplace, period: Period, on: date) -> None:
        self._office = office
        self._period = period
        self._on = on
        self._desk: Desk | None = None
        self._seq = -1

    def bill(self, engagement: str) -> Iterator[Issued]:
        """Draft and issue for one engagement, or hold it back whole."""
        issued: list[Document] = []
        try:
            with self._office.writing(f"Bill {engagement}") as writer:
                issued = self._issue(writer, engagement)
        except StoreError:
            raise
        except PipManagerError as error:
            yield Issued(engagement, why=str(error))
            return
        self._seq = writer.seq or self._seq
        for done in issued:
            yield Issued(engagement, done.number, done.gross)

    def _issue(self, writer: Writer, engagement: str) -> list[Document]:
        kept.draft_alone(writer.connection)
        desk = self._desk_now(writer.connection)
        priced = desk.price(engagement, *self._period, locked=True)
        refuse_blocked(priced)
        issued = []
        for bundle in invoicing.bundles(priced.charges):
            draft = _draft(0, engagement, bundle, self._period, "rate")
            done = _issue(writer, desk, draft, bundle.charges, self._on)
            items = map(_hold, bundle.charges)
            kept.hold_for(writer.connection, str(done.number), items)
            issued.append(done)
        return issued

    def _desk_now(self, connection: Connection) -> Desk:
        seq, _ = changes.head(connection)
        if self._desk is None or seq != self._seq:
            self._desk, self._seq = Desk(connection), seq
        return self._desk.at(connection)


def printed(draft: Document) -> bytes:
    """Return the PDF of a draft, marked as one."""
    return frozen.rendered(replace(draft, marking="DRAFT"))


def _drawn(desk: Desk, draft: Draft) -> Drawn:
    try:
        document = desk.draft_document(draft)
    except PipManagerError as error:
        return Drawn(draft, None, str(error))
    return Drawn(draft, document, problems=desk.problems(document))


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
    n = kept.next_number(writer.connection, _DRAFT_SERIES)
    draft = _draft(n, engagement, bundle, period, grouping)
    items = [_hold(charge) for charge in bundle.charges]
    kept.keep_draft(writer.connection, draft, items)
    writer.note("drafts", [str(n)], "draft", **drafted.note(draft, items))
    return draft


def _draft(
    n: int, engagement: str, bundle: invoicing.Bundle, period: Period, grouping: str
) -> Draft:
    today = date.today()  # noqa: DTZ011 - the user's own day
    return kept.Draft(
        n, engagement, bundle.agreement, *period, grouping, bundle.outside, today
    )


def _issue(
    writer: Writer, desk: Desk, draft: Draft, charged: Sequence[Charge], on: date
) -> Document:
    """Issue what a draft holds.

    The number is taken before the dates of its series are looked at: on a server two
    may be at it.
    """
    connection = writer.connection
    proof = desk.compose(draft, charged, invoicing.Issue("", on))
    if missing := desk.problems(proof):
        raise PipManagerError(" ".join(problem.text for problem in missing))
    prefix, year = desk.series(on)
    series = f"{prefix}-{year}"
    n = kept.next_number(connection, series)
    desk.refuse_before_last(series, on)
    number = invoicing.number(prefix, year, n)
    anchor = "{}:{:.12}".format(*changes.head(connection))
    issued = replace(proof, number=number, anchor=anchor)
    pdf = frozen.rendered(issued)
    invoice = frozen.invoice_row(issued, series, n, pdf)
    kept.keep_issued(
        connection,
        invoice,
        [frozen.line_row(number, line) for line in issued.lines],
        frozen.item_rows(number, invoicing.group(charged, draft.grouping)),
        pdf,
    )
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


def _ahead(
    desk: Desk, engagement: str, priced: Priced, until: date
) -> tuple[IssueProblem, ...]:
    """Return what would keep the invoices for all this from being issued."""
    found: dict[IssueProblem, None] = {}
    for bundle in invoicing.bundles(priced.charges):
        draft = _draft(0, engagement, bundle, Period(EVER, until), "rate")
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


def _hold(charge: Charge) -> Row:
    return {
        "noun": charge.noun,
        "code": charge.code,
        "from": charge.start,
        "to": charge.date,
    }
