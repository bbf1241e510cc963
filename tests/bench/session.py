"""How long the window ever stands still while somebody works in it.

A fresh process opens the demonstration, goes to every page and tab, types in its
search, logs a day, takes it back and looks at an invoice. A timer of 5 ms tells how
long the event loop was kept waiting: by the clock, less what the window's thread waited
for a core of a machine it shares (Linux tells that), and by that thread's own work.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.row import Row, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QLineEdit

    from pip_manager.ui.app import Program

_BAR = 50.0
_PAUSE, _BETWEEN_KEYS, _PATIENCE = 0.15, 0.03, 30.0
_TICK = 5
_WAITS = Path("/proc/thread-self/schedstat")
_SEARCHED = "practice"


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure a session over the demonstration."""
    if not wanted("session", names):
        return
    from pip_manager.services import stores

    store = str(folder / "session.store")
    stores.create(store, "demo")
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(folder))
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.session", store],
        check=True,
        capture_output=True,
        text=True,
        env={**clean, **homes, "QT_QPA_PLATFORM": platform},
    )
    found = json.loads(done.stdout.splitlines()[-1])
    for name, kind in (("longest stall", "stood"), ("longest work", "worked")):
        doing, longest = max(found[kind].items(), key=lambda pair: pair[1])
        row = Row(f"session: {name}", longest, _BAR, aim=f"({doing})")
        tell(row)
        yield row


class Watch:
    """Keeps, for whatever is being done, how long the event loop was kept waiting."""

    def __init__(self) -> None:
        """Begin to watch."""
        from PySide6.QtCore import Qt, QTimer

        self.stood: dict[str, float] = {}
        self.worked: dict[str, float] = {}
        self.doing = "start"
        self._clock, self._thread = _clock(), time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK)

    def _tick(self) -> None:
        clock, thread = _clock(), time.thread_time()
        stood, worked = (clock - self._clock) * 1000, (thread - self._thread) * 1000
        self._clock, self._thread = clock, thread
        self.stood[self.doing] = max(stood, self.stood.get(self.doing, 0))
        self.worked[self.doing] = max(worked, self.worked.get(self.doing, 0))


def _clock() -> float:
    """Return the time in seconds, less what this thread waited for a core."""
    try:
        waited = int(_WAITS.read_text().split()[1]) / 1e9
    except OSError:
        waited = 0.0
    return time.perf_counter() - waited


def _wait(seconds: float) -> None:
    from PySide6.QtWidgets import QApplication

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.001)


def _until(is_so: Callable[[], object]) -> None:
    last = time.monotonic() + _PATIENCE
    while not is_so():
        if time.monotonic() > last:
            raise TimeoutError("The window never came so far.")
        _wait(0.01)


def _work(program: Program, watch: Watch) -> None:
    """Do what a morning brings, telling the watch what is done."""
    window = program.window
    for turn in ("first", "again"):
        for entry in window._entries.values():  # noqa: SLF001 - whatever pages there are
            watch.doing = f"{turn} at {entry.title}"
            window.go(entry.key)
            _wait(_PAUSE)
            if turn == "again":
                watch.doing = f"searching {entry.title}"
                _search(program)
            else:
                _turn_over(program, watch, entry.title)
    _log_a_day(program, watch)
    watch.doing = "looking at an invoice"
    office = program.session.office if program.session else None
    if office is None:
        raise RuntimeError("The store is not open.")
    window.go("invoices", office.billing.invoices()[0].number)
    _rest()


def _turn_over(program: Program, watch: Watch, title: str) -> None:
    """Turn to every tab of a page, and to every section of the settings."""
    from PySide6.QtWidgets import QListWidget, QTabBar

    page = program.window.page
    for bar in page.findChildren(QTabBar) if page else []:
        for number in range(bar.count() if bar.isVisible() else 0):
            watch.doing = f"turning to {bar.tabText(number)} of {title}"
            bar.setCurrentIndex(number)
            _wait(_PAUSE)
        if bar.isVisible():
            bar.setCurrentIndex(0)
            _wait(_PAUSE)
    for names in page.findChildren(QListWidget) if page else []:
        for number in range(names.count()):
            watch.doing = f"turning to {names.item(number).text()} of {title}"
            names.setCurrentRow(number)
            _wait(_PAUSE)


def _search(program: Program) -> None:
    box = program.window.page.search if program.window.page else None
    if box is None:
        return
    _type(box, _SEARCHED)
    _wait(_PAUSE)
    box.clear()
    _wait(_PAUSE)


def _type(box: QLineEdit, words: str) -> None:
    from PySide6.QtTest import QTest

    for letter in words:
        QTest.keyClicks(box, letter)
        _wait(_BETWEEN_KEYS)


def _log_a_day(program: Program, watch: Watch) -> None:
    from pip_manager.ui.activity import ActivityPage

    session = program.session
    watch.doing = "typing a day"
    program.window.go("activity")
    page = program.window.page
    if session is None or not isinstance(page, ActivityPage):
        raise RuntimeError("The page of activity is not open.")
    choices = session.office.activity.choices()
    codes = (choices.people[0][0], choices.engagements[0][0], choices.strands[0][0])
    line = f"today {' '.join(codes)} 0.5d - Case audit"
    _type(page.quick.line, line)
    watch.doing = "logging a day"
    page.quick.log()
    if session.to_undo is None:
        raise RuntimeError(f"The day was not logged: {page.quick.hint.text}")
    _wait(_PAUSE)
    watch.doing = "undoing"
    program.undo()
    _until(lambda: session.to_redo)
    _rest()


def _rest() -> None:
    from pip_manager.ui.kit import jobs

    _wait(_PAUSE)
    _until(lambda: not jobs.running())
    _wait(_PAUSE)


def main(store: str) -> None:
    """Work in a window over a store and print what the watch kept, as JSON."""
    gc.disable()  # as `pip_manager.__main__` does
    importlib.import_module("pip_manager.ui")  # before anything of Qt
    from PySide6.QtWidgets import QApplication

    from pip_manager.ui.app import Program
    from pip_manager.ui.window import dress

    sys.setswitchinterval(0.0005)
    application = QApplication([])
    dress()
    program = Program(store)
    program.window.show()
    watch = Watch()
    _until(lambda: program.session and program.window.here)
    _rest()
    _work(program, watch)
    program.window.close()
    program.end()
    application.quit()
    print(json.dumps({"stood": watch.stood, "worked": watch.worked}))


if __name__ == "__main__":
    main(sys.argv[1])
