"""Credit notes: take back an issued invoice by a document of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pip_manager.billing import credit, invoicing, snapshot
from pip_manager.domain.calendar import financial_year_start
from pip_manager.errors import PipManagerError
from pip_manager.models import changes, drafts, ledger, numbering
from pip_manager.services import frozen
from pip_manager.services.desk import Desk, not_in_the_future

if TYPE_CHECKING:
    from datetime import date

    from pip_manager.billing.document import Document
    from pip_manager.domain.values import Row
    from pip_manager.services.workplace import Workplace


def credit_whole(office: Workplace, number: str, on: date, reason: str) -> Document:
    """Credit what is left of an invoice and free all it holds for billing again.

    Raises:
        PipManagerError: there is no such invoice, nothing is left of it, or the day
            cannot be.
    """
    not_in_the_future(on)
    with office.writing(f"Credit {number}") as writer:
        connection = writer.connection
        original = _thawed(ledger.snapshot(connection, number), number)
        earlier = [
            snapshot.thaw(t) for t in ledger.credit_snapshots(connection, number)
        ]
        desk = Desk(connection)
        year = financial_year_start(on)
        series = f"{desk.settings['credit_prefix']}-{year}"
        n = numbering.next_number(connection, series)
        desk.refuse_before_last(series, on)
        given = invoicing.number(desk.settings["credit_prefix"], year, n)
        terms = credit.CreditTerms(given, on, reason)
        note = credit.credit_all(original, earlier, terms)
        note = replace(note, anchor="{}:{:.12}".format(*changes.head(connection)))
        pdf = frozen.rendered(note)
        row = frozen.invoice_row(note, series, n, pdf)
        lines = [frozen.line_row(given, line) for line in note.lines]
        taken = _taken_back(note, ledger.items_of(connection, number))
        ledger.keep_issued(connection, row, lines, taken, pdf)
        drafts.free(connection, number, taken)
        told = {"gross": str(note.gross), "sha256": row["sha256"]}
        writer.note("invoices", [given], "credit", after=told)
    return note


def _thawed(text: str | None, number: str) -> Document:
    if text is None:
        raise PipManagerError(f"There is no invoice “{number}”.")
    original = snapshot.thaw(text)
    if original.kind != "invoice":
        raise PipManagerError(
            f"{number} is a credit note; credit the invoice it names."
        )
    return original


def _taken_back(note: Document, items: list[Row]) -> list[Row]:
    """Return the items of the invoice's lines under the lines that credit them."""
    credited = {str(line.credits): line for line in note.lines}
    return [
        {**item, "number": note.number, "n": credited[str(item["n"])].n}
        for item in items
        if str(item["n"]) in credited and item["code"] in credited[str(item["n"])].items
    ]
