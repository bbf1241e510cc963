"""A form: fields in one or two columns, their values, their problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pip_manager.errors import FieldProblem, InputError
from pip_manager.ui.kit.fields import Field
from pip_manager.ui.kit.theme import FORM, theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pip_manager.domain.values import Row, Value


class Form(QWidget):
    """Rows of fields: a field alone takes the width, a pair shares it.

    A text among the rows is a heading over what follows; any other widget stands there
    as it is.

    Signals:
        changed(): a field was altered.
    """

    changed = Signal()

    def __init__(
        self, rows: Sequence[Field | tuple[Field, ...] | str | QWidget]
    ) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._kept: dict[str, object] = {}
        self._is_filling = False
        self._loose = QLabel()
        self._loose.setProperty("look", "problem")
        self._loose.setWordWrap(True)
        self._loose.setVisible(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._loose, 0, 0, 1, 2)
        for line, row in enumerate(rows, 1):
            self._add(grid, line, row)
        self._fit()
        theme().changed.connect(self._fit)
        self.settle()

    def _fit(self) -> None:
        self.setMaximumWidth(theme().px(FORM))

    def _add(
        self,
        grid: QGridLayout,
        line: int,
        row: Field | tuple[Field, ...] | str | QWidget,
    ) -> None:
        if isinstance(row, str):
            heading = QLabel(row)
            heading.setProperty("look", "section")
            heading.setContentsMargins(0, 8, 0, 0)
            grid.addWidget(heading, line, 0, 1, 2)
            return
        if isinstance(row, QWidget) and not isinstance(row, Field):
            grid.addWidget(row, line, 0, 1, 2)
            return
        pair = row if isinstance(row, tuple) else (row,)
        for column, field in enumerate(pair):
            span = 2 if len(pair) == 1 and isinstance(row, Field) else 1
            grid.addWidget(field, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
            self.fields[field.name] = field
            field.changed.connect(self._hear)

    def _hear(self) -> None:
        if not self._is_filling:
            self.changed.emit()

    def field(self, name: str) -> Field:
        """Return the field of that name, or raise KeyError."""
        return self.fields[name]

    def finish(self) -> None:
        """Take what was typed as when a field is left: it is about to be saved."""
        for field in self.fields.values():
            field.finish()

    def values(self) -> Row:
        """Return every field's value by name.

        Raises:
            InputError: with a problem for each field that cannot be read.
        """
        values: dict[str, Value] = {}
        problems: list[FieldProblem] = []
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
            except InputError as error:
                problems.extend(error.problems)
        if problems:
            raise InputError(*problems)
        return values

    def set_values(self, values: Mapping[str, Value]) -> None:
        """Show values and take them as unchanged; names without a field are left."""
        self._is_filling = True
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
        self._is_filling = False
        self.show_problems(())
        self.settle()
        self.changed.emit()

    def settle(self) -> None:
        """Take what stands in the fields as unchanged."""
        self._kept = self._raw()

    def is_changed(self) -> bool:
        """Tell whether anything differs from what was last set."""
        return self._raw() != self._kept

    def _raw(self) -> dict[str, object]:
        return {name: field.raw() for name, field in self.fields.items()}

    def show_problems(self, error: InputError | Iterable[FieldProblem]) -> None:
        """Show each problem under its field and go to the first wrong one."""
        problems = error.problems if isinstance(error, InputError) else tuple(error)
        told: dict[str, list[str]] = {}
        for problem in problems:
            told.setdefault(problem.field, []).append(problem.message)
        for name, field in self.fields.items():
            field.show_problem(" ".join(told.get(name, ())))
        loose = [one.message for one in problems if one.field not in self.fields]
        self._loose.setText(" ".join(loose))
        self._loose.setVisible(bool(loose))
        wrong = [field for name, field in self.fields.items() if name in told]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def problems(self) -> dict[str, str]:
        """Return the problems shown, by field."""
        fields = self.fields.items()
        return {name: field.problem for name, field in fields if field.problem}

    def focus_first(self) -> None:
        """Put the cursor into the first field that is needed yet, else the first."""
        fields = list(self.fields.values())
        needed = [one for one in fields if one.required and not one.raw()]
        for field in (needed or fields)[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
