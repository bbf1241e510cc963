"""One thing to decide, and how things to decide are ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

Place = tuple[str, date]
"""On the board: the code of a post or record, and the day."""

Target = str | tuple[str, Place | None]
"""What a page shows: a code, or for cover a view and its place."""

_PLACES = ("settings", "authorities", "engagements")


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to decide: what, of which record, and the page that settles it.

    `kind` is one of `KINDS`; `amount` is GBP, net for what is unbilled and gross for
    what is owed. `rank` goes before the date within a kind; `is_slight` where the
    thresholds call it amber at most.
    """

    kind: str
    words: str
    detail: str
    page: str
    target: Target
    amount: Decimal | None = None
    on: date | None = None
    rank: int = 0
    is_slight: bool = False


KINDS = (
    "not_held",
    "statutory",
    "gap",
    "leadership",
    "overdue",
    "over_committed",
    "gap_ahead",
    "blocked",
    "missing",
    "proposed",
    "returning",
    "review",
    "ending",
    "cap",
    "to_bill",
    "draft",
    "not_known",
    "not_stated",
)
"""The kinds of matter, most pressing first."""


def merged(*some: Iterable[Matter]) -> list[Matter]:
    """Return all lists as one, most pressing first."""
    return sorted((one for each in some for one in each), key=order)


def order(matter: Matter) -> tuple[int, int, date, Decimal | int, int, str]:
    """Order matters: the kind, its own rank, the date, the amount, the words."""
    amount = -(matter.amount or 0)
    where = _PLACES.index(matter.page) if matter.page in _PLACES else len(_PLACES)
    words = f"{matter.words} {matter.detail}"
    kind, on = KINDS.index(matter.kind), matter.on or date.max
    return kind, matter.rank, on, amount, where, words
