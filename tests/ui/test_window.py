from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton
from typing_extensions import override

from pip_manager.ui.kit import jobs, memory
from pip_manager.ui.kit.help import HelpSheet
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.palette import Action, Palette, ranked
from pip_manager.ui.kit.shortcuts import KeySheet
from pip_manager.ui.kit.sidebar import Entry
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.window import Window, dress
from tests.ui.support import nameless

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
START = """
import sys
import threading
from PySide6.QtWidgets import QApplication
application = QApplication([])
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.sidebar import Entry
from pip_manager.ui.kit.table import Table
from pip_manager.ui import window
window.dress()
shell = window.Window([Entry("today", "Today", "today", lambda: Page("Today"))])
shell.go("today")
shell.first_painted.connect(application.quit)
shell.show()
application.exec()
heavy = ("sqlalchemy", "pandas", "numpy", "reportlab", "alembic", "openpyxl",
         "pypdfium2", "rapidfuzz", "holidays")
print([name for name in heavy if name in sys.modules])
"""


class Screen(Page):
    help_text = "What was done.\n\nAnd for whom."
    shortcuts: ClassVar = (("Ctrl+L", "Log a day"),)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.targets: list[object] = []
        self.nouns: list[frozenset[str]] = []
        self.inside = QPushButton(f"Inside {title}")
        self.body.addWidget(self.inside)

    @override
    def opened(self, target: object = None) -> None:
        self.targets.append(target)

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        self.nouns.append(nouns)


class Unsaved(Screen):
    words = "One thing is not saved yet."

    @override
    def unsaved(self) -> str:
        return self.words

    @override
    def throw_away(self) -> None:
        self.words = ""


def broken() -> Page:
    raise ZeroDivisionError


@pytest.fixture
def window(qtbot):
    def entry(key, title, *, below=False):
        return Entry(key, title, key, lambda: Screen(title), below=below)

    made = Window(
        [
            entry("today", "Today"),
            entry("activity", "Activity"),
            entry("settings", "Settings", below=True),
            Entry("cover", "Cover", "cover", broken),
            Entry("rates", "Rates", "rates", lambda: Unsaved("Rates")),
        ]
    )
    qtbot.addWidget(made)
    made.go("today")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_first_paint_imports_nothing_heavy():
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"


def test_only_the_page_shown_is_built(window):
    assert window.built() == ("today",)
    window.go("activity", "A-1")
    assert window.built() == ("today", "activity")
    assert window.page.targets == ["A-1"]


def test_a_page_just_made_is_shown_in_a_turn_of_its_own(qtbot, window):
    window.go("activity", "A-1")
    assert window.stack.currentWidget().targets == [None]
    qtbot.waitUntil(
        lambda: getattr(window.stack.currentWidget(), "targets", 0) == ["A-1"]
    )


def test_whoever_goes_on_at_once_leaves_no_page_out(window):
    window.go("activity", "A-1")
    window.go("today", "T-1")
    window.go("activity", "A-2")
    assert window.page.targets == ["A-1", "A-2"]
    window.go("today")
    assert window.page.targets == [None, "T-1", None]


def test_alt_and_a_digit_change_the_page_and_the_mark(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.here == "activity"
    assert window.sidebar.buttons["activity"].isChecked()
    assert not window.sidebar.buttons["today"].isChecked()
    assert window.sidebar.buttons["activity"].accessibleDescription() == "shown now"


def test_going_back_retraces_the_way(qtbot, window):
    window.go("activity")
    window.go("settings")
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.here == "activity"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.here == "today"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.here == "today"


def test_f6_goes_round_the_panes(qtbot, window):
    window.page.inside.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.sidebar.buttons["today"].hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.page.inside.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_keyboard(qtbot, window, key):
    window.activateWindow()
    pressed = []
    window.page.inside.clicked.connect(lambda: pressed.append(key))
    window.page.inside.setFocus()
    qtbot.keyClick(window.page.inside, key)
    assert pressed == [key]


def test_the_keyboard_in_the_sidebar_goes_along_with_the_page(qtbot, window):
    window.activateWindow()
    window.sidebar.focus_current()
    assert QApplication.focusWidget() is window.sidebar.buttons["today"]
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    qtbot.waitUntil(lambda: window.here == "activity")
    assert window.page is not None
    assert QApplication.focusWidget() is window.sidebar.buttons["activity"]


def test_arrows_walk_the_sidebar_and_space_opens(qtbot, window):
    window.sidebar.focus_current()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert window.sidebar.buttons["activity"].hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.here == "activity"


def test_a_page_that_cannot_be_built_leaves_the_others(window):
    window.go("cover")
    box = window.findChild(QMessageBox)
    assert "Something went wrong" in box.text()
    box.reject()
    assert window.here == "today"
    assert window.sidebar.buttons["today"].isChecked()


def test_what_one_page_changes_every_page_rereads(qtbot, window):
    window.go("activity")
    with qtbot.waitSignal(window.changed) as blocker:
        window.page.altered.emit(frozenset({"activities"}))
    assert blocker.args == [frozenset({"activities"})]
    assert window.page.nouns == [frozenset({"activities"})]
    window.go("today")
    qtbot.waitUntil(lambda: window.page.nouns == [frozenset({"activities"})])


def test_a_page_speaks_and_sends_through_the_window(window):
    window.page.say("Day logged.")
    assert window.toast.words.text() == "Day logged."
    window.page.go("activity", "A-2")
    assert (window.here, window.page.targets) == ("activity", ["A-2"])


def test_the_marking_of_demo_data_runs_across_the_top(window):
    window.set_banner("Demo data – invented")
    assert window.banner.isVisible()
    assert window.banner.width() == window.width()
    window.set_banner("")
    assert not window.banner.isVisible()


def test_looks_are_remembered(qtbot, window):
    window.set_mode("dark")
    qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert theme().percent == 110
    theme().install("light", 100)
    dress()
    assert theme().is_dark
    assert theme().percent == 110


def test_an_unreadable_memory_is_as_good_as_none(qapp):
    assert qapp is not None
    memory.keep("looks/text", "huge")
    memory.keep("looks/mode", "pink")
    memory.keep("window/geometry", "x")
    assert memory.number("looks/text", 100) == 100
    assert memory.state("window/geometry") is None
    memory.forget("looks/text")
    assert memory.words("looks/text") == ""


def test_the_size_of_the_window_is_kept(qtbot, window):
    window.resize(960, 700)
    window.close()
    again = Window([])
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (960, 700)


def opened(window, kind):
    return next(one for one in window.findChildren(QDialog) if isinstance(one, kind))


def test_ctrl_k_finds_a_page_by_a_few_letters_and_goes_there(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    palette = opened(window, Palette)
    qtbot.keyClicks(palette.line, "setings")
    assert palette.list.currentIndex().data() == "Go to Settings"
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.here == "settings")


def test_the_palette_finds_records_off_the_thread_of_the_window(qtbot, window):
    done: list[object] = []
    window.set_palette(
        lambda: [
            Action("Log a day", "do", "Ctrl+L", "add", lambda: done.append("log"))
        ],
        lambda text: [
            Action(
                f"Leeds {text}", "authority", "", "authority", lambda: done.append(1)
            )
        ],
    )
    window.open_palette()
    palette = opened(window, Palette)
    assert palette.list.currentIndex().data() == "Log a day"
    qtbot.keyClicks(palette.line, "zzz")
    model = palette.list.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: done == [1])


