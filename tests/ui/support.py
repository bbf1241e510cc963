"""Checks that any screen's tests may share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QWidget


def nameless(root: QWidget) -> list[str]:
    """Return every visible widget that takes the keyboard and has no name to be read.

    The name is the one a screen reader gets; a box of choices needs a label as buddy.
    """
    return [
        f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in (root, *root.findChildren(QWidget))
        if _takes_keyboard(widget, root) and not _name(widget)
    ]


def _takes_keyboard(widget: QWidget, root: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    is_proxied = widget.focusProxy() is not None
    return takes and not is_proxied and widget.isVisibleTo(root)


def _name(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return "its area's"
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
