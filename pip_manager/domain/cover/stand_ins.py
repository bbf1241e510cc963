"""Who could cover a post: those who fit, the nearest first, and why others do not.

Who fits holds a post of the same tier, or of the tier below and acts up. Whoever gives
too much already, is not in post all the days, or would close a circle, is kept out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.cover import loops
from pip_manager.domain.cover.days import weekday
from pip_manager.domain.cover.facts import ONE, Cover, Establishment, Holding, share_of
from pip_manager.domain.cover.measured import Measured, day_of, life
from pip_manager.domain.cover.people import stretches
from pip_manager.domain.cover.release import gap_of
from pip_manager.domain.values import plain
from pip_manager.domain.when import begins, day_words, ends, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pip_manager.domain.cover.facts import Post, Secondment
    from pip_manager.domain.cover.release import Now

    Span = tuple[str | None, str | None]

_WEEKDAYS = 5
_SAME_SERVICE = 100
_WORD = re.compile(r"\w{3,}")
_RANKS = frozenset(
    {
        *("head", "service", "services", "delivery", "manager", "director", "deputy"),
        *("assistant", "team", "chief", "lead", "and", "the", "for", "with"),
    }
)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who could cover; `free` is the FTE left on their fullest day.

    `gap` is how much shorter their own post would be, in ten-thousandths of FTE-days.
    `kept_out` says why they are not offered; empty where they are.
    """

    person: str
    post: Post
    kind: str
    nearness: int
    free: int
    gap: int
    kept_out: str


def stand_ins(
    now: Now, wanted: Secondment, employed: Mapping[str, Span]
) -> list[StandIn]:
    """Return who fits the post a release leaves: offered first, the nearest first.

    Args:
        now: what is recorded, and the days asked for.
        wanted: the release, from the first of these days to the last.
        employed: when each person is employed, from and to.
    """
    post = next((p for p in now.recorded.home_posts() if p.code == wanted.post), None)
    if post is None or post.tier is None or share_of(wanted) is None:
        return []
    found: dict[str, StandIn] = {}
    for one in _Look(now, post, wanted, employed).each():
        before = found.get(one.person)
        if before is None or _order(one) < _order(before):
            found[one.person] = one
    return sorted(found.values(), key=_order)


def _order(one: StandIn) -> tuple[bool, int, int, str]:
    return bool(one.kept_out), -one.nearness, one.gap, one.person


