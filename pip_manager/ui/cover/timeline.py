"""The timeline of one post: who is in it, who is out, who covers, what is short.

In ten seconds its user reads in one sentence when the post is short and by how much,
sees why, and drags the end of a bar until it is not.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pip_manager.domain.cover.bands import Band
from pip_manager.domain.cover.facts import ONE
from pip_manager.domain.cover.timeline import Bar, PostTimeline
from pip_manager.errors import PipManagerError
from pip_manager.ui.cover import dialogs, timeline_access
from pip_manager.ui.cover.timeline_chart import TimelineChart
from pip_manager.ui.kit import icons, painted, words
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.reading import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.values import Row
    from pip_manager.services.office import Office
    from pip_manager.ui.cover.timeline_layout import Item

_NOBODY = "Choose a post to see it over time."


class TimelinePanel(QFrame):
    """One post over time under a sentence that says when it is short.

    Signals:
        turned(str, object): the user wants another view: its key, and what to show.
        went(str, object): the user wants another page: its key, and what to show.
    """

    turned = Signal(str, object)
    went = Signal(str, object)

    def __init__(self, office: Office, on: Callable[[], date] = today) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._office, self._on = office, on
        self._code: str | None = None
        self._day: date | None = None
        self._wish: tuple[str, ...] | None = None
        self.with_proposed = False
        self._latest = Latest(self)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(self._fail)
        self._build()
        self.clear()

    def _build(self) -> None:
        self.title = label("", "section", wraps=True)
        self.sentence = label("", wraps=True)
        by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
        self.sentence.setTextInteractionFlags(by_mouse)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.title)
        told.addWidget(self.sentence)
        self.chart = TimelineChart(self._office.timeline.moved)
        # the first of the panel: F6 comes to the bars, not to the buttons above them
        self.chart.setParent(self)
        self.chart.asked.connect(self._open)
        self.chart.asked_removal.connect(self._remove)
        self.chart.asked_split.connect(self._split)
        self.chart.moved.connect(self._move)
        self.chart.asked_menu.connect(self._show_menu)
        timeline_access.install()
        self.chart.chose.connect(partial(painted.tell_focus, self.chart))
        self.chart.pulled.connect(partial(painted.announce, self.chart))
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        zoom = self.chart.zoom
        row.addWidget(_tool("zoom-out", "Further (−)", lambda: zoom(-1)))
        row.addWidget(_tool("zoom-in", "Nearer (+)", lambda: zoom(1)))
        row.addWidget(_tool("", "Today (T)", self.chart.go_to_today, "Today"))
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 4)
        head.addLayout(told, 1)
        head.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        self.empty = Empty(fills=False)
        self.empty.say(_NOBODY)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.chart, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(self.chart)

    # ---- what is shown

    def show_post(self, code: str, day: date | None = None) -> None:
        """Show a post, and a day of it; the post in sight is not read again."""
        self._day = day
        is_shown = self.chart.found is not None and self._code == code
        self._code = code
        if not is_shown:
            self.reread()
        elif day is not None:
            self._see(day)

    def clear(self) -> None:
        """Show no post."""
        self._latest.drop()
        self._code, self._day = None, None
        self.chart.show_post(None)
        self._show_whole(is_shown=False)

    def reread(self) -> None:
        """Read the post again; what is chosen stays so."""
        code, on, proposed = self._code, self._on(), self.with_proposed
        if code is None:
            return
        asked = partial(self._office.timeline.of, with_proposed=proposed)
        self._latest.ask(lambda: asked(code, on))

    def show_proposed(self, with_proposed: bool) -> None:  # noqa: FBT001 - a toggle
        """Count what is proposed as if it were confirmed, or not."""
        if with_proposed != self.with_proposed:
            self.with_proposed = with_proposed
            self.reread()

    def _take(self, found: PostTimeline) -> None:
        self._show_whole(is_shown=True)
        self.title.setText(found.post.title)
        self.sentence.setText(found.figures.sentence)
        self.chart.setAccessibleName(
            f"Timeline of {found.post.title}. {found.figures.sentence}"
        )
        self.chart.show_post(found)
        day, self._day = self._day, None
        if day is not None:
            self._see(day)
        wish, self._wish = self._wish, None
        if wish is not None and (bar := found.bar(wish)) is not None:
            self.chart.choose(bar)

    def _see(self, day: date) -> None:
        self.chart.choose_day(day.toordinal())

    def _fail(self, error: BaseException) -> None:
        # a post that is gone is no fault: whoever showed it turns to another
        self.clear()
        if not isinstance(error, PipManagerError):
            show_error(self, error)

    def _show_whole(self, *, is_shown: bool) -> None:
        for widget in (self.title, self.sentence, self.tools, self.chart):
            widget.setVisible(is_shown)
        self.empty.setVisible(not is_shown)

    # ---- verbs

    def _open(self, item: Item) -> None:
        match item:
            case Bar():
                self._edit(item.noun, item.key)
            case Band():
                self._fill(item)
            case _:
                self._edit(item.noun, item.key)

    def _edit(self, noun: str, key: tuple[str, ...]) -> None:
        if noun == "holdings":
            self.went.emit("people", self._code)
        else:
            self._try(lambda: dialogs.edit(self, self._office, noun, key[0]))

    def _fill(self, band: Band | None) -> None:
        given: Row = {"post": self._code}
        found = self.chart.found
        if band is not None and found is not None:
            is_open = band.end >= found.last.toordinal()
            end = None if is_open else date.fromordinal(band.end).isoformat()
            share = Decimal(min(band.highest, ONE)) / ONE
            given |= {"from": date.fromordinal(band.start).isoformat(), "to": end}
            given |= {"fraction": share}
        dialogs.add_cover(self, self._office, given)

    def _release(self) -> None:
        dialogs.add_secondment(self, self._office, {"home_post": self._code})

    def _remove(self, bar: Bar) -> None:
        if bar.noun == "holdings":
            self._try(lambda: self._office.records.remove([bar.record]))
        else:
            dialogs.remove(self, self._office, bar.noun, bar.key[0])

    def _split(self, bar: Bar, day: date) -> None:
        def split() -> None:
            fresh = self._office.timeline.split(bar.record, day)
            code = fresh.row.get(bar.noun.removesuffix("s"))
            self._wish = (bar.lane, bar.noun, str(code)) if code else None

        self._try(split)

    def _move(self, bar: Bar, start: date, end: date | None) -> None:
        row: Row = {}
        if start != bar.start:
            row["from"] = start.isoformat()
        if end != bar.end:
            row["to"] = None if end is None else end.isoformat()
        if bar.noun == "holdings":
            self._try(lambda: self._office.records.change(bar.record, row))
        else:
            dialogs.change(self, self._office, bar.record, row)

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except PipManagerError as error:
            show_error(self, error)

    # ---- the menu

    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def menu(self) -> QMenu:
        """Return what can be done with what is chosen, or with the post."""
        menu, chart = QMenu(self), self.chart
        bar, item = chart.bar, chart.item
        if bar is not None:
            self._add_bar_verbs(menu, bar)
        elif isinstance(item, Band):
            self._add(menu, "Cover this gap", "add", partial(self._fill, item), "E")
        elif item is not None:
            self._add(menu, "Complete it", "edit", chart.ask, "E")
        if item is not None:
            menu.addSeparator()
        self._add(menu, "Add cover", "add", partial(self._fill, None))
        self._add(menu, "Add secondment", "add", self._release)
        menu.addSeparator()
        self._add(menu, "Nearer", "zoom-in", partial(chart.zoom, 1), "+")
        self._add(menu, "Further", "zoom-out", partial(chart.zoom, -1), "−")
        self._add(menu, "Today", "today", chart.go_to_today, "T")
        return menu

    def _add_bar_verbs(self, menu: QMenu, bar: Bar) -> None:
        chart = self.chart
        is_held = bar.noun == "holdings"
        open_words = "Show people in the post" if is_held else "Edit"
        self._add(menu, open_words, "edit", chart.ask, "E")
        if chart.day is not None:
            on = date.fromordinal(chart.day)
            told = words.day(on)
            self._add(menu, f"Split at {told}", "swap", chart.ask_split, "S")
            if bar.ends_on_day and on >= bar.start:
                end = partial(self._move, bar, bar.start, on)
                self._add(menu, f"End on {told}", "right", end)
            if bar.starts_on_day and (bar.end is None or on <= bar.end):
                begin = partial(self._move, bar, on, bar.end)
                self._add(menu, f"Begin on {told}", "left", begin)
        if bar.other_post:
            show = partial(self.turned.emit, "board", bar.other_post)
            self._add(menu, "Show the other post", "open", show)
        self._add(menu, "Delete", "delete", chart.ask_removal, "Del")

    def _add(
        self,
        menu: QMenu,
        told: str,
        icon: str,
        then: Callable[[], object],
        keys: str = "",
    ) -> None:
        # told only: the chart itself hears the key
        shown = f"{told}\t{keys}" if keys else told
        action = menu.addAction(icons.icon(icon), shown)
        action.triggered.connect(lambda _=False: then())


def _tool(
    icon: str, told: str, then: Callable[[], object], shown: str = ""
) -> QPushButton:
    made = button(shown, then, look="quiet", icon=icon, tooltip=told)
    made.setAccessibleName(told.partition(" (")[0])
    return made
