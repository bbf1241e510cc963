"""Fields for figures: money, quantities, whole numbers, the shares of a week."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.domain.nouns import Kind
from pip_manager.domain.values import WEEKDAYS, money_text, plain, read_pattern
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.fields import Field, LineField
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pip_manager.domain.values import Value


class QuantityField(LineField):
    """A figure of at most four decimals; its unit stands in the label."""

    kind = Kind.QUANTITY

    def __init__(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        unit: str = "",
    ) -> None:
        words = f"{label} ({unit})" if unit else label
        super().__init__(name, words, hint=hint, required=required)
        self._reader = reading.READERS[self.kind]
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setFont(theme().font(figures=True))
        self.line.editingFinished.connect(self._check)

    def _check(self) -> None:
        try:
            self._read()
        except ValueError as error:
            self.show_problem(str(error))

    @override
    def set_value(self, value: Value) -> None:
        if isinstance(value, Decimal):
            is_money = self.kind is Kind.MONEY
            super().set_value(money_text(value) if is_money else plain(value))
        else:
            super().set_value(value)

    @override
    def _read(self) -> Value:
        text = self.line.text().strip()
        return self._reader(text) if text else None


class MoneyField(QuantityField):
    """Pounds with at most two decimals."""

    kind = Kind.MONEY

    def __init__(
        self, name: str, label: str, *, hint: str = "", required: bool = False
    ) -> None:
        super().__init__(name, label, hint=hint, required=required, unit="£")


class NumberField(QuantityField):
    """A whole number."""

    kind = Kind.NUMBER


class PatternField(Field):
    """The weekly pattern: five small boxes for the share of each weekday, 0 to 1."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        why = hint or "The share of each day, 1 for a whole one; empty for none."
        super().__init__(name, label, hint=why)
        week = QWidget()
        row = QHBoxLayout(week)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.days = {day: _ShareLine(day, label) for day in WEEKDAYS}
        for day, line in self.days.items():
            row.addLayout(_labelled(day, line))
            line.textChanged.connect(self._touched)
        self._lay_out(week)
        week.setFocusProxy(self.days["Mon"])

    @override
    def set_value(self, value: Value) -> None:
        shares = read_pattern(value) if isinstance(value, str) else {}
        for day, line in self.days.items():
            line.setText(plain(shares[day]) if day in shares else "")

    @override
    def raw(self) -> object:
        return tuple(line.text().strip() for line in self.days.values())

    @override
    def _read(self) -> Value:
        typed = {day: line.text().strip() for day, line in self.days.items()}
        shares = {day: reading.quantity(text) for day, text in typed.items() if text}
        for day, share in shares.items():
            if not 0 <= share <= 1:
                raise ValueError(f"{day}: a share is between 0 and 1.")
        words = [f"{day}:{plain(share)}" for day, share in shares.items() if share]
        return " ".join(words) or None


class _ShareLine(QLineEdit):
    def __init__(self, day: str, label: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{label}, {day}")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(6)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setCursorPosition(0)


def _labelled(day: str, line: QLineEdit) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    label = QLabel(day)
    label.setProperty("look", "small")
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setBuddy(line)
    column.addWidget(label)
    column.addWidget(line)
    return column
