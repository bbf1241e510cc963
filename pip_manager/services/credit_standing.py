"""How an issued invoice stands, and what of it a wish to credit comes to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.billing import credit, snapshot
from pip_manager.errors import PipManagerError
from pip_manager.models import drafts, ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from pip_manager.billing.credit import Taken
    from pip_manager.billing.document import Document
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to credit: items by their codes, money of a line, else all that is left."""

    codes: frozenset[str] | None = None
    line: tuple[int, Decimal] | None = None


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

    @property
    def gross_left(self) -> Decimal:
        """What no credit note has taken back yet, with VAT."""
        return self.original.gross - sum(
            (note.gross for note in self.earlier), Decimal(0)
        )

    def taken(self, wanted: Wanted) -> Taken:
        """Return the quantities and items that are wanted.

        Raises:
            PipManagerError: nothing is left, or the invoice does not hold an item.
        """
        if wanted.line is not None:
            n, quantity = wanted.line
            return credit.Taken({n: quantity})
        if wanted.codes is None:
            return credit.everything(self.original, self.earlier)
        return _named(self, wanted.codes)


def standing(connection: Connection, number: str) -> Standing:
    """Return how an invoice stands now.

    Raises:
        PipManagerError: there is no such invoice, or it is a credit note.
    """
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
