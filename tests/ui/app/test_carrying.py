"""Import and export over a window: looked at first, then brought in or not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from pip_manager.ui.carrying import VerdictDialog
from pip_manager.ui.kit.jobs import CancelledError
from tests.ui.support import nameless

PEOPLE = "person,name\r\nP1,Ada Quill\r\nP7,Cy Marsh\r\n"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "coming"
    path.mkdir()
    (path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return path


def shown(program, qtbot):
    qtbot.waitUntil(lambda: program.window.findChild(VerdictDialog) is not None)
    return program.window.findChild(VerdictDialog)


def test_what_comes_in_is_said_before_and_done_after(program, folder, qtbot):
    program.carrier().look_at(folder)
    dialog = shown(program, qtbot)
    assert dialog.sense.text() == (
        "2 rows: 1 new, 1 the same as here."
        " It comes in whole as one change, which can be undone."
    )
    assert nameless(dialog) == []
    dialog.bring_in.click()
    toast = program.window.toast.words
    qtbot.waitUntil(lambda: toast.text() == "coming imported", timeout=10_000)
    people = program.session.office.records.all("people")
    assert [r.row["name"] for r in people] == ["Ada Quill", "Cy Marsh"]
    program.undo()
    qtbot.waitUntil(lambda: len(program.session.office.records.all("people")) == 1)


def test_a_look_that_is_stopped_shows_nothing(program, folder, qtbot):
    job = program.carrier().look_at(folder)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert program.window.findChild(VerdictDialog) is None


def test_an_import_that_is_stopped_writes_nothing(program, folder):
    def stop(done, _total):
        if done > 5:
            raise CancelledError

    with pytest.raises(CancelledError):
        program.session.office.transfer.bring_in(folder, stop)
    people = program.session.office.records.all("people")
    assert [r.row["name"] for r in people] == ["Ada Quill"]


def test_a_row_in_error_is_listed_and_nothing_can_come_in(program, folder, qtbot):
    (folder / "people.csv").write_text("person,name,fte\r\nP8,Di Wold,three\r\n")
    program.carrier().look_at(folder)
    dialog = shown(program, qtbot)
    assert dialog.model.row_at(0).verdict == "error"
    assert "mend the file first" in dialog.sense.text()
    assert not dialog.bring_in.isEnabled()


def test_ones_own_export_is_refused_in_one_line_for_each_sheet(
    program, tmp_path, qtbot
):
    path = tmp_path / "all.zip"
    program.session.office.transfer.export(path)
    outcome = program.session.office.transfer.check(path)
    assert outcome.totals["error"] == len(outcome.verdicts) > 1
    program.carrier().look_at(path)
    dialog = shown(program, qtbot)
    assert [(row.sheet, row.row) for row in dialog.model.rows] == [("changes", None)]
    sentence = (
        "Issued documents come back only into an empty store. Make a new store and"
        " import there."
    )
    assert dialog.sense.text().endswith(f"Nothing comes in. {sentence}")
    assert [p.text for p in dialog.model.row_at(0).problems] == [sentence]
    assert not dialog.bring_in.isEnabled()


def test_what_cannot_be_read_is_a_sentence(program, tmp_path, qtbot):
    program.carrier().look_at(tmp_path / "nowhere.zip")
    qtbot.waitUntil(lambda: program.window.findChild(QMessageBox) is not None)
    assert "nowhere.zip" in program.window.findChild(QMessageBox).text()


@pytest.mark.parametrize("name", ["all.zip", "all.xlsx", "all"])
def test_everything_is_written_to_a_place(program, tmp_path, qtbot, name):
    path = tmp_path / name
    job = program.carrier().export(path, with_pay=True)
    steps = []
    job.progressed.connect(lambda done, total: steps.append((done, total)))
    toast = program.window.toast.words
    qtbot.waitUntil(lambda: toast.text() == f"Exported to {path}", timeout=20_000)
    assert path.exists()


def test_a_stopped_export_leaves_nothing(program, tmp_path, qtbot):
    path = tmp_path / "all.zip"
    job = program.carrier().export(path, with_pay=True)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert not path.exists()
