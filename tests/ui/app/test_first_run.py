"""Before there is a store: who, what to begin with, where."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pip_manager.services import stores
from pip_manager.ui.first_run import Welcome
from pip_manager.ui.kit import jobs, reading
from tests.ui.support import nameless


@pytest.fixture
def asked(start, qtbot, tmp_path):
    """Return the dialog of a program started where no store is, and the program."""
    program = start(tmp_path / "new" / "books.store", waits=False)
    qtbot.waitUntil(lambda: program.window.findChild(Welcome) is not None)
    return program.window.findChild(Welcome), program


def test_a_name_and_enter_make_a_store_and_open_the_window(asked, qtbot, tmp_path):
    dialog, program = asked
    dialog.choices["nothing"].setChecked(True)
    qtbot.keyClicks(dialog.who.line, "Ada Quill")
    with qtbot.waitSignal(program.ready, timeout=15_000):
        qtbot.keyClick(dialog.who.line, Qt.Key.Key_Return)
    office = program.session.office
    assert (tmp_path / "new" / "books.store").is_file()
    assert [r.row["name"] for r in office.records.all("people")] == ["Ada Quill"]
    assert office.who.person == office.records.all("people")[0].row["person"]
    assert office.records.all("logins")[0].row["person"] == office.who.person


def test_who_one_is_may_be_left_open_and_today_reminds_of_it(asked, qtbot):
    dialog, program = asked
    dialog.choices["nothing"].setChecked(True)
    with qtbot.waitSignal(program.ready, timeout=15_000):
        dialog.begin()
    assert program.session.office.records.all("people") == []
    matters, _ = program.session.office.today.quick(reading.today())
    assert "Nobody is named as you yet" in [matter.words for matter in matters]


def test_the_centres_history_is_what_one_begins_with_unless_told_otherwise(
    asked, qtbot
):
    dialog, program = asked
    assert dialog.fill == "starting-data"
    with qtbot.waitSignal(program.ready, timeout=30_000):
        dialog.begin()
    assert program.session.office.records.all("engagements")
    assert program.window.banner.text() == ""


def test_everything_has_a_name_and_the_keyboard_begins_at_the_name(asked):
    dialog, _ = asked
    assert nameless(dialog) == []
    assert dialog.who.line.hasFocus() or dialog.focusWidget() is dialog.who.line


def test_leaving_leaves_nothing_and_can_be_begun_again(asked, qtbot, tmp_path):
    dialog, program = asked
    dialog.reject()
    assert not (tmp_path / "new").exists()
    assert program.empty.button.text() == "Begin…"
    program.empty.button.click()
    qtbot.waitUntil(lambda: len(program.window.findChildren(Welcome)) > 0)


def test_a_place_that_cannot_be_is_said_and_the_answers_stay(asked, qtbot, tmp_path):
    dialog, _ = asked
    taken = tmp_path / "taken.store"
    taken.write_text("somebody's")
    dialog.who.line.setText("Ada Quill")
    dialog.choices["nothing"].setChecked(True)
    dialog.place.setText(str(taken))
    dialog.begin()
    qtbot.waitUntil(lambda: "is there already" in dialog.warning.text())
    assert dialog.isVisible()
    assert dialog.who.line.text() == "Ada Quill"
    assert dialog.start.isEnabled()
    assert taken.read_text() == "somebody's"


def test_no_place_at_all_is_asked_for(asked):
    dialog, _ = asked
    dialog.place.setText("  ")
    dialog.begin()
    assert dialog.warning.text() == "Say where the store is to be kept."


def test_a_folder_that_is_copied_about_is_warned_of(asked):
    dialog, _ = asked
    dialog.place.setText("/home/ada/OneDrive - Leeds City Council/books.store")
    assert "copied about by OneDrive" in dialog.warning.text()
    dialog.place.setText("/home/ada/books.store")
    assert dialog.warning.text() == ""


@pytest.mark.slow
def test_stopping_the_demonstration_leaves_no_file(asked, qtbot, tmp_path):
    dialog, _ = asked
    dialog.choices["demo"].setChecked(True)
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.progress.bar.maximum() > 1, timeout=60_000)
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.running(), timeout=60_000)
    assert dialog.isVisible()
    assert list((tmp_path / "new").iterdir()) == []


def test_a_new_store_is_offered_beside_the_usual_one(qtbot):
    usual = stores.default_location()
    parent = QWidget()
    qtbot.addWidget(parent)
    assert Welcome(parent).place.text() == usual
    Path(usual).parent.mkdir(parents=True)
    Path(usual).write_bytes(b"")
    assert Welcome(parent).place.text() == usual.replace(".store", "-2.store")
