"""The lists: found, narrowed, edited in place, in a form and together."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from pip_manager.ui.activity.filters import period
from pip_manager.ui.kit.dialog import FormDialog
from tests.ui.activity import small
from tests.ui.activity.conftest import settle
from tests.ui.activity.small import D
from tests.ui.support import nameless

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def entries(page):
    return page.lists["activities"]


@pytest.fixture
def said(page):
    heard = []
    page.said.connect(lambda words, _undo: heard.append(words))
    return heard


def codes(entries):
    model = entries.model
    return [model.row_at(n).entry.code for n in range(model.rowCount())]


def cell(entries, code, heading):
    headings = [column.heading for column in entries.model.columns]
    return entries.model.index(codes(entries).index(code), headings.index(heading))


def text(entries, code, heading):
    return entries.model.data(cell(entries, code, heading))


def choose(entries, *wanted):
    entries.table.view.setFocus()
    for n, code in enumerate(wanted):
        index = cell(entries, code, "Date")
        flags = entries.table.view.selectionModel().SelectionFlag
        how = flags.Rows | (flags.Select if n else flags.ClearAndSelect)
        entries.table.view.selectionModel().setCurrentIndex(index, how)


def edit(qtbot, entries, code, heading, typed):
    entries.table.view.setFocus()
    entries.table.view.setCurrentIndex(cell(entries, code, heading))
    qtbot.keyClick(entries.table.view, KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not editor)


def spoken_totals(entries):
    names = (part.accessibleName() for part in entries.table.findChildren(QWidget))
    return next((name for name in names if name.startswith("Totals: ")), "")


def dialog(page):
    return page.findChildren(FormDialog)[-1]


def test_rows_show_names_quantities_prices_and_states(entries):
    assert codes(entries) == ["T5", "T4", "T3", "T2", "T1"]
    assert text(entries, "T1", "Date") == "16 Oct 2017"
    assert text(entries, "T1", "Engagement") == "Kirklees – Practice support"
    assert text(entries, "T3", "Quantity") == "3.7 h"
    assert text(entries, "T1", "Price (£)") == "320.00"
    assert text(entries, "T4", "Summary") == "not stated"
    assert text(entries, "T5", "State") == "No agreement"


def test_the_current_row_says_why_it_costs_what_it_does(entries):
    choose(entries, "T1")
    assert "Why this price? Standard rate" in entries.why.text
    assert "0.5 × £640.00 = £320.00." in entries.why.text
    choose(entries, "T5")
    assert "No agreement of engagement E3" in entries.why.text
    assert entries.why.is_warning


def test_a_billed_row_is_locked_says_by_which_invoice_and_goes_there(
    qtbot, page, entries, office, said
):
    number = small.bill(office, "T2")
    page.reread(frozenset({"invoices"}))
    settle(qtbot)
    choose(entries, "T2")
    assert text(entries, "T2", "State") == number
    assert entries.to_invoice.isVisible()
    entries.edit_cell()
    assert f"on invoice {number} and locked" in said[-1]
    entries.table.opened.emit(entries.table.current())
    assert number in said[-1]
    entries.remove()
    assert number in said[-1]
    with qtbot.waitSignal(page.went) as blocker:
        entries.to_invoice.click()
    assert blocker.args == ["invoices", number]
    assert not entries.model.flags(cell(entries, "T2", "Summary")) & (
        Qt.ItemFlag.ItemIsEditable
    )


def test_words_are_sought_over_names_and_summaries(qtbot, page, entries):
    qtbot.keyClicks(page.search, "kirklees audit")
    settle(qtbot)
    qtbot.waitUntil(lambda: codes(entries) == ["T3", "T1"])
    assert page.sense.text() == "2 activities found"
    assert page.escape()
    qtbot.waitUntil(lambda: len(codes(entries)) == 5)


def test_nothing_that_fits_says_what_to_do(qtbot, page, entries):
    qtbot.keyClicks(page.search, "zzz")
    qtbot.waitUntil(lambda: codes(entries) == [])
    assert entries.table.empty.isVisible()
    assert "Nothing fits" in entries.table.empty.sentence.text()


def test_filters_narrow_and_show_all_takes_them_away(qtbot, page, entries):
    page.filters.boxes["engagement"].setCurrentIndex(2)
    qtbot.waitUntil(lambda: codes(entries) == ["T4"])
    page.filters.clear_all.click()
    qtbot.waitUntil(lambda: len(codes(entries)) == 5)
    page.filters.narrow({"start": small.day(17), "end": small.day(18)})
    qtbot.waitUntil(lambda: codes(entries) == ["T4", "T3", "T2"])
    assert page.filters.boxes["period"].currentText() == "17–18 Oct 2017"


def test_dates_of_ones_own_are_asked_for(qtbot, page, entries):
    page.filters.ask_dates()
    asked = page.filters.findChild(FormDialog)
    asked.form.set_values({"from": small.day(19), "to": small.day(18)})
    asked.accept()
    assert asked.form.problems() == {"to": "The end is before the beginning."}
    asked.form.set_values({"from": small.day(18), "to": small.day(19)})
    box = page.filters.boxes["period"]
    box.setCurrentIndex(box.findData("dates"))
    asked.accept()
    qtbot.waitUntil(lambda: codes(entries) == ["T5", "T4", "T3"])


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("month", date(2017, 10, 1), date(2017, 10, 31)),
        ("last_month", date(2017, 9, 1), date(2017, 9, 30)),
        ("year", date(2017, 4, 1), date(2018, 3, 31)),
        ("last_year", date(2016, 4, 1), date(2017, 3, 31)),
    ],
)
def test_periods_are_whole(word, first, last):
    assert period(word, small.TODAY) == (first, last)


def test_totals_follow_what_is_shown(qtbot, entries):
    qtbot.waitUntil(lambda: spoken_totals(entries) != "")
    spoken = spoken_totals(entries)
    assert "2.5 d  ·  3.7 h" in spoken
    assert "1,600.01" in spoken
    assert "1 unpriced" in spoken


@pytest.mark.parametrize(
    ("heading", "typed", "name", "value"),
    [
        ("Quantity", "0.75", "quantity", D("0.75")),
        ("Quantity", "3.5h", "unit", "hour"),
        ("Summary", "Other work", "summary", "Other work"),
        ("Date", "10 oct 2017", "date", small.day(10)),
    ],
)
def test_a_cell_is_edited_in_place(
    qtbot, page, entries, office, heading, typed, name, value
):
    edit(qtbot, entries, "T1", heading, typed)
    assert office.activity.line("activities", "T1").row[name] == value
    assert page.findChildren(FormDialog) == []


def test_the_strand_is_chosen_in_place(entries, office):
    entries.table.view.setCurrentIndex(cell(entries, "T1", "Strand"))
    entries.edit_cell()
    box = entries.table.view.findChild(QComboBox)
    assert box.currentData() == "PRAC"
    box.setCurrentIndex(box.findData("LEAD"))
    entries.table.view.commitData(box)
    assert office.activity.line("activities", "T1").row["strand"] == "LEAD"


def test_words_a_cell_cannot_take_stand_there_again_with_the_reason(
    qtbot, entries, office, said
):
    edit(qtbot, entries, "T1", "Quantity", "a lot")
    assert said[-1] == "“a lot” is no quantity. Type 0.5, 1, h or 3.5h."
    qtbot.waitUntil(
        lambda: any(
            editor.text() == "a lot"
            for editor in entries.table.view.findChildren(QLineEdit)
        )
    )
    assert office.activity.line("activities", "T1").row["quantity"] == D("0.5")


def test_rows_stay_selected_when_something_changes(qtbot, entries, office):
    choose(entries, "T2")
    office.activity.add(
        "activities", {**small.activity(""), "activity": None, "date": small.TODAY}
    )
    qtbot.waitUntil(lambda: len(codes(entries)) == 6)
    assert entries.table.current().entry.code == "T2"


def test_ctrl_d_duplicates_and_selects_the_new_one(qtbot, entries):
    choose(entries, "T1")
    qtbot.keyClick(entries.table.view, KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: len(codes(entries)) == 6)
    qtbot.waitUntil(lambda: entries.table.current().entry.code == "A000001")


def test_one_is_deleted_at_once_and_several_are_asked_about(qtbot, entries):
    choose(entries, "T5")
    qtbot.keyClick(entries.table.view, KEY.Key_Delete)
    qtbot.waitUntil(lambda: "T5" not in codes(entries))
    settle(qtbot)
    choose(entries, "T1", "T2")
    qtbot.keyClick(entries.table.view, KEY.Key_Delete)
    box = entries.findChild(QMessageBox)
    assert box.text() == "Delete 2 activities? Undo brings them back."
    next(one for one in box.buttons() if one.text() == "Delete").click()
    qtbot.waitUntil(lambda: codes(entries) == ["T4", "T3"])


def test_several_are_edited_as_one_verb_and_locked_ones_stay(
    qtbot, page, entries, office
):
    small.bill(office, "T2")
    before = small.verbs(office)
    choose(entries, "T1", "T2", "T3")
    qtbot.keyClick(entries.table.view, KEY.Key_E, CTRL)
    asked = dialog(page)
    assert asked.sentence.text() == (
        "2 activities will be changed. 1 on invoices stay as they are."
    )
    asked.accept()
    assert asked.refusal == "Choose at least one thing to change."
    asked.form.field("strand").set_value("LEAD")
    asked.accept()
    assert small.verbs(office) == before + 1
    strands = {row["activity"]: row["strand"] for row in small.rows(office)}
    assert (strands["T1"], strands["T2"], strands["T3"]) == ("LEAD", "PRAC", "LEAD")


def test_the_form_says_what_the_shares_make_and_refuses_less_than_a_hundred(
    qtbot, page, entries, office
):
    choose(entries, "T1")
    qtbot.keyClick(entries.table.view, KEY.Key_Return)
    asked = dialog(page)
    form = asked.form
    assert form.shares_words() == "Empty: what the others leave, 100 %."
    form.field("charge_percent").set_value(D(60))
    form.field("contributed_percent").set_value(D(20))
    assert form.shares_words() == "The shares make 80 %. They must make 100."
    asked.accept()
    assert "must make 100" in form.problems()["charge_percent"]
    form.field("contributed_percent").set_value(D(40))
    asked.accept()
    row = office.activity.line("activities", "T1").row
    assert (row["charge_percent"], row["contributed_percent"]) == (D(60), D(40))


def test_a_typed_price_wants_its_reason(qtbot, page, entries):
    choose(entries, "T1")
    qtbot.keyClick(entries.table.view, KEY.Key_Return)
    asked = dialog(page)
    asked.form.field("unit_price").set_value(D("500.00"))
    asked.accept()
    assert asked.form.problems() == {"price_reason": "Say why the price was typed."}
    asked.form.settle()


def test_the_agreements_offered_are_those_of_the_engagement(qtbot, page, entries):
    choose(entries, "T1")
    qtbot.keyClick(entries.table.view, KEY.Key_Return)
    form = dialog(page).form
    field = form.field("agreement")
    assert [field.box.itemText(n) for n in range(field.box.count())] == [
        "The one in force on the day",
        "A1 – Support agreement",
    ]
    form.field("engagement").set_value("E3")
    assert field.box.count() == 1
    form.settle()


def test_a_new_entry_begins_with_today_me_and_what_is_filtered(page, office):
    page.filters.narrow({"engagement": "E2"})
    page.add_by_form()
    asked = dialog(page)
    values = {name: f.raw() for name, f in asked.form.fields.items()}
    assert values["date"] == small.TODAY
    assert values["person"] == "Ada Example"
    assert values["engagement"] == "Kirklees – Early help (E2)"
    asked.form.field("quantity").set_value(D(1))
    asked.accept()
    assert any(row["activity"] == "A000001" for row in small.rows(office))


def test_miles_fill_in_the_approved_rate_and_say_the_sum(page, office):
    page.tabs.setCurrentIndex(2)
    page.add_by_form()
    asked = dialog(page)
    form = asked.form
    form.field("engagement").set_value("E1")
    form.field("description").set_value("Mileage to Kirklees")
    form.field("quantity").set_value(D(40))
    form.field("unit").set_value("mile")
    assert form.field("unit_price").value() == D("0.45")
    told = [part.text() for part in form.field("unit_price").findChildren(QLabel)]
    assert "£18.00 in all." in told
    asked.accept()
    assert [row["expense"] for row in small.rows(office, "expenses")] == [
        "X00002",
        "X1",
    ]


def test_a_fixed_charge_is_added_by_its_form(qtbot, page):
    page.tabs.setCurrentIndex(3)
    settle(qtbot)
    assert codes(page.lists["charges"]) == ["C1"]
    page.add_by_form()
    form = dialog(page).form
    form.field("engagement").set_value("E1")
    form.field("description").set_value("First instalment")
    form.field("quantity").set_value(D(1))
    form.field("unit_price").set_value(D("2500.00"))
    dialog(page).accept()
    qtbot.waitUntil(lambda: codes(page.lists["charges"]) == ["C0002", "C1"])


def test_other_pages_lead_to_an_engagement_a_state_or_an_entry(qtbot, page, entries):
    page.opened("E3")
    qtbot.waitUntil(lambda: codes(entries) == ["T5"])
    page.opened("T2")
    qtbot.waitUntil(lambda: len(codes(entries)) == 5)
    qtbot.waitUntil(lambda: entries.table.current().entry.code == "T2")
    page.opened({"state": "unbilled", "engagement": "E2"})
    qtbot.waitUntil(lambda: codes(entries) == ["T4"])


def test_an_unknown_entry_is_said(page, said):
    page.opened("T99")
    assert said == ["There is no activity “T99” any more."]


def test_an_empty_store_says_what_to_type(qtbot, tmp_path):
    from pip_manager.ui.activity import ActivityPage

    office = small.office(tmp_path / "empty.store", empty=True)
    page = ActivityPage(office, lambda: small.TODAY)
    qtbot.addWidget(page)
    page.show()
    page.opened()
    settle(qtbot)
    empty = page.lists["activities"].table.empty
    assert empty.isVisible()
    assert "Type a day in the line above" in empty.sentence.text()
    assert page.sense.text() == "Nothing is logged yet"
    office.store.close()


def test_everything_that_takes_the_keyboard_has_a_name(qtbot, page):
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        settle(qtbot)
        assert nameless(page) == []
