from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from pip_manager.ui.kit import reading
from pip_manager.ui.kit.columns import ChipWords
from pip_manager.ui.rates import RatesPage, dialogs, telling
from tests.services import books
from tests.ui.showing import dialog, press, save, shown
from tests.ui.support import nameless

TODAY = date(2017, 10, 20)
D = Decimal


def rate(**stated):
    return {
        "card": "Standard",
        "level": "standard",
        "role": "Head of Service",
        "unit": "day",
        "amount": D("612.00"),
        "full_cost": D("536.91"),
        "from": date(2017, 4, 1),
        **{name.rstrip("_"): value for name, value in stated.items()},
    }


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "today", lambda: TODAY)
    office = books.founded(str(tmp_path / "books.store"))
    office.rates.add(rate())
    office.rates.add(
        rate(role="Adviser", from_=date(2016, 4, 1), to_=date(2017, 3, 31))
    )
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot, office):
    return shown(qtbot, RatesPage(office), office)


def line(page, whom):
    return next(one for one in page.model.rows if one.whom == whom)


def test_a_rate_is_changed_from_a_date_by_keyboard(qtbot, page):
    page.table.select(line(page, "Head of Service").key)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    form = dialog(page)
    assert nameless(form) == []
    qtbot.keyClicks(form.focusWidget(), "1 jan 2018")
    form.form.field("amount").set_value(D("650.00"))
    save(qtbot, form)
    found = line(page, "Head of Service")
    assert [r.row["amount"] for r in found.rates] == [D("612.00"), D("650.00")]
    assert page.table.current().key == found.key


def test_a_new_rate_proposes_the_card_used_last(qtbot, page, office):
    office.rates.add(rate(card="Standard 2017/18", role="Trainer"))
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert dialog(page).form.field("card").value() == "Standard 2017/18"


def test_everything_that_takes_the_keyboard_has_a_name(page):
    assert nameless(page) == []


def test_what_is_missing_is_told_in_words_and_amber(page):
    found = line(page, "Adviser")
    assert telling.chip(found) == ChipWords("No rate now", "warn", "warning")
    assert telling.spoken(found).endswith("no rate from 1 Apr 2017")
    assert "1 with no rate today" in page.sense.text()


def test_an_overlap_is_refused_with_its_sentence_beside_the_date(page, office):
    page.add()
    form = dialog(page)
    form.form.set_values(rate(from_=date(2017, 12, 1)))
    form.save.click()
    assert "in force then" in form.form.problems()["from"]
    assert len(office.records.all("rates")) == 2


def test_the_target_follows_the_level(page):
    page.add()
    form = dialog(page).form
    assert form.field("target").isHidden()
    form.field("level").set_value("agreement")
    assert not form.field("target").isHidden()
    form.field("target").set_value("AG1")
    assert form.field("target").value() == "AG1"
    form.field("level").set_value("standard")
    assert form.field("target").value() is None


def test_a_rate_below_its_cost_is_warned_of(page):
    page.add()
    form = dialog(page).form
    form.set_values(rate(amount=D("500.00")))
    told = form.field("full_cost").findChildren(type(page.title))
    words = [label.text() for label in told]
    assert any("£36.91 below the full cost" in text for text in words)


def test_the_margin_is_told_with_its_share():
    row = {"amount": D("650.00"), "full_cost": D("536.91")}
    assert telling.margin_words(row) == "£113.09 above the full cost (17.4 %)"
    assert telling.margin_words({"amount": D("650.00"), "full_cost": None}) is None


def test_a_level_and_a_word_narrow_the_list(qtbot, page):
    page.go_to_search()
    qtbot.keyClicks(page.search, "adviser")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert [one.whom for one in page.model.rows] == ["Adviser"]


def test_reading_again_keeps_what_is_selected(page):
    page.table.select(line(page, "Adviser").key)
    page.reread(frozenset({"rates"}))
    assert page.table.current().whom == "Adviser"


def test_a_rate_is_deleted_and_its_line_with_it(page):
    page.table.select(line(page, "Adviser").key)
    press(page.pane, "Delete")
    assert [one.whom for one in page.model.rows] == ["Head of Service"]


def test_what_it_would_cost_is_told_with_why(qtbot, office):
    asked = dialogs.Pricing(None, office)
    qtbot.addWidget(asked)
    assert nameless(asked) == []
    asked.form.field("person").set_value("P1")
    asked.form.field("engagement").set_value("E1")
    assert asked.price.text() == "£612.00 a day"
    assert "Standard rate for Head of Service" in asked.why.text()


def test_without_a_price_it_says_what_is_missing(qtbot, office):
    asked = dialogs.Pricing(None, office)
    qtbot.addWidget(asked)
    asked.form.set_values({"person": "P2", "engagement": "E1", "on": TODAY})
    asked.form.changed.emit()
    assert asked.price.text() == "No price"
    assert "No rate for Service Delivery Manager" in asked.why.text()


def test_the_ribbons_are_painted(page):
    image = page.table.view.viewport().grab().toImage()
    column = page.table.view.columnViewportPosition(4) + 40
    row = page.table.view.rowViewportPosition(0) + 17
    ground = page.table.view.palette().base().color().rgb()
    assert image.pixel(column, row) != ground


def test_without_rates_the_page_says_what_that_means(qtbot, tmp_path):
    office = books.founded(str(tmp_path / "none.store"))
    page = shown(qtbot, RatesPage(office), office)
    assert "no rates yet" in page.table.empty.sentence.text()
    assert page.table.empty.button.text() == "Add rate"
    office.store.close()
