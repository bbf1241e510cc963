from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from pip_manager.errors import ConflictError, FieldProblem, InputError
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.search_field import SearchField
from tests.ui.support import nameless


class Asked:
    """What a submit was asked, and what it answers."""

    def __init__(self) -> None:
        self.values: list[dict[str, object]] = []
        self.error: Exception | None = None

    def __call__(self, values):
        self.values.append(values)
        if self.error:
            raise self.error
        return "A-1"


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def dialog(qtbot, asked):
    form = Form([LineField("summary", "Work"), WordsField("note", "Note")])
    made = FormDialog(None, "Log a day", form, asked, sentence="It can be billed.")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    return made


def leaving(dialog):
    return dialog.findChild(QMessageBox, "leaving")


def press(box, words):
    button = next(one for one in box.buttons() if one.text() == words)
    button.click()


def test_its_button_says_the_verb(dialog):
    assert dialog.windowTitle() == "Log a day"
    assert dialog.save.text() == "Log"


def test_saving_hands_over_what_was_typed_and_closes(qtbot, dialog, asked):
    qtbot.keyClicks(dialog.form.field("summary").line, "Case audit")
    with qtbot.waitSignal(dialog.saved) as blocker:
        dialog.save.click()
    assert blocker.args == ["A-1"]
    assert asked.values == [{"summary": "Case audit", "note": None}]
    assert not dialog.isVisible()


def test_ctrl_enter_saves_from_within_several_lines(qtbot, dialog):
    words = dialog.form.field("note").words
    words.setFocus()
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_enter_straight_after_typing_takes_a_word_that_is_new(qtbot, asked):
    field = SearchField("kind", "Kind", [("visit", "Visit")])
    field.offer_new(lambda text: (text, text))
    made = FormDialog(None, "Log a day", Form([field]), asked)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
    field.line.setFocus()
    qtbot.keyClicks(field.line, "Review")
    with qtbot.waitSignal(made.saved):
        qtbot.keyClick(
            field.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert asked.values == [{"kind": "Review"}]


def test_a_problem_stands_beside_its_field_and_the_dialog_stays(dialog, asked):
    asked.error = InputError(FieldProblem("summary", "Say what was done."))
    dialog.save.click()
    assert dialog.form.problems() == {"summary": "Say what was done."}
    assert dialog.isVisible()


def test_a_refusal_is_said_above_the_buttons_and_nothing_typed_is_lost(
    qtbot, dialog, asked
):
    asked.error = ConflictError("Someone else changed this day first.")
    qtbot.keyClicks(dialog.form.field("summary").line, "Case audit")
    dialog.save.click()
    assert dialog.refusal == "Someone else changed this day first."
    assert dialog.form.field("summary").line.text() == "Case audit"
    asked.error = None
    dialog.save.click()
    assert not dialog.isVisible()


def test_a_defect_is_said_to_be_one_and_the_words_stay(qtbot, dialog, asked):
    asked.error = KeyError("x")
    qtbot.keyClicks(dialog.form.field("summary").line, "Case audit")
    dialog.save.click()
    box = dialog.findChild(QMessageBox)
    assert "Something went wrong inside PIP Manager" in box.text()
    assert "KeyError" not in box.text()
    box.reject()
    assert dialog.form.field("summary").line.text() == "Case audit"


def test_escape_leaves_at_once_when_nothing_was_typed(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_asks_when_something_was_and_going_on_keeps_it(qtbot, dialog):
    line = dialog.form.field("summary").line
    qtbot.keyClicks(line, "Case audit")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    press(leaving(dialog), "Go on editing")
    assert dialog.isVisible()
    assert line.text() == "Case audit"


def test_escape_on_the_question_is_the_safe_answer(qtbot, dialog):
    qtbot.keyClicks(dialog.form.field("summary").line, "Case audit")
    dialog.reject()
    qtbot.keyClick(leaving(dialog), Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_throwing_away_closes(qtbot, dialog):
    qtbot.keyClicks(dialog.form.field("summary").line, "Case audit")
    dialog.reject()
    press(leaving(dialog), "Throw away")
    assert not dialog.isVisible()


def test_everything_in_it_has_a_name(dialog):
    assert nameless(dialog) == []
