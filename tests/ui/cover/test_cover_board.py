from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from pip_manager.domain.cover.board import State
from pip_manager.services import stores
from pip_manager.ui.cover import CoverPage, board_states
from pip_manager.ui.cover.board_legend import LegendItem
from pip_manager.ui.kit import jobs, reading
from pip_manager.ui.kit.theme import theme
from tests.services import establishments
from tests.ui.showing import dialog, press, shown, texts
from tests.ui.support import nameless

TODAY = date(2026, 12, 14)
OTHER = {"secondment": "S2", "person": "P2", "home_post": "HOS2"}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(reading, "today", lambda: TODAY)


@pytest.fixture
def office(tmp_path):
    office = establishments.founded(str(tmp_path / "books.store"))
    establishments.add(office, "secondments", establishments.SECONDMENT)
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot, office):
    return opened(qtbot, office)


@pytest.fixture
def board(page):
    return page.made("board")


@pytest.fixture
def grid(board):
    return board.grid


def opened(qtbot, office, target=None):
    return read(qtbot, shown(qtbot, CoverPage(office), office, target))


def read(qtbot, page):
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)
    view = page.made("board")
    if view.grid.place is not None:
        view.beneath.finish()
        qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)
    return page


def row(grid, code):
    return next(line for line in grid.sheet.lines if line.post.code == code)


def state(grid, code, day):
    cell = row(grid, code).cells[grid.sheet.column_of(day.toordinal())]
    return None if cell is None else cell.state


def chosen_day(grid):
    return date.fromordinal(grid.place[1])


def test_every_post_stands_on_the_board_by_tier(grid):
    assert [line.post.code for line in grid.sheet.lines] == [
        "DCS",
        "HOS",
        "HOS2",
        "SDM",
    ]
    assert grid.sheet.zoom == "week"


def test_a_secondment_opens_a_hole_by_itself(grid):
    assert state(grid, "HOS", date(2027, 1, 4)) is State.GAP
    assert state(grid, "HOS", date(2026, 12, 21)) is State.IN_POST
    assert state(grid, "HOS2", date(2027, 1, 4)) is State.IN_POST


def test_the_sense_says_what_is_open_and_what_comes(page):
    assert page.sense.text() == "No gap today · 1 opens within 60 working days"


def test_a_square_is_painted_in_the_colour_of_its_state(grid):
    grid.choose_post("HOS", date(2027, 1, 18).toordinal())
    line, column = grid.chosen
    grid.choose(line + 2, column)
    rect = grid.rect_on_screen(line, column)
    corner = grid.viewport().mapFromGlobal(rect.topLeft())
    image = QImage(grid.viewport().grab().toImage())
    inside = image.copy(corner.x() + 4, corner.y() + 6, rect.width() - 8, 18)
    seen = {inside.pixelColor(x, y).name() for x in range(20) for y in range(16)}
    assert theme().colours.bad.lower() in seen


def test_no_two_states_are_told_by_their_colour_alone():
    assert set(board_states.LOOKS) == set(State)
    marks = {
        look._replace(words="", tone="plain") for look in board_states.LOOKS.values()
    }
    assert len(marks) == len(State)


def test_the_legend_names_all_seven(board):
    names = [one.accessibleName() for one in board.findChildren(LegendItem)]
    assert names == [look.words for look in board_states.LOOKS.values()]


def test_figures_are_short():
    assert board_states.figure(6000) == "0.6"
    assert board_states.figure(10_000) == "1"
    assert board_states.figure(3333) == "0.33"
    assert board_states.figure(20) == "<.01"
    assert board_states.figure(0) == ""


