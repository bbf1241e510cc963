"""The dialog of a verb: what will happen, a form, buttons that say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.errors import InputError, PipManagerError
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.parts import scrolled
from pip_manager.ui.kit.theme import FORM, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.values import Row
    from pip_manager.ui.kit.form import Form


class FormDialog(QDialog):
    """Collects a form and offers it to `submit`; opens without blocking.

    `submit` gets the values and returns what became of them; InputError shows beside
    the fields, any other PipManagerError above the buttons, and the dialog stays.

    Signals:
        saved(object): what `submit` returned.
    """

    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        verb: str,
        form: Form,
        submit: Callable[[Row], object],
        *,
        sentence: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(verb)
        self.form = form
        self._submit = submit
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 14, 20)
        self._column.setSpacing(16)
        self._add_head(verb, sentence)
        self._add_form(form)
        self._refusal = QLabel()
        self._refusal.setProperty("look", "problem")
        self._refusal.setWordWrap(True)
        self._refusal.setVisible(False)
        self._column.addWidget(self._refusal)
        self._column.addLayout(self._buttons(verb))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self.setMinimumWidth(theme().px(440))
        self._fit()
        form.focus_first()

    def _add_head(self, verb: str, sentence: str) -> None:
        title = QLabel(verb)
        title.setProperty("look", "section")
        self._column.addWidget(title)
        self.sentence = QLabel(sentence)
        self.sentence.setProperty("look", "muted")
        self.sentence.setWordWrap(True)
        self.sentence.setVisible(bool(sentence))
        self._column.addWidget(self.sentence)

    def _add_form(self, form: Form) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 10, 0)
        self._column.addWidget(scrolled(inner), 1)
        # last: to move a form about dresses all of it anew each time
        column.addWidget(form)
        column.addStretch(1)

    def _buttons(self, verb: str) -> QHBoxLayout:
        self.cancel = QPushButton("Cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.save = QPushButton(verb.split(maxsplit=1)[0])
        self.save.setProperty("look", "primary")
        self.save.setDefault(True)
        self.save.setToolTip("Ctrl+Enter")
        self.save.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        return row

    def _fit(self) -> None:
        wide = min(theme().px(FORM) + 48, 1000)
        tall = self.form.sizeHint().height() + theme().px(200)
        screen = self.screen().availableGeometry()
        self.resize(wide, min(tall, screen.height() - 80))

    @override
    def accept(self) -> None:
        self._refuse("")
        self.form.finish()
        try:
            saved = self._submit(self.form.values())
        except InputError as error:
            self.form.show_problems(error)
        except PipManagerError as error:
            self._refuse(str(error))
        except Exception as error:  # noqa: BLE001 - every failure reaches the user
            show_error(self, error)
        else:
            self.form.settle()
            self.saved.emit(saved)
            super().accept()

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    @property
    def refusal(self) -> str:
        """Return the sentence of refusal shown, or an empty text."""
        return self._refusal.text()

    @override
    def reject(self) -> None:
        if not self.form.is_changed():
            super().reject()
            return
        sentence = "What you typed is not kept yet."
        ask_leaving(self, sentence, lambda: QDialog.reject(self))


def ask(
    parent: QWidget,
    sentence: str,
    verb: str,
    then: Callable[[], object],
    *,
    safe: str = "Cancel",
) -> QMessageBox:
    """Ask before a step that cannot be taken back; the safe answer is Esc and Enter."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(verb)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(sentence)
    go = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(safe, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    go.clicked.connect(then)
    box.open()
    return box


def ask_leaving(
    parent: QWidget, sentence: str, then: Callable[[], object]
) -> QMessageBox:
    """Ask before what was typed is lost; `sentence` says what that is."""
    box = ask(parent, sentence, "Throw away", then, safe="Go on editing")
    box.setObjectName("leaving")
    return box
