"""A page: title, a line of sense, search and filters, one primary button, a body."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.kit import icons, memory
from pip_manager.ui.kit.head import SIDE, Head, SearchBox, Tools
from pip_manager.ui.kit.parts import button, label, roomy, scrolled
from pip_manager.ui.kit.theme import DETAIL, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pip_manager.domain.values import Value

_DEBOUNCE = 10
_LIST = 320
_OTHER_ROOM = {QEvent.Type.Resize, QEvent.Type.LayoutRequest}


class Page(QWidget):
    """The scaffold of every page; a screen derives from it and fills `body`.

    `help_text` is what F1 shows. `shortcuts` are told on the sheet of keys.

    Signals:
        searched(str): the words in the search box, a moment after the last key.
        said(str, object): a quiet line for the window to show, and what undoes it.
        went(str, object): the user wants another page: its key, and what to show.
        altered(object): nouns (a frozenset of names) that a verb changed.
    """

    searched = Signal(str)
    said = Signal(str, object)
    went = Signal(str, object)
    altered = Signal(object)

    help_text: ClassVar[str] = ""
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = ()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = label(title, "title")
        self.sense = label("", "muted")
        self.sense.setVisible(False)
        self.search: QLineEdit | None = None
        self.primary: QPushButton | None = None
        self.tools = Tools()
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        self._build()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.sense)
        self._head = Head(words, self.tools)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 20, SIDE, 20)
        column.setSpacing(16)
        column.addLayout(self._head)
        column.addWidget(self.content, 1)

    @override
    def event(self, event: QEvent) -> bool:
        """Find room for the tools whenever they, the words or the width are others."""
        if event.type() in _OTHER_ROOM:
            self._head.look_for_room(self)
        return super().event(event)

    # what a screen may override

    def opened(self, target: object = None) -> None:
        """Be shown; `target` is what `go` was told to show, often a code.

        It is told each time it is shown: one that reads all it shows then needs not
        `reread` while it is out of sight.
        """

    def reread(self, nouns: frozenset[str]) -> None:
        """Read again what is shown, when nouns it shows are among those changed."""

    def escape(self) -> bool:
        """Step back inside the page; tell whether there was anything to step from."""
        if self.search is None or not self.search.text():
            return False
        self.search.clear()
        return True

    def unsaved(self) -> str:
        """Return what is asked before the page is left or the window closes.

        One sentence that says what would be lost; an empty text where nothing would.
        """
        return ""

    def throw_away(self) -> None:
        """Throw away what is not saved: the user was asked, and said so."""

    def panes(self) -> Sequence[QWidget]:
        """Return the panes F6 goes through: a list and its detail, else the page."""
        split = self.findChild(Split)
        if split is None:
            return (self.content,)
        return split.halves

    # what a screen calls

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Lay the page out once for all that comes and goes meanwhile."""
        layout = self._column
        layout.setEnabled(False)
        try:
            yield
        finally:
            layout.setEnabled(True)
            layout.invalidate()
            layout.activate()

    def set_sense(self, words: str) -> None:
        """Show the line of sense under the title."""
        self.sense.setText(words)
        self.sense.setVisible(bool(words))
        self._head.look_for_room(self)

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show a quiet line at the bottom of the window, with *Undo* where given."""
        self.said.emit(words, undo)

    def go(self, key: str, target: object = None) -> None:
        """Go to another page, or to a record on it."""
        self.went.emit(key, target)

    def add_search(self, hint: str) -> QLineEdit:
        """Add the search box; Ctrl+F goes to it, Esc empties it."""
        box = SearchBox()
        box.setProperty("look", "search")
        box.setPlaceholderText(hint)
        box.setAccessibleName(hint)
        box.setClearButtonEnabled(True)
        box.setToolTip("Ctrl+F")
        lead = QLineEdit.ActionPosition.LeadingPosition
        box.addAction(icons.icon("search", "muted"), lead)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DEBOUNCE)
        self._pause.timeout.connect(self._tell_search)
        box.textChanged.connect(self._pause.start)
        box.returnPressed.connect(self._tell_search)
        self.add_shortcut("Ctrl+F", self.go_to_search)
        self.search = box
        self.tools.addWidget(box)
        return box

    def _tell_search(self) -> None:
        self._pause.stop()
        if self.search is not None:
            self.searched.emit(self.search.text().strip())

    def go_to_search(self) -> None:
        """Put the cursor into the search box."""
        if self.search is not None:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def add_filter(
        self,
        name: str,
        choices: Sequence[tuple[Value, str]],
        then: Callable[[Value], object],
    ) -> QComboBox:
        """Add a choice beside the search; its first entry narrows nothing."""
        box = roomy(QComboBox())
        hidden = QLabel(name)
        hidden.setBuddy(box)
        hidden.setVisible(False)
        box.setAccessibleName(name)
        box.setToolTip(name)
        for value, words in choices:
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda: then(box.currentData()))
        self.tools.addWidget(hidden)
        self.tools.addWidget(box)
        return box

    def add_verb(
        self, words: str, then: Callable[[], object], *, icon: str = "", keys: str = ""
    ) -> QPushButton:
        """Add a further button before the primary one."""
        made = button(words, then, icon=icon, tooltip=keys)
        if keys:
            self.add_shortcut(keys, then)
        self.tools.addWidget(made)
        return made

    def set_primary(
        self, words: str, then: Callable[[], object], keys: str = "Ctrl+N"
    ) -> QPushButton:
        """Set the one primary button; it stands at the right."""
        made = button(words, then, look="primary", icon="add", tooltip=keys)
        self.add_shortcut(keys, then)
        self.primary = made
        self.tools.addWidget(made)
        self.tools.last = made
        return made

    def add_shortcut(self, keys: str, then: Callable[[], object]) -> QShortcut:
        """Bind keys while the page is the one shown."""
        made = QShortcut(QKeySequence(keys), self)
        made.activated.connect(then)
        return made

    def split(self, main: QWidget, detail: QWidget, key: str) -> QSplitter:
        """Fill the body with a list and its detail pane; the split is remembered."""
        splitter = Split(main, detail, f"split/{key}")
        self.body.addWidget(splitter, 1)
        return splitter


def _tall_enough(detail: QWidget) -> QWidget:
    if isinstance(detail, QAbstractScrollArea):
        return detail
    area = scrolled(detail)
    area.setMinimumWidth(300)
    return area


class Split(QSplitter):
    """A list and its detail pane, 420 wide until the user drags the edge.

    `least` is what the list is left at any rate, in pixels at 100 % text size.
    """

    def __init__(
        self, main: QWidget, detail: QWidget, key: str, least: int = _LIST
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._key, self._least = key, least
        self.halves = (main, detail)
        self.setFocusProxy(main)
        self._beside = _tall_enough(detail)
        self.setHandleWidth(16)
        self.setChildrenCollapsible(False)
        self.addWidget(main)
        self.addWidget(self._beside)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        main.setMinimumWidth(_LIST)
        wide = memory.number(key, DETAIL)
        self.setSizes([10_000, wide])
        self.splitterMoved.connect(self._keep)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list its room in large text, until the edge is dragged."""
        super().resizeEvent(event)
        room = self.width() - self.handleWidth()
        least = min(theme().px(self._least), room - self._beside.minimumWidth())
        if self.sizes()[1] > room - least and not memory.number(self._key, 0):
            self.setSizes([least, room - least])

    def _keep(self) -> None:
        memory.keep(self._key, self.sizes()[1])
