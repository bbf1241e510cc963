from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pip_manager.services import starting_data
from pip_manager.ui.cover import CoverPage, columns
from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.parts import Chip
from tests.services import books
from tests.ui.showing import dialog, press, save, shown, texts
from tests.ui.support import nameless


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    with office.writing("Set up") as writer:
        writer.add("posts", {"post": "HOS", "title": "Head of Service"})
        writer.add("posts", {"post": "SDM", "title": "Manager"})
        writer.add("secondments", {"secondment": "S1", "home_post": "HOS"})
        writer.add(
            "secondments",
            {
                "secondment": "S2",
                "person": "P1",
                "home_post": "HOS",
                "from": "2026-04-01",
                "fraction": Decimal(1),
                "state": "confirmed",
            },
        )
        writer.add("cover", {"cover": "C1", "post": "HOS", "kind": "backfill"})
        writer.load("contradictions", starting_data.rows()["contradictions"])
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot, office):
    return opened(qtbot, office)


@pytest.fixture
def view(page):
    return page.made("recorded")


def opened(qtbot, office, target=None):
    page = CoverPage(office)
    return read(qtbot, shown(qtbot, page, office, ("recorded", target)))


def read(qtbot, page):
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)
    QApplication.processEvents()
    return page


def test_what_cannot_be_measured_says_why_and_is_never_green(page, view):
    first, second = view.secondments.model.rows
    assert columns.state(first).words == "From not stated"
    assert columns.why(first).startswith(
        "Cannot be measured: from not stated; share not stated."
    )
    assert {columns.state(one).tone for one in (first, second)} == {"unknown", "plain"}
    QApplication.processEvents()
    chips = [
        chip.chip.words
        for chip in view.pane.findChildren(Chip)
        if chip.isVisibleTo(page)
    ]
    assert chips == ["Cannot be measured – from not stated"]


def test_the_page_says_how_much_cannot_be_measured(page):
    assert "2 cannot be measured" in page.sense.text()


def test_contradictions_stand_beside(view):
    assert "The sources contradict one another" in texts(view.pane)


def test_everything_that_takes_the_keyboard_has_a_name(page):
    assert nameless(page) == []


def test_what_is_missing_is_filled_in_by_keyboard(qtbot, page, view):
    view.cover.select("C1")
    qtbot.keyClick(view.cover.view, Qt.Key.Key_F2)
    form = dialog(page)
    assert nameless(form) == []
    form.form.field("kind").set_value("agency_interim")
    form.form.field("from").set_value("2026-05-01")
    form.form.field("fraction").set_value(Decimal("0.5"))
    save(qtbot, form)
    read(qtbot, page)
    assert view.cover.model.rows[0].missing == ()
    assert view.cover.current().code == "C1"


def test_a_share_above_a_whole_post_is_refused_beside_it(page):
    page.add()
    form = dialog(page)
    form.form.set_values({"home_post": "HOS", "fraction": Decimal("1.2")})
    form.save.click()
    assert form.form.problems()["fraction"] == "The share is above 0 and at most 1."


def test_cover_taken_from_a_post_needs_a_kind_that_takes(page):
    page.add_cover()
    form = dialog(page)
    form.form.set_values(
        {"post": "HOS", "kind": "agency_interim", "from_post": "SDM", "state": None}
    )
    form.save.click()
    assert "from_post" in form.form.problems()


def test_choosing_in_one_list_lets_the_other_go(view):
    view.cover.select("C1")
    assert not view.secondments.selection()
    assert any("Covered by" in text for text in texts(view.pane))
    view.secondments.select("S2")
    assert not view.cover.selection()


def test_another_page_may_ask_for_a_cover(qtbot, page, view):
    page.opened(("recorded", "C1"))
    read(qtbot, page)
    assert view.cover.current().code == "C1"
    assert not view.secondments.selection()


def test_a_cover_is_deleted(qtbot, page, view, office):
    view.cover.select("C1")
    press(view.pane, "Delete")
    read(qtbot, page)
    assert office.records.all("cover") == []


def test_nothing_recorded_says_so(qtbot, tmp_path):
    office = books.founded(str(tmp_path / "none.store"))
    view = opened(qtbot, office).made("recorded")
    assert view.cover.empty.button.text() == "Add cover"
    assert "Nobody is recorded" in view.secondments.empty.sentence.text()
    office.store.close()
