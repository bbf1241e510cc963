"""The running program: one window over one store.

The shell is painted first; only then are the services imported, in the background, and
the store opened. What a verb changed is told to every page, with *Undo*.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from pip_manager.domain.nouns import NOUNS
from pip_manager.errors import PipManagerError
from pip_manager.ui import registry
from pip_manager.ui.kit import memory
from pip_manager.ui.kit.faults import Hooks
from pip_manager.ui.kit.jobs import Job, reader, running
from pip_manager.ui.window import Window, dress

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.office import Done, Office
    from pip_manager.services.session import Session

_WATCH = 2000
EVERYTHING = frozenset(NOUNS) | {"invoices", "drafts"}


def run(location: str | None = None) -> int:
    """Open the program on a store and return its exit code when it ends.

    Args:
        location: the store; without it the one of the environment, else the user's.
    """
    sys.setswitchinterval(0.0005)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("PIP Manager")
    dress()
    hooks = Hooks()
    hooks.install()
    program = Program(location)
    program.window.show()
    code = application.exec()
    program.end()
    hooks.remove()
    return code


class Program(QObject):
    """The window, the sitting at its store, and what goes between them.

    Signals:
        ready(): the store is open and a page is shown.
        done(object): a verb was committed; received on the window's thread.
    """

    ready = Signal()
    done = Signal(object)

    def __init__(self, location: str | None = None) -> None:
        """Make the window; the store is opened once it has painted."""
        super().__init__()
        self._location = location
        self.session: Session | None = None
        self.window = Window(registry.entries(self._office))
        self.window.first_painted.connect(self._begin)
        self.done.connect(self._tell_done)
        for keys, then in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo)):
            shortcut = QShortcut(QKeySequence(keys), self.window)
            shortcut.activated.connect(then)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH)
        self._watch.timeout.connect(self._look_for_others)

    def open(self, location: str) -> None:
        """Open a store in the background, in place of the one that is open."""
        self._close_session()
        self._location = location
        job = Job(lambda _job: _sit_down(location, self.done.emit), "Opening the store")
        job.succeeded.connect(self._settle)
        job.failed.connect(self._refused)
        job.start(reader())

    def undo(self, seq: int | None = None) -> None:
        """Take back the last verb, or the one numbered `seq`; or say why not."""
        if self.session is not None:
            self._attempt(lambda session: session.undo(seq))

    def redo(self) -> None:
        """Do again what was last undone; or say why not."""
        if self.session is not None:
            self._attempt(lambda session: session.redo())

    def end(self) -> None:
        """Close the store, after the window."""
        self._close_session()

    def _office(self) -> Office:
        if self.session is None:
            raise PipManagerError("No store is open yet. Open one from the File menu.")
        return self.session.office

    def _begin(self) -> None:
        where = self._location or _usual_location()
        self.open(where)

    def _settle(self, session: Session) -> None:
        self.session = session
        self.window.set_banner("Demo data – invented" if session.is_demo else "")
        self.window.set_store(Path(session.office.store.location).name)
        self.window.go(memory.words("window/page") or "today")
        self._watch.start()
        self.ready.emit()

    def _refused(self, error: BaseException) -> None:
        self.window.tell(error)

    def _attempt(self, turn: Callable[[Session], None]) -> None:
        if self.session is None:
            return
        try:
            turn(self.session)
        except PipManagerError as error:
            self.window.say(str(error))

    def _tell_done(self, done: Done) -> None:
        self.window.broadcast(done.nouns)
        self.window.say(done.verb, lambda: self.undo(done.seq))

    def _look_for_others(self) -> None:
        if self.session is None or running():
            return
        try:
            others = self.session.changed_elsewhere()
        except PipManagerError:
            return  # busy just now: what is shown stays, and the next look tells
        if others:
            self.window.broadcast(EVERYTHING)

    def _close_session(self) -> None:
        self._watch.stop()
        if self.session is not None:
            memory.keep("window/page", self.window.here)
            self.session.close()
            self.session = None


def _usual_location() -> str:
    from pip_manager.services.stores import location  # noqa: PLC0415 - after the paint

    return location()


def _sit_down(location: str, told: Callable[[Done], None]) -> Session:
    from pip_manager.services.session import Session  # noqa: PLC0415 - after the paint

    return Session(location, told)
