"""The menus and the palette: what can be done now, in its words of now."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar

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
