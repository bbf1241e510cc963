"""The program: a store opened beside the window, verbs told, undone and redone."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from pip_manager.models import lock
from pip_manager.services import stores
from pip_manager.ui import starting
from pip_manager.ui.doors import Way
from pip_manager.ui.kit import jobs
from tests.ui.support import nameless


def toast(program):
    return program.window.toast.words.text()


def add_person(program, name="Bo Ferry"):
    return program.session.office.records.add("people", {"name": name})


def said(program):
    """Return what the status bar says of the store and of its last copy."""
    return [label.text() for label in program.window.statusBar().findChildren(QLabel)]


def names(program):
    return {r.row["name"] for r in program.session.office.records.all("people")}


def settled(qtbot):
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)


def test_the_first_page_and_the_status_bar_say_where_one_is(program, qtbot):
    assert program.window.here == "today"
    assert said(program)[0] == "books.store"
    qtbot.waitUntil(lambda: said(program)[1] == "No backup yet")
    assert nameless(program.window) == []


def test_a_verb_is_told_and_the_open_page_reads_again(program, qtbot):
    with qtbot.waitSignal(program.window.changed) as told:
        add_person(program)
    assert told.args == [frozenset({"people"})]
    assert toast(program) == "Person added"


def test_the_toast_takes_a_verb_back_and_brings_it_again(program, qtbot):
    add_person(program)
    qtbot.waitUntil(lambda: toast(program) == "Person added")
    qtbot.mouseClick(program.window.toast.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: toast(program) == "“Add person” undone")
    assert names(program) == {"Ada Quill"}
    qtbot.mouseClick(program.window.toast.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: toast(program) == "“Add person” done again")
    assert names(program) == {"Ada Quill", "Bo Ferry"}


def test_ctrl_z_undoes_and_ctrl_shift_z_does_again(program, qtbot):
    program.window.activateWindow()
    add_person(program)
    qtbot.waitUntil(lambda: toast(program) == "Person added")
    qtbot.keyClick(program.window, "Z", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: toast(program) == "“Add person” undone")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(program.window, "Z", both)
    qtbot.waitUntil(lambda: toast(program) == "“Add person” done again")


def test_two_verbs_are_undone_one_after_the_other(program, qtbot):
    add_person(program, "Bo Ferry")
    add_person(program, "Cy Marsh")
    program.undo()
    program.undo()
    qtbot.waitUntil(lambda: names(program) == {"Ada Quill"})
    program.redo()
    qtbot.waitUntil(lambda: names(program) == {"Ada Quill", "Bo Ferry"})


def test_without_a_verb_there_is_nothing_to_undo(program, qtbot):
    program.undo()
    qtbot.waitUntil(lambda: toast(program) == "There is nothing to undo.")
    program.redo()
    qtbot.waitUntil(lambda: toast(program) == "There is nothing to redo.")


def test_what_came_later_stands_in_the_way_and_is_named(program, qtbot):
    person = add_person(program)
    seq = program.session.to_undo.seq
    program.session.office.records.change(person, {"employer": "Agency"})
    program.take_back(seq)
    qtbot.waitUntil(lambda: "“Change person”" in toast(program))
    assert "undo that first" in toast(program)


def test_a_change_of_another_process_is_reread_within_two_seconds(
    program, store, qtbot
):
    settled(qtbot)
    with (
        qtbot.waitSignal(program.window.changed, timeout=4_000) as told,
        stores.open_office(str(store)) as other,
    ):
        other.records.add("people", {"name": "Cy Marsh"})
    assert "people" in told.args[0]
    assert "engagements" in told.args[0]


def test_a_second_window_is_told_whose_the_first_is(program, store, start, qtbot):
    assert program.session is not None
    other = start(store, waits=False)
    qtbot.waitUntil(lambda: other.window.findChild(QMessageBox) is not None)
    box = other.window.findChild(QMessageBox)
    assert "The store is open in a window of" in box.text()
    assert words_of(box) == {
        "Try again",
        "Open it to read only",
        "Open another store…",
        "Leave it",
    }
    press(box, "Open it to read only")
    qtbot.waitUntil(lambda: other.session is not None)
    assert other.window.banner.text() == "Open to read only"
    with pytest.raises(Exception, match="open to read only"):
        add_person(other)


def words_of(box):
    return {button.text() for button in box.buttons()}


def press(box, words):
    next(b for b in box.buttons() if b.text() == words).click()


def test_the_lock_is_released_at_the_end(program, store):
    with pytest.raises(Exception, match="open in a window"):
        lock.take(store)
    program.window.close()
    program.end()
    lock.take(store).release()


def test_a_copy_is_made_at_the_end_once_in_twelve_hours(
    program, start, store, home, qtbot
):
    program.window.close()
    program.end()
    copies = list((home / "data").rglob("*.store"))
    assert len(copies) == 1
    again = start(store)
    qtbot.waitUntil(lambda: said(again)[1].startswith("Backed up today "))
    again.window.close()
    again.end()
    assert list((home / "data").rglob("*.store")) == copies


def test_a_copy_that_cannot_be_made_is_said_at_the_next_start(
    program, start, store, home, qtbot
):
    folder = home / "data" / "pip-manager"
    folder.mkdir(parents=True)
    (folder / "backups").write_text("no folder")
    program.window.close()
    program.end()
    again = start(store)
    told = "The last backup was not made: "
    qtbot.waitUntil(lambda: said(again)[1].startswith(told))


def test_backing_up_now_says_where(program, qtbot):
    program.back_up()
    qtbot.waitUntil(lambda: toast(program).startswith("Backed up and checked: "))
    qtbot.waitUntil(lambda: said(program)[1].startswith("Backed up today "))


def test_another_store_opens_with_fresh_pages(program, template, tmp_path, qtbot):
    second = tmp_path / "second.store"
    second.write_bytes(template.read_bytes())
    before = program.window
    with qtbot.waitSignal(program.ready, timeout=10_000):
        program.open(str(second))
    qtbot.addWidget(program.window)
    assert program.window is not before
    assert said(program)[0] == "second.store"
    assert starting.usual_location() == str(second)


@pytest.mark.parametrize(
    ("spoil", "sentence", "offered"),
    [
        (lambda p: p.write_bytes(b"PK\x03\x04 not ours"), "not a store", []),
        (
            lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
            "cut short",
            ["Restore a backup…"],
        ),
        (lambda p: set_schema(p, 999), "newer version", []),
    ],
)
def test_a_store_that_cannot_be_opened_is_a_sentence_with_choices(
    store, start, qtbot, spoil, sentence, offered
):
    spoil(store)
    before = store.read_bytes()
    program = start(store, waits=False)
    qtbot.waitUntil(lambda: program.window.findChild(QMessageBox) is not None)
    box = program.window.findChild(QMessageBox)
    assert sentence in box.text()
    assert words_of(box) == {*offered, "Open another store…", "Leave it"}
    assert store.read_bytes() == before
    assert program.empty.sentence.text() == "No store is open."


def set_schema(path, number):
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA user_version={number}")


def test_a_damaged_store_is_brought_back_from_its_copy(program, store, start, qtbot):
    copy = program.session.back_up()
    program.window.close()
    program.end()
    store.write_bytes(store.read_bytes()[:50_000])
    again = start(store, waits=False)
    qtbot.waitUntil(lambda: again.window.findChild(QMessageBox) is not None)
    with qtbot.waitSignal(again.ready, timeout=10_000):
        again.doors.copy_chosen.emit(str(copy), Way(str(store)))
    assert names(again) == {"Ada Quill"}


def test_a_store_restored_while_open_comes_back_in_a_fresh_window(
    program, store, qtbot
):
    copy = program.session.back_up()
    add_person(program)
    with qtbot.waitSignal(program.ready, timeout=10_000):
        program.doors.copy_chosen.emit(str(copy), Way(str(store)))
    qtbot.addWidget(program.window)
    assert names(program) == {"Ada Quill"}
