"""The program as others start it: a process, its exit code, what it touches."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pip_manager.models import loading
from pip_manager.models.verify import verify
from pip_manager.services import stores

FILES = {
    "people": "person,name\nP1,Jo\n",
    "engagements": "engagement,authority,title\nE1,E08000034,Practice\n",
    "agreements": "agreement,engagement\nAG1,E1\n",
    "rates": "card,level,unit,amount,from\n2026,standard,day,500,2026-04-01\n",
    "settings": "key,value\nseller_name,Leeds\nseller_address,Civic Hall\n"
    "seller_vat_number,GB123456782\n",
    "authorities": "authority,billing_address\nE08000034,Town Hall\n",
    "activities": "activity,date,person,engagement,quantity,unit\n"
    "A1,2026-05-01,P1,E1,1,day\n",
}
PROGRAM = (sys.executable, "-m", "pip_manager")


@pytest.fixture
def say(tmp_path):
    """Return a function that starts the program in a folder of its own."""
    own = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_STATE_HOME": str(tmp_path)}
    here = {"PYTHONPATH": str(Path(__file__).parents[2])}
    (tmp_path / "here").mkdir()

    def said(*words, **more):
        return subprocess.run(
            [*PROGRAM, *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path / "here",
            env=os.environ | own | here | more,
        )

    return said


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "a.store"
    stores.create(str(path), "starting-data")
    return path


@pytest.fixture
def store(template, tmp_path):
    return Path(shutil.copy(template, tmp_path / "a.store"))


def test_json_is_all_there_is_on_standard_output(say, store):
    told = say("--store", store, "info", "--format", "json")
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["counts"]["engagements"] == 17


def test_the_variable_names_the_store_where_the_command_does_not(say, store):
    told = say("info", "--format", "json", PIP_MANAGER_STORE=str(store))
    assert json.loads(told.stdout)["store"] == str(store)


def test_without_both_the_user_s_own_store_is_meant(say, tmp_path):
    missing = say("info")
    assert missing.returncode == 11
    assert say("new").returncode == 0
    assert say("info").returncode == 0
    assert list((tmp_path / "data").rglob("*.store"))


def broken(kind, path, good):
    match kind:
        case "missing":
            return
        case "folder":
            path.mkdir()
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_text("Not a store of anything.\n" * 200)
        case "cut":
            path.write_bytes(good.read_bytes()[:-5000])
        case "newer":
            content = bytearray(good.read_bytes())
            content[60:64] = (99).to_bytes(4, "big")
            path.write_bytes(content)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("missing", 11),
        ("folder", 11),
        ("empty", 11),
        ("text", 11),
        ("cut", 12),
        ("newer", 10),
    ],
)
@pytest.mark.parametrize("command", ["info", "verify", "export", "import"])
def test_what_is_no_store_is_refused_and_left_as_it_is(
    say, store, tmp_path, kind, code, command
):
    path = tmp_path / "here" / "x.store"
    broken(kind, path, store)
    before = digest(path) if path.is_file() else None
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "people.csv").write_text("person,name\nP1,Jo\n")
    target = {"export": [tmp_path / "out"], "import": [tmp_path / "in"]}
    told = say("--store", path, command, *target.get(command, []))
    assert told.returncode == code, told.stderr
    assert told.stdout == ""
    assert "Traceback" not in told.stderr
    assert told.stderr.strip().splitlines()[-1].endswith(".")
    assert not (tmp_path / "out").exists()
    assert [f.name for f in (tmp_path / "here").iterdir()] == [
        name for name in ["x.store"] if kind != "missing"
    ]
    if before is not None:
        assert digest(path) == before


def test_a_server_that_is_not_there_ends_with_nineteen(say):
    told = say("--store", "postgresql://nobody@127.0.0.1:9/none", "info")
    assert told.returncode == 19
    assert told.stderr.strip().endswith(".")


def test_wrong_usage_ends_with_two_and_no_boxes(say, store):
    told = say("--store", store, "price", "--engagement", "E1")
    assert told.returncode == 2
    assert told.stderr.isascii()


def counted(path):
    with stores.open_office(str(path)) as office:
        assert verify(office.store) == []
        with office.store.reading() as connection:
            return loading.counts(connection)


@pytest.mark.slow
def test_an_import_that_is_killed_brings_in_all_or_nothing(store, tmp_path):
    rows = "".join(f"P{n},Person {n}\n" for n in range(5_000))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "people.csv").write_text(f"person,name\n{rows}")
    words = [*PROGRAM, "--store", "", "import", str(tmp_path / "in")]
    rng = random.Random(5)  # noqa: S311 - moments, not secrets
    came = set()
    for trial in range(30):
        path = Path(shutil.copy(store, tmp_path / f"{trial}.store"))
        words[4] = str(path)
        with subprocess.Popen(
            words,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as child:
            time.sleep(rng.uniform(0.3, 3))
            child.send_signal(signal.SIGKILL)
        came.add(counted(path)["people"])
    assert came <= {0, 5_000}


def test_new_and_a_whole_month_from_nothing(say, tmp_path):
    store = ("--store", tmp_path / "b.store")
    assert say(*store, "new").returncode == 0
    (tmp_path / "in").mkdir()
    for name, text in FILES.items():
        (tmp_path / "in" / f"{name}.csv").write_text(text)
    assert say(*store, "import", tmp_path / "in").returncode == 0
    month = ("--from", "2026-05-01", "--to", "2026-05-31", "--on", "2026-06-01")
    told = say(
        *(*store, "invoice", "run", *month, "--pdf", tmp_path / "pdf"),
        *("--format", "json"),
    )
    (line,) = told.stdout.splitlines()
    assert json.loads(line)["issued"] == "LRPC-2026-0001"
    assert say(*store, "export", tmp_path / "all").returncode == 0
    other = ("--store", tmp_path / "c.store")
    say(*other, "new")
    assert say(*other, "import", tmp_path / "all").returncode == 0
    assert say(*other, "verify").returncode == 0
    assert say(*store, "backup", tmp_path / "copy.store").returncode == 0
    assert counted(tmp_path / "copy.store") == counted(store[1])


def test_a_restored_backup_takes_the_place_and_the_other_is_kept(say, store, tmp_path):
    say("--store", store, "backup", tmp_path / "copy.store")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "people.csv").write_text("person,name\nP1,Jo\n")
    say("--store", store, "import", tmp_path / "in")
    assert counted(store)["people"] == 1
    told = say("--store", store, "restore", tmp_path / "copy.store")
    assert told.returncode == 0, told.stderr
    assert counted(store)["people"] == 0
    (kept,) = [f for f in tmp_path.iterdir() if "replaced" in f.name]
    assert counted(kept)["people"] == 1


def test_verify_ends_with_eighteen_where_something_is_wrong(say, store):
    import sqlite3

    with sqlite3.connect(store) as stranger:
        stranger.execute("UPDATE posts SET title = 'Other' WHERE post = 'P1'")
    stranger.close()
    told = say("--store", store, "verify", "--format", "json")
    assert told.returncode == 18
    found = json.loads(told.stdout)
    assert found["ok"] is False
    assert "P1" in found["findings"][0]["what"]


def test_a_password_is_not_shown():
    from pip_manager.cli.store_commands import _shown

    assert _shown("postgresql://jo:secret@host/db") == "postgresql://jo@host/db"


def modules_of(store, tmp_path, *words):
    """Return what a command has imported when it ends."""
    code = (
        "import sys; from pip_manager.__main__ import main;"
        f"main(['--store', {str(store)!r}, *{list(map(str, words))!r}]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
    )
    return set(told.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ["info"],
        ["summary", "--from", "2026-01-01", "--to", "2026-12-31", "--by", "month"],
        ["price", "--engagement", "E1", "--from", "2026-01-01", "--to", "2026-12-31"],
        ["export", "out.zip"],
    ],
)
def test_a_command_imports_no_window_and_no_frames(store, tmp_path, words):
    words = [tmp_path / word if word == "out.zip" else word for word in words]
    loaded = modules_of(store, tmp_path, *words)
    heavy = {"PySide6", "pandas", "numpy", "alembic", "rich", "sqlalchemy.orm"}
    assert loaded & heavy == set()


def test_info_starts_within_twice_the_time_of_the_bare_library(store):
    def median(*words):
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            subprocess.run(words, check=True, capture_output=True)
            times.append(time.perf_counter() - begun)
        return statistics.median(times)

    here = Path(__file__).parents[2]
    words = (*PROGRAM, "--store", str(store), "info")
    bare = median(sys.executable, "-c", "import sqlalchemy.orm")
    command = median("env", "-C", str(here), *words)
    assert command < 2.0 * bare + 0.1
