from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel

from pip_manager.errors import FieldProblem, InputError
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import DayField, WhenField
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.figure_fields import (
    MoneyField,
    NumberField,
    PatternField,
    QuantityField,
)
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.search_field import SearchField
from tests.ui.support import nameless

SUNDAY = date(2026, 11, 22)
PEOPLE = [(f"p{number}", f"Practitioner {number:04}") for number in range(5000)]
FULL = {
    "title": "Front door",
    "note": "Two\nlines",
    "kind": "s",
    "agreed": None,
    "bill": True,
    "person": "p4711",
    "from": date(2026, 3, 2),
    "to": "2026-10",
    "amount": Decimal("1250.50"),
    "days": Decimal("2.5"),
    "count": 12,
    "pattern": "Tue:1 Thu:0.5",
}


@pytest.fixture
def form(qtbot):
    made = Form(
        [
            LineField("title", "Title", required=True, hint="As printed."),
            (
                SearchField("person", "Person", PEOPLE),
                ChoiceField(
                    "kind", "Kind", [(None, "not stated"), ("s", "Secondment")]
                ),
            ),
            (
                DayField("from", "From", today=lambda: SUNDAY),
                WhenField("to", "To", today=lambda: SUNDAY),
            ),
            "What it costs",
            (
                MoneyField("amount", "Amount"),
                QuantityField("days", "Time", unit="days"),
            ),
            (NumberField("count", "People"), FlagField("bill", "Bill it")),
            FlagField("agreed", "Agreed", unknown=True),
            PatternField("pattern", "Weekdays"),
            WordsField("note", "Note"),
        ]
    )
    qtbot.addWidget(made)
    made.show()
    return made


def type_over(qtbot, line, words):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    line.editingFinished.emit()


def test_values_come_back_as_they_were_set(form):
    form.set_values(FULL)
    assert form.values() == FULL
    assert not form.is_changed()


def test_an_empty_form_holds_nothing_but_no(form):
    form.field("title").set_value("x")
    empty = dict.fromkeys(FULL)
    assert form.values() == {**empty, "title": "x", "bill": False}


def test_every_part_that_takes_the_keyboard_has_a_name(form):
    assert nameless(form) == []


def test_every_control_is_its_labels_buddy(form):
    buddies = {label.buddy() for label in form.findChildren(QLabel)}
    assert all(field.control in buddies for field in form.fields.values())


def test_all_that_is_wrong_is_said_at_once_and_the_first_has_the_keyboard(form):
    form.set_values({**FULL, "title": None})
    form.field("amount").line.setText("1250.50x")
    with pytest.raises(InputError) as caught:
        form.values()
    assert {one.field for one in caught.value.problems} == {"title", "amount"}
    form.show_problems(caught.value)
    assert set(form.problems()) == {"title", "amount"}
    assert form.field("title").hasFocus() or form.field("title").control.hasFocus()
    assert form.field("amount").line.text() == "1250.50x"


def test_typing_takes_the_problem_away_and_brings_the_help_back(form, qtbot):
    form.show_problems(InputError(FieldProblem("title", "Say what it is called.")))
    shown = [label.text() for label in form.field("title").findChildren(QLabel)]
    assert "Say what it is called." in shown
    qtbot.keyClicks(form.field("title").line, "a")
    shown = [label.text() for label in form.field("title").findChildren(QLabel)]
    assert "As printed." in shown
    assert form.problems() == {}


def test_a_problem_of_no_field_is_shown_above(form):
    form.show_problems(InputError(FieldProblem("elsewhere", "The card is closed.")))
    shown = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "The card is closed." in shown


def test_the_form_knows_whether_it_was_changed(form, qtbot):
    form.set_values(FULL)
    qtbot.keyClicks(form.field("title").line, "s")
    assert form.is_changed()
    qtbot.keyClick(form.field("title").line, Qt.Key.Key_Backspace)
    form.field("title").set_value("Front door")
    assert not form.is_changed()


def test_a_day_is_understood_while_it_is_typed_and_written_out_after(form, qtbot):
    field = form.field("from")
    qtbot.keyClicks(field.line, "tue")
    shown = [label.text() for label in field.findChildren(QLabel)]
    assert "Tuesday 24 Nov 2026" in shown
    field.line.editingFinished.emit()
    assert field.line.text() == "24 Nov 2026"


