"""A section of the settings: what it is for, its fields, one button that saves them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.domain.values import plain
from pip_manager.errors import InputError, PipManagerError
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.parts import Chip, button, label, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pip_manager.domain.values import Row, Value
    from pip_manager.ui.kit.fields import Field


class Section(QWidget):
    """A titled section; those with something to save derive from `FormSection`."""

    title = ""
    sentence = ""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4, 0, 12, 12)
        self.column.setSpacing(16)
        self.column.addWidget(label(self.title, "section"))
        if self.sentence:
            self.column.addWidget(label(self.sentence, "muted", wraps=True))

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return False

    def read(self) -> None:
        """Show what the store holds, but never over what was typed."""

    def forget(self) -> None:
        """Throw away what was typed."""


class FormSection(Section):
    """A section of settings kept under their keys.

    Signals:
        changed(): whether there is something to save may be otherwise now.
    """

    changed = Signal()

    def __init__(
        self,
        rows: Sequence[Field | tuple[Field, ...] | str],
        read: Callable[[], Mapping[str, Value]],
        save: Callable[[Mapping[str, str]], object],
    ) -> None:
        super().__init__()
        self._read, self._save = read, save
        self.form = Form(rows)
        # the button stays in sight however long the form is
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        self.inside = inside
        self.column.addWidget(scrolled(inner), 1)
        # last: to move a form about dresses all of it anew each time
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.saving = button("Save", self.save, look="primary")
        self.saving.setAccessibleName(f"Save {self.title.lower()}")
        self.unsaved = Chip("Not saved yet", "warn", "edit")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.saving)
        row.addWidget(self.unsaved)
        row.addStretch(1)
        self.column.addLayout(row)
        self.form.changed.connect(self._tell)
        self._tell()

    @property
    @override
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return self.form.is_changed()

    @override
    def read(self) -> None:
        """Show what the store holds, but never over what was typed."""
        if not self.form.is_changed():
            self.forget()

    @override
    def forget(self) -> None:
        """Show what the store holds."""
        stated = self._read()
        names = self.form.fields
        self.form.set_values({name: stated.get(name) for name in names})
        self._tell()

    def save(self) -> bool:
        """Save the section; tell whether it could be."""
        self.form.finish()
        try:
            self._save(self._texts(self.form.values()))
        except InputError as error:
            self.form.show_problems(error)
            return False
        except PipManagerError as error:
            show_error(self, error)
            return False
        self.form.show_problems(())
        self.form.settle()
        self._tell()
        return True

    def _texts(self, values: Row) -> dict[str, str]:
        return {name: text(value) for name, value in values.items()}

    def _tell(self) -> None:
        self.saving.setEnabled(self.is_changed)
        self.unsaved.setVisible(self.is_changed)
        self.changed.emit()


def text(value: Value) -> str:
    """Write a value as a setting holds it; nothing where it is not stated."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)
