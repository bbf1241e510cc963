"""A page shown over an office, told of every verb as the window would tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.record_parts import Pane

if TYPE_CHECKING:
    from typing import TypeVar

    from PySide6.QtWidgets import QWidget

    from pip_manager.services.office import Office
    from pip_manager.ui.kit.page import Page

    Shown = TypeVar("Shown", bound=Page)


def shown(qtbot, page: Shown, office: Office, target: object = None) -> Shown:
    """Show a page as the window does, and let it reread after each verb."""
    # what earlier tests showed is gone before this begins
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.addWidget(page)
    office.announce = lambda done: page.reread(done.nouns)
    page.resize(1072, 760)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.opened(target)
    return page


def dialog(page: QWidget) -> FormDialog:
    """Return the one form that is open over a page."""
    [found] = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    found.activateWindow()
    QApplication.processEvents()
    return found


def save(qtbot, form: FormDialog) -> None:
    """Save a form by Ctrl+Enter from wherever its cursor is."""
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, ctrl)


def refusal(page: QWidget) -> str:
    """Return the sentence of the box that is open, and close it."""
    [box] = [one for one in page.findChildren(QMessageBox) if one.isVisible()]
    words = box.text()
    box.close()
    return words


def finish(widget: QWidget) -> None:
    """Let every pane of cards be filled, and what is under way be seen."""
    QApplication.processEvents()
    for pane in (widget, *widget.findChildren(Pane)):
        if isinstance(pane, Pane):
            pane.finish()


def press(widget: QWidget, words: str) -> None:
    """Press the button or link of that name."""
    finish(widget)
    buttons = [
        one for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget)
    ]
    found = [one for one in buttons if words in {one.text(), one.accessibleName()}]
    found[0].click()


def texts(widget: QWidget) -> list[str]:
    """Return the words of every label in sight."""
    finish(widget)
    return [
        one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)
    ]
