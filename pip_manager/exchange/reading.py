"""Read what came in, whatever form it has."""

from __future__ import annotations

import zipfile
from types import MappingProxyType
from typing import TYPE_CHECKING

from pip_manager.errors import ImportRefusedError
from pip_manager.exchange.bundle import read_bundle
from pip_manager.exchange.package import layout
from pip_manager.exchange.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pip_manager.exchange.package import Package

_NOTHING_MORE: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, extra: Mapping[str, tuple[str, ...]] = _NOTHING_MORE) -> Package:
    """Read an exchange folder, zip or workbook, as text.

    What is wrong with a sheet stands in the package's problems; with any of them the
    package must not be taken in. `extra` names nouns, with their columns, that may come
    besides those of the exchange format.

    Raises:
        ImportRefusedError: there is nothing at `path`, it is of another kind, damaged,
            unsafe, or not of the exchange format.
    """
    try:
        return _read(path, extra)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise ImportRefusedError(f"“{path}” cannot be read: {reason}.") from error


def _read(path: Path, extra: Mapping[str, tuple[str, ...]]) -> Package:
    known = layout(extra)
    if path.is_dir():
        return read_bundle(path, "folder", known)
    if not path.is_file():
        raise ImportRefusedError(f"There is no file or folder “{path}”.")
    if _is_workbook(path):
        return read_workbook(path, known)
    return read_bundle(path, "zip", known)


def _is_workbook(path: Path) -> bool:
    """Tell a workbook from a zip by what is inside, not by its name.

    Raises:
        ImportRefusedError: it is neither.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if head == _COMPOUND:
        raise ImportRefusedError(
            f"“{path.name}” is locked with a password or of an old kind;"
            " save it as .xlsx without a password."
        )
    if not head.startswith(b"PK"):
        raise ImportRefusedError(
            f"“{path.name}” is neither a folder, nor a zip, nor an .xlsx workbook."
        )
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise ImportRefusedError(
            f"“{path.name}” is damaged or cut short; nothing was read."
        ) from None
