"""The first page: what needs a decision, and the way to where it is made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from pip_manager.errors import PipManagerError
from tests.ui.support import nameless


@pytest.fixture
def page(program, qtbot):
    program.window.go("today")
    found = program.window.page
    qtbot.waitUntil(lambda: "£" in found.to_bill.accessibleName(), timeout=10_000)
    return found


def told(page):
    return [row.words for row in page.model.rows]


def test_the_first_rows_stand_before_anything_is_priced(program):
    assert "Kirklees has no billing address" in told(program.window.page)


def test_what_has_no_price_is_named_once_it_is_known(page):
    blocked = [row for row in page.model.rows if row.kind == "blocked"]
    assert [(row.page, row.target) for row in blocked] == [("invoices", "E1")]


def test_enter_goes_where_a_line_is_settled(page, qtbot, program):
    wanted = next(m for m in page.model.rows if m.page == "authorities")
    page.table.select((wanted.kind, wanted.page, wanted.target, wanted.words))
    with qtbot.waitSignal(program.window.shown) as shown:
        qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert shown.args == ["authorities"]


def test_one_kind_alone_and_all_again(page):
    page.kinds.setCurrentIndex(page.kinds.findData("blocked"))
    assert {row.kind for row in page.model.rows} == {"blocked"}
    page.kinds.setCurrentIndex(page.kinds.findData("overdue"))
    assert page.model.rowCount() == 0
    page.kinds.setCurrentIndex(0)
    assert len(told(page)) > 3


def test_a_hole_at_home_appears_by_itself_and_enter_goes_to_its_post(
    page, program, qtbot
):
    office = program.session.office
    office.settings.save({"home_authority": "E08000035"})
    row = {"post": "H1", "title": "Head of Service – front door", "tier": 3}
    office.records.add("posts", row | {"established_fte": Decimal(1)})
    held = {"post": "H1", "holder": "Head", "from": "2015-01-01"}
    office.records.add("holdings", held)
    lent = {"secondment": "S9", "home_post": "H1", "from": "2015-01-01"}
    office.records.add("secondments", lent | {"fraction": Decimal("0.6")})
    title = "Head of Service – front door"
    qtbot.waitUntil(lambda: title in [row.detail for row in page.model.rows])
    wanted = next(row for row in page.model.rows if row.detail == title)
    assert (wanted.kind, wanted.words) == ("gap", "0.6 short now")
    page.table.select((wanted.kind, wanted.page, wanted.target, wanted.words))
    with qtbot.waitSignal(program.window.shown) as shown:
        qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert shown.args == ["cover"]
    assert program.window.page.key == "board"


def test_where_the_column_of_places_has_no_room_the_line_says_it_itself(page, qtbot):
    wanted = "Kirklees has no billing address"
    place = "Invoices wait for it"
    row = next(n for n, one in enumerate(page.model.rows) if one.words == wanted)
    assert page.model.cell(row, 1).words == wanted
    page.table.resize(420, 300)
    qtbot.waitUntil(lambda: page.table.view.isColumnHidden(2))
    assert page.model.cell(row, 1).words == f"{wanted} – {place}"


def test_what_is_settled_leaves_the_list_and_the_selection_stays(page, program, qtbot):
    wanted = next(m for m in page.model.rows if m.kind == "blocked")
    identity = (wanted.kind, wanted.page, wanted.target, wanted.words)
    page.table.select(identity)
    record = program.session.office.records.get("authorities", "E08000034")
    office = program.session.office
    office.records.change(record, {"billing_address": "Huddersfield"})
    gone = "Kirklees has no billing address"
    qtbot.waitUntil(lambda: gone not in told(page))
    qtbot.waitUntil(lambda: page.table.selected_ids() == [identity])


def test_when_prices_cannot_be_had_the_tile_says_why(page):
    page._could_not_price(PipManagerError("The store is busy."))  # noqa: SLF001 - its slot
    assert page.to_bill.accessibleName() == "To bill: not stated The store is busy."


def test_all_of_it_is_named_and_helped(page):
    assert nameless(page) == []
    assert "needs a decision" in page.help_text
