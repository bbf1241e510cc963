"""Why a post is short, in words: who left it, who covers it, what is only proposed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import NO_COVER, Cover, Secondment
from pip_manager.domain.cover.measured import life
from pip_manager.domain.values import plain, read_pattern
from pip_manager.domain.when import day_words
from pip_manager.services.cover.gaps import fte
from pip_manager.services.cover.names import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.measured import Measured, Part
    from pip_manager.domain.cover.openings import Opening
    from pip_manager.domain.cover.report import Grounds
    from pip_manager.services.cover.names import CoverNames

_OUT = {"joint_role": "in a joint role with", "redeployment": "redeployed to"}
_WEEK = 7
_OPEN_STATES = frozenset({None, "proposed", "confirmed", "in_place"})


class Causes:
    """The words for the openings of one moment."""

    def __init__(self, grounds: Grounds, names: CoverNames) -> None:
        """Tell causes from what was measured and what codes are called."""
        self._measured: Measured = grounds.measured
        self._names = names
        self._covers: dict[str, list[Cover]] = {}
        for cover in grounds.measured.recorded.covers:
            if cover.post is not None and cover.state in _OPEN_STATES:
                self._covers.setdefault(cover.post, []).append(cover)

    def words(self, post: Post, one: Opening) -> str:
        """Return one line: who left, who covers, what stands open."""
        told = [] if one.is_held else ["Nobody holds the statutory post"]
        told += self._left(post, one)
        told += self._covered(post, one)
        told += self._others(post, one)
        told += self._doubts(post, one)
        line = "; ".join(told) or "Nothing recorded explains it"
        return line[:1].upper() + line[1:]

    def approvers(self, post: Post, one: Opening) -> tuple[str, ...]:
        """Return who approved cover of the post in these days, each once."""
        found = (
            self._names.words_of(cover.code, "approved_by")
            for cover in self._covers.get(post.code, ())
            if _touches(cover, one)
        )
        return tuple(dict.fromkeys(name for name in found if name))

    def is_proposed(self, post: Post, one: Opening) -> bool:
        """Tell whether cover is proposed for some of these days."""
        return any(
            cover.state == "proposed" and cover.restores and _touches(cover, one)
            for cover in self._covers.get(post.code, ())
        )

    def _left(self, post: Post, one: Opening) -> Iterator[str]:
        for part in _parts(self._measured.seconded.get(post.code, ()), one):
            if isinstance(part.fact, Secondment):
                yield self._seconded(part.fact) + _share(part) + _when(part, one)
        for part in _parts(self._measured.lent.get(post.code, ()), one):
            if isinstance(part.fact, Cover):
                who = self._who(part.fact)
                where = self._names.post(part.fact.post)
                yield f"{who} covers {where}{_share(part)}{_when(part, one)}"
        if vacancy := self._vacancy(post, one):
            yield f"vacant {fte(vacancy)}"

    def _seconded(self, fact: Secondment) -> str:
        host = self._names.host(fact.code) or "a host not stated"
        out = _OUT.get(fact.kind or "", "seconded to")
        return f"{self._names.person(fact.person)} {out} {host}"

    def _vacancy(self, post: Post, one: Opening) -> int:
        """Return the most of the post that nobody holds on a day of the opening."""
        held = self._measured.held.get(post.code, ())
        days = {one.start, *(part.start for part in held)}
        days |= {part.end + 1 for part in held}
        inside = [day for day in days if one.start <= day <= one.end]
        return max(self._measured.vacant_on(post, day) for day in inside)

    def _covered(self, post: Post, one: Opening) -> Iterator[str]:
        for part in _parts(self._measured.restored.get(post.code, ()), one):
            yield f"cover{_share(part)}{_when(part, one)}{self._by(part)}"
        for part in self._measured.restored.get(post.code, ()):
            if one.start - _WEEK <= part.end < one.start:
                yield f"cover ended {_day(part.end)}{self._by(part)}"
            if one.end < part.start <= one.end + _WEEK:
                yield f"cover begins {_day(part.start)}{self._by(part)}"
        for part in _parts(self._measured.absorbed.get(post.code, ()), one):
            yield f"duties shared beside other work{_share(part)}{_when(part, one)}"

    def _by(self, part: Part) -> str:
        fact = part.fact
        if not isinstance(fact, Cover):
            return ""
        kind = KINDS.get(fact.kind or "", "")
        name = self._names.person(fact.person) if fact.person else ""
        told = ", ".join(word for word in (name, kind) if word)
        return f" ({told})" if told else ""

    def _others(self, post: Post, one: Opening) -> Iterator[str]:
        """Give what fills nothing: cover only proposed, and none, accepted so."""
        counted = {part.fact for part in self._measured.restored.get(post.code, ())}
        for cover in self._covers.get(post.code, ()):
            if not _touches(cover, one) or cover in counted:
                continue
            if cover.kind == NO_COVER:
                yield self._accepted(cover)
            elif cover.state == "proposed":
                yield f"cover by {self._who(cover)} is only proposed"

    def _who(self, cover: Cover) -> str:
        kind = KINDS.get(cover.kind or "", "somebody")
        return (
            self._names.person(cover.person) if cover.person else f"an unnamed {kind}"
        )

    def _accepted(self, cover: Cover) -> str:
        by = self._names.words_of(cover.code, "approved_by")
        reason = self._names.words_of(cover.code, "reason")
        told = f"no cover, accepted by {by}" if by else "no cover, accepted"
        return f"{told}: {reason.rstrip('.')}" if reason else told

    def _doubts(self, post: Post, one: Opening) -> Iterator[str]:
        for doubt in self._measured.doubts_of.get(post.code, ()):
            if doubt.touches(one.start, one.end):
                yield f"{doubt.code} is not counted ({doubt.why})"


def _parts(parts: Iterable[Part], one: Opening) -> list[Part]:
    found = (p for p in parts if p.start <= one.end and p.end >= one.start)
    return sorted(found, key=lambda part: (part.start, part.end))


def _touches(cover: Cover, one: Opening) -> bool:
    start, end = life(cover.start, cover.end)
    return start <= one.end and end >= one.start


def _share(part: Part) -> str:
    """Write a share: `` 0.6``, or the days of a pattern."""
    fact = part.fact
    if isinstance(part.share, int):
        return f" {fte(part.share)}"
    pattern = getattr(fact, "pattern", None)
    return f" on {_days(pattern)}" if pattern else ""


def _days(pattern: str) -> str:
    return ", ".join(
        day if share == 1 else f"{day} {plain(share)}"
        for day, share in read_pattern(pattern).items()
    )


def _when(part: Part, one: Opening) -> str:
    """Write the dates of a part, where they are others than the opening's."""
    told = ""
    if part.start > one.start:
        told += f" from {_day(part.start)}"
    if part.end < one.end:
        told += f" until {_day(part.end)}"
    return told


def _day(ordinal: int) -> str:
    return day_words(date.fromordinal(ordinal))
