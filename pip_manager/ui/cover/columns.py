"""The columns of secondments and of cover, with what nobody has stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column
from pip_manager.ui.noun_fields import said
from pip_manager.ui.record_parts import span

if TYPE_CHECKING:
    from pip_manager.services.cover.arrangements import Arrangement


def kind(one: Arrangement) -> str | None:
    """Write the kind of an arrangement; None where it is not stated."""
    value = one.record.row["kind"]
    return None if value is None else said(str(value))


def share(one: Arrangement) -> str | None:
    """Write the share: ``0.5 FTE``, ``Tue, Thu``; None where it is not stated."""
    row = one.record.row
    if row["pattern"] is not None:
        return words.pattern(str(row["pattern"]))
    return None if row["fraction"] is None else f"{words.shown(row['fraction'])} FTE"


def dates(one: Arrangement) -> str | None:
    """Write from and to; None where neither is stated."""
    return span(one.record.row, "").replace(" to ", " – ") or None


def state(one: Arrangement) -> ChipWords:
    """Return the chip of an arrangement: unmeasurable before its state, never green."""
    if one.missing:
        return ChipWords(said(one.missing[0]), "unknown")
    value = one.record.row["state"]
    if value is None:
        return ChipWords("State not stated", "unknown")
    if value == "proposed":
        return ChipWords("Proposed", "warn", "clock")
    return ChipWords(said(str(value)))


def why(one: Arrangement) -> str:
    """Explain the chip."""
    stated = one.record.row["state"]
    told = f"State: {stated or 'not stated, counts as confirmed'}."
    if one.missing:
        return f"Cannot be measured: {'; '.join(one.missing)}. {told}"
    return told


def _order(one: Arrangement) -> str:
    return str(one.record.row["from"] or "")


_WHEN = Column["Arrangement"]("When", dates, order=_order, width=204, optional=True)
_SHARE = Column["Arrangement"]("Share", share, width=104, optional=True)
_STATE = chip_column("State", state, width=152, tooltip=why)

SECONDMENTS: tuple[Column[Arrangement], ...] = (
    Column["Arrangement"](
        "Released post",
        lambda one: one.post,
        width=220,
        stretches=True,
        is_strong=True,
    ),
    Column["Arrangement"]("Host", lambda one: one.place, width=100, optional=True),
    _STATE,
    _WHEN,
    _SHARE,
    Column["Arrangement"]("Person", lambda one: one.who, width=120, optional=True),
)
COVER: tuple[Column[Arrangement], ...] = (
    Column["Arrangement"](
        "Covered post",
        lambda one: one.post,
        width=220,
        stretches=True,
        is_strong=True,
    ),
    _WHEN,
    _STATE,
    Column["Arrangement"]("Kind", kind, width=110, optional=True),
    _SHARE,
    Column["Arrangement"]("By", lambda one: one.who, width=120, optional=True),
)
