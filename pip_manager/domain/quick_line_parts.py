"""What a quick line is made of: names known to it, chips, and the whole understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Part(StrEnum):
    """What a chip stands for."""

    DATE = "date"
    QUANTITY = "quantity"
    ENGAGEMENT = "engagement"
    STRAND = "strand"
    PERSON = "person"
    MONEY = "money"
    SUMMARY = "summary"


class State(StrEnum):
    """How far a chip is understood; an ambiguous one counts for nothing yet."""

    SURE = "sure"
    AMBIGUOUS = "ambiguous"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Name:
    """A person, strand or engagement and the words it goes by, the best one first.

    An engagement's words are its authority's name and its title; `strands` are the
    codes of its strands, and `is_open` tells that work on it may still be done.
    """

    code: str
    words: tuple[str, ...]
    strands: tuple[str, ...] = ()
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a chip may mean: the code of a name, or a date in ISO form."""

    part: Part
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Expense:
    """An expense named in passing; its price is None where a rate is wanted."""

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None


Meaning = Candidate | Expense | tuple["Decimal", str] | str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A span of the line, what it stands for, and what else it could mean.

    `meaning` is a candidate for dates and names, a figure with its unit for a quantity,
    an expense, or the words of the summary; None while ambiguous. `note` is a remark
    worth showing, such as that a date lies in the future.
    """

    start: int
    end: int
    part: Part
    state: State
    meaning: Meaning = None
    candidates: tuple[Candidate, ...] = ()
    with_them: bool = False
    note: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Return where the chip stands in the line, the end left out."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Understood:
    """A quick line, read: chips in the order of the line, and what they come to.

    `companions` took part besides `person`. `missing` names what an activity still
    needs, in the words of its columns.
    """

    text: str
    chips: tuple[Chip, ...]
    day: date | None
    quantity: Decimal | None
    unit: str | None
    engagement: str | None
    strand: str | None
    person: str | None
    companions: tuple[str, ...]
    expenses: tuple[Expense, ...]
    summary: str
    missing: tuple[str, ...]
    today: date
    me: str | None = None
    is_future: bool = False
