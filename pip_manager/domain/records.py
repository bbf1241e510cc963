"""A record as a form or a rule meets it: its values, and what is needed to save it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pip_manager.domain.values import Row


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was read; saving asks that `version` still stands."""

    noun: str
    id: int
    version: int
    row: Row


@dataclass(frozen=True, slots=True)
class Choice:
    """One record offered in a field: its code and what a person reads."""

    code: str
    label: str
