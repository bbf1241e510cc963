"""The list of gaps for meetings: each stretch a post is short, why, and who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from pip_manager.domain.cover.bands import last_change
from pip_manager.domain.cover.days import Piece
from pip_manager.domain.cover.facts import ONE
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.openings import followed, openings, reach
from pip_manager.domain.cover.people import over_committed
from pip_manager.domain.cover.report import in_order, row_of
from pip_manager.domain.cover.sweep import sweep
from pip_manager.services.cover.causes import Causes
from pip_manager.services.cover.grounds import read_grounds
from pip_manager.services.cover.names import CoverNames
from pip_manager.services.desk import forwards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pip_manager.domain.calendar import Calendar
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.openings import Opening
    from pip_manager.domain.cover.report import Grounds
    from pip_manager.services.workplace import Workplace

_YEAR = timedelta(366)


class Section(StrEnum):
    """Where a line stands in the list."""

    SOON = "soon"
    LATER = "later"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class GapLine:
    """One opening of a post, from its first day to its last.

    What opens before the days it is followed to, or goes on after them, is cut there
    and says so by `opens_before` and `goes_on`; `has_no_end`: nothing recorded ends it.
    Figures and level are those of the asked days alone.
    """

    post: str
    title: str
    tier: int | None
    start: date
    end: date
    opens_before: bool
    goes_on: bool
    has_no_end: bool
    fte_days: Decimal
    most: Decimal
    longest_run: int
    level: str
    cause: str
    decides: str | None
    section: Section
    is_open: bool
    is_proposed: bool

    @property
    def key(self) -> tuple[str, str]:
        """Return what names the line while the list stands."""
        return self.post, self.start.isoformat()


@dataclass(frozen=True, slots=True)
class OverLine:
    """A person who gives more than they have; `fte` is the highest total."""

    person: str
    start: date
    end: date
    fte: Decimal
    own: Decimal


@dataclass(frozen=True, slots=True)
class GapsFound:
    """The list of a period; `horizon` is the last of the days looked forward to."""

    first: date
    last: date
    today: date
    horizon: date
    forward: int
    with_proposed: bool
    lines: Sequence[GapLine]
    not_measurable: Sequence[tuple[str, str, str]]
    unstated: Sequence[str]
    over_committed: Sequence[OverLine]

    @property
    def is_cut(self) -> bool:
        """Tell whether an opening reaches beyond the days that were asked."""
        return any(
            line.start < self.first or line.end > self.last for line in self.lines
        )

    def of(self, section: Section) -> list[GapLine]:
        """Return the lines of a section."""
        return [line for line in self.lines if line.section is section]


class GapsList:
    """What the gaps view asks and saves."""

    def __init__(self, office: Workplace) -> None:
        """List the gaps of an office."""
        self._office = office

    def ask(
        self, first: date, last: date, today: date, *, with_proposed: bool = False
    ) -> GapsFound:
        """List every opening between two days, both included.

        Raises:
            PipManagerError: the period ends before it begins.
        """
        forwards(first, last)
        low, high = followed(first, last)
        with self._office.store.reading() as connection:
            ground = read_grounds(connection, low, high, today, today + 2 * _YEAR)
            names = CoverNames.read(connection)
        # the proposed is named too where it cannot be measured: it may hide a gap
        everything = Measured(ground.recorded, with_proposed=True)
        forward = ground.forward
        asked = ground.over(first, last, with_proposed=with_proposed)
        wider = ground.over(low, high, with_proposed=with_proposed)
        listed = _Listed(
            today, _horizon(ground.calendar, today, forward), Causes(asked, names)
        )
        lines = [
            line
            for post in asked.measured.recorded.home_posts()
            for line in listed.lines(post, asked, wider)
        ]
        return GapsFound(
            first,
            last,
            today,
            listed.horizon,
            forward,
            with_proposed,
            sorted(lines, key=_order),
            [
                (doubt.noun, doubt.code, doubt.why)
                for doubt in everything.not_measurable(
                    first.toordinal(), last.toordinal()
                )
            ],
            _unstated(asked),
            _over(asked, names.people),
        )


class _Listed:
    """Makes the lines of one list."""

    def __init__(self, today: date, horizon: date, causes: Causes) -> None:
        self.today, self.horizon = today, horizon
        self._causes = causes

    def lines(self, post: Post, asked: Grounds, wider: Grounds) -> Iterator[GapLine]:
        found = openings(post, asked)
        if not found:
            return
        further = openings(post, wider)
        for one in found:
            start, end = reach(one, further)
            edges = start <= wider.days.first, end >= wider.days.last
            yield self._line(post, one, (start, end, *edges), asked)

    def _line(
        self,
        post: Post,
        one: Opening,
        whole: tuple[int, int, bool, bool],
        asked: Grounds,
    ) -> GapLine:
        approvers = self._causes.approvers(post, one)
        low, high, opens_before, goes_on = whole
        start, end = date.fromordinal(low), date.fromordinal(high)
        return GapLine(
            post=post.code,
            title=post.title,
            tier=post.tier,
            start=start,
            end=end,
            opens_before=opens_before,
            goes_on=goes_on,
            has_no_end=goes_on and high >= last_change(post, asked.measured),
            fte_days=Decimal(one.fte_days) / ONE,
            most=Decimal(one.most) / ONE,
            longest_run=one.longest_run,
            level=_level(post, one, asked),
            cause=self._causes.words(post, one._replace(start=low, end=high)),
            decides=", ".join(approvers) or None,
            section=self._section(start, end),
            is_open=start <= self.today <= end,
            is_proposed=self._causes.is_proposed(post, one),
        )

    def _section(self, start: date, end: date) -> Section:
        if end < self.today:
            return Section.PAST
        return Section.SOON if start <= self.horizon else Section.LATER


def _level(post: Post, one: Opening, asked: Grounds) -> str:
    """Return the level of the post over exactly these days."""
    piece = Piece(one.start, one.end, asked.days.count(one.start, one.end))
    segments = sweep(post, asked.measured, one.start, one.end)
    return row_of(post, segments, piece, asked).level


def _order(line: GapLine) -> tuple[int, int, int, int, str]:
    """Order what is open now first, then by date; the past by date, latest first."""
    place = list(Section).index(line.section)
    day = line.start.toordinal()
    day = -day if line.section is Section.PAST else day
    tier = 99 if line.tier is None else line.tier
    return place, not line.is_open, day, tier, line.post


def _horizon(calendar: Calendar, today: date, forward: int) -> date:
    """Return the last of so many working days, today among them."""
    days: Iterable[date] = calendar.days(today, today + timedelta(forward * 2 + 30))
    worked = list(days)[:forward]
    return worked[-1] if worked else today


def _unstated(asked: Grounds) -> list[str]:
    posts = sorted(asked.measured.recorded.home_posts(), key=in_order)
    return [post.title for post in posts if post.established is None]


def _over(asked: Grounds, people: Mapping[str, str]) -> list[OverLine]:
    return [
        OverLine(
            people.get(one.person, one.person),
            date.fromordinal(one.start),
            date.fromordinal(one.end),
            Decimal(one.fte) / ONE,
            Decimal(asked.measured.recorded.fte_of(one.person)) / ONE,
        )
        for one in over_committed(asked.measured, asked.days)
    ]
