"""What a credit note does, in one sentence for the person about to issue it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.labels import counted
from pip_manager.domain.money import pounds
from pip_manager.domain.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pip_manager.billing.document import Document

_HALF = Decimal("0.5")


class Freed(NamedTuple):
    """An item that is taken back: its noun, and how much of which unit."""

    noun: str
    quantity: Decimal
    unit: str


def sentence(note: Document, freed: Sequence[Freed], *, not_delivered: bool) -> str:
    """Return what issuing a credit note does to money and to what can be billed."""
    vat = "incl. VAT" if note.vat_total else "with no VAT"
    takes = f"Takes back {pounds(note.gross)} {vat}"
    work = [one for one in freed if one.noun == "activities"]
    other = [one for one in freed if one.noun != "activities"]
    if not freed:
        return f"{takes} as money: nothing is freed for billing again."
    if not not_delivered or not work:
        return f"{takes} and frees {_told(freed)} for billing again."
    done = f"{takes} and marks {_told(work)} as not delivered, never billed again"
    if other:
        return f"{done}; frees {_told(other)} for billing again."
    return f"{done}."


def _told(freed: Iterable[Freed]) -> str:
    time: dict[str, Decimal] = {}
    things: dict[str, int] = {}
    for one in freed:
        if one.noun == "activities":
            time[one.unit] = time.get(one.unit, Decimal(0)) + one.quantity
        else:
            things[one.noun] = things.get(one.noun, 0) + 1
    told = [_amount(quantity, unit) for unit, quantity in time.items()]
    told += [counted(noun, n) for noun, n in things.items()]
    return " and ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told)


def _amount(quantity: Decimal, unit: str) -> str:
    if quantity == _HALF:
        return "half an hour" if unit == "hour" else f"half a {unit}"
    return f"{plain(quantity)} {unit}{'' if quantity == 1 else 's'}"
