"""The verbs of secondments and of cover, for every view that has them."""

from __future__ import annotations

from pip_manager.ui.arrangements.verbs import (
    add_cover,
    add_secondment,
    change,
    cover,
    edit,
    remove,
    secondment,
)

__all__ = [
    "add_cover",
    "add_secondment",
    "change",
    "cover",
    "edit",
    "remove",
    "secondment",
]
