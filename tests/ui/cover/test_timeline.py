"""The timeline of a post, worked by mouse and by keys over a real store."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from pip_manager.domain.cover.bands import Band
from pip_manager.domain.cover.timeline import Bar, Lane, Unmeasured
from pip_manager.services.office import Office, Store, Who
from pip_manager.ui.cover.timeline import TimelinePanel
from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.dialog import FormDialog
from tests.ui.showing import refusal
from tests.ui.support import nameless

if TYPE_CHECKING:
    from pip_manager.domain.values import Row
    from pip_manager.services.workplace import Done

TODAY = date(2026, 1, 2)
KEY, HELD = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path):
    office = Office(Store.create(str(tmp_path / "books.store")), Who("test"))
    with office.writing("Set up") as writer:
        writer.add("authorities", {"authority": "E08000034", "name": "Kirklees"})
        for code, name in (("P1", "Ada Example"), ("P2", "Interim 1")):
            writer.add("people", {"person": code, "name": name})
        for code, title in (("HOS", "Head of Service"), ("SDM", "Manager")):
            facts: Row = {"tier": 3, "established_fte": Decimal(1)}
            writer.add("posts", {"post": code, "title": title, **facts})
            held: Row = {"from": "2020-01-01", "fte": Decimal(1)}
            holder: Row = {"person": "P1"} if code == "HOS" else {"holder": "B"}
            writer.add("holdings", {"post": code, **holder, **held})
        lent: Row = {"secondment": "S001", "person": "P1", "home_post": "HOS"}
        lent |= {"authority": "E08000034", "from": "2026-01-05", "to": "2026-03-27"}
        lent |= {"fraction": Decimal("0.6"), "state": "confirmed"}
        writer.add("secondments", lent)
        cover: Row = {"cover": "CV001", "post": "HOS", "kind": "agency_interim"}
        cover |= {"person": "P2", "from": "2026-01-19", "to": "2026-03-27"}
        cover |= {"fraction": Decimal("0.4"), "state": "confirmed"}
        writer.add("cover", cover)
    yield office
    office.store.close()


@pytest.fixture
def panel(qtbot, office):
    return shown(qtbot, office, "HOS")


def shown(qtbot, office, post):
    panel = TimelinePanel(office, on=lambda: TODAY)
    qtbot.addWidget(panel)
    office.announce = lambda _: panel.reread()
    panel.resize(1000, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.show_post(post)
    settle(qtbot)
    panel.chart.setFocus()
    return panel


def settle(qtbot):
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)
    QApplication.processEvents()


def spot(panel, wanted):
    """Return where a thing is seen: a lane's first bar, or what is short."""
    for one in panel.chart.laid.spots:
        if isinstance(one.item, Bar) and one.item.lane is wanted:
            return one
        if isinstance(one.item, Band) and wanted == "short":
            return one
    raise AssertionError(f"nothing of {wanted} is shown")


def seen(panel, point):
    """Return a point of the plane as the viewport has it."""
    chart = panel.chart
    return (point + QPointF(chart.room().topLeft() - chart.origin)).toPoint()


def edge(panel, lane, *, is_end=True):
    rect = spot(panel, lane).rect
    x = rect.right() - 1 if is_end else rect.left() + 1
    return seen(panel, QPointF(x, rect.center().y()))


def by_days(panel, days):
    return QPoint(round(days * panel.chart.scale), 0)


def drag(panel, start, days, *, let_go=True):
    view = panel.chart.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + by_days(panel, days) / 2)
    QTest.mouseMove(view, start + by_days(panel, days))
    if let_go:
        QTest.mouseRelease(view, LEFT, pos=start + by_days(panel, days))


def choose(panel, lane):
    panel.chart.choose(spot(panel, lane).item)


def kept(office, noun="cover", code="CV001"):
    row = office.records.get(noun, code).row
    return row["from"], row["to"]


def alt(panel, *keys, held=HELD.AltModifier):
    """Press keys while Alt is held, and let it go."""
    QTest.keyPress(panel.chart, KEY.Key_Alt)
    for key in keys:
        # a whole click would let go of Alt as well
        QTest.keyPress(panel.chart, key, held)
    QTest.keyRelease(panel.chart, KEY.Key_Alt)


# ---- what is read off


