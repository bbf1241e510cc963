"""The sidebar: the pages, the one shown marked by more than colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.ui.kit import icons
from pip_manager.ui.kit.parts import label, scrolled
from pip_manager.ui.kit.theme import ICON, SIDEBAR, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from pip_manager.ui.kit.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the sidebar, made by its factory when first shown.

    `below` puts it under the gap, with what is set up rather than done.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], Page]
    below: bool = False


class Sidebar(QWidget):
    """The pages in order, then what opens over them.

    Signals:
        asked(str): the key of the page wanted.
        find_asked(): the palette is wanted.
        keys_asked(): the sheet of keys is wanted.
    """

    asked = Signal(str)
    find_asked = Signal()
    keys_asked = Signal()

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Pages")
        self.buttons: dict[str, QPushButton] = {}
        inner = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(8, 14, 8, 8)
        self._column.setSpacing(2)
        name = label("PIP Manager", "section")
        name.setContentsMargins(12, 0, 0, 10)
        self._column.addWidget(name)
        self._add_pages(entries)
        self._column.addStretch(1)
        self._add_tool("Find or do", "search", "Ctrl+K", self.find_asked.emit)
        self._add_tool("Keys and help", "help", "?", self.keys_asked.emit)
        self._fit()
        theme().changed.connect(self._fit)

    def _add_pages(self, entries: Sequence[Entry]) -> None:
        was_below = False
        for digit, entry in zip("1234567890", entries, strict=False):
            if entry.below and not was_below:
                self._column.addSpacing(20)
                was_below = True
            made = self._add_button(entry.title, entry.icon)
            made.setCheckable(True)
            made.setToolTip(f"Alt+{digit}")
            made.clicked.connect(lambda _on=False, key=entry.key: self.asked.emit(key))
            self.buttons[entry.key] = made

    def _add_button(self, words: str, icon: str) -> QPushButton:
        made = QPushButton(f"  {words}")
        made.setAccessibleName(words)
        made.setIcon(icons.icon(icon, "muted"))
        made.setAutoDefault(False)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        wide = QSizePolicy.Policy.Expanding
        made.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self._column.addWidget(made)
        return made

    def _add_tool(
        self, words: str, icon: str, keys: str, then: Callable[[], object]
    ) -> None:
        made = self._add_button(words, icon)
        made.setToolTip(keys)
        made.clicked.connect(then)

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(SIDEBAR))
        side = theme().px(ICON)
        for made in self.findChildren(QPushButton):
            made.setIconSize(QSize(side, side))

    def mark(self, key: str) -> None:
        """Mark the page now shown."""
        for name, made in self.buttons.items():
            made.setChecked(name == key)
            made.setAccessibleDescription("shown now" if name == key else "")

    def focus_current(self) -> None:
        """Put the keyboard on the page now shown."""
        for made in self.buttons.values():
            if made.isChecked():
                made.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        all_of_them = self.findChildren(QPushButton)
        here = [n for n, one in enumerate(all_of_them) if one.hasFocus()]
        if step and here:
            there = all_of_them[(here[0] + step) % len(all_of_them)]
            there.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
