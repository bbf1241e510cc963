from __future__ import annotations

import json
import re
import socket
import sqlite3
import time
from contextlib import closing

import pytest

from pip_manager.errors import BusyStoreError
from pip_manager.models import lock
from tests.models.ledger import WHO, activity
from tests.models.processes import started


@pytest.fixture
def mark(file):
    return file.path.with_name("books.store.lock")


def test_a_second_window_is_refused_with_the_name_of_the_first(file):
    with started("lock_window", file.path) as process:
        process.stdout.readline()
        named = re.escape(f"on {socket.gethostname()}, since 20")
        for _ in range(20):
            with pytest.raises(BusyStoreError, match=named):
                lock.take(file.path)
        who = lock.holder(file.path)
        assert who is not None
        assert who.pid == process.pid


def test_a_second_window_of_one_process_is_refused_too(file):
    with lock.take(file.path), pytest.raises(BusyStoreError):
        lock.take(file.path)


def test_a_window_that_is_open_here_cannot_be_taken_over(file):
    with (
        lock.take(file.path),
        pytest.raises(BusyStoreError),
    ):
        lock.take(file.path, take_over=True)


@pytest.mark.parametrize("trials", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_after_a_crash_the_next_window_opens_without_a_question(file, trials):
    for _ in range(trials):
        with started("lock_window", file.path) as process:
            process.stdout.readline()
            process.kill()
            process.wait()
        began = time.monotonic()
        with lock.take(file.path):
            assert time.monotonic() - began < 1


def test_nothing_is_left_beside_the_file_when_a_window_closes(file, mark):
    held = lock.take(file.path)
    assert mark.exists()
    held.release()
    held.release()
    assert not mark.exists()
    lock.take(file.path).release()


@pytest.mark.parametrize(
    ("left", "named"),
    [
        (
            json.dumps(
                {
                    "host": "far-away",
                    "user": "bo",
                    "pid": 7,
                    "at": "2026-01-02T03:04:05",
                }
            ),
            "bo on far-away, since 2026-01-02 03:04 UTC",
        ),
        ("garbage", "does not say whose"),
        ('{"host": "far-away"}', "does not say whose"),
        ("[]", "does not say whose"),
        ("\x00\x00", "does not say whose"),
    ],
)
def test_what_another_computer_left_is_a_question_never_a_dead_end(
    file, mark, left, named
):
    mark.write_text(left)
    with pytest.raises(BusyStoreError, match="You can take it over") as refused:
        lock.take(file.path)
    assert named in str(refused.value)
    assert mark.read_text() == left
    with lock.take(file.path, take_over=True):
        who = lock.holder(file.path)
        assert who is not None
        assert who.host == socket.gethostname()


def test_a_file_in_use_is_not_taken_over(file, mark):
    mark.write_text("garbage")
    with closing(sqlite3.connect(file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyStoreError, match="using the store"):
            lock.take(file.path, take_over=True)
    assert mark.read_text() == "garbage"


def test_commands_neither_take_nor_heed_the_lock(file):
    with lock.take(file.path), file.writing("Log", WHO) as writer:
        writer.add("activities", activity("T9"))


def test_nobody_holds_what_has_no_mark(file):
    assert lock.holder(file.path) is None
