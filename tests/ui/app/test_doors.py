"""The ways to a store: files chosen, a server named, what helps where none opens."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from pip_manager.errors import StoreError, UnreachableError
from pip_manager.ui.doors import Doors, Way
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.window import Window
from tests.ui.support import nameless


@pytest.fixture
def doors(qtbot):
    window = Window(())
    qtbot.addWidget(window)
    window.show()
    return Doors(window)


def test_a_file_that_is_chosen_is_the_way(doors, qtbot, tmp_path):
    doors.ask_open()
    dialog = doors.parent().findChild(QFileDialog)
    with qtbot.waitSignal(doors.chosen) as chosen:
        dialog.fileSelected.emit(str(tmp_path / "books.store"))
    assert chosen.args == [Way(str(tmp_path / "books.store"))]


def test_a_copy_that_is_chosen_is_brought_back_for_its_store(doors, qtbot):
    way = Way("/books.store")
    doors.ask_backup(way)
    dialog = doors.parent().findChild(QFileDialog)
    with qtbot.waitSignal(doors.copy_chosen) as chosen:
        dialog.fileSelected.emit("/copies/books.store")
    assert chosen.args == ["/copies/books.store", way]


def test_an_address_that_is_none_is_refused_beside_the_field(doors, qtbot):
    doors.ask_server()
    dialog = doors.parent().findChild(FormDialog)
    assert nameless(dialog) == []
    dialog.form.field("address").set_value("server.leeds.example")
    dialog.accept()
    problem = "The address begins with postgresql:// and names the server."
    assert dialog.form.problems() == {"address": problem}
    dialog.form.field("address").set_value("postgresql://server.leeds.example/pip")
    with qtbot.waitSignal(doors.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [Way("postgresql://server.leeds.example/pip")]


@pytest.mark.parametrize(
    "error", [UnreachableError("The server cannot be reached."), StoreError("Later.")]
)
def test_what_may_pass_can_be_tried_again(doors, qtbot, error):
    way = Way("postgresql://server.leeds.example/pip")
    box = doors.explain(error, way)
    again = next(b for b in box.buttons() if b.text() == "Try again")
    with qtbot.waitSignal(doors.chosen) as chosen:
        again.click()
    assert chosen.args == [way]


def test_where_nothing_is_a_new_store_is_offered(doors, tmp_path):
    box = doors.explain(StoreError("Nothing."), Way(str(tmp_path / "none.store")))
    words = {button.text() for button in box.buttons()}
    assert words == {"Make a new store…", "Open another store…", "Leave it"}


def test_a_defect_is_said_to_be_one(doors):
    box = doors.explain(KeyError("x"), Way("/books.store"))
    assert "Something went wrong inside PIP Manager" in box.text()
