"""The latest changes: who did what when, and what it altered; each can be taken back.

In ten seconds its user finds the verb that went wrong, reads what it altered, and
takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.parts import button, label, scrolled
from pip_manager.ui.kit.table import Table
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.sizes import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.services.diary import Diary, Happening

_UNDONE = ChipWords("Undone", "unknown", "undo")


def _when(happening: Happening) -> str:
    return f"{words.day(happening.at.date())}, {happening.at:%H:%M}"


COLUMNS: tuple[Column[Happening], ...] = (
    Column["Happening"]("When", _when, order=lambda h: h.seq, width=150),
    Column["Happening"]("Who", lambda h: h.who, width=130),
    Column["Happening"]("What", lambda h: h.verb, width=230, is_strong=True),
    Column["Happening"]("Touched", lambda h: h.what, width=220, stretches=True),
    chip_column("", lambda h: _UNDONE if h.is_undone else None, width=110),
)


class HistoryDialog(QDialog):
    """The list, and below it what the chosen change did.

    Signals:
        undo_wanted(int): the number of a change to take back.
    """

    undo_wanted = Signal(int)

    def __init__(self, parent: QWidget, diary: Diary) -> None:
        """Show the latest of `diary`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History")
        self._diary = diary
        self._reading, self._detail = Latest(self), Latest(self)
        self._reading.answered.connect(self._show)
        self._reading.failed.connect(self._could_not)
        self._detail.answered.connect(self._show_lines)
        self._build(parent)
        self.reread()

    def _build(self, parent: QWidget) -> None:
        self.model = RowModel(COLUMNS, lambda h: h.seq)
        self.table = Table(self.model, "history", "Latest changes")
        self.table.set_empty("Nothing was changed yet.", "", None)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._choose)
        self.told = label("", wraps=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        below = scrolled(self.told)
        below.setFixedHeight(theme().px(120))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("History", "section"))
        column.addWidget(self.table, 1)
        column.addWidget(below)
        column.addLayout(self._buttons())
        self.resize(*within(parent, 920, 600))

    def _buttons(self) -> QHBoxLayout:
        self.problem = label("", "problem", wraps=True)
        self.final = label("", "muted", wraps=True)
        self.undo = button("Undo this change", self._undo, icon="undo")
        self.undo.setEnabled(False)
        self.undo.setAutoDefault(False)
        leave = button("Close", self.reject)
        leave.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        told = QVBoxLayout()
        told.addWidget(self.problem)
        told.addWidget(self.final)
        row.addLayout(told, 1)
        row.addWidget(self.undo)
        row.addWidget(leave)
        return row

    def reread(self) -> None:
        """Read the list again; what is chosen stays chosen."""
        self._reading.ask(self._diary.latest)

    def refuse(self, sentence: str) -> None:
        """Say what stands in the way of taking a change back."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _show(self, happenings: Sequence[Happening]) -> None:
        self.model.show(happenings)
        current = self.table.current()
        if current is None and happenings:
            self.table.select(happenings[0].seq)
        self._choose(self.table.current())

    def _could_not(self, error: BaseException) -> None:
        self.refuse(str(error))

    def _choose(self, happening: Happening | None) -> None:
        self.refuse("")
        final = happening.final if happening is not None else ""
        self.final.setText(final)
        self.final.setVisible(bool(final))
        is_done = happening is not None and not happening.is_undone
        self.undo.setEnabled(is_done and not final)
        if happening is not None:
            seq = happening.seq
            self._detail.ask(lambda: self._diary.lines(seq))

    def _show_lines(self, lines: Sequence[str]) -> None:
        self.told.setText("\n".join(lines) or "Many records at once.")
        self.told.setAccessibleName(self.told.text())

    def _undo(self) -> None:
        current = self.table.current()
        if current is not None:
            self.undo_wanted.emit(current.seq)

    @override
    def showEvent(self, event: object) -> None:
        """Put the keyboard on the list."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
