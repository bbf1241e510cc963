"""Loops of cover: post A covered out of B while B is covered out of A, at any length.

Source: "A loop" in the exact meanings of the exchange contract. A vague date counts
from its first to its last day, an empty one is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain.when import begins, ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from pip_manager.domain.values import Value

_ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Link:
    """One cover that takes somebody out of a post; both dates included."""

    cover: str
    post: str
    from_post: str
    start: date
    end: date


def links(rows: Iterable[Mapping[str, Value]]) -> list[Link]:
    """Return the links of rows of the noun `cover`; those ended make none."""
    return [
        Link(
            str(row["cover"]),
            str(row["post"]),
            str(row["from_post"]),
            begins(_text(row.get("from"))),
            ends(_text(row.get("to"))),
        )
        for row in rows
        if row.get("post") and row.get("from_post") and row.get("state") != _ENDED
    ]


def loops(found: Iterable[Link]) -> tuple[tuple[str, ...], ...]:
    """Return the covers of each loop that stands on some common day.

    Every cover that is part of any loop is in one of those returned, which are in the
    order of their first cover; each starts with its smallest code.
    """
    knots = [link for knot in _knots(list(found)) for link in knot]
    seen: set[tuple[str, ...]] = set()
    for day in sorted({link.start for link in knots}):
        standing = [link for link in knots if link.start <= day <= link.end]
        for knot in _knots(standing):
            seen.update(_rounds(knot))
    return tuple(sorted(seen))


def _rounds(knot: list[Link]) -> Iterable[tuple[str, ...]]:
    """Return one shortest round through each link of a knot."""
    onward: dict[str, list[Link]] = {}
    for link in sorted(knot, key=lambda link: link.cover):
        onward.setdefault(link.post, []).append(link)
    for link in knot:
        way = _way(onward, link.from_post, link.post)
        covers = (link.cover, *(step.cover for step in way))
        first = covers.index(min(covers))
        yield covers[first:] + covers[:first]


def _way(onward: Mapping[str, list[Link]], start: str, goal: str) -> tuple[Link, ...]:
    """Return the shortest way of links from a post to another of the same knot."""
    reached: dict[str, tuple[Link, ...]] = {start: ()}
    waiting = [start]
    for post in waiting:
        if post == goal:
            break
        for link in onward.get(post, ()):
            if link.from_post not in reached:
                reached[link.from_post] = (*reached[post], link)
                waiting.append(link.from_post)
    return reached[goal]


def _knots(found: list[Link]) -> list[list[Link]]:
    """Return the links that lie on a round, apart by strongly connected posts."""
    onward: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for link in found:
        onward.setdefault(link.post, set()).add(link.from_post)
        back.setdefault(link.from_post, set()).add(link.post)
    home: dict[str, str] = {}
    for post in reversed(_finished(onward)):
        _gather(post, back, home)
    knots: dict[str, list[Link]] = {}
    for link in found:
        if home[link.post] == home[link.from_post]:
            knots.setdefault(home[link.post], []).append(link)
    return list(knots.values())


def _finished(onward: Mapping[str, set[str]]) -> list[str]:
    """Return the posts in the order in which a walk leaves them for good."""
    left: list[str] = []
    seen: set[str] = set()
    for root in sorted(onward):
        stack = [(root, False)]
        while stack:
            post, done = stack.pop()
            if done:
                left.append(post)
            elif post not in seen:
                seen.add(post)
                stack.append((post, True))
                stack.extend((near, False) for near in sorted(onward.get(post, ())))
    return left


def _gather(root: str, back: Mapping[str, set[str]], home: dict[str, str]) -> None:
    waiting = [root]
    while waiting:
        post = waiting.pop()
        if post not in home:
            home[post] = root
            waiting.extend(back.get(post, ()))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
