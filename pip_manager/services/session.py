"""A sitting at one store: opened, locked, its verbs undone and redone, closed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pip_manager.errors import PipManagerError
from pip_manager.models import changes
from pip_manager.models.store import Store, mark
from pip_manager.services.office import Office
from pip_manager.services.stores import who

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.office import Done


class Session:
    """One user's sitting; verbs may come from the window's thread or a job's.

    `told` is called after each verb of this sitting, on the thread that did it.
    """

    def __init__(self, location: str, told: Callable[[Done], None]) -> None:
        """Open the store at `location`.

        Raises:
            StoreError: with its own kind for each reason.
        """
        store = Store.open(location)
        self.office = Office(store, who(store))
        self.office.announce = self._keep
        self._told = told
        self._guard = threading.Lock()
        self._done: list[Done] = []
        self._undone: list[Done] = []
        self._is_turning = False
        with store.reading() as connection:
            self.is_demo = mark(connection, "demo") is not None
            self._seen = changes.head(connection)[0]

    @property
    def to_undo(self) -> Done | None:
        """Return the verb *Undo* would take back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Done | None:
        """Return the verb *Redo* would do again."""
        return self._undone[-1] if self._undone else None

    def undo(self, seq: int | None = None) -> None:
        """Take back the last verb of this sitting, or the one numbered `seq`.

        Raises:
            PipManagerError: there is none, or a later change stands in the way.
        """
        wanted = [done for done in self._done if seq in {None, done.seq}]
        if not wanted:
            raise PipManagerError("There is nothing to undo.")
        self._turn(wanted[-1], self._done, self._undone)

    def redo(self) -> None:
        """Do again what was last undone.

        Raises:
            PipManagerError: there is none, or a later change stands in the way.
        """
        if not self._undone:
            raise PipManagerError("There is nothing to redo.")
        self._turn(self._undone[-1], self._undone, self._done)

    def _turn(self, done: Done, off: list[Done], onto: list[Done]) -> None:
        self._is_turning = True
        try:
            inverse = self.office.history.undo(done.seq)
        finally:
            self._is_turning = False
        with self._guard:
            off.remove(done)
            onto.append(inverse)

    def _keep(self, done: Done) -> None:
        with self._guard:
            self._seen = max(self._seen, done.seq)
            if not self._is_turning:
                self._done.append(done)
                self._undone.clear()
        self._told(done)

    def changed_elsewhere(self) -> bool:
        """Tell, once, whether somebody else has written to the store."""
        with self.office.store.reading() as connection:
            last = changes.head(connection)[0]
        with self._guard:
            others = last > self._seen
            self._seen = max(self._seen, last)
        return others

    def close(self) -> None:
        """End the sitting."""
        self.office.store.close()
