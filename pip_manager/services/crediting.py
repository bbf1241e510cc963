"""Credit notes: take back an issued invoice, or part of it, by another document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pip_manager.billing import credit, invoicing, snapshot
from pip_manager.domain.calendar import financial_year_start
from pip_manager.domain.labels import one
from pip_manager.domain.money import pounds, times
from pip_manager.errors import PipManagerError
from pip_manager.models import changes, drafts, invoices, ledger, numbering, rows
from pip_manager.services import credit_words, frozen
from pip_manager.services.desk import Desk, not_in_the_future

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from pip_manager.billing.credit import Taken
    from pip_manager.billing.document import Document, Line
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.invoices import Item
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

    Take = Callable[["Standing"], Taken]

VAT_DAYS = 14
"""A credit note follows the change it corrects within so many days (VATREC13040)."""
_UNNUMBERED, _UNREASONED = "", "Not stated yet"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to credit: items by their codes, money of a line, else all that is left."""

    codes: frozenset[str] | None = None
    line: tuple[int, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class LineLeft:
    """What can still be credited of a line, in GBP without VAT."""

    n: int
    description: str
    quantity: Decimal
    unit: str
    net: Decimal


@dataclass(frozen=True, slots=True)
class ItemLeft:
    """An item that is still held: what it is and what its line charged for it."""

    n: int
    noun: str
    code: str
    date: date
    quantity: Decimal
    unit: str
    net: Decimal
    what: str


@dataclass(frozen=True, slots=True)
class Creditable:
    """What is left of an issued invoice to be credited; `gross` with VAT."""

    number: str
    gross: Decimal
    lines: tuple[LineLeft, ...]
    items: tuple[ItemLeft, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A credit note as it would be issued now, and what it would do, in a sentence.

    `late` says that it is late for VAT, and is empty where nothing tells so.
    """

    document: Document
    sentence: str
    late: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """The day and the reason of a credit note.

    `not_delivered` marks the activities taken back as work that did not happen, so
    that nothing bills them again.
    """

    on: date
    reason: str
    not_delivered: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An invoice with the credit notes so far and the items it still holds."""

    original: Document
    earlier: Sequence[Document]
    items: Sequence[Row]


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
        return self._credit(number, terms, _all_left)

    def items(self, number: str, codes: Collection[str], terms: Terms) -> Document:
        """Credit activities, or other items, by their codes and free them.

        Raises:
            PipManagerError: the invoice does not hold one of them, more is asked than
                is left of its line, or the day cannot be.
        """
        return self._credit(number, terms, lambda found: _named(found, codes))

    def line(self, number: str, n: int, quantity: Decimal, terms: Terms) -> Document:
        """Credit a quantity of one line as money; nothing is freed.

        Raises:
            PipManagerError: there is no such line, more is asked than is left, or the
                day cannot be.
        """
        return self._credit(number, terms, lambda _: credit.Taken({n: quantity}))

    def issue(self, number: str, wanted: Wanted, terms: Terms) -> Document:
        """Issue the credit note that `foreseen` shows.

        Raises:
            PipManagerError: as `all`, `items` and `line`.
        """
        return self._credit(number, terms, _take(wanted))

    def left(self, number: str) -> Creditable:
        """Return what can still be credited of an invoice.

        Raises:
            PipManagerError: there is no such invoice, or it is a credit note.
        """
        with self._office.store.reading() as connection:
            found = _standing(connection, number)
            told = {(i.noun, i.code): i for i in invoices.items(connection, number)}
        rest = credit.left(found.original, found.earlier)
        lines = {line.n: line for line in found.original.lines}
        return Creditable(
            number,
            _gross_left(found),
            tuple(
                LineLeft(n, lines[n].description, one.quantity, lines[n].unit, one.net)
                for n, one in rest.items()
                if one.quantity
            ),
            tuple(_item_left(row, lines, told) for row in found.items),
        )

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
            found = _standing(connection, number)
            (row,) = ledger.issued(connection, number)
        taken = _take(wanted)(found)
        asked = credit.CreditTerms(
            _UNNUMBERED, terms.on, terms.reason.strip() or _UNREASONED
        )
        note = credit.credit(found.original, found.earlier, taken, asked)
        shown = replace(note, number=None, marking="DRAFT")
        freed = [item for item in found.items if item["code"] in taken.codes]
        over = note.gross - row.outstanding
        told = credit_words.sentence(
            note, _freed(freed, found), not_delivered=terms.not_delivered
        )
        if row.paid and over > 0:
            told += f" {pounds(over)} of what was paid is then to be given back."
        late = _late(found.original, changed_on, terms.on)
        return Foreseen(shown, told, late, frozen.rendered(shown))

    def _credit(self, number: str, terms: Terms, take: Take) -> Document:
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
            found = _standing(writer.connection, number)
            desk.refuse_before_last(series, terms.on)
            given = invoicing.number(prefix, year, n)
            taken = take(found)
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


def _late(original: Document, changed_on: date | None, on: date) -> str:
    """Say that a credit note is late for VAT, `on` against the day of the change.

    Empty where it is in time, the day is not known, or the invoice bore no VAT.
    """
    if changed_on is None or original.mode != "vat_invoice" or not original.vat_total:
        return ""
    late = (on - changed_on).days
    if late <= VAT_DAYS:
        return ""
    return (
        f"This is {late} days after the change. For VAT a credit note is issued within"
        f" {VAT_DAYS} days of it: tell the VAT team."
    )


def _standing(connection: Connection, number: str) -> Standing:
    text = ledger.snapshot(connection, number)
    if text is None:
        raise PipManagerError(f"There is no invoice “{number}”.")
    original = snapshot.thaw(text)
    if original.kind != "invoice":
        raise PipManagerError(
            f"{number} is a credit note; credit the invoice it names."
        )
    notes = ledger.credit_snapshots(connection, number)
    held = {_place(row) for row in drafts.held_by(connection, number)}
    items = [row for row in ledger.items_of(connection, number) if _place(row) in held]
    return Standing(original, [snapshot.thaw(note) for note in notes], items)


def _place(row: Row) -> tuple[object, ...]:
    return row["noun"], row["code"], row["from"]


def _take(wanted: Wanted) -> Take:
    if wanted.line is not None:
        n, quantity = wanted.line
        return lambda _: credit.Taken({n: quantity})
    if wanted.codes is None:
        return _all_left
    codes = wanted.codes
    return lambda found: _named(found, codes)


def _gross_left(found: Standing) -> Decimal:
    return found.original.gross - sum(
        (note.gross for note in found.earlier), Decimal(0)
    )


def _item_left(
    row: Row, lines: Mapping[int, Line], told: Mapping[tuple[str, str], Item]
) -> ItemLeft:
    n, quantity = int(str(row["n"])), Decimal(str(row["quantity"]))
    noun, code = str(row["noun"]), str(row["code"])
    known = told.get((noun, code))
    what = (known.what if known else None) or one(noun).capitalize()
    net = times(quantity, lines[n].unit_price)
    on = cast("date", row["date"])
    return ItemLeft(n, noun, code, on, quantity, lines[n].unit, net, what)


def _freed(items: Iterable[Row], found: Standing) -> list[credit_words.Freed]:
    units = {line.n: line.unit for line in found.original.lines}
    return [
        credit_words.Freed(
            str(item["noun"]),
            Decimal(str(item["quantity"])),
            units[int(str(item["n"]))],
        )
        for item in items
    ]


def _all_left(found: Standing) -> Taken:
    return credit.everything(found.original, found.earlier)


def _named(found: Standing, codes: Collection[str]) -> Taken:
    held = {str(item["code"]) for item in found.items}
    for code in codes:
        if code not in held:
            raise PipManagerError(
                f"{found.original.number} does not hold “{code}”: it was never on it,"
                " or is credited already."
            )
    named = [item for item in found.items if item["code"] in codes]
    quantities: dict[int, Decimal] = {}
    for item in named:
        n = int(str(item["n"]))
        quantities[n] = quantities.get(n, Decimal()) + Decimal(str(item["quantity"]))
    return credit.Taken(quantities, _codes_by_line(named))


def _codes_by_line(items: Iterable[Row]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for item in items:
        codes = found.setdefault(int(str(item["n"])), [])
        if item["code"] not in codes:
            codes.append(str(item["code"]))
    return {n: tuple(codes) for n, codes in found.items()}


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
