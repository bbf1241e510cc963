"""Who covers whom: from the post a secondment leaves to the end of its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.facts import Cover, Secondment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.domain.cover.measured import Measured, Part


class Link(NamedTuple):
    """A cover of a chain; `depth` 0 covers the post left, 1 the post that left it."""

    cover: Cover
    depth: int


class Chain(NamedTuple):
    """A secondment and every cover that follows from it, depth first."""

    secondment: Secondment
    links: tuple[Link, ...]


def chains(measured: Measured, start: int, end: int) -> list[Chain]:
    """Return the chain of each measurable secondment touching the range, by code."""
    found = [
        Chain(
            part.fact, tuple(_links(part.fact.post, measured, (start, end), 0, set()))
        )
        for parts in measured.seconded.values()
        for part in parts
        if _touches(part, (start, end)) and isinstance(part.fact, Secondment)
    ]
    return sorted(found, key=lambda chain: chain.secondment.code)


def _links(
    post: str, measured: Measured, span: tuple[int, int], depth: int, seen: set[str]
) -> Iterator[Link]:
    for part in measured.covered.get(post, ()):
        cover = part.fact
        if not isinstance(cover, Cover) or cover.code in seen:
            continue
        if not _touches(part, span):
            continue
        seen.add(cover.code)
        yield Link(cover, depth)
        if cover.from_post and not cover.is_absorbed:
            yield from _links(cover.from_post, measured, span, depth + 1, seen)


def _touches(part: Part, span: tuple[int, int]) -> bool:
    return part.start <= span[1] and part.end >= span[0]
