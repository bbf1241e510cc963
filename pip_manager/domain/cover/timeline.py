"""One post over time, as it is drawn: its bars, what is short, what is not known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pip_manager.domain.cover.bands import (
    gap_bands,
    overlap_bands,
    spells,
    vacancy_bands,
)
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Grounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pip_manager.domain.cover.bands import Band, Spell
    from pip_manager.domain.cover.facts import (
        Cover,
        Establishment,
        Holding,
        Post,
        Secondment,
    )
    from pip_manager.domain.records import Record

    _Fact = Secondment | Cover | Holding

_FIELDS = {"secondments": "secondments", "cover": "covers", "holdings": "holdings"}


class Lane(StrEnum):
    """Where a bar lies."""

    IN_POST = "in_post"
    RELEASED = "released"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Bar:
    """One record over time.

    `end` None is open. An end that is not known to the day cannot be moved, and one
    that is not measurable counts in no figure; `why` says what it lacks.
    """

    lane: Lane
    record: Record
    key: tuple[str, ...]
    words: str
    note: str
    spoken: str
    start: date
    end: date | None
    is_proposed: bool = False
    is_thin: bool = False
    is_note: bool = False
    starts_on_day: bool = True
    ends_on_day: bool = True
    why: str = ""
    other_post: str = ""

    @property
    def noun(self) -> str:
        """Return the noun of its record."""
        return self.record.noun

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what stays the same when it is read again."""
        return self.lane, self.noun, *self.key


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A record that counts in no figure, and why."""

    noun: str
    key: tuple[str, ...]
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What is short when: from the records, nothing of it kept."""

    gaps: tuple[Band, ...]
    overlaps: tuple[Band, ...]
    vacancies: tuple[Band, ...]
    spells: tuple[Spell, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class PostTimeline:
    """A post between two days; `grounds` and `recorded` hold no other post."""

    post: Post
    first: date
    last: date
    today: date
    bars: tuple[Bar, ...]
    figures: Figures
    unmeasured: tuple[Unmeasured, ...]
    recorded: Establishment
    grounds: Grounds
    with_proposed: bool = False

    def bar(self, identity: tuple[str, ...]) -> Bar | None:
        """Return the bar of an identity, None where it is gone."""
        return next((bar for bar in self.bars if bar.identity == identity), None)


def figures_of(post: Post, grounds: Grounds) -> Figures:
    """Return what is short when, without its sentence."""
    return Figures(
        gaps=tuple(gap_bands(post, grounds)),
        overlaps=tuple(overlap_bands(post, grounds)),
        vacancies=tuple(vacancy_bands(post, grounds)),
        spells=tuple(spells(post, grounds)),
    )


def moved(found: PostTimeline, bar: Bar, start: date, end: date | None) -> PostTimeline:
    """Return the timeline as it would be; its sentence is still to be told."""
    recorded = _redated(found.recorded, bar, start, end)
    measured = Measured(recorded, with_proposed=found.with_proposed)
    grounds = Grounds(measured, found.grounds.days, found.grounds.limits)
    fresh = replace(bar, start=start, end=end)
    return replace(
        found,
        bars=tuple(
            fresh if one.identity == bar.identity else one for one in found.bars
        ),
        figures=figures_of(found.post, grounds),
        recorded=recorded,
        grounds=grounds,
    )


def _redated(
    recorded: Establishment, bar: Bar, start: date, end: date | None
) -> Establishment:
    first, last = start.isoformat(), None if end is None else end.isoformat()
    field = _FIELDS[bar.noun]
    code = "/".join(bar.key)
    facts: Sequence[_Fact] = getattr(recorded, field)
    changed = [
        one._replace(start=first, end=last) if one.code == code else one
        for one in facts
    ]
    return replace(recorded, **{field: changed})  # type: ignore[arg-type]
