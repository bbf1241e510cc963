"""What the invoices screen shows and does beyond the verbs of billing."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pip_manager.billing import snapshot
from pip_manager.billing.document import Line, VatRow
from pip_manager.errors import PipManagerError
from pip_manager.models import changes, invoices, ledger, rows
from pip_manager.models.invoices import Item, Payment
from pip_manager.services import mending
from pip_manager.services.billing import Billing, Drawn, Unbilled, printed
from pip_manager.services.desk import Desk, forwards, not_in_the_future
from pip_manager.services.files import save
from pip_manager.services.late_claims import Claim, late_claim
from pip_manager.services.mail import draft_mail
from pip_manager.services.mending import Obstacle
from pip_manager.services.settings import settings
from pip_manager.services.statements import Statements

__all__ = [
    "Claim",
    "Detail",
    "DraftRow",
    "Invoicing",
    "IssuedRow",
    "Item",
    "Line",
    "Obstacle",
    "Payment",
    "Sheet",
    "ToBill",
    "VatRow",
]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pip_manager.billing.document import Document
    from pip_manager.models import Connection
    from pip_manager.models.ledger import InvoiceRow
    from pip_manager.services.issuing import Issued
    from pip_manager.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class ToBill:
    """What one engagement has to bill, and what is in the way of the rest."""

    unbilled: Unbilled
    authority: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list; `drawn` has no document where a price was lost."""

    drawn: Drawn
    title: str
    authority: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as it would be printed now; no PDF where a price was lost."""

    row: DraftRow
    pdf: bytes | None


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """An issued document in the list; `late` is in days, 0 where nothing is late."""

    invoice: InvoiceRow
    title: str
    authority: str
    late: int


@dataclass(frozen=True, slots=True)
class Detail:
    """All there is to know of an issued document; digests are SHA-256."""

    row: IssuedRow
    document: Document
    items: tuple[Item, ...]
    payments: tuple[Payment, ...]
    credit_notes: tuple[str, ...]
    history: tuple[tuple[str, str, str], ...]
    """When (UTC, ISO), who, what."""
    sha256: str
    pdf_sha256: str
    claim: Claim | None = None
    """What could be claimed for paying late, where Settings show it."""


class Invoicing:
    """The questions of the invoices screen, and what leaves it."""

    def __init__(self, office: Workplace) -> None:
        """Bill the work of an office."""
        self._office = office
        self._billing = Billing(office)
        self._statements = Statements(office)

    # ---- what is shown

    def to_bill(self, until: date) -> list[ToBill]:
        """Return what there is to bill up to a day, by engagement, most first."""
        unbilled = self._billing.unbilled(until, with_problems=True)
        lacking = {b.code for u in unbilled for b in u.blocked if b.why == "no role"}
        with self._office.store.reading() as connection:
            names = rows.labels(connection, "authorities", "name")
            people = invoices.people_of(connection, lacking)
            agreements = invoices.agreement_of_each(connection)
        return [
            ToBill(
                one,
                names.get(one.authority, one.authority),
                _in_the_way(one, agreements.get(one.engagement, ""), people),
            )
            for one in unbilled
        ]

    def drafts(self) -> list[DraftRow]:
        """Return every draft at today's prices, oldest first."""
        drawn = self._billing.drafts()
        with self._office.store.reading() as connection:
            named = _Names(connection)
        return [named.draft(one) for one in drawn]

    def sheet(self, draft: int) -> Sheet:
        """Return a draft with the PDF it would print.

        Raises:
            PipManagerError: there is no such draft.
        """
        drawn = self._billing.drawn(draft)
        with self._office.store.reading() as connection:
            row = _Names(connection).draft(drawn)
        return Sheet(row, printed(drawn.document) if drawn.document else None)

    def issued(self, today: date) -> list[IssuedRow]:
        """Return every issued document, latest first."""
        with self._office.store.reading() as connection:
            found = ledger.issued(connection)
            named = _Names(connection)
        return [named.invoice(row, today) for row in found]

    def detail(self, number: str, today: date) -> Detail:
        """Return all there is to know of an issued document.

        Raises:
            PipManagerError: there is no such number.
        """
        with self._office.store.reading() as connection:
            found = ledger.issued(connection, number)
            if not found:
                raise PipManagerError(f"There is no invoice “{number}”.")
            text = ledger.snapshot(connection, number) or ""
            sha256, pdf_sha256 = invoices.digests(connection, number)
            paid = tuple(invoices.payments(connection, number))
            return Detail(
                _Names(connection).invoice(found[0], today),
                snapshot.thaw(text),
                tuple(invoices.items(connection, number)),
                paid,
                tuple(invoices.credit_notes(connection, number)),
                tuple(_history(connection, number)),
                sha256,
                pdf_sha256,
                late_claim(settings(connection), found[0], paid, today),
            )

    # ---- a month's end

    def refuse_run(self, start: date, end: date, on: date) -> None:
        """Refuse dates a run could not begin with.

        Raises:
            PipManagerError: the period is backwards or the date is in the future.
        """
        forwards(start, end)
        not_in_the_future(on)

    def run(
        self, start: date, end: date, on: date
    ) -> Iterator[tuple[int, int, Issued]]:
        """Bill every engagement; give how many of how many are done with each step.

        Whoever stops listening ends the run; what was issued until then stays.

        Raises:
            PipManagerError: the period is backwards or the date cannot be.
        """
        waiting = self._billing.waiting(start, end)
        place = {engagement: n for n, engagement in enumerate(waiting, start=1)}
        for step in self._billing.run(start, end, on):
            yield place.get(step.engagement, 0), len(waiting), step

    # ---- what leaves

    def to_read(self, number: str) -> Path:
        """Return a read-only copy of a PDF for another program to show."""
        return self._put(f"{number}.pdf", self._billing.pdf(number))

    def sentence(self, on: date) -> str:
        """Return what issuing on a day will do, in one sentence."""
        with self._office.store.reading() as connection:
            prefix, year = Desk(connection).series(on)
        return (
            f"It gets the next number of {prefix}-{year}, and its words, figures and"
            " PDF are frozen: it cannot be undone, only corrected by a credit note."
        )

    def to_send(self, number: str) -> Path:
        """Return an e-mail with a PDF attached, for a mail program to open."""
        pdf = self._billing.pdf(number)
        return self._put(f"{number}.eml", draft_mail(self._document(number), pdf))

    def to_remind(self, number: str, on: date) -> Path:
        """Return a reminder of an overdue invoice, for a mail program to open."""
        mail = self._statements.invoice_mail(number, on)
        return self._put(f"Reminder {number}.eml", mail)

    def to_remind_all(self, authority: str, on: date) -> Path:
        """Return a reminder of all an authority owes, for a mail program to open."""
        mail = self._statements.mail(authority, on)
        return self._put(f"Reminder {authority}.eml", mail)

    def save_pdf(self, number: str, path: Path) -> None:
        """Save a PDF where the user says, whole or not at all."""
        save(path, self._billing.pdf(number))

    def save_xml(self, number: str, path: Path) -> None:
        """Save the e-invoice (Peppol BIS Billing 3.0) where the user says.

        Raises:
            PipManagerError: the document lacks what an e-invoice needs.
        """
        save(path, self._billing.xml(number))

    def pdf(self, number: str) -> bytes:
        """Return the stored PDF of an issued document."""
        return self._billing.pdf(number)

    def _document(self, number: str) -> Document:
        return self._billing.document(number)

    @cached_property
    def _folder(self) -> Path:
        # nobody else can look into it, and it goes when the program ends
        made = Path(tempfile.mkdtemp(prefix="pip-manager-"))
        weakref.finalize(self, shutil.rmtree, made, ignore_errors=True)
        return made

    def _put(self, name: str, content: bytes) -> Path:
        path = self._folder / name
        if path.exists():
            path.chmod(0o600)
        path.write_bytes(content)
        path.chmod(0o400)
        return path


