from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from pip_manager.services.reference_facts import Judgement
from pip_manager.ui.authorities import AuthoritiesPage
from pip_manager.ui.authorities.cards import judged
from pip_manager.ui.kit import jobs, reading
from pip_manager.ui.record_lines import Tabs
from pip_manager.ui.record_page import RecordDetail
from tests.services import books
from tests.ui.support import nameless

TODAY = date(2017, 12, 22)
KIRKLEES, WAKEFIELD, SUNDERLAND = "E08000034", "E08000036", "E08000024"


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "small.store"))
    with office.writing("More") as writer:
        for code, name in ((WAKEFIELD, "Wakefield"), (SUNDERLAND, "Sunderland")):
            writer.add("authorities", {"authority": code, "name": name})
        writer.add("authorities", {"authority": "E08000037", "name": "Gateshead"})
        books.add_engagement(writer, "E2", "AG2", SUNDERLAND)
    books.change(office, "engagements", "E1", status="active")
    yield office
    jobs.close_safely()
    office.store.close()


@pytest.fixture
def page(qtbot, office, monkeypatch):
    monkeypatch.setattr(reading, "today", lambda: TODAY)
    page = AuthoritiesPage(office)
    office.announce = lambda done: page.reread(done.nouns)
    qtbot.addWidget(page)
    page.resize(1040, 700)
    page.show()
    with qtbot.waitSignal(page.model.loaded):
        page.opened()
    return page


def names(page):
    return [row.name for row in page.model.rows]


def choose(page, value):
    page.which.setCurrentIndex(page.which.findData(value))


def said(widget):
    for part in (widget, *widget.findChildren(QWidget)):
        if isinstance(part, (RecordDetail, Tabs)):
            part.finish()
    found = widget.findChildren(QLabel)
    return [label.text() for label in found if label.isVisibleTo(widget)]


def press(qtbot, widget, name):
    said(widget)
    found = [b for b in widget.findChildren(QPushButton) if b.accessibleName() == name]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


# ---- the list


def test_the_list_shows_those_we_work_with(page):
    assert names(page) == ["Kirklees", "Sunderland"]
    assert page.sense.text() == "2 we work with · 1 live without a billing address"


def test_the_filter_shows_all_or_a_region(page):
    choose(page, "all")
    assert len(names(page)) == 4
    choose(page, "North East")
    assert names(page) == ["Gateshead", "Sunderland"]
    choose(page, "no address")
    assert names(page) == ["Kirklees", "Sunderland"]


@pytest.mark.parametrize("words", ["E08000020", "gateshead met", "390"])
def test_a_search_finds_by_former_code_variant_and_number(qtbot, page, words):
    choose(page, "all")
    qtbot.keyClicks(page.search, words)
    with qtbot.waitSignal(page.searched):
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert "Gateshead" in names(page)
    assert "Kirklees" not in names(page)


