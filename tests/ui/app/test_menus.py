"""The menus and the palette: what can be done now, in its words of now."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from pip_manager.ui import registry
from pip_manager.ui.kit.palette import Palette
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.menus import Verb, fill


def menu(program, heading):
    bar = program.window.menuBar()
    found = next(a.menu() for a in bar.actions() if a.text() == heading)
    found.aboutToShow.emit()
    return found


def entry(found, begins):
    return next(a for a in found.actions() if a.text().startswith(begins))


def test_the_edit_menu_names_what_is_undone_and_done_again(program, qtbot):
    assert not entry(menu(program, "Edit"), "Undo").isEnabled()
    program.session.office.records.add("people", {"name": "Bo Ferry"})
    edit = menu(program, "Edit")
    assert entry(edit, "Undo").text() == "Undo “Add person”"
    entry(edit, "Undo").trigger()
    qtbot.waitUntil(lambda: program.session.to_redo is not None)
    edit = menu(program, "Edit")
    assert entry(edit, "Redo").text() == "Redo “Add person”"
    assert not entry(edit, "Undo").isEnabled()


def test_without_a_store_only_what_opens_one_is_offered(start, tmp_path):
    program = start(tmp_path / "none.store", waits=False)
    file = menu(program, "File")
    able = {a.text() for a in file.actions() if a.isEnabled() and a.text()}
    assert able == {"New store…", "Open a store…", "Open a team store…", "Quit"}
    words = {action.words for action in program.actions()}
    assert "Back up now" not in words
    assert "Log a day" not in words


def test_the_look_that_is_on_is_ticked(program):
    entry(menu(program, "View"), "Dark").trigger()
    assert theme().is_dark
    view = menu(program, "View")
    assert entry(view, "Dark").isChecked()
    assert not entry(view, "Light").isChecked()


def test_no_two_bindings_share_their_keys(program):
    bound = [
        verb.keys
        for verbs in program.menus.values()
        for verb in verbs
        if verb is not None and verb.keys
    ]
    assert len(bound) == len(set(bound))


def test_the_palette_does_what_is_done_most(program):
    found = {action.words: action for action in program.actions()}
    assert {"Log a day", "Add an engagement", "Back up now", "Dark"} <= set(found)
    found["Log a day"].then()
    assert program.window.here == "activity"


def test_the_palette_finds_a_record_and_goes_to_it(program, qtbot):
    program.window.open_palette()
    palette = program.window.findChild(Palette)
    qtbot.keyClicks(palette.line, "front door")
    model = palette.list.model()

    def kinds():
        rows = range(model.rowCount())
        return [model.index(n, 0).data(role).kind for n in rows]

    role = 256
    qtbot.waitUntil(lambda: "engagement" in kinds())
    assert "activity" in kinds()
    row = kinds().index("engagement")
    model.index(row, 0).data(role).then()
    assert program.window.here == "engagements"


def test_a_verb_can_be_a_line_and_shows_keys_bound_elsewhere(qtbot):
    bar = QMenuBar()
    qtbot.addWidget(bar)
    done = []
    verb = Verb("Keys", lambda: done.append(1), "?", is_bound=True)
    fill(bar, {"Help": [verb, None]})
    menu = bar.findChild(QMenu)
    assert menu is not None
    actions = menu.actions()
    assert actions[0].text() == "Keys\t?"
    assert actions[0].shortcut().isEmpty()
    assert actions[1].isSeparator()
    actions[0].trigger()
    assert done == [1]


def _keys(owner, children):
    bound = {
        QKeySequence(keys).toString()
        for child in owner.findChildren(QShortcut, options=children)
        for keys in QShortcut.keys(child)
    }
    for action in owner.findChildren(QAction):
        bound |= {keys.toString() for keys in action.shortcuts()}
    return bound - {""}


def no_office():
    raise AssertionError("No page is made to list their keys.")


@pytest.mark.parametrize("key", [entry.key for entry in registry.entries(no_office)])
def test_no_key_of_a_page_is_one_of_the_window_or_the_menus(program, key):
    window, directly = program.window, Qt.FindChildOption.FindDirectChildrenOnly
    everywhere = _keys(window.menuBar(), directly) | _keys(window, directly)
    assert {"Ctrl+K", "Ctrl+O", "Ctrl+Z"} <= everywhere
    window.go(key)
    mine = _keys(window.page, Qt.FindChildOption.FindChildrenRecursively)
    assert mine & everywhere == set()
    told = {keys for keys, _words in window.page.shortcuts}
    assert told & everywhere == set()


def test_the_list_of_invoices_has_the_keyboard_and_f6_leads_through(program, qtbot):
    window = program.window
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    page = window.page
    assert page.title.text() == "Invoices"

    def has_the_keyboard():
        return page.to_bill.table.isAncestorOf(QApplication.focusWidget())

    qtbot.waitUntil(has_the_keyboard)
    window.sidebar.focus_current()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert has_the_keyboard()
    assert not window.sidebar.isAncestorOf(QApplication.focusWidget())
