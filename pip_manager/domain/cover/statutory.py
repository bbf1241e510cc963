"""Whether the statutory post of the Director is held: a question apart from capacity.

A joint director keeps the post however little time is left for it; duties that are
shared without a designation do not hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import (
    ONE,
    Cover,
    Holding,
    Secondment,
    share_of,
)
from pip_manager.domain.cover.measured import life
from pip_manager.domain.measurable import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pip_manager.domain.cover.days import Piece, WorkingDays
    from pip_manager.domain.cover.facts import Post, Share
    from pip_manager.domain.cover.measured import Measured

    _Fact = Secondment | Cover | Holding
    _Out = tuple[Secondment | Cover, int]

HELD, NOT_HELD, UNKNOWN = "yes", "no", "unknown"
_WEEK = 5
_JOINT = "joint_role"
_NO_END_OF_IT = ONE * _WEEK * 10


def statutory_held(
    post: Post, measured: Measured, days: WorkingDays, piece: Piece
) -> str | None:
    """Return yes, no or unknown for a piece; None where the post is not statutory."""
    if not post.is_statutory:
        return None
    if not measured.is_held_at_all(post.code):
        return UNKNOWN
    born, died = life(post.start, post.end)
    start, end = max(piece.start, born), min(piece.end, died)
    # in doubt for the whole of a piece it touches, as the contract has it
    doubts = [
        doubt.fact
        for doubt in measured.doubts_of.get(post.code, ())
        if doubt.touches(piece.start, piece.end)
    ]
    answers = {
        _on(post.code, measured, low, doubts)
        for low, high in _stretches(
            post.code, measured, max(start, born), min(end, died)
        )
        if days.count(low, high)
    }
    if NOT_HELD in answers:
        return NOT_HELD
    return UNKNOWN if UNKNOWN in answers else HELD


def _stretches(
    post: str, measured: Measured, start: int, end: int
) -> Iterable[tuple[int, int]]:
    """Cut a piece wherever anything of the post begins or ends."""
    cuts = {start, *changes(post, measured)}
    inside = sorted(day for day in cuts if start <= day <= end)
    ends = [*(day - 1 for day in inside[1:]), end]
    return zip(inside, ends, strict=True)


def changes(post: str, measured: Measured) -> set[int]:
    """Return each day on which the answer for a post may change."""
    spans: list[tuple[int, int]] = list(measured.designated.get(post, ()))
    for parts in (measured.held, measured.seconded, measured.lent):
        spans += [(part.start, part.end) for part in parts.get(post, ())]
    spans += [(one.start, one.end) for one in measured.doubts_of.get(post, ())]
    return {day for low, high in spans for day in (low, high + 1)}


def in_post(post: str, measured: Measured, day: int) -> list[Holding]:
    """Return the holdings in force on a day that are not wholly released."""
    out = _out_on(post, measured, day)
    return [
        part.fact
        for part in measured.held.get(post, ())
        if part.start <= day <= part.end
        and isinstance(part.fact, Holding)
        and _is_in_post(part.fact, post, out)
    ]


def _on(post: str, measured: Measured, day: int, doubts: Sequence[_Fact]) -> str:
    """Answer for a day: for sure, or with everything in doubt taken at its kindest."""
    if any(low <= day <= high for low, high in measured.designated.get(post, ())):
        return HELD
    holders = [
        part.fact
        for part in measured.held.get(post, ())
        if part.start <= day <= part.end and isinstance(part.fact, Holding)
    ]
    out = _out_on(post, measured, day)
    # what is in doubt may release a holder wholly, and may hold the post itself
    if any(_is_in_post(one, post, [*out, *_perhaps_out(doubts)]) for one in holders):
        return HELD
    perhaps = [fact for fact in doubts if isinstance(fact, Holding)]
    if any(_is_in_post(one, post, out) for one in holders + perhaps):
        return UNKNOWN
    if any(_may_be_designated(fact, post) for fact in doubts):
        return UNKNOWN
    return NOT_HELD


def _may_be_designated(fact: _Fact, post: str) -> bool:
    """Tell whether somebody may be designated; dates that are days are no doubt."""
    if not isinstance(fact, Cover) or fact.post != post:
        return False
    return bool(fact.is_designated and reasons(fact.start, fact.end))


def _out_on(post: str, measured: Measured, day: int) -> list[_Out]:
    return [
        (part.fact, _weekly(part.share))
        for parts in (measured.seconded, measured.lent)
        for part in parts.get(post, ())
        if part.start <= day <= part.end and not isinstance(part.fact, Holding)
    ]


def _perhaps_out(doubts: Iterable[_Fact]) -> Iterator[_Out]:
    for fact in doubts:
        if not isinstance(fact, Holding):
            share = share_of(fact)
            yield fact, _NO_END_OF_IT if share is None else _weekly(share)


def _is_in_post(holding: Holding, post: str, out: Iterable[_Out]) -> bool:
    """Tell whether some of a holding's FTE is left in the post."""
    away = sum(share for fact, share in out if _releases(fact, holding, post))
    return away < holding.share * _WEEK


def _releases(fact: Secondment | Cover, holding: Holding, post: str) -> bool:
    """Tell what takes a holder away: own secondments, and any cover out of the post."""
    if isinstance(fact, Cover):
        return fact.relieves and fact.from_post == post
    is_own = holding.person is not None and fact.person == holding.person
    return is_own and fact.kind != _JOINT


def _weekly(share: Share) -> int:
    """Return five days of a share: a pattern counts by its weekly average."""
    return share * _WEEK if isinstance(share, int) else sum(share)