def _in_the_way(
    one: Unbilled, agreement: str, people: Mapping[str, str]
) -> tuple[Obstacle, ...]:
    """Return what has no price, then what the invoice itself would lack."""
    code = one.engagement
    unpriced = [mending.of_blocked(b, code, agreement, people) for b in one.blocked]
    lacking = [mending.of_problem(problem, code) for problem in one.problems]
    return mending.gathered([*unpriced, *lacking])


class _Names:
    """What engagements, authorities and agreements are called."""

    def __init__(self, connection: Connection) -> None:
        self._titles = rows.labels(connection, "engagements", "title")
        self._names = rows.labels(connection, "authorities", "name")
        self._authorities = rows.labels(connection, "engagements", "authority")

    def draft(self, drawn: Drawn) -> DraftRow:
        engagement = drawn.draft.engagement
        authority = self._authorities.get(engagement, "")
        obstacles = [mending.of_problem(one, engagement) for one in drawn.problems]
        if drawn.document is None:
            lost = mending.Obstacle(
                drawn.why, "Open the engagement", "engagements", engagement
            )
            obstacles.append(lost)
        return DraftRow(
            drawn,
            self._titles.get(engagement, engagement),
            self._names.get(authority, authority),
            tuple(obstacles),
        )

    def invoice(self, row: InvoiceRow, today: date) -> IssuedRow:
        is_owed = row.outstanding > 0
        return IssuedRow(
            row,
            self._titles.get(row.engagement, row.engagement),
            self._names.get(row.authority, row.authority),
            max(0, (today - row.due_on).days) if is_owed else 0,
        )


def _history(connection: Connection, number: str) -> list[tuple[str, str, str]]:
    found = changes.history(connection, "invoices", number)
    people = rows.labels(connection, "people", "name")
    return [
        (change.at, people.get(change.who or "", change.login), change.verb)
        for change, _ in found
    ]
