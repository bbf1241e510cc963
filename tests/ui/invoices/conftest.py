"""The invoices page over a small store in a file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from pip_manager.ui.invoices import InvoicesPage
from pip_manager.ui.kit import jobs
from tests.services import books


class _Teller(QObject):
    """Carries what was done to the page, as the application does."""

    done = Signal(object)


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "pip-manager.store"))
    yield office
    jobs.close_safely()
    office.store.close()


@pytest.fixture
def worked(office):
    """An office with October 2017 of WE2 to bill."""
    books.october_days(office)
    return office


@pytest.fixture
def make(qtbot):
    """Return a maker of the page, shown and settled."""

    def made(office, target=None, today=books.ISSUED_ON):
        page = InvoicesPage(office, lambda: today)
        teller = _Teller(page)
        teller.done.connect(page.reread)
        office.announce = lambda done: teller.done.emit(done.nouns)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.opened(target)
        settle(qtbot)
        return page

    return made


def settle(qtbot):
    """Wait until nothing is under way any more."""
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)


@pytest.fixture
def press(qtbot):
    """Return a way to press keys on what has the keyboard, and settle."""

    def pressed(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(widget, key, modifier)
        settle(qtbot)

    return pressed
