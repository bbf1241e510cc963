"""Files and folders that appear whole under their name, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pip_manager.errors import NoSpaceError, PipManagerError, ReadOnlyStoreError
from pip_manager.exchange.package import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def new_file(path: Path, *, replace: bool) -> Generator[Path]:
    """Give a path to write to; it becomes `path` when the block ends well.

    Raises:
        PipManagerError: something stands at `path` and `replace` is not said.
        NoSpaceError: the disk is full.
        ReadOnlyStoreError: the folder cannot be written to.
    """
    part = path.with_name(path.name + ".part")
    with _said(path):
        if path.is_dir() or (path.exists() and not replace):
            raise PipManagerError(f"“{path}” is there already; choose another name.")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield part
            _flush(part)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)


@contextmanager
def new_folder(path: Path, *, replace: bool) -> Generator[Path]:
    """Give a folder to fill; it becomes `path` when the block ends well.

    Only an earlier export is ever replaced. Errors as for `new_file`.
    """
    part = path.with_name(path.name + ".part")
    with _said(path):
        if path.exists() and not (_is_empty(path) or (replace and _is_ours(path))):
            raise PipManagerError(f"“{path}” is there already; choose another name.")
        _clear_away(part)
        part.mkdir(parents=True)
        try:
            yield part
            for file in (*part.rglob("*"),):
                if file.is_file():
                    _flush(file)
            _put_in_place(part, path)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        _flush_folder(path.parent)


def _put_in_place(part: Path, path: Path) -> None:
    old = path.with_name(path.name + ".old")
    _clear_away(old)
    if path.exists():
        path.rename(old)
    part.rename(path)
    _clear_away(old)


def _clear_away(leftover: Path) -> None:
    """Remove what an interrupted export left, and nothing else."""
    if leftover.exists():
        if not _is_ours(leftover):
            raise PipManagerError(f"“{leftover}” is in the way; move it elsewhere.")
        shutil.rmtree(leftover)


def _is_empty(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _is_ours(path: Path) -> bool:
    return path.is_dir() and all(
        file.suffix == ".csv" or file.name == DOCUMENTS for file in path.iterdir()
    )


def _flush(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - folders cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _said(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpaceError(f"There is no space left to write “{path}”.") from error
        if error.errno in _CLOSED:
            raise ReadOnlyStoreError(f"“{path}” cannot be written here.") from error
        reason = error.strerror or "the disk refused"
        raise PipManagerError(f"“{path}” cannot be written: {reason}.") from error
