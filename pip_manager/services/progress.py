"""How far a longer work is: told to whoever waits for it."""

from __future__ import annotations

from typing import Protocol


class Report(Protocol):
    """Is told how many steps are done, of how many; raises where it is to stop."""

    def __call__(self, done: int, total: int, /) -> None:
        """Hear how far the work is."""


def unheard(done: int, total: int, /) -> None:
    """Tell nobody."""
    del done, total