def test_the_gap_is_read_off_in_a_sentence_without_typing(panel):
    told = "0.6 short for two weeks from 5 January, then 0.2 until 27 March."
    assert panel.sentence.text() == told
    assert panel.title.text() == "Head of Service"
    assert panel.chart.accessibleName() == f"Timeline of Head of Service. {told}"


def test_everything_is_said_to_a_screen_reader(panel):
    timeline = QAccessible.queryAccessibleInterface(panel.chart)
    children = [timeline.child(n) for n in range(timeline.childCount())]
    told = [child.text(QAccessible.Text.Name) for child in children]
    assert told[2] == (
        "Cover by Interim 1, agency interim, 0.4 FTE, 19 Jan to 27 Mar 2026"
    )
    assert told[3] == ("0.6 short, 5–18 Jan 2026, 10 working days, 6 FTE-days")
    assert {child.role() for child in children} == {QAccessible.Role.ListItem}
    assert all(child.rect().isValid() for child in children)
    assert timeline.childAt(*center(children[2])).text(QAccessible.Text.Name) == told[2]
    assert nameless(panel) == []


def center(child):
    point = child.rect().center()
    return point.x(), point.y()


def test_the_post_in_sight_is_not_read_again_for_another_day(qtbot, panel):
    found = panel.chart.found
    panel.show_post("HOS", date(2026, 2, 2))
    assert panel.chart.day == date(2026, 2, 2).toordinal()
    assert panel.chart.found is found
    panel.show_post("SDM")
    settle(qtbot)
    assert panel.title.text() == "Manager"


def test_what_is_short_is_in_sight_first_where_height_is_scarce(panel):
    panel.resize(panel.width(), 190)
    QApplication.processEvents()
    down = panel.chart.verticalScrollBar()
    assert down.maximum() > 0
    assert down.value() == down.maximum()
    down.setValue(0)
    panel.resize(panel.width(), 180)
    QApplication.processEvents()
    assert down.value() == 0, "whoever scrolled stays where they are"


def test_its_bars_are_the_first_thing_a_keyboard_comes_to(panel):
    takes = [
        one
        for one in panel.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(panel)
    ]
    assert takes[0] is panel.chart


def test_without_a_post_it_says_what_to_do(panel):
    panel.clear()
    assert panel.empty.isVisibleTo(panel)
    assert panel.empty.sentence.text() == "Choose a post to see it over time."
    assert not panel.chart.isVisibleTo(panel)


def test_a_post_that_goes_away_leaves_an_empty_panel(qtbot, office, panel):
    office.records.add("posts", {"post": "X", "title": "Short-lived"})
    panel.show_post("X")
    settle(qtbot)
    office.records.remove([office.records.get("posts", "X")])
    settle(qtbot)
    assert panel.empty.isVisibleTo(panel)


# ---- the mouse


def test_dragging_an_end_changes_the_date_and_the_sentence(qtbot, office, panel):
    drag(panel, edge(panel, Lane.COVERED, is_end=False), -14)
    assert kept(office) == ("2026-01-05", "2026-03-27")
    settle(qtbot)
    assert panel.sentence.text() == "0.2 short from 5 January to 27 March."


def test_while_an_end_is_dragged_the_day_and_the_gap_are_shown(office, panel):
    drag(panel, edge(panel, Lane.COVERED, is_end=False), -14, let_go=False)
    moving = panel.chart.moving()
    assert moving.words == "Begins Monday 5 Jan 2026"
    assert moving.outcome == "0.2 short from 5 January to 27 March."
    assert kept(office) == ("2026-01-19", "2026-03-27")


def test_esc_leaves_a_dragged_end_where_it_was(office, panel):
    start = edge(panel, Lane.COVERED)
    drag(panel, start, -20, let_go=False)
    assert panel.chart.pull is not None
    QTest.keyClick(panel.chart, KEY.Key_Escape)
    view = panel.chart.viewport()
    QTest.mouseRelease(view, LEFT, pos=start + by_days(panel, -20))
    assert kept(office) == ("2026-01-19", "2026-03-27")
    assert spot(panel, Lane.COVERED).item.end == date(2026, 3, 27)


def test_an_end_never_passes_its_own_beginning(office, panel):
    drag(panel, edge(panel, Lane.COVERED), -200)
    assert kept(office) == ("2026-01-19", "2026-01-19")