def test_f8_goes_from_gap_to_gap_by_date_and_says_when_there_is_none(
    qtbot, page, grid, office
):
    row = {**OTHER, "from": "2026-11-30", "to": "2026-12-31", "fraction": Decimal(1)}
    establishments.add(office, "secondments", row)
    read(qtbot, page)
    grid.choose_post("DCS", date(2026, 10, 5).toordinal())
    grid.setFocus()
    said = []
    page.said.connect(lambda words, _undo: said.append(words))
    qtbot.keyClick(grid, Qt.Key.Key_F8)
    assert (grid.place[0], chosen_day(grid)) == ("HOS2", date(2026, 12, 14)), "today"
    qtbot.keyClick(grid, Qt.Key.Key_F8)
    assert (grid.place[0], chosen_day(grid)) == ("HOS", date(2027, 1, 4))
    qtbot.keyClick(grid, Qt.Key.Key_F8)
    assert said == ["There is no gap after this one on the board."]
    qtbot.keyClick(grid, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert grid.place[0] == "HOS2"


def test_the_keyboard_goes_everywhere(qtbot, grid):
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.place == ("DCS", grid.sheet.pieces[grid.sheet.column_of_today].start)
    start = grid.chosen
    for key, moved in (
        (Qt.Key.Key_Right, (0, 1)),
        (Qt.Key.Key_Down, (1, 1)),
        (Qt.Key.Key_Left, (1, 0)),
        (Qt.Key.Key_Up, (0, 0)),
        (Qt.Key.Key_Up, (0, 0)),
    ):
        qtbot.keyClick(grid, key)
        assert grid.chosen == (start[0] + moved[0], start[1] + moved[1])
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.chosen == (0, len(grid.sheet.pieces) - 1)
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.chosen == (0, 0)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.chosen == (3, 0)
    qtbot.keyClick(grid, Qt.Key.Key_T)
    assert grid.chosen == (3, grid.sheet.column_of_today)
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert chosen_day(grid) == date(2027, 1, 4)


def test_the_chosen_square_is_always_in_sight(grid):
    grid.choose_post("SDM", date(2028, 11, 6).toordinal())
    corner = grid.viewport().mapFromGlobal(grid.rect_on_screen(*grid.chosen).topLeft())
    assert grid.room().contains(corner)


def test_a_click_chooses_and_a_drag_pans(qtbot, grid):
    qtbot.waitExposed(grid)
    grid.choose(0, 0)
    grid.go_to_today()
    line, column = 1, grid.first_column + 3
    at = grid.viewport().mapFromGlobal(grid.rect_on_screen(line, column).center())
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert grid.chosen == (line, column)
    value = grid.horizontalScrollBar().value()
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(grid.viewport(), at - QPoint(90, 0))
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert grid.horizontalScrollBar().value() == value + 90
    assert grid.chosen == (line, column), "panning chooses nothing"


def test_zoom_keeps_today_where_it_is_and_is_remembered(qtbot, page, board, office):
    grid = board.grid
    for zoom, least in (("month", 120), ("year", 16), ("day", 380), ("week", 260)):
        board.set_zoom(zoom)
        read(qtbot, page)
        assert grid.sheet.zoom == zoom
        assert len(grid.sheet.pieces) >= least
        today = grid.sheet.column_of_today
        assert grid.first_column <= today, zoom
        assert (
            grid.rect_on_screen(0, today).right()
            < grid.mapToGlobal(QPoint(grid.width(), 0)).x()
        )
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Minus)
    assert board.zoom == "month"
    qtbot.keyClick(grid, Qt.Key.Key_Plus)
    assert board.zoom == "week"
    read(qtbot, page)
    _wheel(grid, Qt.KeyboardModifier.ControlModifier)
    assert board.zoom == "day"
    read(qtbot, page)
    again = opened(qtbot, office)
    assert again.made("board").zoom == "day"


def _wheel(grid, modifiers):
    at = QPointF(400, 120)
    event = QWheelEvent(
        at,
        grid.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)


def test_panning_to_the_end_reads_more_and_stays_there(qtbot, page, grid):
    last = grid.sheet.pieces[-1].end
    bar = grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    day = grid.sheet.pieces[grid.first_column].start
    read(qtbot, page)
    assert grid.sheet.pieces[-1].end > last
    assert grid.sheet.pieces[grid.first_column].start == day


