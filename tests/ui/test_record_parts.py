"""The column of cards beside a list: filled anew without losing the keyboard."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from pip_manager.ui.kit.parts import Card, button
from pip_manager.ui.record_parts import Pane


def card(*words):
    made = Card()
    for word in words:
        made.body.addWidget(button(word, lambda: None))
    return made


def shown(qtbot, *cards):
    window = QWidget()
    column = QVBoxLayout(window)
    pane = Pane()
    column.addWidget(QPushButton("First in the window"))
    column.addWidget(pane)
    qtbot.addWidget(window)
    window.show()
    pane.show_cards(cards)
    pane.finish()
    return window, pane


def test_the_button_with_the_keyboard_keeps_it_when_its_card_is_made_anew(qtbot):
    window, pane = shown(qtbot, card("Delete"), card("Edit", "Move"))
    held = next(b for b in pane.findChildren(QPushButton) if b.text() == "Edit")
    held.setFocus()
    pane.show_cards([card("Delete"), card("Edit", "Move")])
    pane.finish()
    found = window.focusWidget()
    assert isinstance(found, QPushButton)
    assert found.text() == "Edit"
    assert found is not held


def test_a_pane_takes_the_keyboard_from_nobody_else(qtbot):
    window, pane = shown(qtbot, card("Edit"))
    other = window.findChildren(QPushButton)[0]
    other.setFocus()
    pane.show_cards([card("Edit")])
    pane.finish()
    assert window.focusWidget() is other
