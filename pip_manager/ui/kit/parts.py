"""Small parts of a page: chips, tiles, cards, facts with their words, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.kit import icons
from pip_manager.ui.kit.cells import chip_width, paint_chip
from pip_manager.ui.kit.columns import ChipWords
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.kit.unstated import NOT_STATED, NOT_STATED_WHY

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.ui.kit.theme import Tone

_MOST_TILES = 4


def label(words: str = "", look: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label of a look: title, section, label, muted, small, strong, figure."""
    made = QLabel(words)
    made.setProperty("look", look)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    return made


def redress(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose look was changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout for good.

    Each keeps its parent until Qt frees it: one without a parent may be freed by Python
    on any thread, shows for a moment as a window of its own, and has what stays beside
    it dressed anew. Each is hidden at once, so that nothing is seen of it.
    """
    while item := layout.takeAt(0):
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def button(
    words: str,
    then: Callable[[], object],
    *,
    look: str = "",
    icon: str = "",
    tooltip: str = "",
) -> QPushButton:
    """Return a button of a look: none, primary, quiet or link."""
    made = QPushButton(words)
    made.setProperty("look", look)
    if icon:
        made.setIcon(icons.icon(icon, "on_accent" if look == "primary" else "text"))
        made.setIconSize(QSize(theme().px(16), theme().px(16)))
    made.setToolTip(tooltip)
    made.clicked.connect(then)
    return made


def link(words: str, then: Callable[[], object], tooltip: str = "") -> QPushButton:
    """Return words that lead somewhere."""
    made = button(words, then, look="link", tooltip=tooltip or words)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setMinimumWidth(40)  # where room lacks it is cut, and the tooltip says it
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def roomy(box: QComboBox) -> QComboBox:
    """Give a combo box a list of rows high enough to be hit."""
    view = QListView()
    view.setProperty("look", "choices")
    box.setView(view)
    return box


def rule() -> QFrame:
    """Return a hairline across."""
    line = QFrame()
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line


class Chip(QWidget):
    """A state as word, icon and colour."""

    def __init__(self, words: str, tone: Tone = "plain", icon: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.show_state(ChipWords(words, tone, icon))

    def show_state(self, chip: ChipWords) -> None:
        """Show another state."""
        self.chip = chip
        self.setAccessibleName(chip.words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.chip), theme().px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.chip, QRect(0, 0, self.width(), self.height()))
        painter.end()


class Card(QFrame):
    """A card: an optional heading with verbs beside it, and a body to add to."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.heading = label(heading, "section")
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addLayout(self.verbs)
        if heading:
            column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body, 1)


class Tile(QFrame):
    """One figure with what it counts; with a verb it can be pressed."""

    def __init__(self, what: str, then: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.what = what
        self._figure = label("–", "figure")
        self._note = label("", "small", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(2)
        column.addWidget(label(what, "label"))
        column.addWidget(self._figure)
        column.addWidget(self._note)
        column.addStretch(1)
        if then is not None:
            go = link("Show", then)
            go.setAccessibleName(f"Show: {what}")
            column.addWidget(go)
        wide = QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def show_figure(self, figure: str | None, note: str = "") -> None:
        """Show a figure; None is *not stated*."""
        self._figure.setText(NOT_STATED if figure is None else figure)
        self._figure.setProperty("look", "unstated" if figure is None else "figure")
        redress(self._figure)
        self._figure.setToolTip(NOT_STATED_WHY if figure is None else "")
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"{self.what}: {self._figure.text()} {note}".strip())


def tiles(*all_of_them: Tile) -> QWidget:
    """Return at most four tiles in a row.

    Raises:
        ValueError: there are more.
    """
    if len(all_of_them) > _MOST_TILES:
        raise ValueError("A page has at most four tiles.")
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(16)
    for tile in all_of_them:
        line.addWidget(tile, 1)
    row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    return row


class Facts(QWidget):
    """Names and values in two columns; an unknown value says so and why it matters."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._line = 0

    def clear(self) -> None:
        """Take every fact away."""
        clear(self._grid)
        self._line = 0

    def add(self, name: str, value: str | QWidget | None, why: str = "") -> QWidget:
        """Add a fact; None is *not stated*. `why` explains it on hover."""
        shown = value if isinstance(value, QWidget) else self._words(value, why)
        heading = label(name, "label")
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(heading, self._line, 0, top)
        if isinstance(value, QWidget):
            heading.setContentsMargins(0, 4, 0, 0)
            self._grid.addWidget(shown, self._line, 1, top | left)
        else:
            self._grid.addWidget(shown, self._line, 1, top)
        self._line += 1
        return shown

    def _words(self, value: str | None, why: str) -> QLabel:
        shown = label(NOT_STATED if value is None else value, wraps=True)
        shown.setProperty("look", "unstated" if value is None else "")
        shown.setToolTip(why or (NOT_STATED_WHY if value is None else ""))
        by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
        shown.setTextInteractionFlags(by_mouse)
        return shown


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget in an area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not widget.property("look"):
        widget.setProperty("look", "clear")
    area.setWidget(widget)
    return area