def test_a_day_that_cannot_be_read_stays_as_typed(form, qtbot):
    field = form.field("from")
    type_over(qtbot, field.line, "soonish")
    assert field.line.text() == "soonish"
    assert "not a date" in field.problem


def test_the_arrows_move_a_day(form, qtbot):
    field = form.field("from")
    field.set_value(date(2026, 2, 28))
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == date(2026, 3, 1)
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.value() == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("name", "expected"), [("from", date(2026, 12, 24)), ("to", "2026-12-24")]
)
def test_a_day_is_picked_from_the_month(form, name, expected):
    field = form.field(name)
    field.open_month()
    month = field.findChild(QCalendarWidget)
    assert month.selectedDate() == QDate(2026, 11, 22)
    month.activated.emit(QDate(2026, 12, 24))
    assert field.value() == expected


def test_a_vague_date_is_kept_no_more_exact_than_typed(form, qtbot):
    field = form.field("to")
    type_over(qtbot, field.line, "summer 2010")
    assert field.value() == "2010 summer"
    assert field.line.text() == "Summer 2010"


def test_one_of_five_thousand_is_found_by_a_part_of_the_name(form, qtbot):
    field = form.field("person")
    type_over(qtbot, field.line, "4711")
    assert field.line.text() == "Practitioner 4711"
    assert field.value() == "p4711"


def test_someone_unknown_is_refused_and_what_was_typed_stays(form, qtbot):
    field = form.field("person")
    type_over(qtbot, field.line, "Nobody")
    assert "Nobody" in field.problem
    with pytest.raises(InputError, match="Nobody"):
        form.values()
    assert field.line.text() == "Nobody"


def test_a_part_of_many_names_is_not_taken_for_one(form, qtbot):
    type_over(qtbot, form.field("person").line, "Practitioner 47")
    with pytest.raises(InputError, match="Several"):
        form.values()


def test_someone_new_can_be_made_on_the_way(form, qtbot):
    field = form.field("person")
    field.offer_new(lambda text: ("p9999", text))
    type_over(qtbot, field.line, "Newcomer")
    assert field.value() == "p9999"


def test_what_stands_in_a_field_when_the_form_is_saved_counts_as_left(form, qtbot):
    person = form.field("person")
    person.offer_new(lambda text: ("p9999", text))
    person.line.setFocus()
    qtbot.keyClicks(person.line, "Newcomer")
    with pytest.raises(InputError):
        person.value()
    form.finish()
    assert person.value() == "p9999"


def test_choices_begin_at_the_first_of_them(qtbot):
    field = ChoiceField("strand", "Strand", [("keep", "Leave"), (None, "Not stated")])
    qtbot.addWidget(field)
    assert field.value() == "keep"
    field.set_value(None)
    field.set_choices([("keep", "Leave"), ("x", "X"), (None, "Not stated")])
    assert field.value() is None


def test_two_of_the_same_name_are_told_apart_by_their_codes(qtbot):
    field = SearchField("person", "Person", [("a", "Lead"), ("b", "Lead")])
    qtbot.addWidget(field)
    field.set_value("b")
    assert field.line.text() == "Lead (b)"
    assert field.value() == "b"


def test_a_choice_no_longer_offered_is_still_shown_and_kept(form):
    field = form.field("kind")
    field.set_value("retired")
    assert field.value() == "retired"


def test_other_choices_keep_what_was_chosen(form):
    field = form.field("kind")
    field.set_value("s")
    field.set_choices([("j", "Joint role"), ("s", "Secondment")])
    assert field.value() == "s"


@pytest.mark.parametrize("shares", [{"Mon": "1.5"}, {"Tue": "-1"}, {"Fri": "half"}])
def test_a_share_of_a_day_lies_between_nought_and_one(form, shares):
    for day, text in shares.items():
        form.field("pattern").days[day].setText(text)
    with pytest.raises(InputError):
        form.field("pattern").value()


def test_tab_goes_through_the_form_in_the_order_it_is_read(form, qtbot):
    form.field("title").line.setFocus()
    visited = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    names = ("person", "kind", "from")
    assert visited == [form.field(name).control for name in names]


def test_a_form_filled_in_tells_of_it_once(form):
    told = []
    form.changed.connect(lambda: told.append(form.is_changed()))
    form.set_values({"title": "Audit", "kind": "s"})
    assert told == [False]
    form.field("title").line.setText("Review")
    assert told == [False, True]
