"""An empty state: one sentence why nothing is here, one button to change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable


class Empty(QWidget):
    """Fills its parent, or its place in a layout."""

    def __init__(self, parent: QWidget | None = None, *, fills: bool = True) -> None:
        super().__init__(parent)
        self._then: Callable[[], object] | None = None
        self.sentence = QLabel()
        self.sentence.setProperty("look", "muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence.setWordWrap(True)
        self.button = QPushButton()
        self.button.setProperty("look", "primary")
        self.button.setVisible(False)
        self.button.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        if parent is not None and fills:
            parent.installEventFilter(self)
            self.setVisible(False)

    @property
    def has_words(self) -> bool:
        """Tell whether it has anything to say."""
        return bool(self.sentence.text())

    def say(
        self,
        sentence: str,
        verb: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence, and a button where there is a verb."""
        self.sentence.setText(sentence)
        self.button.setText(verb)
        self.button.setVisible(bool(verb))
        self._then = then

    def _act(self) -> None:
        if self._then is not None:
            self._then()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return super().eventFilter(watched, event)
