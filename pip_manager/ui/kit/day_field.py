"""Fields for dates: typed as people write them, or picked from a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
)
from typing_extensions import override

from pip_manager.ui.kit import icons, reading, words
from pip_manager.ui.kit.fields import Field
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.values import Value


class DayField(Field):
    """A whole date; Up and Down move it by a day, Alt+Down opens the month."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        today: Callable[[], date] = reading.today,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self._today = today
        self.line = QLineEdit()
        self.line.setPlaceholderText(self._example())
        where = QLineEdit.ActionPosition.TrailingPosition
        pick = self.line.addAction(icons.icon("calendar", "muted"), where)
        pick.setToolTip("Pick a day (Alt+Down)")
        pick.triggered.connect(self.open_month)
        self._lay_out(self.line)
        self.line.textChanged.connect(self._touched)
        self.line.textEdited.connect(self._echo)
        self.line.editingFinished.connect(self._settle)
        self.line.installEventFilter(self)

    def _example(self) -> str:
        return words.day(self._today())

    @override
    def set_value(self, value: Value) -> None:
        self.line.setText(words.day(value) if isinstance(value, date) else "")

    @override
    def raw(self) -> object:
        try:
            return self._read()
        except ValueError:
            return self.line.text()

    @override
    def _read(self) -> Value:
        text = self.line.text().strip()
        return reading.day(text, self._today()) if text else None

    def _understood(self) -> str:
        found = self._read()
        return words.long_day(found) if isinstance(found, date) else ""

    def _echo(self) -> None:
        try:
            self.say(self._understood())
        except ValueError:
            self.say("")

    def _settle(self) -> None:
        try:
            value = self._read()
        except ValueError as error:
            self.show_problem(str(error))
        else:
            if value is not None:
                self.set_value(value)
            self._echo()

    def open_month(self) -> None:
        """Open the month to pick a day from."""
        _Month(self, self._anchor())

    def _anchor(self) -> date:
        try:
            found = self._read()
        except ValueError:
            found = None
        return found if isinstance(found, date) else self._today()

    def picked(self, day: date) -> None:
        """Take a day picked from the month."""
        self.set_value(day)
        self.line.setFocus()
        self._settle()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_month()
                return True
            if step:
                self.picked(self._anchor() + timedelta(days=step))
                return True
        return super().eventFilter(watched, event)


class WhenField(DayField):
    """A date that may be vague: a month, a year or a season will do."""

    @override
    def _example(self) -> str:
        return f"{words.day(self._today())} or 2017"

    @override
    def set_value(self, value: Value) -> None:
        self.line.setText(words.when(value) if isinstance(value, str) else "")

    @override
    def _read(self) -> Value:
        text = self.line.text().strip()
        return reading.when(text, self._today()) if text else None

    @override
    def _understood(self) -> str:
        found = self._read()
        try:
            return words.long_day(date.fromisoformat(str(found)))
        except ValueError:
            return f"Kept as {words.when(str(found))}, no more exact" if found else ""

    @override
    def _anchor(self) -> date:
        try:
            return date.fromisoformat(str(self._read()))
        except ValueError:
            return self._today()

    @override
    def picked(self, day: date) -> None:
        super().picked(day)
        self.set_value(day.isoformat())
        self._settle()


class _Month(QFrame):
    """The month under the field, until a day is picked or it is left."""

    def __init__(self, field: DayField, shown: date) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self._field = field
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        hidden = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.calendar.setVerticalHeaderFormat(hidden)
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.setAccessibleName(f"{field.heading}: month")
        self._dress()
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(self.calendar)
        self.move(field.line.mapToGlobal(QPoint(0, field.line.height() + 2)))
        self.show()
        self.calendar.setFocus()

    def _dress(self) -> None:
        quiet, now = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(theme().colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, quiet)
        now.setFontWeight(QFont.Weight.DemiBold)
        now.setForeground(theme().colour("link"))
        self.calendar.setDateTextFormat(QDate.currentDate(), now)
        ways = (("prevmonth", "left", "Earlier"), ("nextmonth", "right", "Later"))
        for name, icon, words_ in ways:
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(icon))
                button.setAccessibleName(f"{words_} month")

    def _pick(self, day: QDate) -> None:
        self.close()
        self._field.picked(date(day.year(), day.month(), day.day()))
