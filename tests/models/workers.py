"""What the tests run in processes of their own: `python -m tests.models.workers …`.

Each worker says on standard output what it has been told is done.
"""

from __future__ import annotations

import random
import sys
import time
from contextlib import suppress
from decimal import Decimal

from pip_manager.models.numbering import next_number
from pip_manager.models.store import Store
from tests.models.ledger import WHO, activity, issue, record


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def count_on(location, times):
    """Read a figure, add one, write it back: each a read-modify-write."""
    store = Store.open(location)
    for _ in range(int(times)):
        with store.writing("Count on", WHO) as writer:
            n = next_number(writer.connection, "draft")
            kept = row_of(writer.connection)
            fields = {"quantity": kept.quantity + Decimal(1)}
            writer.change("activities", kept.id, kept.version, fields)
        say(n)


def row_of(connection):
    from pip_manager.models.writer import find

    found = find(connection, "activities", ["T1"])
    assert found is not None
    return found


def issue_some(location, seed, times):
    """Issue invoices of one day each; one in five is dropped at the last moment."""
    store = Store.open(location)
    luck = random.Random(int(seed))  # noqa: S311 - not a secret
    for n in range(int(times)):
        drop = luck.random() < 0.2
        with suppress(ZeroDivisionError):
            with store.writing("Issue", WHO) as writer:
                code = f"S{seed}-{n}"
                writer.add("activities", activity(code))
                number = issue(writer, [code])
                assert 1 / (not drop)
            say(number)


def add_days(location, seed):
    """Log days until killed, ten to a verb."""
    store = Store.open(location)
    n = 0
    while True:
        with store.writing("Log", WHO) as writer:
            for part in range(10):
                writer.add("activities", activity(f"K{seed}-{n}-{part}"))
        say(n)
        n += 1


def read_long(location, seconds):
    """Keep a reader open, as a long report would."""
    store = Store.open(location)
    with store.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM activities").scalar()
        say("reading")
        time.sleep(float(seconds))
    say(record(store, "activities", "T1").summary)


def hold(location):
    """Take the file for oneself alone."""
    import sqlite3

    connection = sqlite3.connect(location, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    say("held")
    time.sleep(60)


def keep_number(location):
    """Take a number and wait, the transaction open."""
    store = Store.open(location)
    with store.writing("Issue", WHO) as writer:
        say(next_number(writer.connection, "PIP-2017"))
        time.sleep(60)


def lock_window(location):
    """Open a window on a file, and leave it open."""
    from pathlib import Path

    from pip_manager.models import lock

    with lock.take(Path(location)):
        say("locked")
        time.sleep(60)


def upgrade(location, folder):
    """Upgrade to the test's schema 2, and say when it is done."""
    from pathlib import Path

    from pip_manager.models.migrations import STEPS
    from pip_manager.models.upgrade import Steps
    from pip_manager.models.upgrade import upgrade as run

    say("started")
    run(location, Steps(2, (STEPS, Path(folder))))
    say("done")


WORK = {
    work.__name__: work
    for work in (
        count_on,
        issue_some,
        add_days,
        read_long,
        hold,
        keep_number,
        lock_window,
        upgrade,
    )
}

if __name__ == "__main__":
    WORK[sys.argv[1]](*sys.argv[2:])
