"""What of the recorded cover can be measured, by post; and what cannot, and why."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.days import FOREVER
from pip_manager.domain.cover.facts import (
    NO_COVER,
    ONE,
    Cover,
    Holding,
    Secondment,
    manner,
    share_of,
)
from pip_manager.domain.measurable import reasons
from pip_manager.domain.when import begins, ends, is_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.cover.facts import Establishment, Post, Share

_SECONDMENTS = frozenset({None, "confirmed", "ended"})
COVER_COUNTS = frozenset({None, "confirmed", "in_place", "ended"})
"""The states in which a cover arrangement counts."""
_PROPOSED = "proposed"


Fact = Secondment | Cover | Holding


class Part(NamedTuple):
    """One measurable share between two days, and the record it is of."""

    start: int
    end: int
    share: Share
    fact: Fact


# half the time of calling the class, for a part of every record
_made: Callable[[tuple[int, int, Share, Fact]], Part] = partial(tuple.__new__, Part)


class Doubt(NamedTuple):
    """One record that cannot be measured; it lies within these days, if anywhere."""

    noun: str
    code: str
    why: str
    start: int
    end: int
    fact: Fact

    def touches(self, start: int, end: int) -> bool:
        """Tell whether it cannot be shown to lie outside these days."""
        return self.start <= end and self.end >= start


Parts = dict[str, list[Part]]


class Measured:
    """An establishment, sorted into what counts and what is in doubt.

    By post: `seconded` and `lent` for cover elsewhere, `restored` and `absorbed`,
    `held`, `covered` by anybody at all, and cover that is only `proposed`. By person:
    what is `given`.
    """

    def __init__(self, recorded: Establishment, *, with_proposed: bool = False) -> None:
        """Sort what counts; `with_proposed` takes the proposed for confirmed."""
        self.recorded = recorded
        self.seconded: Parts = defaultdict(list)
        self.lent: Parts = defaultdict(list)
        self.restored: Parts = defaultdict(list)
        self.absorbed: Parts = defaultdict(list)
        self.held: Parts = defaultdict(list)
        self.proposed: dict[str, list[Cover]] = defaultdict(list)
        self.designated: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.doubts: list[Doubt] = []
        self.doubts_of: dict[str, list[Doubt]] = defaultdict(list)
        self._cover_parts: list[Part] = []
        more = {_PROPOSED} if with_proposed else set()
        self._secondments(_SECONDMENTS | more)
        self._covers(COVER_COUNTS | more)
        self._holdings()

    def _secondments(self, states: frozenset[str | None]) -> None:
        for one in self.recorded.secondments:
            if one.state not in states:
                continue
            part = _part(one, share_of(one))
            if part is None:
                self._doubt("secondments", one, one.post)
            else:
                self.seconded[one.post].append(part)

    def _covers(self, states: frozenset[str | None]) -> None:
        for one in self.recorded.covers:
            if one.state == _PROPOSED and one.post and one.restores:
                self.proposed[one.post].append(one)
            if one.state not in states:
                continue
            # a designation needs its dates alone, and no share
            if one.is_designated and one.post and (dated := _part(one, ONE)):
                self.designated[one.post].append((dated.start, dated.end))
            if one.kind == NO_COVER:
                continue
            part = _part(one, share_of(one))
            if part is None:
                self._doubt("cover", one, one.post, one.from_post)
            else:
                self._cover(one, part)

    def _cover(self, one: Cover, part: Part) -> None:
        self._cover_parts.append(part)
        restores, relieves, is_absorbed = manner(one.kind, one.absorbed)
        if one.post is not None:
            if restores:
                self.restored[one.post].append(part)
            elif is_absorbed:
                self.absorbed[one.post].append(part)
        if relieves and one.from_post is not None:
            self.lent[one.from_post].append(part)

    @cached_property
    def covered(self) -> Parts:
        """Every cover of each post, also what restores nothing, by start and code."""
        found: Parts = defaultdict(list)
        for part in sorted(self._cover_parts, key=_by_start):
            if part.fact.post is not None:
                found[part.fact.post].append(part)
        return found

    @cached_property
    def given(self) -> Parts:
        """What each person gives away of the own FTE."""
        found: Parts = defaultdict(list)
        restoring = (
            part
            for part in self._cover_parts
            if isinstance(part.fact, Cover) and part.fact.restores
        )
        for part in chain(*self.seconded.values(), restoring):
            if part.fact.person is not None:
                found[part.fact.person].append(part)
        return found

    def _holdings(self) -> None:
        for one in self.recorded.holdings:
            part = _part(one, one.share)
            if part is None:
                self._doubt("holdings", one, one.post)
            else:
                self.held[one.post].append(part)

    def _doubt(self, noun: str, fact: Fact, *posts: str | None) -> None:
        is_shared = isinstance(fact, Holding) or share_of(fact) is not None
        why = "; ".join(reasons(fact.start, fact.end, has_share=is_shared))
        start, end = _first(fact.start), _last(fact.end)
        doubt = Doubt(noun, fact.code, why, start, end, fact)
        self.doubts.append(doubt)
        for post in posts:
            if post is not None:
                self.doubts_of[post].append(doubt)

    def has_vacancies(self, post: str) -> bool:
        """Tell whether an empty part of a post shows: every holding is measurable."""
        in_doubt = any(
            doubt.noun == "holdings" for doubt in self.doubts_of.get(post, ())
        )
        return bool(self.held.get(post)) and not in_doubt

    def vacant_on(self, post: Post, day: int) -> int:
        """Return what nobody holds of a post on a day, as far as that can be known."""
        if post.established is None or not self.has_vacancies(post.code):
            return 0
        born, died = life(post.start, post.end)
        if not born <= day <= died:
            return 0
        held = sum(
            share
            for start, end, share, _ in self.held.get(post.code, ())
            if start <= day <= end and isinstance(share, int)
        )
        return max(0, post.established - held)

    def is_held_at_all(self, post: str) -> bool:
        """Tell whether any holding of a post is recorded, measurable or not."""
        doubts = self.doubts_of.get(post, ())
        return bool(self.held.get(post)) or any(d.noun == "holdings" for d in doubts)

    def not_measurable(self, start: int, end: int) -> list[Doubt]:
        """Return what cannot be measured and may lie within these days."""
        found = [doubt for doubt in self.doubts if doubt.touches(start, end)]
        return sorted(found, key=lambda doubt: (_NOUNS.index(doubt.noun), doubt.code))


_NOUNS = ("secondments", "cover", "holdings")


def _part(fact: Fact, share: Share | None) -> Part | None:
    """Return what is measurable of a record, or None."""
    if share is None or fact.start is None:
        return None
    start = _day(fact.start)
    end = FOREVER if fact.end is None else _day(fact.end)
    return None if start is None or end is None else _made((start, end, share, fact))


@lru_cache(maxsize=16_384)
def _day(when: str) -> int | None:
    return begins(when).toordinal() if is_day(when) else None


def _by_start(part: Part) -> tuple[int, str]:
    return part.start, part.fact.code


@lru_cache(maxsize=16_384)
def _first(when: str | None) -> int:
    return begins(when).toordinal()


@lru_cache(maxsize=16_384)
def _last(when: str | None) -> int:
    return FOREVER if when is None else ends(when).toordinal()


def life(start: str | None, end: str | None) -> tuple[int, int]:
    """Return the first and last days of a post: vague ones count at their widest."""
    return _first(start), _last(end)


def day_of(ordinal: int) -> date:
    """Return the date of an ordinal."""
    return date.fromordinal(ordinal)
