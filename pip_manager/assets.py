"""Where bundled files are, in a source tree, a wheel and a frozen bundle alike."""

from __future__ import annotations

import csv
import sys
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder of the bundled resources.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    bundle = Path(getattr(sys, "_MEIPASS", _HERE))
    for folder in (
        _HERE / "resources",
        _HERE.parent / "resources",
        bundle / "resources",
    ):
        if (folder / "fonts").is_dir():
            return folder
    raise FileNotFoundError("The bundled resources of PIP Manager are missing.")


def path(*parts: str) -> Path:
    """Return the path of one bundled file or folder."""
    return root().joinpath(*parts)


@cache
def table(*parts: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a bundled CSV file, header names as keys."""
    with path(*parts).open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))
