"""Beginning and ending a sitting: what runs beside the window, never in its way.

The services are imported here and nowhere earlier: the window has been painted by then.
"""

# ruff: noqa: PLC0415 - imported after the first paint, on a thread of its own
from __future__ import annotations

import faulthandler
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit import faults, memory, words
from pip_manager.ui.kit.jobs import Job, reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.office import Done
    from pip_manager.services.session import Session
    from pip_manager.ui.doors import Way

_FILES: list[IO[str]] = []


def sit_down(way: Way, told: Callable[[Done], None]) -> Session | str:
    """Open a store, or return where one could be made: there is nothing yet.

    Raises:
        StoreError: with its own kind for each reason.
    """
    from pip_manager.services import session, stores

    where = way.location or usual_location()
    is_remembered = not way.location and where != stores.location()
    if session.is_missing(where) and not is_remembered:
        return where
    sitting = session.Session(
        where, told, take_over=way.take_over, only_reads=way.only_reads
    )
    try:
        if way.name:
            sitting.introduce(way.name)
        _warm(sitting)
    except BaseException:
        sitting.close()
        raise
    return sitting


def _warm(sitting: Session) -> None:
    """Ask once what the first page will ask, so that it has its answer at once."""
    from pip_manager.ui import registry
    from pip_manager.ui.kit import reading

    registry.warm("today")
    sitting.office.today.quick(reading.today())


def load_the_rest(sitting: Session) -> None:
    """Import every page and make every service, before they are asked for."""
    from pip_manager.ui import registry

    registry.warm()
    for name in sitting.office.groups():
        getattr(sitting.office, name)


def get_up(sitting: Session) -> None:
    """Close a store, copying it first where that is due.

    A copy that could not be made is told at the next start: the window is gone.
    """
    try:
        if sitting.is_backup_due(datetime.now().astimezone()):
            sitting.back_up()
        memory.forget(_PROBLEM)
    except PipManagerError as error:
        memory.keep(_PROBLEM, str(error))
    finally:
        sitting.close()


_PROBLEM = "window/backup-problem"


def backup_words(sitting: Session) -> str:
    """Return what the status bar says of the last copy."""
    if problem := memory.words(_PROBLEM):
        return f"The last backup was not made: {problem}"
    at = sitting.last_backup()
    if at is None:
        return "No backup yet"
    today = datetime.now().astimezone().date()
    days = {today: "today", today - timedelta(days=1): "yesterday"}
    day = days.get(at.date(), words.day(at.date()))
    return f"Backed up {day} {at:%H:%M}"


def name_of(location: str) -> str:
    """Return what the status bar calls a store; an address without its password."""
    return location.rpartition("@")[2] if "://" in location else Path(location).name


def usual_location() -> str:
    """Return the store opened last, else the environment's or the user's own."""
    import os

    from pip_manager.services import stores

    last = "" if os.environ.get(stores.VARIABLE) else memory.words("window/store")
    return last or stores.location()


def bring_back(path: str, location: str) -> Path | None:
    """Restore a copy in the place of a store; return the one replaced.

    Raises:
        PipManagerError: the copy is not sound, or cannot be put there.
    """
    from pip_manager.services import safety

    return safety.restore(Path(path), location)


def keep_log() -> None:
    """Begin the log of defects, off the thread of the window."""
    Job(lambda _job: _keep_log()).start(reader())


def _keep_log() -> None:
    import platformdirs

    folder = platformdirs.user_log_path("pip-manager", appauthor=False)
    faults.keep_log(folder)
    # of a crash inside Qt nothing else would be left
    _FILES.append((folder / "crash.log").open("a", encoding="utf-8"))
    faulthandler.enable(_FILES[-1])
