"""What a SQLite file says of itself, read from its first bytes before it is opened.

On POSIX, closing any handle of a file drops the locks its process holds on it: never
look into a file here that this process has open for writing.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from pip_manager.errors import (
    DamagedStoreError,
    ForeignStoreError,
    NewerStoreError,
    PipManagerError,
    ReadOnlyStoreError,
    StoreError,
)
from pip_manager.models import faults

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x50495031
"""``PIP1``: the mark of our files at byte 68."""

_MAGIC = b"SQLite format 3\x00"
_LENGTH = 100


def check(path: Path, schema: int) -> int:
    """Return the schema of a file; refuse what is no whole store we can read.

    Raises:
        StoreError: of the kind that says why; the file is not touched.
    """
    head, size = _read(path)
    if size == 0:
        raise ForeignStoreError(f"{path} is empty. It is not a store of PIP Manager.")
    if not head.startswith(_MAGIC[: len(head)]) or head[:1] == b"\x00":
        raise ForeignStoreError(f"{path} is not a store of PIP Manager.")
    if size < _LENGTH:
        raise DamagedStoreError(f"{path} is cut short. Restore a backup.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise ForeignStoreError(f"{path} belongs to another program.")
    found = int.from_bytes(head[60:64], "big")
    check_schema(found, schema)
    _check_size(path, head, size)
    if (wal := beside(path, "-wal")).is_file() and wal.stat().st_size:
        found = _schema_in_wal(path)
        check_schema(found, schema)
    return found


def beside(path: Path, ending: str) -> Path:
    """Return the neighbour of a file whose name goes on with `ending`."""
    return path.with_name(path.name + ending)


def check_schema(found: int, known: int) -> None:
    """Refuse a schema made by a newer program.

    Raises:
        NewerStoreError: with what to do.
    """
    if found > known:
        raise NewerStoreError(
            "A newer version of PIP Manager made this store. Install that version"
            " to open it; nothing was changed."
        )


def prepare(path: Path) -> None:
    """Make an empty file for a new store; nobody else may read it.

    Raises:
        PipManagerError: something is at that place.
        StoreError: it cannot be written.
    """
    if path.is_dir():
        raise ForeignStoreError(f"{path} is a folder. Name a file in it.")
    if path.exists():
        raise PipManagerError(
            f"{path} is there already. Choose another name; nothing was overwritten."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise faults.explain_os(error, path) from error


def _read(path: Path) -> tuple[bytes, int]:
    if path.is_dir():
        raise ForeignStoreError(f"{path} is a folder, not a store.")
    try:
        with path.open("rb") as file:
            head = file.read(_LENGTH)
            return head, os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise ForeignStoreError(
            f"There is no store at {path}. Make one with “new”, or check the name."
        ) from None
    except PermissionError:
        raise ReadOnlyStoreError(f"You have no right to read {path}.") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read. Check the disk.") from error


def _schema_in_wal(path: Path) -> int:
    """Ask SQLite: a newer program's last words may be in its log beside the file."""
    address = f"file:{quote(str(path))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=2)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        raise faults.explain_sqlite(error) or DamagedStoreError(
            f"{path} is damaged. Keep it as it is and restore a backup."
        ) from error


def _check_size(path: Path, head: bytes, size: int) -> None:
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    if head[24:28] != head[92:96]:
        pages = 0  # an old SQLite wrote last and left the count as it was
    hot = beside(path, "-journal").exists()
    if size < page * pages and not hot:
        raise DamagedStoreError(f"{path} is cut short. Restore a backup.")
