from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.parts import Card, Chip, Facts, Tile, button, link, tiles
from pip_manager.ui.kit.toast import Toast
from tests.ui.support import nameless

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot):
    made = Page("Activity")
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def shown(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_search_tells_the_last_words_once(qtbot, page):
    box = page.add_search("Search activity")
    heard: list[str] = []
    page.searched.connect(heard.append)
    with qtbot.waitSignal(page.searched):
        qtbot.keyClicks(box, "leeds ")
    assert heard == ["leeds"]


def test_ctrl_f_goes_to_the_search_and_escape_empties_it(qtbot, page):
    box = page.add_search("Search activity")
    page.set_primary("Log a day", lambda: None).setFocus()
    qtbot.waitUntil(box.isVisible)
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    assert box.hasFocus()
    box.setText("leeds")
    assert page.escape()
    assert box.text() == ""
    assert not page.escape()


def test_ctrl_n_does_what_the_primary_button_does(qtbot, page):
    done = []
    made = page.set_primary("Log a day", lambda: done.append(1))
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_N, CTRL)
    made.click()
    assert done == [1, 1]


def test_a_filter_hands_over_the_value_chosen(page):
    chosen: list[object] = []
    choices = [(None, "All"), ("E08000035", "Leeds")]
    box = page.add_filter("Authority", choices, chosen.append)
    box.setCurrentIndex(1)
    box.setCurrentIndex(0)
    assert chosen == ["E08000035", None]


def test_the_line_of_sense_is_shown_only_where_there_is_one(page):
    page.set_sense("14 live")
    assert "14 live" in shown(page)
    page.set_sense("")
    assert not page.sense.isVisible()


def test_tools_go_under_the_title_where_there_is_no_room_beside(qtbot, page):
    page.add_search("Search activity")
    page.add_filter("Authority", [(None, "All authorities")], lambda _one: None)
    made = page.set_primary("Log a day", lambda: None)
    page.set_sense("14 live · 3 need attention · £412,300 forecast")
    page.resize(1100, 600)
    qtbot.waitUntil(lambda: made.y() < page.sense.geometry().bottom())
    page.resize(520, 600)
    qtbot.waitUntil(lambda: made.y() > page.sense.geometry().bottom())
    assert made.geometry().right() <= page.width()


def test_the_split_is_remembered(qtbot):
    for wide in (420, 350):
        page = Page("Activity")
        qtbot.addWidget(page)
        split = page.split(QWidget(), Card("Detail"), "activity")
        page.resize(1200, 600)
        page.show()
        assert split.sizes()[1] == wide
        split.moveSplitter(split.width() - 350 - 16, 1)


def test_everything_on_a_page_has_a_name(page):
    page.add_search("Search activity")
    page.add_filter("Authority", [(None, "All")], lambda _one: None)
    page.set_primary("Log a day", lambda: None)
    page.body.addWidget(tiles(Tile("Days", lambda: None)))
    assert nameless(page) == []


