"""A table: rows of one height, headings that sort, totals, an empty state, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.kit import icons, memory
from pip_manager.ui.kit.cells import EDGE, CellDelegate, Headings, face
from pip_manager.ui.kit.columns import LEFT, Row
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.room import Room
from pip_manager.ui.kit.theme import HEADER, ROW, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from pip_manager.ui.kit.models import TableModel

_KEEP_AFTER = 400
_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect
    | QItemSelectionModel.SelectionFlag.Rows
)


class _View(QTableView):
    """The view proper: Enter, F2, Home and End; letters do not jump about."""

    entered_row = Signal()
    edit_row = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.entered_row.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_row.emit()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and not shift:
            last = self.model().rowCount() - 1
            row = 0 if key == Qt.Key.Key_Home else last
            self.setCurrentIndex(self.model().index(row, 0))
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are for shortcuts and the search box."""

    @override
    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


class Table(QFrame, Generic[Row]):
    """A table in a card; selection is kept by id when rows are read again.

    `key` names what is remembered of it, `name` is what a screen reader calls it.

    Signals:
        opened(object): a row by Enter or a double click.
        edited(object): a row by F2.
        chosen(object): the current row now, or None.
        selected(): which rows are selected changed.
    """

    opened = Signal(object)
    edited = Signal(object)
    chosen = Signal(object)
    selected = Signal()

    def __init__(self, model: TableModel[Row], key: str, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.model = model
        self._key = f"table/{key}"
        self._kept: tuple[Hashable, ...] = ()
        self._current: Hashable = None
        self._told: Hashable = None
        self._is_resetting = False
        self.view = _View()
        self.empty = Empty(self.view.viewport())
        self._totals = _Totals(self.view)
        self._build(name)
        self._connect()
        self._restore()

    def _build(self, name: str) -> None:
        view = self.view
        view.setHorizontalHeader(Headings(view))
        # before the model: over 100,000 rows this call takes seconds
        view.verticalHeader().setMinimumSectionSize(1)
        view.setModel(self.model)
        view.setItemDelegate(CellDelegate(view))
        view.setAccessibleName(name)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.verticalHeader().setVisible(False)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusProxy(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(view, 1)
        column.addWidget(self._totals)
        self._fit()

    def _connect(self) -> None:
        view = self.view
        view.entered_row.connect(self._open)
        view.doubleClicked.connect(self._open)
        view.edit_row.connect(self._edit)
        self.model.modelAboutToBeReset.connect(self._remember_rows)
        self.model.modelReset.connect(self._find_rows)
        view.selectionModel().selectionChanged.connect(self._tell)
        view.selectionModel().currentRowChanged.connect(self._tell)
        header = view.horizontalHeader()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        header.sortIndicatorChanged.connect(self._sorted)
        view.horizontalScrollBar().valueChanged.connect(self._totals.update)
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self._totals.setFixedHeight(theme().px(HEADER))

    def _restore(self) -> None:
        header = self.view.horizontalHeader()
        for number, column in enumerate(self.model.columns):
            header.resizeSection(number, theme().px(column.width))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        if state := memory.state(self._state_key()):
            header.restoreState(state)
        header.setStretchLastSection(False)
        self.view.setSortingEnabled(True)
        self._room = Room(self.view, self.model)
        self._looks = self._own_looks()
        header.sectionResized.connect(self._resized)

    def _own_looks(self) -> tuple[object, ...]:
        header = self.view.horizontalHeader()
        sort = header.sortIndicatorSection(), header.sortIndicatorOrder()
        return (*self._room.given, *sort)

    def _state_key(self) -> str:
        headings = "|".join(column.heading for column in self.model.columns)
        return f"{self._key}/{len(headings)}-{len(self.model.columns)}"

    def keep(self) -> None:
        """Remember widths and sort; the widths are those given, not those shared.

        Writing takes some fifteen milliseconds: what is as it was is not written.
        """
        if (looks := self._own_looks()) == self._looks:
            return
        self._looks = looks
        self._room.restore_given()
        memory.keep(self._state_key(), self.view.horizontalHeader().saveState())
        self._room.share()

    def _resized(self) -> None:
        self._totals.update()
        if not self._room.is_sharing:
            self._timer.start()

    def _sorted(self) -> None:
        self._timer.start()

    # what is selected

    def current(self) -> Row | None:
        """Return the current row, or None."""
        index = self.view.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def selection(self) -> list[Row]:
        """Return the selected rows in the order shown."""
        indexes = self.view.selectionModel().selectedRows()
        return [self.model.row_at(row) for row in sorted(i.row() for i in indexes)]

    def selected_ids(self) -> list[Hashable]:
        """Return what names the selected rows, in the order shown."""
        indexes = self.view.selectionModel().selectedRows()
        return [self.model.id_at(row) for row in sorted(i.row() for i in indexes)]

    def select(self, identity: Hashable) -> bool:
        """Select the row of that id and bring it into sight; tell if it is here."""
        position = self.model.position_of(identity)
        if position is None:
            return False
        index = self.model.index(position, 0)
        self.view.selectionModel().setCurrentIndex(index, _SELECT_ROW)
        self.view.scrollTo(index)
        return True

    def _remember_rows(self) -> None:
        self._is_resetting = True
        index = self.view.currentIndex()
        self._kept = tuple(self.selected_ids())
        self._current = self.model.id_at(index.row()) if index.isValid() else None

    def _find_rows(self) -> None:
        self._show_empty()
        chosen = QItemSelection()
        for identity in self._kept:
            position = self.model.position_of(identity)
            if position is not None:
                index = self.model.index(position, 0)
                chosen.select(index, index)
        rows = QItemSelectionModel.SelectionFlag.Rows
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect | rows
        self.view.selectionModel().select(chosen, select)
        was = self._current
        position = None if was is None else self.model.position_of(was)
        if position is not None:
            still = QItemSelectionModel.SelectionFlag.NoUpdate
            index = self.model.index(position, 0)
            self.view.selectionModel().setCurrentIndex(index, still)
        self._is_resetting = False
        self._told = object()
        self._tell()

    def _tell(self) -> None:
        if self._is_resetting:
            return
        self.selected.emit()
        index = self.view.currentIndex()
        identity = self.model.id_at(index.row()) if index.isValid() else None
        if identity != self._told:
            self._told = identity
            self.chosen.emit(self.current())

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def _edit(self) -> None:
        row = self.current()
        if row is not None:
            self.edited.emit(row)

    # what else a screen says about it

    def add_action(
        self, words: str, icon: str, then: Callable[[], object], keys: str = ""
    ) -> QAction:
        """Add a verb for the current row to the menu, with its keys; return it."""
        action = QAction(icons.icon(icon), words, self.view)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(then)
        self.view.addAction(action)
        return action

    def open_menu(self) -> QMenu:
        """Open the menu of verbs under the current row."""
        menu = QMenu(self.view)
        menu.addActions(self.view.actions())
        rect = self.view.visualRect(self.view.currentIndex())
        menu.popup(self.view.viewport().mapToGlobal(rect.bottomLeft() + QPoint(20, 0)))
        return menu

    def set_empty(
        self,
        sentence: str,
        verb: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Say why there are no rows, and what to do about it."""
        self.empty.say(sentence, verb, then)
        self._show_empty()

    def set_totals(self, totals: Mapping[str, str]) -> None:
        """Show a row of totals, by heading; none at all takes the row away."""
        self._totals.show_words(totals)
        self._room.show_totals(totals)

    def _show_empty(self) -> None:
        self.empty.setVisible(self.model.rowCount() == 0 and self.empty.has_words)


class _Totals(QWidget):
    """The totals, each under its column whatever the widths and the scrolling."""

    def __init__(self, view: QTableView) -> None:
        super().__init__()
        self._view = view
        self._words: Mapping[str, str] = {}
        self.setVisible(False)

    def show_words(self, totals: Mapping[str, str]) -> None:
        self._words = dict(totals)
        self.setVisible(bool(totals))
        spoken = ", ".join(f"{name} {words}" for name, words in totals.items())
        self.setAccessibleName(f"Totals: {spoken}")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme().colours
        painter.setPen(QColor(colours.control))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setPen(QColor(colours.text))
        painter.setFont(theme().font("strong", figures=True))
        header = self._view.horizontalHeader()
        apart, inner = [], self.rect().adjusted(EDGE, 1, -EDGE, 0)
        for number, name, words in self._by_column():
            if header.isSectionHidden(number):
                apart.append(f"{name} {words}")
            else:
                self._paint_words(painter, number, words)
                left = header.sectionViewportPosition(number)
                inner.setRight(min(inner.right(), left))
        if apart and inner.width() > EDGE:
            shown = face("strong", figures=True).fitted(
                " · ".join(apart), inner.width()
            )
            painter.drawText(inner, int(LEFT), shown)
        painter.end()

    def _by_column(self) -> list[tuple[int, str, str]]:
        model, across = self._view.model(), Qt.Orientation.Horizontal
        count = model.columnCount(QModelIndex())
        names = [(n, str(model.headerData(n, across))) for n in range(count)]
        return [
            (n, name, self._words[name]) for n, name in names if name in self._words
        ]

    def _paint_words(self, painter: QPainter, number: int, words: str) -> None:
        header = self._view.horizontalHeader()
        left = header.sectionViewportPosition(number)
        wide = header.sectionSize(number)
        rect = QRect(left + EDGE, 1, wide - 2 * EDGE, self.height() - 1)
        role = Qt.ItemDataRole.TextAlignmentRole
        across = Qt.Orientation.Horizontal
        aligned = self._view.model().headerData(number, across, role)
        # a sum wider than its column reaches into the empty room beside it
        spread = int(aligned) | int(Qt.TextFlag.TextDontClip)
        painter.drawText(rect, spread, words)
