"""The line typed into when a cell is edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class CellLine(QLineEdit):
    """Keeps Enter to itself, which would otherwise open the row under it too."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setAccessibleName(name)
        self.setStyleSheet("min-height: 0px; border-radius: 0px; padding: 0 6px;")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
