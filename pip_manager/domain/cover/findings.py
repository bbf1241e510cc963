"""What the outlook of cover finds, and what it is worked out from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain import thresholds
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import Cover, Holding, Post, Secondment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Grounds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from pip_manager.domain.calendar import Calendar
    from pip_manager.domain.cover.facts import Establishment

_WEEK = timedelta(7)
_PROPOSED, _CONFIRMED = "proposed", "confirmed"


class Subject(StrEnum):
    """What a finding is about: a line of the thresholds that one row cannot tell."""

    STATUTORY = "statutory"
    TEAM = "team"
    CONCENTRATION = "concentration"
    FORWARD = "forward"


class Behind(NamedTuple):
    """A record a finding rests on."""

    noun: str
    code: str


class Finding(NamedTuple):
    """What stands out: `fte` in ten-thousandths, days as ordinals, both included.

    `accepted` is the code of a decision to leave it open, for all of its days;
    `post_level` the level of a single post in those days, as its row has it.
    """

    subject: Subject
    level: str
    words: str
    start: int
    end: int
    behind: tuple[Behind, ...] = ()
    post: Post | None = None
    fte: int = 0
    is_held: bool = True
    accepted: str | None = None
    detail: str = ""
    post_level: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The thresholds of the outlook: months, working days, percent, posts.

    `limits` are those of a single post.
    """

    acting_months: Decimal
    end_days: Decimal
    team_amber: Decimal
    team_red: Decimal
    concentration_amber: Decimal
    concentration_red: Decimal
    forward: Decimal
    limits: Limits

    @classmethod
    def from_settings(cls, settings: Mapping[str, str]) -> Marks:
        """Take them as set, else their defaults."""
        found = thresholds.values(settings)
        return cls(
            found["threshold_dcs_acting_months"],
            found["threshold_dcs_end_days"],
            found["threshold_team_amber"],
            found["threshold_team_red"],
            found["threshold_concentration_amber"],
            found["threshold_concentration_red"],
            found["threshold_forward"],
            Limits.from_settings(settings),
        )


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days from today on, what counts in them, and what would with the proposed.

    The days of the grounds begin a week before, so that what is open already is seen
    to be, and reach as far as any threshold looks; `last` is the end of the forward
    look. `reviews` are the review dates of secondments, as recorded.
    """

    today: date
    grounds: Grounds
    hoped: Grounds
    last: int
    marks: Marks
    reviews: Mapping[str, str]

    @property
    def first(self) -> int:
        """Return today's ordinal."""
        return self.today.toordinal()

    @property
    def first_worked(self) -> int:
        """Return the first working day from today on."""
        worked = self.grounds.days.each(self.first, self.grounds.days.last)
        return worked[0] if worked else self.first


def ahead(
    recorded: Establishment,
    calendar: Calendar,
    marks: Marks,
    today: date,
    reviews: Mapping[str, str] | None = None,
) -> Ahead:
    """Return what the outlook is worked out from."""
    last = day_after_working(calendar, today, int(marks.forward))
    # one more: an end must be seen with the day after it
    farthest = day_after_working(calendar, today, int(marks.end_days) + 2)
    days = WorkingDays(calendar, today - _WEEK, max(last, farthest))
    grounds = Grounds(Measured(recorded), days, marks.limits)
    hoped = grounds
    if any(one.state == _PROPOSED for one in recorded.covers):
        hoped = Grounds(Measured(_with_proposed_cover(recorded)), days, marks.limits)
    return Ahead(today, grounds, hoped, last.toordinal(), marks, reviews or {})


def day_after_working(calendar: Calendar, today: date, count: int) -> date:
    """Return the last of so many working days from today on, today where it is none."""
    day, left = today, count - calendar.is_working_day(today)
    while left > 0:
        day += timedelta(1)
        left -= calendar.is_working_day(day)
    return day


def _with_proposed_cover(recorded: Establishment) -> Establishment:
    """Take proposed cover for confirmed; proposed secondments stay out."""
    covers = [
        one._replace(state=_CONFIRMED) if one.state == _PROPOSED else one
        for one in recorded.covers
    ]
    return replace(recorded, covers=covers)


def behind(*facts: Secondment | Cover | Holding | Post) -> tuple[Behind, ...]:
    """Name records, each once."""
    return tuple(dict.fromkeys(Behind(_noun(fact), str(fact.code)) for fact in facts))


_NOUNS = {
    Secondment: "secondments",
    Cover: "cover",
    Holding: "holdings",
    Post: "posts",
}


def _noun(fact: Secondment | Cover | Holding | Post) -> str:
    return _NOUNS[type(fact)]
