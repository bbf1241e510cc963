from __future__ import annotations

import hashlib
import random
import sqlite3
import time
from contextlib import closing

import pytest

from pip_manager.errors import BusyStoreError, NewerStoreError, StoreError
from pip_manager.models import backup, lock, triggers
from pip_manager.models.migrations import STEPS
from pip_manager.models.schema import trigger_names
from pip_manager.models.store import Store
from pip_manager.models.upgrade import Steps, is_older, upgrade
from tests.models.ledger import WHO, activity, founded, issue
from tests.models.processes import started

STEP = """
import time
from alembic import op
import sqlalchemy as sa

revision, down_revision = "0002", "0001"


def upgrade():
    op.add_column("people", sa.Column("shoe", sa.Text()))
    {}
"""
FAILING = {
    "fails half-way": ('raise RuntimeError("half-way")', "RuntimeError"),
    "breaks SQL": ('op.execute("SELECT shoe FROM nothing")', "did not work"),
    "loses rows": (
        "op.execute(\"DELETE FROM people WHERE person = 'P1'\")",
        "lost rows",
    ),
    "leaves a reference to nothing": (
        "op.execute(\"UPDATE activities SET person = 'P7' WHERE activity = 'T4'\")",
        "reference to nothing",
    ),
    "drops a table": ('op.execute("DROP TABLE holds")', "did not work"),
}


@pytest.fixture
def step(tmp_path):
    """Return a maker of steps to schema 2 that do `words` besides adding a column."""

    def make(words="pass"):
        folder = tmp_path / "steps"
        folder.mkdir(exist_ok=True)
        (folder / "schema_0002.py").write_text(STEP.format(words))
        return Steps(2, (STEPS, folder))

    return make


