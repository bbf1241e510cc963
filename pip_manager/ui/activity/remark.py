"""A sentence under a line or list: plain, or a warning in amber with its icon."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from pip_manager.ui.kit import icons
from pip_manager.ui.kit.parts import label
from pip_manager.ui.kit.theme import theme


class Remark(QWidget):
    """Says something; a warning does not stop anything."""

    def __init__(self) -> None:
        super().__init__()
        self.is_warning = False
        self._icon = QLabel()
        self.words = label("", "small", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """Return the sentence shown."""
        return self.words.text()

    def say(self, sentence: str, *, warns: bool = False) -> None:
        """Show a sentence."""
        self.words.setText(sentence)
        self.is_warning = warns
        self._dress()

    def _dress(self) -> None:
        side = theme().px(15)
        pixmap = icons.icon("warning", "warn").pixmap(QSize(side, side))
        self._icon.setPixmap(pixmap)
        self._icon.setVisible(self.is_warning)
        colour = theme().colours.warn if self.is_warning else theme().colours.muted
        self.words.setStyleSheet(f"color: {colour};")