def test_a_press_without_a_move_changes_nothing(office, panel):
    told: list[object] = []
    office.announce = told.append
    QTest.mouseClick(panel.chart.viewport(), LEFT, pos=edge(panel, Lane.COVERED))
    assert told == []
    assert panel.chart.bar.key == ("CV001",)


def test_dragging_the_ground_pans(panel):
    across = panel.chart.horizontalScrollBar()
    before = across.value()
    ground = panel.chart.room().bottomRight() - QPoint(30, 30)
    view = panel.chart.viewport()
    QTest.mousePress(view, LEFT, pos=ground)
    QTest.mouseMove(view, ground - QPoint(60, 0))
    QTest.mouseMove(view, ground - QPoint(100, 0))
    QTest.mouseRelease(view, LEFT, pos=ground - QPoint(100, 0))
    assert across.value() == before + 100


def test_the_wheel_pans_and_with_ctrl_comes_nearer_to_what_is_under_it(panel):
    chart, across = panel.chart, panel.chart.horizontalScrollBar()
    before = across.value()
    wheel(chart, -120)
    assert across.value() == before + 120
    x = chart.room().left() + 300
    day = chart.laid.day_at(across.value() + 300)
    wheel(chart, 240, HELD.ControlModifier, x)
    assert chart.scale > 2.5
    assert abs(chart.laid.day_at(across.value() + 300) - day) <= 1


def wheel(chart, turned, held=HELD.NoModifier, x=400):
    point = QPointF(x, 100)
    event = QWheelEvent(
        point, chart.viewport().mapToGlobal(point), QPoint(), QPoint(0, turned),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event)


def test_a_double_click_opens_the_form_of_a_bar(panel):
    rect = spot(panel, Lane.COVERED).rect
    point = seen(panel, rect.center())
    QTest.mouseDClick(panel.chart.viewport(), LEFT, pos=point)
    assert the_form(panel).windowTitle().startswith("Edit cover")


def the_form(panel):
    [found] = [one for one in panel.findChildren(FormDialog) if one.isVisible()]
    return found


def test_a_secondment_that_leaves_more_asks_how_that_is_covered(office, panel):
    drag(panel, edge(panel, Lane.RELEASED), 14)
    assert kept(office, "secondments", "S001") == ("2026-01-05", "2026-03-27")
    form = the_form(panel)
    assert form.windowTitle() == "Edit secondment"
    assert form.form.field("to").value() == "2026-04-10"


# ---- the keyboard


def test_tab_goes_from_bar_to_bar_and_on_to_the_next_field(qtbot, office):
    whole, after = QWidget(), QLineEdit()
    panel = TimelinePanel(office, on=lambda: TODAY)
    column = QVBoxLayout(whole)
    column.addWidget(panel)
    column.addWidget(after)
    QWidget.setTabOrder(panel.chart, after)
    qtbot.addWidget(whole)
    with qtbot.waitExposed(whole):
        whole.show()
    whole.activateWindow()
    panel.show_post("HOS")
    settle(qtbot)
    panel.chart.setFocus(Qt.FocusReason.TabFocusReason)
    lanes = []
    while panel.chart.hasFocus():
        lanes.append(type(panel.chart.item).__name__)
        QTest.keyClick(panel.chart, KEY.Key_Tab)
    assert lanes == ["Bar", "Bar", "Bar", "Band", "Band"]
    assert after.hasFocus()
    QTest.keyClick(after, KEY.Key_Backtab)
    QTest.keyClick(panel.chart, KEY.Key_Backtab)
    assert panel.chart.hasFocus()


def test_alt_and_arrows_move_an_end_and_letting_go_saves_once(office, panel):
    told: list[object] = []
    office.announce = told.append
    choose(panel, Lane.COVERED)
    alt(panel, KEY.Key_Left, KEY.Key_Left, KEY.Key_Right)
    assert kept(office) == ("2026-01-19", "2026-03-26")
    assert len(told) == 1


def test_alt_shift_moves_by_a_week_and_alt_home_takes_the_beginning(office, panel):
    choose(panel, Lane.COVERED)
    alt(panel, KEY.Key_Home)
    both = HELD.AltModifier | HELD.ShiftModifier
    alt(panel, KEY.Key_Left, KEY.Key_Left, held=both)
    assert kept(office) == ("2026-01-05", "2026-03-27")


def test_esc_leaves_an_end_moved_by_keys_where_it_was(office, panel):
    choose(panel, Lane.COVERED)
    alt(panel, KEY.Key_Left, KEY.Key_Escape)
    assert kept(office) == ("2026-01-19", "2026-03-27")


