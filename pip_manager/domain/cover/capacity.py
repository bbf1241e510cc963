"""What is left of each tier at home, week by week: established FTE less the gap."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover import figures
from pip_manager.domain.cover.measured import life
from pip_manager.domain.cover.report import Asked, in_order, pieces
from pip_manager.domain.cover.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from pip_manager.domain.cover.days import Piece
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.report import Grounds


class TierWeek(NamedTuple):
    """A week of a tier, in ten-thousandths of FTE-days."""

    start: int
    working_days: int
    established: int
    gap: int


@dataclass(frozen=True, slots=True)
class TierLine:
    """A tier's weeks; `unstated` are titles of posts whose FTE nobody has stated.

    Those are in no figure: without an establishment nothing is left of it.
    """

    tier: int | None
    weeks: Sequence[TierWeek]
    posts: int
    unstated: Sequence[str]


def capacity(grounds: Grounds, first: date, last: date) -> list[TierLine]:
    """Return each tier that has a post in these days, the tier not stated last."""
    weeks = pieces(Asked(first, last, "week"), grounds.days)
    lines: dict[int | None, list[Post]] = {}
    for post in sorted(grounds.measured.recorded.home_posts(), key=in_order):
        born, died = life(post.start, post.end)
        if born <= grounds.days.last and died >= grounds.days.first:
            lines.setdefault(post.tier, []).append(post)
    return [_line(tier, posts, weeks, grounds) for tier, posts in lines.items()]


def together(lines: Sequence[TierLine]) -> list[TierWeek]:
    """Add the weeks of every tier up."""
    return [
        TierWeek(
            some[0].start,
            some[0].working_days,
            sum(week.established for week in some),
            sum(week.gap for week in some),
        )
        for some in zip(*(line.weeks for line in lines), strict=True)
    ]


def team_level(week: TierWeek, amber: Decimal, red: Decimal) -> str:
    """Return the level of the leadership team; the thresholds are in percent.

    Source: "Leadership team" of the thresholds in the domain notes.
    """
    if not week.established:
        return "unknown"
    percent = Fraction(week.gap * 100, week.established)
    if percent > red:
        return "red"
    return "amber" if week.gap and percent >= amber else "green"


def _line(
    tier: int | None, posts: Sequence[Post], weeks: Sequence[Piece], grounds: Grounds
) -> TierLine:
    established, gap = [0] * len(weeks), [0] * len(weeks)
    for post in posts:
        if post.established is None:
            continue
        for at, (there, short) in enumerate(_of_post(post, weeks, grounds)):
            established[at] += there
            gap[at] += short
    return TierLine(
        tier,
        [
            TierWeek(week.start, week.working_days, *sums)
            for week, *sums in zip(weeks, established, gap, strict=True)
        ],
        len(posts),
        [post.title for post in posts if post.established is None],
    )


def _of_post(
    post: Post, weeks: Sequence[Piece], grounds: Grounds
) -> list[tuple[int, int]]:
    """Return the FTE-days established and short of a post in each week."""
    days = grounds.days
    born, died = life(post.start, post.end)
    swept = sweep(post, grounds.measured, days.first, days.last)
    segments = [one for one in swept if any(flat.gap for flat in one.days)]
    found = []
    for start, end, _ in weeks:
        low, high = max(start, born), min(end, died)
        if low > high:
            found.append((0, 0))
            continue
        short = figures.sums(figures.clipped(segments, low, high), days).gap
        found.append(((post.established or 0) * days.count(low, high), short))
    return found
