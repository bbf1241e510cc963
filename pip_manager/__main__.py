"""The door of the program: without words the window, else one command without it."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Open the window, or do what the words say; return the exit code."""
    said = list(sys.argv[1:] if words is None else words)
    if said:
        from pip_manager import cli

        return cli.main(said)
    # while modules load there is nothing to collect; the window turns it on again
    gc.disable()
    from pip_manager.ui import app

    return app.run()


if __name__ == "__main__":
    sys.exit(main())
