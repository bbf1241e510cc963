"""A chain of cover drawn as a tree: posts left, who covers them, where it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)
from typing_extensions import override

from pip_manager.ui.kit import icons, reading, words
from pip_manager.ui.kit.cells import EDGE, face
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from pip_manager.services.cover.chains import Break, Chained, Link, PostLeft
    from pip_manager.ui.kit.theme import Tone

    Index = QModelIndex | QPersistentModelIndex

_LINE = Qt.ItemDataRole.UserRole
_TALL, _LOW, _INDENT, _LEAST = 50, 34, 26, 190


class Line(NamedTuple):
    """What one row of the tree says, and the thing it stands for."""

    icon: str
    words: str
    sub: str
    right: str
    tone: Tone
    is_strong: bool
    is_unstated: bool
    about: PostLeft | Link | Break

    @property
    def spoken(self) -> str:
        """Return the row as it is read aloud."""
        return ", ".join(part for part in (self.words, self.sub, self.right) if part)


def share_words(share: str) -> str:
    """Write a share, ``0.6 FTE``, or the days of the week, which say it themselves."""
    return share if share[:1].isalpha() else f"{share} FTE"


def post_line(post: PostLeft, host: str | None = None) -> Line:
    """Return the row of a post that was left."""
    told = [f"{post.how}{f' to {host}' if host else ''}", _span(post.start, post.end)]
    if post.share:
        told.append(share_words(post.share))
    short = f"{words.quantity(post.short)} FTE-days short"
    is_open = any(_is_ahead(one) for one in post.breaks)
    return Line(
        "post",
        post.title,
        " · ".join(told),
        short if post.short else "",
        "bad" if is_open else "plain",
        is_strong=True,
        is_unstated=False,
        about=post,
    )


def link_line(link: Link) -> Line:
    """Return the row of a cover, with what it costs."""
    told = [link.kind, _span(link.start, link.end), share_words(link.share)]
    if link.state == "proposed":
        told.insert(0, "proposed")
    is_stated = link.cost is not None
    if is_stated:
        told.append(link.why)
    cost = words.pounds(link.cost) if link.cost is not None else link.why
    text = " · ".join(told)
    return Line(
        "person",
        f"Covered by {link.who}",
        text[:1].upper() + text[1:],
        cost,
        "plain",
        is_strong=False,
        is_unstated=not is_stated,
        about=link,
    )


def break_line(one: Break) -> Line:
    """Return the row of a break."""
    return Line(
        "gap",
        one.words[:1].upper() + one.words[1:],
        "",
        f"{words.quantity(one.fte_days)} FTE-days",
        "bad" if _is_ahead(one) else "plain",
        is_strong=_is_ahead(one),
        is_unstated=False,
        about=one,
    )


def _is_ahead(one: Break) -> bool:
    return one.end >= reading.today()


def _span(start: date, end: date | None) -> str:
    return f"{words.day(start)} to {'no end' if end is None else words.day(end)}"


class ChainTree(QTreeView):
    """The tree of one chain, always open to its end.

    Signals:
        chosen(object): the post, link or break of the current row, or None.
        opened(object): the same, by Enter or a double click.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName("Chain of cover")
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(False)
        self.setItemsExpandable(False)
        self.setRootIsDecorated(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setIndentation(theme().px(_INDENT))
        self.setMinimumHeight(theme().px(_LEAST))
        self.scheduleDelayedItemsLayout()

    def show_chain(self, chained: Chained | None) -> None:
        """Show a chain to its end; None shows nothing."""
        self._rows.clear()
        if chained is not None:
            root = _item(post_line(chained.root, chained.host))
            self._rows.appendRow(root)
            _fill(root, chained.root)
        self.expandAll()
        if chained is not None:
            self.setCurrentIndex(self._rows.index(0, 0))

    def current(self) -> PostLeft | Link | Break | None:
        """Return what the current row stands for."""
        line = self.currentIndex().data(_LINE)
        return line.about if isinstance(line, Line) else None

    def lines(self) -> list[Line]:
        """Return every row from top to bottom."""
        found, index = [], self._rows.index(0, 0)
        while index.isValid():
            found.append(index.data(_LINE))
            index = self.indexBelow(index)
        return found

    def _tell(self) -> None:
        self.chosen.emit(self.current())

    def _open(self) -> None:
        if (about := self.current()) is not None:
            self.opened.emit(about)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if (is_enter and plain) or event.key() == Qt.Key.Key_F2:
            self._open()
        else:
            super().keyPressEvent(event)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw a calm elbow from each row to what it hangs from."""
        painter.setPen(QColor(theme().colours.control))
        step, middle = self.indentation(), rect.top() + theme().px(17)
        at, x = index, rect.right() + 1 - self.indentation()
        is_own = True
        while at.isValid() and at.parent().isValid():
            line = x + _middle()
            has_next = at.row() + 1 < self._rows.rowCount(at.parent())
            if is_own:
                bottom = rect.bottom() if has_next else middle
                painter.drawLine(line, rect.top(), line, bottom)
                painter.drawLine(line, middle, x + step + EDGE - 5, middle)
            elif has_next:
                painter.drawLine(line, rect.top(), line, rect.bottom())
            at, x, is_own = at.parent(), x - step, False


def _middle() -> int:
    """Return how far right in a row the middle of its icon is."""
    return EDGE + theme().px(18) // 2


def _item(line: Line) -> QStandardItem:
    item = QStandardItem(line.words)
    item.setData(line, _LINE)
    item.setData(line.spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(line.spoken)
    return item


def _fill(parent: QStandardItem, post: PostLeft) -> None:
    """Hang breaks and covers under a post, by the day they begin."""
    found = [(one.start, 0, break_line(one)) for one in post.breaks]
    found += [(link.start, 1, link_line(link)) for link in post.links]
    for _, _, line in sorted(found, key=lambda one: one[:2]):
        item = _item(line)
        parent.appendRow(item)
        leaves = getattr(line.about, "leaves", None)
        if leaves is not None:
            left = _item(post_line(leaves))
            item.appendRow(left)
            _fill(left, leaves)


class _Lines(QStyledItemDelegate):
    """Paints a row: icon, words over a quieter line, a figure at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(_LINE)
        return QSize(200, theme().px(_TALL if line and line.sub else _LOW))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        line = index.data(_LINE)
        rect: QRect = option.rect
        colours = theme().colours
        self._ground(painter, option)
        side, left = theme().px(18), rect.left() + EDGE
        tone = colours.tone(line.tone)
        first = QRect(left, rect.top(), rect.width() - 2 * EDGE, theme().px(_LOW))
        spot = QRect(left, first.center().y() - side // 2 + 1, side, side)
        icons.paint(painter, line.icon, spot, tone)
        if index.model().hasChildren(index):
            painter.setPen(QColor(colours.control))
            x = rect.left() + _middle()
            painter.drawLine(x, spot.bottom() + 5, x, rect.bottom())
        first.setLeft(left + side + 8)
        under = first.translated(0, theme().px(19))
        own = face("strong" if line.is_strong else "body")
        is_tight = own.wide(line.words) + self._wide(line) + 16 > first.width()
        if is_tight and not line.sub:
            line = line._replace(right="")  # said by the tooltip
        taken = self._right(painter, under if is_tight else first, line) + 16
        room = first.width() - (0 if is_tight else taken)
        painter.setFont(own.font)
        painter.setPen(QColor(tone if line.icon == "gap" else colours.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(first, middle, own.fitted(line.words, room))
        if line.sub:
            small = face("small")
            painter.setFont(small.font)
            painter.setPen(QColor(colours.muted))
            left = under.width() - (taken if is_tight else 0)
            painter.drawText(under, middle, small.fitted(line.sub, left))

    def _wide(self, line: Line) -> int:
        return face("body", figures=True, italic=line.is_unstated).wide(line.right)

    def _right(self, painter: QPainter, rect: QRect, line: Line) -> int:
        """Draw the figure at the right edge; return how wide it is."""
        colours = theme().colours
        own = face("body", figures=True, italic=line.is_unstated)
        is_quiet = line.is_unstated or line.tone == "plain"
        colour = colours.tone("plain") if is_quiet else colours.tone(line.tone)
        is_cost = line.icon == "person" and not line.is_unstated
        painter.setFont(own.font)
        painter.setPen(QColor(colours.text if is_cost else colour))
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, int(aligned), line.right)
        return own.wide(line.right)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, rect = theme().colours, option.rect
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        painter.fillRect(rect, QColor(colours.soft))
        if option.widget.hasFocus():
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, QColor(colours.link))