def test_filters_narrow_and_nothing_left_says_why(page, board):
    grid, filters = board.grid, board.filters
    filters.tier.setCurrentIndex(filters.tier.findText("Tier 3"))
    assert [line.post.code for line in grid.sheet.lines] == ["HOS", "HOS2"]
    filters.only_gaps.setChecked(True)
    assert [line.post.code for line in grid.sheet.lines] == ["HOS"]
    filters.tier.setCurrentIndex(filters.tier.findText("Tier 4"))
    assert board.empty.isVisible()
    assert board.empty.sentence.text() == "No gap is known from today on."
    press(page, "Show every post")
    assert len(grid.sheet.lines) == 4
    assert grid.isVisible()


def test_the_host_filter_leaves_the_posts_a_release_reaches(qtbot, page, board, office):
    establishments.add(office, "cover", establishments.COVER)
    read(qtbot, page)
    host = board.filters.host
    assert [host.itemText(n) for n in range(host.count())] == ["All hosts", "Kirklees"]
    host.setCurrentIndex(1)
    codes = [line.post.code for line in board.grid.sheet.lines]
    assert codes == ["HOS", "SDM"], "the one left, and the one opened to cover it"


def test_the_search_narrows_posts(qtbot, page, board):
    page.search.setText("duty")
    qtbot.waitUntil(lambda: len(board.grid.sheet.lines) == 1)
    assert board.grid.sheet.lines[0].post.code == "SDM"
    page.search.setText("kirklees ada")
    qtbot.waitUntil(lambda: [x.post.code for x in board.grid.sheet.lines] == ["HOS"])
    page.search.setText("nothing like it")
    qtbot.waitUntil(board.empty.isVisible)
    assert "nothing like it" in board.empty.sentence.text()
    press(page, "Clear the filters")
    assert len(board.grid.sheet.lines) == 4
    assert page.search.text() == ""


def test_the_proposed_counts_where_asked(qtbot, page, board, office):
    cover = {**establishments.COVER, "state": "proposed"}
    establishments.add(office, "cover", cover)
    read(qtbot, page)
    assert state(board.grid, "HOS", date(2027, 1, 11)) is State.PROPOSED
    board.filters.proposed.setChecked(True)
    read(qtbot, page)
    assert state(board.grid, "HOS", date(2027, 1, 11)) is State.COVERED
    assert state(board.grid, "SDM", date(2027, 1, 11)) is State.GAP


def test_beneath_stands_why_and_cover_is_added_with_what_is_known(qtbot, page, board):
    assert board.beneath.isHidden(), "nothing is chosen yet"
    board.grid.choose_post("HOS", date(2027, 1, 18).toordinal())
    read(qtbot, page)
    told = texts(board.beneath.why)
    assert "Week of 18 Jan 2027" in told
    assert "Short from 5 Jan 2027 to 27 Mar 2027." in told
    assert "Ada Example to Kirklees" in told
    press(board.beneath.why, "Add cover")
    form = dialog(page)
    values = form.form.values()
    assert (values["post"], values["from"]) == ("HOS", "2027-01-18")
    assert (values["to"], values["fraction"]) == ("2027-03-27", Decimal("0.6"))
    form.close()


def test_escape_gives_the_board_all_the_room_again(qtbot, page, board):
    board.grid.choose_post("HOS")
    read(qtbot, page)
    assert board.beneath.isVisible()
    assert page.escape()
    assert board.beneath.isHidden()
    assert board.grid.chosen is None
    assert not page.escape(), "so Esc goes back"


def test_the_menu_offers_what_can_be_done_with_a_post(page, board):
    board.grid.choose_post("HOS", date(2027, 1, 18).toordinal())
    board.open_menu(QPoint(10, 10))
    [menu] = board.findChildren(QMenu, "square")
    told = [action.text() for action in menu.actions()]
    assert told == ["Add cover", "Add secondment from this post", "Show post"]
    menu.actions()[0].trigger()
    form = dialog(page)
    values = form.form.values()
    assert (values["post"], values["fraction"]) == ("HOS", Decimal("0.6"))
    form.close()


