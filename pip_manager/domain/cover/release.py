"""What a release would leave short: an imagined establishment, asked of the engine.

Nothing is kept. What is planned stands beside what is recorded, and the proposed count
as confirmed, so the figures are those of the rows once they are recorded as proposed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.board import cells
from pip_manager.domain.cover.days import Piece
from pip_manager.domain.cover.levels import ORDER
from pip_manager.domain.cover.measured import Measured, day_of, life
from pip_manager.domain.cover.people import over_committed
from pip_manager.domain.cover.report import Asked, Grounds, pieces, row_of
from pip_manager.domain.cover.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pip_manager.domain.cover.board import Cell
    from pip_manager.domain.cover.days import WorkingDays
    from pip_manager.domain.cover.facts import Establishment, Post
    from pip_manager.domain.cover.levels import Limits
    from pip_manager.domain.cover.people import OverCommitment
    from pip_manager.domain.cover.report import Row


@dataclass(frozen=True, slots=True)
class Now:
    """What is recorded, and the days a release is asked for."""

    recorded: Establishment
    days: WorkingDays
    limits: Limits

    @property
    def whole(self) -> Piece:
        """Return all the days asked for as one piece."""
        first, last = self.days.first, self.days.last
        return Piece(first, last, self.days.count(first, last))

    def weeks(self) -> list[Piece]:
        """Return the weeks asked for, clipped to them."""
        first, last = day_of(self.days.first), day_of(self.days.last)
        return pieces(Asked(first, last, "week"), self.days)

    def grounds(self, recorded: Establishment) -> Grounds:
        """Return what rows of an establishment are worked out from in these days."""
        measured = Measured(recorded, with_proposed=True)
        return Grounds(measured, self.days, self.limits)


class PostOutcome(NamedTuple):
    """A post under a plan; `before` is its gap without it, in the row's units."""

    row: Row
    cells: Sequence[Cell | None]
    before: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan leaves short, post by post: the one left first, then down the chain.

    `unknown` are posts it touches of which nothing is measured, such as teams and
    posts that are not in being in these days.
    """

    posts: tuple[PostOutcome, ...]
    unknown: tuple[str, ...]

    @property
    def gap(self) -> int:
        """Return the FTE-days short in all, in ten-thousandths."""
        return sum(post.row.sums.gap for post in self.posts)

    @property
    def before(self) -> int:
        """Return how much of it is short whatever is decided."""
        return sum(post.before for post in self.posts)

    @property
    def level(self) -> str | None:
        """Return the worst level of any post, None where none is measured."""
        levels = {post.row.level for post in self.posts}
        return next((level for level in ORDER if level in levels), None)


def outcome(now: Now, planned: Establishment) -> Outcome:
    """Work out what the secondments and covers of a plan would leave short."""
    codes = touched(planned)
    around = about(now.recorded, codes)
    before = now.grounds(around)
    after = now.grounds(imagined(around, planned))
    home = {post.code: post for post in around.home_posts()}
    found = {
        code: made
        for code in codes
        if code in home and (made := _post(home[code], now, before, after))
    }
    unknown = tuple(code for code in codes if code not in found)
    return Outcome(tuple(found.values()), unknown)


def gap_of(now: Now, post: Post, planned: Establishment) -> int:
    """Return how much shorter one post would be, in ten-thousandths of FTE-days."""
    around = about(now.recorded, {post.code})
    found = _post(
        post, now, now.grounds(around), now.grounds(imagined(around, planned))
    )
    return found.row.sums.gap - found.before if found else 0


def _post(post: Post, now: Now, before: Grounds, after: Grounds) -> PostOutcome | None:
    born, died = life(post.start, post.end)
    is_there = born <= now.days.last and died >= now.days.first
    if not is_there or not now.whole.working_days:
        return None
    row = _row(post, now, after)
    return PostOutcome(
        row,
        cells(post, after, now.weeks()),
        _row(post, now, before).sums.gap,
    )


def _row(post: Post, now: Now, grounds: Grounds) -> Row:
    segments = sweep(post, grounds.measured, now.days.first, now.days.last)
    return row_of(post, segments, now.whole, grounds)


def imagined(recorded: Establishment, planned: Establishment) -> Establishment:
    """Return an establishment with what is planned beside what is recorded."""
    return replace(
        recorded,
        secondments=[*recorded.secondments, *planned.secondments],
        covers=[*recorded.covers, *planned.covers],
    )


def touched(planned: Establishment) -> tuple[str, ...]:
    """Return the posts a plan releases, covers or takes from, each once, in order."""
    posts: dict[str, None] = {one.post: None for one in planned.secondments}
    for cover in planned.covers:
        posts.update((post, None) for post in (cover.post, cover.from_post) if post)
    return tuple(posts)


def about(recorded: Establishment, posts: Collection[str]) -> Establishment:
    """Return what is recorded of these posts: nothing else touches their figures."""
    wanted = set(posts)
    return replace(
        recorded,
        posts=[one for one in recorded.posts if one.code in wanted],
        holdings=[one for one in recorded.holdings if one.post in wanted],
        secondments=[one for one in recorded.secondments if one.post in wanted],
        covers=[
            one
            for one in recorded.covers
            if one.post in wanted or one.from_post in wanted
        ],
    )


def too_much(now: Now, planned: Establishment) -> list[OverCommitment]:
    """Return when anybody in a plan would give more than their FTE."""
    people = {one.person for one in planned.secondments if one.person}
    people |= {one.person for one in planned.covers if one.person}
    whole = imagined(now.recorded, planned)
    theirs = replace(
        whole,
        holdings=(),
        secondments=[one for one in whole.secondments if one.person in people],
        covers=[one for one in whole.covers if one.person in people],
    )
    return over_committed(Measured(theirs, with_proposed=True), now.days)
