"""Work in the background: one thread that writes, one that reads.

Make the job, connect, start: in that order. The work gets the job as its Progress and
must not touch widgets; what it returns arrives on the thread that made the job. When
the program ends, what is under way is waited for, and its answer is dropped.
"""

from __future__ import annotations

import atexit
import threading
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 30_000


class CancelledError(Exception):
    """The user asked the work to stop; whoever meets it lets it pass."""


@cache
def pool(name: str) -> QThreadPool:
    """Return the pool of one thread of that name."""
    made = QThreadPool()
    made.setObjectName(name)
    made.setMaxThreadCount(1)
    made.setExpiryTimeout(-1)
    _pools.append(made)
    return made


def writer() -> QThreadPool:
    """Return the pool of the one thread that may change the store."""
    return pool("writer")


def reader() -> QThreadPool:
    """Return the pool of the one thread that reads in the background."""
    return pool("reader")


class Job(QObject):
    """One piece of work: connect to its signals, then `start` it, once.

    Signals:
        progressed(int, int): steps done, steps in all.
        succeeded(object): what the work returned.
        failed(object): the exception it raised.
        cancelled(): it stopped because `cancel` was called.
        ended(): it is over, in whichever way.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _stepped = Signal(int, int)
    _finished = Signal(object, object)

    def __init__(self, work: Callable[[Job], object], words: str = "") -> None:
        super().__init__()
        self.words = words
        self._work = work
        self._stop = threading.Event()
        self._stepped.connect(self._announce_step)
        self._finished.connect(self._announce_end)

    def start(self, on: QThreadPool | None = None) -> bool:
        """Queue the work, on the writer where no other pool is named.

        Tell whether it could be: Qt may have ended, and its threads with it.
        """
        _running.add(self)
        try:
            (on or writer()).start(self._run)
        except RuntimeError:
            _running.discard(self)
            return False
        return True

    def cancel(self) -> None:
        """Ask the work to stop at its next progress report."""
        self._stop.set()

    def pause(self, milliseconds: int) -> None:
        """Wait; called by the work, on its own thread.

        Raises:
            CancelledError: the work was asked to stop.
        """
        if milliseconds and self._stop.wait(milliseconds / 1000):
            raise CancelledError

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called by the work, on its own thread.

        Raises:
            CancelledError: the user asked to stop.
        """
        if self._stop.is_set():
            raise CancelledError
        try:
            self._stepped.emit(done, total)
        except RuntimeError:  # freed: nobody is left to hear
            raise CancelledError from None

    def _run(self) -> None:  # pragma: no cover - threads of Qt are not traced
        answer: object = None
        failure: BaseException | None = None
        try:
            if self._stop.is_set():
                raise CancelledError  # noqa: TRY301 - asked before its turn came
            answer = self._work(self)
        except BaseException as error:  # noqa: BLE001 - handed to the window whole
            failure = error
        with suppress(RuntimeError):  # freed meanwhile: nobody is left to hear
            self._finished.emit(answer, failure)

    def _announce_step(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def _announce_end(self, result: object, error: BaseException | None) -> None:
        _running.discard(self)
        match error:
            case None:
                self.succeeded.emit(result)
            case CancelledError():
                self.cancelled.emit()
            case _:
                self.failed.emit(error)
        self.ended.emit()


class Latest(QObject):
    """Reads in the background for one screen; an older answer never follows a newer.

    What takes long names a pool of its own, so that nothing shorter waits behind it.

    Signals:
        answered(object): what the last question asked returned.
        failed(object): the exception it raised.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, on: str = "reader") -> None:
        super().__init__(parent)
        self._pool = on
        self._asked: Job | None = None

    @property
    def is_waiting(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._asked is not None

    def ask(self, question: Callable[[], object], *, after: int = 0) -> None:
        """Ask; an earlier question still open is dropped.

        Args:
            question: what is asked, on another thread.
            after: milliseconds to wait, for what is on the screen to be painted first:
                two threads of Python take turns.
        """
        self.drop()

        def work(job: Job) -> object:
            job.pause(after)
            return question()

        job = Job(work)
        self._asked = job
        job.succeeded.connect(self._answer)
        job.failed.connect(self._fail)
        job.start(pool(self._pool))

    def drop(self) -> None:
        """Want no answer to what was asked."""
        if self._asked is not None:
            self._asked.succeeded.disconnect(self._answer)
            self._asked.failed.disconnect(self._fail)
            self._asked.cancel()
            self._asked = None

    def _answer(self, answer: object) -> None:
        self._asked = None
        self.answered.emit(answer)

    def _fail(self, error: BaseException) -> None:
        self._asked = None
        self.failed.emit(error)


def running() -> tuple[Job, ...]:
    """Return the jobs queued or under way."""
    return tuple(_running)


def close_safely(patience: int = _PATIENCE) -> bool:
    """Ask every job to stop and wait, in milliseconds; tell whether all have.

    What writes ends whole or not at all: it is waited for, never cut off.
    """
    for job in running():
        job.cancel()
    return all(one.waitForDone(patience) for one in _pools)


@atexit.register
def _end() -> None:
    with suppress(RuntimeError):  # Qt may have ended first, and waited itself
        close_safely()


_running: set[Job] = set()
_pools: list[QThreadPool] = []
