from __future__ import annotations

import time
import tracemalloc
from array import array
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from pip_manager.ui.kit import words
from pip_manager.ui.kit.cells import EDGE, face, tooltip_for
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column
from pip_manager.ui.kit.models import PagedModel, Query, RowModel
from pip_manager.ui.kit.table import Table
from pip_manager.ui.kit.theme import theme
from tests.ui.support import nameless

MANY = 100_000


class Day(NamedTuple):
    id: int
    work: str
    on: date | None
    days: Decimal


COLUMNS: tuple[Column[Day], ...] = (
    Column("Work", lambda d: d.work, "work", width=200, stretches=True),
    Column("On", lambda d: words.day(d.on) if d.on else None, "on"),
    Column(
        "Days", lambda d: words.quantity(d.days), "days", lambda d: d.days, 80, True
    ),
    chip_column("State", lambda d: ChipWords("Gap", "bad") if d.id % 2 else None),
)


def day(number: int) -> Day:
    on = None if number % 10 == 3 else date(2026, 1 + number % 12, 1 + number % 28)
    return Day(number, f"Work {number}", on, Decimal(number % 40) / 4)


class Store:
    """A list of days that counts what it is asked."""

    def __init__(self, numbers) -> None:
        self.numbers = array("q", numbers)
        self.asked: list[Query] = []
        self.pages = 0

    def ids(self, query: Query) -> array[int]:
        self.asked.append(query)
        found = [n for n in self.numbers if query.search in str(n)]
        return array("q", reversed(found) if query.descending else found)

    def rows(self, ids):
        self.pages += 1
        return [day(number) for number in ids]


@pytest.fixture
def store():
    return Store(range(1, MANY + 1))


@pytest.fixture
def model(store):
    made = PagedModel(COLUMNS, store.ids, store.rows)
    made.ask()
    return made