@pytest.fixture
def old(tmp_path):
    """Return the path of a closed store of schema 1 with an issued invoice."""
    store = founded(str(tmp_path / "books.store"))
    with store.writing("Issue", WHO) as writer:
        issue(writer, ["T1"])
    store.close()
    return store.path


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def columns(path):
    with closing(sqlite3.connect(path)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(people)")]


def ask(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def rules(path):
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    return dict(ask(path, asked))


def test_a_file_is_upgraded_and_the_old_one_kept(old, step, backups):
    before = digest(old)
    kept = upgrade(str(old), step())
    assert kept == old.with_name("books.store.before-upgrade")
    assert digest(kept) == before
    assert "shoe" in columns(old)
    assert rules(old) == triggers.SQLITE
    assert ask(old, "PRAGMA user_version") == [(2,)]
    assert ask(old, "SELECT value FROM marks WHERE name = 'schema'") == [("2",)]
    assert ask(old, "SELECT version_num FROM alembic_version") == [("0002",)]
    assert ask(old, "PRAGMA journal_mode") == [("delete",)]
    assert len(list(backups.glob("* before upgrade.store"))) == 1
    names = {path.name for path in old.parent.iterdir()}
    assert names == {"books.store", "books.store.before-upgrade", "data", "steps"}


def test_the_program_before_refuses_what_is_upgraded_and_touches_nothing(old, step):
    upgrade(str(old), step())
    before = digest(old)
    with pytest.raises(NewerStoreError, match="newer version"):
        Store.open(str(old))
    assert digest(old) == before


def test_a_store_of_our_schema_is_left_alone(old):
    before = digest(old)
    assert not is_older(str(old))
    assert upgrade(str(old)) is None
    assert digest(old) == before


def test_an_older_file_is_not_opened_unasked(old, monkeypatch):
    from pip_manager.models import store

    monkeypatch.setattr(store, "SCHEMA", 2)
    with pytest.raises(StoreError, match="Upgrade it first"):
        Store.open(str(old))


@pytest.mark.parametrize("what", FAILING)
def test_a_step_that_goes_wrong_leaves_the_file_as_it_was(old, step, what):
    words, told = FAILING[what]
    before = digest(old)
    with pytest.raises(StoreError, match=told) as refused:
        upgrade(str(old), step(words))
    assert "as it was" in str(refused.value)
    assert "backup" in str(refused.value)
    assert digest(old) == before
    left = {path.name for path in old.parent.iterdir()}
    assert left == {"books.store", "data", "steps"}
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_rules_a_step_forgets_are_put_back(old, step):
    rebuild = (
        'op.execute("CREATE TABLE made (number TEXT PRIMARY KEY)");'
        ' op.execute("DROP TRIGGER IF EXISTS invoices_never_go");'
        "op.batch_alter_table('invoice_lines', recreate='always').__enter__().batch"
    )
    with pytest.raises(StoreError, match="AttributeError"):
        upgrade(str(old), step(rebuild))
    whole = (
        "with op.batch_alter_table('invoice_lines', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('hue', sa.Text()))"
    )
    upgrade(str(old), step(whole))
    assert rules(old) == triggers.SQLITE
    assert ask(old, "SELECT count(*) FROM invoice_lines") == [(1,)]


def test_a_file_open_in_a_window_is_not_upgraded(old, step):
    with started("lock_window", old) as process:
        process.stdout.readline()
        before = digest(old)
        with pytest.raises(BusyStoreError, match="window of"):
            upgrade(str(old), step())
        assert digest(old) == before
    assert upgrade(str(old), step()) is not None


def test_what_an_upgrade_left_unfinished_is_no_hindrance(old, step):
    old.with_name("books.store.upgrading").write_bytes(b"half")
    old.with_name("books.store.upgrading-journal").write_bytes(b"half")
    assert upgrade(str(old), step()) is not None
    assert "shoe" in columns(old)


@pytest.mark.parametrize("trials", [10, pytest.param(60, marks=pytest.mark.slow)])
def test_an_upgrade_killed_at_any_moment_leaves_the_old_or_the_new(old, step, trials):
    luck = random.Random(5)  # noqa: S311 - not a secret
    whole = old.read_bytes()
    seen = set()
    folder = step("time.sleep(0.02)").folders[1]
    for _ in range(trials):
        old.write_bytes(whole)
        with started("upgrade", old, folder) as process:
            process.stdout.readline()
            time.sleep(luck.uniform(0.1, 0.5))
            process.kill()
            process.wait()
        with closing(sqlite3.connect(old)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        new = "shoe" in columns(old)
        seen.add(new)
        assert ask(old, "PRAGMA user_version") == [(2 if new else 1,)]
        assert rules(old) == triggers.SQLITE
        assert ask(old, "SELECT count(*) FROM activities") == [(4,)]
        if not new:
            assert old.read_bytes() == whole
    with lock.take(old):
        pass
    assert upgrade(str(old), step()) is not None or "shoe" in columns(old)


def test_a_server_is_upgraded_in_one_transaction(server, step):
    with server.writing("Log", WHO) as writer:
        writer.add("activities", activity("T9"))
    upgrade(server.location, step())
    with server.begin() as connection:
        assert connection.exec_driver_sql("SELECT shoe FROM people").all() == [(None,)]
        assert trigger_names(connection) == set(triggers.POSTGRES)
    with pytest.raises(NewerStoreError):
        Store.open(server.location)


@pytest.mark.parametrize("what", ["fails half-way", "breaks SQL", "loses rows"])
def test_a_step_that_goes_wrong_leaves_the_server_as_it_was(server, step, what):
    words, told = FAILING[what]
    if what == "loses rows":
        words = 'op.execute("DELETE FROM series")'
        with server.begin() as connection:
            connection.exec_driver_sql("INSERT INTO series VALUES ('X', 1)")
    with pytest.raises(StoreError, match=told):
        upgrade(server.location, step(words))
    with server.begin() as connection:
        assert trigger_names(connection) == set(triggers.POSTGRES)
        asked = (
            "SELECT count(*) FROM information_schema.columns WHERE column_name='shoe'"
        )
        assert connection.exec_driver_sql(asked).scalar() == 0
    Store.open(server.location).close()


def test_what_is_backed_up_before_an_upgrade_can_be_restored(old, step, backups):
    upgrade(str(old), step())
    (copy,) = backups.glob("* before upgrade.store")
    elsewhere = old.with_name("again.store")
    assert backup.restore(copy, elsewhere) is None
    Store.open(str(elsewhere)).close()
