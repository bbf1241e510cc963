"""What one row says by itself, and which rows count: the naive engine's reading.

Rows are plain dictionaries by noun, `when` columns their canonical text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    Row = Mapping[str, Any]
    Rows = Mapping[str, Sequence[Row]]
    Piece = tuple[date, date]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
COUNTING = {
    "secondments": ("confirmed", "ended", None),
    "cover": ("confirmed", "in_place", "ended", None),
}


@dataclass(frozen=True)
class Asked:
    """What the command was asked."""

    first: date
    last: date
    by: str = "total"
    post: str | None = None
    include_proposed: bool = False


def figure(number: Fraction, places: int) -> str:
    """Say a figure rounded half up, without trailing zeros."""
    text = fixed(number, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(number: Fraction, places: int) -> str:
    """Say a figure rounded half up, with all its decimals."""
    whole = floor(number * 10**places + Fraction(1, 2))
    return f"{Decimal(whole).scaleb(-places):.{places}f}"


def spanned(when: str) -> tuple[date, date]:
    """Return the first and the last day that a vague date names."""
    if len(when) == 10:
        return date.fromisoformat(when), date.fromisoformat(when)
    year = int(when[:4])
    if " " in when:
        month, count = SEASONS[when[5:]], 3
    elif len(when) == 7:
        month, count = int(when[5:]), 1
    else:
        month, count = 1, 12
    after = year * 12 + month - 1 + count
    last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, 1), last


def outer(row: Row) -> tuple[date, date]:
    """Return the days outside of which a row can be shown not to be."""
    first = spanned(row["from"])[0] if row.get("from") else date.min
    last = spanned(row["to"])[1] if row.get("to") else date.max
    return first, last


def touches(row: Row, piece: Piece) -> bool:
    """Tell whether a row cannot be shown to lie outside a piece."""
    first, last = outer(row)
    return first <= piece[1] and last >= piece[0]


def in_force(row: Row, day: date) -> bool:
    """Tell whether a day lies between the dates of a row."""
    return touches(row, (day, day))


def reasons(noun: str, row: Row) -> list[str]:
    """Return why a row is not measurable."""
    start, end, found = row.get("from"), row.get("to"), []
    if row.get("kind") == "no_cover_accepted":
        return []
    if not start:
        found.append("from not stated")
    elif len(start) != 10:
        found.append("from is not a day")
    if end and len(end) != 10:
        found.append("to is not a day")
    if noun != "holdings" and not row.get("pattern") and row.get("fraction") is None:
        found.append("share not stated")
    return found


def shares(pattern: str) -> dict[str, Fraction]:
    """Return the share of each weekday of a pattern."""
    words = [word.split(":") for word in pattern.split()]
    return {weekday: Fraction(share) for weekday, share in words}


def share_on(row: Row, day: date) -> Fraction:
    """Return the FTE that a measurable row takes or gives on a day."""
    if not in_force(row, day):
        return Fraction(0)
    if row.get("pattern"):
        return shares(row["pattern"]).get(WEEKDAYS[day.weekday()], Fraction(0))
    return Fraction(row["fraction"])


def weekly(row: Row) -> Fraction:
    """Return the share by its weekly average; not stated, the most it may be."""
    if row.get("pattern"):
        return sum(shares(row["pattern"]).values(), Fraction(0)) / 5
    return Fraction(1) if row.get("fraction") is None else Fraction(row["fraction"])


def fte(row: Row) -> Fraction:
    """Return the FTE of a person or a holding; an empty one is 1."""
    return Fraction(1) if row.get("fte") is None else Fraction(row["fte"])


def absorbed(cover: Row) -> bool:
    """Tell whether a cover is sharing from which nobody was relieved."""
    return cover.get("kind") == "shared_duties" and bool(cover.get("absorbed"))


def adds_capacity(cover: Row) -> bool:
    """Tell whether a cover counts toward capacity."""
    kinds = ("acting_up", "backfill", "agency_interim", "shared_duties")
    return cover.get("kind") in kinds and not absorbed(cover)


def takes_from(cover: Row, post: str) -> bool:
    """Tell whether a cover takes its share out of a post."""
    kinds = ("acting_up", "backfill", "shared_duties")
    kind_takes = cover.get("kind") in kinds and not absorbed(cover)
    return kind_takes and cover.get("from_post") == post


class Books:
    """The rows of a store, and what was asked of them."""

    def __init__(
        self,
        rows: Rows,
        holidays: Collection[date],
        settings: Mapping[str, str],
        asked: Asked,
    ) -> None:
        self.rows = rows
        self.holidays = frozenset(holidays)
        self.settings = settings
        self.asked = asked
        self.range = asked.first, asked.last

    def of(self, noun: str) -> Sequence[Row]:
        """Return the rows of a noun."""
        return self.rows.get(noun, ())

    def counting(self, noun: str) -> Iterator[Row]:
        """Give the rows of a noun whose state counts."""
        for row in self.of(noun):
            states = COUNTING.get(noun, (None,))
            proposed = self.asked.include_proposed and row.get("state") == "proposed"
            if row.get("state") in states or proposed:
                yield row

    def known(self, noun: str) -> Iterator[Row]:
        """Give the rows of a noun that count and can be measured."""
        return (row for row in self.counting(noun) if not reasons(noun, row))

    def unknown(self, noun: str, piece: Piece) -> Iterator[Row]:
        """Give those that count, cannot be measured and touch a piece."""
        for row in self.counting(noun):
            if reasons(noun, row) and touches(row, piece):
                yield row

    def working_days(self, piece: Piece) -> list[date]:
        """Return the working days of a piece."""
        span = (piece[1] - piece[0]).days + 1
        days = [piece[0] + timedelta(days=n) for n in range(span)]
        return [d for d in days if d.weekday() < 5 and d not in self.holidays]
