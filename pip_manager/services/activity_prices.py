"""What one entry of a list costs, in words where it costs nothing or cannot be priced.

An entry on an invoice has the price it was billed at; any other is priced today.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.billing import facts
from pip_manager.billing.belonging import agreement_of
from pip_manager.billing.charges import charged_quantity, quote
from pip_manager.billing.priced import Blocked
from pip_manager.domain.money import pounds, times

if TYPE_CHECKING:
    from decimal import Decimal

    from pip_manager.billing.book import Book
    from pip_manager.models.activity import Entry


@dataclass(frozen=True, slots=True)
class Price:
    """What an entry costs, net of VAT in GBP, and why.

    `net` is None where nothing is charged; `words` then says why in a word or two, and
    `is_blocked` tells that something is missing.
    """

    net: Decimal | None
    unit_price: Decimal | None = None
    quantity: Decimal | None = None
    words: str = ""
    why: str = ""
    agreement: str | None = None
    role: str | None = None
    is_blocked: bool = False


def priced(book: Book, entry: Entry) -> Price:
    """Price one entry."""
    match entry.noun:
        case "activities":
            return _activity(book, entry)
        case "expenses":
            expense = facts.Expense.from_row(entry.row)
            if not expense.chargeable:
                return Price(None, words="not charged", why="It is not chargeable.")
            return _as_typed(book, expense, entry)
        case _:
            return _as_typed(book, facts.FixedCharge.from_row(entry.row), entry)


def _as_typed(
    book: Book, item: facts.Expense | facts.FixedCharge, entry: Entry
) -> Price:
    unit_price = entry.billed_price
    unit_price = item.unit_price if unit_price is None else unit_price
    agreement = agreement_of(book, item, item.date)
    if isinstance(agreement, Blocked) and entry.number is None:
        return _blocked(agreement)
    return Price(
        times(item.quantity, unit_price),
        unit_price,
        item.quantity,
        why=f"Typed on the item, {pounds(unit_price)} per {item.unit}.",
        agreement=None if isinstance(agreement, Blocked) else agreement.code,
    )


def _activity(book: Book, entry: Entry) -> Price:
    activity = facts.Activity.from_row(entry.row)
    quantity = charged_quantity(activity)
    if not activity.delivered:
        return Price(None, words="not delivered", why="What is not delivered is free.")
    if not quantity:
        return Price(None, words="not charged", why="No share of it is charged.")
    if entry.billed_price is not None:
        net = times(quantity, entry.billed_price)
        why = f"Billed at {pounds(entry.billed_price)} a {activity.unit}."
        return Price(net, entry.billed_price, quantity, why=why)
    quoted = quote(book, activity)
    if quoted is None:
        return Price(None, words="free", why="Its rate is free or paid by a grant.")
    if isinstance(quoted, Blocked):
        return _blocked(quoted)
    return Price(
        times(quantity, quoted.unit_price),
        quoted.unit_price,
        quantity,
        why=f"{quoted.why.text}.".replace("..", "."),
        agreement=quoted.agreement.code,
        role=quoted.role,
    )


def _blocked(blocked: Blocked) -> Price:
    words = blocked.why.replace(" in force", "")
    return Price(None, words=words, why=blocked.text, is_blocked=True)
