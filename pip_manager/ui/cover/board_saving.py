"""Saving the board as it is seen: a picture, or a PDF to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from pip_manager.ui.kit.parts import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    Then = Callable[[str, Path], object]

_FORMS = {"pdf": "PDF, to print", "png": "Picture (PNG)"}


def save_button(view: QWidget, then: Then) -> QPushButton:
    """Return a button with a menu of forms; `then` gets the ending and the path."""
    made = button("Save", lambda: None, look="quiet", icon="save")
    made.setToolTip("Save the board as seen, from its first column on (Ctrl+P: PDF)")
    menu = QMenu(made)
    for suffix, words in _FORMS.items():
        action = menu.addAction(words)
        action.triggered.connect(
            lambda _checked=False, suffix=suffix: offer(view, suffix, then)
        )
    made.setMenu(menu)
    return made


def offer(view: QWidget, suffix: str, then: Then) -> None:
    """Ask where to save, then save."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(where)
    kind = f"{_FORMS[suffix]} (*.{suffix})"
    dialog = QFileDialog(view, "Save board", folder, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"Cover board.{suffix}")
    dialog.fileSelected.connect(lambda path: then(suffix, Path(path)))
    dialog.open()
