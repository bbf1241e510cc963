from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.pdf_view import PdfView
from tests.gallery.paper import pages


@pytest.fixture
def view(qtbot):
    made = PdfView()
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    yield made
    made.clear()
    jobs.close_safely()


def show(qtbot, view, count):
    with qtbot.waitSignal(view.loaded) as blocker:
        view.show_pdf(pages(count))
    assert blocker.args == [count]
    qtbot.waitUntil(lambda: view.kept_bytes > 0)


def drawn(view):
    image = view.viewport().grab().toImage()
    cells = [(x, y) for x in range(0, image.width(), 3) for y in range(0, 400, 3)]
    return any(image.pixelColor(x, y).lightness() < 60 for x, y in cells)


def test_a_page_is_drawn_and_its_words_are_given_to_be_read_out(qtbot, view):
    show(qtbot, view, 2)
    qtbot.waitUntil(lambda: drawn(view))
    qtbot.waitUntil(lambda: "Page 1 of 2" in view.accessibleDescription())
    assert view.accessibleName() == "Preview, page 1 of 2"


def test_keys_turn_pages(qtbot, view):
    show(qtbot, view, 3)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 2
    qtbot.waitUntil(lambda: "Page 3 of 3" in view.accessibleDescription())
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0


def test_two_hundred_pages_take_no_more_memory_than_a_few(qtbot, view):
    show(qtbot, view, 200)
    for number in range(0, 200, 4):
        view.go_to(number)
        view.viewport().repaint()
        qtbot.waitUntil(lambda: not jobs.running())
    assert view.page == 196
    assert view.kept_bytes <= 48 * 1024 * 1024


def test_zooming_keeps_the_page(qtbot, view):
    show(qtbot, view, 5)
    view.go_to(3)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.page == 3
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.page == 3


def test_what_is_no_pdf_is_told(qtbot, view):
    with qtbot.waitSignal(view.failed):
        view.show_pdf(b"not a PDF")
    assert view.pages == 0


def test_another_document_takes_the_place_of_one_still_opening(qtbot, view):
    view.show_pdf(pages(40))
    show(qtbot, view, 2)
    assert view.pages == 2
    view.clear()
    assert (view.pages, view.page, view.kept_bytes) == (0, -1, 0)


def page_and_image(view):
    """Return the page as it stands in the view, and as it was drawn, without edges."""
    [(number, rect)] = view._in_sight()[:1]  # noqa: SLF001 - where it stands
    image = view._images[view._key(number)]  # noqa: SLF001 - what was drawn
    inner = rect.intersected(view.viewport().rect()).adjusted(1, 1, -1, -1)
    kind = QImage.Format.Format_RGB32
    seen = view.viewport().grab(inner).toImage().convertToFormat(kind)
    whole = image.copy(inner.translated(-rect.topLeft()))
    return seen, whole.convertToFormat(kind)


def test_no_row_of_a_page_is_cut_at_any_width(qtbot, view):
    show(qtbot, view, 1)
    for width in (610, 547, 633, 701, 482):
        view.resize(width, 700)
        view.viewport().repaint()
        qtbot.waitUntil(lambda: view._key(0) in view._images)  # noqa: SLF001
        seen, drawn_once = page_and_image(view)
        assert seen == drawn_once, width


def test_a_page_is_seen_while_it_is_drawn_for_another_width(qtbot, view):
    show(qtbot, view, 1)
    qtbot.waitUntil(lambda: drawn(view))
    view.resize(520, 700)
    assert drawn(view)


END = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.pdf_view import PdfView
from tests.gallery.paper import pages
view = PdfView()
view.show()
view.show_pdf(pages(20))
slow = jobs.Job(lambda job: __import__("time").sleep(0.2))
slow.start(jobs.reader())
if sys.argv[1] == "whole":
    view.loaded.connect(application.quit)
    application.exec()
if sys.argv[1] == "early":
    QTimer.singleShot(0, application.quit)
    application.exec()
if sys.argv[1] == "without Qt":
    import shiboken6
    shiboken6.delete(application)
"""


@pytest.mark.parametrize("how", ["whole", "early", "never begun", "without Qt"])
def test_the_program_ends_quietly_while_a_preview_is_open(how):
    done = subprocess.run(
        [sys.executable, "-c", END, how],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    said = [line for line in done.stderr.splitlines() if "plugin" not in line]
    assert (done.returncode, said) == (0, [])
