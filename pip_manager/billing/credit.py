"""Credit notes: what is taken back of an issued invoice, line by line.

Figures are positive. The last credit of a line takes what is left of its net, and the
last of a VAT code and rate what is left of its tax, so that nothing stays behind.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing.document import NOTHING
from pip_manager.billing.vat import totals, vat_rows
from pip_manager.domain.money import times
from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words
from pip_manager.errors import PipManagerError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from pip_manager.billing.document import Document, Line, VatRow


class Left(NamedTuple):
    """What no credit note has taken back yet of one line."""

    quantity: Decimal
    net: Decimal


class CreditTerms(NamedTuple):
    """The number, day and reason a credit note bears."""

    number: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken back: quantities by line number, and the items among them.

    Without items it is money alone, and nothing is billed again.
    """

    quantities: Mapping[int, Decimal]
    items: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """Every item taken back."""
        return frozenset(code for codes in self.items.values() for code in codes)


def left(original: Document, earlier: Sequence[Document]) -> dict[int, Left]:
    """Return what is left of each line, by its number.

    `earlier` are the credit notes issued against the invoice so far.
    """
    found = {line.n: Left(line.quantity, line.net) for line in original.lines}
    for n, line in _credited(earlier):
        before = found[n]
        found[n] = Left(before.quantity - line.quantity, before.net - line.net)
    return found


def _credited(earlier: Sequence[Document]) -> list[tuple[int, Line]]:
    return [
        (line.credits, line)
        for note in earlier
        for line in note.lines
        if line.credits is not None
    ]


def everything(original: Document, earlier: Sequence[Document]) -> Taken:
    """Return all that is left of an invoice, with every item not taken back yet.

    Raises:
        PipManagerError: nothing is left.
    """
    rest = left(original, earlier)
    quantities = {n: one.quantity for n, one in rest.items() if one.quantity}
    if not quantities:
        raise PipManagerError(f"{original.number} is credited in full already.")
    return Taken(quantities, _items_left(original, earlier))


def credit(
    original: Document,
    earlier: Sequence[Document],
    taken: Taken,
    terms: CreditTerms,
) -> Document:
    """Return a credit note for what is taken back.

    Raises:
        PipManagerError: there is no such line, more is asked than is left, nothing is
            asked, or the note would be older than the invoice.
    """
    _check_terms(original, taken, terms)
    rest = left(original, earlier)
    by_number = {line.n: line for line in original.lines}
    made: list[Line] = []
    for n, quantity in sorted(taken.quantities.items()):
        if n not in by_number:
            raise PipManagerError(f"{original.number} has no line {n}.")
        line = _credit_line(by_number[n], rest[n], quantity)
        made.append(replace(line, n=len(made) + 1, items=taken.items.get(n, ())))
    rows = tuple(_tax_row(row, original, earlier) for row in vat_rows(made))
    net, vat_total = totals(rows)
    return replace(
        original,
        kind="credit_note",
        number=terms.number,
        issued_on=terms.on,
        due_on=None,
        lines=tuple(made),
        vat=rows,
        net=net,
        vat_total=vat_total,
        gross=net + vat_total,
        credits=original.number,
        credits_on=original.issued_on,
        reason=terms.reason,
        anchor="",
        notes=(),
    )


def _check_terms(original: Document, taken: Taken, terms: CreditTerms) -> None:
    if not taken.quantities:
        raise PipManagerError("Say what to credit.")
    if not terms.reason.strip():
        raise PipManagerError("Say why this is credited.")
    if original.issued_on is None or terms.on < original.issued_on:
        issued = "not issued"
        if original.issued_on is not None:
            issued = f"issued on {day_words(original.issued_on)}"
        raise PipManagerError(
            f"{original.number or 'A draft'} is {issued}: it cannot be credited"
            f" on {day_words(terms.on)}."
        )


def _credit_line(line: Line, rest: Left, quantity: Decimal) -> Line:
    is_backwards = quantity * rest.quantity <= 0
    if is_backwards or abs(quantity) > abs(rest.quantity):
        raise PipManagerError(
            f"Line {line.n} has {plain(rest.quantity)} left to credit,"
            f" not {plain(quantity)}."
        )
    net = times(quantity, line.unit_price)
    if quantity == rest.quantity or abs(net) > abs(rest.net):
        net = rest.net
    return replace(line, quantity=quantity, net=net, credits=line.n)


def _items_left(
    original: Document, earlier: Sequence[Document]
) -> dict[int, tuple[str, ...]]:
    gone = {(n, code) for n, line in _credited(earlier) for code in line.items}
    return {
        line.n: tuple(code for code in line.items if (line.n, code) not in gone)
        for line in original.lines
    }


def _tax_row(row: VatRow, original: Document, earlier: Sequence[Document]) -> VatRow:
    """Keep the tax of all credits within the invoice's, and exact at the last."""
    net, vat = NOTHING, NOTHING
    for document, sign in ((original, 1), *((note, -1) for note in earlier)):
        for other in document.vat:
            if (other.code, other.rate) == (row.code, row.rate):
                net, vat = net + sign * other.net, vat + sign * other.vat
    if row.net == net or abs(row.vat) > abs(vat):
        return replace(row, vat=vat)
    return row
