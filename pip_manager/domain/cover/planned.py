"""What somebody is about to keep of secondments and cover, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row

CODES = {"secondments": "secondment", "cover": "cover"}
"""The column that holds the code of each noun."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One record as it would be: new without a record, gone without a row."""

    noun: str
    record: Record | None
    row: Row | None

    @property
    def code(self) -> str | None:
        """Return the code of what is recorded; None where it is new."""
        return str(self.record.row[CODES[self.noun]]) if self.record else None


@dataclass(frozen=True, slots=True)
class Told:
    """A line under the dates: is a post short, is the statutory one not held."""

    words: str
    is_short: bool = False
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A post that a plan leaves shorter than it was: when, how much, in words.

    `last` is None where the end is open; `most` is in FTE.
    """

    post: str
    title: str
    told: Told
    first: date
    last: date | None
    most: Decimal
    is_statutory: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who could cover: the post held, the kind of cover, why not."""

    person: str
    name: str
    post: str
    title: str
    kind: str
    free: Decimal
    kept_out: str


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that no longer fits.

    `becomes` says what accepting it does; empty where it is only told. `fields` are
    what `record` gets then, None where it is removed. `below` is the key of the effect
    this one follows from.
    """

    key: str
    what: str
    why: str
    becomes: str = ""
    record: Record | None = None
    fields: Row | None = None
    below: str | None = None
    is_critical: bool = False
