"""The list of latest changes: read, understood, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pip_manager.domain import issued
from pip_manager.ui.history import HistoryDialog
from tests.services import books
from tests.ui.support import nameless


@pytest.fixture
def dialog(program, qtbot):
    program.show_history()
    found = program.window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: found.model.rowCount() > 0)
    return found


def verbs(dialog):
    return [row.verb for row in dialog.model.rows]


def test_the_latest_comes_first_with_what_it_touched(dialog):
    assert verbs(dialog) == [
        "Add activity",
        "Add agreement",
        "Add engagement",
        "Add person",
    ]
    assert dialog.model.row_at(0).what == "Activity A1"
    assert nameless(dialog) == []


def test_what_a_change_did_is_told_below_the_list(dialog, qtbot):
    dialog.table.select(dialog.model.row_at(3).seq)
    qtbot.waitUntil(lambda: dialog.told.text() == "Person P1 added")


def test_the_last_change_is_taken_back_by_keyboard(dialog, program, qtbot):
    qtbot.waitUntil(dialog.undo.isEnabled)
    dialog.undo.setFocus()
    qtbot.keyClick(dialog.undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: verbs(dialog)[0] == "Undo “Add activity”")
    assert program.session.office.records.all("activities") == []
    undone = dialog.model.row_at(1)
    assert undone.is_undone
    dialog.table.select(undone.seq)
    assert not dialog.undo.isEnabled()


def test_what_stands_in_the_way_is_said_in_the_dialog(dialog, qtbot):
    engagement = dialog.model.row_at(2)
    dialog.table.select(engagement.seq)
    dialog.undo.click()
    qtbot.waitUntil(lambda: dialog.problem.text() != "")
    assert dialog.problem.text() == (
        "“Add engagement” cannot be undone. Agreement AG1 needs engagement E1:"
        " take that back or delete it first."
    )
    assert verbs(dialog)[0] == "Add activity"


def test_an_issued_invoice_is_not_offered_to_be_undone_but_explained(
    start, tmp_path, qtbot
):
    office = books.founded(str(tmp_path / "issued.store"))
    books.october_days(office)
    drafted = books.draft_of(office)
    office.billing.issue(drafted.draft, books.ISSUED_ON)
    office.store.close()
    program = start(tmp_path / "issued.store")
    program.show_history()
    dialog = program.window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    latest = dialog.model.row_at(0)
    assert latest.verb == "Issue LRPC-2017-0001"
    assert not dialog.undo.isEnabled()
    assert dialog.final.text() == issued.STAYS
    drafting = dialog.model.row_at(1)
    dialog.table.select(drafting.seq)
    assert dialog.undo.isEnabled()
    assert dialog.final.isHidden()