def test_the_check_of_names_finds_what_has_none(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    QLineEdit(page)
    QPushButton(page)
    page.show()
    assert len(nameless(page)) == 2


def test_an_unknown_figure_or_fact_says_so_and_why(qtbot):
    tile, facts = Tile("Due"), Facts()
    qtbot.addWidget(tile)
    qtbot.addWidget(facts)
    tile.show_figure(None)
    made = facts.add("Purchase order", None)
    tile.show()
    facts.show()
    assert "not stated" in shown(tile)
    assert "not stated" in shown(facts)
    assert "nought" in made.toolTip()
    assert tile.accessibleName() == "Due: not stated"
    facts.clear()
    assert shown(facts) == []


def test_what_is_typed_by_people_is_never_read_as_markup(qtbot):
    facts = Facts()
    qtbot.addWidget(facts)
    made = facts.add("Note", "<b>5 & 6</b>")
    assert isinstance(made, QLabel)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_page_has_at_most_four_tiles(qapp):
    assert qapp is not None
    with pytest.raises(ValueError, match="four"):
        tiles(*[Tile(str(number)) for number in range(5)])


def test_a_chip_is_as_wide_as_its_words_and_can_be_read_out(qtbot):
    chip = Chip("Gap from 9 Mar", "bad")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Gap from 9 Mar"
    assert chip.sizeHint().width() > chip.fontMetrics().horizontalAdvance("Gap from")


def test_a_row_goes_on_in_a_next_line(qtbot):
    row = flow(*[button(f"Button {number}", lambda: None) for number in range(4)])
    qtbot.addWidget(row)
    row.resize(2000, 40)
    row.show()
    assert len({one.y() for one in row.findChildren(QPushButton)}) == 1
    row.resize(row.sizeHint().width() // 2 + 20, 100)
    assert len({one.y() for one in row.findChildren(QPushButton)}) == 2


def test_links_and_empty_states_do_what_they_say(qtbot):
    done = []
    one = link("Leeds", lambda: done.append("link"))
    empty = Empty()
    qtbot.addWidget(one)
    qtbot.addWidget(empty)
    empty.say("Nothing is logged yet.", "Log a day", lambda: done.append("empty"))
    one.click()
    empty.button.click()
    assert done == ["link", "empty"]


def test_a_toast_can_be_taken_back_once(page):
    done = []
    toast = Toast(page)
    toast.say("Day logged.", lambda: done.append(1))
    assert toast.isVisible()
    toast.undo.click()
    assert done == [1]
    assert not toast.isVisible()
    toast.undo.click()
    assert done == [1]


def test_a_toast_leaves_the_keys_of_undo_to_the_menu(qtbot, page):
    heard = []
    page.add_shortcut("Ctrl+Z", lambda: heard.append("menu"))
    Toast(page).say("Day logged.", lambda: heard.append("toast"))
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert heard == ["menu"]


def test_a_toast_without_undo_offers_none_and_stays_in_the_window(page):
    toast = Toast(page)
    toast.say("The report is saved as summary.xlsx.")
    assert not toast.undo.isVisible()
    page.resize(500, 400)
    assert page.rect().contains(toast.geometry())


@pytest.fixture
def tooled(page):
    """Give a page with a search, three filters, a verb and a primary button."""
    page.add_search("Search activity")
    for name in ("Engagement", "Authority", "Programme"):
        page.add_filter(name, [(None, f"Any {name.lower()} of all")], lambda _v: None)
    page.add_verb("What would it cost?", lambda: None)
    page.set_primary("Log a day", lambda: None)
    return page


def tools_of(page):
    items = [page.tools.itemAt(number) for number in range(page.tools.count())]
    return [one.widget() for one in items if one.widget().isVisible()]


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("width", [1600, 1072, 760, 600])
def test_no_tool_is_cut_whatever_the_room(qtbot, tooled, dressed, percent, width):
    dressed.set_text_size(percent)
    tooled.resize(width, 600)
    qtbot.waitUntil(lambda: tooled.tools.geometry().width() > 0)
    QApplication.processEvents()
    assert tooled.width() == width
    shown = tools_of(tooled)
    assert len(shown) == 6
    for tool in shown:
        assert tooled.contentsRect().contains(tool.geometry())
        is_search = tool is tooled.search
        least = tool.minimumSizeHint() if is_search else tool.sizeHint()
        assert tool.width() >= least.width(), tool
    pairs = [(a, b) for a in shown for b in shown if a is not b]
    assert not any(a.geometry().intersects(b.geometry()) for a, b in pairs)
    assert tooled.primary.geometry().right() == width - 25


def test_a_line_of_sense_that_comes_later_is_given_room(qtbot, tooled):
    tooled.resize(1500, 600)
    qtbot.waitUntil(lambda: tooled.search.y() < tooled.title.geometry().bottom())
    tooled.set_sense("14 secondments · 21 cover arrangements · " * 4)
    qtbot.waitUntil(lambda: tooled.search.y() > tooled.sense.geometry().bottom())
    assert len({tool.y() for tool in tools_of(tooled)}) == 1


def test_tools_shown_later_are_given_room(qtbot, page):
    page.add_search("Search activity")
    verbs = [
        page.add_verb(f"A verb of a few words {n}", lambda: None) for n in range(6)
    ]
    for verb in verbs:
        verb.hide()
    qtbot.waitUntil(lambda: page.search.y() < page.title.geometry().bottom())
    for verb in verbs:
        verb.show()
    qtbot.waitUntil(lambda: page.search.y() > page.title.geometry().bottom())
