"""A new store copied quickly, and no trace in the user's own folders."""

from __future__ import annotations

import shutil

import pytest

from tests.acceptance.driving import Program


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory, monkeypatch):
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("own")))


@pytest.fixture(scope="session")
def new_store(tmp_path_factory):
    """Return the file of an empty store, to copy."""
    program = Program(tmp_path_factory.mktemp("new") / "new.store")
    program.say("new")
    return program.store


@pytest.fixture
def another(new_store, tmp_path):
    """Return a function that makes one more empty store by name."""

    def made(name):
        path = tmp_path / f"{name}.store"
        shutil.copy(new_store, path)
        return Program(path)

    return made


@pytest.fixture
def program(another):
    return another("a")
