"""How large a dialog may be over the window it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MARGIN = 48


def within(parent: QWidget, wide: int, tall: int) -> tuple[int, int]:
    """Return a size scaled with the text, but never larger than the window."""
    room = parent.window().size()
    return (
        min(theme().px(wide), room.width() - _MARGIN),
        min(theme().px(tall), room.height() - _MARGIN),
    )