def test_the_palette_is_walked_by_arrows_and_left_by_escape(qtbot, window):
    window.open_palette()
    palette = opened(window, Palette)
    assert nameless(palette) == []
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.line, Qt.Key.Key_PageUp)
    assert palette.list.currentIndex().row() == 0
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert window.here == "today"


def test_words_that_begin_alike_rank_first():
    words = ("Export all", "Issue invoice", "Invoices", "Log a day")
    actions = [Action(one, "do", "", "add", lambda: None) for one in words]
    assert ranked("inv", actions)[0].words in {"Invoices", "Issue invoice"}
    assert ranked("log", actions)[0].words == "Log a day"
    assert ranked("", actions) == actions
    assert ranked("qqqq", actions) == []


def test_a_question_mark_shows_the_keys_of_the_page_and_of_all(qtbot, window):
    qtbot.keyClick(window.page.inside, Qt.Key.Key_Question)
    sheet = opened(window, KeySheet)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Log a day", "Find or do anything", "Everywhere", "Today"} <= words
    assert nameless(sheet) == []


def test_f1_shows_the_help_of_the_page(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = opened(window, HelpSheet)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert words == ["Today", "What was done.", "And for whom."]
    assert nameless(sheet) == []


def test_everything_in_the_window_has_a_name(window):
    assert nameless(window) == []


def answer(window, words):
    box = window.findChild(QMessageBox, "leaving")
    assert box.text() == "One thing is not saved yet."
    [button] = [one for one in box.buttons() if one.text() == words]
    button.click()
    QApplication.sendPostedEvents(box, QEvent.Type.DeferredDelete)


@pytest.fixture
def unsaved(window):
    """Give the window while its page holds something that is not saved."""
    window.go("rates")
    return window


WAYS = {
    "another page": lambda _, window: window.sidebar.buttons["activity"].click(),
    "its keys": lambda qtbot, window: qtbot.keyClick(window, Qt.Key.Key_2, ALT),
    "back": lambda qtbot, window: qtbot.keyClick(window, Qt.Key.Key_Left, ALT),
    "Esc": lambda qtbot, window: qtbot.keyClick(window, Qt.Key.Key_Escape),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_page_with_something_unsaved_is_left_only_after_asking(qtbot, unsaved, way):
    WAYS[way](qtbot, unsaved)
    assert unsaved.here == "rates"
    answer(unsaved, "Go on editing")
    assert unsaved.here == "rates"
    assert unsaved.sidebar.buttons["rates"].isChecked()
    assert unsaved.page.unsaved()
    WAYS[way](qtbot, unsaved)
    answer(unsaved, "Throw away")
    assert unsaved.here in {"activity", "today"}
    unsaved.go("rates")
    assert not unsaved.page.unsaved()


def test_the_page_itself_may_be_asked_for_again_without_a_question(unsaved):
    unsaved.go("rates", "R-1")
    assert unsaved.page.targets == [None, "R-1"]
    assert unsaved.findChild(QMessageBox) is None


def test_the_window_closes_on_something_unsaved_only_after_asking(unsaved):
    unsaved.close()
    assert unsaved.isVisible()
    answer(unsaved, "Go on editing")
    assert unsaved.isVisible()
    unsaved.close()
    answer(unsaved, "Throw away")
    assert not unsaved.isVisible()


def test_closing_waits_for_what_writes_and_says_so(window):
    said, done = [], []
    began, release = threading.Event(), threading.Event()

    def work(_job):
        began.set()
        release.wait(10)
        done.append("written")

    jobs.Job(work).start()
    assert began.wait(10)
    QTimer.singleShot(150, window, lambda: said.append(window.toast.words.text()))
    QTimer.singleShot(200, window, release.set)
    window.close()
    assert said == ["Closing as soon as what is under way has ended."]
    assert done == ["written"]
    assert not window.isVisible()