class _Look:
    """One release, and everybody who holds a post of a fitting tier in its days."""

    def __init__(
        self, now: Now, post: Post, wanted: Secondment, employed: Mapping[str, Span]
    ) -> None:
        self.now, self.post, self.wanted, self.employed = now, post, wanted, employed
        self.measured = Measured(now.recorded, with_proposed=True)
        share = share_of(wanted)
        assert share is not None  # noqa: S101 - asked by the one who calls
        self.needed = (share,) * _WEEKDAYS if isinstance(share, int) else share
        self.links = _links(now)

    def each(self) -> Iterator[StandIn]:
        tier = self.post.tier or 0
        kinds = {tier: "backfill", tier + 1: "acting_up"}
        for post in self.now.recorded.home_posts():
            kind = kinds.get(post.tier or 0)
            if kind is None or post.code == self.post.code:
                continue
            for part in self.measured.held.get(post.code, ()):
                if part.start <= self.now.days.last and part.end >= self.now.days.first:
                    yield from self._holder(post, kind, part.fact, "")
            for doubt in self.measured.doubts_of.get(post.code, ()):
                is_near = doubt.touches(self.now.days.first, self.now.days.last)
                if doubt.noun == "holdings" and is_near:
                    why = f"not known to be in post: {doubt.why}"
                    yield from self._holder(post, kind, doubt.fact, why)

    def _holder(
        self, post: Post, kind: str, holding: object, doubt: str
    ) -> Iterator[StandIn]:
        if not isinstance(holding, Holding) or holding.person is None:
            return
        person = holding.person
        given = self._given(person)
        free = self._free(holding, given)
        why = doubt or self._kept_out(post, holding, given, free)
        gap = 0 if why else gap_of(self.now, post, self._planned(post, kind, person))
        left = min(one for one, need in zip(free, self.needed, strict=True) if need)
        nearness = _nearness(self.post, post)
        yield StandIn(person, post, kind, nearness, left, gap, why)

    def _planned(self, post: Post, kind: str, person: str) -> Establishment:
        one = self.wanted
        cover = Cover(
            "",
            self.post.code,
            kind,
            person,
            post.code,
            None,
            None,
            one.fraction,
            one.pattern,
            one.start,
            one.end,
            one.state,
        )
        return Establishment(covers=[cover])

    def _given(self, person: str) -> dict[int, int]:
        """Return what a person gives already on each working day of these, if any."""
        days = self.now.days
        parts = self.measured.given.get(person, [])
        return {
            day: given[weekday(day)]
            for low, high, given in stretches(parts, days.first, days.last)
            if any(given)
            for day in days.each(low, high)
        }

    def _free(self, holding: Holding, given: dict[int, int]) -> tuple[int, ...]:
        """Return the FTE left on the fullest Monday, Tuesday … Friday."""
        most = [0] * _WEEKDAYS
        for day, share in given.items():
            most[weekday(day)] = max(most[weekday(day)], share)
        fte = self.now.recorded.fte_of(str(holding.person))
        return tuple(max(0, min(fte - share, holding.share)) for share in most)

    def _kept_out(
        self, post: Post, holding: Holding, given: dict[int, int], free: tuple[int, ...]
    ) -> str:
        person = str(holding.person)
        if person == self.wanted.person:
            return "is the one to be released"
        employed = life(*self.employed.get(person, (None, None)))
        return (
            self._away(life(holding.start, holding.end), "in this post")
            or self._away(employed, "employed")
            or self._full(holding, given, free)
            or self._circle(post)
        )

    def _away(self, span: tuple[int, int], where: str) -> str:
        if span[0] > self.now.days.first:
            return f"{where} only from {day_words(day_of(span[0]))}"
        if span[1] < self.now.days.last:
            return f"{where} only until {day_words(day_of(span[1]))}"
        return ""

    def _full(
        self, holding: Holding, given: dict[int, int], free: tuple[int, ...]
    ) -> str:
        """Say what leaves too little on some day: what is given, else the FTE held."""
        if all(
            need <= left or not need
            for need, left in zip(self.needed, free, strict=True)
        ):
            return ""
        fte = self.now.recorded.fte_of(str(holding.person))
        full = [day for day, share in given.items() if self._is_over(day, share, fte)]
        if not full:
            return f"has {_fte(min(fte, holding.share))} FTE in this post"
        most = _fte(max(given[day] for day in full))
        span = span_words(day_of(full[0]), day_of(full[-1]))
        return f"already gives {most} FTE, {span}"

    def _is_over(self, day: int, share: int, fte: int) -> bool:
        need = self.needed[weekday(day)]
        return bool(need) and need + share > fte

    def _circle(self, post: Post) -> str:
        mine = loops.Link(
            "",
            self.post.code,
            post.code,
            day_of(self.now.days.first),
            day_of(self.now.days.last),
        )
        if not _leads(self.links, post.code, self.post.code):
            return ""
        is_round = any("" in one for one in loops.loops([*self.links, mine]))
        return "their own post is covered out of this one" if is_round else ""


def _links(now: Now) -> list[loops.Link]:
    first, last = day_of(now.days.first), day_of(now.days.last)
    found = (
        loops.Link(one.code, one.post, one.from_post, begins(one.start), ends(one.end))
        for one in now.recorded.covers
        if one.post and one.from_post and one.state != "ended"
    )
    return [link for link in found if link.start <= last and link.end >= first]


def _leads(links: list[loops.Link], start: str, goal: str) -> bool:
    """Tell whether following what each post is covered from comes to the goal."""
    seen, waiting = {start}, [start]
    for post in waiting:
        near = {link.from_post for link in links if link.post == post} - seen
        seen |= near
        waiting += near
    return goal in seen


def _nearness(one: Post, other: Post) -> int:
    """Return how near two posts are: the same service, then words they share."""
    is_same = one.service is not None and one.service == other.service
    shared = len(_words(one.title) & _words(other.title))
    return _SAME_SERVICE * is_same + shared


def _words(title: str) -> set[str]:
    return set(_WORD.findall(title.casefold())) - _RANKS


def _fte(parts: int) -> str:
    return plain(Decimal(parts) / ONE)
