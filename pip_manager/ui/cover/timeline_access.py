"""What a screen reader is told of a timeline: a list of its bars, gaps and doubts.

Qt asks for these interfaces when an assistive program is there, and keeps bare pointers
to them: each is kept as long as the program runs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override

from pip_manager.ui.cover.timeline_layout import identity, spoken

if TYPE_CHECKING:
    from pip_manager.ui.cover.timeline_chart import TimelineChart
    from pip_manager.ui.cover.timeline_layout import Spot

_CLASS = "TimelineChart"
_NONE = -1


class TimelineAccess(QAccessibleWidget):
    """The timeline as a list; its items are what Tab goes to, in that order."""

    def __init__(self, chart: TimelineChart) -> None:
        super().__init__(chart, QAccessible.Role.List)
        self.chart = chart
        self._items: dict[tuple[str, ...], BarAccess] = {}

    def keys(self) -> list[tuple[str, ...]]:
        """Return the identity of every item."""
        laid = self.chart.laid
        return [] if laid is None else [identity(item) for item in laid.items]

    def item(self, key: tuple[str, ...]) -> BarAccess:
        """Return the interface of an item."""
        if key not in self._items:
            self._items[key] = BarAccess(self, key)
        return self._items[key]

    @override
    def childCount(self) -> int:
        return len(self.keys())

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        keys = self.keys()
        return self.item(keys[index]) if 0 <= index < len(keys) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        keys = self.keys()
        if isinstance(child, BarAccess) and child.key in keys:
            return keys.index(child.key)
        return _NONE

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        item = self.chart.item
        return None if item is None else self.item(identity(item))

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        point = self.chart.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        spot = self.chart.spot_at(point.toPointF())
        return None if spot is None else self.item(identity(spot.item))


class BarAccess(QAccessibleInterface):
    """One bar, gap or doubt: its words, its place, whether it is chosen."""

    def __init__(self, timeline: TimelineAccess, key: tuple[str, ...]) -> None:
        super().__init__()
        self._timeline, self.key = timeline, key

    @property
    def _chart(self) -> TimelineChart:
        return self._timeline.chart

    @property
    def _spot(self) -> Spot | None:
        laid = self._chart.laid
        return None if laid is None else laid.spot_of(self.key)

    @override
    def isValid(self) -> bool:
        return self._spot is not None

    @override
    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._chart.window().windowHandle()

    @override
    def parent(self) -> QAccessibleInterface:
        return self._timeline

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def text(self, kind: QAccessible.Text) -> str:
        spot, laid = self._spot, self._chart.laid
        if kind != QAccessible.Text.Name or spot is None or laid is None:
            return ""
        return spoken(spot.item, laid.last)

    @override
    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Let nobody write into a bar."""

    @override
    def rect(self) -> QRect:
        spot = self._spot
        return QRect() if spot is None else self._chart.rect_on_screen(spot)

    @override
    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        item = self._chart.item
        is_chosen = item is not None and identity(item) == self.key
        made.selectable = made.focusable = True
        made.selected = is_chosen
        made.focused = is_chosen and self._chart.hasFocus()
        return made

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _NONE

    @override
    def backgroundColor(self) -> QColor:
        return QColor()

    @override
    def foregroundColor(self) -> QColor:
        return QColor()


_kept: dict[int, TimelineAccess] = {}


def _made(name: str, of: QObject | None) -> QAccessibleInterface | None:
    if name != _CLASS or of is None:
        return None
    key = id(of)
    if key not in _kept or _kept[key].chart is not of:
        _kept[key] = TimelineAccess(of)  # type: ignore[arg-type]
    return _kept[key]


@cache
def install() -> None:
    """Tell Qt once how timelines are read out."""
    QAccessible.installFactory(_made)


def tell_focus(chart: TimelineChart) -> None:
    """Have the thing chosen read out, where somebody listens."""
    if not QAccessible.isActive() or not chart.hasFocus() or chart.item is None:
        return
    timeline = QAccessible.queryAccessibleInterface(chart)
    if isinstance(timeline, TimelineAccess):
        event = QAccessibleEvent(chart, QAccessible.Event.Focus)
        event.setChild(timeline.indexOfChild(timeline.item(identity(chart.item))))
        QAccessible.updateAccessibility(event)


def announce(chart: TimelineChart, told: str) -> None:
    """Have a sentence read out, where somebody listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(chart, told))
