from __future__ import annotations

import pytest

from tests.models.ledger import founded


@pytest.fixture(autouse=True)
def backups(tmp_path, monkeypatch):
    """Keep what is backed up of itself out of the user's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "pip-manager" / "backups"


@pytest.fixture
def store(store_url):
    """Return a small store, once in a file and once on PostgreSQL."""
    store = founded(store_url)
    yield store
    store.close()


@pytest.fixture
def file(tmp_path):
    """Return a small store in a file."""
    store = founded(str(tmp_path / "books.store"))
    yield store
    store.close()


@pytest.fixture
def server(postgres_url):
    """Return a small store on PostgreSQL."""
    store = founded(postgres_url)
    yield store
    store.close()
