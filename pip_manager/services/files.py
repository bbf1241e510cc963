"""Save a file for the user: whole under its name, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pip_manager.errors import ReadOnlyStoreError
from pip_manager.exchange.atomic import new_file

if TYPE_CHECKING:
    from pathlib import Path


def save(path: Path, content: bytes) -> None:
    """Write a file, making its folder; an older one of that name is replaced.

    Raises:
        PipManagerError: it cannot be written, with its own kind for each reason.
    """
    with new_file(path, replace=True) as part:
        part.write_bytes(content)


def expect(folder: Path) -> None:
    """Refuse a folder that could not be made or written, before anything is done.

    Raises:
        ReadOnlyStoreError: files cannot be put there.
    """
    nearest = folder.absolute()
    while not nearest.exists():
        nearest = nearest.parent
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise ReadOnlyStoreError(f"Files cannot be put into “{folder}”.")
