"""What of cover needs a decision: the first few of each kind, then how many more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.cover.findings import Subject
from pip_manager.domain.when import day_words
from pip_manager.domain.when import words as when_words
from pip_manager.services.cover.gaps import fte
from pip_manager.services.matters import Matter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pip_manager.domain.cover.findings import Finding
    from pip_manager.domain.cover.returning import Lent
    from pip_manager.services.cover.outlook import OverCommitted, Seen
    from pip_manager.services.matters import Place, Target

FEW = 4
"""Lines of a kind before the rest is told in one."""

_REST = {
    "gap": ("more post is short now", "more posts are short now", "gaps"),
    "gap_ahead": ("more gap opens", "more gaps open", "gaps"),
    "proposed": (
        "more gap has cover only proposed",
        "more gaps have cover only proposed",
        "gaps",
    ),
    "over_committed": (
        "more person gives more than they have",
        "more people give more than they have",
        "gaps",
    ),
    "returning": ("more secondment ends", "more secondments end", "recorded"),
    "review": ("more review is due", "more reviews are due", "recorded"),
}


def matters(seen: Seen) -> list[Matter]:
    """Return what of cover needs a decision, the most urgent of each kind first."""
    return [
        *_standing(seen),
        *_few("gap", [_gap(one, seen) for one in _gaps(seen, is_open=True)]),
        *_leaders(seen),
        *_few("over_committed", [_over(one, seen) for one in seen.over_committed]),
        *_few("gap_ahead", [_gap(one, seen) for one in _gaps(seen, is_open=False)]),
        *_few("proposed", [_gap(one, seen) for one in _proposed(seen)]),
        *_few("returning", list(_returns(seen))),
        *_few("review", list(_reviews(seen))),
        *_unmeasured(seen),
    ]


def _few(kind: str, every: Sequence[Matter]) -> Iterator[Matter]:
    """Give the first few as they are ordered, and the others as one line."""
    shown = every if len(every) <= FEW + 1 else every[:FEW]
    for rank, one in enumerate(shown):
        yield replace(one, kind=kind, rank=rank)
    if count := len(every) - len(shown):
        one_more, more, view = _REST[kind]
        words = f"{count} {one_more if count == 1 else more}"
        yield Matter(kind, words, "See them all", "cover", (view, None), rank=FEW)


def _standing(seen: Seen) -> Iterator[Matter]:
    """Give what is to say of each statutory post; a later hole where it is all."""
    kinds = {"critical": "not_held", "unknown": "not_known"}
    found = [one for one in seen.findings if one.subject == Subject.STATUTORY]
    told = {one.post for one in found}
    later = (one for one in seen.findings if not one.is_held and one.post not in told)
    for one in (*found, *later):
        kind = kinds.get(one.level, "statutory")
        on = date.fromordinal(one.start)
        yield Matter(kind, one.words, _title(one), "cover", _board(one), on=on)


def _gaps(seen: Seen, *, is_open: bool) -> list[Finding]:
    """Return what nothing recorded covers: senior first, and accepted last."""
    found = [
        one
        for one in seen.findings
        if one.subject == Subject.FORWARD
        and one.level == "red"
        and one.is_held
        and (one.start <= seen.first_worked) is is_open
    ]
    return sorted(found, key=lambda one: _urgency(one, by_date=not is_open))


def _urgency(one: Finding, *, by_date: bool) -> tuple[bool, bool, int, int, int]:
    tier = one.post.tier if one.post is not None and one.post.tier else 9
    start = one.start if by_date else 0
    return one.accepted is not None, _is_slight(one), start, tier, -one.fte


def _proposed(seen: Seen) -> list[Finding]:
    return [
        one
        for one in seen.findings
        if one.subject == Subject.FORWARD and one.level == "amber"
    ]


def _gap(one: Finding, seen: Seen) -> Matter:
    # what is open already has no date to wait for
    is_open = one.start <= seen.first_worked
    on = None if is_open else date.fromordinal(one.start)
    words = f"{one.words}{_accepted(one, seen)}"
    slight = _is_slight(one)
    place = _board(one)
    return Matter("gap", words, _title(one), "cover", place, on=on, is_slight=slight)


def _is_slight(one: Finding) -> bool:
    return one.post_level not in {"critical", "red"}


def _title(one: Finding) -> str:
    return one.post.title if one.post is not None else ""


def _board(one: Finding) -> tuple[str, Place | None]:
    if one.post is None:
        return "board", None
    return "board", (one.post.code, date.fromordinal(one.start))


def _accepted(one: Finding, seen: Seen) -> str:
    """Say who decided to do without cover."""
    if one.accepted is None:
        return ""
    return f", accepted by {seen.accepted_by.get(one.accepted, 'nobody stated')}"


def _leaders(seen: Seen) -> Iterator[Matter]:
    """Give the worst of the team and of who is away together, each once."""
    told = set()
    for one in seen.findings:
        is_team = one.subject == Subject.TEAM
        if one.subject in told or not (is_team or one.subject == Subject.CONCENTRATION):
            continue
        told.add(one.subject)
        on = date.fromordinal(one.start)
        target: Target = ("capacity", None) if is_team else _board(one)
        found = Matter("leadership", one.words, one.detail, "cover", target, on=on)
        yield replace(found, is_slight=one.level == "amber")


def _over(one: OverCommitted, seen: Seen) -> Matter:
    over = one.over
    start, end = date.fromordinal(over.start), date.fromordinal(over.end)
    when = f"from {day_words(start)}"
    if over.start <= seen.first_worked:
        when = f"now, up to {day_words(end)}"
    words = f"Gives {fte(over.fte)} FTE {when}{' and again later' if one.later else ''}"
    name, on = seen.word("people", over.person), max(start, seen.today)
    place = None if one.post is None else (one.post, on)
    target = ("board", place)
    return Matter("over_committed", words, name, "cover", target, on=on)


def _returns(seen: Seen) -> Iterator[Matter]:
    for one in seen.returns:
        host = seen.word("authorities", one.lent.authority)
        follows = "only a proposal follows" if one.proposed else "nobody follows"
        words = f"Back from {host} {when_words(one.lent.end)}; {follows}"
        yield _lent("returning", words, one.lent, seen, one.on)


def _reviews(seen: Seen) -> Iterator[Matter]:
    for one in seen.reviews:
        host = seen.word("authorities", one.lent.authority)
        verb = "was due" if one.on < seen.today else "due"
        words = f"Review at {host} {verb} {when_words(one.lent.review)}"
        yield _lent("review", words, one.lent, seen, one.on)


def _lent(kind: str, words: str, lent: Lent, seen: Seen, on: date) -> Matter:
    who = seen.word("people" if lent.person else "posts", lent.person or lent.post)
    return Matter(kind, words, who, "cover", ("board", (lent.code, on)), on=on)


def _unmeasured(seen: Seen) -> Iterator[Matter]:
    if count := len(seen.not_measurable):
        told = "arrangement cannot" if count == 1 else "arrangements cannot"
        words = f"{count} {told} be measured"
        detail = "A date or a share is not stated"
        yield Matter("not_known", words, detail, "cover", ("recorded", None))
