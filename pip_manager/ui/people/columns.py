"""The columns of the lists of people, posts and teams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column

if TYPE_CHECKING:
    from pip_manager.services.people import PersonLine, PostLine

_LAST = "~"
"""Sorts behind every word."""


def _fte(person: PersonLine) -> str | None:
    return None if person.fte is None else words.quantity(person.fte)


def _lent(person: PersonLine) -> ChipWords | None:
    if not person.is_here:
        return ChipWords("Left", "plain")
    return ChipWords(", ".join(person.lent), "accent", "swap") if person.lent else None


PEOPLE: tuple[Column[PersonLine], ...] = (
    Column["PersonLine"](
        "Name", lambda p: p.name, width=230, stretches=True, is_strong=True
    ),
    Column["PersonLine"]("Role now", lambda p: p.role, width=130),
    chip_column("Lent to", _lent, width=126, optional=True),
    Column["PersonLine"](
        "Days",
        lambda p: "" if p.days is None else words.quantity(p.days),
        order=lambda p: p.days or 0,
        width=68,
        is_figure=True,
        optional=True,
        heading_tooltip="Days logged in this financial year, hours as parts of days.",
    ),
    Column["PersonLine"](
        "FTE",
        _fte,
        order=lambda p: p.fte or 1,
        width=86,
        is_figure=True,
        optional=True,
        tooltip=lambda p: "" if p.fte is not None else "Not stated: counted as 1.",
    ),
    Column["PersonLine"](
        "Posts held",
        lambda p: ", ".join(p.posts),
        width=200,
        optional=True,
    ),
    Column["PersonLine"]("Employer", lambda p: p.employer, width=140, optional=True),
)


def _tier(post: PostLine) -> str | None:
    told = None if post.tier is None else str(post.tier)
    if post.statutory:
        return f"{told} · DCS" if told else "DCS"
    return told


def _held(post: PostLine) -> str | None:
    if post.holders:
        return ", ".join(post.holders)
    return "nobody now" if post.is_recorded else None


def _state(post: PostLine) -> ChipWords | None:
    return None if post.is_here else ChipWords("Ended", "plain")


def _post_fte(post: PostLine) -> str | None:
    return None if post.fte is None else words.quantity(post.fte)


_TITLE = Column["PostLine"](
    "Title", lambda p: p.title, width=420, stretches=True, is_strong=True
)
_HOLDERS = Column["PostLine"](
    "Held by",
    _held,
    width=140,
    tooltip=lambda p: _held(p) or "Nobody is recorded in this post at any time.",
)
_FTE = Column["PostLine"](
    "FTE",
    _post_fte,
    order=lambda p: p.fte or 0,
    width=86,
    is_figure=True,
    optional=True,
)

POSTS: tuple[Column[PostLine], ...] = (
    Column["PostLine"](
        "Tier",
        _tier,
        order=lambda p: str(p.tier or _LAST),
        width=84,
        heading_tooltip="1 is the director; DCS marks the statutory post.",
    ),
    _TITLE,
    _HOLDERS,
    _FTE,
    replace(chip_column("", _state, width=86), optional=True),
    Column["PostLine"](
        "Authority", lambda p: p.authority or "Home", width=110, optional=True
    ),
)
TEAMS: tuple[Column[PostLine], ...] = (_TITLE, _HOLDERS, _FTE)
LISTS: tuple[tuple[Column[Any], ...], ...] = (PEOPLE, POSTS, TEAMS)
"""The columns of the three lists, in the order of their tabs."""
