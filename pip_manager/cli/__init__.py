"""The command line: one thing done without a window, and an exit code that says how.

Only this much is read before a command is known; each brings in what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Do what the words say and return the exit code; never raise."""
    from pip_manager.cli.running import run

    return run(words)
