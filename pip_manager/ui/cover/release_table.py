"""Who could cover: one line for each, also for those who are kept out, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.values import plain
from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.table import Table
from pip_manager.ui.noun_fields import said

if TYPE_CHECKING:
    from pip_manager.services.cover.release_facts import Candidate


def candidates_table() -> Table[Candidate]:
    """Return the table, empty yet."""
    model: RowModel[Candidate] = RowModel(COLUMNS, _identity)
    return Table(model, "release", "Who could cover")


def _identity(one: Candidate) -> tuple[str, str | None]:
    return one.intended.kind, one.intended.person


def _how(one: Candidate) -> ChipWords:
    if one.kept_out:
        return ChipWords("Kept out", "plain", "")
    return ChipWords(said(one.intended.kind), "accent")


def _free(one: Candidate) -> str | None:
    return "" if one.free is None else plain(one.free)


def _shorter(one: Candidate) -> str:
    return "" if one.gap is None else plain(one.gap)


def _then(one: Candidate) -> str:
    """Say which post of theirs is opened, or why they are not offered."""
    if one.kept_out:
        return one.kept_out[:1].upper() + one.kept_out[1:]
    if one.intended.from_post is None:
        return "Opens no post of ours"
    return str(one.post)


def _told(one: Candidate) -> str:
    return f"{one.post}. {_then(one)}" if one.kept_out else _then(one)


def _cost(one: Candidate) -> str | None:
    if one.kept_out:
        return ""
    cost = one.costed.cost if one.costed else None
    return None if cost is None else words.money(cost)


def _why(one: Candidate) -> str:
    return one.costed.why if one.costed else ""


COLUMNS: tuple[Column[Candidate], ...] = (
    Column(
        "Who",
        lambda one: one.name,
        width=184,
        is_strong=True,
        tooltip=lambda one: one.name,
    ),
    Column("How", lambda one: _how(one).words, width=126, chip=_how),
    Column("Opens, or why not", _then, width=120, stretches=True, tooltip=_told),
    Column("Cost £", _cost, width=94, is_figure=True, tooltip=_why),
    Column(
        "Shorter",
        _shorter,
        width=80,
        is_figure=True,
        optional=True,
        heading_tooltip="FTE-days their own post would be shorter",
    ),
    Column(
        "Free",
        _free,
        width=60,
        is_figure=True,
        optional=True,
        heading_tooltip="FTE they have left in these days",
    ),
)
