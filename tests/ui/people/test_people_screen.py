from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from pip_manager.ui.kit import jobs, reading
from pip_manager.ui.people import PeoplePage
from tests.services import books
from tests.ui.showing import dialog, press, refusal, save, shown, texts
from tests.ui.support import nameless


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    with office.writing("Set up") as writer:
        writer.add("posts", {"post": "D", "title": "Director", "tier": 1})
        writer.add("posts", {"post": "T", "title": "Duty team", "kind": "team"})
        writer.add("holdings", {"post": "D", "person": "P1", "capacity": "interim"})
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot, office):
    page = shown(qtbot, PeoplePage(office), office)
    settled(qtbot)
    return page


def settled(qtbot):
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)


def names(table):
    return [row.code for row in table.model.rows]


def test_a_part_of_a_name_finds_the_person_and_shows_the_role(qtbot, page):
    page.go_to_search()
    qtbot.keyClicks(page.search, "cleo")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert names(page.people) == ["P3"]
    words = texts(page.person_pane)
    assert "Cleo Example" in words
    assert "Team manager" in words


def test_everything_that_takes_the_keyboard_has_a_name(page):
    for number in range(3):
        page.tabs.setCurrentIndex(number)
        assert nameless(page) == []


def test_a_person_is_added_by_keyboard(qtbot, page, office):
    page.add()
    form = dialog(page)
    assert nameless(form) == []
    qtbot.keyClicks(form.focusWidget(), "Dan Example")
    save(qtbot, form)
    [dan] = [p for p in office.records.all("people") if p.row["name"] == "Dan Example"]
    assert page.people.current().code == dan.row["person"]


def test_a_person_without_a_name_is_refused_beside_the_field(page):
    page.add()
    form = dialog(page)
    form.save.click()
    assert form.form.problems()["name"]


def test_a_role_that_overlaps_is_refused_beside_its_beginning(page):
    page.people.select("P1")
    press(page.person_pane, "Add role")
    form = dialog(page)
    form.form.set_values({"role": "Adviser", "from": "2018-01-01"})
    form.save.click()
    assert "Head of Service" in form.form.problems()["from"]


def test_a_role_is_changed_from_a_date(page, office):
    page.people.select("P1")
    press(page.person_pane, "Change from …: Head of Service")
    form = dialog(page)
    form.form.set_values({"role": "Director", "from": date(2018, 1, 1)})
    form.save.click()
    found = office.records.all("roles", person="P1")
    assert {role.row["role"] for role in found} == {"Head of Service", "Director"}


def test_who_is_needed_is_not_deleted_and_it_is_said_why(page, office):
    page.people.select("P1")
    press(page.person_pane, "Delete")
    assert "1 post-holder" in refusal(page)
    assert office.records.get("people", "P1")


def test_who_is_not_needed_goes_and_the_list_stays_where_it_was(page):
    page.people.select("P3")
    press(page.person_pane, "Delete")
    assert names(page.people) == ["P1", "P2"]


def test_days_logged_are_counted_in_the_background(qtbot, page, office):
    assert page.people.model.rows[0].days == 0
    books.add(
        office,
        "activities",
        activity="A1",
        date=reading.today(),
        person="P1",
        engagement="E1",
        quantity=Decimal("1.5"),
        unit="day",
    )
    settled(qtbot)
    assert page.people.model.rows[0].days == Decimal("1.5")


def test_reading_again_keeps_what_is_selected(page):
    page.people.select("P2")
    page.reread(frozenset({"people"}))
    assert page.people.current().code == "P2"


def test_posts_and_teams_stand_apart(page):
    assert names(page.posts) == ["D"]
    assert names(page.teams) == ["T"]
    page.tabs.setCurrentIndex(2)
    assert page.primary.text() == "Add team"


def test_a_post_is_shown_with_its_holder_and_unknown_fte(page):
    page.tabs.setCurrentIndex(1)
    model = page.posts.model
    words = [model.data(model.index(0, n)) for n in range(len(model.columns))]
    assert words[:4] == ["1", "Director", "Ada Example (interim)", "not stated"]


def test_a_holding_is_added_from_the_post(page, office):
    page.tabs.setCurrentIndex(1)
    press(page.post_pane, "Add a post-holder")
    form = dialog(page)
    form.form.set_values({"post": "D", "holder": "Holder B", "from": "2016"})
    form.save.click()
    assert len(office.records.all("holdings", post="D")) == 2


def test_another_page_may_ask_for_a_post(page):
    page.opened("T")
    assert page.tabs.currentIndex() == 2
    assert page.teams.current().code == "T"


def test_an_empty_store_says_what_to_do(qtbot, tmp_path):
    from pip_manager.models.store import Store
    from pip_manager.services.office import Office

    office = Office(Store.create(str(tmp_path / "none.store")), books.WHO)
    page = shown(qtbot, PeoplePage(office), office)
    settled(qtbot)
    assert page.people.empty.sentence.text().startswith("Nobody is here yet")
    assert page.posts.empty.button.text() == "Add post"
    office.store.close()


def test_the_board_of_cover_may_ask_for_the_form_of_a_post(qtbot, page):
    page.opened("add post")
    form = dialog(page)
    assert form.windowTitle() == "Add post"
    tier = form.form.field("tier").control
    tier.setFocus()
    qtbot.keyClicks(tier, "3")
    assert form.form.field("tier").value() == 3


def test_turning_to_a_list_gives_it_the_keyboard(qtbot, page):
    page.activateWindow()
    page.people.setFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_2, ctrl)
    assert page.posts.isAncestorOf(page.focusWidget())
