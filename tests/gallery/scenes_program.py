"""The whole window: Today, what stands over it, and how it begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QLabel

from pip_manager.errors import BusyStoreError, DamagedStoreError
from pip_manager.services.verdicts import Imported, Problem, Verdict
from pip_manager.ui.app import Program
from pip_manager.ui.carrying import VerdictDialog
from pip_manager.ui.doors import Way
from pip_manager.ui.first_run import Welcome
from pip_manager.ui.kit.palette import Palette
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tests.gallery.scenes import State

_PATIENCE = 20_000
_last: list[Program] = []


def _program(state: State) -> Program:
    """Return a program over the store of a state."""
    program = _begun(office(state).store.location)
    _wait(lambda: program.session is not None)
    labels = program.window.statusBar().findChildren(QLabel)
    _wait(lambda: all(label.text() for label in labels))
    program.window.go("today")
    settle()
    return program


def _begun(location: str) -> Program:
    """Start a program; the one before has been drawn, and lets go of its store."""
    while _last:
        before = _last.pop()
        if before.session is not None:
            before.session.close()
            before.session = None
    program = Program(location)
    _last.append(program)
    program.window.show()
    return program


def _wait(is_so: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(_PATIENCE)
    while not is_so() and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _today(state: State) -> QWidget:
    return _program(state).window


@scene("today", "empty")
def _empty() -> QWidget:
    return _today("empty")


@scene("today", "starting")
def _starting() -> QWidget:
    return _today("starting")


@scene("today", "demo")
def _demo() -> QWidget:
    return _today("demo")


@scene("today-small", "demo", (1280, 720))
def _small() -> QWidget:
    return _today("demo")


@scene("program-undo", "demo")
def _undo() -> QWidget:
    program = _program("demo")
    program.window.say("Engagement added", program.undo)
    return program.window


@scene("program-menu", "demo")
def _menu() -> QWidget:
    window = _program("demo").window
    menu = window.menuBar().actions()[0].menu()
    menu.aboutToShow.emit()  # type: ignore[attr-defined]
    menu.popup(window.mapToGlobal(window.rect().topLeft()))  # type: ignore[attr-defined]
    return window


@scene("program-palette", "demo")
def _palette() -> QWidget:
    window = _program("demo").window
    window.open_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    palette.line.setText("front")
    settle()
    _wait(lambda: palette.list.model().rowCount() > 6)
    return window


@scene("program-history", "demo")
def _history() -> QWidget:
    program = _program("demo")
    program.show_history()
    return program.window


@scene("program-help", "demo")
def _help() -> QWidget:
    window = _program("demo").window
    window.open_help()
    return window


@scene("program-welcome", "empty")
def _welcome() -> QWidget:
    window = _program("empty").window
    Welcome(window, "/home/ada/OneDrive - Leeds/pip-manager.store").open()
    return window


@scene("program-busy", "empty")
def _busy() -> QWidget:
    return _trouble(
        BusyStoreError(
            "The store is open in a window of ada on LEEDS-114, since 09:04."
        )
    )


@scene("program-damaged", "empty")
def _damaged() -> QWidget:
    return _trouble(DamagedStoreError("books.store is cut short. Restore a backup."))


def _trouble(error: Exception) -> QWidget:
    program = _program("empty")
    program.doors.explain(error, Way(__file__))
    return program.window


@scene("program-import", "demo")
def _import() -> QWidget:
    window = _program("demo").window
    problem = Problem("fte", "error", "not_a_figure", "“three” is not a figure.")
    look = Problem(None, "warning", "over_a_day", "More than a day on 2 Mar 2026.")
    verdicts = (
        Verdict("people", 7, "people", "error", (problem,), {}),
        Verdict("activities", 112, "activities", "warning", (look,), {}),
        Verdict("activities", 113, "activities", "changed", (), {}),
    )
    totals = {"new": 412, "same": 96, "changed": 1, "warning": 1, "error": 1}
    outcome = Imported(None, verdicts, totals | {"skipped": 0})
    VerdictDialog(window, "november.xlsx", outcome, window.update).open()
    return window


@scene("program-export", "demo")
def _export() -> QWidget:
    program = _program("demo")
    program.carrier().ask_export()
    return program.window


@scene("program-nothing", "empty")
def _nothing() -> QWidget:
    program = _begun(str(Path(__file__).parent / "none" / "none.store"))
    _wait(lambda: program.window.findChild(Welcome) is not None)
    welcome = program.window.findChild(Welcome)
    assert welcome is not None
    welcome.reject()
    return program.window
