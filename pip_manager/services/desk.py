"""What pricing and composing need, read once in one unit of reading or writing."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pip_manager import assets
from pip_manager.billing import charges, checks, invoicing, vat
from pip_manager.billing.book import Book, Work
from pip_manager.domain.calendar import Period, financial_year_start
from pip_manager.domain.when import day_words
from pip_manager.errors import ConflictError, PipManagerError
from pip_manager.models import drafts, ledger, rows, unbilled
from pip_manager.models.store import mark
from pip_manager.services import reference
from pip_manager.services.settings import calendar, hours_per_day, settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pip_manager.billing.document import Document
    from pip_manager.billing.priced import Charge, Priced
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.drafts import Draft

_BOOK = ("engagements", "agreements", "rates", "roles")
_REQUEST = "RQ"


class Desk:
    """Rates, agreements, settings and labels of one moment, and what they make."""

    def __init__(self, connection: Connection) -> None:
        """Read what every price is made from."""
        self.connection = connection
        self.settings = settings(connection)
        read = {name: rows.rows(connection, name) for name in _BOOK}
        self.engagements = {str(row["engagement"]): row for row in read["engagements"]}
        self.agreements = {str(row["agreement"]): row for row in read["agreements"]}
        hours = hours_per_day(self.settings)
        self.book = Book.from_rows(read, calendar(connection), hours)
        self._authorities: dict[str, Row] = {}
        self._labels: dict[str, Mapping[str, str]] = {}
        self._is_demo = mark(connection, "demo") is not None

    def at(self, connection: Connection) -> Desk:
        """Return the desk in a later unit, where nothing was written in between."""
        later = copy(self)
        later.connection = connection
        return later

    def work(
        self, engagement: str | None, start: date, end: date, *, locked: bool = False
    ) -> Work:
        """Return what is unheld in a period, of one engagement or of all."""
        found = unbilled.work_rows(
            self.connection, engagement, start, end, locked=locked
        )
        found["holds"] = unbilled.secondment_holds(self.connection, engagement)
        return Work.from_rows(found)

    def price(
        self, engagement: str, start: date, end: date, *, locked: bool = False
    ) -> Priced:
        """Price every unheld item of an engagement and period.

        `locked` keeps others from changing the items until the unit ends.
        """
        work = self.work(engagement, start, end, locked=locked)
        return charges.price(self.book, work, engagement, start, end)

    def price_held(self, draft: Draft, *, locked: bool = False) -> Priced:
        """Price what a draft holds at today's rates.

        Raises:
            PipManagerError: an item has no price or belongs elsewhere by now.
        """
        items = drafts.holds_of(self.connection, draft.draft)
        held = unbilled.held_rows(self.connection, draft.draft, locked=locked)
        work = Work.from_rows(held)
        priced = charges.price_holds(self.book, work, draft.engagement, items)
        refuse_blocked(priced)
        _refuse_strays(draft, priced)
        return priced

    def draft_document(self, draft: Draft) -> Document:
        """Return a draft as a document at today's prices.

        Raises:
            PipManagerError: an item has no price or belongs elsewhere by now.
        """
        return self.compose(draft, self.price_held(draft).charges)

    def compose(
        self,
        draft: Draft,
        charged: Sequence[Charge],
        issue: invoicing.Issue | None = None,
    ) -> Document:
        """Put the lines of a draft under its heading, issued where `issue` says so."""
        composed = invoicing.compose(
            self._heading(draft),
            charged,
            _vat_rates(),
            self._layout(draft.grouping),
            issue,
        )
        return composed if issue else replace(composed, draft=draft.draft)

    def problems(self, shown: Document) -> tuple[checks.IssueProblem, ...]:
        """Return what stands in the way of issuing a document."""
        authority = self.authority(shown.buyer.gss_code)
        return checks.problems(shown, po_required=bool(authority["po_required"]))

    def series(self, on: date) -> tuple[str, int]:
        """Return the prefix and year of the series of a day.

        Requests for an invoice are not VAT invoices and have a series of their own.
        """
        prefix = self.settings["invoice_prefix"]
        if self.settings["document_mode"] == "proforma":
            prefix = f"{prefix}-{_REQUEST}"
        return prefix, financial_year_start(on)

    def refuse_before_last(self, series: str, on: date) -> None:
        """Refuse a day before that of the last document of a series.

        Raises:
            PipManagerError: it is.
        """
        last = ledger.last_issued_on(self.connection, series)
        if last is not None and on < last:
            raise PipManagerError(
                f"The last invoice of this series is dated {day_words(last)}."
                " Choose that day or a later one."
            )

    def authority(self, code: str) -> Row:
        """Return the row of an authority, its name from the reference where empty.

        Raises:
            ConflictError: it is gone.
        """
        if code not in self._authorities:
            found = rows.record(self.connection, "authorities", [code])
            if found is None:
                raise ConflictError("The authority of the engagement is gone.")
            name = found.row["name"] or _reference_name(code)
            self._authorities[code] = {**found.row, "name": name}
        return self._authorities[code]

    def _heading(self, draft: Draft) -> invoicing.Heading:
        engagement = self.engagements[draft.engagement]
        heading = invoicing.heading(
            self.settings,
            self.authority(str(engagement["authority"])),
            engagement,
            self.agreements[draft.agreement],
            Period(draft.period_from, draft.period_to),
        )
        return replace(heading, marking="DEMO" if self._is_demo else "")

    def _layout(self, grouping: str) -> invoicing.Layout:
        people: Mapping[str, str] = {}
        if self.settings["names_on_invoice"] == "yes":
            people = self._named("people")
        return invoicing.Layout(grouping, people, self._named("strands"))

    def _named(self, noun: str) -> Mapping[str, str]:
        if noun not in self._labels:
            self._labels[noun] = rows.labels(self.connection, noun, "name")
        return self._labels[noun]


def _reference_name(code: str) -> str | None:
    known = reference.authorities().get(code)
    return known.name if known else None


def _refuse_strays(draft: Draft, priced: Priced) -> None:
    """Refuse items that belong to another agreement since they were drafted."""
    for charge in priced.charges:
        if charge.agreement != draft.agreement:
            raise PipManagerError(
                f"{charge.code} belongs to agreement {charge.agreement} now, and draft"
                f" {draft.draft} is for {draft.agreement}. Discard it and draft again."
            )


@cache
def _vat_rates() -> vat.VatRates:
    return vat.VatRates.from_table(assets.table("reference", "vat_rates.csv"))


def refuse_blocked(priced: Priced) -> None:
    """Refuse where anything has no price, naming the first reason."""
    if not priced.blocked:
        return
    more = len(priced.blocked) - 1
    others = f" (and {more} more)" if more else ""
    raise PipManagerError(f"{priced.blocked[0].text}{others}")


def forwards(start: date, end: date) -> None:
    """Refuse a period that ends before it begins."""
    if end < start:
        raise PipManagerError("The period ends before it begins. Turn the dates round.")


def not_in_the_future(on: date) -> None:
    """Refuse a day after today."""
    if on > date.today():  # noqa: DTZ011 - the user's own day
        raise PipManagerError(
            f"{day_words(on)} is in the future. An invoice is dated today or earlier."
        )


def known(connection: Connection, engagement: str) -> Row:
    """Return the row of an engagement, or refuse an unknown code."""
    found = rows.record(connection, "engagements", [engagement])
    if found is None:
        raise PipManagerError(f"There is no engagement “{engagement}”.")
    return found.row
