"""A row that goes on in a next line where there is no more room."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

Line: TypeAlias = list[tuple[QLayoutItem, QSize]]


class Flow(QLayout):
    """Lays widgets out from left to right, line under line.

    Asked for its height at every step of a layout, it reckons once for each width.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self.items: list[QLayoutItem] = []
        self._forget()

    @override
    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._sizes: list[tuple[QLayoutItem, QSize]] | None = None
        self._heights: dict[int, int] = {}

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._forget()
        self.items.append(item)

    @override
    def count(self) -> int:
        return len(self.items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), moves=False)
        return self._heights[width]

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moves=True)

    @override
    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self.items if not item.isEmpty()]
        wide = sum(size.width() + self.spacing() for size in shown) - self.spacing()
        return QSize(max(0, wide), max((size.height() for size in shown), default=0))

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self.items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, moves: bool) -> int:
        """Place the items, or only reckon; return the height they take."""
        top, tall = rect.top(), 0
        for line in self._lines(rect.width()):
            if moves:
                self._set(line, rect, top + tall)
            tall += max(size.height() for _, size in line) + self.spacing()
        return max(0, tall - self.spacing())

    def _lines(self, room: int) -> list[Line]:
        lines: list[Line] = []
        left = 0
        if self._sizes is None:
            shown = [item for item in self.items if not item.isEmpty()]
            self._sizes = [(item, self._size(item)) for item in shown]
        for item, size in self._sizes:
            if not lines or left + size.width() > room:
                lines.append([])
                left = 0
            lines[-1].append((item, size.boundedTo(QSize(room, size.height()))))
            left += size.width() + self.spacing()
        return lines

    def _size(self, item: QLayoutItem) -> QSize:
        """Return the size by which lines are broken."""
        return item.sizeHint()

    def _set(self, line: Line, rect: QRect, top: int) -> None:
        """Place the items of a line."""
        left = rect.left()
        for item, size in line:
            item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self.spacing()


def flow(*widgets: QWidget) -> QWidget:
    """Return widgets in a row that wraps: buttons, chips, links."""
    row = QWidget()
    layout = Flow(row)
    for widget in widgets:
        layout.addWidget(widget)
    return row
