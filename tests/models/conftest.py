from __future__ import annotations

import pytest

from tests.models.ledger import founded


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