def test_when_nothing_fits_the_page_says_so_and_shows_all(qtbot, page):
    qtbot.keyClicks(page.search, "nowhere")
    with qtbot.waitSignal(page.searched):
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert "No authority fits" in page.table.empty.sentence.text()
    qtbot.mouseClick(page.table.empty.button, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 4


def test_reading_again_keeps_the_selection(page, office):
    page.table.select(SUNDERLAND)
    books.change(office, "authorities", SUNDERLAND, contact_name="Finance desk")
    assert page.detail.sheet.code == SUNDERLAND
    assert "Finance desk" in said(page.detail)


# ---- ten seconds: mend what an invoice lacks


def test_asked_for_by_its_code_it_shows_what_is_missing_marked(page):
    page.opened(KIRKLEES)
    assert page.detail.tabs.heading == "Billing"
    wanted = "Kirklees has no billing name. An invoice cannot do without."
    assert wanted in said(page.detail)


def test_enter_opens_the_form_with_the_missing_field_marked(qtbot, page, office):
    page.opened(KIRKLEES)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    form = page.verbs.dialog.form
    assert list(form.problems()) == ["billing_name"]
    qtbot.keyClicks(form.field("billing_name").line, "Kirklees Council")
    assert form.problems() == {}
    qtbot.keyClick(
        page.verbs.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    page.verbs.dialog.accept()
    row = office.records.get("authorities", KIRKLEES).row
    assert row["billing_name"] == "Kirklees Council"
    assert page.sense.text() == "2 we work with"


def test_an_authority_that_is_filtered_out_is_shown_when_asked_for(page):
    page.opened(WAKEFIELD)
    assert page.detail.sheet.code == WAKEFIELD


# ---- the verbs


def test_a_vat_number_is_checked_beside_its_field(page):
    page.verbs.edit()
    dialog = page.verbs.dialog
    dialog.form.field("vat_number").set_value("GB 123456789")
    dialog.accept()
    assert dialog.form.problems() == {
        "vat_number": "The check digits do not fit. A VAT number is GB and nine"
        " figures."
    }
    dialog.form.field("vat_number").set_value("GB 123 4567 82")
    dialog.accept()
    assert page.detail.sheet.record.row["vat_number"] == "GB 123 4567 82"


def test_the_trust_is_billed_with_one_press(qtbot, page, office):
    page.opened(SUNDERLAND)
    page.detail.tabs.choose("About")
    press(qtbot, page.detail.tabs, "Bill the trust: Together for Children")
    row = office.records.get("authorities", SUNDERLAND).row
    assert row["billing_name"] == "Together for Children"


def test_a_new_authority_is_added_and_shown(qtbot, page):
    qtbot.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    form = page.verbs.dialog.form
    form.field("name").set_value("Isle of Example")
    page.verbs.dialog.accept()
    assert list(form.problems()) == ["authority"]
    form.field("authority").set_value("X1")
    page.verbs.dialog.accept()
    assert page.detail.sheet.name == "Isle of Example"


def test_a_standing_is_added_with_its_dates(qtbot, page):
    page.detail.tabs.choose("Standing")
    press(qtbot, page.detail.tabs, "Add a standing: Standing")
    form = page.verbs.dialog.form
    form.field("kind").set_value("improvement_notice")
    form.field("from").set_value("2016")
    page.verbs.dialog.accept()
    assert "Improvement notice" in said(page.detail)
    assert "from 2016" in said(page.detail)
    (row,) = [row for row in page.model.rows if row.standing]
    assert row.code == page.detail.sheet.code


def test_judgements_neighbours_and_history_are_shown(page, office):
    page.opened(KIRKLEES)
    page.detail.tabs.choose("Standing")
    told = said(page.detail.tabs)
    assert "Requires improvement to be good" in told
    assert told.count("10") == 1
    books.change(office, "authorities", KIRKLEES, contact_name="Finance desk")
    page.detail.tabs.choose("History")
    wanted = f"authority {KIRKLEES}: contact name not stated → Finance desk"
    assert wanted in said(page.detail.tabs)


def test_an_inspection_without_an_overall_grade_says_so(qtbot):
    inspection = Judgement(
        KIRKLEES,
        "ILACS",
        "Standard inspection",
        None,
        date(2026, 6, 1),
        None,
        "Good",
        None,
        None,
        None,
        "A report",
        "official",
    )
    line = judged(inspection)
    qtbot.addWidget(line)
    told = said(line)
    assert told[told.index("Overall") + 1] == "No overall grade"
    assert told[told.index("Leaders") + 1] == "Good"
    assert "In care" not in told


@pytest.mark.parametrize("tab", ["About", "Billing", "Standing", "History"])
def test_everything_that_takes_the_keyboard_has_a_name(page, tab):
    page.detail.tabs.choose(tab)
    page.detail.tabs.finish()
    assert nameless(page) == []
    page.verbs.edit()
    assert nameless(page.verbs.dialog) == []
