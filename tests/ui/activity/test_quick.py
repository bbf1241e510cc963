"""A day in one line, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pip_manager.services import stores
from pip_manager.ui.activity import ActivityPage
from pip_manager.ui.kit import jobs
from tests.ui.activity import small
from tests.ui.activity.small import D

KEY = Qt.Key


def typed(qtbot, page, text):
    page.focus_line()
    qtbot.keyClicks(page.quick.line, text)


def enter(qtbot, page):
    qtbot.keyClick(page.quick.line, KEY.Key_Return)


def test_a_day_is_typed_and_logged_and_the_cursor_stays_for_the_next(
    qtbot, page, office
):
    line = "Tue 0.5d Early help PRAC - case audit with Jo, travel 12.40"
    with qtbot.waitSignal(page.quick.logged) as blocker:
        typed(qtbot, page, line)
        enter(qtbot, page)
    [logged] = blocker.args
    row = office.activity.line("activities", logged.activity).row
    assert (row["engagement"], row["quantity"]) == ("E2", D("0.5"))
    assert row["summary"] == "case audit with Jo Sample"
    assert page.quick.line.text() == ""
    assert page.quick.line.hasFocus()
    assert page.quick.hint.text == logged.words


def test_chips_tell_what_was_understood_as_it_is_typed(qtbot, page):
    typed(qtbot, page, "Tue 0.5d Early help PRAC - case audit, 23 miles")
    assert page.quick.chips.words == [
        "Tue 17 Oct 2017",
        "0.5 days",
        "Kirklees – Early help",
        "Practice",
        "case audit",
        "Mileage 23 miles at £0.45 = £10.35",
    ]
    assert "Understood: Tue 17 Oct 2017" in page.quick.chips.accessibleName()


def test_an_unclear_name_is_amber_and_tab_goes_once_round_then_leaves(qtbot, page):
    typed(qtbot, page, "today 1d Kirklees")
    assert "warn" in page.quick.chips.tones
    assert "“Kirklees” may mean 2 things" in page.quick.hint.text
    enter(qtbot, page)
    assert page.quick.line.text() == "today 1d Kirklees"
    found = []
    for _ in range(2):
        QTest.keyClick(page.quick.line, KEY.Key_Tab)
        found.append(page.quick.understood.engagement)
    # the one worked on last comes first
    assert found == ["E2", "E1"]
    assert "(2 of 2)" in page.quick.chips.words[-1]
    QTest.keyClick(page.quick.line, KEY.Key_Tab)
    assert not page.quick.line.hasFocus()
    assert page.quick.understood.engagement == "E1"


def test_a_choice_stays_while_the_line_is_typed_on(qtbot, page):
    typed(qtbot, page, "today 1d Kirklees")
    QTest.keyClick(page.quick.line, KEY.Key_Tab)
    qtbot.keyClicks(page.quick.line, " - visit")
    assert page.quick.understood.engagement == "E2"


def test_an_unclear_chip_is_chosen_by_a_click_too(qtbot, page):
    typed(qtbot, page, "today 1d Kirklees")
    spot = page.quick.chips.place_of(2).center()
    qtbot.mouseClick(page.quick.chips, Qt.MouseButton.LeftButton, pos=spot)
    assert page.quick.understood.engagement == "E2"


def test_an_unknown_name_stays_text_and_says_so(qtbot, page):
    typed(qtbot, page, "today 1d Barnsly")
    assert page.quick.chips.words[-1] == "Barnsly – kept as words"
    assert "for whom" in page.quick.hint.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type what was done, for whom and how long."),
        ("Early help", "Still needed: the day (type today, Tue or 2 Mar)"),
        ("today Early help", "how long (type 0.5d, 1 day or 3h)"),
    ],
)
def test_enter_on_an_incomplete_line_says_what_is_missing_and_keeps_it(
    qtbot, page, text, sentence
):
    typed(qtbot, page, text)
    enter(qtbot, page)
    assert sentence in page.quick.hint.text
    assert page.quick.hint.is_warning
    assert page.quick.line.text() == text


def test_over_a_day_is_warned_with_the_total_and_not_stopped(qtbot, page):
    typed(qtbot, page, "Tue 0.5d Early help")
    hint = page.quick.hint
    assert "That makes 1.5 days on Tuesday 17 Oct 2017, more than a day" in hint.text
    assert hint.is_warning
    with qtbot.waitSignal(page.quick.logged):
        enter(qtbot, page)


def test_a_day_that_is_not_over_is_told_quietly(qtbot, page):
    typed(qtbot, page, "today 0.5d Early help")
    assert "That makes 0.5 days on Friday 20 Oct 2017." in page.quick.hint.text
    assert not page.quick.hint.is_warning


def test_a_day_in_the_future_is_amber(qtbot, page):
    typed(qtbot, page, "2017-10-25 1d Early help")
    assert page.quick.chips.words[0] == "Wed 25 Oct 2017 – in the future"
    assert page.quick.chips.tones[0] == "warn"


def test_the_last_line_is_repeated_for_today(qtbot, page):
    typed(qtbot, page, "Tue 0.5d Early help - visit")
    with qtbot.waitSignal(page.quick.logged):
        enter(qtbot, page)
    qtbot.keyClick(page.quick.line, KEY.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert page.quick.line.text() == "today 0.5d Early help - visit"
    assert page.quick.understood.day == small.TODAY


def test_a_starred_line_is_taken_by_its_number_and_remembered(qtbot, page, office):
    typed(qtbot, page, "Tue 0.5d Early help - visit")
    page.quick.toggle_star()
    assert page.quick.star.text() == "Unstar"
    page.quick.line.clear()
    qtbot.keyClick(page.quick.line, KEY.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert page.quick.line.text() == "today 0.5d Early help - visit"
    again = type(page.quick.favourites)(office.who.login)
    assert again.lines() == ["0.5d Early help - visit"]
    assert type(page.quick.favourites)("somebody else").lines() == []
    page.quick.toggle_star()
    assert page.quick.favourites.lines() == []


def test_nine_lines_can_be_starred_and_a_tenth_says_why_not(qtbot, page):
    for n in range(10):
        page.quick.line.clear()
        typed(qtbot, page, f"0.5d Early help - visit {n}")
        page.quick.toggle_star()
    assert "Nine lines are starred" in page.quick.hint.text
    assert len(page.quick.favourites.lines()) == 9


def test_esc_empties_the_line(qtbot, page):
    typed(qtbot, page, "today")
    assert page.escape()
    assert page.quick.line.text() == ""
    assert not page.escape()


def test_a_login_without_a_person_is_told_what_to_do(qtbot, tmp_path):
    from pip_manager.ui.activity import ActivityPage

    office = small.office(tmp_path / "no-one.store", me=None)
    page = ActivityPage(office, lambda: small.TODAY)
    qtbot.addWidget(page)
    assert "Your login is not bound to a person" in page.quick.hint.text
    page.quick.line.setText("today 1d Early help")
    page.quick.line.textEdited.emit("")
    assert "who did it (type the person’s name)" in page.quick.hint.text
    office.store.close()


def test_where_nobody_is_recorded_the_line_leads_to_people(qtbot, tmp_path):
    stores.create(str(tmp_path / "new.store"))
    with stores.open_office(str(tmp_path / "new.store")) as office:
        page = ActivityPage(office, lambda: small.TODAY)
        qtbot.addWidget(page)
        page.show()
        assert "Add a person." in page.quick.hint.text
        with qtbot.waitSignal(page.went) as went:
            page.quick.add_people.click()
        assert went.args == ["people", None]
        office.records.add("people", {"name": "Jo Sample"})
        page.quick.reread()
        assert page.quick.add_people.isHidden()
        assert "not bound to a person" in page.quick.hint.text
        jobs.close_safely()
