from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from pip_manager.services import stores
from pip_manager.ui.cover import CoverPage
from pip_manager.ui.cover.capacity import finding
from pip_manager.ui.kit import jobs
from tests.services import books
from tests.ui.showing import dialog, press, refusal, shown, texts
from tests.ui.support import nameless

TODAY = date.today()  # noqa: DTZ011 - the views ask the clock of the computer
MONDAY = TODAY - timedelta(TODAY.weekday())


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    with office.writing("Set up") as writer:
        for code, title, tier in (
            ("HOS", "Head of Service", 2),
            ("SDM", "Service Delivery Manager", 3),
        ):
            row = {"post": code, "title": title, "tier": tier}
            writer.add("posts", {**row, "established_fte": Decimal(1)})
        out = {"secondment": "S1", "person": "P1", "home_post": "HOS"}
        out |= {"authority": "E08000034", "state": "confirmed", **when(-4, 8)}
        writer.add("secondments", {**out, "fraction": Decimal(1)})
        cover = {"cover": "C1", "post": "HOS", "kind": "acting_up", "person": "P2"}
        cover |= {"from_post": "SDM", "state": "confirmed", **when(-2, 8)}
        writer.add("cover", {**cover, "fraction": Decimal(1)})
    yield office
    office.store.close()


def when(first, last):
    """Return dates from one Monday to the Sunday of another, in weeks from now."""
    start, end = MONDAY + timedelta(7 * first), MONDAY + timedelta(7 * last + 6)
    return {"from": start.isoformat(), "to": end.isoformat()}


def turned(qtbot, office, key, target=None):
    page = shown(qtbot, CoverPage(office), office)
    settled(qtbot)
    page.turn(key, target)
    settled(qtbot)
    return page


def settled(qtbot):
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)


def lines(table):
    return [table.model.row_at(at) for at in range(table.model.rowCount())]


# ---- gaps


def test_what_is_open_now_is_listed_first_with_its_cause(qtbot, office):
    page = turned(qtbot, office, "gaps")
    view = page.view
    found = lines(view.table)
    assert [(line.post, line.is_open) for line in found] == [
        ("SDM", True),
        ("HOS", False),
    ]
    assert page.sense.text().startswith("1 gap open now · 0 open by ")
    assert page.sense.text().endswith("1 past")
    told = texts(view.detail)
    assert any("Ben Example covers Head of Service 1" in one for one in told)
    assert "Who decides: not stated." in told


def test_enter_goes_to_the_board_on_that_day(qtbot, office):
    view = turned(qtbot, office, "gaps").view
    with qtbot.waitSignal(view.turned) as went:
        qtbot.keyClick(view.table.view, Qt.Key.Key_Return)
    assert went.args == ["board", ("SDM", TODAY)]


def test_cover_is_added_where_the_gap_is(qtbot, office):
    page = turned(qtbot, office, "gaps")
    press(page.view.detail, "Add cover")
    form = dialog(page)
    values = form.form.values()
    assert (values["post"], values["fraction"]) == ("SDM", Decimal(1))


def test_a_search_narrows_the_list_and_says_when_nothing_fits(qtbot, office):
    view = turned(qtbot, office, "gaps").view
    view.searched("kirklees")
    assert [line.post for line in lines(view.table)] == ["HOS"]
    view.searched("nobody of that name")
    assert view.table.empty.sentence.text() == "No gap holds “nobody of that name”."


def test_a_verb_is_seen_in_the_list(qtbot, office):
    page = turned(qtbot, office, "gaps")
    row = {"cover": "C2", "post": "SDM", "kind": "backfill", "person": "P3"}
    full = {**row, "fraction": Decimal(1), "state": "confirmed", **when(-2, 8)}
    office.records.add("cover", full)
    settled(qtbot)
    assert [line.post for line in lines(page.view.table)] == ["HOS"]
    assert page.sense.text().startswith("No gap is open now")


def test_another_period_is_asked_and_own_dates_are_checked(qtbot, office):
    page = turned(qtbot, office, "gaps")
    view, bar = page.view, page.view.bar
    bar.period.setCurrentIndex(bar.period.count() - 1)
    assert bar.start.isVisibleTo(page)
    bar.start.set_value(MONDAY)
    bar.end.set_value(MONDAY - timedelta(30))
    settled(qtbot)
    assert "ends before it begins" in view.table.empty.sentence.text()
    assert not view.save_as.isEnabled()
    bar.end.set_value(MONDAY + timedelta(4))
    settled(qtbot)
    assert [line.post for line in lines(view.table)] == ["SDM"]
    assert view.save_as.isEnabled()


def test_the_list_is_saved_and_said(qtbot, office, tmp_path):
    view = turned(qtbot, office, "gaps").view
    with qtbot.waitSignal(view.said) as said:
        view.save(tmp_path / "gaps.pdf")
    assert said.args[0] == "Saved gaps.pdf."
    assert (tmp_path / "gaps.pdf").stat().st_size > 5000


# ---- chains


def test_a_chain_is_shown_to_where_it_breaks(qtbot, office):
    page = turned(qtbot, office, "chains")
    view = page.view
    assert page.sense.text() == "1 chain · 1 broken"
    told = [line.words for line in view.pane.tree.lines()]
    assert told[0] == "Head of Service"
    assert told[1].startswith("Nobody from ")
    assert told[2:4] == ["Covered by Ben Example", "Service Delivery Manager"]
    assert told[4].startswith("Nobody from ")
    assert view.pane.broken.text().startswith(
        "Broken at Service Delivery Manager: nobody from "
    )
    assert view.pane.cost.text() == "The cost of the chain is not stated."


