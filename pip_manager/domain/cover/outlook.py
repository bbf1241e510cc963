"""What is to come for cover: the thresholds that need a clock, or several posts.

Source: "Thresholds" of the domain notes, but for the single post, which a row of the
report tells by itself. Today is an argument; nothing here reads a clock.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.cover.days import Piece
from pip_manager.domain.cover.facts import NO_COVER, ONE
from pip_manager.domain.cover.findings import Finding, Subject, behind
from pip_manager.domain.cover.leaders import concentration, team
from pip_manager.domain.cover.levels import ORDER
from pip_manager.domain.cover.measured import COVER_COUNTS, life
from pip_manager.domain.cover.openings import openings, within
from pip_manager.domain.cover.report import in_order, row_of
from pip_manager.domain.cover.standing import statutory
from pip_manager.domain.cover.sweep import sweep
from pip_manager.domain.cover.why import account
from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words, span_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.facts import Cover, Post
    from pip_manager.domain.cover.findings import Ahead, Behind
    from pip_manager.domain.cover.openings import Opening
    from pip_manager.domain.cover.report import Grounds

_WEEK = 7


def outlook(ahead: Ahead) -> list[Finding]:
    """Return everything that is not green, the worst and the soonest first."""
    posts = sorted(ahead.grounds.measured.recorded.home_posts(), key=in_order)
    found = [statutory(post, ahead) for post in posts if post.is_statutory]
    found += [team(ahead), *concentration(ahead)]
    found += [forward(post, ahead) for post in posts]
    stated = [one for one in found if one is not None]
    return sorted(stated, key=lambda one: (ORDER.index(one.level), one.start))


def forward(post: Post, ahead: Ahead) -> Finding | None:
    """Return how a post is covered in the forward look; None where it all is.

    Amber where every gap would be covered by what is proposed, else red; cover that
    somebody has decided to do without is a gap all the same.
    """
    short = _ahead(post, ahead.grounds, ahead)
    if not short:
        return None
    hoped: Sequence[Opening] = short
    if ahead.hoped is not ahead.grounds:
        hoped = _ahead(post, ahead.hoped, ahead)
    levels = ["red" if within(hoped, one.start, one.end) else "amber" for one in short]
    worst = min(levels, key=ORDER.index)
    told = _worked(short[levels.index(worst)], ahead)
    return Finding(
        Subject.FORWARD,
        worst,
        _forward_words(told, ahead),
        told.start,
        told.end,
        _behind(post, told, ahead),
        post,
        told.most,
        is_held=told.is_held,
        accepted=_accepted(post, told, ahead),
        post_level=_post_level(post, told, ahead),
    )


def _ahead(post: Post, grounds: Grounds, ahead: Ahead) -> list[Opening]:
    """Return the openings that have a working day from today on.

    One that ends on this weekend is over: nobody is missed on its last days.
    """
    days = grounds.days
    return [
        one
        for one in within(openings(post, grounds), ahead.first, ahead.last)
        if days.count(max(one.start, ahead.first), one.end)
    ]


def _worked(opening: Opening, ahead: Ahead) -> Opening:
    """Let an opening begin on a working day from today on."""
    start = max(opening.start, ahead.first)
    worked = ahead.grounds.days.each(start, opening.end)
    if opening.start < ahead.first:
        return opening._replace(start=ahead.first_worked)
    return opening._replace(start=worked[0] if worked else start)


def _forward_words(opening: Opening, ahead: Ahead) -> str:
    start, end = date.fromordinal(opening.start), date.fromordinal(opening.end)
    worked = ahead.grounds.days.count(opening.start, opening.end)
    upto = "Up to " if opening.fte_days < opening.most * worked else ""
    short = f"{upto}{plain(Decimal(opening.most) / ONE)} short"
    if not opening.is_held:
        short = "Held by nobody"
    # the end of the look is not the end of the gap
    is_open = opening.end > ahead.last - _WEEK
    if opening.start <= ahead.first_worked:
        return f"{short} now" if is_open else f"{short} up to {day_words(end)}"
    if is_open:
        return f"{short} from {day_words(start)}"
    return f"{short}, {span_words(start, end)}"


def _behind(post: Post, opening: Opening, ahead: Ahead) -> tuple[Behind, ...]:
    """Return what releases the post on the first day of an opening, else the post."""
    told = account(post, ahead.grounds.measured, opening.start)
    facts = [given.fact for given in (*told.seconded, *told.lent, *told.restored)]
    return behind(*facts) or behind(post)


def _post_level(post: Post, opening: Opening, ahead: Ahead) -> str:
    days = ahead.grounds.days
    first, last = opening.start, min(opening.end, ahead.last)
    segments = sweep(post, ahead.grounds.measured, first, last)
    piece = Piece(first, last, days.count(first, last))
    return row_of(post, segments, piece, ahead.grounds).level


def _accepted(post: Post, opening: Opening, ahead: Ahead) -> str | None:
    """Return the code of the decision to do without cover for the whole opening."""
    last = min(opening.end, ahead.last)
    return next(
        (
            one.code
            for one in ahead.grounds.measured.recorded.covers
            if one.post == post.code and _accepts(one, opening.start, last)
        ),
        None,
    )


def _accepts(one: Cover, first: int, last: int) -> bool:
    if one.kind != NO_COVER or one.state not in COVER_COUNTS:
        return False
    start, end = life(one.start, one.end)
    return one.start is not None and start <= first and end >= last
