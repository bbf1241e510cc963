"""The board of 300 posts over five years: how long a frame takes while it moves."""

from __future__ import annotations

import statistics
import time
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pip_manager.domain.cover.board_sheet import ZOOMS
from pip_manager.services import stores
from pip_manager.services.cover.board import BoardAsked
from pip_manager.ui.cover.board_grid import BoardGrid
from pip_manager.ui.window import dress
from tests.bench import cover_world
from tests.bench.row import Row, best, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QScrollBar

    from pip_manager.domain.cover.board_sheet import BoardSheet, Zoom

_FIRST, _LAST, _TODAY = date(2022, 4, 1), date(2027, 3, 31), date(2024, 11, 4)
_STEPS = 120
_STEP = 23


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure the board as it is panned, scrolled, zoomed and narrowed."""
    if not wanted("board", names):
        return
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
    dress()
    grid = BoardGrid()
    grid.resize(1680, 860)
    grid.show()
    with stores.open_office(str(cover_world.store(folder, 1))) as office:
        asked = [BoardAsked(one, _FIRST, _LAST, _TODAY) for one in ZOOMS]
        week = asked[ZOOMS.index("week")]
        reading = best(lambda: office.board.sheet(week))
        sheets = {one.zoom: office.board.sheet(one) for one in asked}
    grid.show_sheet(sheets["week"])
    application.processEvents()
    panned = _moved(grid, grid.horizontalScrollBar())
    scrolled = _moved(grid, grid.verticalScrollBar())
    zoomed = max(_zoomed(grid, sheets, zoom) for zoom in ZOOMS)
    grid.close()
    for row in (
        Row("board: a frame while panning, median", statistics.median(panned), 16.0),
        Row("board: a frame while panning, 95 of 100", _high(panned), 16.0),
        Row("board: a frame while scrolling, 95 of 100", _high(scrolled), 16.0),
        Row("board: another zoom shown, the worst", zoomed, 50.0),
        Row("board: five years of weeks, with reading", reading, 1000.0),
    ):
        tell(row)
        yield row


def _moved(grid: BoardGrid, bar: QScrollBar) -> list[float]:
    """Return how long each frame of a steady move takes."""
    spent = []
    bar.setValue(bar.maximum() // 3)
    for _ in range(_STEPS):
        began = time.perf_counter()
        bar.setValue(bar.value() + _STEP)
        grid.viewport().repaint()
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def _zoomed(grid: BoardGrid, sheets: dict[Zoom, BoardSheet], zoom: Zoom) -> float:
    began = time.perf_counter()
    grid.show_sheet(sheets[zoom])
    grid.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def _high(spent: Sequence[float]) -> float:
    return sorted(spent)[len(spent) * 95 // 100]
