"""Cover: every hole at home, who fills it, and what is recorded; one page of views.

In ten seconds its user sees on the board which posts are short and when, jumps to the
next gap with F8, and records who covers it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.ui.cover import dialogs, release, timeline_keys
from pip_manager.ui.cover.board import BoardView
from pip_manager.ui.cover.capacity import CapacityView
from pip_manager.ui.cover.chains import ChainsView
from pip_manager.ui.cover.gaps import GapsView
from pip_manager.ui.cover.recorded import RecordedView
from pip_manager.ui.kit.later import Later
from pip_manager.ui.kit.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from pip_manager.services.office import Office
    from pip_manager.ui.cover.view import CoverView

_SHOWS = frozenset(
    {
        "posts",
        "people",
        "holdings",
        "roles",
        "secondments",
        "cover",
        "settings",
        "days_off",
        "engagements",
        "authorities",
        "decisions",
        "contradictions",
    }
)
_VIEWS = (BoardView, GapsView, ChainsView, CapacityView, RecordedView)
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_APART = 24


class CoverPage(Page):
    """The views of cover, one in sight at a time, each made when first turned to."""

    help_text = (
        "Who is released from which post, who covers it, and what stays short.\n\n"
        "The board shows every post over time. A square is plain where somebody is in"
        " post, green where a release is covered, and shows the FTE that is short where"
        " it is not; choose one to see why. F8 goes to the next gap.\n\n"
        "To be measured, an arrangement needs the day it begins and a share of a full"
        " post, or the days of the week. Where these are not stated it stays out of"
        " every figure and says so: such a post is not known, never green.\n\n"
        "Where two sources contradict one another, Recorded shows both, and which is"
        " used."
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Ctrl+N", "Add a secondment"),
        ("Ctrl+Shift+N", "Add cover"),
        ("Ctrl+Shift+L", "Can we release them?"),
        ("Ctrl+1 … Ctrl+5", "Board, gaps, chains, capacity, recorded"),
        ("F8, Shift+F8", "Next gap, gap before (board)"),
        ("Arrows, Home, End", "Move over the board"),
        ("T", "To today (board)"),
        ("+ and −", "Nearer, further (board)"),
        ("Enter, Esc", "To the timeline of the post, away from it (board)"),
        ("Ctrl+P", "Save the board as PDF"),
        ("Enter", "To the board on that day (gaps)"),
        ("Enter, F2", "Edit the link, fill the break (chains)"),
        ("T, Ctrl+C", "Chart or table, copy the chart (capacity)"),
        *timeline_keys.SHORTCUTS,
    )

    def __init__(self, office: Office) -> None:
        super().__init__("Cover")
        self._office = office
        self._search = ""
        self._stale: set[str] = set()
        self._lay_out()
        self.add_search("Search posts, people, hosts")
        self.searched.connect(self._searched)
        self.add_verb("Can we release them?", self.ask_release, keys="Ctrl+Shift+L")
        self.add_verb("Add cover", self.add_cover, keys="Ctrl+Shift+N")
        self.set_primary("Add secondment", self.add)

    def _lay_out(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Views of cover")
        self.stack = QStackedWidget()
        self._keys: list[str] = []
        self._tools: dict[str, QWidget] = {}
        self._places: dict[str, Later[CoverView]] = {}
        for view in _VIEWS:
            key, number = view.key, self.tabs.addTab(view.title)
            self.tabs.setTabToolTip(number, f"Ctrl+{number + 1}")
            self._keys.append(key)
            place = self._places[key] = Later(partial(self._make, view))
            self.stack.addWidget(place)
            turn = partial(self.tabs.setCurrentIndex, number)
            self.add_shortcut(f"Ctrl+{number + 1}", turn)
        self.tabs.currentChanged.connect(self._turned)
        self._row = QBoxLayout(_BESIDE)
        self._row.setSpacing(8)
        self._row.addWidget(self.tabs)
        self._row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(self._row)
        column.addWidget(self.stack, 1)
        self.body.addLayout(column)

    def _make(self, kind: Callable[[Office], CoverView]) -> CoverView:
        view = kind(self._office)
        key = view.key
        view.went.connect(self.go)
        view.turned.connect(self.turn)
        view.told.connect(partial(self._told, key))
        view.said.connect(self.say)
        if self.search is not None:
            view.unsearched.connect(self.search.clear)
        if (tools := view.tools()) is not None:
            self._tools[key] = tools
            self._row.addWidget(tools)
        return view

    # ---- which view is in sight

    @property
    def key(self) -> str:
        """Return the key of the view in sight."""
        return self._keys[self.tabs.currentIndex()]

    @property
    def view(self) -> CoverView:
        """Return the view in sight."""
        return self._places[self.key].content

    def made(self, key: str) -> CoverView:
        """Return a view by its key, making it the first time."""
        return self._places[key].content

    def turn(self, key: str, target: object = None) -> None:
        """Turn to a view and have it show something."""
        if key not in self._places:
            return
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(self._keys.index(key))
        self.tabs.blockSignals(False)
        self._show(target)

    def _turned(self, _number: int) -> None:
        self._show()

    def _show(self, target: object = None) -> None:
        view = self.view
        self.stack.setCurrentWidget(self._places[self.key])
        for key, tools in self._tools.items():
            tools.setVisible(key == self.key)
        self._look_for_room()
        self.set_sense("")
        view.searched(self._search)
        if self.key in self._stale:
            self._stale.discard(self.key)
            view.reread()
        view.opened(target)

    def _told(self, key: str, sentence: str) -> None:
        if key == self.key:
            self.set_sense(sentence)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look_for_room()

    def _look_for_room(self) -> None:
        """Put the tools of a view under the tabs where they lack room beside them."""
        tools = self._tools.get(self.key)
        wide = self.tabs.sizeHint().width() + _APART
        wanted = wide + (tools.sizeHint().width() if tools else 0)
        has_room = wanted <= self.content.width()
        self._row.setDirection(_BESIDE if has_room else _BELOW)

    # ---- what the window asks of a page

    @override
    def opened(self, target: object = None) -> None:
        """Show what is asked: a code, or the key of a view and what it shows."""
        match target:
            case (str() as key, what) if key in self._places:
                self.turn(key, what)
            case None:
                self._show()
            case _:
                self.turn("board", target)

    @override
    def escape(self) -> bool:
        return super().escape() or self.view.escape()

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        if not nouns & _SHOWS:
            return
        self._stale = {key for key, one in self._places.items() if one.is_made}
        if self.isVisible() and self.key in self._stale:
            self._stale.discard(self.key)
            self.view.reread()

    @override
    def panes(self) -> Sequence[QWidget]:
        return self.view.panes()

    def _searched(self, text: str) -> None:
        self._search = text
        self.view.searched(text)

    # ---- verbs

    def add(self) -> None:
        """Record a secondment."""
        dialogs.add_secondment(self, self._office)

    def add_cover(self) -> None:
        """Record a cover arrangement."""
        dialogs.add_cover(self, self._office)

    def ask_release(self) -> None:
        """Ask whether somebody can be released, and at what price."""
        release.ask(self, self._office)
