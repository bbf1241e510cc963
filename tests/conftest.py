"""What every test may ask for: a screen, stores to write to, and no silent skips."""

from __future__ import annotations

import os
import uuid

import hypothesis
import psycopg
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

hypothesis.settings.register_profile("quick", deadline=None, max_examples=60)
hypothesis.settings.register_profile("slow", deadline=None, max_examples=1000)

# Set by `python3 dev.py test`; see there for the server.
POSTGRES = os.environ.get("PIP_MANAGER_TEST_POSTGRES")
NO_SKIPS = os.environ.get("PIP_MANAGER_NO_SKIPS") == "1"

_skipped: set[str] = set()


@pytest.fixture
def postgres_url():
    """Return the URL of an empty PostgreSQL database, dropped after the test."""
    if POSTGRES is None:
        pytest.skip("No PostgreSQL is lent: run the tests with `python3 dev.py test`.")
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        # copying files is twice as fast as logging each page of the copy
        server.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY")
        yield POSTGRES.rpartition("/")[0] + f"/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request, tmp_path):
    """Return where a new store may be made: once a file, once a PostgreSQL database."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    return str(tmp_path / "pip-manager.store")


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the slow tests as well")


def pytest_configure(config):
    hypothesis.settings.load_profile("slow" if config.getoption("slow") else "quick")


def pytest_collection_modifyitems(config, items):
    if config.getoption("slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    items[:] = [item for item in items if item not in slow]
    config.hook.pytest_deselected(items=slow)


def pytest_collectreport(report):
    _note_skip(report)


def pytest_runtest_logreport(report):
    _note_skip(report)


def _note_skip(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.add(report.nodeid)


def pytest_sessionfinish(session):
    # the workers of xdist send their reports to the one session that counts
    if NO_SKIPS and _skipped and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if NO_SKIPS and _skipped:
        terminalreporter.section("skipped, and so failed (PIP_MANAGER_NO_SKIPS)")
        for nodeid in sorted(_skipped):
            terminalreporter.line(nodeid)
