"""How authorities look in the list: standing as chips, judgements in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column

if TYPE_CHECKING:
    from decimal import Decimal

    from pip_manager.services.authorities import Listed
    from pip_manager.services.reference_facts import Judgement

_STANDING = {
    "intervention": ChipWords("Intervention", "bad"),
    "commissioner": ChipWords("Commissioner", "bad"),
    "direction": ChipWords("Direction", "warn"),
    "improvement_notice": ChipWords("Improvement notice", "warn"),
    "trust": ChipWords("Trust", "plain", "link"),
}
NO_GRADE = "No overall grade"


def standing_chip(kind: str) -> ChipWords:
    """Return the chip of a kind of standing."""
    return _STANDING[kind]


def judgement(one: Judgement) -> str:
    """Write a judgement in a few words: its overall grade, and in which year."""
    grade = (one.overall or NO_GRADE).removesuffix(" to be good")
    return f"{grade}, {one.published_on.year}"


def _judged(one: Listed) -> str:
    found = one.judgement
    if found is None:
        return "None is published that we know of."
    return f"{found.kind}, published {words.day(found.published_on)}"


def columns() -> list[Column[Listed]]:
    """Return the columns of the list."""
    return [
        Column(
            "Authority",
            lambda one: one.name,
            width=200,
            is_strong=True,
            stretches=True,
            tooltip=lambda one: f"{one.name} ({one.code})",
        ),
        Column(
            "Live / all",
            lambda one: f"{one.live} / {one.engagements}" if one.engagements else "",
            order=lambda one: (one.live, one.engagements),
            width=80,
            is_figure=True,
            heading_tooltip="Engagements: live, of all",
        ),
        Column(
            "Owed (£)",
            lambda one: words.money(one.owed) if one.owed else "",
            order=lambda one: one.owed,
            width=104,
            is_figure=True,
            tooltip=_owed_why,
            heading_tooltip="Outstanding, with VAT",
        ),
        chip_column("Standing", _standing, width=172, tooltip=_standing_why),
        Column(
            "Latest judgement",
            lambda one: judgement(one.judgement) if one.judgement else None,
            width=206,
            optional=True,
            tooltip=_judged,
        ),
        Column("Region", lambda one: one.region, width=150, optional=True),
        Column("Type", lambda one: one.kind, width=150, optional=True),
        Column("Trust", lambda one: one.trust or "", width=160, optional=True),
    ]


def _owed_why(one: Listed) -> str:
    return f"{words.pounds(one.overdue)} of it is overdue" if one.overdue else ""


def _standing(one: Listed) -> ChipWords | None:
    known = [kind for kind in _STANDING if kind in one.standing]
    if not known:
        return None
    first, more = _STANDING[known[0]], len(known) - 1
    words_ = f"{first.words} +{more}" if more else first.words
    return ChipWords(words_, first.tone, first.icon)


def _standing_why(one: Listed) -> str:
    return ", ".join(_STANDING[k].words for k in _STANDING if k in one.standing)


def order(one: Listed) -> tuple[int, Decimal, str]:
    """Return what the list is ordered by at first: where the work is, then by name."""
    return -one.live, -one.owed, one.name.casefold()
