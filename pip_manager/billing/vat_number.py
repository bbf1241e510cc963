"""Check digits of United Kingdom VAT registration numbers."""

from __future__ import annotations

_LENGTHS = frozenset({9, 12})
_WEIGHTS = range(8, 1, -1)
_MODULUS = 97
_SINCE_2010 = 55


def is_vat_number(text: str) -> bool:
    """Tell whether a number's check digits agree.

    Blanks, a leading GB and three digits of a branch are allowed for. The weighted
    sum of seven digits (8 to 2) and the two check digits is a multiple of 97, or so it
    is with 55 added, as in the numbers given out since 2010.

    Source: HMRC's check of VAT registration numbers.
    """
    digits = "".join(text.split()).upper().removeprefix("GB")
    if len(digits) not in _LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    weighted = sum(
        weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)
    )
    total = weighted + int(digits[7:9])
    return total % _MODULUS == 0 or (total + _SINCE_2010) % _MODULUS == 0
