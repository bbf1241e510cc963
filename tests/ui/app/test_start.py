"""How the program begins: painted before anything heavy, and never standing still."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import time

import pytest
from PySide6.QtCore import Qt, QTimer

from pip_manager.ui.kit import jobs

HEAVY = (
    "sqlalchemy",
    "pandas",
    "numpy",
    "reportlab",
    "alembic",
    "openpyxl",
    "holidays",
    "typer",
    "psycopg",
    "rapidfuzz",
)
NEEDLESS = (
    "sqlalchemy.orm",
    "PIL",
    "lxml",
    "pip_manager.billing",
    "pip_manager.models.backup",
    "pip_manager.services.reference",
)
# seconds; half of it on a machine at rest
_FIRST, _EVER = 0.2, 0.1
FIRST_PAINT = """
    import json, linecache, sys
    from pip_manager.ui.app import Program
    from pip_manager.ui.window import dress
    from PySide6.QtWidgets import QApplication
    application = QApplication([])
    dress()
    program = Program(sys.argv[1])
    seen = {}
    def painted():
        seen["paint"] = sorted(m for m in sys.modules if "." not in m)
    def ready():
        seen["rows"] = sorted(sys.modules)
        seen["sources"] = sorted(linecache.cache)
        program.end()
        application.quit()
    program.window.first_painted.disconnect()
    program.window.first_painted.connect(painted)
    program.window.first_painted.connect(lambda: program.open(sys.argv[1]))
    program.ready.connect(ready)
    program.window.show()
    application.exec()
    print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen(template, tmp_path_factory):
    """Return the modules loaded at the first paint and at the first rows."""
    home = tmp_path_factory.mktemp("start")
    store = home / "books.store"
    store.write_bytes(template.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FIRST_PAINT), str(store)],
        env={
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(home),
            "PATH": "/usr/bin",
            "PYTHONPATH": ":".join(p for p in sys.path if p),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_heavy_is_loaded_before_the_window_is_painted(seen):
    assert set(HEAVY).isdisjoint(seen["paint"])


def test_the_first_rows_need_the_database_and_nothing_else_that_is_heavy(seen):
    assert "sqlalchemy" in seen["rows"]
    assert {*HEAVY[1:], *NEEDLESS}.isdisjoint(seen["rows"])


def test_no_import_reads_the_source_of_a_module_for_pyside(seen):
    assert [path for path in seen["sources"] if "/sqlalchemy/" in path] == []


ONLY_A_STORE = """
    import json, sys
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from pip_manager import __main__ as door
    application = QApplication([])
    def look():
        every = application.topLevelWidgets()
        for window in (one for one in every if getattr(one, "here", "")):
            seen = {"typer": "typer" in sys.modules, "store": window._store.text()}
            print(json.dumps(seen), flush=True)
            window.close()
            application.quit()
    clock = QTimer()
    clock.timeout.connect(look)
    clock.start(50)
    sys.exit(door.main(json.loads(sys.argv[1])))
"""


def test_a_store_without_a_command_opens_the_window_on_it(store, tmp_path):
    for words in (["--store", str(store)], [f"--store={store}"]):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                textwrap.dedent(ONLY_A_STORE),
                json.dumps(words),
            ],
            env={
                "QT_QPA_PLATFORM": "offscreen",
                "HOME": str(tmp_path),
                "PATH": "/usr/bin",
                "PYTHONPATH": ":".join(p for p in sys.path if p),
            },
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        seen = json.loads(done.stdout.splitlines()[-1])
        assert seen["typer"] is False
        assert "books" in seen["store"]


class Watch:
    """Measures by a timer of 5 ms how long the event loop is ever kept waiting.

    It counts the time the window's thread was at work: what other programs take of a
    shared machine is not the window's.
    """

    def __init__(self):
        self.longest: dict[str, float] = {}
        self.doing = ""
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self):
        now = time.thread_time()
        stood, self._last = now - self._last, now
        self.longest[self.doing] = max(stood, self.longest.get(self.doing, 0))


def test_a_session_over_every_page_never_stands_still(start, store, qtbot):
    """Open every page twice, search, find, add, undo: the window answers all along."""
    watch = Watch()
    watch.doing = "opening"
    program = start(store)
    window = program.window
    window.resize(1280, 720)
    keys = list(window._entries)  # noqa: SLF001 - whatever pages there are
    for turn in ("first", "again"):
        for key in keys:
            watch.doing = f"{turn} {key}"
            window.go(key)
            qtbot.wait(60)
            assert window.here == key
            if turn == "again" and window.page.search is not None:
                watch.doing = f"search {key}"
                qtbot.keyClicks(window.page.search, "front", delay=5)
                qtbot.wait(150)
                window.page.search.clear()
    qtbot.waitUntil(lambda: not jobs.running(), timeout=20_000)
    watch.doing = "adding"
    program.session.office.records.add("people", {"name": "Bo Ferry"})
    qtbot.waitUntil(lambda: program.session.to_undo is not None)
    qtbot.wait(100)
    watch.doing = "undoing"
    program.undo()
    qtbot.waitUntil(lambda: program.session.to_redo is not None)
    qtbot.wait(100)
    qtbot.waitUntil(lambda: not jobs.running(), timeout=20_000)
    slow = {
        doing: round(1000 * stood)
        for doing, stood in watch.longest.items()
        if stood > (_FIRST if doing.startswith("first") else _EVER)
    }
    assert slow == {}
