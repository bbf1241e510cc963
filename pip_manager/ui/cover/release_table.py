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
    from pip_manager.services.release_facts import Candidate


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


def _then(one: Candidate) -> str:
    """Say what becomes of their own post, or why they are not offered."""
    if one.kept_out:
        return one.kept_out[:1].upper() + one.kept_out[1:]
    if one.intended.from_post is None:
        return "Opens no post of ours"
    if not one.gap:
        return f"{one.post} stays as it is"
    return f"{one.post} then {plain(one.gap)} FTE-days shorter"


def _cost(one: Candidate) -> str | None:
    if one.kept_out:
        return ""
    cost = one.costed.cost if one.costed else None
    return None if cost is None else words.money(cost)


def _why(one: Candidate) -> str:
    return one.costed.why if one.costed else ""


COLUMNS: tuple[Column[Candidate], ...] = (
    Column("Who", lambda one: one.name, width=190, is_strong=True),
    Column("How", lambda one: _how(one).words, width=120, chip=_how),
    Column("Free FTE", _free, width=80, is_figure=True),
    Column("Then", _then, width=280, stretches=True, tooltip=_then),
    Column("Cost £", _cost, width=100, is_figure=True, tooltip=_why),
)
