"""The week of one person as a grid, typed like a spreadsheet and saved whole."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from pip_manager.errors import FieldProblem, InputError, PipManagerError
from pip_manager.ui.activity import measures
from pip_manager.ui.activity.remark import Remark
from pip_manager.ui.activity.week_grid import WeekCells, WeekGrid
from pip_manager.ui.activity.week_model import DAYS, FIRST, WeekModel
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.cells import Headings
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.dialog import FormDialog, ask_leaving
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.kit.theme import ROW, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.values import Row
    from pip_manager.services.activity import ActivityLog, Choices
    from pip_manager.services.activity_week import WeekRow

_ANY_INDEX = QModelIndex | QPersistentModelIndex
_WEEK = timedelta(days=7)
_WHOSE, _NAME, _STRAND, _DAY, _LEAST_DAY = 184, 190, 140, 78, 55
_UNSAVED = "What you typed in this week is not saved yet."
_KEYS = (
    "Type 0.5, 1, 3.5h, or h for half a day. Enter and Tab go on, Del empties a cell,"
    " Ctrl+S saves."
)


class WeekView(QWidget):
    """A week: whose and which, the grid, what it comes to, and saving it.

    Signals:
        refused(str): a sentence why something was not done.
        saved(): the week was kept.
        invoice_wanted(object): the number of the invoice a locked cell is on.
    """

    refused = Signal(str)
    saved = Signal()
    invoice_wanted = Signal(object)

    def __init__(
        self, log: ActivityLog, today: Callable[[], date] = reading.today
    ) -> None:
        super().__init__()
        self._log = log
        self._today = today
        self._monday = _monday(today())
        self._person: str | None = log.me
        self._choices: Choices | None = None
        self.model = WeekModel(self)
        self.grid = WeekGrid()
        self.empty = Empty(self.grid.viewport())
        self.whose = SearchField("person", "Whose week")
        self.which = label("", "section")
        self.remark = Remark()
        self._build()
        self._dress()
        self._connect()

    def _build(self) -> None:
        self.whose.label.setVisible(False)
        back = button("", self.go_back, icon="left", tooltip="Alt+PgUp")
        back.setAccessibleName("The week before")
        forth = button("", self.go_forth, icon="right", tooltip="Alt+PgDown")
        forth.setAccessibleName("The week after")
        self.now = button("This week", self.go_to_now)
        self.copy_rows = button("Copy last week’s rows", self.copy_last_rows)
        self.copy_days = button("Copy rows and days", self.copy_last_days)
        self.copy_days.setToolTip("Last week’s rows, with what stood in them")
        self.new = button("Add a row…", self.add_row, icon="add", tooltip="Ins")
        self.save = button("Save week", self.keep, look="primary", tooltip="Ctrl+S")
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.whose, back, forth, self.now):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.which, 1)
        head.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.remark, 1)
        for part in (self.copy_rows, self.copy_days, self.new):
            foot.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        card = QFrame()
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addLayout(foot)

    def _dress(self) -> None:
        grid = self.grid
        grid.setHorizontalHeader(Headings(grid))
        grid.setModel(self.model)
        grid.setItemDelegate(WeekCells(grid))
        grid.setAccessibleName("Week, engagements by day")
        grid.setFrameShape(QFrame.Shape.NoFrame)
        grid.setShowGrid(False)
        grid.setWordWrap(False)
        grid.verticalHeader().setVisible(False)
        grid.horizontalHeader().setSectionsClickable(False)
        grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        how = QAbstractItemView.EditTrigger
        grid.setEditTriggers(how.AnyKeyPressed | how.EditKeyPressed | how.DoubleClicked)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        rows = self.grid.verticalHeader()
        rows.setMinimumSectionSize(theme().px(ROW))
        rows.setDefaultSectionSize(theme().px(ROW))
        self.whose.setFixedWidth(theme().px(_WHOSE))
        self._share()

    def _share(self) -> None:
        """Share out the width; where it is small the strand joins the engagement."""
        px, room = theme().px, self.grid.viewport().width()
        header = self.grid.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        days = DAYS + 1
        each = min(px(_DAY), max(px(_LEAST_DAY), (room - px(_NAME)) // days))
        is_short = room - days * each < px(_NAME + _STRAND)
        self.model.join_strands(joined=is_short)
        header.setSectionHidden(1, is_short)
        header.resizeSection(1, px(_STRAND))
        for column in range(FIRST, FIRST + days):
            header.resizeSection(column, each)

    def _connect(self) -> None:
        self.grid.resized.connect(self._share)
        self.whose.changed.connect(self._other_person)
        self.grid.emptied.connect(self._empty_cell)
        self.grid.blocked.connect(self._tell_locked)
        self.grid.doubleClicked.connect(self._tell_locked)
        keys = QShortcut(QKeySequence("Ctrl+G"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.go_to_invoice)
        self.model.typed.connect(self._show_remark)
        self.model.refused.connect(self._reopen)

    # ---- which week

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was typed that is not saved."""
        return self.model.is_changed

    def offer(self, choices: Choices) -> None:
        """Offer the people, engagements and strands of the store."""
        self._choices = choices
        blocked = self.whose.blockSignals(True)
        self.whose.set_entries(choices.people)
        self.whose.blockSignals(blocked)
        self._name(self._person)

    def reread(self) -> None:
        """Read the week again, unless something typed would be lost."""
        if self.is_changed:
            return
        self._read()

    def _read(self) -> None:
        self.which.setText(f"Week of {words.day(self._monday)}")
        if self._person is not None:
            at = self.grid.currentIndex()
            spot = at.row(), at.column()
            self.model.show(self._log.weeks.week(self._person, self._monday))
            self.grid.setCurrentIndex(self.model.index(*spot))
        self._show_remark()

    def _other_person(self) -> None:
        try:
            person = self.whose.value()
        except InputError:
            return
        if not isinstance(person, str) or person == self._person:
            return
        if self.is_changed:
            self._name(self._person)
        self._leave(partial(self._show_person, person))

    def _show_person(self, person: str) -> None:
        self._person = person
        self._name(person)
        self._read()

    def _name(self, person: str | None) -> None:
        """Show whose week it is, without asking for it."""
        blocked = self.whose.blockSignals(True)
        self.whose.set_value(person)
        self.whose.blockSignals(blocked)

    def step(self, weeks: int) -> None:
        """Go some weeks forward or back."""
        self._leave(partial(self.go_to, self._monday + weeks * _WEEK))

    def go_back(self) -> None:
        """Go to the week before."""
        self.step(-1)

    def go_forth(self) -> None:
        """Go to the week after."""
        self.step(1)

    def go_to_now(self) -> None:
        """Go to the week of today."""
        self._leave(partial(self.go_to, _monday(self._today())))

    def go_to(self, monday: date) -> None:
        """Show the week of a Monday."""
        self._monday = monday
        self._read()

    def unsaved(self) -> str:
        """Return what would be lost, in a sentence; an empty text for nothing."""
        if self.grid.state() is QAbstractItemView.State.EditingState:
            self.grid.setFocus()  # takes what is being typed
        return _UNSAVED if self.is_changed else ""

    def throw_away(self) -> None:
        """Show the week as it is kept."""
        self._read()

    def _leave(self, then: Callable[[], None]) -> None:
        if sentence := self.unsaved():
            ask_leaving(self, sentence, then)
        else:
            then()

    # ---- what is shown

    def _show_remark(self) -> None:
        self.empty.setVisible(self.model.rowCount() == 0)
        self._show_empty()
        said = [
            f"{words.long_day(on)[:3]} {words.day(on)[:-5]} ({measures.days(total)})"
            for day in self.model.over()
            if (on := self.model.date(day)) is not None
            and (total := self.model.day_total(day))
        ]
        over = f"More than a day: {', '.join(said)}. It can be saved all the same."
        self.remark.say(over if said else _KEYS, warns=bool(said))
        self.save.setEnabled(self.is_changed)
        for part in (self.copy_rows, self.copy_days, self.new):
            part.setEnabled(self._person is not None)

    def _show_empty(self) -> None:
        if self._person is None:
            self.empty.say("Choose whose week it is.")
        else:
            self.empty.say(
                "Nothing is logged in this week. Copy last week’s rows, or add one.",
                "Add a row…",
                self.add_row,
            )

    def _tell_locked(self, index: QModelIndex) -> None:
        day = index.column() - FIRST
        if not 0 <= day < DAYS or index.row() >= len(self.model.rows):
            return
        if sentence := self.model.locked(index.row(), day):
            self.refused.emit(sentence)

    def go_to_invoice(self) -> None:
        """Go to the invoice the current cell is on."""
        index = self.grid.currentIndex()
        day = index.column() - FIRST
        if 0 <= day < DAYS and 0 <= index.row() < len(self.model.rows):
            number = self.model.rows[index.row()].cells[day].invoice
            if number is not None:
                self.invoice_wanted.emit(number)

    def _reopen(self, sentence: str) -> None:
        self.refused.emit(sentence)
        index = QPersistentModelIndex(self.grid.currentIndex())

        def again() -> None:
            if index.isValid():
                cell = self.model.index(index.row(), index.column())
                self.grid.setCurrentIndex(cell)
                self.grid.edit(cell)

        QTimer.singleShot(0, self, again)

    def _empty_cell(self, index: QModelIndex) -> None:
        self.model.setData(index, "")

    # ---- rows

    def add_row(self) -> None:
        """Ask for the engagement and strand of a further row."""
        if self._choices is None or self._person is None:
            return
        strands = [(None, words.NOT_STATED), *self._choices.strands]
        engagements = self._choices.engagements
        form = Form(
            [
                SearchField("engagement", "Engagement", engagements, required=True),
                ChoiceField("strand", "Strand", strands),
            ]
        )
        dialog = FormDialog(self, "Add a row", form, self._blank)
        dialog.saved.connect(self._take_row)
        dialog.open()

    def _blank(self, values: Row) -> WeekRow:
        strand = values["strand"]
        engagement = values["engagement"]
        if engagement is None:
            raise InputError(FieldProblem("engagement", "Choose an engagement."))
        return self._log.weeks.blank(
            (str(engagement), None if strand is None else str(strand))
        )

    def _take_row(self, row: WeekRow) -> None:
        place = self.model.add(row)
        self._show_remark()
        self.grid.setCurrentIndex(self.model.index(place, FIRST))
        self.grid.setFocus()

    def copy_last_rows(self) -> None:
        """Bring the rows of the week before, empty."""
        self._copy_last(days=False)

    def copy_last_days(self) -> None:
        """Bring the rows of the week before, and into empty cells what stood there."""
        self._copy_last(days=True)

    def _copy_last(self, *, days: bool) -> None:
        if self._person is None:
            return
        last = self._log.weeks.week(self._person, self._monday - _WEEK)
        if not last.rows:
            self.refused.emit("Nothing was logged in the week before.")
            return
        for row in last.rows:
            place = self.model.add(_emptied(row))
            cells = enumerate(row.cells if days else ())
            held = ((place, day, cell.measure()) for day, cell in cells)
            self.model.fill(((p, day), m) for p, day, m in held if m is not None)
        self._show_remark()
        self.grid.setCurrentIndex(self.model.index(0, FIRST))
        self.grid.setFocus()

    # ---- saving

    def keep(self) -> None:
        """Save what was typed as one verb, or say why not; nothing typed is lost."""
        week = self.model.week
        if week is None or not self.is_changed:
            return
        typed = [
            (self.model.rows[row].place, week.days[day], measure)
            for (row, day), measure in self.model.changes()
        ]
        try:
            self._log.weeks.save(week, typed)
        except PipManagerError as error:
            self.refused.emit(str(error))
            return
        self._read()
        self.saved.emit()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _emptied(row: WeekRow) -> WeekRow:
    return type(row)(row.place, row.engagement, row.strand)
