"""The window: sidebar, one page, status bar; keys that work everywhere.

It paints before anything heavy is imported: pages are built when first shown, and
`first_painted` says when the rest may begin to load.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.kit import jobs, memory
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.progress import Progress
from pip_manager.ui.kit.sidebar import Entry, Sidebar
from pip_manager.ui.kit.theme import LARGEST, SMALLEST, theme
from pip_manager.ui.kit.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.ui.kit.jobs import Job
    from pip_manager.ui.kit.page import Page
    from pip_manager.ui.kit.palette import Action, Finder
    from pip_manager.ui.kit.theme import Mode

_WIDE, _TALL = 1280, 800
_STEP = 10
_DEEPEST = 50
_TURN = 1  # at 0 Qt goes on within the same turn of the event loop
_MOMENT, _PATIENCE = 50, 30_000
_NO_INPUT = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


def dress() -> None:
    """Dress the application in the looks remembered of last time."""
    modes: dict[str, Mode] = {"light": "light", "dark": "dark"}
    mode = modes.get(memory.words("looks/mode"), "system")
    theme().install(mode, memory.number("looks/text", 100))


class Window(QMainWindow):
    """The one window of the program, over pages built when first shown.

    Signals:
        first_painted(): the shell stands on the screen; heavy imports may begin.
        changed(object): the nouns (a frozenset) a verb changed, after pages reread.
        shown(str): the key of the page now shown.
    """

    first_painted = Signal()
    changed = Signal(object)
    shown = Signal(str)

    def __init__(self, entries: Sequence[Entry], title: str = "PIP Manager") -> None:
        super().__init__()
        self.setWindowTitle(title)
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._past: list[str] = []
        self._coming: Callable[[], object] | None = None
        self._has_painted = False
        self._is_closing = False
        self.here = ""
        self._actions: Callable[[], Sequence[Action]] | None = None
        self._finder: Finder | None = None
        self._build()
        self._bind_keys()
        self._restore()

    def _build(self) -> None:
        self.banner = QLabel()
        self.banner.setObjectName("banner")
        self.banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.banner.setVisible(False)
        self.sidebar = Sidebar(tuple(self._entries.values()))
        self.sidebar.asked.connect(self.go)
        self.sidebar.find_asked.connect(self.open_palette)
        self.sidebar.keys_asked.connect(self.open_keys)
        self.stack = QStackedWidget()
        self.progress = Progress()
        content = QVBoxLayout()
        content.setSpacing(0)
        content.addWidget(self.stack, 1)
        content.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(content, 1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(row, 1)
        self.setCentralWidget(centre)
        self.toast = Toast(self)
        self._store, self._backup = QLabel(), QLabel()
        self.statusBar().setSizeGripEnabled(False)
        self._store.setContentsMargins(14, 3, 0, 3)
        self._backup.setContentsMargins(0, 3, 14, 3)
        self.statusBar().addWidget(self._store)
        self.statusBar().addPermanentWidget(self._backup)

    def _bind_keys(self) -> None:
        for digit, _entry, way in self._ways():
            self._bind(f"Alt+{digit}", way)
        for keys, then in (
            ("Alt+Left", self.back),
            ("Esc", self._escape),
            ("F6", self.next_pane),
            ("Shift+F6", lambda: self.next_pane(-1)),
            ("Ctrl+K", self.open_palette),
            ("F1", self.open_help),
            ("?", self.open_keys),
            ("Ctrl++", lambda: self._scale(_STEP)),
            ("Ctrl+=", lambda: self._scale(_STEP)),
            ("Ctrl+-", lambda: self._scale(-_STEP)),
            ("Ctrl+0", lambda: self.set_text_size(100)),
        ):
            self._bind(keys, then)

    def _bind(self, keys: str, then: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(then)

    def _restore(self) -> None:
        self.setMinimumSize(960, 600)
        self.resize(_WIDE, _TALL)
        if state := memory.state("window/geometry"):
            self.restoreGeometry(state)

    # pages

    def go(self, key: str, target: object = None) -> None:
        """Show a page, building it the first time, and hand it what to show."""
        self._arrive()
        is_new = key not in self._pages
        page = self._page(key)
        if page is None:
            return
        show = partial(self._show, key, page, target, is_new=is_new)
        if not self.here or self.here == key:
            show()
        else:
            self.leave(partial(self._go, show))

    def _go(self, show: Callable[[], object]) -> None:
        self._past = [*self._past, self.here][-_DEEPEST:]
        show()

    def leave(self, then: Callable[[], object]) -> None:
        """Do what takes the page away, asking first where something would be lost."""
        page = self.page
        sentence = page.unsaved() if page is not None else ""
        if page is None or not sentence:
            then()
            return

        def thrown_away() -> None:
            page.throw_away()
            then()

        from pip_manager.ui.kit.dialog import ask_leaving  # noqa: PLC0415 - when asked

        self.sidebar.mark(self.here)
        ask_leaving(self, sentence, thrown_away)

    def _show(
        self, key: str, page: Page, target: object = None, *, is_new: bool = False
    ) -> None:
        """Show a page in two turns, so that the window never waits for all of it.

        One just made is shown a turn later; one made before is told so a turn later.
        """
        self.here = key
        self.sidebar.mark(key)
        if not is_new:
            self._reveal(page)
        self._coming = partial(self._open, key, page, target, is_new=is_new)
        if self.isVisible():
            QTimer.singleShot(_TURN, self, self._arrive)
        else:
            self._arrive()

    def _arrive(self) -> None:
        coming, self._coming = self._coming, None
        if coming is not None:
            coming()

    def _reveal(self, page: Page) -> None:
        self.stack.setCurrentWidget(page)
        focus = QApplication.focusWidget()
        if focus is None or not self.sidebar.isAncestorOf(focus):
            _focus_into(page.panes()[0])
        else:
            self.sidebar.focus_current()

    def _open(self, key: str, page: Page, target: object, *, is_new: bool) -> None:
        if is_new:
            self._reveal(page)
        page.opened(target)
        self.shown.emit(key)

    def _page(self, key: str) -> Page | None:
        if key in self._pages:
            return self._pages[key]
        try:
            page = self._entries[key].factory()
        except Exception as error:  # noqa: BLE001 - a broken page leaves the others
            self.sidebar.mark(self.here)
            show_error(self, error)
            return None
        page.said.connect(self.say)
        page.went.connect(self.go)
        page.altered.connect(self.broadcast)
        self._pages[key] = page
        self.stack.addWidget(page)
        return page

    @property
    def page(self) -> Page | None:
        """Return the page now shown; one on its way is shown at once."""
        self._arrive()
        return self._pages.get(self.here)

    def built(self) -> tuple[str, ...]:
        """Return the keys of the pages built so far."""
        return tuple(self._pages)

    def back(self) -> None:
        """Show the page that was shown before."""
        if self._past:
            self.leave(self._go_back)

    def _go_back(self) -> None:
        key = self._past.pop()
        self._show(key, self._pages[key])

    def _escape(self) -> None:
        if self.toast.isVisible():
            self.toast.hide()
        elif self.page is None or not self.page.escape():
            self.back()

    def broadcast(self, nouns: object) -> None:
        """Tell every page built which nouns changed: the one shown now, then the rest.

        The rest each wait for a turn of the event loop, so that the window never
        stands still for all of them.
        """
        names = frozenset(nouns) if isinstance(nouns, (set, frozenset)) else frozenset()
        if self.page is not None:
            self.page.reread(names)
        self.changed.emit(names)
        rest = [page for page in self._pages.values() if page is not self.page]
        self._reread_in_turn(rest, names)

    def _reread_in_turn(self, pages: list[Page], names: frozenset[str]) -> None:
        def step() -> None:
            if pages:
                pages.pop(0).reread(names)
                QTimer.singleShot(_TURN, self, step)

        if pages:
            QTimer.singleShot(_TURN, self, step)

    def next_pane(self, step: int = 1) -> None:
        """Move the keyboard to the next pane: sidebar, list, detail."""
        panes = [self.sidebar, *(self.page.panes() if self.page else ())]
        focus = QApplication.focusWidget()
        inside = [n for n, one in enumerate(panes) if focus and _holds(one, focus)]
        here = inside[-1] if inside else 0
        for hop in range(1, len(panes) + 1):
            if _focus_into(panes[(here + hop * step) % len(panes)]):
                return

    # what is told at the edges

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show a quiet line at the bottom, with *Undo* where given."""
        self.toast.say(words, undo)

    def follow(self, job: Job) -> None:
        """Show how far a job is, and tell when it could not be done."""
        job.failed.connect(self.tell)
        self.progress.follow(job)

    def tell(self, error: BaseException) -> None:
        """Show an error."""
        show_error(self, error)

    def set_store(self, words: str) -> None:
        """Say at the bottom which store this is."""
        self._store.setText(words)

    def set_backup(self, words: str) -> None:
        """Say at the bottom when the last backup was."""
        self._backup.setText(words)

    def set_banner(self, words: str) -> None:
        """Mark the window across its top, as for invented demo data."""
        self.banner.setText(words)
        self.banner.setVisible(bool(words))

    # looks

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark or the system's own, and remember it."""
        memory.keep("looks/mode", mode)
        theme().set_mode(mode)

    def set_text_size(self, percent: int) -> None:
        """Choose the text size, 90 to 150, and remember it."""
        percent = max(SMALLEST, min(LARGEST, percent))
        memory.keep("looks/text", percent)
        theme().set_text_size(percent)

    def _scale(self, step: int) -> None:
        self.set_text_size(theme().percent + step)

    # what opens over the page; each is imported when first asked for

    def set_palette(
        self, actions: Callable[[], Sequence[Action]], finder: Finder | None = None
    ) -> None:
        """Say what Ctrl+K offers besides the pages, and how it searches records."""
        self._actions, self._finder = actions, finder

    def open_palette(self) -> None:
        """Open the palette."""
        from pip_manager.ui.kit.palette import Action, Palette  # noqa: PLC0415

        pages = [
            Action(f"Go to {entry.title}", "page", f"Alt+{digit}", entry.icon, go)
            for digit, entry, go in self._ways()
        ]
        more = list(self._actions()) if self._actions else []
        Palette(self, [*more, *pages], self._finder).open()

    def _ways(self) -> list[tuple[str, Entry, Callable[[], object]]]:
        def way(key: str) -> Callable[[], object]:
            return lambda: self.go(key)

        pairs = zip("1234567890", self._entries.values(), strict=False)
        return [(digit, entry, way(entry.key)) for digit, entry in pairs]

    def open_keys(self) -> None:
        """Open the sheet of keys."""
        from pip_manager.ui.kit.shortcuts import EVERYWHERE, KeySheet  # noqa: PLC0415

        groups = {"Everywhere": EVERYWHERE}
        if self.page is not None and self.page.shortcuts:
            groups = {self.page.title.text(): self.page.shortcuts, **groups}
        KeySheet(self, groups).open()

    def open_help(self) -> None:
        """Open the help of the page shown."""
        from pip_manager.ui.kit.help import HelpSheet  # noqa: PLC0415

        if self.page is not None:
            HelpSheet(self, self.page.title.text(), self.page.help_text).open()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            # not within the paint itself: what it starts must not hold it up
            QTimer.singleShot(0, self.first_painted.emit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, as Space does."""
        focus = QApplication.focusWidget()
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_closing or self._asks_to_close():
            event.ignore()
            return
        memory.keep("window/geometry", self.saveGeometry())
        self._is_closing = True
        self._wait_for_jobs()
        self._is_closing = False
        super().closeEvent(event)

    def _asks_to_close(self) -> bool:
        if self.page is None or not self.page.unsaved():
            return False
        self.leave(self.close)
        return True

    def _wait_for_jobs(self) -> None:
        """Wait for what writes, and say so where that takes more than a moment."""
        if jobs.close_safely(_MOMENT):
            return
        self.toast.say("Closing as soon as what is under way has ended.")
        clock = QElapsedTimer()
        clock.start()
        while not jobs.close_safely(_MOMENT) and not clock.hasExpired(_PATIENCE):
            # nothing but painting and what the work tells: no key, no pointer
            QApplication.processEvents(_NO_INPUT)


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _focus_into(pane: QWidget) -> bool:
    """Focus the first place in a pane that takes the keyboard; tell if there is one."""
    reason = Qt.FocusReason.TabFocusReason
    for widget in (pane, *pane.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisibleTo(pane) and widget.isEnabled():
            if isinstance(pane, Sidebar):
                pane.focus_current()
            else:
                widget.setFocus(reason)
            return True
    return False
