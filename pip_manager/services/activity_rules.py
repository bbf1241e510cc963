"""What holds for entries however they are written: codes, locks, days, miles."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain import issued
from pip_manager.errors import ConflictError
from pip_manager.models import activity as asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.models import Connection
    from pip_manager.models.activity import Entry

MILEAGE = Decimal("0.45")
"""Pounds a mile. Source: HMRC approved mileage rate for the first 10,000 miles."""

_PREFIXES = {"activities": ("A", 6), "expenses": ("X", 5), "charges": ("C", 4)}


def next_codes(connection: Connection, noun: str) -> Iterator[str]:
    """Yield the codes after the last one of the usual shape, without end."""
    prefix, width = _PREFIXES[noun]
    last = asked.latest_number(connection, noun, prefix)
    while True:
        last += 1
        code = f"{prefix}{last:0{width}}"
        if asked.is_taken(connection, noun, code):
            last = max(last, asked.last_number(connection, noun, prefix))
        else:
            yield code


def refuse_locked(entry: Entry) -> None:
    """Refuse to alter what an issued invoice holds, naming it.

    Raises:
        ConflictError: with what to do.
    """
    if entry.number is not None:
        raise ConflictError(
            f"{entry.code} is on invoice {entry.number} and locked. {issued.STAYS}"
        )


def refuse_drafted(entry: Entry) -> None:
    """Refuse to delete what a draft holds.

    Raises:
        ConflictError: with what to do.
    """
    if entry.draft is not None:
        raise ConflictError(
            f"{entry.code} is in draft {entry.draft}. Discard the draft first."
        )


def in_days(quantity: Decimal, unit: str, hours: Decimal) -> Decimal:
    """Return a quantity in days."""
    return quantity if unit == "day" else quantity / hours
