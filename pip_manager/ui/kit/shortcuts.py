"""The sheet of keys, on ``?``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from pip_manager.ui.kit.parts import button, label, scrolled
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERYWHERE: Sequence[tuple[str, str]] = (
    ("Ctrl+K", "Find or do anything"),
    ("Alt+1 … Alt+0", "Change page"),
    ("Ctrl+N", "Make a new one"),
    ("Enter", "Open what is selected"),
    ("F2", "Edit what is selected"),
    ("Ctrl+F", "Search on this page"),
    ("Ctrl+Enter", "Save a form"),
    ("Ctrl+Z", "Undo what was just done"),
    ("Esc or Alt+Left", "Go back"),
    ("F6", "Change pane"),
    ("Ctrl++, Ctrl+-, Ctrl+0", "Text larger, smaller, as it was"),
    ("F1", "Help on this page"),
    ("?", "This sheet"),
)


class KeySheet(QDialog):
    """Groups of keys with what they do."""

    def __init__(
        self, parent: QWidget, groups: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        line = 0
        for heading, keys in groups.items():
            grid.addWidget(label(heading, "section"), line, 0, 1, 2)
            for line, (key, words) in enumerate(keys, line + 1):  # noqa: B020
                grid.addWidget(label(key, "strong"), line, 0)
                grid.addWidget(label(words, wraps=True), line, 1)
            line += 1
        grid.setRowStretch(line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(scrolled(inner), 1)
        close = button("Close", self.reject)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme().px(480), theme().px(500))
