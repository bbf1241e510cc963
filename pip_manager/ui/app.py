"""The running program: one window over one store.

The shell is painted first; only then are the services imported, in the background, and
the store opened. What a verb changed is told to every page, with *Undo*.
"""

from __future__ import annotations

import gc
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pip_manager.domain.nouns import NOUNS
from pip_manager.errors import PipManagerError
from pip_manager.ui import menus, offers, registry, starting, verb_words
from pip_manager.ui.doors import Doors, Way
from pip_manager.ui.kit import faults, memory
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.jobs import Job, Latest, pool, reader, running
from pip_manager.ui.window import Window, dress

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.office import Done, Office
    from pip_manager.services.session import Session
    from pip_manager.ui.carrying import Carrier
    from pip_manager.ui.kit.palette import Action

_WATCH = 2000
_HEARTBEAT = 500
_AFTER_ROWS = 100
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
    hooks = faults.Hooks()
    hooks.install()
    program = Program(location)
    program.window.first_painted.connect(starting.keep_log)
    program.window.show()
    heartbeat = _heed_interrupts(program)
    code = application.exec()
    heartbeat.stop()
    program.end()
    hooks.remove()
    return code


def _heed_interrupts(program: Program) -> QTimer:
    """Let Ctrl+C in a terminal close the window as its user would."""
    signal.signal(signal.SIGINT, lambda _signal, _frame: program.window.close())
    heartbeat = QTimer(program)
    # Python hears of a signal only between two of its own steps
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(_HEARTBEAT)
    return heartbeat


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
        self._way = Way(location or "")
        self.session: Session | None = None
        self._make_window()
        self.window.first_painted.connect(lambda: self._enter(self._way))
        self.done.connect(self._tell_done)
        self._others = Latest(self)
        self._others.answered.connect(self._heard_of_others)
        self._copies = Latest(self)
        self._copies.answered.connect(self._say_backup)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH)
        self._watch.timeout.connect(self._look_for_others)

    def _make_window(self) -> None:
        self.window = Window(registry.entries(self._office))
        self.empty = Empty(fills=False)
        self.empty.say("Opening the store…")
        self.window.stack.addWidget(self.empty)
        self.doors = Doors(self.window)
        self.doors.chosen.connect(self._go_through)
        self.doors.copy_chosen.connect(self._bring_back)
        self.menus = offers.menus(self)
        menus.fill(self.window.menuBar(), self.menus)
        self.window.set_palette(self.actions, self._find)

    # ---- the store

    def open(self, location: str) -> None:
        """Open a store in the background, in place of the one that is open."""
        self._go_through(Way(location))

    def _go_through(self, way: Way) -> None:
        self.window.leave(lambda: self._turn_to(way))

    def _turn_to(self, way: Way) -> None:
        self._leave()
        if "://" not in way.location:  # an address may hold a password
            memory.keep("window/store", way.location)
        self._enter(way)

    def _leave(self) -> None:
        """Close what is open; a window with its pages gives way to a fresh one."""
        if self.session is None:
            return
        self.end()
        before = self.window
        self._make_window()
        self.window.restoreGeometry(before.saveGeometry())
        self.window.show()
        before.close()
        before.deleteLater()

    def _enter(self, way: Way) -> None:
        self._way = way
        self.empty.say("Opening the store…")
        job = Job(lambda _job: starting.sit_down(way, self.done.emit), "Opening")
        job.succeeded.connect(self._settle)
        job.failed.connect(self._refused)
        job.ended.connect(_collect_from_here)
        job.start(reader())

    def _settle(self, found: Session | str) -> None:
        if isinstance(found, str):
            self._stay_empty()
            self.doors.ask_new(found)
            return
        self.session = found
        self._way = replace(self._way, location=found.location)
        self.window.set_banner(_banner(found))
        self.window.set_store(starting.name_of(found.location))
        self.window.go(memory.words("window/page") or "today")
        self._watch.start()
        self.ready.emit()
        QTimer.singleShot(_AFTER_ROWS, self, self._load_the_rest)

    def _load_the_rest(self) -> None:
        """Load in the background what the first rows did without."""
        if self.session is not None:
            self._show_backup()
            session = self.session
            job = Job(lambda _job: starting.load_the_rest(session))
            job.ended.connect(_collect_from_here)
            job.start(pool("loading"))

    def _refused(self, error: BaseException) -> None:
        self._stay_empty()
        where = self._way.location or starting.usual_location()
        self.doors.explain(error, replace(self._way, location=where))

    def _stay_empty(self) -> None:
        self.empty.say("No store is open.", "Begin…", self.doors.ask_new)

    def _bring_back(self, path: str, way: Way) -> None:
        self.window.leave(lambda: self._restore(path, way))

    def _restore(self, path: str, way: Way) -> None:
        self._leave()
        self.empty.say("Restoring the backup…")
        job = Job(lambda _job: starting.bring_back(path, way.location), "Restoring")
        job.succeeded.connect(lambda _kept: self._enter(way))
        job.failed.connect(self._refused)
        self.window.progress.follow(job)
        job.start()

    def end(self) -> None:
        """Copy the store where that is due, and close it."""
        self._watch.stop()
        self._others.drop()
        self._copies.drop()
        session, self.session = self.session, None
        if session is not None:
            memory.keep("window/page", self.window.here)
            starting.get_up(session)

    def _office(self) -> Office:
        return self._sitting().office

    def _sitting(self) -> Session:
        if self.session is None:
            raise PipManagerError("No store is open yet. Open one from the File menu.")
        return self.session

    # ---- what is done

    def undo(self) -> None:
        """Take back the last verb of this sitting; or say why not."""
        self._turn(lambda session: session.undo())

    def redo(self) -> None:
        """Do again what was last undone; or say why not."""
        self._turn(lambda session: session.redo())

    def take_back(self, seq: int) -> None:
        """Take back one change of the log; or say why not."""
        self._turn(lambda session: session.take_back(seq))

    def _turn(
        self,
        turn: Callable[[Session], None],
        refuse: Callable[[str], object] | None = None,
    ) -> None:
        """Undo or redo on the thread that writes; many records take a moment."""
        if self.session is None:
            return
        session, say = self.session, refuse or self.window.say
        job = Job(lambda _job: turn(session), "Undoing")
        job.failed.connect(lambda error: self._could_not_turn(error, say))
        self.window.progress.follow(job)
        job.start()

    def _could_not_turn(
        self, error: BaseException, say: Callable[[str], object]
    ) -> None:
        if isinstance(error, PipManagerError):
            say(str(error))
        else:
            self.window.tell(error)

    def _tell_done(self, done: Done) -> None:
        from pip_manager.services import session  # noqa: PLC0415 - after the paint

        self.window.broadcast(done.nouns)
        seq = done.seq
        undo = None if session.is_final(done) else lambda: self.take_back(seq)
        self.window.say(verb_words.done(done.verb), undo)
        self._show_backup()

    def _look_for_others(self) -> None:
        if self.session is not None and not running():
            self._others.ask(self.session.changed_elsewhere)

    def _heard_of_others(self, others: bool) -> None:  # noqa: FBT001 - from a signal
        if others:
            self.window.broadcast(EVERYTHING)

    def show_history(self) -> None:
        """Open the list of the latest changes."""
        from pip_manager.ui.history import HistoryDialog  # noqa: PLC0415 - when wanted

        dialog = HistoryDialog(self.window, self._office().diary)
        self.window.changed.connect(dialog.reread)
        dialog.undo_wanted.connect(
            lambda seq: self._turn(lambda s: s.take_back(seq), dialog.refuse)
        )
        dialog.open()

    def back_up(self) -> None:
        """Copy the store to the usual place."""
        session = self._sitting()
        job = Job(lambda _job: session.back_up(), "Backing up")
        job.succeeded.connect(self._backed_up)
        self.window.follow(job)
        job.start()

    def _backed_up(self, path: object) -> None:
        self._show_backup()
        self.window.say(f"Backed up and checked: {path}")

    def _show_backup(self) -> None:
        if self.session is not None:
            session = self.session
            self._copies.ask(lambda: starting.backup_words(session))

    def _say_backup(self, told: str) -> None:
        self.window.set_backup(told)  # the window of the moment

    def carrier(self) -> Carrier:
        """Return what imports into, and exports from, the open store."""
        from pip_manager.ui.carrying import Carrier  # noqa: PLC0415 - when wanted

        return Carrier(self.window, self._office())

    def ask_backup(self) -> None:
        """Ask which copy to bring back in the place of the open store."""
        self.doors.ask_backup(self._way)

    # ---- what can be done: the menus and the palette

    def actions(self) -> list[Action]:
        """Return what the palette offers now, besides pages and records."""
        from pip_manager.ui import finding  # noqa: PLC0415 - when wanted

        given = finding.actions(self.menus)
        return [*finding.firsts(self.window), *given] if self.session else given

    def _find(self, typed: str) -> list[Action]:
        from pip_manager.ui import finding  # noqa: PLC0415 - when wanted

        if self.session is None:
            return []
        return finding.records(self.session.office.search, typed, self.window.go)


def _banner(session: Session) -> str:
    told = ["Demo data – invented"] if session.is_demo else []
    if session.only_reads:
        told.append("Open to read only")
    return " · ".join(told)


def _collect_from_here() -> None:
    # what was loaded stays to the end: looking through it takes 30 ms
    gc.freeze()
    gc.enable()
