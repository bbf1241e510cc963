"""The cover of all posts in an asked range, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pip_manager.domain.calendar import months, weeks
from pip_manager.domain.cover import figures
from pip_manager.domain.cover.chains import Chain, chains
from pip_manager.domain.cover.days import Piece, WorkingDays
from pip_manager.domain.cover.measured import Doubt, Measured, life
from pip_manager.domain.cover.people import OverCommitment, over_committed
from pip_manager.domain.cover.statutory import NOT_HELD, UNKNOWN, statutory_held
from pip_manager.domain.cover.sweep import Segment, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pip_manager.domain.calendar import Calendar
    from pip_manager.domain.cover.facts import Establishment, Post
    from pip_manager.domain.cover.levels import Limits

By = Literal["total", "month", "week", "day"]
_NO_TIER = 99


class Asked(NamedTuple):
    """What is asked: both days included; `post` narrows it to one."""

    first: date
    last: date
    by: By = "total"
    post: str | None = None
    with_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Grounds:
    """What rows are worked out from."""

    measured: Measured
    days: WorkingDays
    limits: Limits


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one post in one piece."""

    post: Post
    piece: Piece
    sums: figures.Sums
    longest_run: int
    lag_days: int | None
    level: str
    statutory_held: str | None


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of all rows of a piece."""

    piece: Piece
    sums: figures.Sums


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told of cover in a range."""

    rows: Sequence[Row]
    totals: Sequence[Total]
    chains: Sequence[Chain]
    not_measurable: Sequence[Doubt]
    over_committed: Sequence[OverCommitment]


def report(
    recorded: Establishment, calendar: Calendar, limits: Limits, asked: Asked
) -> Report:
    """Work out what is asked."""
    measured = Measured(recorded, with_proposed=asked.with_proposed)
    days = WorkingDays(calendar, asked.first, asked.last)
    found = chains(measured, days.first, days.last)
    if asked.post is not None:
        found = [chain for chain in found if chain.secondment.post == asked.post]
    rows = list(_rows(Grounds(measured, days, limits), asked))
    return Report(
        rows=rows,
        totals=_totals(rows),
        chains=found,
        not_measurable=measured.not_measurable(days.first, days.last),
        over_committed=over_committed(measured, days),
    )


def pieces(asked: Asked, days: WorkingDays) -> list[Piece]:
    """Cut the asked range; a piece without a working day is left out."""
    first, last = asked.first, asked.last
    match asked.by:
        case "month":
            cut = [
                (p.start.toordinal(), p.end.toordinal()) for p in months(first, last)
            ]
        case "week":
            cut = [(p.start.toordinal(), p.end.toordinal()) for p in weeks(first, last)]
        case "day":
            cut = [(day, day) for day in days.ordinals]
        case _:
            cut = [(days.first, days.last)]
    found = [Piece(start, end, days.count(start, end)) for start, end in cut]
    return [piece for piece in found if piece.working_days]


def in_order(post: Post) -> tuple[int, str]:
    """Order posts by tier, not stated last, then by code."""
    return (_NO_TIER if post.tier is None else post.tier), post.code


def _rows(grounds: Grounds, asked: Asked) -> Iterator[Row]:
    measured, days = grounds.measured, grounds.days
    posts = [
        post
        for post in sorted(measured.recorded.home_posts(), key=in_order)
        if asked.post in {None, post.code}
    ]
    swept = [(post, sweep(post, measured, days.first, days.last)) for post in posts]
    for piece in pieces(asked, days):
        for post, segments in swept:
            born, died = life(post.start, post.end)
            if born <= piece.end and died >= piece.start:
                yield row_of(post, segments, piece, grounds)


def row_of(
    post: Post, segments: Sequence[Segment], piece: Piece, grounds: Grounds
) -> Row:
    """Work out one post in one piece."""
    measured, days = grounds.measured, grounds.days
    inside = figures.clipped(segments, piece.start, piece.end)
    added = figures.sums(inside, days)
    held = statutory_held(post, measured, days, piece)
    run = figures.longest_run(inside, days) if added.gap else 0
    weekly = figures.worst_week(inside, days, piece.start, piece.end)
    level = grounds.limits.level(post.tier, weekly, run)
    if level == "green" and is_unknown(post, measured, piece, held):
        level = "unknown"
    return Row(
        post=post,
        piece=piece,
        sums=added,
        longest_run=run,
        lag_days=figures.lag(inside, days) if added.released else None,
        level="critical" if held == NOT_HELD else level,
        statutory_held=held,
    )


def is_unknown(post: Post, measured: Measured, piece: Piece, held: str | None) -> bool:
    """Tell whether something about a post is not known, so that nothing is green."""
    if post.established is None or held == UNKNOWN:
        return True
    doubts = measured.doubts_of.get(post.code, ())
    return any(doubt.touches(piece.start, piece.end) for doubt in doubts)


def _totals(rows: Sequence[Row]) -> list[Total]:
    found: dict[Piece, figures.Sums] = {}
    for row in rows:
        found.setdefault(row.piece, figures.Sums()).add(row.sums)
    return [Total(piece, added) for piece, added in found.items()]
