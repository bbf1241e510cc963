"""Which posts a secondment reaches: the one left, and those opened to cover it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import Cover, Secondment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.domain.cover.measured import Measured

    Span = tuple[int, int]


def reached(measured: Measured, first: int, last: int) -> Iterator[tuple[str, str]]:
    """Give each measurable secondment between two days with each post it reaches.

    A cover counts where it lies within the dates of what it covers, link by link.
    """
    for post, parts in measured.seconded.items():
        for part in parts:
            span = (max(part.start, first), min(part.end, last))
            if span[0] <= span[1] and isinstance(part.fact, Secondment):
                for found in _posts(post, span, measured, set()):
                    yield part.fact.code, found


def _posts(post: str, span: Span, measured: Measured, seen: set[str]) -> Iterator[str]:
    yield post
    for part in measured.covered.get(post, ()):
        cover, both = part.fact, (max(part.start, span[0]), min(part.end, span[1]))
        if both[0] > both[1] or not isinstance(cover, Cover) or cover.code in seen:
            continue
        seen.add(cover.code)
        if cover.relieves and cover.from_post is not None:
            yield from _posts(cover.from_post, both, measured, seen)
