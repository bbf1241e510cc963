from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from pip_manager.ui.kit import memory
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.settings import SettingsPage
from pip_manager.ui.settings.screen import TITLES
from tests.services import books
from tests.ui.showing import dialog, press, shown, texts
from tests.ui.support import nameless


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    office = books.founded(str(tmp_path / "books.store"))
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot, office):
    return shown(qtbot, SettingsPage(office), office)


def field(page, name):
    return page.section.form.field(name)


def test_a_field_is_changed_and_saved_by_keyboard(qtbot, page, office):
    unit = field(page, "seller_unit").line
    unit.setFocus()
    unit.selectAll()
    qtbot.keyClicks(unit, "Relational Practice Centre")
    assert page.section.saving.isEnabled()
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(unit, Qt.Key.Key_S, ctrl)
    assert office.settings.all()["seller_unit"] == "Relational Practice Centre"
    assert not page.section.is_changed
    assert not page.section.saving.isEnabled()


def test_every_section_names_what_takes_the_keyboard(page):
    for title in TITLES:
        page.show_section(title)
        assert page.section.title == title
        assert nameless(page) == [], title


def test_a_vat_number_with_wrong_digits_is_refused_beside_it(page, office):
    field(page, "seller_vat_number").set_value("GB123456789")
    page.save()
    assert "check digits" in page.section.form.problems()["seller_vat_number"]
    assert office.settings.all()["seller_vat_number"] == "GB 123 4567 82"


def test_leaving_what_is_not_saved_asks_and_staying_keeps_it(page):
    field(page, "seller_unit").set_value("Other")
    page.show_section("Bank")
    box = page.findChild(QMessageBox, "leaving")
    assert "Centre" in box.text()
    press(box, "Go on editing")
    assert page.section.title == "Centre"
    assert field(page, "seller_unit").value() == "Other"
    assert page.names.currentRow() == 0


def test_leaving_what_is_not_saved_may_throw_it_away(page):
    field(page, "seller_unit").set_value("Other")
    page.show_section("Bank")
    press(page.findChild(QMessageBox, "leaving"), "Throw away")
    assert page.section.title == "Bank"
    page.show_section("Centre")
    assert field(page, "seller_unit").value() == "Practice Centre"


def test_what_is_not_saved_is_told_to_whoever_would_leave_the_page(page):
    assert page.unsaved() == ""
    field(page, "seller_unit").set_value("Other")
    assert page.unsaved() == "What you typed under “Centre” is not saved yet."
    page.throw_away()
    assert page.unsaved() == ""
    assert field(page, "seller_unit").value() == "Practice Centre"


def test_reading_again_never_takes_what_was_typed(page):
    field(page, "seller_unit").set_value("Other")
    page.reread(frozenset({"settings"}))
    assert field(page, "seller_unit").value() == "Other"


def test_the_next_number_follows_the_prefix_as_it_is_typed(page):
    page.show_section("Numbering")
    field(page, "invoice_prefix").set_value("PC")
    assert any(text.startswith("PC-") for text in texts(page.section.next))


def test_thresholds_show_their_defaults_and_keep_only_what_differs(page, office):
    page.show_section("Thresholds")
    assert field(page, "threshold_senior_gap").value() == Decimal("0.2")
    field(page, "threshold_senior_gap").set_value(Decimal("0.3"))
    page.save()
    stated = [str(one.row["key"]) for one in office.records.all("settings")]
    assert [key for key in stated if key.startswith("threshold")] == [
        "threshold_senior_gap"
    ]


def test_a_day_off_is_added_and_removed(page, office):
    page.show_section("Days off")
    assert page.section.table.empty.isVisible()
    page.section.add()
    form = dialog(page)
    form.form.field("date").set_value(date(2017, 12, 27))
    form.save.click()
    assert len(office.records.all("days_off")) == 1
    page.section.table.select(page.section.model.id_at(0))
    press(page.section, "Remove")
    assert office.records.all("days_off") == []


def test_looks_apply_at_once_and_are_remembered(page):
    page.show_section("Look")
    page.section.mode.set_value("dark")
    page.section.percent.set_value(120)
    assert (theme().mode, theme().percent) == ("dark", 120)
    assert memory.words("looks/mode") == "dark"
    assert memory.number("looks/text", 100) == 120


def test_whoever_works_here_says_so_once(page, office):
    page.show_section("Who am I")
    field(page, "person").set_value("P2")
    page.save()
    assert office.centre.login().person == "P2"


def test_the_store_is_checked_in_the_background(qtbot, page):
    page.show_section("Store")
    page.section.check()
    assert not page.section.checking.isEnabled()
    qtbot.waitUntil(page.section.checking.isEnabled, timeout=10_000)
    assert "Nothing is wrong with the store." in texts(page.section.told)


def test_a_backup_is_made_and_the_warning_goes(qtbot, page, office):
    page.show_section("Store")
    assert office.centre.last_backup() is None
    page.section.back_up()
    qtbot.waitUntil(page.section.backing.isEnabled, timeout=10_000)
    assert "Backed up, and the copy is sound." in texts(page.section.told)
    assert office.centre.last_backup() is not None


def test_whose_data_it_is_stands_under_about(page):
    from pip_manager.services import reference

    page.show_section("About")
    assert set(reference.ATTRIBUTIONS) <= set(texts(page.section))
