"""What the law would allow to claim for paying late: a calculator, never a charge.

Source: Late Payment of Commercial Debts (Interest) Act 1998: simple interest at 8 %
over Bank Rate as it stood on the last 30 June or 31 December before the debt became
late, and a fixed sum. Amounts are GBP; interest is outside the scope of VAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing.document import NOTHING
from pip_manager.domain.money import pence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_YEAR = 365
_FIXED = ((Decimal(1000), Decimal(40)), (Decimal(10000), Decimal(70)))
_FIXED_MOST = Decimal(100)


class ReferenceRate(NamedTuple):
    """The interest of debts that become late between two days, both included.

    `percent` a year is Bank Rate and the statutory 8; `is_sure` is False where the
    source of Bank Rate has not been confirmed.
    """

    start: date
    end: date
    percent: Decimal
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class ReferenceRates:
    """The reference rates of all time that is known."""

    rates: tuple[ReferenceRate, ...]

    @classmethod
    def from_table(cls, rows: Iterable[Mapping[str, str]]) -> ReferenceRates:
        """Read the bundled table of reference rates."""
        return cls(
            tuple(
                ReferenceRate(
                    date.fromisoformat(row["period_from"]),
                    date.fromisoformat(row["period_to"]),
                    Decimal(row["statutory_interest_percent"]),
                    not row["verification"].startswith("UNVERIFIED"),
                )
                for row in rows
            )
        )

    def of(self, day: date) -> ReferenceRate | None:
        """Return the rate of a debt that became late on a day; None: not known."""
        found = (rate for rate in self.rates if rate.start <= day <= rate.end)
        return next(found, None)


class Received(NamedTuple):
    """Money that came in against a debt."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """What could be claimed for a debt up to a day.

    `days` is how long any of it was late. Without a known `rate` there is no interest,
    and no total.
    """

    days: int
    rate: ReferenceRate | None
    interest: Decimal | None
    fixed: Decimal

    @property
    def total(self) -> Decimal | None:
        """Interest and the fixed sum together."""
        return None if self.interest is None else self.interest + self.fixed


def claim(
    debt: Decimal,
    due_on: date,
    received: Iterable[Received],
    on: date,
    rates: ReferenceRates,
) -> Claim | None:
    """Return what could be claimed for a debt up to `on`; None where it is not late.

    Each part bears interest from the day after `due_on` to the day it was paid; the
    fixed sum goes by what was owed when the debt became late. `debt` is what was owed
    without what credit notes took back: they say it was never owed.
    """
    left, since, days, owed_days = debt, due_on, 0, Fraction(0)
    late_debt = debt
    for one in sorted([*received, Received(on, NOTHING)]):
        if one.on > on:
            break
        if one.on <= due_on:
            left -= one.amount
            late_debt = left
            continue
        if left > 0:
            days = (one.on - due_on).days
            owed_days += Fraction(left) * (one.on - since).days
        left, since = left - one.amount, one.on
    if not days:
        return None
    rate = rates.of(due_on + timedelta(days=1))
    interest = None
    if rate is not None:
        interest = pence(owed_days * Fraction(rate.percent) / 100 / _YEAR)
    return Claim(days, rate, interest, _fixed(late_debt))


def _fixed(debt: Decimal) -> Decimal:
    below = (amount for limit, amount in _FIXED if debt < limit)
    return next(below, _FIXED_MOST)
