"""Cover of 300 posts over ten years, against merely reading what it is worked out from.

The floor reads the same columns of the same rows with `sqlite3` alone, in turn with the
program. Held against it is what follows the reading, up to the segments and the sums of
every post; what both come to together is told beside it. The naive engine is tried on a
few posts of one month, and its time multiplied by the posts and working days it left
out, which flatters it where work hangs on the whole.
"""

from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys
import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pip_manager.domain.cover import figures
from pip_manager.domain.cover.board import board
from pip_manager.domain.cover.facts import COLUMNS
from pip_manager.domain.cover.report import Asked, pieces, row_of
from pip_manager.domain.cover.sweep import sweep
from pip_manager.models import rows as kept
from pip_manager.models.cover import establishment
from pip_manager.services import stores
from pip_manager.services.cover.grounds import read_grounds
from tests.bench import cover_world
from tests.bench.cover_world import FIRST, HOME, LAST, POSTS
from tests.bench.row import Row, best, wanted
from tests.support.naive_cover import Naive
from tests.support.naive_rows import Asked as NaiveAsked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pip_manager.services.cover.grounds import CoverGrounds
    from pip_manager.services.office import Office

_ROUNDS = 9
_TIMES = 4
_SHOWN = (date(2025, 9, 1), date(2027, 2, 28))
_SLICE = (date(2024, 3, 1), date(2024, 3, 31))
_SAMPLE = ("H7", "H100", "H222")
_NOUNS = ("posts", "holdings", "secondments", "cover", "people", "days_off")

_MEMORY = """
import gc, sys
from datetime import date
from tests.bench import cover
from tests.bench.row import resident
with cover.stores.open_office(sys.argv[1]) as office:
    cover.whole(office, date(2026, 1, 1), date(2026, 1, 2))
    gc.collect()
    before = resident()
    held = cover.whole(office)
    print(resident() - before)
"""


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure the engine of cover from the file up."""
    if not wanted("cover", names):
        return
    small, great = (cover_world.store(folder, times) for times in (1, _TIMES))
    with (
        stores.open_office(str(small)) as office,
        stores.open_office(str(great)) as other,
    ):
        with office.store.reading() as connection:
            grounds = read_grounds(connection, FIRST, LAST)
        works: tuple[Callable[[], object], ...] = (
            partial(_bare, small),
            partial(_read, office),
            partial(_swept, grounds),
            partial(whole, office),
            partial(whole, other),
            partial(_board, office),
            partial(_told, office),
        )
        gc.collect()
        gc.freeze()  # as the program does once it stands
        floor, read, swept, all_of_it, fourfold, shown, told = _in_turn(works)
        gc.unfreeze()
        naive = _naive(office)
    with_reading = f"with reading them {all_of_it / floor:.2f}"
    ratio = f"{with_reading}; {swept / read:.2f} of our own reading ({read:.1f} ms)"
    for row in (
        Row(f"cover: {POSTS} posts, ten years", swept, 4.0, floor=floor, aim=ratio),
        Row(
            "cover: four times the records, with reading",
            fourfold,
            4.6,
            floor=all_of_it,
        ),
        Row(
            "cover: rows a hundred times, against day by day",
            100 * told,
            1.0,
            floor=naive,
            aim="day by day scaled from a sample",
        ),
        Row("cover: the board of 18 months, with reading", shown, 60.0),
        Row("cover: extra memory", _memory(small), 20.0, "MiB"),
    ):
        tell(row)
        yield row


def whole(office: Office, first: date = FIRST, last: date = LAST) -> list[object]:
    """Return the segments and the sums of every post, from the store up."""
    with office.store.reading() as connection:
        grounds = read_grounds(connection, first, last)
    return _swept(grounds, first, last)


def _swept(
    grounds: CoverGrounds, first: date = FIRST, last: date = LAST
) -> list[object]:
    """Sort what is recorded, number the working days, sweep and add up every post."""
    over = grounds.over(first, last)
    found: list[object] = []
    for post in grounds.recorded.home_posts():
        segments = sweep(post, over.measured, over.days.first, over.days.last)
        found.append((segments, figures.sums(segments, over.days)))
    return found


def _in_turn(works: Sequence[Callable[[], object]]) -> list[float]:
    """Return the shortest of each work, done in turn: what else runs slows all."""
    spent: list[list[float]] = [[] for _ in works]
    for number in range(_ROUNDS + 1):
        for times, work in zip(spent, works, strict=True):
            took = best(work, 1)
            if number:
                times.append(took)
    return [min(times) for times in spent]


def _bare(path: Path) -> object:
    """Read the same columns with nothing in between."""
    connection = sqlite3.connect(path)
    found = [
        connection.execute(_select(noun, columns)).fetchall()
        for noun, columns in (*COLUMNS.items(), ("people", ("person", "fte")))
    ]
    connection.close()
    return found


def _select(noun: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT {names} FROM {noun}"  # noqa: S608 - names of our own


def _read(office: Office) -> object:
    with office.store.reading() as connection:
        return establishment(connection, HOME)


def _board(office: Office) -> object:
    first, last = _SHOWN
    with office.store.reading() as connection:
        grounds = read_grounds(connection, first, last).over(first, last)
    return board(grounds, pieces(Asked(first, last, "week"), grounds.days))


def _told(office: Office) -> object:
    """Return the row of every post for the ten years, from the store up."""
    with office.store.reading() as connection:
        grounds = read_grounds(connection, FIRST, LAST).over(FIRST, LAST)
    days = grounds.days
    [piece] = pieces(Asked(FIRST, LAST), days)
    return [
        row_of(post, sweep(post, grounds.measured, *piece[:2]), piece, grounds)
        for post in grounds.measured.recorded.home_posts()
    ]


def _naive(office: Office) -> float:
    """Return the milliseconds the rows of every post would take day by day."""
    with office.store.reading() as connection:
        found = {noun: kept.rows(connection, noun) for noun in _NOUNS}
        grounds = read_grounds(connection, FIRST, LAST)
    off = grounds.calendar.holidays
    began = time.perf_counter()
    for post in _SAMPLE:
        asked = NaiveAsked(*_SLICE, "total", post)
        naive = Naive(found, off, {"home_authority": HOME}, asked)
        for piece in naive.pieces():
            naive.piece_rows(piece)
    spent = (time.perf_counter() - began) * 1000
    days = grounds.calendar.working_days
    return spent * POSTS / len(_SAMPLE) * days(FIRST, LAST) / days(*_SLICE)


def _memory(path: Path) -> float:
    words = [sys.executable, "-c", _MEMORY, str(path)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return float(done.stdout)
