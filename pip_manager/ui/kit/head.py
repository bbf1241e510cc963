"""The head of a page: its words, and its tools beside them or in lines below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QTableView, QWidget
from typing_extensions import override

from pip_manager.ui.kit.flow import Flow
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLayout, QLayoutItem

    from pip_manager.ui.kit.flow import Line

SIDE, _APART = 24, 16
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class SearchBox(QLineEdit):
    """As wide as a few words; narrower where it must be, wider where there is room."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in _PLAIN
        if not (plain and event.key() == Qt.Key.Key_Down and self._go_down()):
            super().keyPressEvent(event)

    def _go_down(self) -> bool:
        """Go on to the list the words narrow; tell whether there is one."""
        page = self.parentWidget()
        lists = page.findChildren(QTableView) if page else []
        for one in lists:
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                one.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(260), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(150), super().minimumSizeHint().height())

    @property
    def most(self) -> int:
        """Return the width beyond which more is of no use."""
        return theme().px(420)


class Tools(Flow):
    """Search, filters and verbs: the search gives way first, then a line is begun.

    What a line has to spare goes to the search, the rest before the last tool, so that
    the primary button stands at the right.
    """

    last: QWidget | None = None

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Add a tool; one that is to stand last stays so."""
        self._forget()
        has_last = bool(self.items) and self.items[-1].widget() is self.last
        self.items.insert(len(self.items) - has_last, item)

    @property
    def tight(self) -> int:
        """Return the width of all of them in one line, the search at its least."""
        widths = [self._size(item).width() for item in self.items if not item.isEmpty()]
        return sum(widths) + self.spacing() * max(0, len(widths) - 1)

    @override
    def _size(self, item: QLayoutItem) -> QSize:
        is_search = isinstance(item.widget(), SearchBox)
        return item.minimumSize() if is_search else item.sizeHint()

    @override
    def _set(self, line: Line, rect: QRect, top: int) -> None:
        taken = sum(size.width() + self.spacing() for _, size in line) - self.spacing()
        spare, left = max(0, rect.width() - taken), rect.left()
        for item, size in line:
            wide = size.width()
            box = item.widget()
            if isinstance(box, SearchBox):
                more = min(spare, max(0, box.most - wide))
                wide, spare = wide + more, spare - more
            if item is self.items[-1]:
                left += spare
            item.setGeometry(QRect(QPoint(left, top), QSize(wide, size.height())))
            left += wide + self.spacing()


class Head(QBoxLayout):
    """The words of a page at the left, its tools at the right or below."""

    def __init__(self, words: QLayout, tools: Tools) -> None:
        super().__init__(_BESIDE)
        self._words, self._tools = words, tools
        self.setSpacing(_APART)
        self.addLayout(words)
        self.addStretch(1)
        self.addLayout(tools)

    def look_for_room(self, page: QWidget) -> None:
        """Put the tools below the words where they have no room beside them."""
        room = page.contentsRect().width() - 2 * SIDE
        # of the labels themselves: their layout hears of new words only after this
        items = map(self._words.itemAt, range(self._words.count()))
        labels = [one.widget() for one in items if one and not one.isEmpty()]
        words = max((one.sizeHint().width() for one in labels if one), default=0)
        wanted = words + 2 * _APART + self._tools.tight
        self.setDirection(_BESIDE if wanted <= room else _BELOW)
