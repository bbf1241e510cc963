"""What pricing answers: charges, each with its why, and what could not be priced.

Amounts are GBP without VAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.values import money_text, plain

if TYPE_CHECKING:
    import datetime as dt

NOUNS = ("activities", "expenses", "charges", "secondments")

Json = str | int | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Why:
    """What made a price: the ladder's level and step, and a sentence for people.

    `level` is one of the four of the ladder, ``typed`` (the price stands on the item)
    or ``secondment`` (`match` then names the charge basis). `start` and `end` are the
    dates of the rate row, or of the secondment.
    """

    level: str
    text: str
    card: str | None = None
    match: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """One unbilled item with its price.

    `noun` is the name of the exchange format. `start` is the first day covered: the
    item's own date, but for a secondment's month. `description` names no person.
    """

    noun: str
    code: str
    date: dt.date
    start: dt.date
    person: str | None
    role: str | None
    strand: str | None
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net: Decimal
    vat_code: str
    vat_reason: str
    agreement: str
    why: Why


@dataclass(frozen=True, slots=True)
class Blocked:
    """An item that cannot be priced: the reason's fixed words, and a sentence."""

    noun: str
    code: str
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Priced:
    """What a period costs, by date, and what is missing from it."""

    charges: tuple[Charge, ...] = ()
    blocked: tuple[Blocked, ...] = ()

    @property
    def net(self) -> Decimal:
        """Return the sum of the items, each rounded by itself."""
        return sum((charge.net for charge in self.charges), Decimal("0.00"))


def in_order(charge: Charge) -> tuple[dt.date, int, str]:
    """Return the place of a charge among others: by date, then noun, then code."""
    return charge.date, NOUNS.index(charge.noun), charge.code


def as_json(priced: Priced) -> dict[str, Json]:
    """Return the answer of ``price --format json``."""
    return {
        "charges": [charge_json(charge) for charge in priced.charges],
        "blocked": [blocked_json(blocked) for blocked in priced.blocked],
        "net": money_text(priced.net),
    }


def charge_json(charge: Charge) -> dict[str, Json]:
    """Return a charge as ``price`` prints it."""
    return {
        "noun": charge.noun,
        "code": charge.code,
        "date": charge.date.isoformat(),
        "person": charge.person,
        "role": charge.role,
        "strand": charge.strand,
        "description": charge.description or None,
        "quantity": plain(charge.quantity),
        "unit": charge.unit,
        "unit_price": money_text(charge.unit_price),
        "net": money_text(charge.net),
        "vat_code": charge.vat_code,
        "why": _why_json(charge.why),
    }


def blocked_json(blocked: Blocked) -> dict[str, Json]:
    """Return a blocked item as ``price`` prints it."""
    return {"noun": blocked.noun, "code": blocked.code, "why": blocked.why}


def _why_json(why: Why) -> dict[str, Json]:
    return {
        "level": why.level,
        "card": why.card,
        "match": why.match,
        "from": why.start.isoformat() if why.start else None,
        "to": why.end.isoformat() if why.end else None,
        "text": why.text,
    }
