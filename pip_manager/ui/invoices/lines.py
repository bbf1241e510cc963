"""One line of a card: what, a detail under it, and what stands at its right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pip_manager.ui.kit.parts import label


def line_of(what: str, detail: str = "", right: QWidget | None = None) -> QWidget:
    """Return a line of a card."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(what, wraps=True))
    if detail:
        column.addWidget(label(detail, "small", wraps=True))
    row.addLayout(column, 1)
    if right is not None:
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
    return made