def test_a_row_of_the_tree_is_read_aloud_whole(qtbot, office):
    view = turned(qtbot, office, "chains").view
    model = view.pane.tree.model()
    root = model.index(0, 0)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "Left by Ada Example to Kirklees" in root.data(role)
    assert "cost not stated" in model.index(1, 0, root).data(role)


def test_enter_on_a_link_edits_it_and_on_a_break_fills_it(qtbot, office):
    page = turned(qtbot, office, "chains")
    tree = page.view.pane.tree
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.current().cover == "C1"
    with qtbot.waitSignal(tree.opened):
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    form = dialog(page)
    assert form.form.values()["post"] == "HOS"
    form.close()
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert dialog(page).form.values()["post"] == "SDM"


def test_add_cover_begins_with_the_break_that_is_not_over(qtbot, office):
    page = turned(qtbot, office, "chains")
    press(page.view.pane, "Add cover")
    assert dialog(page).form.values()["post"] == "SDM"


def test_a_link_leads_to_the_chain_it_is_of(qtbot, office):
    out = {"secondment": "S0", "home_post": "SDM", "fraction": Decimal("0.1")}
    with office.writing("Release before") as writer:
        writer.add("secondments", {**out, **when(-8, -7)})
    view = turned(qtbot, office, "chains", "S0").view
    assert view.table.current().code == "S0"
    view.opened("C1")
    settled(qtbot)
    assert view.table.current().code == "S1"


def test_what_cannot_be_followed_says_why(qtbot, office):
    books.add(office, "secondments", secondment="S9", home_post="SDM")
    view = turned(qtbot, office, "chains", "S9").view
    told = view.pane.empty.sentence.text()
    assert told == "This chain cannot be followed: from not stated; share not stated."
    assert not view.pane.tree.isVisibleTo(view)


def test_a_chain_is_saved_and_said(qtbot, office, tmp_path):
    view = turned(qtbot, office, "chains").view
    with qtbot.waitSignal(view.said) as said:
        view.save(tmp_path / "chain.xlsx")
    assert said.args[0] == "Saved chain.xlsx."


def test_a_search_finds_a_chain_by_anybody_in_it(qtbot, office):
    view = turned(qtbot, office, "chains").view
    view.searched("ben example")
    assert [one.code for one in lines(view.table)] == ["S1"]
    view.searched("cleo")
    assert lines(view.table) == []


def test_a_file_that_cannot_be_written_says_why(qtbot, office, tmp_path):
    page = turned(qtbot, office, "gaps")
    (tmp_path / "gaps.pdf").mkdir()
    page.view.save(tmp_path / "gaps.pdf")
    settled(qtbot)
    qtbot.wait(1)
    assert "is there already" in refusal(page)


# ---- capacity


def test_the_chart_says_which_tier_is_thinnest(qtbot, office):
    view = turned(qtbot, office, "capacity").view
    assert view.chart.chart.title.startswith("Tier 2 is thinnest: 0 of 1 FTE")
    assert [panel.name for panel in view.chart.chart.panels] == ["Tier 2", "Tier 3"]
    qtbot.keyClick(view.chart, Qt.Key.Key_Right)
    assert view.read.text().startswith("Week of ")
    assert "Tier 2 " in view.read.text()


def test_t_turns_to_the_table_and_back(qtbot, office):
    page = turned(qtbot, office, "capacity")
    view = page.view
    view.chart.setFocus()
    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    assert view.stack.currentWidget() is view.table
    assert view.table.model.rowCount() == len(view.found.team.weeks)
    assert view.turn.text() == "Chart"
    qtbot.keyClick(view.table.view, Qt.Key.Key_T)
    assert view.stack.currentWidget() is view.chart


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "xlsx", "csv"])
def test_the_chart_or_its_table_is_saved(qtbot, office, tmp_path, suffix):
    view = turned(qtbot, office, "capacity").view
    path = tmp_path / f"capacity.{suffix}"
    with qtbot.waitSignal(view.said):
        view.save(path)
    heads = {"png": b"\x89PNG", "pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}
    assert path.read_bytes().startswith(heads.get(suffix, b"<?xml"))


# ---- all of them


@pytest.mark.parametrize(
    ("is_vague", "title"),
    [
        (True, "No tier is known to be short; not everything can be measured"),
        (False, "Every tier has all of its established FTE in Leeds throughout"),
    ],
)
def test_capacity_promises_no_full_tier_where_something_is_unknown(
    qtbot, office, is_vague, title
):
    records = office.records
    records.remove([records.get("cover", "C1")])
    out = records.get("secondments", "S1")
    records.change(out, {"fraction": None}) if is_vague else records.remove([out])
    view = turned(qtbot, office, "capacity").view
    assert finding(view.found) == title


@pytest.mark.parametrize("key", ["gaps", "chains", "capacity"])
def test_everything_that_takes_the_keyboard_has_a_name(qtbot, office, key):
    assert nameless(turned(qtbot, office, key)) == []


def test_the_starting_data_shows_nothing_false(qtbot, tmp_path):
    location = str(tmp_path / "start.store")
    stores.create(location, "starting-data")
    with books.opened(location) as office:
        page = turned(qtbot, office, "gaps")
        assert lines(page.view.table) == []
        assert "cannot be measured" in page.sense.text()
        page.turn("chains")
        settled(qtbot)
        assert page.sense.text() == "No chain now · 7 cannot be followed"
        page.turn("capacity")
        settled(qtbot)
        assert "has a stated FTE" in page.view.empty.sentence.text()
