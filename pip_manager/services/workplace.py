"""One open store and who works in it: where every verb begins and is announced."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pip_manager.models.changes import Who
    from pip_manager.models.store import Store
    from pip_manager.models.writer import Writer


@dataclass(frozen=True, slots=True)
class Done:
    """A verb that was committed: its place in the log and the nouns it touched."""

    seq: int
    verb: str
    nouns: frozenset[str]


class Workplace:
    """What every group of verbs works in: a store, and one person at one computer.

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
            self.announce(Done(writer.seq, writer.verb, nouns))
