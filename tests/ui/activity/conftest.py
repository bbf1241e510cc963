"""The Activity page over a small store, told of each verb as the window would."""

from __future__ import annotations

import pytest

from pip_manager.ui.activity import ActivityPage
from pip_manager.ui.kit import jobs
from tests.ui.activity import small


@pytest.fixture
def office(tmp_path):
    made = small.office(tmp_path / "small.store")
    yield made
    jobs.close_safely()
    made.store.close()


@pytest.fixture
def page(qtbot, office):
    made = ActivityPage(office, lambda: small.TODAY)
    qtbot.addWidget(made)
    office.announce = lambda done: made.reread(done.nouns)
    made.resize(1072, 760)
    made.show()
    made.opened()
    settle(qtbot)
    return made


def settle(qtbot):
    """Wait until every list has been read and nothing is under way."""
    qtbot.waitUntil(lambda: not jobs.running())
