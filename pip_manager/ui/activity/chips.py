"""What the quick line understood, as a row of chips that wraps."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from pip_manager.domain.money import times
from pip_manager.domain.quick_line_parts import Candidate, Expense, Part, State
from pip_manager.ui.kit import words
from pip_manager.ui.kit.cells import chip_width, paint_chip
from pip_manager.ui.kit.columns import ChipWords
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from datetime import date

    from pip_manager.domain.quick_line_parts import Chip, Understood
    from pip_manager.services.quick_entry import Names

_GAP, _TALL = 6, 24
_MILE = Decimal("0.45")
_ICONS = {
    Part.DATE: "calendar",
    Part.QUANTITY: "clock",
    Part.ENGAGEMENT: "engagement",
    Part.STRAND: "note",
    Part.PERSON: "person",
    Part.MONEY: "money",
    Part.SUMMARY: "edit",
}


def chip_words(chip: Chip, line: Understood, names: Names) -> ChipWords:
    """Return how a part of the line is shown: understood, ambiguous or mere text."""
    said = line.text[chip.start : chip.end]
    if chip.state is State.AMBIGUOUS:
        return ChipWords(f"{said}: {len(chip.candidates)} fit – Tab chooses", "warn")
    if chip.state is State.TEXT:
        return ChipWords(f"{said} – kept as words", "unknown", "note")
    told = _meant(chip, line, names)
    if len(chip.candidates) > 1 and isinstance(chip.meaning, Candidate):
        place = chip.candidates.index(chip.meaning) + 1
        told = f"{told} ({place} of {len(chip.candidates)})"
    if chip.part is Part.DATE and line.is_future:
        return ChipWords(f"{told} – in the future", "warn")
    tone = "plain" if chip.part is Part.SUMMARY else "accent"
    return ChipWords(told, tone, _ICONS[chip.part])  # type: ignore[arg-type]


def _meant(chip: Chip, line: Understood, names: Names) -> str:
    match chip.meaning:
        case Candidate(part=Part.DATE):
            return _weekday(line.day) if line.day else chip.meaning.label
        case Candidate(part=part, code=code):
            told = names.labels.get((part.value, code), code)
            return f"with {told}" if chip.with_them else told
        case Expense() as expense:
            return _spent(expense)
        case (quantity, unit):
            figure = words.quantity(quantity)
            return f"{figure} {unit}" if quantity == 1 else f"{figure} {unit}s"
        case said:
            return str(said or "")


def _weekday(day: date) -> str:
    return f"{words.long_day(day)[:3]} {words.day(day)}"


def _spent(expense: Expense) -> str:
    what = expense.description or "Expense for?"
    if expense.unit_price is not None:
        return f"{what} {words.pounds(times(expense.quantity, expense.unit_price))}"
    miles = f"{words.quantity(expense.quantity)} miles at £0.45"
    return f"{what} {miles} = {words.pounds(times(expense.quantity, _MILE))}"


class ChipStrip(QWidget):
    """Paints chips in lines; a click on an ambiguous one chooses.

    Signals:
        pressed(int): the chip of that place was clicked.
    """

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[ChipWords] = []
        self._places: list[QRect] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme().changed.connect(self._lay_out)
        self._lay_out()

    def show_chips(self, chips: list[ChipWords]) -> None:
        """Show other chips."""
        self._chips = chips
        spoken = "; ".join(chip.words for chip in chips)
        self.setAccessibleName(f"Understood: {spoken}" if spoken else "")
        self._lay_out()

    @property
    def words(self) -> list[str]:
        """Return the words of the chips shown."""
        return [chip.words for chip in self._chips]

    @property
    def tones(self) -> list[str]:
        """Return the tones of the chips shown."""
        return [chip.tone for chip in self._chips]

    def place_of(self, number: int) -> QRect:
        """Return where a chip is drawn."""
        return self._places[number]

    def _lay_out(self) -> None:
        tall = theme().px(_TALL)
        left, top = 0, 0
        self._places = []
        for chip in self._chips:
            wide = min(chip_width(chip), max(80, self.width()))
            if left and left + wide > self.width():
                left, top = 0, top + tall + _GAP
            self._places.append(QRect(left, top, wide, tall))
            left += wide + _GAP
        self.setFixedHeight(top + tall)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for chip, place in zip(self._chips, self._places, strict=True):
            paint_chip(painter, chip, place)
        painter.end()

    def _at(self, event: QMouseEvent) -> int | None:
        spot = event.position().toPoint()
        found = (n for n, place in enumerate(self._places) if place.contains(spot))
        return next(found, None)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if place is not None:
            words = self._chips[place].words
            QToolTip.showText(event.globalPosition().toPoint(), words, self)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(place)
