"""What is left of an invoice to be credited, and what a credit note would do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pip_manager.billing import credit
from pip_manager.domain.labels import one
from pip_manager.domain.money import pounds, times
from pip_manager.models import invoices, ledger
from pip_manager.services import credit_words, frozen
from pip_manager.services.credit_standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from pip_manager.billing.document import Document, Line
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.invoices import Item
    from pip_manager.services.credit_standing import Standing, Terms, Wanted

VAT_DAYS = 14
"""A credit note follows the change it corrects within so many days (VATREC13040)."""
_UNNUMBERED, _UNREASONED = "", "Not stated yet"


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


def left(connection: Connection, number: str) -> Creditable:
    """Return what can still be credited of an invoice."""
    found = standing(connection, number)
    told = {(i.noun, i.code): i for i in invoices.items(connection, number)}
    rest = credit.left(found.original, found.earlier)
    lines = {line.n: line for line in found.original.lines}
    return Creditable(
        number,
        found.gross_left,
        tuple(
            LineLeft(n, lines[n].description, one.quantity, lines[n].unit, one.net)
            for n, one in rest.items()
            if one.quantity
        ),
        tuple(_item_left(row, lines, told) for row in found.items),
    )


def foreseen(
    connection: Connection,
    number: str,
    wanted: Wanted,
    terms: Terms,
    changed_on: date | None,
) -> Foreseen:
    """Return a credit note that is not issued, and what issuing it would do."""
    found = standing(connection, number)
    (row,) = ledger.issued(connection, number)
    taken = found.taken(wanted)
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
