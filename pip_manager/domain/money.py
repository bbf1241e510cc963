"""Pounds and pence: rounding half up, once, and amounts as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

PENNY = Decimal("0.01")
_WIDE = Context(prec=80, rounding=ROUND_HALF_UP)


def pence(amount: Decimal | Fraction) -> Decimal:
    """Round an amount in pounds to the penny, halves away from nought."""
    if isinstance(amount, Decimal):
        return _WIDE.quantize(amount, PENNY)
    doubled = abs(amount) * 200
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    return _WIDE.scaleb(Decimal(-whole if amount < 0 else whole), -2)


def times(quantity: Decimal, price: Decimal) -> Decimal:
    """Return quantity times price to the penny, multiplied without loss."""
    return _WIDE.quantize(_WIDE.multiply(quantity, price), PENNY)


def exact_product(quantity: Decimal, share: Decimal) -> Decimal:
    """Multiply without loss, whatever the number of decimals."""
    return _WIDE.multiply(quantity, share)


def pounds(amount: Decimal) -> str:
    """Write an amount for people: ``£1,234.50``, ``−£5.00``."""
    rounded = pence(amount)
    sign = "−" if rounded < 0 else ""
    return f"{sign}£{abs(rounded):,.2f}"
