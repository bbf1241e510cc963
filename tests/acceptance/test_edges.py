"""The edges of the command line: each exit code, one sentence, and nothing changed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.acceptance import small
from tests.acceptance.driving import PROGRAM, ROOT, Program

MONTH = ("--from", "2017-10-01", "--to", "2017-10-31")
BACKWARDS = ("--from", "2017-10-31", "--to", "2017-10-01")
NUMBER = "LRPC-2017-0001"
TOMORROW = datetime.now(UTC).date() + timedelta(days=2)


@pytest.fixture(scope="module")
def billed_store(new_store, tmp_path_factory):
    """Return a store with one issued invoice and one draft."""
    folder = tmp_path_factory.mktemp("billed")
    program = Program(folder / "billed.store")
    shutil.copy(new_store, program.store)
    world = small.folder()
    world.rows("activities").append(small.WORK | {"activity": "A2", "engagement": "E2"})
    program.say("import", world.write(folder / "in"))
    for engagement in ("E1", "E2"):
        program.say("invoice", "draft", "--engagement", engagement, *MONTH)
    program.say("invoice", "issue", 1, "--on", "2017-11-02", "--pdf", folder / "pdf")
    return program.store


@pytest.fixture
def billed(billed_store, tmp_path):
    path = tmp_path / "b.store"
    shutil.copy(billed_store, path)
    return Program(path)


REFUSALS = [
    (1, "price", "--engagement", "E9", *MONTH),
    (1, "price", "--engagement", "E1", *BACKWARDS),
    (1, "invoice", "draft", "--engagement", "E9", *MONTH),
    (1, "invoice", "draft", "--engagement", "E1", *BACKWARDS),
    (1, "invoice", "discard", "77"),
    (1, "invoice", "discard", "1"),
    (1, "invoice", "issue", "77", "--on", "2017-11-03"),
    (1, "invoice", "issue", "1", "--on", "2017-11-03"),
    (1, "invoice", "issue", "2", "--on", TOMORROW),
    (1, "invoice", "issue", "2", "--on", "2017-11-01"),
    (1, "invoice", "run", *BACKWARDS, "--on", "2017-11-03", "--pdf", "pdf"),
    (1, "invoice", "run", *MONTH, "--on", TOMORROW, "--pdf", "pdf"),
    (1, "invoice", "show", "LRPC-2017-0002"),
    (1, "invoice", "pdf", "LRPC-2017-0002", "x.pdf"),
    (1, "summary", *BACKWARDS, "--by", "month"),
    (1, "import-undo", "77"),
    (1, "import-undo", "1"),
    (1, "new"),
    (16, "import", "nowhere"),
    (16, "import", __file__),
    (16, "import", "nowhere", "--check"),
    (2,),
    (2, "nonsense"),
    (2, "invoice"),
    (2, "invoice", "nonsense"),
    (2, "price", "--engagement", "E1"),
    (2, "price", "--engagement", "E1", "--from", "x", "--to", "2017-10-31"),
    (2, "price", "--engagement", "E1", "--from", "2017-02-30", "--to", "2017-10-31"),
    (2, "price", "--engagement", "E1", *MONTH, "--format", "xml"),
    (2, "invoice", "draft", "--engagement", "E1", *MONTH, "--group", "town"),
    (2, "summary", *MONTH, "--by", "town"),
    (2, "summary", *MONTH, "--by", "month", "--measure", "weight"),
    (2, "info", "--loud"),
    (2, "import"),
    (2, "export"),
    (2, "new", "--with", "everything"),
]


@pytest.mark.parametrize("words", REFUSALS, ids=lambda words: " ".join(map(str, words)))
def test_a_refusal_says_one_sentence_and_changes_nothing(
    billed, words, tmp_path, monkeypatch
):
    code, *words = words
    monkeypatch.chdir(tmp_path)
    before = billed.store.read_bytes()
    told = billed.say(*words, code=code)
    assert told.out == ""
    assert told.sentence.endswith("."), told.sentence
    assert billed.store.read_bytes() == before
    assert os.listdir(tmp_path) == ["b.store"]  # noqa: PTH208 - names are enough


EVERY = [
    ("info",),
    ("verify",),
    ("price", "--engagement", "E1", *MONTH),
    ("summary", *MONTH, "--by", "month"),
    ("invoice", "list"),
    ("invoice", "draft", "--engagement", "E1", *MONTH),
    ("export", "out"),
    ("import", "in"),
    ("backup", "copy.store"),
]


@pytest.mark.parametrize("words", EVERY, ids=lambda words: " ".join(words[:2]))
@pytest.mark.parametrize(
    ("kind", "code"),
    [("missing", 11), ("empty", 11), ("folder", 11), ("text", 11), ("cut", 12)],
)
def test_what_is_no_store_is_told_and_nothing_is_made(
    billed, tmp_path, monkeypatch, words, kind, code
):
    monkeypatch.chdir(tmp_path)
    small.folder().write(tmp_path / "in")
    program = Program(tmp_path / "no.store")
    whole = billed.store.read_bytes()
    match kind:
        case "empty":
            program.store.touch()
        case "folder":
            program.store.mkdir()
        case "text":
            program.store.write_text("not a store at all\n" * 2000)
        case "cut":
            program.store.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    names = sorted(path.name for path in tmp_path.iterdir())
    told = program.say(*words, code=code)
    assert told.out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_a_store_of_a_newer_version_is_left_alone(billed):
    with sqlite3.connect(billed.store) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {version + 1}")
    connection.close()
    before = billed.store.read_bytes()
    billed.say("info", code=10)
    billed.say("invoice", "list", code=10)
    assert billed.store.read_bytes() == before


def test_a_file_of_another_program_is_not_ours(tmp_path):
    connection = sqlite3.connect(tmp_path / "other.store")
    connection.execute("CREATE TABLE invoices (number TEXT)")
    connection.commit()
    connection.close()
    Program(tmp_path / "other.store").say("info", code=11)


@pytest.mark.slow
def test_a_store_in_use_is_told(billed):
    connection = sqlite3.connect(billed.store, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        billed.say("invoice", "discard", 2, code=13)
    finally:
        connection.close()
    billed.say("invoice", "discard", 2)


def test_verify_finds_a_changed_amount(billed):
    connection = sqlite3.connect(billed.store)
    triggers = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for (name,) in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE invoices SET gross = gross + 100")
    connection.commit()
    connection.close()
    told = billed.say("verify", "--format", "json", code=18).json
    assert told["ok"] is False
    assert told["findings"]
    for finding in told["findings"]:
        assert list(finding) == ["check", "what"]
    checks = {finding["check"] for finding in told["findings"]}
    assert len(checks) > 1


def test_nothing_to_bill_is_an_empty_list(billed):
    words = ("invoice", "draft", "--engagement", "E1", *MONTH)
    assert billed.ask(*words) == {"drafts": [], "blocked": []}


def test_numbers_follow_the_financial_year_and_never_the_draft(billed):
    words = ("--from", "2017-10-01", "--to", "2018-12-31")
    billed.say("invoice", "discard", 2)
    drafted = billed.ask("invoice", "draft", "--engagement", "E2", *words)["drafts"]
    told = billed.ask("invoice", "issue", drafted[0]["draft"], "--on", "2018-04-01")
    assert told["number"] == "LRPC-2018-0001"
    assert told["agreement"] == "AG2"
    shown = billed.ask("invoice", "show", NUMBER)
    assert (shown["tax_point"], shown["due_on"]) == ("2017-11-02", "2017-12-02")


def test_a_backup_comes_back_and_the_replaced_file_is_kept(billed, tmp_path):
    before = billed.ask("info")["counts"]
    billed.say("backup", tmp_path / "copy.store")
    billed.say("invoice", "discard", 2)
    billed.say("restore", tmp_path / "copy.store")
    assert billed.ask("info")["counts"] == before
    others = [path for path in tmp_path.iterdir() if path.name.startswith("b.store")]
    assert len(others) == 2
    kept = Program(next(path for path in others if path != billed.store))
    assert kept.ask("info")["counts"]["drafts"] == before["drafts"] - 1


def test_a_process_says_the_same_and_needs_no_qt(billed):
    told = billed.run("price", "--engagement", "E2", *MONTH, "--format", "json")
    assert (told.code, told.err) == (0, "")
    assert told.json == billed.ask("price", "--engagement", "E2", *MONTH)
    told = billed.run("invoice", "show", "LRPC-2017-0099", "--format", "json")
    assert (told.code, told.out) == (1, "")
    assert told.sentence.endswith(".")
    code = (
        "import sys; from pip_manager.cli import main;"
        f"main(['--store', {str(billed.store)!r}, 'info']);"
        "print(sorted(n for n in sys.modules if n.startswith('PySide6')))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert found.stdout.splitlines()[-1] == "[]"


def test_the_variable_names_the_store(billed, tmp_path):
    found = subprocess.run(
        [*PROGRAM, "info", "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "PIP_MANAGER_STORE": str(billed.store)},
    )
    assert Path(json.loads(found.stdout)["store"]) == billed.store
    assert json.loads(found.stdout)["counts"]["invoices"] == 1


def test_a_server_that_is_not_there_is_told(tmp_path):
    told = Program(tmp_path).run(
        *("info", "--format", "json"), PIP_MANAGER_STORE="unused"
    )
    assert told.code == 11
    words = ["--store", "postgresql://nobody@127.0.0.1:9/none", "info"]
    found = subprocess.run(
        [*PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (found.returncode, found.stdout) == (19, "")
