"""What is asked before there is a store: who, what to begin with, and where.

In ten seconds its user types a name, presses Enter, and has the Centre's history
before them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.services import places
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.fields import LineField
from pip_manager.ui.kit.jobs import Job
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.progress import Progress
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.services.stores import With

_CHOICES: tuple[tuple[With, str, str], ...] = (
    (
        "starting-data",
        "The Centre’s history",
        (
            "Engagements, grants and posts as the Centre’s own documents state them."
            " What they do not say stays not stated."
        ),
    ),
    (
        "demo",
        "Demo data",
        (
            "Invented people, work and invoices to look round in, marked as such. It"
            " takes about a quarter of a minute."
        ),
    ),
    (
        "nothing",
        "Empty",
        "Nothing but the authorities of England.",
    ),
)
_WIDE, _MARGIN = 560, 60


class Welcome(QDialog):
    """Makes a store as its user wants it, with progress and *Cancel*.

    Signals:
        made(str, str): where the new store is, and the name of who works in it.
        other_wanted(): the user has a store already and wants to open it.
    """

    made = Signal(str, str)
    other_wanted = Signal()

    def __init__(self, parent: QWidget, location: str = "") -> None:
        """Ask over `parent`; `location` is offered as the place."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Begin with PIP Manager")
        self._job: Job | None = None
        self._build()
        self._offer(location or _free_place())
        self._column.addStretch(1)
        self._column.addWidget(self.progress)
        self._column.addLayout(self._buttons())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.begin)
        self.setMinimumWidth(theme().px(_WIDE))
        self._fit()
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Be as tall as the words are when wrapped, where the screen allows."""
        wide = self.minimumWidth()
        most = self.screen().availableGeometry().height() - _MARGIN
        self.resize(wide, min(self._column.totalHeightForWidth(wide), most))

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(16)
        self._column.addWidget(label("Begin with PIP Manager", "section"))
        self.who = LineField(
            "name",
            "Who are you?",
            hint="Your name stands beside what you do. Leave it empty to say it later.",
        )
        self._column.addWidget(self.who)
        self._column.addLayout(self._beginnings())
        self._column.addLayout(self._place())
        self.progress = Progress(self)

    def _beginnings(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label("Begin with", "label"))
        self.group = QButtonGroup(self)
        self.choices: dict[With, QRadioButton] = {}
        for fill, words, told in _CHOICES:
            choice = QRadioButton(words)
            choice.setAccessibleDescription(told)
            self.group.addButton(choice)
            self.choices[fill] = choice
            beside = label(told, "muted", wraps=True)
            beside.setContentsMargins(theme().px(26), 0, 0, 8)
            column.addWidget(choice)
            column.addWidget(beside)
        self.choices["starting-data"].setChecked(True)
        return column

    def _place(self) -> QVBoxLayout:
        name = label("Keep it in", "label")
        self.place = QLineEdit()
        self.place.setAccessibleName("Keep it in")
        self.place.textChanged.connect(self._look_at_place)
        name.setBuddy(self.place)
        self.warning = label("", "problem", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        self.choose = button("Choose…", self._ask_place)
        self.choose.setAutoDefault(False)
        row.addWidget(self.choose)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(name)
        column.addLayout(row)
        column.addWidget(self.warning)
        return column

    def _buttons(self) -> QHBoxLayout:
        self.other = button("Open a store I have…", self._want_other, look="link")
        self.leave = button("Not now", self.reject)
        self.start = button("Begin", self.begin, look="primary", tooltip="Ctrl+Enter")
        for each in (self.other, self.leave):
            each.setAutoDefault(False)
        self.start.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.start)
        return row

    @property
    def fill(self) -> With:
        """Return what the store begins with."""
        found = (name for name, choice in self.choices.items() if choice.isChecked())
        return next(found, "nothing")

    def begin(self) -> None:
        """Make the store as it is asked for."""
        if self._job is not None:
            return
        where, fill = self.place.text().strip(), self.fill
        if not where:
            self._warn("Say where the store is to be kept.")
            self.place.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        job = Job(lambda job: _make(where, fill, job), "Making the store")
        job.succeeded.connect(self._succeed)
        job.failed.connect(self._fail)
        job.ended.connect(self._end)
        self._job = job
        self._hold(is_busy=True)
        self.progress.follow(job)
        job.start()

    def _succeed(self, where: str) -> None:
        self.made.emit(where, self.who.line.text().strip())
        super().accept()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, PipManagerError):
            self._warn(str(error))
        else:
            show_error(self, error)

    def _end(self) -> None:
        self._job = None
        self._hold(is_busy=False)

    def _hold(self, *, is_busy: bool) -> None:
        """Let nothing be altered while the store is made."""
        held = (self.who, self.place, self.choose, self.other, self.start)
        for each in (*held, *self.choices.values()):
            each.setEnabled(not is_busy)

    def _offer(self, location: str) -> None:
        self.place.setText(location)
        self.place.setCursorPosition(len(location))

    def _look_at_place(self, location: str) -> None:
        self._warn(places.warning(location.strip()))

    def _warn(self, sentence: str) -> None:
        self.warning.setText(sentence)
        self.warning.setVisible(bool(sentence))
        if self.isVisible():
            self._fit()

    def _ask_place(self) -> None:
        dialog = QFileDialog(self, "Keep the store in")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("store")
        dialog.selectFile(self.place.text())
        dialog.fileSelected.connect(self._offer)
        dialog.open()

    def _want_other(self) -> None:
        self.reject()
        self.other_wanted.emit()

    @override
    def accept(self) -> None:
        self.begin()

    @override
    def reject(self) -> None:
        """Leave; while the store is made, stop that first and keep the answers."""
        if self._job is None:
            super().reject()
        else:
            self._job.cancel()


def _free_place() -> str:
    """Return the usual place, or one beside it where a store stands there."""
    from pip_manager.services import stores  # noqa: PLC0415 - after the paint

    usual = Path(stores.location())
    free, n = usual, 1
    while free.exists():
        n += 1
        free = usual.with_stem(f"{usual.stem}-{n}")
    return str(free)


def _make(where: str, fill: With, job: Job) -> str:
    from pip_manager.services import stores  # noqa: PLC0415 - after the paint

    job.report(0, 1)
    stores.create(where, fill, job.report)
    return where