@pytest.fixture
def table(qtbot, model):
    made = Table(model, "days", "Days")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def cell(model, row, column, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def test_only_the_pages_in_sight_are_read(table, store):
    table.grab()
    assert table.model.rowCount() == MANY
    assert store.pages <= 2
    table.view.scrollToBottom()
    table.grab()
    assert cell(table.model, MANY - 1, 0) == f"Work {MANY}"
    assert store.pages <= 4


def test_a_walk_through_all_rows_keeps_memory_bounded(model):
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for row in range(0, MANY, 100):
        cell(model, row, 0)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 8_000_000


def test_many_rows_stand_as_soon_as_few(qtbot, store):
    def seconds(numbers):
        few = Store(numbers)
        model = PagedModel(COLUMNS, few.ids, few.rows)
        model.ask()
        start = time.perf_counter()
        table = Table(model, "speed", "Days")
        qtbot.addWidget(table)
        table.show()
        theme().set_text_size(110)
        table.grab()
        theme().set_text_size(100)
        return time.perf_counter() - start

    seconds(range(10))
    assert seconds(store.numbers) < seconds(range(1, 100)) + 1.0


def test_what_is_not_stated_says_so_and_why(model):
    assert cell(model, 2, 1) == "not stated"
    assert "nought" in cell(model, 2, 1, Qt.ItemDataRole.ToolTipRole)
    assert cell(model, 2, 1, Qt.ItemDataRole.AccessibleTextRole) == "not stated"


def test_a_sort_asks_again_and_the_row_chosen_stays_chosen(table, store):
    table.select(40_000)
    table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert store.asked[-1] == Query(sort="work", descending=True)
    assert table.current() == day(40_000)
    assert table.selected_ids() == [40_000]
    assert table.view.currentIndex().row() == MANY - 40_000


def test_a_filter_that_leaves_the_row_out_leaves_nothing_chosen(qtbot, table, model):
    table.select(40_000)
    with qtbot.waitSignal(table.chosen) as blocker:
        model.ask(Query(search="777"))
    assert blocker.args == [None]
    assert table.selected_ids() == []


def test_rows_read_anew_are_told_even_when_the_same_is_chosen(qtbot, table, model):
    table.select(5)
    with qtbot.waitSignal(table.chosen) as blocker:
        model.ask()
    assert blocker.args == [day(5)]


def test_several_rows_stay_selected_by_what_they_are(table, model):
    model.ask(Query(search="99"))
    flags = QItemSelectionModel.SelectionFlag
    for row in (1, 3):
        index = model.index(row, 0)
        table.view.selectionModel().select(index, flags.Select | flags.Rows)
    chosen = table.selected_ids()
    model.ask(Query())
    assert table.selected_ids() == chosen
    assert [one.id for one in table.selection()] == chosen


def test_background_answers_arrive_and_the_last_question_wins(qtbot, store):
    model = PagedModel(COLUMNS, store.ids, store.rows, in_background=True)
    with qtbot.waitSignal(model.loaded) as blocker:
        model.ask(Query(search="1"))
        model.ask(Query(search="99999"))
    assert blocker.args == [1]


def test_a_question_that_cannot_be_answered_is_told(qtbot):
    def ids(_query):
        raise ValueError("no store")

    model = PagedModel(COLUMNS, ids, lambda _ids: [], in_background=True)
    with qtbot.waitSignal(model.failed) as blocker:
        model.ask()
    assert str(blocker.args[0]) == "no store"


def test_enter_opens_f2_edits_and_a_double_click_opens(qtbot, table):
    table.select(7)
    with qtbot.waitSignal(table.opened) as blocker:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert blocker.args == [day(7)]
    with qtbot.waitSignal(table.edited):
        qtbot.keyClick(table.view, Qt.Key.Key_F2)
    with qtbot.waitSignal(table.opened):
        table.view.doubleClicked.emit(table.view.currentIndex())


def test_home_and_end_go_to_the_first_and_last_row(qtbot, table):
    qtbot.keyClick(table.view, Qt.Key.Key_End)
    assert table.current() == day(MANY)
    qtbot.keyClick(table.view, Qt.Key.Key_Home)
    assert table.current() == day(1)


def test_letters_do_not_jump_about(qtbot, table):
    table.select(7)
    qtbot.keyClicks(table.view, "work 9")
    assert table.current() == day(7)


def test_tab_leaves_the_table(qtbot, table):
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not None
    assert table.current() == day(1)


def test_the_keyboard_arriving_chooses_the_first_row(table):
    table.setFocus()
    assert table.current() == day(1)


def test_rows_are_of_one_height_and_grow_with_the_text(table, dressed):
    assert table.view.rowHeight(0) == 34
    dressed.set_text_size(150)
    assert table.view.rowHeight(0) == 51


def left_ink(image, rect: QRect) -> int:
    ground = image.pixelColor(rect.right() - 2, rect.center().y())
    for x in range(rect.left(), rect.right()):
        for y in range(rect.top() + 4, rect.bottom() - 4):
            if image.pixelColor(x, y) != ground:
                return x - rect.left()
    return -1


def test_headings_and_cells_share_one_edge(table):
    table.view.clearSelection()
    image = table.view.viewport().grab().toImage()
    header = table.view.horizontalHeader()
    top = header.viewport().grab().toImage()
    wide = header.sectionSize(0)
    cell_edge = left_ink(image, QRect(0, 0, wide, 33))
    head_edge = left_ink(top, QRect(0, 0, wide, header.height() - 1))
    assert EDGE <= cell_edge <= EDGE + 2
    assert abs(cell_edge - head_edge) <= 1


def test_words_cut_short_have_a_tooltip_and_whole_ones_none(table):
    index = table.model.index(0, 0)
    assert tooltip_for(table.view, index) == ""
    table.view.setColumnWidth(1, 48)
    assert tooltip_for(table.view, table.model.index(0, 1)) == "2 Feb 2026"


def test_widths_and_sort_are_remembered(qtbot, store, table):
    table.view.setColumnWidth(1, 173)
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.keep()
    again = Table(PagedModel(COLUMNS, store.ids, store.rows), "days", "Days")
    qtbot.addWidget(again)
    assert again.view.columnWidth(1) == 173
    assert isinstance(again.model, PagedModel)
    assert again.model.query == Query(sort="on", descending=True)


def test_nothing_scrolls_sideways_as_long_as_columns_can_give_way(qtbot, store):
    columns = (
        Column[Day]("Work", lambda d: d.work, width=200, stretches=True),
        Column[Day]("Days", lambda d: words.quantity(d.days), width=90),
        Column[Day]("Note", lambda _d: "note", width=150, optional=True),
    )
    model = PagedModel(columns, store.ids, store.rows)
    table = Table(model, "room", "Days")
    qtbot.addWidget(table)
    model.ask()
    table.resize(210, 300)
    table.show()
    header = table.view.horizontalHeader()
    assert header.isSectionHidden(2)
    assert header.length() == table.view.viewport().width()
    table.resize(700, 300)
    assert not header.isSectionHidden(2)
    assert header.length() == table.view.viewport().width()


Told = tuple[str, ...]


def narrow(qtbot, rows, columns):
    model = RowModel(columns, lambda row: row[0])
    table = Table(model, "narrow", "Sums")
    qtbot.addWidget(table)
    table.resize(330, 300)
    table.show()
    model.show(rows)
    return table


SUMS: tuple[Column[Told], ...] = (
    Column("Name", lambda row: row[0], width=200, stretches=True),
    Column("Net", lambda row: row[1], width=48, is_figure=True, is_strong=True),
    Column("Where", lambda row: row[2], width=60, optional=True),
    Column("Note", lambda row: row[3], width=60, optional=True),
)


def test_a_figure_is_never_cut_however_narrow_its_column_was_made(qtbot):
    rows = [("A long name of an engagement, and longer", "1,286,107.07", "", "")]
    table = narrow(qtbot, rows, SUMS)
    assert tooltip_for(table.view, table.model.index(0, 0)) == rows[0][0]
    assert tooltip_for(table.view, table.model.index(0, 1)) == ""
    table.set_totals({"Net": "101,286,107,994.07"})
    room = table.view.columnWidth(1) - 2 * EDGE
    assert face("strong", figures=True).wide("101,286,107,994.07") <= room


def test_an_empty_optional_column_gives_way_before_one_that_tells_something(qtbot):
    table = narrow(qtbot, [("A long name", "1.00", "", "here")], SUMS)
    header = table.view.horizontalHeader()
    table.resize(270, 300)
    assert header.isSectionHidden(2)
    assert not header.isSectionHidden(3)


def test_the_width_a_column_was_given_comes_back_with_the_room(qtbot):
    table = narrow(qtbot, [("A name " * 9, "1.00", "here", "there")], SUMS)
    table.resize(900, 300)
    table.view.setColumnWidth(3, 170)
    table.resize(300, 300)
    table.keep()
    table.resize(1200, 300)
    assert table.view.columnWidth(3) == 170


def test_an_empty_table_says_why_and_what_to_do(qtbot, table, model):
    pressed = []
    table.set_empty("Nothing is logged yet.", "Log a day", lambda: pressed.append(1))
    assert not table.empty.isVisible()
    model.ask(Query(search="nowhere"))
    assert table.empty.isVisible()
    assert table.empty.sentence.text() == "Nothing is logged yet."
    qtbot.mouseClick(table.empty.button, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    model.ask(Query())
    assert not table.empty.isVisible()


def test_totals_are_shown_and_read_out(table):
    table.set_totals({"Days": "4,812.5"})
    names = {one.accessibleName(): one for one in table.findChildren(QWidget)}
    totals = names["Totals: Days 4,812.5"]
    assert totals.isVisible()
    table.set_totals({})
    assert not totals.isVisible()


def test_a_verb_is_in_the_menu_and_on_its_keys(qtbot, table):
    done = []
    action = table.add_action("Copy", "copy", lambda: done.append(1), "Ctrl+D")
    table.select(1)
    menu = table.open_menu()
    assert menu.actions() == [action]
    menu.close()
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert done == [1]


def test_the_table_and_its_cells_can_be_read_out(table):
    assert nameless(table) == []
    interface = QAccessible.queryAccessibleInterface(table.view)
    assert interface.text(QAccessible.Text.Name) == "Days"
    assert interface.role() == QAccessible.Role.Table


def test_a_short_list_sorts_by_its_order_with_the_unknown_last():
    model = RowModel(COLUMNS, lambda d: d.id)
    model.show([day(3), day(41), day(2)])
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert [one.id for one in model.rows] == [3, 2, 41]
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(1, order)
        assert model.rows[-1].id == 3


def test_a_short_list_keeps_its_sort_and_choice_when_shown_anew(qtbot):
    model = RowModel(COLUMNS, lambda d: d.id)
    table = Table(model, "short", "Days")
    qtbot.addWidget(table)
    model.show([day(1), day(2)])
    model.sort(0, Qt.SortOrder.DescendingOrder)
    table.select(1)
    model.show([day(1), day(2), day(4)])
    assert [one.id for one in model.rows] == [4, 2, 1]
    assert table.current() == day(1)
    assert not table.select(99)


LONG: tuple[Column[Told], ...] = (
    Column("Day", lambda row: row[0], width=130),
    Column("Person", lambda row: row[1], width=180),
    Column("Work", lambda row: row[2], width=300, stretches=True, is_strong=True),
    Column("Net", lambda row: row[3], width=90, is_figure=True, optional=True),
    chip_column("State", lambda row: ChipWords(row[4]), width=160, optional=True),
)
DAY, WHO = "20 Nov 2026", "A person of a long name"
DONE = [(DAY, WHO, "Case audit " * 9, "50.00", "Unbilled")]


def lasting(qtbot, wide):
    rows = RowModel(LONG, lambda row: row[0])
    table = Table(rows, "lasting", "Work")
    qtbot.addWidget(table)
    table.resize(wide, 300)
    table.show()
    rows.show(DONE)
    return table


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("wide", [900, 640, 560])
def test_a_list_does_not_scroll_sideways_with_large_text(qtbot, dressed, percent, wide):
    dressed.set_text_size(percent)
    table = lasting(qtbot, wide)
    header = table.view.horizontalHeader()
    assert header.length() == table.view.viewport().width()
    assert tooltip_for(table.view, table.model.index(0, 0)) == ""


def test_a_state_goes_only_when_the_longest_words_have_no_more_to_give(qtbot):
    table = lasting(qtbot, 620)
    header = table.view.horizontalHeader()
    assert header.isSectionHidden(3)
    assert not header.isSectionHidden(4)
    table.resize(460, 300)
    assert header.isSectionHidden(4)


def test_the_total_of_a_column_that_has_no_room_is_still_told(qtbot):
    table = lasting(qtbot, 460)
    table.set_totals({"Net": "50.00"})
    assert table.view.horizontalHeader().isSectionHidden(3)
    before = table.grab().toImage()
    table.set_totals({"Net": "70.00"})
    assert table.grab().toImage() != before
