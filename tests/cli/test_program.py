"""The program as others start it: a process, its exit code, what it touches."""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


@pytest.fixture
def store(say, tmp_path):
    path = tmp_path / "a.store"
    assert say("--store", path, "new", "--with", "starting-data").returncode == 0
    return path


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
