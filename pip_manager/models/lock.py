"""Mark a file as open in a window, so that a second window is told by whom.

The mark is ``NAME.lock`` beside the file, locked for as long as its process lives:
after a crash the next window takes it without a question. Commands neither take nor
heed it; restore and upgrade take it for their moment.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.errors import BusyStoreError
from pip_manager.models import faults, header
from pip_manager.models.store import connect, explained

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

if sys.platform == "win32":  # pragma: no cover
    import msvcrt
else:
    import fcntl

_BEYOND = 1 << 30
"""Windows bars others from a locked byte: ours lies where nothing is written."""
_REFUSED = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_PATIENCE = 2


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a window open on a file; `at` is UTC in ISO form."""

    host: str
    user: str
    pid: int
    at: str

    @override
    def __str__(self) -> str:
        day, _, time = self.at.partition("T")
        return f"{self.user} on {self.host}, since {day} {time[:5]} UTC"


class WindowLock:
    """A lock that is held; `release` it when the window closes."""

    def __init__(self, path: Path, handle: int) -> None:
        """Hold `handle`, open and locked, of the lock file `path`."""
        self._path = path
        self._handle: int | None = handle

    def release(self) -> None:
        """Let the next window in; a second call does nothing."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform != "win32":
            with suppress(OSError):
                self._path.unlink()  # while it is locked: nobody has taken it yet
        os.close(handle)
        if sys.platform == "win32":  # pragma: no cover
            with suppress(OSError):
                self._path.unlink()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Release the lock."""
        self.release()


def take(path: Path, *, take_over: bool = False) -> WindowLock:
    """Mark `path` as open in this process.

    Args:
        path: the file of a store.
        take_over: also where another computer, or nobody one can tell, left the mark;
            never from a window that is open on this computer.

    Raises:
        BusyStoreError: it is open in another window, which the sentence names.
        ReadOnlyStoreError: no mark can be put beside the file.
    """
    mark = header.beside(path.absolute(), ".lock")
    handle = _locked(mark)
    try:
        _heed(mark, handle, path, take_over=take_over)
        _write(handle)
    except BaseException:
        os.close(handle)
        raise
    return WindowLock(mark, handle)


def holder(path: Path) -> Holder | None:
    """Return who has a window open on a file, as far as its mark can be read."""
    mark = header.beside(path.absolute(), ".lock")
    with suppress(OSError):
        return _read(mark.read_bytes())
    return None


def _locked(mark: Path) -> int:
    """Open the mark and lock it, making sure it is still the one others see."""
    while True:
        try:
            handle = os.open(mark, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise faults.explain_os(error, mark) from error
        try:
            _lock(handle)
            if _is_at(mark, handle):
                return handle
        except OSError as error:
            os.close(handle)
            if error.errno not in _REFUSED:
                raise faults.explain_os(error, mark) from error
            raise BusyStoreError(_busy(holder(mark.with_suffix("")))) from None
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":  # pragma: no cover
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(mark: Path, handle: int) -> bool:
    """Tell whether the file behind the handle still bears its name."""
    try:
        there, ours = mark.stat(), os.fstat(handle)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _heed(mark: Path, handle: int, path: Path, *, take_over: bool) -> None:
    """Refuse what a living window elsewhere may have written, unless taken over."""
    left = os.pread(handle, 4096, 0) if hasattr(os, "pread") else mark.read_bytes()
    if not left:
        return
    who = _read(left)
    if who is not None and who.host == socket.gethostname():
        return  # nobody here holds it any more: its process ended without a word
    if not take_over:
        raise BusyStoreError(f"{_busy(who)} You can take it over.")
    _check_unused(path)


def _check_unused(path: Path) -> None:
    if not path.exists():
        return
    with explained(), closing(connect(path, patience=_PATIENCE)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "readonly" not in str(error):
                raise
        else:
            connection.execute("ROLLBACK")


def _write(handle: int) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    who = Holder(socket.gethostname(), _user(), os.getpid(), now)
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(asdict(who)).encode())
    os.fsync(handle)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a computer that does not know its users
        return "somebody"


def _read(content: bytes) -> Holder | None:
    try:
        kept = json.loads(content)
        return Holder(
            str(kept["host"]), str(kept["user"]), int(kept["pid"]), kept["at"]
        )
    except (KeyError, TypeError, ValueError):
        return None


def _busy(who: Holder | None) -> str:
    if who is None:
        return (
            "The store seems to be open in another window; its lock does not say whose."
        )
    return f"The store is open in a window of {who}."
