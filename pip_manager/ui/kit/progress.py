"""What a longer work does, how far it is, and *Cancel*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from pip_manager.ui.kit.parts import button, label

if TYPE_CHECKING:
    from pip_manager.ui.kit.jobs import Job

_SHOWN_AFTER = 700


class Progress(QFrame):
    """A bar that follows one job after another; it shows only what takes a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._job: Job | None = None
        self.words = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.count = label("", "small")
        self.cancel = button("Cancel", self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(16)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.count)
        row.addWidget(self.cancel)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SHOWN_AFTER)
        self._wait.timeout.connect(self.show)
        self.setVisible(False)

    def follow(self, job: Job) -> None:
        """Show how far a job is, from when it has taken a moment until it ends."""
        self._job = job
        self.words.setText(job.words)
        self.bar.setAccessibleName(job.words)
        self.bar.setRange(0, 0)
        self.count.setText("")
        self.cancel.setEnabled(True)
        self.cancel.setText("Cancel")
        job.progressed.connect(self._step)
        job.ended.connect(self._end)
        self._wait.start()

    def _step(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.count.setText(f"{done:,} of {total:,}")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.cancel.setText("Stopping")

    def _end(self) -> None:
        self._job = None
        self._wait.stop()
        self.hide()
