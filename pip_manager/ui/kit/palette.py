"""Ctrl+K: type a few letters to do something or to go somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.kit import icons
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import label
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Finder = Callable[[str], Sequence["Action"]]

_SHOWN, _FOUND = 12, 40
_LEAST_SCORE = 65
_PAUSE = 90
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ACTION = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do or somewhere to go: its words, its kind, its keys."""

    words: str
    kind: str
    keys: str
    icon: str
    then: Callable[[], object]


def ranked(typed: str, actions: Sequence[Action]) -> list[Action]:
    """Return the actions whose words match what was typed, best first."""
    if not typed:
        return list(actions)[:_FOUND]
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - only once typing

    found = process.extract(
        typed,
        [action.words for action in actions],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_LEAST_SCORE,
        limit=_FOUND,
    )
    whole = [(_begins(typed, words), score, at) for words, score, at in found]
    whole.sort(key=lambda one: (-one[0], -one[1], one[2]))
    return [actions[at] for _, _, at in whole]


def _begins(typed: str, words: str) -> int:
    fold = words.casefold()
    return sum(
        any(word.startswith(part) for word in fold.split())
        for part in typed.casefold().split()
    )


class _Found(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.actions: list[Action] = []

    def show(self, actions: Sequence[Action]) -> None:
        self.beginResetModel()
        self.actions = list(actions)
        self.endResetModel()

    @override
    def rowCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.actions)

    @override
    def data(self, index: _ANY_INDEX, role: int = _ACTION) -> object:
        action = self.actions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return action.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{action.words}, {action.kind} {action.keys}".strip()
        return action if role == _ACTION else None


class Palette(QDialog):
    """A line to type in and what it finds; arrows choose, Enter does, Esc leaves.

    `finder` looks for records off the thread of the window; what it finds follows.
    """

    def __init__(
        self,
        parent: QWidget,
        actions: Sequence[Action],
        finder: Finder | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Find or do")
        self._actions = tuple(actions)
        self._finder = finder
        self._asked = ""
        self._latest = Latest(self)
        self._latest.answered.connect(self._add)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._search)
        self._build()
        self._show("")

    def _build(self) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText("What do you want to do, or whom to find?")
        self.line.setAccessibleName("Find or do")
        self.line.textChanged.connect(self._show)
        self.line.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName("Found")
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found = _Found(self)
        self.list.setModel(self._found)
        self.list.setItemDelegate(_Line(self.list))
        self.list.clicked.connect(self._do)
        self.none = label("Nothing is called that. Try fewer letters.", "muted")
        self.none.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        column.addWidget(label("↑ ↓ choose · Enter do · Esc leave", "small"))
        self.resize(theme().px(560), theme().px(430))

    def _show(self, typed: str) -> None:
        self._put(ranked(typed.strip(), self._actions))
        self._pause.start()

    def _put(self, actions: Sequence[Action]) -> None:
        self._found.show(actions)
        self.list.setCurrentIndex(self._found.index(0, 0))
        self.none.setVisible(not actions)

    def _search(self) -> None:
        self._asked = self.line.text().strip()
        finder, asked = self._finder, self._asked
        if finder is not None and asked:
            self._latest.ask(lambda: finder(asked))

    def _add(self, found: Any) -> None:  # noqa: ANN401 - signals carry objects
        if self.line.text().strip() == self._asked:
            known = ranked(self._asked, self._actions)
            row = self.list.currentIndex().row()
            self._put([*known[:_SHOWN], *found][:_FOUND])
            self.list.setCurrentIndex(self._found.index(max(row, 0), 0))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            pages = {Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, **pages}
            key = Qt.Key(event.key())
            if key in steps:
                self._move(steps[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._do()
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        last = self._found.rowCount() - 1
        row = max(0, min(last, self.list.currentIndex().row() + step))
        self.list.setCurrentIndex(self._found.index(row, 0))

    def _do(self) -> None:
        action = self.list.currentIndex().data(_ACTION)
        if isinstance(action, Action):
            self.accept()
            QTimer.singleShot(0, action.then)


class _Line(QStyledItemDelegate):
    """One line: icon, words, kind in muted, keys at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _ANY_INDEX) -> QSize:
        return QSize(100, theme().px(32))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY_INDEX
    ) -> None:
        action = index.data(_ACTION)
        if not isinstance(action, Action):
            return
        colours = theme().colours
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.soft))
            painter.fillRect(
                QRect(rect.topLeft(), QSize(3, rect.height())), QColor(colours.link)
            )
        side = theme().px(16)
        spot = QRect(rect.left() + 10, rect.center().y() - side // 2 + 1, side, side)
        icons.paint(painter, action.icon, spot, colours.muted)
        words = rect.adjusted(side + 20, 0, -10, 0)
        self._paint_words(painter, words, action)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, action: Action) -> None:
        colours = theme().colours
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        small = theme().font("small")
        beside = f"{action.kind}   {action.keys}" if action.keys else action.kind
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        painter.drawText(rect, middle | right, beside)
        wide = QFontMetrics(small).horizontalAdvance(beside) + 12
        painter.setFont(theme().font())
        painter.setPen(QColor(colours.text))
        room = rect.width() - wide
        elide = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(theme().font()).elidedText(action.words, elide, room)
        painter.drawText(rect, middle, shown)
