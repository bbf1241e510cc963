"""What is owed, by how late it is: from the day an invoice is due."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing.document import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

_LAST_DAYS = (0, 30, 60, 90)


class Owed(NamedTuple):
    """What one invoice still owes, in GBP."""

    authority: str
    due_on: date
    outstanding: Decimal


@dataclass(slots=True)
class Ageing:
    """Amounts owed in GBP: not due, and late by so many days."""

    not_due: Decimal = NOTHING
    d1_30: Decimal = NOTHING
    d31_60: Decimal = NOTHING
    d61_90: Decimal = NOTHING
    d90_plus: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum((getattr(self, f.name) for f in fields(self)), NOTHING)

    def add(self, days_late: int, amount: Decimal) -> None:
        """Add an amount that is so many days late; below 1 it is not due."""
        column = sum(days_late > last for last in _LAST_DAYS)
        name = fields(self)[column].name
        setattr(self, name, getattr(self, name) + amount)


def ageing(owed: Iterable[Owed], on: date) -> tuple[dict[str, Ageing], Ageing]:
    """Return what each authority owes on a day, by code, and the total of all.

    Authorities that owe nothing are left out.
    """
    found: dict[str, Ageing] = {}
    total = Ageing()
    for one in sorted(owed):
        if one.outstanding:
            days_late = (on - one.due_on).days
            found.setdefault(one.authority, Ageing()).add(days_late, one.outstanding)
            total.add(days_late, one.outstanding)
    return found, total
