"""Issue: give a draft its number and freeze it; and the run at a month's end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.billing import invoicing
from pip_manager.errors import PipManagerError, StoreError
from pip_manager.models import changes, drafts, ledger, numbering
from pip_manager.services import frozen
from pip_manager.services.desk import Desk, refuse_blocked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from pip_manager.billing.document import Document
    from pip_manager.billing.priced import Charge
    from pip_manager.domain.calendar import Period
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.drafts import Draft
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Issued:
    """One step of a run: a document that was issued, or why it was held back."""

    engagement: str
    number: str | None = None
    gross: Decimal | None = None
    why: str | None = None


class Run:
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
        drafts.draft_alone(writer.connection)
        desk = self._desk_now(writer.connection)
        priced = desk.price(engagement, *self._period, locked=True)
        refuse_blocked(priced)
        issued = []
        for bundle in invoicing.bundles(priced.charges):
            draft = draft_for(0, engagement, bundle, self._period, "rate")
            done = issue(writer, desk, draft, bundle.charges, self._on)
            items = map(hold, bundle.charges)
            drafts.hold_for(writer.connection, str(done.number), items)
            issued.append(done)
        return issued

    def _desk_now(self, connection: Connection) -> Desk:
        seq, _ = changes.head(connection)
        if self._desk is None or seq != self._seq:
            self._desk, self._seq = Desk(connection), seq
        return self._desk.at(connection)


def issue(
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
    n = numbering.next_number(connection, series)
    desk.refuse_before_last(series, on)
    number = invoicing.number(prefix, year, n)
    anchor = "{}:{:.12}".format(*changes.head(connection))
    issued = replace(proof, number=number, anchor=anchor)
    pdf = frozen.rendered(issued)
    invoice = frozen.invoice_row(issued, series, n, pdf)
    ledger.keep_issued(
        connection,
        invoice,
        [frozen.line_row(number, line) for line in issued.lines],
        frozen.item_rows(number, invoicing.group(charged, draft.grouping)),
        pdf,
    )
    told = {"gross": str(issued.gross), "sha256": invoice["sha256"]}
    writer.note("invoices", [number], "issue", after=told)
    return issued


def draft_for(
    n: int, engagement: str, bundle: invoicing.Bundle, period: Period, grouping: str
) -> Draft:
    """Return the draft of a bundle of charges, made today; 0 where it is not kept."""
    today = date.today()  # noqa: DTZ011 - the user's own day
    return drafts.Draft(
        n, engagement, bundle.agreement, *period, grouping, bundle.outside, today
    )


def hold(charge: Charge) -> Row:
    """Return what a charge holds (``noun, code, from, to``)."""
    return {
        "noun": charge.noun,
        "code": charge.code,
        "from": charge.start,
        "to": charge.date,
    }
