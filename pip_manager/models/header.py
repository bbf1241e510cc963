"""What a SQLite file says of itself, read from its first bytes before it is opened."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from pip_manager.errors import (
    DamagedStoreError,
    ForeignStoreError,
    NewerStoreError,
    PipManagerError,
    ReadOnlyStoreError,
    StoreError,
)

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x50495031
"""``PIP1``: the mark of our files at byte 68."""

_MAGIC = b"SQLite format 3\x00"
_LENGTH = 100


def check(path: Path, schema: int) -> None:
    """Refuse a file that is not a whole store this program can read.

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
    check_schema(int.from_bytes(head[60:64], "big"), schema)
    _check_size(path, head, size)


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


def prepare(path: Path, schema: int) -> None:
    """Make an empty SQLite file that bears our mark.

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
        raise ReadOnlyStoreError(
            f"{path} cannot be made there. Check the folder and your rights."
        ) from error
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={schema}")
    connection.close()


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


def _check_size(path: Path, head: bytes, size: int) -> None:
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    hot = path.with_name(path.name + "-journal").exists()
    if size < page * pages and not hot:
        raise DamagedStoreError(f"{path} is cut short. Restore a backup.")
