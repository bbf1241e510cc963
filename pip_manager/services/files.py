"""Save a file for the user: whole under its name, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
