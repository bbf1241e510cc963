"""The fields of a form: label above, control, hint or the problem below.

A field gives and takes values as `pip_manager.domain.values` has them; what is empty is
None. What was typed stays until somebody replaces it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.errors import FieldProblem, InputError
from pip_manager.ui.kit import icons
from pip_manager.ui.kit.parts import redress
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.domain.values import Value


class Field(QWidget):
    """One field of a form; its kinds say what they hold.

    Signals:
        changed(): the user or the program altered what it holds.
    """

    changed = Signal()

    def __init__(
        self, name: str, label: str, *, hint: str = "", required: bool = False
    ) -> None:
        super().__init__()
        self.name = name
        self.required = required
        self._hint = hint
        self._label = label
        self._problem = ""
        # with a parent from the start: shown without one they were windows
        self.label = QLabel(f"{label} (needed)" if required else label, self)
        self.label.setProperty("look", "label")
        self._icon = QLabel(self)
        self._icon.setVisible(False)
        self._below = QLabel(hint, self)
        self._below.setWordWrap(True)
        self._below.setVisible(bool(hint))
        self._below.setProperty("look", "small")

    def _lay_out(self, control: QWidget) -> None:
        self.control = control
        control.setAccessibleName(self._label)
        control.setAccessibleDescription(self._hint)
        self.label.setBuddy(control)
        self.setFocusProxy(control)
        under = QHBoxLayout()
        under.setSpacing(5)
        under.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self._below, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(control)
        column.addLayout(under)
        column.addStretch(1)

    @property
    def heading(self) -> str:
        """Return the words above the field."""
        return self._label

    @property
    def problem(self) -> str:
        """Return the problem shown, or an empty text."""
        return self._problem

    def value(self) -> Value:
        """Return what the field holds.

        Raises:
            InputError: what was typed cannot be read, or nothing was and must be.
        """
        try:
            value = self._read()
        except ValueError as error:
            raise InputError(FieldProblem(self.name, str(error))) from None
        if value is None and self.required:
            raise InputError(FieldProblem(self.name, self._wanted()))
        return value

    def set_value(self, value: Value) -> None:
        """Show a value; whatever was typed is replaced."""
        raise NotImplementedError

    def raw(self) -> object:
        """Return what stands in the control, read or not; for comparing."""
        raise NotImplementedError

    def finish(self) -> None:
        """Take what was typed as when the field is left."""

    def show_problem(self, message: str) -> None:
        """Show a problem instead of the help; an empty text takes it away."""
        self._problem = message
        self._say(message or self._hint, wrong=bool(message))
        _dress(self.control, "wrong", bool(message))
        self.control.setAccessibleDescription(message or self._hint)

    def say(self, words: str) -> None:
        """Show how what was typed is understood, while there is no problem."""
        if not self._problem:
            self._say(words or self._hint, wrong=False)

    def _say(self, words: str, *, wrong: bool) -> None:
        self._below.setText(words)
        self._below.setVisible(bool(words))
        _dress(self._below, "look", "problem" if wrong else "small")
        self._icon.setVisible(wrong)
        if wrong:
            side = theme().px(15)
            self._icon.setPixmap(icons.icon("problem", "bad").pixmap(QSize(side, side)))

    def _read(self) -> Value:
        raise NotImplementedError

    def _wanted(self) -> str:
        return f"{self._label}: this is needed."

    def _touched(self) -> None:
        if self._problem:
            self.show_problem("")
        self.changed.emit()


def _dress(widget: QWidget, name: str, value: object) -> None:
    """Set what the style sheet goes by; to dress a widget anew takes its time."""
    if (widget.property(name) or False) != value:
        widget.setProperty(name, value)
        redress(widget)


class LineField(Field):
    """One line of text; outer spaces are not kept."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        example: str = "",
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.line = QLineEdit()
        self.line.setPlaceholderText(example)
        self.line.textChanged.connect(self._touched)
        self._lay_out(self.line)

    @override
    def set_value(self, value: Value) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    @override
    def raw(self) -> object:
        return self.line.text().strip()

    @override
    def _read(self) -> Value:
        return self.line.text().strip() or None


class WordsField(Field):
    """Text of several lines; Tab leaves the field."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        lines: int = 3,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self._lines = lines
        self._lay_out(self.words)
        self._fit()
        theme().changed.connect(self._fit)
        self.words.textChanged.connect(self._touched)

    def _fit(self) -> None:
        line = QFontMetrics(theme().font()).lineSpacing()
        self.words.setFixedHeight(self._lines * line + 22)

    @override
    def set_value(self, value: Value) -> None:
        self.words.setPlainText("" if value is None else str(value))

    @override
    def raw(self) -> object:
        return self.words.toPlainText().strip()

    @override
    def _read(self) -> Value:
        return self.words.toPlainText().strip() or None
