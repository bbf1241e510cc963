"""What a screen reader is told of a painted widget: a list of the things in sight.

Qt asks for these interfaces when an assistive program is there, and keeps bare pointers
to them: each is kept as long as the program runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Key = TypeVar("Key")
Area = TypeVar("Area", bound=QAbstractScrollArea)
_NONE = -1


class Painted(QAccessibleWidget, Generic[Area, Key]):
    """A painted widget as a list; each kind of widget says what its items are.

    A key tells one item from the others and outlasts a change of what is shown.
    """

    def __init__(self, area: Area) -> None:
        super().__init__(area, QAccessible.Role.List)
        self.area = area
        self._items: dict[Key, PaintedItem[Area, Key]] = {}

    # what each kind says

    def keys(self) -> Sequence[Key]:
        """Return the key of every item, in the order they are read."""
        raise NotImplementedError

    def chosen(self) -> Key | None:
        """Return the key of the item chosen."""
        raise NotImplementedError

    def at(self, point: QPoint) -> Key | None:
        """Return the key of the item at a point of the viewport."""
        raise NotImplementedError

    def words(self, key: Key) -> str | None:
        """Return what is read out of an item; None where it is gone."""
        raise NotImplementedError

    def place(self, key: Key) -> QRect:
        """Return where an item stands on the screen."""
        raise NotImplementedError

    # what Qt asks

    def item(self, key: Key) -> PaintedItem[Area, Key]:
        """Return the interface of an item."""
        if key not in self._items:
            self._items[key] = PaintedItem(self, key)
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
        keys = list(self.keys())
        if isinstance(child, PaintedItem) and child.key in keys:
            return keys.index(child.key)
        return _NONE

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        chosen = self.chosen()
        return None if chosen is None else self.item(chosen)

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        found = self.at(self.area.viewport().mapFromGlobal(QPoint(x, y)))
        return None if found is None else self.item(found)


class PaintedItem(QAccessibleInterface, Generic[Area, Key]):
    """One item: its words, its place on the screen, whether it is chosen."""

    def __init__(self, of: Painted[Area, Key], key: Key) -> None:
        super().__init__()
        self._of, self.key = of, key

    @override
    def isValid(self) -> bool:
        return self._of.words(self.key) is not None

    @override
    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._of.area.window().windowHandle()

    @override
    def parent(self) -> QAccessibleInterface:
        return self._of

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def text(self, kind: QAccessible.Text) -> str:
        is_name = kind == QAccessible.Text.Name
        return (self._of.words(self.key) or "") if is_name else ""

    @override
    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Let nobody write into what is painted."""

    @override
    def rect(self) -> QRect:
        return self._of.place(self.key) if self.isValid() else QRect()

    @override
    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        is_chosen = self._of.chosen() == self.key
        made.selectable = made.focusable = True
        made.selected = is_chosen
        made.focused = is_chosen and self._of.area.hasFocus()
        return made

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _NONE

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def backgroundColor(self) -> QColor:
        return QColor()

    @override
    def foregroundColor(self) -> QColor:
        return QColor()


_makers: dict[str, Callable[..., Painted]] = {}  # type: ignore[type-arg]
_kept: dict[int, Painted] = {}  # type: ignore[type-arg]


def read_out(area: type[Area], made: Callable[[Area], Painted[Area, Key]]) -> None:
    """Tell Qt once how widgets of a class are read out."""
    if not _makers:
        QAccessible.installFactory(_made)
    _makers[area.__name__] = made


def _made(name: str, of: QObject | None) -> QAccessibleInterface | None:
    if name not in _makers or of is None:
        return None
    key = id(of)
    if key not in _kept or _kept[key].area is not of:
        _kept[key] = _makers[name](of)
    return _kept[key]


def tell_focus(area: QAbstractScrollArea) -> None:
    """Have the item chosen read out, where somebody listens."""
    if not QAccessible.isActive() or not area.hasFocus():
        return
    found = QAccessible.queryAccessibleInterface(area)
    if isinstance(found, Painted) and (chosen := found.chosen()) is not None:
        event = QAccessibleEvent(area, QAccessible.Event.Focus)
        event.setChild(found.indexOfChild(found.item(chosen)))
        QAccessible.updateAccessibility(event)


def announce(area: QAbstractScrollArea, told: str) -> None:
    """Have a sentence read out, where somebody listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(area, told))
