"""What is asked when somebody is to be released, what may be planned, and the answer.

Money is GBP net of VAT; FTE and FTE-days are exact. None is not stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from pip_manager.domain.calendar import Period
    from pip_manager.domain.cover.board import Cell
    from pip_manager.domain.records import Choice


@dataclass(frozen=True, slots=True)
class Offered:
    """What the fields offer: engagements by authority, the post a person holds."""

    people: tuple[Choice, ...]
    authorities: tuple[Choice, ...]
    posts: tuple[Choice, ...]
    engagements: dict[str, tuple[Choice, ...]]
    holds: dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked for, by whom, when, how much of them, and how it is charged.

    `post` is chosen among those the person holds where not given. `amount` is pounds a
    month or a day; a day's is that of the rate ladder where not given.
    """

    person: str
    first: date
    last: date
    authority: str | None = None
    fraction: Decimal | None = None
    pattern: str | None = None
    post: str | None = None
    kind: str = "secondment"
    engagement: str | None = None
    basis: str = "daily"
    amount: Decimal | None = None
    salary: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What a cover costs by the once, month or day; `amount` None is not stated."""

    kind: str | None
    amount: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Intended:
    """One cover of a plan; what is None is as the release has it.

    A `post` of None is the one left. A `price` of None is that of a similar cover.
    """

    kind: str
    person: str | None = None
    from_post: str | None = None
    post: str | None = None
    first: date | None = None
    last: date | None = None
    fraction: Decimal | None = None
    pattern: str | None = None
    price: Price | None = None
    is_designated: bool = False


Plan = tuple[Intended, ...]
"""The covers of an option; none at all is no cover."""


@dataclass(frozen=True, slots=True)
class PostShort:
    """One post under an option; `gap` in FTE-days, `before` what is short anyway.

    `words` say when it is short and by how much; empty: never. `cells` are its weeks.
    """

    code: str
    title: str
    gap: Decimal
    before: Decimal
    level: str
    words: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Costed:
    """A cover of an option in words, and what it costs; None says what is missing."""

    intended: Intended
    words: str
    price: Price
    cost: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Charged:
    """What the host would be charged; `net` None where `why` says what is missing."""

    net: Decimal | None
    basis: str
    amount: Decimal | None
    why: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer beside others: what stays short, what it costs, what it brings."""

    plan: Plan
    title: str
    posts: tuple[PostShort, ...]
    short: Decimal
    before: Decimal
    level: str | None
    covers: tuple[Costed, ...]
    cost: Decimal | None
    net: Decimal | None
    net_why: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could cover; `kept_out` says why they are not offered.

    `gap` is how many FTE-days their own post would be shorter.
    """

    intended: Intended
    name: str
    post: str | None
    free: Decimal | None
    gap: Decimal | None
    costed: Costed | None
    kept_out: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is told of a question; `posts` are those the person holds then.

    `warnings` are of the release itself, whatever covers it. `nobody` says why no one
    is offered; empty where someone is.
    """

    question: Question
    name: str
    post: str
    is_statutory: bool
    posts: tuple[Choice, ...]
    warnings: tuple[str, ...]
    weeks: tuple[Period, ...]
    charge: Charged
    options: tuple[Option, ...]
    candidates: tuple[Candidate, ...]
    nobody: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Why it was decided so, and by whom."""

    benefits: str | None
    demands: str | None
    by: str | None
