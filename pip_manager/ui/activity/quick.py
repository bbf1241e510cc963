"""The quick line: a day logged as a sentence, understood while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from pip_manager.domain import quick_line
from pip_manager.domain.quick_line_parts import Part, State
from pip_manager.errors import PipManagerError
from pip_manager.ui.activity import measures
from pip_manager.ui.activity.chips import ChipStrip, chip_words
from pip_manager.ui.activity.favourites import Favourites
from pip_manager.ui.activity.remark import Remark
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.flow import Flow
from pip_manager.ui.kit.parts import Card, button, clear, link

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from pip_manager.services.activity import ActivityLog

_EXAMPLE = "Tue 0.5d Kirklees practice – case audit with Jo, travel 12.40"
_KEYS = "Enter logs it. Ctrl+R repeats the last one."
_LONGEST = 46


class _Line(QLineEdit):
    """Tab goes on to the next thing an unclear word may mean, while there is one."""

    tabbed = Signal()

    def __init__(self, can_choose: Callable[[], bool]) -> None:
        super().__init__()
        self._can_choose = can_choose

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self._can_choose()
        ):
            self.tabbed.emit()
            return True
        return super().event(event)


class QuickLine(Card):
    """The line, what it was understood as, what it lacks, and the starred lines.

    Signals:
        logged(object): what the line became, once it is kept.
        form_wanted(): the user would rather fill in a form.
        people_wanted(): there is nobody to log for yet: somebody is to be added.
    """

    logged = Signal(object)
    form_wanted = Signal()
    people_wanted = Signal()

    def __init__(
        self, log: ActivityLog, today: Callable[[], date] = reading.today
    ) -> None:
        super().__init__()
        self._log = log
        self._today = today
        self._names = log.quick.names()
        self._totals: dict[tuple[str, date], Decimal] = {}
        self._cycling: tuple[int, int] | None = None
        self._rounds = 0
        self._is_logging = False
        self.favourites = Favourites(log.login)
        self.line = _Line(self._can_choose)
        self.chips = ChipStrip()
        self.hint = Remark()
        self.understood = self._names.understand("", self._today(), {})
        self._build()
        self._show_starred()
        self._typed()

    def _build(self) -> None:
        self.line.setPlaceholderText(_EXAMPLE)
        self.line.setAccessibleName("Log a day in one line")
        self.line.setClearButtonEnabled(True)
        self.line.textEdited.connect(self._typed)
        self.line.textChanged.connect(self._cleared)
        self.line.returnPressed.connect(self.log)
        self.line.tabbed.connect(self._choose)
        self.chips.pressed.connect(self._choose_at)
        self.star = button("Star", self.toggle_star, tooltip="Keep for another day")
        self.save = button("Log", self.log, tooltip="Enter")
        form = button("Use a form…", self._ask_for_form, look="quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        for one in (self.save, self.star, form):
            row.addWidget(one)
        self.body.addLayout(row)
        self.body.addWidget(self.chips)
        self.add_people = link("Open People and posts", self.people_wanted.emit)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.hint, 1)
        below.addWidget(self.add_people)
        self.body.addLayout(below)
        self._shelf = QWidget()
        self._starred = Flow(self._shelf, spacing=6)
        self.body.addWidget(self._shelf)

    def _ask_for_form(self) -> None:
        self.form_wanted.emit()

    # ---- while it is typed

    def _cleared(self, text: str) -> None:
        if not text:
            self._typed()

    def reread(self) -> None:
        """Read the names and totals of days again.

        A line that is just being logged is not looked at again: it is emptied next.
        """
        self._names = self._log.quick.names()
        self._totals.clear()
        if not self._is_logging:
            self._typed()

    def _typed(self) -> None:
        self._cycling, self._rounds = None, 0
        chosen = quick_line.choices(self.understood)
        text = self.line.text()
        self.understood = self._names.understand(text, self._today(), chosen)
        self._show()

    def _show(self) -> None:
        line = self.understood
        self.chips.show_chips(
            [chip_words(chip, line, self._names) for chip in line.chips]
        )
        self.chips.setVisible(bool(line.chips))
        self.add_people.setVisible(not self._names.people)
        text = self.line.text().strip()
        sentence, is_over = self._remark() if text else (self._welcome(), False)
        self.hint.say(sentence, warns=is_over)
        is_starred = self._without_day() in self.favourites.lines()
        self.star.setText("Unstar" if is_starred and text else "Star")
        self.star.setEnabled(bool(text or self.favourites.last))

    def _welcome(self) -> str:
        if not self._names.people:
            return "Nobody is recorded yet whose days could be logged. Add a person."
        if self._names.me is None:
            who = "Your login is not bound to a person yet: name the person in the line"
            return f"{who}, or bind it under Settings. {_KEYS}"
        return _KEYS

    def _remark(self) -> tuple[str, bool]:
        line = self.understood
        said = []
        if unclear := self._names.unclear(line):
            said.append(unclear)
        total = self._day_total()
        if total is not None and line.day is not None:
            day = words.long_day(line.day)
            made = f"That makes {measures.days(total)} on {day}"
            is_over = total > 1
            said.append(
                f"{made}, more than a day. It can be logged all the same."
                if is_over
                else f"{made}."
            )
            return " ".join(said), is_over
        return " ".join(said) or _KEYS, False

    def _day_total(self) -> Decimal | None:
        """Return what the day comes to with this line, in days."""
        line = self.understood
        if line.day is None or line.person is None or line.quantity is None:
            return None
        key = line.person, line.day
        if key not in self._totals:
            self._totals[key] = self._log.day_total(*key)
        return self._totals[key] + self._names.days(line)

    # ---- what may mean several things

    def _can_choose(self) -> bool:
        """Tell whether Tab chooses: once round, then it leaves the line."""
        if any(chip.state is State.AMBIGUOUS for chip in self.understood.chips):
            return True
        chips = {chip.span: chip for chip in self.understood.chips}
        if self._cycling not in chips:
            return False
        return self._rounds < len(chips[self._cycling].candidates)

    def _choose(self) -> None:
        for chip in self.understood.chips:
            if chip.state is State.AMBIGUOUS:
                self._cycling, self._rounds = chip.span, 0
                break
        if self._cycling is not None:
            self._rounds += 1
            self.understood = quick_line.next_choice(self.understood, self._cycling)
            self._show()

    def _choose_at(self, place: int) -> None:
        span = self.understood.chips[place].span
        self.understood = quick_line.next_choice(self.understood, span)
        self._show()
        self.line.setFocus()

    # ---- keeping it

    def log(self) -> None:
        """Keep the line, or say what stands in the way; the cursor stays."""
        if not self.line.text().strip():
            self.hint.say("Type what was done, for whom and how long.", warns=True)
            return
        self._is_logging = True
        try:
            done = self._log.quick.log(self.understood, self._names)
        except PipManagerError as error:
            self.hint.say(str(error), warns=True)
            return
        finally:
            self._is_logging = False
        self.favourites.keep_last(self._without_day())
        self._totals.clear()
        self.line.clear()
        self.hint.say(done.words)
        self.line.setFocus()
        self.logged.emit(done)

    # ---- again

    def _without_day(self) -> str:
        """Return the line without the words of its day."""
        text = self.understood.text
        for chip in self.understood.chips:
            if chip.part is Part.DATE:
                text = text[: chip.start] + text[chip.end :]
        return " ".join(text.split())

    def take(self, text: str) -> None:
        """Put a line kept for another day into the box, for today."""
        self.line.setText(f"today {text}")
        self._typed()
        self.line.setFocus()

    def repeat(self) -> None:
        """Take the line that was logged last."""
        if self.favourites.last:
            self.take(self.favourites.last)
        else:
            self.hint.say("Nothing was logged here yet.")

    def take_favourite(self, number: int) -> None:
        """Take a starred line, counted from 1."""
        kept = self.favourites.lines()
        if number <= len(kept):
            self.take(kept[number - 1])

    def toggle_star(self) -> None:
        """Star what is typed, else what was logged last; or take its star away."""
        line = self._without_day() or self.favourites.last
        if not line:
            return
        try:
            self.favourites.toggle(line)
        except ValueError as error:
            self.hint.say(str(error), warns=True)
            return
        self._show_starred()
        self._show()

    def _show_starred(self) -> None:
        clear(self._starred)
        kept = self.favourites.lines()
        for number, text in enumerate(kept, 1):
            self._starred.addWidget(self._favourite(number, text))
        self._shelf.setVisible(bool(kept))

    def _favourite(self, number: int, text: str) -> QWidget:
        def take() -> None:
            self.take_favourite(number)

        short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        words_of = f"{number}  {short}".replace("&", "&&")
        return button(words_of, take, tooltip=f"{text} (Ctrl+{number})")
