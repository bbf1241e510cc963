"""Lines kept for another day, and the last one logged: remembered for each login."""

from __future__ import annotations

import json

from pip_manager.ui.kit import memory

MOST = 9


class Favourites:
    """The starred lines of one login, in the order they were starred."""

    def __init__(self, login: str) -> None:
        """Read what is remembered of a login."""
        self._key = f"activity/{login.replace('/', '-')}"

    def lines(self) -> list[str]:
        """Return the starred lines, nine at most."""
        try:
            kept = json.loads(memory.words(f"{self._key}/favourites", "[]"))
        except ValueError:
            return []
        if not isinstance(kept, list):
            return []
        return [line for line in kept if isinstance(line, str)][:MOST]

    def toggle(self, line: str) -> bool:
        """Star a line, or take its star away; tell whether it is starred now.

        Raises:
            ValueError: there are nine already.
        """
        kept = self.lines()
        if line in kept:
            kept.remove(line)
        elif len(kept) == MOST:
            raise ValueError("Nine lines are starred. Take a star away first.")
        else:
            kept.append(line)
        memory.keep(f"{self._key}/favourites", json.dumps(kept))
        return line in kept

    @property
    def last(self) -> str:
        """Return the line that was logged last, without its day."""
        return memory.words(f"{self._key}/last")

    def keep_last(self, line: str) -> None:
        """Remember a line that was logged."""
        memory.keep(f"{self._key}/last", line)
