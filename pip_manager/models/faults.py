"""Turn the misfortunes of a database driver into sentences; leave our defects alone."""

from __future__ import annotations

import errno
import re
import sqlite3
from typing import TYPE_CHECKING

from pip_manager.errors import (
    BusyStoreError,
    ConflictError,
    DamagedStoreError,
    ForeignStoreError,
    NoSpaceError,
    PipManagerError,
    ReadOnlyStoreError,
    StoreError,
    UnreachableError,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.exc import DBAPIError

DAMAGED = "The store is damaged. Keep the file as it is and restore a backup."

RULE = "rule: "
"""What our triggers put before a sentence meant for the user."""

_SQLITE: tuple[tuple[str, type[StoreError], str], ...] = (
    (
        "SQLITE_BUSY",
        BusyStoreError,
        "Somebody else is using the store just now. Try again in a moment.",
    ),
    (
        "SQLITE_LOCKED",
        BusyStoreError,
        "The store is busy just now. Try again in a moment.",
    ),
    (
        "SQLITE_FULL",
        NoSpaceError,
        "There is no space left on the disk. Nothing was changed: free some first.",
    ),
    (
        "SQLITE_IOERR",
        NoSpaceError,
        "The disk could not be written. Nothing was changed: check it, then retry.",
    ),
    (
        "SQLITE_READONLY",
        ReadOnlyStoreError,
        "The store is read-only. Ask for the right to write it, or copy it.",
    ),
    (
        "SQLITE_CANTOPEN",
        ReadOnlyStoreError,
        "The store cannot be opened for writing. Check the rights on its folder.",
    ),
    (
        "SQLITE_PERM",
        ReadOnlyStoreError,
        "You have no right to write the store.",
    ),
    (
        "SQLITE_CORRUPT",
        DamagedStoreError,
        DAMAGED,
    ),
    (
        "SQLITE_NOTADB",
        ForeignStoreError,
        "The file is not a store of PIP Manager.",
    ),
)

_POSTGRES: tuple[tuple[str, type[PipManagerError], str], ...] = (
    ("55P03", BusyStoreError, "Somebody else is saving just now. Try again."),
    ("57014", BusyStoreError, "The server took too long. Try again."),
    ("40", ConflictError, "Someone else changed this first. Look again and retry."),
    ("53100", NoSpaceError, "The server has no space left. Nothing was changed."),
    ("42501", ReadOnlyStoreError, "You have no right to do this on the server."),
    ("25006", ReadOnlyStoreError, "The server is read-only just now."),
    ("3D000", ForeignStoreError, "There is no such database on the server."),
    ("28", UnreachableError, "The server refused the name or the password."),
    ("08", UnreachableError, "The server cannot be reached."),
    ("57P", UnreachableError, "The server closed the connection. Try again."),
)

_NO_DATABASE = re.compile('FATAL: +database ".*" does not exist')


def explain(error: DBAPIError) -> PipManagerError | None:
    """Return the sentence for a driver's error, or None where it is our defect."""
    origin = error.orig
    if (rule := _broken_rule(str(origin))) is not None:
        return ConflictError(rule)
    if isinstance(origin, sqlite3.Error):
        return explain_sqlite(origin)
    state = getattr(origin, "sqlstate", None)
    if state is None:
        if _NO_DATABASE.search(str(origin)):  # a refused connection has no state
            return ForeignStoreError("There is no such database on the server.")
        return UnreachableError("The server cannot be reached. Check the network.")
    for start, kind, sentence in _POSTGRES:
        if state.startswith(start):
            return kind(sentence)
    return _taken(str(origin)) if state.startswith("23") else None


def explain_sqlite(error: sqlite3.Error) -> PipManagerError | None:
    """Return the sentence for an error of the SQLite driver, or None."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, kind, sentence in _SQLITE:
        if name.startswith(start):
            return kind(sentence)
    if name.startswith("SQLITE_CONSTRAINT"):
        return _taken(str(error))
    if str(error).startswith("Could not decode to UTF-8"):
        return DamagedStoreError(DAMAGED)
    return None


def explain_os(error: OSError, path: Path) -> StoreError:
    """Return the sentence for a file that the system would not let us write."""
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return NoSpaceError(
            f"There is no space left for {path}. Nothing was changed: free some first."
        )
    return ReadOnlyStoreError(
        f"{path} cannot be written there. Check the folder and your rights."
    )


def _broken_rule(text: str) -> str | None:
    _, found, rest = text.partition(RULE)
    return rest.splitlines()[0].strip() if found else None


def _taken(text: str) -> ConflictError | None:
    low = text.lower()
    if "unique" in low:
        return ConflictError("There is a record with this code or key already.")
    if "foreign key" in low:
        return ConflictError("Another record needs this one, or one it names is gone.")
    return None