def test_the_window_hears_its_own_keys_only_where_the_chart_has_no_use_for_them(
    qtbot, office, panel
):
    gone_back = []
    QShortcut("Alt+Left", panel).activated.connect(lambda: gone_back.append(True))
    choose(panel, Lane.COVERED)
    alt(panel, KEY.Key_Left)
    assert (kept(office)[1], gone_back) == ("2026-03-26", [])
    settle(qtbot)
    panel.chart.choose(None)
    alt(panel, KEY.Key_Left)
    assert (kept(office)[1], gone_back) == ("2026-03-26", [True])


def test_an_open_end_begins_at_the_chosen_day(qtbot, office, panel):
    record = office.records.get("cover", "CV001")
    office.records.change(record, {"to": None})
    settle(qtbot)
    panel.chart.choose_day(date(2026, 3, 2).toordinal())
    choose(panel, Lane.COVERED)
    alt(panel, KEY.Key_Left, KEY.Key_Left)
    assert kept(office) == ("2026-01-19", "2026-03-01")


def test_a_vague_end_is_not_moved(qtbot, office, panel):
    record = office.records.get("cover", "CV001")
    office.records.change(record, {"from": "2026-01", "to": "2026-03"})
    settle(qtbot)
    choose(panel, Lane.COVERED)
    alt(panel, KEY.Key_Left)
    assert kept(office) == ("2026-01", "2026-03")
    assert panel.chart.edge_at(QPointF(edge(panel, Lane.COVERED))) is None


def test_arrows_choose_a_day_and_bring_it_in_sight(panel):
    chart = panel.chart
    for _ in range(3):
        QTest.keyClick(chart, KEY.Key_Right)
    QTest.keyClick(chart, KEY.Key_Right, HELD.ShiftModifier)
    assert chart.day == date(2026, 1, 12).toordinal()
    for _ in range(60):
        QTest.keyClick(chart, KEY.Key_Left, HELD.ShiftModifier)
    x = chart.laid.x_of(chart.day) - chart.origin.x()
    assert 0 <= x <= chart.room().width()
    QTest.keyClick(chart, KEY.Key_T)
    assert chart.day == TODAY.toordinal()


def test_home_and_end_choose_the_first_and_last_day_of_a_bar(panel):
    choose(panel, Lane.COVERED)
    QTest.keyClick(panel.chart, KEY.Key_Home)
    assert panel.chart.day == date(2026, 1, 19).toordinal()
    QTest.keyClick(panel.chart, KEY.Key_End)
    assert panel.chart.day == date(2026, 3, 27).toordinal()


def test_plus_and_minus_come_nearer_and_go_further(panel):
    before = panel.chart.scale
    QTest.keyClick(panel.chart, KEY.Key_Plus)
    QTest.keyClick(panel.chart, KEY.Key_Plus)
    assert panel.chart.scale > before
    QTest.keyClick(panel.chart, KEY.Key_Minus)
    QTest.keyClick(panel.chart, KEY.Key_Minus)
    assert panel.chart.scale == pytest.approx(before)


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_E, KEY.Key_F2])
def test_a_key_opens_the_form_of_the_bar_chosen(panel, key):
    choose(panel, Lane.COVERED)
    QTest.keyClick(panel.chart, key)
    assert the_form(panel).windowTitle().startswith("Edit cover")


def test_enter_on_a_gap_asks_for_cover_of_just_that(panel):
    choose(panel, "short")
    QTest.keyClick(panel.chart, KEY.Key_Return)
    form = the_form(panel).form
    assert form.field("post").value() == "HOS"
    assert form.field("from").value() == "2026-01-05"
    assert form.field("to").value() == "2026-01-18"
    assert form.field("fraction").value() == Decimal("0.6")


def test_delete_removes_the_bar_chosen(qtbot, office, panel):
    choose(panel, Lane.COVERED)
    QTest.keyClick(panel.chart, KEY.Key_Delete)
    settle(qtbot)
    assert office.records.all("cover") == []
    assert panel.sentence.text() == "0.6 short from 5 January to 27 March."


