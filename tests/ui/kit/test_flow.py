"""A row that wraps: it reckons once, and again after any change."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from pip_manager.ui.kit.flow import flow


@pytest.fixture
def row(qtbot):
    """A row of three buttons in a window, so wide that all stand in one line."""
    window = QWidget()
    qtbot.addWidget(window)
    made = flow(*(QPushButton(f"Button {number}") for number in range(3)))
    QVBoxLayout(window).addWidget(made)
    window.resize(800, 200)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def tall(row, width=400):
    row.window().layout().activate()
    return row.layout().heightForWidth(width)


def test_a_row_is_as_tall_as_its_lines(row):
    one = tall(row)
    assert tall(row, 150) == 3 * one + 2 * row.layout().spacing()


def test_a_button_that_hides_gives_its_line_back(row):
    wide = row.layout().sizeHint().width()
    narrow = wide - 1
    two = tall(row, narrow)
    row.layout().itemAt(0).widget().setVisible(False)
    assert tall(row, narrow) < two


def test_longer_words_begin_a_line(row):
    one = tall(row, 500)
    row.layout().itemAt(0).widget().setText("Words " * 10)
    assert tall(row, 500) > one


def test_a_button_added_later_is_reckoned_with(row):
    wide = row.layout().sizeHint().width()
    one = tall(row, wide)
    more = QPushButton("One more")
    row.layout().addWidget(more)
    more.show()
    assert tall(row, wide) > one


def test_a_button_taken_out_is_not_reckoned_with(row):
    wide = row.layout().sizeHint().width()
    two = tall(row, wide - 1)
    row.layout().takeAt(0).widget().deleteLater()
    assert tall(row, wide - 1) < two
