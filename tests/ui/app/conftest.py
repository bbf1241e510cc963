"""A whole program over a small store of its own, kept apart from the user's."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pip_manager.services import stores
from pip_manager.ui.app import Program
from pip_manager.ui.kit import jobs

if TYPE_CHECKING:
    from pip_manager.domain.values import Value


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Return a store with one engagement, its agreement, a person and a day logged."""
    path = tmp_path_factory.mktemp("template") / "template.store"
    stores.create(str(path))
    with stores.open_office(str(path)) as office:
        records = office.records
        records.add("people", {"person": "P1", "name": "Ada Quill"})
        engagement = {
            "engagement": "E1",
            "authority": "E08000034",
            "title": "Front door review",
            "status": "active",
        }
        records.add("engagements", engagement)
        records.add("agreements", {"agreement": "AG1", "engagement": "E1"})
        activity: dict[str, Value] = {
            "activity": "A1",
            "date": date(2026, 11, 2),
            "person": "P1",
            "engagement": "E1",
            "quantity": Decimal(1),
            "unit": "day",
            "summary": "Case audit of the front door",
        }
        records.add("activities", activity)
    return path


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Keep backups, logs and the usual store out of the user's own folders."""
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        folder = tmp_path / "home" / name.lower()
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder))
    monkeypatch.delenv(stores.VARIABLE, raising=False)
    return tmp_path / "home"


@pytest.fixture
def store(template, tmp_path):
    """Return a copy of the small store."""
    path = tmp_path / "books.store"
    shutil.copy(template, path)
    return path


@pytest.fixture
def start(qtbot):
    """Return what starts a program and waits until it is ready; all end at the end."""
    begun = []

    def starting(location, *, waits=True):
        program = Program(str(location) if location else None)
        begun.append(program)
        qtbot.addWidget(program.window)
        if waits:
            with qtbot.waitSignal(program.ready, timeout=15_000):
                program.window.show()
        else:
            program.window.show()
        return program

    yield starting
    for program in begun:
        program.window.close()
        program.end()
    jobs.close_safely()


@pytest.fixture
def program(start, store):
    """Return a program with the small store open."""
    return start(store)
