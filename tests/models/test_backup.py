from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from pip_manager.errors import (
    BusyStoreError,
    DamagedStoreError,
    ForeignStoreError,
    PipManagerError,
    ReadOnlyStoreError,
    VerifyError,
)
from pip_manager.models import backup, lock, tables
from pip_manager.models.store import Store, server_engine
from pip_manager.models.verify import verify
from tests.models.ledger import WHO, issue, opened, record
from tests.models.processes import killed, started


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def change(store, words):
    kept = record(store, "activities", "T1")
    with store.writing("Change", WHO) as writer:
        writer.change("activities", kept.id, kept.version, {"summary": words})


def test_a_copy_lies_apart_under_a_name_that_says_of_what_and_when(file, backups):
    assert backup.last(file.location) is None
    copy = backup.backup(file)
    assert copy.parent == backups
    assert copy.name.startswith("books ")
    assert copy.suffix == ".store"
    made = backup.last(file.location)
    assert made is not None
    assert abs(made - datetime.now(UTC)) < timedelta(minutes=1)
    assert [path.name for path in backups.iterdir()] == [copy.name]


def test_copies_of_another_store_of_that_name_do_not_count(file, tmp_path):
    backup.backup(file)
    assert backup.last(str(tmp_path / "elsewhere" / "books.store")) is None


def test_two_copies_within_a_second_have_two_names(file, backups):
    assert backup.backup(file) != backup.backup(file)
    assert backup.last(file.location) is not None
    assert len(list(backups.iterdir())) == 2


def test_a_copy_is_made_where_one_asks_and_never_over_a_file(file, tmp_path):
    target = tmp_path / "sub" / "copy.store"
    assert backup.backup(file, target) == target
    before = digest(target)
    with pytest.raises(PipManagerError, match="there already"):
        backup.backup(file, target)
    assert digest(target) == before
    assert backup.backup(file, tmp_path / "sub").parent == tmp_path / "sub"


def test_a_copy_in_a_folder_that_cannot_be_made_is_refused_in_a_sentence(
    file, tmp_path
):
    (tmp_path / "no-folder").write_text("")
    with pytest.raises(ReadOnlyStoreError, match="Check the folder"):
        backup.backup(file, tmp_path / "no-folder" / "copy.store")


def test_a_store_with_a_broken_log_is_not_copied_as_if_it_were_sound(file, backups):
    with closing(sqlite3.connect(file.path, isolation_level=None)) as owner:
        owner.execute("UPDATE change_entries SET entry = '{}'")
    with pytest.raises(VerifyError, match="not sound"):
        backup.backup(file)
    assert list(backups.iterdir()) == []


def test_a_copy_restored_elsewhere_is_the_same_store(file, tmp_path):
    with file.writing("Issue", WHO) as writer:
        issue(writer, ["T1", "T2"])
    copy = backup.backup(file)
    elsewhere = tmp_path / "elsewhere.store"
    assert backup.restore(copy, elsewhere) is None
    with opened(str(elsewhere)) as again:
        assert verify(again) == []
        for table in tables.metadata.tables.values():
            with again.reading() as new, file.reading() as old:
                rows = [sorted(map(repr, c.execute(select(table)))) for c in (new, old)]
            assert rows[0] == rows[1]


def test_what_is_replaced_is_kept_beside_and_copied_besides(file, backups):
    copy = backup.backup(file)
    change(file, "Later work")
    file.close()
    before = digest(file.path)
    kept = backup.restore(copy, file.path)
    assert kept is not None
    assert kept.name.startswith("books.store.replaced-20")
    assert digest(kept) == before
    with opened(file.location) as again:
        assert record(again, "activities", "T1").summary == "Case audit"
    with opened(str(kept)) as replaced:
        assert record(replaced, "activities", "T1").summary == "Later work"
    assert len(list(backups.glob("* before restore.store"))) == 1
    left = {path.name for path in file.path.parent.iterdir()}
    assert left == {"books.store", kept.name, "data"}


