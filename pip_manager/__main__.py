"""The door of the program: without a command the window, else that without it."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Open the window, or do what the words say; return the exit code."""
    said = list(sys.argv[1:] if words is None else words)
    location = _only_store(said)
    if said and location is None:
        from pip_manager import cli

        return cli.main(said)
    # while modules load there is nothing to collect; the window turns it on again
    gc.disable()
    from pip_manager.ui import app

    return app.run(location)


def _only_store(said: Sequence[str]) -> str | None:
    """Return the store where the words name one and no command."""
    match said:
        case ["--store", location] if not location.startswith("-"):
            return location
        case [word] if word.startswith("--store="):
            return word.removeprefix("--store=")
        case _:
            return None


if __name__ == "__main__":
    sys.exit(main())
