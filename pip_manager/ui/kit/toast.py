"""The quiet line at the bottom of the window, with *Undo* for eight seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from pip_manager.ui.kit.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 8
_MARGIN, _BELOW = 20, 2


class Toast(QFrame):
    """Floats over the foot of the window; a newer line takes an older one's place.

    It lies over the status bar and the margin of the page, so that nothing a page
    shows at its foot is hidden under it.

    The clock stands still under the pointer. Ctrl+Z is the Edit menu's: bound twice it
    would be heard by neither.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._undo: Callable[[], object] | None = None
        self.words = label("")
        self.undo = button("Undo", self._take_back, look="link", tooltip="Ctrl+Z")
        self.close_button = button("Close", self.hide, look="link", tooltip="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 10, 2)
        row.setSpacing(16)
        row.addWidget(self.words)
        row.addWidget(self.undo)
        row.addWidget(self.close_button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.hide)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setVisible(False)
        parent.installEventFilter(self)

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show a line, with *Undo* where there is something to take back."""
        self._undo = undo
        self.words.setText(words)
        self.undo.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    @override
    def enterEvent(self, event: QEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)  # type: ignore[arg-type]

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()
        super().leaveEvent(event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        wide = min(self.sizeHint().width(), parent.width() - 2 * _MARGIN)
        self.resize(wide, self.sizeHint().height())
        left = (parent.width() - wide) // 2
        self.move(left, parent.height() - self.height() - _BELOW)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