def test_a_store_torn_beyond_reading_can_be_restored_onto(file):
    copy = backup.backup(file)
    file.close()
    file.path.write_bytes(b"torn")
    file.path.with_name("books.store-journal").write_bytes(b"of the torn one")
    kept = backup.restore(copy, file.path)
    assert kept is not None
    assert kept.read_bytes() == b"torn"
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"of the torn one"
    with opened(file.location) as again:
        assert verify(again) == []


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda _: b"", ForeignStoreError),
        (lambda _: b"x" * 5000, ForeignStoreError),
        (lambda whole: whole[: len(whole) // 2], DamagedStoreError),
        (lambda whole: whole[:8192] + b"\xaa" * 8192 + whole[16384:], PipManagerError),
    ],
    ids=["empty", "foreign", "cut", "torn"],
)
def test_a_copy_that_is_no_good_is_not_restored(file, tmp_path, spoil, error):
    copy = backup.backup(file, tmp_path / "copy.store")
    file.close()
    copy.write_bytes(spoil(copy.read_bytes()))
    before, names = digest(file.path), set(tmp_path.iterdir())
    with pytest.raises(error):
        backup.restore(copy, file.path)
    assert digest(file.path) == before
    assert set(tmp_path.iterdir()) <= names | {tmp_path / "data"}


def test_a_store_open_in_a_window_is_not_restored_onto(file, tmp_path):
    copy = backup.backup(file, tmp_path / "copy.store")
    with lock.take(file.path), pytest.raises(BusyStoreError, match="window of"):
        backup.restore(copy, file.path)


def test_a_store_is_not_restored_onto_itself(file):
    with pytest.raises(PipManagerError, match="the store itself"):
        backup.restore(file.path, file.path)


@pytest.mark.parametrize("times", [4, pytest.param(30, marks=pytest.mark.slow)])
def test_copies_taken_while_others_write_are_whole_and_hold_all_that_was_saved(
    file, tmp_path, times
):
    activities = tables.TABLES["activities"]
    with started("add_days", file.path, 1) as process:
        for n in range(times):
            saved = int(process.stdout.readline())
            copy = backup.backup(file, tmp_path / f"copy-{n}.store")
            with opened(str(copy)) as store:
                assert verify(store) == []
                with store.reading() as connection:
                    counting = select(func.count()).select_from(activities)
                    assert connection.scalar(counting) >= 4 + 10 * (saved + 1)
        assert killed(process), "it went on writing meanwhile"


def test_a_copy_of_some_size_takes_no_longer_than_it_should(file, tmp_path):
    with file.begin() as connection:
        for n in range(10):
            row = {"sha256": str(n), "content": bytes([n]) * 2_000_000}
            connection.execute(tables.documents.insert().values(row))
    began = time.monotonic()
    copy = backup.backup(file, tmp_path / "copy.store")
    assert copy.stat().st_size > 20_000_000
    assert time.monotonic() - began < 2


def test_a_team_store_is_copied_with_the_server_s_own_tool(server):
    copy = backup.backup(server)
    assert copy.suffix == ".dump"
    assert copy.read_bytes().startswith(b"PGDMP")
    assert backup.last(server.location) is not None


def test_without_that_tool_it_is_said_and_nothing_stands_in_the_way(
    server, monkeypatch, tmp_path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PipManagerError, match="pg_dump, which is not on this computer"):
        backup.backup(server)
    assert backup.before(server.location, "import") is None


def test_the_password_of_the_server_is_on_nobody_s_screen(postgres_url):
    address = postgres_url.replace("//postgres@", "//postgres:canary@")
    address = address.rpartition("/")[0] + "/nothing_there"
    with pytest.raises(VerifyError) as refused:
        backup.backup(Store(address, server_engine(address)))
    assert "canary" not in str(refused.value)
    assert "nothing_there" in str(refused.value)
