"""Hand a file over to the program of the computer that opens its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit.faults import show_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


def hand_over(parent: QWidget, make: Callable[[], Path]) -> str:
    """Open what is made, or show why not; return a quiet line to say, or nothing."""
    try:
        path = make()
    except (PipManagerError, OSError) as error:
        show_error(parent, error)
        return ""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return ""
    kind = path.suffix.lstrip(".").upper()
    return f"No program of this computer opens {kind} files."
