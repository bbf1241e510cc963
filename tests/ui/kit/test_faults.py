from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import qWarning

from pip_manager.errors import ConflictError
from pip_manager.ui.kit import faults

NOBODY: dict[str, str] = {}


@pytest.fixture
def hooks(qapp):
    assert qapp is not None
    shown: list[BaseException] = []
    made = faults.Hooks(shown.append)
    kept = sys.excepthook, threading.excepthook
    made.install()
    yield shown
    made.remove()
    sys.excepthook, threading.excepthook = kept


def test_a_refusal_is_shown_as_its_sentence(qapp):
    assert qapp is not None
    box = faults.show_error(None, ConflictError("Someone else changed this first."))
    assert box.text() == "Someone else changed this first."
    assert box.detailedText() == ""
    box.reject()


def test_a_defect_is_said_to_be_one_with_its_details_offered(qapp, caplog):
    assert qapp is not None
    with pytest.raises(KeyError) as caught:
        NOBODY["Anna Example"]
    box = faults.show_error(None, caught.value)
    assert caplog.messages
    assert "Something went wrong inside PIP Manager" in box.text()
    assert "KeyError" in box.detailedText()
    box.reject()


def test_the_log_says_where_but_never_whom(tmp_path):
    faults.keep_log(tmp_path)
    try:
        NOBODY["Anna Example"]
    except KeyError as error:
        faults.record(error)
    handler = faults.log.handlers[-1]
    handler.close()
    faults.log.removeHandler(handler)
    text = (tmp_path / "pip-manager.log").read_text("utf-8")
    assert "KeyError at" in text
    assert "test_the_log_says_where_but_never_whom" in text
    assert "Anna" not in text


def test_an_exception_nobody_caught_is_shown(hooks):
    error = ValueError("left over")
    sys.excepthook(ValueError, error, None)
    assert hooks == [error]


def test_one_of_another_thread_is_shown_on_the_thread_of_the_window(qtbot, hooks):
    def work():
        raise ValueError("over there")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(hooks) == 1)
    assert str(hooks[0]) == "over there"


@pytest.mark.qt_no_exception_capture
@pytest.mark.qt_log_ignore("polished")
def test_what_qt_complains_of_goes_to_the_log(hooks, caplog):
    assert hooks == []
    with caplog.at_level(logging.WARNING, logger="pip_manager"):
        qWarning("polished twice")
    assert "Qt: polished twice" in caplog.text
