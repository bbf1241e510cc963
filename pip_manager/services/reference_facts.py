"""The shapes of published facts: authorities, judgements, rates, names matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Authority:
    """A children's services authority of England, in being or ended.

    `valid_from` is None where it is older than April 2009; `valid_to` is its last day.
    """

    code: str
    name: str
    official_name: str
    dfe_code: str
    region: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]
    change_note: str

    def in_being(self, on: date) -> bool:
        """Tell whether the authority existed on a day."""
        after = self.valid_from is None or self.valid_from <= on
        return after and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Trust:
    """A children's trust, as good as its evidence; dates may be None."""

    authority: str
    name: str
    from_day: date | None
    to_day: date | None
    status: str
    evidence: str
    evidence_on: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A published inspection; `overall` and each part may be None: no grade given.

    `source` and `verified` say how far to trust it (official, read from report,
    unofficial).
    """

    authority: str
    framework: str
    kind: str
    started_on: date | None
    published_on: date
    overall: str | None
    leaders: str | None
    help_and_protection: str | None
    in_care: str | None
    care_leavers: str | None
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statistical neighbour; rank 1 is the closest."""

    rank: int
    code: str
    name: str
    closeness: str


@dataclass(frozen=True, slots=True)
class VatRate:
    """A rate in force; `percent` is None outside the scope of VAT.

    `category` is the EN 16931 code, in which a reduced rate is S too: `kind` tells
    them apart (standard, reduced, zero, exempt, outside_scope, …).
    """

    kind: str
    category: str
    percent: Decimal | None
    from_day: date
    to_day: date | None
    label: str


@dataclass(frozen=True, slots=True)
class Tile:
    """An authority's place on the tile map; `shifted` rows stand half a tile right."""

    code: str
    column: int
    row: int
    shifted: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An authority a name may mean; `score` is 100 where it is spelt the same."""

    code: str
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means: one `code`, or None and the candidates, likeliest first."""

    code: str | None
    candidates: tuple[Candidate, ...] = ()
