"""A page over a small store, reading again after each verb as the window lets it."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services.office import Office, Store
from pip_manager.ui.engagements import EngagementsPage
from pip_manager.ui.kit import jobs, reading
from tests.services import books

TODAY = date(2017, 11, 22)


def filled(location):
    """Make a store with four engagements of two authorities."""
    office = books.founded(location)
    books.add(office, "authorities", authority="E08000036", name="Wakefield")
    with office.writing("More") as writer:
        books.add_engagement(writer, "E2", "AG2")
        books.add_engagement(writer, "E3", "AG3", "E08000036")
        books.add_engagement(writer, "E4", "AG4", "E08000036")
    for code, title, status in (
        ("E1", "Front door", "active"),
        ("E2", "Early help", "completed"),
        ("E3", "Peer review", None),
        ("E4", "Practice audit", "reducing"),
    ):
        books.change(office, "engagements", code, title=title, status=status)
    books.rate(office, "Head of Service", "640.00")
    books.activity(office, "A1", date(2017, 10, 2), "1", strand="PR")
    books.add(
        office,
        "phases",
        engagement="E1",
        seq=1,
        name="Diagnose",
        state="under way",
        planned_days=Decimal(4),
    )
    return office


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Return the file of such a store, made once and copied for each test."""
    file = tmp_path_factory.mktemp("engagements") / "small.store"
    filled(str(file)).store.close()
    return file


@pytest.fixture
def office(template, tmp_path):
    file = tmp_path / "small.store"
    shutil.copy(template, file)
    office = Office(Store.open(str(file)), books.WHO)
    yield office
    jobs.close_safely()
    office.store.close()


def shown(qtbot, office):
    """Return the page, opened, its figures counted."""
    page = EngagementsPage(office)
    office.announce = lambda done: page.reread(done.nouns)
    qtbot.addWidget(page)
    page.resize(1040, 700)
    page.show()
    with qtbot.waitSignal(page.counted):
        page.opened()
    return page


@pytest.fixture
def page(qtbot, office, monkeypatch):
    monkeypatch.setattr(reading, "today", lambda: TODAY)
    return shown(qtbot, office)
