"""One open store and who works in it: where every verb begins and is announced."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pip_manager.models.changes import Who
from pip_manager.models.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pip_manager.models.writer import Writer
    from pip_manager.services.billing import Billing
    from pip_manager.services.records import Records
    from pip_manager.services.settings import Settings

__all__ = ["Done", "Office", "Store", "Who"]


@dataclass(frozen=True, slots=True)
class Done:
    """A verb that was committed: its place in the log and the nouns it touched."""

    seq: int
    verb: str
    nouns: frozenset[str]


class Office:
    """The services of one store, for one person at one computer.

    `announce` is called after each verb is committed, on the thread that did it.
    """

    def __init__(self, store: Store, who: Who) -> None:
        """Work in `store` as `who`."""
        self.store = store
        self.who = who
        self.announce: Callable[[Done], None] = lambda _: None

    @contextmanager
    def writing(self, verb: str, undoes: int | None = None) -> Generator[Writer]:
        """Give the writer of one verb; commit and announce when the block ends."""
        with self.store.writing(verb, self.who, undoes) as writer:
            yield writer
        if writer.seq is not None:
            nouns = frozenset(entry["noun"] for entry in writer.entries)
            self.announce(Done(writer.seq, verb, nouns))

    @cached_property
    def records(self) -> Records:
        """The verbs every noun has: read, save, remove."""
        from pip_manager.services.records import Records

        return Records(self)

    @cached_property
    def settings(self) -> Settings:
        """What the Centre has set."""
        from pip_manager.services.settings import Settings

        return Settings(self)

    @cached_property
    def billing(self) -> Billing:
        """Prices, drafts and invoices."""
        from pip_manager.services.billing import Billing

        return Billing(self)
