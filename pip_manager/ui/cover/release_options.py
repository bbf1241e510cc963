"""Options side by side, row by row the same things, so that they can be compared."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.domain.values import plain
from pip_manager.ui.cover.release_strip import Strip
from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Chip, button, clear, label, link, rule
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

    from pip_manager.services.cover.release_facts import (
        Answer,
        Costed,
        Option,
        PostShort,
    )
    from pip_manager.ui.kit.theme import Tone

LEVELS: dict[str, tuple[str, Tone]] = {
    "green": ("Green", "good"),
    "amber": ("Amber", "warn"),
    "red": ("Red", "bad"),
    "critical": ("Critical", "critical"),
    "unknown": ("Not known", "unknown"),
}
MOST = 4
_APART, _LEAST = 12, 170
_BETWEEN = 3
"""The rows of the grid above, below and between two lines of cards."""
_LEVEL_WHY = "The worst of its posts, by the thresholds in Settings."
_INSIDE = (14, 0, 14, 0)


def level_chip(level: str | None) -> Chip:
    """Return the chip of a level; None is not known."""
    told, tone = LEVELS[level or "unknown"]
    return Chip(told, tone)


class Options(QWidget):
    """A card an option; the same row of every card stands at the same height.

    Signals:
        accepted(int): this one is to be recorded.
        removed(int): this one is no longer wanted.
        altered(int, int): a cover of an option is to be changed.
        covered(int, str): a post an option leaves short is to be covered too.
    """

    accepted = Signal(int)
    removed = Signal(int)
    altered = Signal(int, int)
    covered = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_APART)
        self._grid.setVerticalSpacing(8)
        self._answer: Answer | None = None
        self._across = MOST
        self.buttons: list[QWidget] = []
        self.comes_before: QWidget | None = None

    def show_answer(self, answer: Answer) -> None:
        """Show every option of an answer, as many in a line as there is room for."""
        clear(self._grid)
        self.buttons = []
        self._answer, self._across = answer, self._fitting()
        for column in range(MOST):
            is_used = column < min(len(answer.options), self._across)
            self._grid.setColumnStretch(column, int(is_used))
        for number, option in enumerate(answer.options):
            self._card(number, option, answer)
        self._keep_tab_order()

    def _keep_tab_order(self) -> None:
        """Let Tab go through the cards, one after the other, before what is below."""
        place = _place_before(self.comes_before)
        if place is not None:
            for before, after in pairwise([place, *self._pressed()]):
                QWidget.setTabOrder(before, after)

    def _pressed(self) -> Iterator[QPushButton]:
        items = (self._grid.itemAt(n) for n in range(self._grid.count()))
        for holder in (item.widget() for item in items if item):
            yield from holder.findChildren(QPushButton) if holder else ()

    def _fitting(self) -> int:
        return max(
            1, min(MOST, (self.width() + _APART) // (theme().px(_LEAST) + _APART))
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._answer is not None and self._fitting() != self._across:
            self.show_answer(self._answer)

    def _card(self, column: int, option: Option, answer: Answer) -> None:
        parts = [
            _title(option, column),
            _figure("FTE-days short", plain(option.short), _before(option)),
            _told(_figure("Worst level", level_chip(option.level)), _LEVEL_WHY),
            _told(
                _figure("Cover costs", _pounds(option.cost)),
                "\n".join(f"{one.words}: {one.why}" for one in option.covers),
            ),
            _told(_figure("We charge", _pounds(answer.charge.net)), answer.charge.why),
            rule(),
            _told(
                _figure("Net", _pounds(option.net), _why_not(option), is_strong=True),
                option.net_why,
            ),
            self._verbs(column, option, len(answer.options)),
            self._covers(column, option),
            self._posts(column, option, answer),
        ]
        frame = QFrame()
        frame.setProperty("look", "card")
        line, place = divmod(column, self._across)
        first = line * (len(parts) + _BETWEEN)
        self._grid.addWidget(frame, first, place, len(parts) + 2, 1)
        frame.lower()
        self._grid.setRowMinimumHeight(first, 4)
        self._grid.setRowMinimumHeight(first + len(parts) + 1, 4)
        for row, part in enumerate(parts, first + 1):
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(*_INSIDE)
            inside.addWidget(part)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(holder, row, place, top)

    def _posts(self, column: int, option: Option, answer: Answer) -> QWidget:
        """Return the weeks of each post, and what speaks against the option."""
        made, box = _column(10)
        for post in option.posts:
            box.addWidget(self._post(column, option, post, answer))
        for sentence in option.warnings:
            box.addWidget(label(sentence, "problem", wraps=True))
        return made

    def _post(
        self, column: int, option: Option, post: PostShort, answer: Answer
    ) -> QWidget:
        made, box = _column(4)
        head = QHBoxLayout()
        head.addWidget(label(post.title, "label", wraps=True), 1)
        head.addWidget(level_chip(post.level), 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        box.addWidget(Strip(post.cells, answer.weeks, f"{post.title}, week by week"))
        told = post.words[:1].upper() + post.words[1:] if post.words else "Never short"
        box.addWidget(label(f"{told}.", "small", wraps=True))
        is_next = post.code != answer.question.post and post.gap > post.before
        if is_next and not _is_covered(option, post.code):
            more = link("Cover this too", lambda: self.covered.emit(column, post.code))
            more.setAccessibleName(f"Cover {post.title} too, option {column + 1}")
            box.addWidget(more)
        return made

    def _covers(self, column: int, option: Option) -> QWidget:
        """Return who covers in an option, and what each costs."""
        made, box = _column(8)
        for number, costed in enumerate(option.covers):
            box.addWidget(self._cover(column, number, costed))
        if not option.covers:
            sentence = "Nobody covers, and nothing is spent."
            box.addWidget(label(sentence, "small", wraps=True))
        return made

    def _cover(self, column: int, number: int, costed: Costed) -> QWidget:
        made, box = _column(0)
        row = QHBoxLayout()
        row.addWidget(label(costed.words, wraps=True), 1)
        change = link("Change", lambda: self.altered.emit(column, number))
        change.setAccessibleName(f"Change: {costed.words}, option {column + 1}")
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(row)
        cost = "" if costed.cost is None else f"{words.pounds(costed.cost)}: "
        box.addWidget(label(f"{cost}{costed.why}", "small", wraps=True))
        return made

    def _verbs(self, column: int, option: Option, count: int) -> QWidget:
        accept = button("Accept", lambda: self.accepted.emit(column))
        accept.setAccessibleName(f"Accept option {column + 1}: {option.title}")
        accept.setToolTip(f"Ctrl+{column + 1} comes here")
        self.buttons.append(accept)
        shown = [accept]
        if count > 1:
            gone = button("Remove", lambda: self.removed.emit(column), look="quiet")
            gone.setAccessibleName(f"Remove option {column + 1}: {option.title}")
            shown.append(gone)
        return flow(*shown)


def _place_before(widget: QWidget | None) -> QWidget | None:
    """Return what takes the keyboard before a widget."""
    place = widget and widget.previousInFocusChain()
    while place and not place.focusPolicy() & Qt.FocusPolicy.TabFocus:
        place = place.previousInFocusChain()
    return place


def _title(option: Option, column: int) -> QWidget:
    made = label(option.title, "section", wraps=True)
    made.setAccessibleName(f"Option {column + 1}: {option.title}")
    return made


def _figure(
    name: str, told: str | Chip | None, why: str = "", *, is_strong: bool = False
) -> QWidget:
    """Return a name and its figure in a line, and the reason small under it."""
    made, box = _column(2)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label(name, "strong" if is_strong else "label"), 1)
    row.addWidget(told if isinstance(told, Chip) else _shown(told, is_strong=is_strong))
    box.addLayout(row)
    if why:
        box.addWidget(label(why, "small", wraps=True))
    return made


def _told(part: QWidget, why: str) -> QWidget:
    part.setToolTip(why)
    return part


def _shown(told: str | None, *, is_strong: bool) -> QLabel:
    look = "unstated" if told is None else "strong" if is_strong else ""
    made = label(words.NOT_STATED if told is None else told, look)
    made.setFont(theme().font(figures=True))
    return made


def _column(apart: int) -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(apart)
    return made, box


def _before(option: Option) -> str:
    return f"Without the release: {plain(option.before)}." if option.before else ""


def _why_not(option: Option) -> str:
    return option.net_why if option.net is None else ""


def _is_covered(option: Option, post: str) -> bool:
    return any(one.intended.post == post for one in option.covers)


def _pounds(amount: Decimal | None) -> str | None:
    return None if amount is None else words.pounds(amount)