def test_enter_goes_to_the_timeline(qtbot, page, board):
    board.grid.choose_post("HOS", date(2027, 1, 18).toordinal())
    read(qtbot, page)
    board.grid.setFocus()
    qtbot.keyClick(board.grid, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert board.beneath.timeline.isAncestorOf(focus)


def test_a_verb_keeps_the_place(qtbot, page, grid, office):
    grid.choose_post("SDM", date(2027, 6, 7).toordinal())
    read(qtbot, page)
    value, place = grid.horizontalScrollBar().value(), grid.place
    establishments.add(office, "holdings", {"post": "SDM", "person": "P4"})
    read(qtbot, page)
    assert (grid.horizontalScrollBar().value(), grid.place) == (value, place)


def test_what_was_just_recorded_is_chosen(qtbot, page, grid, office):
    grid.choose_post("SDM", date(2027, 6, 7).toordinal())
    row = {**OTHER, "from": "2027-02-01", "fraction": Decimal("0.5")}
    establishments.add(office, "secondments", row)
    read(qtbot, page)
    assert (grid.place[0], chosen_day(grid)) == ("HOS2", date(2027, 2, 1))


def test_what_is_short_is_read_off_without_further_typing(qtbot, page, board, office):
    new = {**establishments.SECONDMENT, **OTHER}
    cover = {
        "cover": "C2",
        "post": "HOS2",
        "kind": "agency_interim",
        "from": "2027-01-19",
        "to": "2027-03-27",
        "fraction": Decimal("0.4"),
        "state": "confirmed",
    }
    with office.writing("Add secondment") as writer:
        writer.add("secondments", new)
        writer.add("cover", cover)
    read(qtbot, page)
    read(qtbot, page)
    assert board.grid.place[0] == "HOS2"
    assert board.beneath.timeline.sentence.text() == (
        "0.6 short for two weeks from 5 January 2027, then 0.2 until 27 March."
    )


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("SDM", ("SDM", date(2026, 12, 14))),
        ("S1", ("HOS", date(2027, 1, 4))),
        (("board", "HOS2"), ("HOS2", date(2026, 12, 14))),
        (("board", ("HOS2", date(2027, 3, 3))), ("HOS2", date(2027, 3, 1))),
        (("board", ("S1", date(2027, 3, 3))), ("HOS", date(2027, 3, 1))),
        (("board", ("HOS2", date(2017, 10, 4))), ("HOS2", date(2017, 10, 2))),
    ],
)
def test_another_page_asks_for_a_post_or_a_record(qtbot, office, target, place):
    page = opened(qtbot, office, target)
    read(qtbot, page)
    assert page.key == "board"
    grid = page.made("board").grid
    assert (grid.place[0], chosen_day(grid)) == place


def test_a_record_without_a_day_is_shown_today(qtbot, office):
    establishments.add(office, "secondments", {**OTHER, "state": "proposed"})
    page = opened(qtbot, office, "S2")
    grid = page.made("board").grid
    assert (grid.place[0], chosen_day(grid)) == ("HOS2", date(2026, 12, 14))


def test_a_record_without_a_post_is_shown_as_recorded(qtbot, office):
    establishments.add(office, "cover", {"cover": "C9"})
    page = opened(qtbot, office, "C9")
    qtbot.waitUntil(lambda: page.key == "recorded")
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)
    assert page.made("recorded").cover.current().code == "C9"


def test_everything_that_takes_the_keyboard_has_a_name(qtbot, page, grid):
    grid.choose_post("HOS", date(2027, 1, 18).toordinal())
    read(qtbot, page)
    assert nameless(page) == []


