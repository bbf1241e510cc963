"""What would be if a secondment or a cover were other than it is; nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import Cover, Establishment, Secondment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.domain.values import Value


def imagined(
    recorded: Establishment,
    noun: str,
    code: str | None,
    row: Mapping[str, Value] | None,
) -> Establishment:
    """Return an establishment with one record other than it is.

    Args:
        recorded: what is recorded.
        noun: `secondments` or `cover`.
        code: the record that is replaced; None where it is new.
        row: its columns; None where it is gone.
    """
    made = Establishment.from_rows({noun: [] if row is None else [row]}, None)
    if noun == "cover":
        covers = [one for one in recorded.covers if one.code != code]
        return replace(recorded, covers=[*covers, *made.covers])
    kept = [one for one in recorded.secondments if one.code != code]
    return replace(recorded, secondments=[*kept, *made.secondments])


def changed(recorded: Establishment, code: str, cover: Cover | None) -> Establishment:
    """Return an establishment with one cover other than it is, or gone."""
    covers = [one for one in recorded.covers if one.code != code]
    return replace(recorded, covers=covers if cover is None else [*covers, cover])


def narrowed(recorded: Establishment, posts: Iterable[str]) -> Establishment:
    """Return what concerns some posts and every post their cover is taken from."""
    wanted = _below(recorded.covers, posts)
    return replace(
        recorded,
        posts=[one for one in recorded.posts if one.code in wanted],
        holdings=[one for one in recorded.holdings if one.post in wanted],
        secondments=[one for one in recorded.secondments if one.post in wanted],
        covers=[one for one in recorded.covers if _touches(one, wanted)],
    )


def _touches(cover: Cover, wanted: set[str]) -> bool:
    return cover.post in wanted or cover.from_post in wanted


def _below(covers: Iterable[Cover], posts: Iterable[str]) -> set[str]:
    down: dict[str, set[str]] = {}
    for cover in covers:
        if cover.post is not None and cover.from_post is not None:
            down.setdefault(cover.post, set()).add(cover.from_post)
    found: set[str] = set()
    waiting = list(posts)
    while waiting:
        post = waiting.pop()
        if post not in found:
            found.add(post)
            waiting.extend(down.get(post, ()))
    return found


def fact_of(recorded: Establishment, noun: str, code: str) -> Secondment | Cover | None:
    """Return the fact of a code; None where there is none."""
    facts: Iterable[Secondment | Cover] = (
        recorded.covers if noun == "cover" else recorded.secondments
    )
    return next((one for one in facts if one.code == code), None)
