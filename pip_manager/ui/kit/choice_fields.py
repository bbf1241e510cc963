"""Fields for one of a few choices, and for yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy
from typing_extensions import override

from pip_manager.ui.kit.fields import Field
from pip_manager.ui.kit.parts import roomy
from pip_manager.ui.kit.unstated import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.values import Value


class ChoiceField(Field):
    """One of a few choices, each a value and its words; None may be among them.

    It begins at the first of them.
    """

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[Value, str]],
        *,
        hint: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.box = roomy(QComboBox())
        fit = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.box.setSizeAdjustPolicy(fit)
        self.box.setMinimumContentsLength(8)
        wide = QSizePolicy.Policy.Expanding
        self.box.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self._values: list[Value] = []
        self.set_choices(choices)
        self._lay_out(self.box)
        self.box.currentIndexChanged.connect(self._touched)

    def set_choices(self, choices: Sequence[tuple[Value, str]]) -> None:
        """Offer other choices; what was chosen stays chosen where it still is one."""
        has_chosen, before = bool(self._values), self.raw()
        blocked = self.box.blockSignals(True)
        self.box.clear()
        self._values = [value for value, _ in choices]
        self.box.addItems([words for _, words in choices])
        self.box.blockSignals(blocked)
        if has_chosen and before in self._values:
            self.box.setCurrentIndex(self._values.index(before))

    @override
    def set_value(self, value: Value) -> None:
        if value not in self._values:
            self._values.append(value)
            self.box.addItem(NOT_STATED if value is None else str(value))
        self.box.setCurrentIndex(self._values.index(value))

    @override
    def raw(self) -> Value:
        return self._values[self.box.currentIndex()] if self._values else None

    @override
    def _read(self) -> Value:
        return self.raw()

    @override
    def _wanted(self) -> str:
        return f"{self._label}: choose one."


class FlagField(Field):
    """Yes or no as a box to tick; `unknown` offers *not stated* too."""

    def __init__(
        self, name: str, label: str, *, hint: str = "", unknown: bool = False
    ) -> None:
        super().__init__(name, label, hint=hint)
        self.box = QCheckBox(label) if not unknown else None
        self.choice = roomy(QComboBox()) if unknown else None
        if self.box is not None:
            self._lay_out(self.box)
            self.label.setVisible(False)
            self.box.toggled.connect(self._touched)
        if self.choice is not None:
            self.choice.addItems([NOT_STATED, "Yes", "No"])
            self._lay_out(self.choice)
            self.choice.currentIndexChanged.connect(self._touched)

    @override
    def set_value(self, value: Value) -> None:
        if self.box is not None:
            self.box.setChecked(bool(value))
        if self.choice is not None:
            self.choice.setCurrentIndex(0 if value is None else 1 if value else 2)

    @override
    def raw(self) -> Value:
        if self.choice is not None:
            return (None, True, False)[self.choice.currentIndex()]
        return self.box is not None and self.box.isChecked()

    @override
    def _read(self) -> Value:
        return self.raw()
