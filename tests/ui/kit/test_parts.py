from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

import pip_manager.ui
from pip_manager.ui.kit import parts
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import WhenField
from pip_manager.ui.kit.fields import LineField
from pip_manager.ui.kit.figure_fields import PatternField, QuantityField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.later import Later
from pip_manager.ui.kit.search_field import SearchField


class Windows(QObject):
    """Notes whatever is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() is QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp):
    noted = Windows()
    qapp.installEventFilter(noted)
    yield noted.shown
    qapp.removeEventFilter(noted)


@pytest.fixture
def pane(qtbot):
    made = QWidget()
    made.setLayout(QVBoxLayout())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_what_is_taken_out_is_hidden_at_once_and_freed_by_qt(qtbot, pane):
    old = QLabel("Before")
    pane.layout().addWidget(old)
    old.show()
    parts.clear(pane.layout())
    assert pane.layout().count() == 0
    assert not old.isVisible()
    assert old.parent() is pane
    with qtbot.waitSignal(old.destroyed):
        pass


def test_what_is_taken_out_in_the_turn_it_was_added_is_no_window(pane, windows):
    facts = parts.Facts()
    pane.layout().addWidget(facts)
    facts.show()
    for _ in range(3):
        facts.clear()
        facts.add("Net", "1,250.00")
        facts.add("Address", None)
    QApplication.processEvents()
    assert windows == []
    shown = [one.text() for one in facts.findChildren(QLabel) if one.isVisible()]
    assert shown == ["Net", "1,250.00", "Address", "not stated"]


def test_no_widget_of_the_program_is_taken_from_its_parent():
    room = Path(pip_manager.ui.__file__).parent
    told = [
        path.name
        for path in room.rglob("*.py")
        if "setParent(None)" in path.read_text(encoding="utf-8")
    ]
    assert told == []


def test_what_is_made_later_is_made_once_and_when_it_is_wanted(qtbot, pane):
    made = []

    def make():
        made.append(QLabel("Drafts"))
        return made[-1]

    place = Later(make)
    pane.layout().addWidget(place)
    assert not place.is_made
    assert place.content is place.content
    assert len(made) == 1
    qtbot.waitUntil(made[0].isVisible)


def test_no_part_of_a_form_shows_as_a_window_while_it_is_made(qtbot, windows):
    form = Form(
        [
            LineField("iban", "IBAN", hint="Its check digits are tried."),
            ChoiceField("kind", "Kind", [("s", "Secondment")], hint="Choose one."),
            (SearchField("person", "Person", hint="By any part of a name."),),
            QuantityField("days", "Days", unit="days", hint="Proposed: 5"),
            WhenField("to", "To", hint="A year will do."),
            FlagField("agreed", "Agreed", hint="In writing.", unknown=True),
            PatternField("pattern", "Weekdays", hint="Shares of a day."),
        ]
    )
    qtbot.addWidget(form)
    assert windows == []
