from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from pip_manager.errors import (
    BusyStoreError,
    DamagedStoreError,
    ForeignStoreError,
    NewerStoreError,
    PipManagerError,
    ReadOnlyStoreError,
    StoreError,
    UnreachableError,
    UsageError,
)
from pip_manager.models import header
from pip_manager.models.store import Store
from tests.models.ledger import WHO, activity, founded, opened, record
from tests.models.processes import started


@pytest.fixture
def path(tmp_path):
    """Return the path of a closed store."""
    store = founded(str(tmp_path / "books.store"))
    store.close()
    return store.path


def empty(path):
    path.write_bytes(b"")


def cut(share):
    def cut_it(path):
        whole = path.read_bytes()
        path.write_bytes(whole[: share if share > 1 else int(len(whole) * share)])

    cut_it.__name__ = f"cut to {share}"
    return cut_it


def zeroed_header(path):
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])


def zeroed_whole(path):
    path.write_bytes(b"\x00" * path.stat().st_size)


def text(path):
    path.write_text("number,date\n1,2017-10-20\n")


def workbook(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")


def another_program(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")


def another_mark(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id=1")


def newer(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")


def newer_only_in_its_log(path):
    """As a newer program left it that crashed: the news stands in -wal alone."""
    script = (
        "import sqlite3, os, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode=WAL')\n"
        "c.execute('PRAGMA user_version=99')\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert header.beside(path, "-wal").stat().st_size
    assert int.from_bytes(path.read_bytes()[60:64], "big") == 1


def garbage(first, last):
    def garbage_pages(path):
        whole = bytearray(path.read_bytes())
        whole[4096 * first : 4096 * last] = b"\xaa" * 4096 * (last - first)
        path.write_bytes(whole)

    garbage_pages.__name__ = f"garbage from page {first}"
    return garbage_pages


def schema_garbage(path):
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\xaa" * (4096 - 100)
    path.write_bytes(whole)


def a_table_gone(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE marks")


def a_mark_gone(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM marks")


def an_older_one(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=0")


def random_bytes(path):
    path.write_bytes(hashlib.sha512(b"x").digest() * 200)


def one_byte(path):
    path.write_bytes(b"S")


WRONG = [
    (empty, ForeignStoreError),
    (one_byte, DamagedStoreError),
    (cut(0.99), DamagedStoreError),
    (cut(0.5), DamagedStoreError),
    (cut(4096), DamagedStoreError),
    (cut(100), DamagedStoreError),
    (cut(60), DamagedStoreError),
    (zeroed_header, ForeignStoreError),
    (zeroed_whole, ForeignStoreError),
    (text, ForeignStoreError),
    (workbook, ForeignStoreError),
    (random_bytes, ForeignStoreError),
    (another_program, ForeignStoreError),
    (another_mark, ForeignStoreError),
    (newer, NewerStoreError),
    (newer_only_in_its_log, NewerStoreError),
    (schema_garbage, DamagedStoreError),
    (a_table_gone, DamagedStoreError),
    (a_mark_gone, DamagedStoreError),
    (an_older_one, StoreError),
]


@pytest.mark.parametrize(
    ("spoil", "error"), WRONG, ids=[spoil.__name__ for spoil, _ in WRONG]
)
def test_a_wrong_file_is_refused_by_its_kind_at_once_and_not_touched(
    path, spoil, error
):
    spoil(path)
    before = path.read_bytes()
    began = time.monotonic()
    with pytest.raises(error) as refused:
        Store.open(str(path))
    assert time.monotonic() - began < 0.5, "0.05 s on a quiet machine"
    assert refused.type is error
    assert str(refused.value).endswith(".")
    assert path.read_bytes() == before


def test_torn_pages_are_refused_where_they_are_read(path):
    garbage(20, 200)(path)
    before = path.read_bytes()
    with pytest.raises(DamagedStoreError), opened(str(path)) as store:
        record(store, "activities", "T1")
        for noun, code in (("people", "P1"), ("engagements", "E1")):
            record(store, noun, code)
    assert path.read_bytes() == before


def test_a_folder_or_nothing_is_no_store(tmp_path):
    with pytest.raises(ForeignStoreError, match="is a folder"):
        Store.open(str(tmp_path))
    with pytest.raises(ForeignStoreError, match="There is no store"):
        Store.open(str(tmp_path / "nothing"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_somebody_has_for_himself_is_busy_and_soon_said_to_be(path):
    with started("hold", path) as process:
        process.stdout.readline()
        before = path.read_bytes()
        began = time.monotonic()
        with pytest.raises(BusyStoreError):
            Store.open(str(path))
        assert time.monotonic() - began < 3
        assert path.read_bytes() == before


def test_a_journal_left_by_a_crash_is_rolled_back_at_opening(path):
    before = path.read_bytes()
    script = (
        "import sqlite3, os, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size=1')\n"
        "c.execute('BEGIN')\n"
        "c.execute(\"UPDATE activities SET summary = printf('%20000c', 'x')\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert header.beside(path, "-journal").stat().st_size
    assert path.read_bytes() != before
    with opened(str(path)) as store:
        assert record(store, "activities", "T1").summary == "Case audit"
    assert not header.beside(path, "-journal").exists()


def test_a_log_left_by_another_tool_is_taken_in_at_opening(path):
    script = (
        "import sqlite3, os, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode=WAL')\n"
        "c.execute(\"UPDATE activities SET summary = 'In the log'\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    with opened(str(path)) as store:
        assert record(store, "activities", "T1").summary == "In the log"
        assert store.facts()["journal_mode"] == "delete"
    assert not header.beside(path, "-wal").exists()


def test_what_it_runs_with_is_what_it_should(file):
    assert file.facts() == {
        "schema": 1,
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "sqlite_version": sqlite3.sqlite_version,
    }


def test_a_new_store_is_never_made_over_something(path, tmp_path):
    before = path.read_bytes()
    with pytest.raises(PipManagerError, match="nothing was overwritten"):
        Store.create(str(path))
    with pytest.raises(ForeignStoreError, match="is a folder"):
        Store.create(str(tmp_path))
    assert path.read_bytes() == before


def test_a_team_store_is_never_made_over_another(server):
    with pytest.raises(PipManagerError, match="There is a store at that place"):
        Store.create(server.location)


def test_nobody_else_may_read_a_new_file(path):
    if os.name == "posix":  # Windows keeps rights apart from the mode
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_store_is_found_again_though_the_working_folder_changes(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    with opened(path.name) as store:
        monkeypatch.chdir("/")
        assert record(store, "activities", "T1").summary == "Case audit"


AS_NOBODY = """
import hashlib, os, sys
sys.path.insert(0, sys.argv[1])
import sqlalchemy
from pip_manager.errors import PipManagerError
from pip_manager.models.store import Store
from tests.models.ledger import WHO, activity, record
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
step = "open"
try:
    store = (Store.create if sys.argv[3] == "new" else Store.open)(sys.argv[2])
    step = "read"
    record(store, "activities", "T1")
    step = "write"
    with store.writing("Log", WHO) as writer:
        writer.add("activities", activity("T9"))
    step = "written"
except PipManagerError as error:
    print(step, error.exit_code, type(error).__name__)
else:
    print(step, 0, "")
"""


def as_nobody(location, *, new=False):
    """Use a store as somebody without rights, also where the tests run as root."""
    root = Path(__file__).resolve().parents[2]
    words = [str(root), str(location), "new" if new else "open"]
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *words],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stdout.split()


@pytest.fixture
def common(tmp_path_factory):
    """Return a store whose folders everybody may enter."""
    folder = tmp_path_factory.mktemp("common")
    for parent in folder.parents:
        if parent.stat().st_uid == os.geteuid() and str(parent) not in {"/", "/tmp"}:  # noqa: S108 - not ours to open
            parent.chmod(parent.stat().st_mode | 0o011)
    folder.chmod(0o777)
    store = founded(str(folder / "books.store"))
    store.close()
    store.path.chmod(0o666)
    return store.path


def test_whoever_has_the_right_to_a_file_uses_it(common):
    assert as_nobody(common) == ["written", "0"]


def test_a_file_nobody_may_write_is_read_and_not_written(common):
    common.chmod(0o444)
    before = common.read_bytes()
    assert as_nobody(common) == ["write", "14", "ReadOnlyStoreError"]
    assert common.read_bytes() == before


def test_a_file_nobody_may_read_is_refused(common):
    common.chmod(0o000)
    assert as_nobody(common) == ["open", "14", "ReadOnlyStoreError"]


def test_a_file_in_a_folder_nobody_may_write_is_read_and_not_written(common):
    common.parent.chmod(0o555)
    before = common.read_bytes()
    assert as_nobody(common) == ["write", "14", "ReadOnlyStoreError"]
    assert common.read_bytes() == before
    assert as_nobody(common.parent / "new.store", new=True)[1] == "14"
    common.parent.chmod(0o777)
    assert [path.name for path in common.parent.iterdir()] == ["books.store"]


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("postgresql://postgres@127.0.0.1:1/nothing", UnreachableError),
        ("postgresql://nobody.invalid/nothing", UnreachableError),
        ("postgresql://host:port/nothing", UsageError),
    ],
)
def test_a_server_out_of_reach_is_said_to_be(address, error):
    with pytest.raises(error):
        Store.open(address)


def test_a_database_that_is_missing_or_another_s_is_no_store(postgres_url):
    with pytest.raises(ForeignStoreError, match="holds no store"):
        Store.open(postgres_url)
    with pytest.raises(ForeignStoreError, match="no such database"):
        Store.open(postgres_url + "_missing")


def test_a_read_only_server_is_said_to_be(server):
    name = server.location.rpartition("/")[2]
    with server.begin() as connection:
        read_only = f"ALTER DATABASE {name} SET default_transaction_read_only = on"
        connection.exec_driver_sql(read_only)
    server.close()
    with (
        opened(server.location) as store,
        pytest.raises(ReadOnlyStoreError),
        store.writing("Log", WHO) as writer,
    ):
        writer.add("activities", activity("T9"))
