"""The answer to a question of release: what it would mean, options, who could cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pip_manager.domain.values import plain
from pip_manager.ui.cover.release_options import MOST, Options
from pip_manager.ui.cover.release_table import candidates_table
from pip_manager.ui.kit import words
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.parts import button, label, scrolled
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.services.cover.release_facts import Answer

_TABLE = 280


class AnswerPane(QStackedWidget):
    """What is told of a question, or a sentence where nothing can be told yet.

    Signals:
        wanted(object): a candidate is to be compared as an option.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._empty = Empty(fills=False)
        self._headline = label("", "section", wraps=True)
        self._charge = label("", "muted", wraps=True)
        self._warnings = label("", "problem", wraps=True)
        self.options = Options()
        self._nobody = label("", "muted", wraps=True)
        self.table = candidates_table()
        self.table.opened.connect(self.wanted)
        self.table.setMinimumHeight(theme().px(_TABLE))
        self._area = scrolled(self._told())
        self.addWidget(self._empty)
        self.addWidget(self._area)

    def _told(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(10)
        for part in (self._headline, self._charge, self._warnings, self.options):
            column.addWidget(part)
        column.addLayout(self._candidates_head())
        self.options.comes_before = self.compare
        column.addWidget(self._nobody)
        column.addWidget(self.table)
        column.addStretch(1)
        return made

    def _candidates_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 0)
        row.addWidget(label("Who could cover", "section"), 1)
        self.compare = button("Add as an option", self._want, tooltip="Enter on a line")
        row.addWidget(self.compare)
        return row

    def _want(self) -> None:
        if (one := self.table.current()) is not None:
            self.wanted.emit(one)

    def show_none(self, sentence: str) -> None:
        """Say why there is no answer."""
        self._empty.say(sentence)
        self.setCurrentWidget(self._empty)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer."""
        self._headline.setText(_headline(answer))
        self._charge.setText(_charge_words(answer))
        self._warnings.setText(" ".join(answer.warnings))
        self._warnings.setVisible(bool(answer.warnings))
        self.options.show_answer(answer)
        self._nobody.setText(answer.nobody)
        self._nobody.setVisible(bool(answer.nobody))
        self.table.model.show(answer.candidates)  # type: ignore[attr-defined]
        self.compare.setEnabled(len(answer.options) < MOST)
        self.setCurrentWidget(self._area)

    def go_to(self, number: int) -> None:
        """Put the keyboard on the verb of an option."""
        if number < len(self.options.buttons):
            one = self.options.buttons[number]
            self._area.ensureWidgetVisible(one)
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def scroll_down(self) -> None:
        """Bring those who could cover into sight."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())


def _headline(answer: Answer) -> str:
    """Say what would stand open if nothing were done."""
    found = next((one for one in answer.options if not one.plan), None)
    if found is None or not found.posts:
        return f"{answer.name} leaves {answer.post}."
    days = plain(found.posts[0].gap)
    return (
        f"{answer.post}: {found.posts[0].words}, if nothing is done ({days} FTE-days)."
    )


def _charge_words(answer: Answer) -> str:
    """Say what the host would be charged and why, or what is missing to tell it."""
    charge = answer.charge
    told = "What we would charge is not stated."
    if charge.net is not None:
        told = f"We would charge {words.pounds(charge.net)}."
    return f"{told} {charge.why} {charge.note}".strip()
