from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar


def test_tab_goes_from_the_verbs_to_the_headings_and_on_to_the_cards(qtbot, page):
    page.detail.tabs.finish()
    verbs = page.detail.head.findChildren(QPushButton)
    verbs[-1].setFocus()
    qtbot.keyClick(verbs[-1], Qt.Key.Key_Tab)
    bar = QApplication.focusWidget()
    assert isinstance(bar, QTabBar)
    qtbot.keyClick(bar, Qt.Key.Key_Tab)
    assert page.detail.tabs.pane.isAncestorOf(QApplication.focusWidget())


def test_the_headings_are_turned_by_keyboard_round_and_round(qtbot, page):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.table.view, Qt.Key.Key_PageDown, control)
    assert page.detail.tabs.heading == "Work"
    for _ in range(2):
        qtbot.keyClick(page.table.view, Qt.Key.Key_PageUp, control)
    assert page.detail.tabs.heading == "History"


def test_down_goes_from_the_search_to_the_list(qtbot, page):
    page.go_to_search()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table.view
