"""What of cover needs a decision: the first few of each kind, then how many more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.cover.findings import Subject
from pip_manager.domain.when import day_words, span_words
from pip_manager.domain.when import words as when_words
from pip_manager.services.gaps import fte
from pip_manager.services.matters import Matter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pip_manager.domain.cover.findings import Finding
    from pip_manager.services.cover_outlook import OverCommitted, Seen

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
        yield Matter(
            kind, one.words, one.detail, one.page, one.target, on=one.on, rank=rank
        )
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
        detail = "The law requires this post to be held"
        target = ("board", one.post.code if one.post else None)
        on = date.fromordinal(one.start)
        yield Matter(kind, one.words, detail, "cover", target, on=on)


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


def _urgency(one: Finding, *, by_date: bool) -> tuple[bool, int, int, int]:
    tier = one.post.tier if one.post is not None and one.post.tier else 9
    start = one.start if by_date else 0
    return one.accepted is not None, start, tier, -one.fte


def _proposed(seen: Seen) -> list[Finding]:
    return [
        one
        for one in seen.findings
        if one.subject == Subject.FORWARD and one.level == "amber"
    ]


def _gap(one: Finding, seen: Seen) -> Matter:
    target = ("board", one.post.code if one.post else None)
    on = date.fromordinal(one.start)
    return Matter("gap", one.words, _why(one, seen), "cover", target, on=on)


def _why(one: Finding, seen: Seen) -> str:
    """Say why a post is short: accepted by whom, covered by what is proposed."""
    if one.accepted is not None:
        name = seen.accepted_by.get(one.accepted, "somebody not stated")
        return f"No cover, accepted by {name}"
    if one.level == "amber":
        return "Confirm the cover that is proposed"
    return "Nothing recorded covers it"


def _leaders(seen: Seen) -> Iterator[Matter]:
    """Give the worst of the team and of who is away together, each once."""
    told = set()
    for one in seen.findings:
        if one.subject in {Subject.TEAM, Subject.CONCENTRATION}:
            if one.subject in told:
                continue
            told.add(one.subject)
            view = "capacity" if one.subject == Subject.TEAM else "board"
            code = one.post.code if one.post else None
            on = date.fromordinal(one.start)
            target = (view, code)
            yield Matter("leadership", one.words, one.detail, "cover", target, on=on)


def _over(one: OverCommitted, seen: Seen) -> Matter:
    over = one.over
    start, end = date.fromordinal(over.start), date.fromordinal(over.end)
    when = span_words(start, end)
    if over.start <= seen.first_worked:
        when = f"now, up to {day_words(end)}"
    if one.later:
        when += " and again later"
    name = seen.word("people", over.person)
    words = f"{name} is committed for {fte(over.fte)} FTE, {when}"
    detail = seen.word("posts", one.post) if one.post else ""
    on = max(start, seen.today)
    target = ("board", one.post)
    return Matter("over_committed", words, detail, "cover", target, on=on)


def _returns(seen: Seen) -> Iterator[Matter]:
    for one in seen.returns:
        lent = one.lent
        name = seen.word("people" if lent.person else "posts", lent.person or lent.post)
        host = seen.word("authorities", lent.authority)
        follows = "; a successor is only proposed" if one.proposed else ""
        words = f"{name} returns from {host}, {when_words(lent.end)}{follows}"
        detail = "Nobody is confirmed to follow"
        target = ("board", lent.code)
        yield Matter("returning", words, detail, "cover", target, on=one.on)


def _reviews(seen: Seen) -> Iterator[Matter]:
    for one in seen.reviews:
        lent = one.lent
        name = seen.word("people" if lent.person else "posts", lent.person or lent.post)
        host = seen.word("authorities", lent.authority)
        verb = "was due" if one.on < seen.today else "is due"
        words = f"The review of {name} at {host} {verb} on {day_words(one.on)}"
        detail = lent.host_role or seen.word("posts", lent.post)
        target = ("board", lent.code)
        yield Matter("review", words, detail, "cover", target, on=one.on)


def _unmeasured(seen: Seen) -> Iterator[Matter]:
    if count := len(seen.not_measurable):
        told = "arrangement cannot" if count == 1 else "arrangements cannot"
        words = f"{count} {told} be measured: a date or a share is not stated"
        detail = "They are in no figure of cover"
        yield Matter("not_known", words, detail, "cover", ("recorded", None))
