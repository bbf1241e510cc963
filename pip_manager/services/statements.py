"""What each authority owes: its open invoices, its statement, its reminder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.billing.debt import Ageing, Owed, ageing
from pip_manager.billing.heading import VAT_INVOICE, bank, buyer, seller
from pip_manager.errors import PipManagerError
from pip_manager.models import ledger, rows
from pip_manager.models.store import mark
from pip_manager.reports.statement import OpenInvoice, Statement
from pip_manager.services import reminders
from pip_manager.services.desk import Desk
from pip_manager.services.files import save
from pip_manager.services.mail import as_mail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from pip_manager.models import Connection
    from pip_manager.models.ledger import InvoiceRow
    from pip_manager.services.mail import Letter
    from pip_manager.services.workplace import Workplace

_LEDGER = "Please pay the VAT invoices of our council’s ledger, not our requests."
_ASK = "Payment details: see your agreement or ask the contact."
_QUOTE = "Please quote the number of each invoice you pay."


@dataclass(frozen=True, slots=True)
class Debtor:
    """What one authority owes, and of how many invoices, by how late it is."""

    authority: str
    name: str
    invoices: int
    owed: Ageing


@dataclass(frozen=True, slots=True)
class Account:
    """An authority's statement, as words to send and as a PDF."""

    authority: str
    name: str
    letter: Letter
    pdf: bytes


class Statements:
    """Aged debt by authority, and what is sent about it."""

    def __init__(self, office: Workplace) -> None:
        """Ask for what is owed to an office."""
        self._office = office

    def debtors(self, on: date) -> list[Debtor]:
        """Return every authority that owes something on a day, the most late first.

        The same figures as `Payments.debt`.
        """
        with self._office.store.reading() as connection:
            open_ones = _open(connection, on)
            names = rows.labels(connection, "authorities", "name")
        found, _ = ageing(
            (Owed(one.authority, one.due_on, one.outstanding) for one in open_ones), on
        )
        counts: dict[str, int] = {}
        for one in open_ones:
            counts[one.authority] = counts.get(one.authority, 0) + 1
        debtors = [
            Debtor(code, names.get(code) or code, counts[code], owed)
            for code, owed in found.items()
        ]
        return sorted(debtors, key=lambda d: (d.owed.not_due - d.owed.total, d.name))

    def account(self, authority: str, on: date) -> Account:
        """Return the statement of an authority as it stood on a day, and its letter.

        Raises:
            PipManagerError: there is no such authority.
        """
        from pip_manager.reports.statement_pdf import statement_pdf

        with self._office.store.reading() as connection:
            statement, to = _statement(connection, authority, on)
        letter = reminders.of_statement(statement, to)
        return Account(authority, statement.buyer, letter, statement_pdf(statement))

    def save(self, authority: str, on: date, path: Path) -> None:
        """Save a statement where the user says, whole or not at all."""
        save(path, self.account(authority, on).pdf)

    def mail(self, authority: str, on: date) -> bytes:
        """Return the reminder of an authority as an e-mail with its statement."""
        account = self.account(authority, on)
        return as_mail(account.letter, f"Statement {on.isoformat()}.pdf", account.pdf)

    def invoice_mail(self, number: str, on: date) -> bytes:
        """Return the reminder of one overdue invoice as an e-mail with its PDF.

        Raises:
            PipManagerError: it is not overdue.
        """
        with self._office.store.reading() as connection:
            found = ledger.issued(connection, number, until=on)
            if not found:
                raise PipManagerError(f"There is no invoice “{number}”.")
            statement, to = _statement(connection, found[0].authority, on)
            pdf = ledger.pdf(connection, number) or b""
        for one in statement.invoices:
            if one.number == number and one.late:
                letter = reminders.of_invoice(one, statement, to)
                return as_mail(letter, f"{number}.pdf", pdf)
        raise PipManagerError(
            f"{number} is not overdue: there is nothing to remind of."
        )


def _open(connection: Connection, on: date) -> list[InvoiceRow]:
    return [
        one
        for one in ledger.issued(connection, until=on)
        if one.kind == "invoice" and one.outstanding
    ]


def _statement(
    connection: Connection, authority: str, on: date
) -> tuple[Statement, str]:
    """Return a statement, and the address it goes to."""
    desk = Desk(connection)
    us, them = seller(desk.settings), buyer(desk.authority(authority))
    mine = [one for one in _open(connection, on) if one.authority == authority]
    owed = (Owed(authority, one.due_on, one.outstanding) for one in mine)
    _, total = ageing(owed, on)
    statement = Statement(
        seller=us.name,
        unit=us.unit,
        seller_address=us.address,
        vat_number=us.vat_number,
        buyer=them.name,
        buyer_address=them.address,
        on=on,
        invoices=_listed(mine, on),
        ages=(total.not_due, total.d1_30, total.d31_60, total.d61_90, total.d90_plus),
        total=total.total,
        pay=_how_to_pay(desk.settings),
        contact=us.contact or us.email,
        marking="DEMO" if mark(connection, "demo") is not None else "",
    )
    return statement, them.email


def _listed(found: Iterable[InvoiceRow], on: date) -> tuple[OpenInvoice, ...]:
    in_order = sorted(found, key=lambda one: (one.due_on, one.number))
    return tuple(
        OpenInvoice(
            one.number,
            one.issued_on,
            one.due_on,
            max(0, (on - one.due_on).days) if one.outstanding > 0 else 0,
            one.gross,
            one.paid + one.credited,
            one.outstanding,
        )
        for one in in_order
    )


def _how_to_pay(settings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if settings.get("document_mode", VAT_INVOICE) != VAT_INVOICE:
        return (("", _LEDGER),)
    ours = bank(settings)
    stated = (
        ("Account name", ours.name),
        ("Sort code", ours.sort_code),
        ("Account number", ours.account),
        ("IBAN", ours.iban),
    )
    told = tuple((label, words) for label, words in stated if words)
    return (*told, ("", _QUOTE if told else _ASK))
