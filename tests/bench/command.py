"""How soon the command line answers, against importing the mapper it does without."""

from __future__ import annotations

import statistics
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

from pip_manager.services import stores
from tests.bench.row import Row, best, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

ROUNDS = 7


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure `info` on an empty store."""
    if not wanted("info", names):
        return
    store = str(folder / "info.store")
    stores.create(store)
    words = ("--store", store, "info", "--format", "json")
    floor, info = [], []
    for _ in range(ROUNDS):
        floor.append(best(partial(_run, "-c", "import sqlalchemy.orm"), 1))
        info.append(best(partial(_run, "-m", "pip_manager", *words), 1))
    row = Row(
        "info: the command",
        statistics.median(info),
        2.0,
        floor=statistics.median(floor),
    )
    tell(row)
    yield row


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
