"""What the three parts of the invoices page have in common."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Job
from pip_manager.ui.kit.parts import clear, label, link

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.services.invoicing import Obstacle
    from pip_manager.ui.kit.page import Split
    from pip_manager.ui.kit.table import Table

_MOST = 12


class Part(QWidget):
    """One part of the page; `verb` and `icon` are those of its primary button.

    Signals:
        went(str, object): the user wants another page, and a record on it.
        told(str): its line of sense.
        said(str): a quiet line for the window.
        worked(object): a job under way, for the window to follow.
    """

    went = Signal(str, object)
    told = Signal(str)
    said = Signal(str)
    worked = Signal(object)

    verb: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    keys: ClassVar[str] = ""
    shows: ClassVar[frozenset[str]] = frozenset()

    table: Table[Any]
    split: Split

    def read(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    def act(self) -> None:
        """Do what the primary button says."""
        raise NotImplementedError

    def run(
        self,
        words: str,
        work: Callable[[Job], object],
        then: Callable[[object], object],
    ) -> Job:
        """Change the store in the background, then go on, or show why not."""
        job = Job(work, words)
        job.succeeded.connect(then)
        job.failed.connect(partial(show_error, self))
        self.worked.emit(job)
        job.start()
        return job


class Obstacles(QWidget):
    """What is in the way, each with the link that mends it.

    Signals:
        went(str, object): the page where it is mended, and the record.
    """

    went = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_all(self, obstacles: Sequence[Obstacle]) -> None:
        """Show these and no others; of very many the first ones and their count."""
        clear(self._column)
        for one in obstacles[:_MOST]:
            self._column.addWidget(self._line(one))
        if len(obstacles) > _MOST:
            more = f"And {len(obstacles) - _MOST} more of the kind."
            self._column.addWidget(label(more, "muted"))
        self.setVisible(bool(obstacles))

    def _line(self, one: Obstacle) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(one.text, "problem", wraps=True), 1)
        mend = link(one.verb, partial(self.went.emit, one.page, one.target or None))
        mend.setAccessibleName(f"{one.verb}: {one.text}")
        row.addWidget(mend)
        return line


def show_side(split: QSplitter, *, is_shown: bool) -> None:
    """Show or hide what stands beside a list."""
    side = split.widget(1)
    if side is not None:
        side.setVisible(is_shown)