def test_a_screen_reader_gets_a_list_of_squares(grid):
    grid.choose_post("HOS", date(2027, 1, 18).toordinal())
    found = QAccessible.queryAccessibleInterface(grid)
    assert found.role() == QAccessible.Role.List
    chosen = found.focusChild()
    words = chosen.text(QAccessible.Text.Name)
    assert words == (
        "Head of Service – front door, week of 18 Jan 2027: gap, 0.6 FTE short"
    )
    assert chosen.role() == QAccessible.Role.ListItem
    assert grid.rect_on_screen(*grid.chosen) == chosen.rect()
    assert found.childCount() >= 4
    at = found.indexOfChild(chosen)
    assert found.child(at).text(QAccessible.Text.Name) == words


def test_the_views_are_turned_to_by_key(qtbot, page):
    page.setFocus()
    count = page.tabs.count()
    qtbot.keyClick(page, str(count), Qt.KeyboardModifier.ControlModifier)
    assert page.key == "recorded"
    qtbot.keyClick(page, "1", Qt.KeyboardModifier.ControlModifier)
    assert page.key == "board"


def test_the_board_is_saved_as_a_picture_of_all_posts(qtbot, tmp_path, page, board):
    said = []
    page.said.connect(lambda words, _undo: said.append(words))
    path = tmp_path / "board.png"
    board.save("png", path)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [f"The board is saved as {path}"]
    image = QImage(str(path))
    assert image.width() > 3000, "eighteen months"


def test_a_board_saved_again_at_once_is_saved_twice(qtbot, tmp_path, page, board):
    said = []
    page.said.connect(lambda words, _undo: said.append(words))
    paths = [tmp_path / name for name in ("one.pdf", "two.pdf", "three.png")]
    for path in paths:
        board.save(path.suffix[1:], path)
    qtbot.waitUntil(lambda: len(said) == len(paths), timeout=20_000)
    assert sorted(said) == sorted(f"The board is saved as {path}" for path in paths)
    assert [path.read_bytes()[:4] for path in paths] == [b"%PDF", b"%PDF", b"\x89PNG"]


def test_a_board_that_cannot_be_saved_says_so(qtbot, tmp_path, board):
    (tmp_path / "a file").touch()
    board.save("pdf", tmp_path / "a file" / "board.pdf")
    qtbot.waitUntil(lambda: bool(board.findChildren(QMessageBox)))
    (box,) = board.findChildren(QMessageBox)
    assert "board.pdf" in box.text()
    box.reject()


def test_the_starting_data_show_seven_posts_not_known_and_no_green(qtbot, tmp_path):
    location = str(tmp_path / "starting.store")
    stores.create(location, "starting-data")
    with stores.open_office(location) as office:
        page = opened(qtbot, office)
        grid = page.made("board").grid
        cells = [cell for line in grid.sheet.lines for cell in line.cells if cell]
        assert len(grid.sheet.lines) == 7
        assert {cell.state for cell in cells} == {State.UNKNOWN}
        found = grid.sheet.not_measurable
        assert sum(one.noun == "secondments" for one in found) == 7
        assert page.sense.text() == f"No gap known today · {len(found)} not measurable"
        reasons = page.made("board").reasons.text()
        assert "S1: from not stated; share not stated" in reasons
        press(page, f"{page.made('board').unmeasured.accessibleName()}")
        assert page.key == "recorded"
        qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)


def test_no_post_at_all_says_what_to_do(qtbot, tmp_path):
    location = str(tmp_path / "nothing.store")
    stores.create(location, "nothing")
    with stores.open_office(location) as office:
        page = opened(qtbot, office)
        assert page.made("board").empty.isVisible()
        went = []
        page.went.connect(lambda key, target: went.append((key, target)))
        said = []
        page.said.connect(lambda words, _undo: said.append(words))
        page.made("board").step_gap(1)
        assert said == ["There is no gap on the board."]
        press(page, "Add post")
        assert went == [("people", "add post")]
