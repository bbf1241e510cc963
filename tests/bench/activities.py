"""A list of 100,000 activities: first rows, filter, scrolling, memory."""

from __future__ import annotations

import sqlite3
import statistics
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from pip_manager.services import stores
from pip_manager.ui.activity import ActivityPage
from pip_manager.ui.kit import jobs
from pip_manager.ui.window import dress
from tests.bench import hundred_thousand
from tests.bench.row import Row, best, resident, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QLineEdit

    from pip_manager.ui.activity.entries import EntryList

_WORDS = ("audit", "coach", "review", "alder")
_PATIENCE = 5000
_STEPS = 60
_ROUNDS, _TIMES = 9, 3


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure the activity page over 100,000 rows."""
    if not wanted("activities", names):
        return
    path = hundred_thousand.store(folder)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
    dress()
    with stores.open_office(str(path)) as office:
        before = resident()
        page = ActivityPage(office)
        page.resize(1280, 800)
        page.show()
        box = page.search
        if box is None:
            raise RuntimeError("The page has no search box.")
        shown = page.lists["activities"]
        first = _until_loaded(shown, page.opened)
        floors, asked = [], []
        for _ in range(_ROUNDS):  # in turn: whatever else runs slows both
            _rest(shown)
            floors.append(best(partial(_bare, path), 1))
            asked.append(_until_loaded(shown, shown.model.ask))
        floor, again = statistics.median(floors), statistics.median(asked)
        scroll = _scroll(shown, application)
        slowest = max(
            statistics.median(one)
            for one in zip(*(_typed(shown, box) for _ in range(_TIMES)), strict=True)
        )
        extra = resident() - before
        page.close()
    for row in (
        Row("activities: first rows again", again, 2.5, floor=floor, aim="aim 100 ms"),
        Row("activities: page made and first rows", first, 1000.0),
        Row("activities: filter settled, worst of four", slowest, 100.0),
        Row("activities: a page of scrolling, median", scroll, 16.0),
        Row("activities: extra memory", extra, 20.0, "MiB"),
    ):
        tell(row)
        yield row


def _typed(shown: EntryList, box: QLineEdit) -> list[float]:
    return [_until_loaded(shown, partial(box.setText, word)) for word in _WORDS]


def _bare(path: Path) -> None:
    """Ask for every id in order and for the first page, with nothing in between."""
    connection = sqlite3.connect(path)
    ids = connection.execute("SELECT id FROM activities ORDER BY date DESC, id DESC")
    first = [row[0] for row in ids.fetchall()][:256]
    marks = ",".join("?" * len(first))
    connection.execute(
        "SELECT a.*, p.name, e.title FROM activities a"  # noqa: S608 - marks only
        " JOIN people p ON p.person = a.person"
        f" JOIN engagements e ON e.engagement = a.engagement WHERE a.id IN ({marks})",
        first,
    ).fetchall()
    connection.close()


def _rest(shown: EntryList) -> None:
    """Wait until nothing is under way: what was asked before has its answer."""
    while jobs.running() or shown.is_adding:
        QApplication.processEvents()


def _until_loaded(shown: EntryList, ask: Callable[[], object]) -> float:
    """Return how long asking takes until the rows stand on the screen.

    It is asked when the totals of the question before are on the screen.
    """
    _rest(shown)
    loop = QEventLoop()
    began = time.perf_counter()
    shown.model.loaded.connect(loop.quit)
    QTimer.singleShot(_PATIENCE, loop.quit)
    QTimer.singleShot(0, ask)
    loop.exec()
    shown.model.loaded.disconnect(loop.quit)
    shown.table.view.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def _scroll(shown: EntryList, application: QApplication) -> float:
    bar = shown.table.view.verticalScrollBar()
    spent = []
    for _ in range(_STEPS):
        began = time.perf_counter()
        bar.setValue(bar.value() + bar.pageStep())
        shown.table.view.viewport().repaint()
        spent.append((time.perf_counter() - began) * 1000)
        application.processEvents()
    return statistics.median(spent)
