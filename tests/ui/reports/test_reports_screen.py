from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.ui.kit import jobs, reading
from pip_manager.ui.reports import ReportsPage
from pip_manager.ui.reports.asking import periods
from tests.services import books
from tests.ui.showing import shown
from tests.ui.support import nameless

TODAY = date(2017, 10, 20)


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "today", lambda: TODAY)
    office = books.founded(str(tmp_path / "books.store"))
    with office.writing("Log") as writer:
        for code, person, day in (("A1", "P1", 2), ("A2", "P2", 3), ("A3", "P1", 4)):
            writer.add(
                "activities",
                {
                    "activity": code,
                    "date": date(2017, 10, day),
                    "person": person,
                    "engagement": "E1",
                    "quantity": Decimal("0.5"),
                    "unit": "day",
                },
            )
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot, office):
    page = shown(qtbot, ReportsPage(office), office)
    settled(qtbot)
    return page


def settled(qtbot):
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)


def cells(page):
    model = page.table.model
    return [
        [model.data(model.index(row, n)) for n in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_it_opens_on_this_financial_year_by_authority(page):
    assert cells(page) == [["Kirklees", "1.50", "0.00"]]
    assert page.sense.text() == "1 Apr 2017 to 31 Mar 2018 · 1 line"


def test_what_has_no_price_is_told_and_not_hidden(page):
    assert page.unpriced.isVisible()
    assert page.unpriced.chip.words.startswith("3 activities have no price")


def test_two_keys_and_other_measures_make_other_columns(qtbot, page):
    page.asking.by.set_value("person")
    page.asking.then.set_value("month")
    page.asking.measures["value"].set_value(value=False)
    page.asking.measures["entries"].set_value(value=True)
    settled(qtbot)
    assert cells(page) == [
        ["Ada Example", "2017-10", "1.00", "2"],
        ["Ben Example", "2017-10", "0.50", "1"],
    ]
    assert "Totals: Days 1.50, Entries 3" in [
        child.accessibleName()
        for child in page.table.children()
        if child.isWidgetType()
    ]


def test_rows_stand_in_the_order_of_their_words_and_not_of_their_codes(
    qtbot, office, page
):
    books.change(office, "people", "P1", name="Zoe Example")
    page.asking.by.set_value("person")
    settled(qtbot)
    assert [row[0] for row in cells(page)] == ["Ben Example", "Zoe Example"]
    codes = [key for key, _values in page.shown.summary.rows]
    assert codes == [("P1",), ("P2",)]


def test_own_dates_and_a_backward_period_are_said_in_words(qtbot, page):
    page.asking.end.set_value(date(2017, 3, 1))
    settled(qtbot)
    assert page.asking.period.value() == "own"
    assert page.table.empty.sentence.text().startswith("The period ends before")
    assert not page.primary.isEnabled()


def test_without_a_measure_it_asks_for_one(page):
    for box in page.asking.measures.values():
        box.set_value(value=False)
    assert page.table.empty.sentence.text() == "Choose at least one measure."


def test_a_year_with_nothing_offers_to_log(qtbot, page):
    page.asking.period.set_value("last_year")
    settled(qtbot)
    assert page.table.empty.isVisible()
    with qtbot.waitSignal(page.went) as went:
        page.table.empty.button.click()
    assert went.args[0] == "activity"


def test_the_table_is_saved_for_a_spreadsheet(qtbot, page, tmp_path):
    with qtbot.waitSignal(page.said) as told:
        page.save(str(tmp_path / "summary.csv"))
    content = (tmp_path / "summary.csv").read_text("utf-8-sig")
    assert content.splitlines()[0] == "authority,days,value"
    assert told.args[0] == "Saved summary.csv."


def test_everything_that_takes_the_keyboard_has_a_name(page):
    assert nameless(page) == []


def test_work_logged_elsewhere_is_counted_at_once(qtbot, page, office):
    books.add(
        office,
        "activities",
        activity="A9",
        date=TODAY,
        person="P1",
        engagement="E1",
        quantity=Decimal(1),
        unit="day",
    )
    settled(qtbot)
    assert cells(page)[0][1] == "2.50"


def test_periods_begin_in_april():
    found = {name: (start, end) for name, _, start, end in periods(date(2018, 3, 31))}
    assert found["this_year"] == (date(2017, 4, 1), date(2018, 3, 31))
    assert found["last_year"] == (date(2016, 4, 1), date(2017, 3, 31))
    assert found["last_month"] == (date(2018, 2, 1), date(2018, 2, 28))
