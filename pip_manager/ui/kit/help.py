"""What F1 shows: a few sentences about the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from pip_manager.ui.kit.parts import button, label, scrolled
from pip_manager.ui.kit.theme import theme

_NOTHING = "This page explains itself; press ? for the keys."


class HelpSheet(QDialog):
    """The help of one page; blank lines part its paragraphs."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Help: {title}")
        inner = QWidget()
        words = QVBoxLayout(inner)
        words.setContentsMargins(0, 0, 8, 0)
        words.setSpacing(10)
        words.addWidget(label(title, "section"))
        for paragraph in (text.strip() or _NOTHING).split("\n\n"):
            words.addWidget(self._paragraph(paragraph))
        words.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(scrolled(inner), 1)
        close = button("Close", self.reject)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme().px(480), theme().px(360))

    def _paragraph(self, text: str) -> QLabel:
        made = label(" ".join(text.split()), wraps=True)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setAccessibleName(made.text())
        return made
