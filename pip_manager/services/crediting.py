"""Credit notes: take back an issued invoice, or part of it, by another document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pip_manager.billing import credit, invoicing
from pip_manager.domain.calendar import financial_year_start
from pip_manager.models import changes, drafts, ledger, numbering, rows
from pip_manager.services import credit_look, frozen
from pip_manager.services.credit_look import Creditable, Foreseen
from pip_manager.services.credit_standing import Terms, Wanted, standing
from pip_manager.services.desk import Desk, not_in_the_future

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from decimal import Decimal

    from pip_manager.billing.document import Document
    from pip_manager.domain.values import Row
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

__all__ = ["Creditable", "Crediting", "Foreseen", "Terms", "Wanted"]


class Crediting:
    """Takes back what was invoiced: all that is left, named work, or money alone."""

    def __init__(self, office: Workplace) -> None:
        """Credit the invoices of an office."""
        self._office = office

    def all(self, number: str, terms: Terms) -> Document:
        """Credit what is left of an invoice and free all it holds.

        Raises:
            PipManagerError: there is no such invoice, nothing is left of it, or the day
                cannot be.
        """
        return self._credit(number, Wanted(), terms)

    def items(self, number: str, codes: Collection[str], terms: Terms) -> Document:
        """Credit activities, or other items, by their codes and free them.

        Raises:
            PipManagerError: the invoice does not hold one of them, more is asked than
                is left of its line, or the day cannot be.
        """
        return self._credit(number, Wanted(codes=frozenset(codes)), terms)

    def line(self, number: str, n: int, quantity: Decimal, terms: Terms) -> Document:
        """Credit a quantity of one line as money; nothing is freed.

        Raises:
            PipManagerError: there is no such line, more is asked than is left, or the
                day cannot be.
        """
        return self._credit(number, Wanted(line=(n, quantity)), terms)

    def issue(self, number: str, wanted: Wanted, terms: Terms) -> Document:
        """Issue the credit note that `foreseen` shows.

        Raises:
            PipManagerError: as `all`, `items` and `line`.
        """
        return self._credit(number, wanted, terms)

    def left(self, number: str) -> Creditable:
        """Return what can still be credited of an invoice.

        Raises:
            PipManagerError: there is no such invoice, or it is a credit note.
        """
        with self._office.store.reading() as connection:
            return credit_look.left(connection, number)

    def foreseen(
        self,
        number: str,
        wanted: Wanted,
        terms: Terms,
        changed_on: date | None = None,
    ) -> Foreseen:
        """Return a credit note that is not issued, and what issuing it would do.

        A reason may still be missing. `changed_on` is the day the price changed or the
        mistake was agreed, where it is known.

        Raises:
            PipManagerError: as `all`, `items` and `line`.
        """
        not_in_the_future(terms.on)
        with self._office.store.reading() as connection:
            return credit_look.foreseen(connection, number, wanted, terms, changed_on)

    def _credit(self, number: str, wanted: Wanted, terms: Terms) -> Document:
        not_in_the_future(terms.on)
        with self._office.writing(f"Credit {number}") as writer:
            desk = Desk(writer.connection)
            prefix, year = (
                desk.settings["credit_prefix"],
                financial_year_start(terms.on),
            )
            series = f"{prefix}-{year}"
            # first: whoever credits the same invoice waits here
            n = numbering.next_number(writer.connection, series)
            found = standing(writer.connection, number)
            desk.refuse_before_last(series, terms.on)
            given = invoicing.number(prefix, year, n)
            taken = found.taken(wanted)
            note = credit.credit(
                found.original,
                found.earlier,
                taken,
                credit.CreditTerms(given, terms.on, terms.reason),
            )
            anchor = "{}:{:.12}".format(*changes.head(writer.connection))
            self._keep(writer, replace(note, anchor=anchor), (series, n), found.items)
            freed = [item for item in found.items if item["code"] in taken.codes]
            drafts.free(writer.connection, number, freed)
            if terms.not_delivered:
                _mark_not_delivered(writer, freed)
        return note

    def _keep(
        self,
        writer: Writer,
        note: Document,
        place: tuple[str, int],
        items: Iterable[Row],
    ) -> None:
        pdf = frozen.rendered(note)
        row = frozen.invoice_row(note, *place, pdf)
        number = str(note.number)
        lines = [frozen.line_row(number, line) for line in note.lines]
        taken = _taken_back(note, items)
        ledger.keep_issued(writer.connection, row, lines, taken, pdf)
        told = {"gross": str(note.gross), "sha256": row["sha256"]}
        writer.note("invoices", [number], "credit", after=told)


def _taken_back(note: Document, items: Iterable[Row]) -> list[Row]:
    """Return the items of the invoice's lines under the lines that credit them."""
    credited = {str(line.credits): line for line in note.lines}
    return [
        {**item, "number": note.number, "n": credited[str(item["n"])].n}
        for item in items
        if str(item["n"]) in credited and item["code"] in credited[str(item["n"])].items
    ]


def _mark_not_delivered(writer: Writer, freed: Iterable[Row]) -> None:
    for item in freed:
        if item["noun"] != "activities":
            continue
        record = rows.record(writer.connection, "activities", [str(item["code"])])
        if record is not None:
            fields = {"delivered": False}
            writer.change("activities", record.id, record.version, fields)
