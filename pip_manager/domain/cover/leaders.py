"""The leadership team as a whole: how much of it is short, how many are away at once.

Source: "Leadership team" and "Concentration" of the thresholds in the domain notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover import figures
from pip_manager.domain.cover.days import weekday
from pip_manager.domain.cover.facts import ONE, Holding, Post
from pip_manager.domain.cover.findings import Behind, Finding, Subject, behind
from pip_manager.domain.cover.levels import ORDER, SENIOR
from pip_manager.domain.cover.measured import life
from pip_manager.domain.cover.report import Asked, in_order, pieces
from pip_manager.domain.cover.sweep import sweep
from pip_manager.domain.cover.why import account
from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pip_manager.domain.cover.days import Piece
    from pip_manager.domain.cover.findings import Ahead, Marks
    from pip_manager.domain.cover.report import Grounds
    from pip_manager.domain.cover.sweep import Segment

_TENTH = Decimal("0.1")
_WEEK = 7
_DESIGNATED = "designated"


class TeamWeek(NamedTuple):
    """A week of the team: its gap and what is established, in FTE-days × 10,000.

    `left_out` counts the posts whose FTE is not stated: they are in neither figure.
    """

    piece: Piece
    gap: int
    established: int
    short: tuple[Post, ...]
    left_out: int

    @property
    def share(self) -> Fraction:
        """Return the gap as a percentage of what is established."""
        return Fraction(100 * self.gap, self.established) if self.established else _NONE


_NONE = Fraction(0)


def team_weeks(grounds: Grounds, weeks: Iterable[Piece]) -> list[TeamWeek]:
    """Return the whole team, week by week: every post measured, of any tier."""
    posts = sorted(grounds.measured.recorded.home_posts(), key=in_order)
    days = grounds.days
    swept = [
        (post, sweep(post, grounds.measured, days.first, days.last)) for post in posts
    ]
    return [_team_week(swept, week, grounds) for week in weeks]


def _team_week(
    swept: Sequence[tuple[Post, Sequence[Segment]]], week: Piece, grounds: Grounds
) -> TeamWeek:
    gap = established = left_out = 0
    short = []
    for post, segments in swept:
        born, died = life(post.start, post.end)
        first, last = max(born, week.start), min(died, week.end)
        if first > last:
            continue
        if post.established is None:
            left_out += 1
            continue
        established += post.established * grounds.days.count(first, last)
        inside = figures.clipped(segments, week.start, week.end)
        missing = figures.sums(inside, grounds.days).gap
        if missing:
            gap += missing
            short.append(post)
    return TeamWeek(week, gap, established, tuple(short), left_out)


def team_level(share: Fraction, marks: Marks) -> str:
    """Return the level of a percentage; no gap is green whatever is set."""
    if not share:
        return "green"
    if share > Fraction(marks.team_red):
        return "red"
    return "amber" if share >= Fraction(marks.team_amber) else "green"


def team(ahead: Ahead) -> Finding | None:
    """Return from when the team is short at its worst level, and its worst week."""
    asked = Asked(ahead.today, date.fromordinal(ahead.last), "week")
    weeks = team_weeks(ahead.grounds, pieces(asked, ahead.grounds.days))
    levels = [(team_level(week.share, ahead.marks), week) for week in weeks]
    worst = min((level for level, _ in levels), key=ORDER.index, default="green")
    if worst == "green":
        return None
    runs = groupby(levels, key=lambda pair: pair[0])
    run = next([week for _, week in some] for level, some in runs if level == worst)
    highest = max(run, key=lambda week: week.share)
    facts = behind(*(post for week in run for post in week.short))
    return Finding(
        Subject.TEAM,
        worst,
        _team_words(highest),
        run[0].piece.start,
        run[-1].piece.end,
        facts,
        fte=highest.gap // highest.piece.working_days,
        detail=_team_detail(highest),
    )


def _team_words(week: TeamWeek) -> str:
    share = Decimal(week.share.numerator) / week.share.denominator
    percent = plain(share.quantize(_TENTH, ROUND_HALF_UP))
    start = day_words(date.fromordinal(week.piece.start))
    return f"Leadership {percent}% short, week of {start}"


def _team_detail(week: TeamWeek) -> str:
    count = week.piece.working_days
    gap, whole = _fte(week.gap, count), _fte(week.established, count)
    left = f"; {week.left_out} without a stated FTE left out" if week.left_out else ""
    return f"{gap} of {whole} FTE{left}"


def _fte(parts: int, working_days: int) -> str:
    average = Decimal(parts) / (ONE * working_days)
    return plain(average.quantize(_TENTH, ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class _Away:
    """The senior posts released on a working day."""

    day: int
    level: str
    posts: tuple[Post, ...]
    is_undesignated: bool


def concentration(ahead: Ahead) -> list[Finding]:
    """Return each run of working days on which too many of tiers 1 and 2 are away."""
    runs = groupby(_away(ahead), key=attrgetter("level"))
    return [
        _concentrated(list(some), level, ahead)
        for level, some in runs
        if level != "green"
    ]


def _away(ahead: Ahead) -> Iterator[_Away]:
    measured, days = ahead.grounds.measured, ahead.grounds.days
    swept = [
        (post, sweep(post, measured, ahead.first, ahead.last))
        for post in sorted(measured.recorded.home_posts(), key=in_order)
        if post.tier is not None and post.tier <= SENIOR
    ]
    for day in days.each(ahead.first, ahead.last):
        posts = tuple(post for post, segments in swept if _is_released(segments, day))
        is_undesignated = _leaves_nobody(posts, day, ahead)
        level = _level(len(posts), ahead.marks, is_undesignated=is_undesignated)
        yield _Away(day, level, posts, is_undesignated)


def _is_released(segments: Iterable[Segment], day: int) -> bool:
    found = next((one for one in segments if one.start <= day <= one.end), None)
    return found is not None and found.on(weekday(day)).released > 0


def _level(count: int, marks: Marks, *, is_undesignated: bool) -> str:
    if count and (is_undesignated or count >= marks.concentration_red):
        return "red"
    return "amber" if count and count >= marks.concentration_amber else "green"


def _leaves_nobody(posts: Iterable[Post], day: int, ahead: Ahead) -> bool:
    """Tell whether Director and Deputy are away together with nobody designated."""
    directors = [post for post in posts if post.is_statutory]
    if not any(post.tier == SENIOR and not post.is_statutory for post in posts):
        return False
    return any(not _is_designated(post, day, ahead) for post in directors)


def _is_designated(post: Post, day: int, ahead: Ahead) -> bool:
    measured = ahead.grounds.measured
    spans = measured.designated.get(post.code, ())
    return any(low <= day <= high for low, high in spans) or any(
        part.start <= day <= part.end and part.fact.capacity == _DESIGNATED
        for part in measured.held.get(post.code, ())
        if isinstance(part.fact, Holding)
    )


def _concentrated(run: Sequence[_Away], level: str, ahead: Ahead) -> Finding:
    most = max(run, key=lambda one: len(one.posts))
    posts = list(dict.fromkeys(post for one in run for post in one.posts))
    count = f"{len(most.posts)} of tiers 1 and 2"
    words = f"{count} away together"
    if any(one.is_undesignated for one in run):
        words = "Director and Deputy away, nobody designated"
    return Finding(
        Subject.CONCENTRATION,
        level,
        words,
        run[0].day,
        run[-1].day,
        _released_by(most, ahead) or behind(*posts),
        most.posts[0],
        detail=f"{count} {_until(run[-1].day, ahead)}",
    )


def _until(day: int, ahead: Ahead) -> str:
    if day > ahead.last - _WEEK:
        return "with no end in sight"
    return f"up to {day_words(date.fromordinal(day))}"


def _released_by(away: _Away, ahead: Ahead) -> tuple[Behind, ...]:
    facts = []
    for post in away.posts:
        told = account(post, ahead.grounds.measured, away.day)
        facts += [given.fact for given in (*told.seconded, *told.lent)]
    return behind(*facts)
