"""The line under the dates: what the arrangement would do, told while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pip_manager.domain.cover.planned import Told
from pip_manager.ui.kit import icons
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import clear, label
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pip_manager.errors import FieldProblem

_PAUSE = 120  # ms
NOTHING = Told("")


class Answer(NamedTuple):
    """What is told of a plan, and what ought to be looked at."""

    told: Told
    notices: tuple[FieldProblem, ...]


class LiveLine(QFrame):
    """Asks in the background whenever something was typed, and shows the answer.

    Signals:
        answered(object): the Answer shown.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column.addLayout(self._lines)
        self._ask: Callable[[], Callable[[], Answer] | None] = lambda: None
        self._latest = Latest(self)
        self._latest.answered.connect(self._show)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._asked)
        self.words = ""
        self.setVisible(False)

    def begin(self, ask: Callable[[], Callable[[], Answer] | None]) -> None:
        """Ask from now on with what `ask` returns: a question, or None for nothing."""
        self._ask = ask
        self.touch()

    def touch(self) -> None:
        """Ask again soon: something was typed."""
        self._timer.start()

    def _asked(self) -> None:
        question = self._ask()
        if question is None:
            self._latest.drop()
            self.show_lines(NOTHING)
        else:
            self._latest.ask(question)

    def _show(self, answer: object) -> None:
        assert isinstance(answer, Answer)  # noqa: S101 - what was asked for
        self.show_lines(answer.told, answer.notices)
        self.answered.emit(answer)

    def show_lines(self, told: Told, notices: Iterable[FieldProblem] = ()) -> None:
        """Show the sentence, and a line for each notice."""
        clear(self._lines)
        self.words = told.words
        warned = [one.message for one in notices]
        if told.words:
            self._lines.addWidget(_sentence(told))
        for one in warned:
            self._lines.addWidget(_line(one, "warning", ""))
        self.setAccessibleName(" ".join([told.words, *warned]).strip())
        self.setVisible(bool(told.words or warned))


def _sentence(told: Told) -> QWidget:
    if told.is_critical:
        return _line(told.words, "critical", "strong")
    if told.is_short:
        return _line(told.words, "gap", "strong")
    return _line(told.words, "info", "muted")


def _line(words: str, icon: str, look: str) -> QWidget:
    tones = {"critical": "critical", "gap": "bad", "warning": "warn", "info": "muted"}
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    mark = QLabel()
    side = theme().px(16)
    mark.setPixmap(icons.icon(icon, tones[icon]).pixmap(QSize(side, side)))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, look, wraps=True), 1)
    return made
