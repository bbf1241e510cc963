"""One chain of cover as a tree: the post left, who covers it, the posts they left.

The links and their order are those of `chains`; each cover stands once, under the post
it was first met at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import Cover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.domain.cover.measured import Measured, Part


@dataclass(frozen=True, slots=True)
class Branch:
    """A cover of a post, and the post it was taken out of, where that is followed."""

    cover: Cover
    start: int
    end: int
    leaves: Node | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A post that is left between two days, and every cover of it in the asked days.

    `start` and `end` are ordinals; what was met before in the same chain has no
    branches here.
    """

    post: str
    start: int
    end: int
    branches: tuple[Branch, ...]

    def walk(self) -> Iterator[Node]:
        """Give this post and every one further down, depth first."""
        yield self
        for branch in self.branches:
            if branch.leaves is not None:
                yield from branch.leaves.walk()

    def links(self) -> Iterator[Branch]:
        """Give every cover of the chain, depth first."""
        for branch in self.branches:
            yield branch
            if branch.leaves is not None:
                yield from branch.leaves.links()


def tree(post: str, measured: Measured, start: int, end: int) -> Node:
    """Return the tree of a post that is left from one day to another."""
    return _node(post, measured, (start, end), (start, end), set())


def _node(
    post: str,
    measured: Measured,
    asked: tuple[int, int],
    left: tuple[int, int],
    seen: set[str],
) -> Node:
    branches = []
    for part in sorted(measured.covered.get(post, ()), key=_order):
        cover = part.fact
        if not isinstance(cover, Cover) or cover.code in seen:
            continue
        if part.start > asked[1] or part.end < asked[0]:
            continue
        seen.add(cover.code)
        branches.append(_branch(cover, part, measured, asked, seen))
    return Node(post, *left, tuple(branches))


def _branch(
    cover: Cover,
    part: Part,
    measured: Measured,
    asked: tuple[int, int],
    seen: set[str],
) -> Branch:
    start, end = max(part.start, asked[0]), min(part.end, asked[1])
    leaves = None
    if cover.from_post and not cover.is_absorbed:
        leaves = _node(cover.from_post, measured, asked, (start, end), seen)
    return Branch(cover, start, end, leaves)


def _order(part: Part) -> tuple[int, str]:
    return part.start, str(part.fact.code)