def test_s_splits_at_the_chosen_day_and_one_undo_joins_again(qtbot, office, panel):
    told: list[Done] = []

    def announce(done):
        told.append(done)
        panel.reread()

    office.announce = announce
    panel.chart.choose_day(date(2026, 2, 16).toordinal())
    choose(panel, Lane.COVERED)
    QTest.keyClick(panel.chart, KEY.Key_S)
    settle(qtbot)
    assert kept(office) == ("2026-01-19", "2026-02-15")
    assert kept(office, code="CV002") == ("2026-02-16", "2026-03-27")
    assert panel.chart.bar.key == ("CV002",)
    office.history.undo(told[0].seq)
    settle(qtbot)
    assert kept(office) == ("2026-01-19", "2026-03-27")
    assert len(office.records.all("cover")) == 1


def test_a_split_outside_the_bar_says_where_it_may_be(panel):
    panel.chart.choose_day(date(2026, 5, 1).toordinal())
    choose(panel, Lane.COVERED)
    QTest.keyClick(panel.chart, KEY.Key_S)
    assert "cannot be split on 1 May 2026" in refusal(panel)


# ---- the menu


def test_the_menu_ends_a_bar_on_the_chosen_day(office, panel):
    panel.chart.choose_day(date(2026, 3, 2).toordinal())
    choose(panel, Lane.COVERED)
    menu = panel.menu()
    [end] = [a for a in menu.actions() if a.text() == "End on 2 Mar 2026"]
    end.trigger()
    assert kept(office) == ("2026-01-19", "2026-03-02")


def test_the_menu_key_opens_the_menu_at_the_bar(panel):
    choose(panel, Lane.COVERED)
    asked: list[object] = []
    panel.chart.asked_menu.disconnect()
    panel.chart.asked_menu.connect(asked.append)
    point = QPoint(0, 0)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(panel.chart, QContextMenuEvent(reason, point, point))
    rect = panel.chart.rect_on_screen(spot(panel, Lane.COVERED))
    assert rect.contains(asked[0])


def test_a_post_holder_leads_to_the_page_of_people(panel):
    went = []
    panel.went.connect(lambda *where: went.append(where))
    choose(panel, Lane.IN_POST)
    QTest.keyClick(panel.chart, KEY.Key_Return)
    assert went == [("people", "HOS")]


# ---- what is not known


def test_what_cannot_be_measured_is_listed_and_completed_from_there(qtbot, office):
    row: Row = {"secondment": "S2", "home_post": "SDM", "state": "confirmed"}
    office.records.add("secondments", row)
    panel = shown(qtbot, office, "SDM")
    assert panel.sentence.text() == "Not known: 1 record cannot be measured."
    last = panel.chart.laid.spots[-1]
    assert isinstance(last.item, Unmeasured)
    panel.chart.choose(last.item)
    QTest.keyClick(panel.chart, KEY.Key_Return)
    assert the_form(panel).windowTitle().startswith("Edit secondment")


def test_lanes_without_a_bar_never_say_a_false_nothing(qtbot, office):
    row: Row = {"secondment": "S2", "home_post": "SDM", "state": "confirmed"}
    panel = shown(qtbot, office, "SDM")
    nothing = [strip.nothing for strip in panel.chart.laid.strips]
    assert nothing == [
        "",
        "Nobody is released",
        "No cover is recorded",
        "Nothing is short",
    ]
    office.records.add("secondments", row)
    settle(qtbot)
    _, released, cover, short, _ = (s.nothing for s in panel.chart.laid.strips)
    assert released.startswith("Not known")
    assert (cover, short) == ("No cover is recorded", "Not known")


# ---- pace


def test_a_frame_of_a_crowded_post_takes_no_longer_than_16_ms(qtbot, office):
    with office.writing("Many") as writer:
        for n in range(150):
            year, month = divmod(n, 12)
            start = date(2016 + year, month + 1, 1 + n % 20)
            row: Row = {"cover": f"X{n}", "post": "SDM", "kind": "agency_interim"}
            row |= {"from": start.isoformat(), "fraction": Decimal("0.2")}
            end = date(2016 + year + 1, month + 1, 28)
            writer.add("cover", row | {"to": end.isoformat(), "state": "confirmed"})
    panel = shown(qtbot, office, "SDM")
    across, view = panel.chart.horizontalScrollBar(), panel.chart.viewport()
    times = []
    for _ in range(25):
        began = time.thread_time()
        across.setValue(across.value() - 40)
        view.repaint()
        times.append(time.thread_time() - began)
    assert sorted(times)[len(times) // 2] < 0.016
