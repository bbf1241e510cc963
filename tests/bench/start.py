"""How soon the window stands and shows live rows, against an empty window.

Each round starts fresh processes, floor and program in turn. A child tells on standard
output when it was painted, by the clock the parent started it with.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from pip_manager.services import stores
from tests.bench.row import Row, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

ROUNDS = 9
_NEVER_YET = ("sqlalchemy", "pandas", "reportlab", "alembic", "openpyxl", "numpy")

_TELL = f"""
import sys, time, json
def tell(what):
    # not ru_maxrss: a child begins with the highest of its parent
    lines = open("/proc/self/status").read().splitlines()
    peak = next(int(l.split()[1]) / 1024 for l in lines if l.startswith("VmHWM"))
    print(json.dumps({{"what": what, "at": time.time(), "peak": peak,
          "modules": [m for m in {_NEVER_YET} if m in sys.modules]}}), flush=True)
"""

EMPTY = (
    _TELL
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
class Window(QMainWindow):
    told = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.told:
            self.told = True
            tell("painted")
            QTimer.singleShot(0, app.exit)
app = QApplication([])
window = Window(); window.resize(1280, 800); window.show()
app.exec()
"""
)

PROGRAM = (
    _TELL
    + """
import gc
gc.disable()  # as `pip_manager.__main__` does
from pip_manager.ui.app import Program
from pip_manager.ui.window import dress
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
sys.setswitchinterval(0.0005)
app = QApplication([])
dress()
program = Program(sys.argv[1])
program.window.first_painted.connect(lambda: tell("painted"))
def rows():
    table = program.window.page.table.view
    def painted():
        tell("rows")
        app.exit()
    table.viewport().repaint()
    QTimer.singleShot(0, painted)
program.ready.connect(rows)
program.window.show()
app.exec()
program.end()
"""
)


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure the start of the program over the demo store."""
    if not wanted("start", names):
        return
    store = str(folder / "start.store")
    stores.create(store, "demo")
    floors, shells, lives, peaks = [], [], [], []
    for number in range(ROUNDS + 1):
        empty = _run(EMPTY, folder)
        program = _run(PROGRAM, folder, store)
        if number == 0:
            continue  # the first round compiles and warms
        floors.append(empty["painted"]["ms"])
        shells.append(program["painted"]["ms"])
        lives.append(program["rows"]["ms"])
        peaks.append(program["rows"]["peak"])
        early = program["painted"]["modules"]
        if early:
            raise RuntimeError(f"imported before the first paint: {early}")
    floor = statistics.median(floors)
    for row in (
        Row("start: first painted shell", statistics.median(shells), 2.0, floor=floor),
        Row("start: first live rows", statistics.median(lives), 4.0, floor=floor),
        Row("start: memory at its highest", statistics.median(peaks), 130.0, "MiB"),
    ):
        tell(row)
        yield row


def _run(script: str, folder: Path, *words: str) -> dict[str, dict[str, float]]:
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    home = {"XDG_CONFIG_HOME": str(folder), "QT_QPA_PLATFORM": _platform()}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        check=True,
        capture_output=True,
        text=True,
        env=clean | home,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    for one in told:
        one["ms"] = (one["at"] - began) * 1000
    return {one["what"]: one for one in told}


def _platform() -> str:
    return os.environ.get("QT_QPA_PLATFORM", "offscreen")
