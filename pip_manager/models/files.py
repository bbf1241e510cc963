"""Copy, settle and swap the files of stores: whole or not at all."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from pip_manager.models import faults, header
from pip_manager.models.store import connect, explained

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

SIDES = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file that is, or was, being written."""
_ON_WINDOWS = os.name == "nt"
_TRIES = 20
_PAUSE = 0.1


def copy(source: Path, target: Path) -> None:
    """Copy a store in one go through SQLite, whoever else is writing it.

    Raises:
        StoreError: it cannot be read, or the copy not be written.
    """
    with explained(), told(target):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(connect(source)) as origin, closing(connect(target)) as copied:
            # in steps it would begin again whenever somebody writes, and never end
            origin.backup(copied, pages=-1)


@contextmanager
def told(path: Path) -> Generator[None]:
    """Turn what the system refuses into our sentence."""
    try:
        yield
    except OSError as error:
        raise faults.explain_os(error, path) from error


def settle(path: Path) -> None:
    """Wait until a file, and its name, are on the disk."""
    for each in (path, path.parent):
        if each.is_dir() and _ON_WINDOWS:
            continue  # Windows opens no folders
        handle = os.open(each, os.O_RDONLY if each.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def keep(path: Path, name: Path) -> None:
    """Give a file, which stays where it is, a second name or a second copy."""
    spare = header.beside(name, ".new")
    spare.unlink(missing_ok=True)
    try:
        os.link(path, spare)
    except OSError:  # a file system without such names
        shutil.copy2(path, spare)
    replace(spare, name)


def replace(source: Path, target: Path) -> None:
    """Put a file in another's place; on Windows wait for readers to let go of it."""
    for _ in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if not _ON_WINDOWS:
                raise
            time.sleep(_PAUSE)
        else:
            return
    source.replace(target)


def drop(path: Path) -> None:
    """Remove a file that was never finished, and what SQLite left beside it."""
    for each in (path, *(header.beside(path, side) for side in SIDES)):
        with suppress(FileNotFoundError):
            each.unlink()
