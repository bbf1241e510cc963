"""A week filled in like a spreadsheet."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from pip_manager.ui.activity.week_model import FIRST, STATE_ROLE
from pip_manager.ui.kit.dialog import FormDialog
from tests.ui.activity import small
from tests.ui.activity.conftest import settle
from tests.ui.activity.small import D

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def week(page):
    page.tabs.setCurrentIndex(1)
    return page.week


@pytest.fixture
def said(page):
    heard = []
    page.said.connect(lambda words, _undo: heard.append(words))
    return heard


def go(week, row, day):
    week.grid.setFocus()
    week.grid.setCurrentIndex(week.model.index(row, FIRST + day))


def write(qtbot, week, row, day, text):
    go(week, row, day)
    qtbot.keyClicks(week.grid, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not editor)


def shown(week, row, day):
    return week.model.data(week.model.index(row, FIRST + day))


def line(week, row):
    return [shown(week, row, day) for day in range(8)]


def test_my_week_is_shown_with_totals_by_day_and_row(week):
    assert week.which.text() == "Week of 16 Oct 2017"
    assert line(week, 0) == ["0.5", "1", "", "", "", "", "", "1.5"]
    assert line(week, 3) == ["0.5", "1", "0.5", "0.5", "", "", "", "2.5"]
    headings = [week.model.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert headings == ["Engagement", "Strand", "Mon 16", "Tue 17"]


def test_a_week_is_typed_and_saved_as_one_verb(qtbot, week, office):
    before = small.verbs(office)
    write(qtbot, week, 0, 2, "h")
    write(qtbot, week, 1, 3, "3.7h")
    write(qtbot, week, 2, 4, "1")
    go(week, 0, 0)
    qtbot.keyClick(week.grid, KEY.Key_Delete)
    assert line(week, 0)[:3] == ["", "1", "0.5"]
    assert week.is_changed
    qtbot.keyClick(week.grid, KEY.Key_S, CTRL)
    assert not week.is_changed
    assert small.verbs(office) == before + 1
    kept = {
        (row["engagement"], row["date"].day): (row["quantity"], row["unit"])
        for row in small.rows(office, person="P1")
    }
    assert kept == {
        ("E1", 17): (D(1), "day"),
        ("E1", 18): (D("0.5"), "day"),
        ("E2", 18): (D("0.5"), "day"),
        ("E2", 19): (D("3.7"), "hour"),
        ("E3", 19): (D("0.5"), "day"),
        ("E3", 20): (D(1), "day"),
    }


def test_enter_goes_down_and_words_that_are_no_quantity_stand_again(qtbot, week, said):
    go(week, 0, 0)
    qtbot.keyClick(week.grid, KEY.Key_Return)
    assert week.grid.currentIndex().row() == 1
    write(qtbot, week, 0, 2, "1")
    assert week.grid.currentIndex().row() == 1
    write(qtbot, week, 0, 2, "lots")
    assert said[-1] == "“lots” is no quantity. Type 0.5, 1, h or 3.5h."
    qtbot.waitUntil(
        lambda: any(e.text() == "lots" for e in week.grid.findChildren(QLineEdit))
    )
    assert shown(week, 0, 2) == "1"


def test_over_a_day_is_amber_with_words_and_can_be_saved(qtbot, week):
    write(qtbot, week, 1, 1, "0.5")
    total = week.model.index(3, FIRST + 1)
    assert "over" in total.data(STATE_ROLE)
    assert week.remark.is_warning
    assert week.remark.text == (
        "More than a day: Tue 17 Oct (1.5 days). It can be saved all the same."
    )
    week.keep()
    assert not week.is_changed


def test_days_off_are_shaded_and_named(week):
    assert "off" in week.model.index(0, FIRST + 5).data(STATE_ROLE)
    assert "off" not in week.model.index(0, FIRST + 4).data(STATE_ROLE)
    week.go_to(date(2017, 12, 25))
    tip = week.model.headerData(
        FIRST, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert tip == "Christmas Day"


def test_a_billed_cell_is_locked_and_says_by_which_invoice(
    qtbot, page, week, office, said
):
    number = small.bill(office, "T1")
    week.reread()
    cell = week.model.index(0, FIRST)
    assert "locked" in cell.data(STATE_ROLE)
    go(week, 0, 0)
    qtbot.keyClicks(week.grid, "1")
    assert said[-1] == f"On invoice {number} and locked."
    assert shown(week, 0, 0) == "0.5"
    with qtbot.waitSignal(page.went) as blocker:
        qtbot.keyClick(week.grid, KEY.Key_G, CTRL)
    assert blocker.args == ["invoices", number]


def test_last_weeks_rows_are_copied_empty_or_with_their_days(week):
    week.step(1)
    assert week.model.rowCount() == 0
    assert week.empty.isVisible()
    week.copy_last_rows()
    assert line(week, 0) == ["", "", "", "", "", "", "", "0"]
    assert not week.is_changed
    week.copy_last_days()
    assert line(week, 0)[:2] == ["0.5", "1"]
    week.keep()
    assert line(week, 0)[:2] == ["0.5", "1"]


def test_a_row_is_added_by_engagement_and_strand(qtbot, week):
    week.add_row()
    dialog = week.findChild(FormDialog)
    dialog.form.field("engagement").set_value("E2")
    dialog.form.field("strand").set_value("LEAD")
    dialog.accept()
    assert week.model.data(week.model.index(3, 0)) == "Kirklees – Early help"
    assert week.grid.currentIndex().row() == 3
    write(qtbot, week, 3, 4, "1")
    week.keep()
    assert line(week, 2)[4] == "1"


def test_the_week_of_anyone_can_be_shown(week):
    week.whose.set_value("P2")
    assert line(week, 0)[2] == "3.7h"
    assert week.model.rowCount() == 2


def test_another_person_waits_until_what_was_typed_is_saved_or_thrown_away(qtbot, week):
    write(qtbot, week, 0, 2, "1")
    week.whose.set_value("P2")
    assert week.whose.value() == "P1"
    box = week.findChild(QMessageBox)
    next(one for one in box.buttons() if one.text() == "Throw away").click()
    assert week.whose.value() == "P2"
    assert line(week, 0)[2] == "3.7h"


def test_leaving_a_week_that_is_not_saved_asks_first(qtbot, week):
    write(qtbot, week, 0, 2, "1")
    week.step(1)
    box = week.findChild(QMessageBox)
    assert box.text() == "What you typed in this week is not saved yet."
    box.close()
    assert week.which.text() == "Week of 16 Oct 2017"
    assert shown(week, 0, 2) == "1"


def test_the_page_tells_whoever_would_leave_it_what_is_not_saved(qtbot, page, week):
    assert page.unsaved() == ""
    write(qtbot, week, 0, 2, "1")
    page.tabs.setCurrentIndex(0)
    assert page.unsaved() == "What you typed in this week is not saved yet."
    page.throw_away()
    assert page.unsaved() == ""
    assert shown(week, 0, 2) == ""


def test_a_cell_still_being_typed_is_not_lost_either(qtbot, page, week):
    go(week, 0, 2)
    qtbot.keyClicks(week.grid, "1")
    assert page.unsaved() == "What you typed in this week is not saved yet."
    assert shown(week, 0, 2) == "1"


def test_what_was_typed_survives_a_change_made_elsewhere(qtbot, week, office):
    write(qtbot, week, 0, 2, "1")
    entry = office.activity.line("activities", "T5").entry
    office.activity.change([entry], {"summary": "Other"})
    assert shown(week, 0, 2) == "1"
    week.keep()
    assert shown(week, 0, 2) == "1"


def test_a_conflict_is_said_and_what_was_typed_stays(qtbot, week, office, said):
    write(qtbot, week, 0, 0, "1")
    entry = office.activity.line("activities", "T1").entry
    office.activity.change([entry], {"quantity": D("0.25")})
    week.keep()
    assert "Someone else changed this record first" in said[-1]
    assert shown(week, 0, 0) == "1"
    assert week.is_changed


def test_without_a_person_it_asks_whose_week(qtbot, tmp_path):
    from pip_manager.ui.activity import ActivityPage

    office = small.office(tmp_path / "no-one.store", me=None)
    page = ActivityPage(office, lambda: small.TODAY)
    qtbot.addWidget(page)
    page.show()
    page.opened()
    page.tabs.setCurrentIndex(1)
    assert page.week.empty.sentence.text() == "Choose whose week it is."
    page.week.whose.set_value("P1")
    assert page.week.model.rowCount() == 4
    settle(qtbot)
    office.store.close()
