"""VAT: dated rates by code, and the tax on a document, once per code and rate.

Codes are S (standard), R (reduced), Z (zero), E (exempt), O (outside the scope).
Rates are per cent; exempt counts as 0, outside the scope has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.billing.document import NOTHING, VatRow
from pip_manager.domain.money import times
from pip_manager.domain.when import day_words
from pip_manager.errors import PipManagerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.billing.document import Line

CODES = ("S", "R", "Z", "E", "O")
_CODE_OF = {
    "standard": "S",
    "reduced": "R",
    "zero": "Z",
    "exempt": "E",
    "outside_scope": "O",
}


@dataclass(frozen=True, slots=True)
class DatedRate:
    """The rate of a code between two days, both included; None: no rate is given."""

    code: str
    rate: Decimal | None
    start: date
    end: date = date.max


@dataclass(frozen=True, slots=True)
class VatRates:
    """The rates of all time."""

    rates: tuple[DatedRate, ...]

    @classmethod
    def from_table(cls, rows: Iterable[Mapping[str, str]]) -> VatRates:
        """Read the bundled table of VAT rates; kinds that no code names are left."""
        return cls(
            tuple(
                DatedRate(
                    _CODE_OF[row["rate_kind"]],
                    Decimal(row["rate_percent"]) if row["rate_percent"] else None,
                    date.fromisoformat(row["effective_from"]),
                    date.fromisoformat(row["effective_to"] or date.max.isoformat()),
                )
                for row in rows
                if row["rate_kind"] in _CODE_OF
            )
        )

    def rate(self, code: str, on: date) -> Decimal | None:
        """Return the rate of a code on a day: of several the first in the table.

        So the general reduced rate is found, never one of a single trade.

        Raises:
            PipManagerError: no rate is known for that day.
        """
        for dated in self.rates:
            if dated.code == code and dated.start <= on <= dated.end:
                return dated.rate
        raise PipManagerError(
            f"No VAT rate is known for code {code} on {day_words(on)}. Mend the date."
        )


def vat_rows(lines: Iterable[Line]) -> tuple[VatRow, ...]:
    """Return the tax of each code and rate on the sum of its line nets, half up."""
    alike: dict[tuple[str, Decimal | None], list[Line]] = {}
    for line in lines:
        alike.setdefault((line.vat_code, line.vat_rate), []).append(line)
    order = sorted(alike, key=lambda key: (CODES.index(key[0]), -(key[1] or NOTHING)))
    return tuple(_row(code, rate, alike[code, rate]) for code, rate in order)


def totals(rows: Iterable[VatRow]) -> tuple[Decimal, Decimal]:
    """Return the net and the tax of a document."""
    net, vat = NOTHING, NOTHING
    for row in rows:
        net, vat = net + row.net, vat + row.vat
    return net, vat


def tax(net: Decimal, rate: Decimal | None) -> Decimal:
    """Return the tax on an amount; outside the scope there is none."""
    return NOTHING if rate is None else times(net, rate.scaleb(-2))


def _row(code: str, rate: Decimal | None, lines: list[Line]) -> VatRow:
    net = sum((line.net for line in lines), NOTHING)
    reasons = dict.fromkeys(line.vat_reason for line in lines if line.vat_reason)
    return VatRow(code, rate, net, tax(net, rate), "; ".join(reasons))
