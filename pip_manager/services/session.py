"""A sitting at one store: opened, locked, its verbs undone and redone, closed."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.errors import PipManagerError, ReadOnlyStoreError
from pip_manager.models import changes, diary, lock, rows
from pip_manager.models.store import Store, is_server, mark
from pip_manager.services import stores
from pip_manager.services.office import Office, Who

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row
    from pip_manager.models.writer import Writer
    from pip_manager.services.office import Done

BACKUP_AFTER = timedelta(hours=12)
_FINAL = frozenset({"invoices"})


class Session:
    """One user's sitting; verbs may come from the window's thread or a job's.

    `told` is called after each verb of this sitting, on the thread that did it.
    """

    def __init__(
        self,
        location: str,
        told: Callable[[Done], None],
        *,
        take_over: bool = False,
        only_reads: bool = False,
    ) -> None:
        """Open the store at `location`; an older one is upgraded first.

        Args:
            location: the file or the address of a server.
            told: what to call after each verb.
            take_over: also where a window on another computer left its mark.
            only_reads: change nothing, and leave the mark of other windows alone.

        Raises:
            StoreError: with its own kind for each reason.
        """
        self.location = location
        self.only_reads = only_reads
        self._told = told
        self._guard = threading.Lock()
        self._done: list[Done] = []
        self._undone: list[Done] = []
        self._turning: int | None = None
        with ExitStack() as opening:
            store = opening.enter_context(stores.opened(location))
            if not only_reads and not is_server(location):
                held = lock.take(Path(location), take_over=take_over)
                opening.enter_context(held)
            self._read_head(store)
            who = stores.who(store)
            self.office = _Reading(store, who) if only_reads else Office(store, who)
            self.office.announce = self._keep
            self._closing = opening.pop_all()

    def _read_head(self, store: Store) -> None:
        with store.reading() as connection:
            self.is_demo = mark(connection, "demo") is not None
            self._seen = changes.head(connection)[0]

    def introduce(self, name: str) -> None:
        """Bind the computer's login to the person of that name, a new one if need be.

        Raises:
            InputError: there cannot be such a person.
        """
        office = self.office
        everybody = office.records.all("people")
        known = [one for one in everybody if _is_called(one, name)]
        with office.writing("Say who works here") as writer:
            person = known[0] if known else office.records.put(writer, *_new(name))
            code = str(person.row["person"])
            login = rows.record(writer.connection, "logins", [office.who.login])
            if login is None:
                row = {"login": office.who.login, "person": code}
                office.records.put(writer, "logins", row)
            else:
                office.records.alter(writer, login, {"person": code})
        office.who = Who(office.who.login, code)

    @property
    def to_undo(self) -> Done | None:
        """Return the verb *Undo* would take back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Done | None:
        """Return the verb *Redo* would do again."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> None:
        """Take back the last verb of this sitting.

        Raises:
            PipManagerError: there is none, or a later change stands in the way.
        """
        if not self._done:
            raise PipManagerError("There is nothing to undo.")
        self._turn(self._done[-1], self._done, self._undone)

    def redo(self) -> None:
        """Do again what was last undone.

        Raises:
            PipManagerError: there is none, or a later change stands in the way.
        """
        if not self._undone:
            raise PipManagerError("There is nothing to redo.")
        self._turn(self._undone[-1], self._undone, self._done)

    def take_back(self, seq: int) -> None:
        """Take back one change of the log, of this sitting or of any before.

        Raises:
            PipManagerError: it cannot be, or a later change stands in the way.
        """
        for off, onto in ((self._done, self._undone), (self._undone, self._done)):
            for done in off:
                if done.seq == seq:
                    self._turn(done, off, onto)
                    return
        self.office.history.undo(seq)

    def _turn(self, done: Done, off: list[Done], onto: list[Done]) -> None:
        self._turning = threading.get_ident()
        try:
            inverse = self.office.history.undo(done.seq)
        finally:
            self._turning = None
        with self._guard:
            off.remove(done)
            onto.append(inverse)

    def _keep(self, done: Done) -> None:
        with self._guard:
            # one change of somebody else may have come before: then reread it all
            if done.seq == self._seen + 1:
                self._seen = done.seq
            if self._turning != threading.get_ident():
                self._done.append(done)
                self._undone.clear()
        self._told(done)

    def changed_elsewhere(self) -> bool:
        """Tell, once, whether somebody else has written to the store."""
        with self._guard:
            seen = self._seen
        with self.office.store.reading() as connection:
            last = changes.head(connection)[0]
        with self._guard:
            others = last > max(seen, self._seen)
            self._seen = max(self._seen, last)
        return others

    # copies

    def last_backup(self) -> datetime | None:
        """Return when the store was last copied, by the clock here."""
        from pip_manager.models import backup

        last = backup.last(self.location)
        return None if last is None else last.astimezone()

    def back_up(self) -> Path:
        """Copy the store to the usual place now, and return where it is.

        Raises:
            PipManagerError: it could not be copied whole.
        """
        from pip_manager.models import backup

        return backup.backup(self.office.store)

    def is_backup_due(self, now: datetime) -> bool:
        """Tell whether the store changed and its last copy is older than half a day."""
        if self.only_reads or is_server(self.location):
            return False
        from pip_manager.models import backup

        with self.office.store.reading() as connection:
            changed = diary.last_at(connection)
        last = backup.last(self.location)
        if changed is None or last is None:
            return changed is not None
        has_changed = datetime.fromisoformat(changed) > last
        return has_changed and now.astimezone(UTC) - last > BACKUP_AFTER

    def close(self) -> None:
        """End the sitting: release the store and let the next window in."""
        self._closing.close()


def _is_called(person: Record, name: str) -> bool:
    return str(person.row["name"]).casefold() == name.casefold()


def _new(name: str) -> tuple[str, Row]:
    return "people", {"name": name}


class _Reading(Office):
    """An office that looks and changes nothing."""

    @override
    @contextmanager
    def writing(self, verb: str, undoes: int | None = None) -> Generator[Writer]:
        """Give no writer to anybody."""
        del undoes
        yield _no_writer(verb)


def _no_writer(verb: str) -> Writer:
    raise ReadOnlyStoreError(
        f"“{verb}” was not done: the store is open to read only. Open it again, when"
        " the other window is closed, to change it."
    )


def is_final(done: Done) -> bool:
    """Tell whether a verb cannot be taken back: a document was issued."""
    return bool(done.nouns & _FINAL)


def may_take_over(location: str) -> bool:
    """Tell whether the mark on a file was left by a window of another computer."""
    if is_server(location):
        return False
    holder = lock.holder(Path(location))
    return holder is None or holder.host != socket.gethostname()


def is_missing(location: str) -> bool:
    """Tell whether there is nothing at all where a store should be."""
    return not is_server(location) and not Path(location).exists()


def backups() -> Path:
    """Return the folder where copies lie."""
    from pip_manager.models import backup

    return backup.folder()
