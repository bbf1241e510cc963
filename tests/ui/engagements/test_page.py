from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from pip_manager.services.office import Office, Store, Who
from pip_manager.ui.arrangements.dialog import ArrangementDialog
from pip_manager.ui.engagements import EngagementsPage
from pip_manager.ui.kit import jobs
from pip_manager.ui.record_lines import Tabs
from pip_manager.ui.record_page import RecordDetail
from tests.services import books
from tests.ui.support import nameless


def titles(page):
    return [row.row.title for row in page.model.rows]


def cell(page, title, heading):
    headings = [column.heading for column in page.model.columns]
    (row,) = [row for row in page.model.rows if row.row.title == title]
    return page.model.columns[headings.index(heading)].text(row)


def choose(page, name, value):
    box = page.filters[name]
    box.setCurrentIndex(box.findData(value))


def said(widget):
    for part in (widget, *widget.findChildren(QWidget)):
        if isinstance(part, (RecordDetail, Tabs)):
            part.finish()
    found = widget.findChildren(QLabel)
    return [label.text() for label in found if label.isVisibleTo(widget)]


def press(qtbot, widget, name):
    said(widget)
    found = [b for b in widget.findChildren(QPushButton) if b.accessibleName() == name]
    found += [b for b in widget.findChildren(QPushButton) if b.text() == name]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


# ---- the list


def test_the_pane_is_made_a_turn_after_its_row_is_chosen(qtbot, page):
    before = page.detail.sheet.code
    page.table.select("E4")
    heads = page.detail.findChildren(QLabel)
    assert page.detail.code == "E4" != before
    assert "Practice audit" not in [head.text() for head in heads]
    qtbot.waitUntil(
        lambda: "Practice audit" in [h.text() for h in page.detail.findChildren(QLabel)]
    )


def test_a_verb_is_of_the_row_chosen_however_soon_it_comes(qtbot, page):
    _ = page.detail.sheet
    page.table.select("E4")
    with qtbot.waitSignal(page.went) as told:
        page.verbs.log_day()
    assert told.args == ["activity", "E4"]


def test_out_of_sight_it_waits_to_be_shown_before_it_reads_again(page, office):
    page.hide()
    row = office.records.get("engagements", "E4")
    office.records.change(row, {"title": "Another audit"})
    assert "Another audit" not in titles(page)
    page.show()
    page.opened()
    assert "Another audit" in titles(page)


def test_the_list_shows_open_ones_and_those_not_stated(page):
    assert titles(page) == ["Front door", "Practice audit", "Peer review"]
    assert page.sense.text() == "2 live · 1 not stated · 2 need attention"


def test_days_and_what_is_to_bill_come_when_they_are_counted(page):
    assert cell(page, "Front door", "Days") == "1 / 4"
    assert cell(page, "Front door", "To bill (£)") == "640.00"
    assert cell(page, "Practice audit", "Days") == "0"
    assert cell(page, "Practice audit", "To bill (£)") == ""
    assert cell(page, "Front door", "Phase") == "Diagnose"


def test_what_is_not_stated_is_never_green(page):
    (row,) = [row for row in page.model.rows if row.row.title == "Peer review"]
    chip = page.model.columns[0].chip(row)
    assert (chip.words, chip.tone) == ("Not stated", "unknown")


@pytest.mark.parametrize("words", ["wakefield aud", "e4", "PRACTICE"])
def test_a_search_finds_by_title_code_and_authority(qtbot, page, words):
    page.search.setFocus()
    qtbot.keyClicks(page.search, words)
    with qtbot.waitSignal(page.searched):
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert titles(page) == ["Practice audit"]
    assert page.detail.sheet.code == "E4"


def test_filters_narrow_by_status_authority_and_attention(page):
    choose(page, "status", "completed")
    assert titles(page) == ["Early help"]
    choose(page, "status", "all")
    assert len(titles(page)) == 4
    choose(page, "authority", "E08000036")
    assert titles(page) == ["Practice audit", "Peer review"]
    choose(page, "status", "attention")
    assert titles(page) == ["Practice audit"]


def test_when_nothing_fits_the_page_says_so_and_shows_all(qtbot, page):
    choose(page, "direction", "mutual")
    assert titles(page) == []
    assert not page.table.empty.isHidden()
    assert "No engagement fits" in page.table.empty.sentence.text()
    qtbot.mouseClick(page.table.empty.button, Qt.MouseButton.LeftButton)
    assert len(titles(page)) == 4


def test_an_empty_store_says_what_to_do(qtbot, tmp_path):
    office = Office(Store.create(str(tmp_path / "new.store")), Who("someone"))
    page = EngagementsPage(office)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.counted):
        page.opened()
    assert "No engagement is recorded yet" in page.table.empty.sentence.text()
    assert page.table.empty.button.text() == "Add an engagement"
    assert page.sense.text() == ""
    jobs.close_safely()
    office.store.close()


def test_a_code_that_is_filtered_out_is_shown_when_asked_for(page):
    page.opened("E2")
    assert page.detail.sheet.code == "E2"
    assert len(titles(page)) == 4


def test_a_code_asked_for_before_the_first_rows_is_shown_when_they_come(qtbot, office):
    page = EngagementsPage(office)
    qtbot.addWidget(page)
    page.opened()
    with qtbot.waitSignal(page.counted):
        page.opened("E2")
    assert [row.row.engagement for row in page.table.selection()] == ["E2"]


def test_reading_again_keeps_the_selection(page, office):
    page.table.select("E4")
    books.change(office, "engagements", "E4", title="Practice audit, renamed")
    assert page.detail.sheet.code == "E4"
    assert "Practice audit, renamed" in said(page.detail.head)


# ---- ten seconds


def test_find_an_engagement_and_log_a_day_by_keyboard(qtbot, page):
    page.activateWindow()
    qtbot.keyClicks(page.search, "front")
    with qtbot.waitSignal(page.searched):
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.went) as went:
        page.verbs.log_day()
    assert went.args == ["activity", "E1"]
    with qtbot.waitSignal(page.went) as went:
        page.verbs.draft_invoice()
    assert went.args == ["invoices", "E1"]


@pytest.mark.parametrize(("key", "place"), [("L", "activity"), ("I", "invoices")])
def test_the_keys_for_it_work_from_the_list(qtbot, page, key, place):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.table.view.setFocus()
    with qtbot.waitSignal(page.went) as went:
        qtbot.keyClick(
            page.table.view,
            getattr(Qt.Key, f"Key_{key}"),
            Qt.KeyboardModifier.ControlModifier,
        )
    assert went.args == [place, "E1"]


def test_a_missing_billing_address_leads_to_the_authority(qtbot, page):
    name = "Add it: Kirklees has no billing name or address."
    with qtbot.waitSignal(page.went) as went:
        press(qtbot, page.detail.head, name)
    assert went.args == ["authorities", "E08000034"]


# ---- the verbs


def test_an_engagement_is_added_and_shown(qtbot, page, office):
    qtbot.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    dialog = page.verbs.dialog
    qtbot.keyClicks(dialog.form.field("title").line, "Neglect review")
    dialog.accept()
    assert dialog.form.problems() == {"authority": "Authority: this is needed."}
    qtbot.keyClicks(dialog.form.field("authority").line, "Wakefield")
    code = dialog.form.field("engagement").value()
    dialog.accept()
    row = office.records.get("engagements", code).row
    assert (row["title"], row["status"]) == ("Neglect review", "enquiry")
    assert page.detail.sheet.code == code


def test_editing_keeps_what_was_typed_when_somebody_was_first(page, office):
    page.verbs.edit()
    dialog = page.verbs.dialog
    dialog.form.field("title").set_value("Front door, mine")
    office.announce = lambda _done: None
    books.change(office, "engagements", "E1", title="Front door, theirs")
    dialog.accept()
    assert dialog.refusal.startswith("Someone else changed this record first.")
    assert dialog.form.field("title").value() == "Front door, mine"


def test_a_step_is_taken_with_its_date(page, office):
    page.verbs.step()
    dialog = page.verbs.dialog
    assert dialog.form.field("status").value() == "reducing"
    assert dialog.form.field("on").value() == "2017-11-22"
    dialog.accept()
    assert office.records.get("engagements", "E1").row["status"] == "reducing"
    assert "Active → reducing" in said(page.detail)


def test_a_step_back_asks_for_its_reason_beside_the_field(page, office):
    page.verbs.step()
    dialog = page.verbs.dialog
    dialog.form.field("status").set_value("agreed")
    dialog.accept()
    assert dialog.form.problems() == {"reason": "Say why: this is a step back."}
    dialog.form.field("reason").set_value("Recorded too early.")
    dialog.accept()
    assert office.records.get("engagements", "E1").row["status"] == "agreed"


def test_closing_lists_what_is_open_and_asks(qtbot, page, office):
    page.table.select("E4")
    page.verbs.step()
    dialog = page.verbs.dialog
    wanted = "• Agreement “Terms of E4” has no end."
    qtbot.waitUntil(lambda: wanted in dialog.sentence.text())
    assert dialog.form.field("accepts_open").isVisibleTo(dialog)
    dialog.accept()
    assert "accepts_open" in dialog.form.problems()
    dialog.form.field("accepts_open").set_value(True)
    dialog.accept()
    assert office.records.get("engagements", "E4").row["status"] == "completed"


def test_a_phase_is_added_after_the_last_and_ended(qtbot, page, office):
    page.detail.tabs.choose("Work")
    press(qtbot, page.detail.tabs, "Add a phase: Phases")
    dialog = page.verbs.dialog
    assert dialog.form.field("seq").value() == 2
    dialog.form.field("name").set_value("Mentor")
    dialog.accept()
    press(qtbot, page.detail.tabs, "End: 1. Diagnose")
    page.verbs.dialog.accept()
    first, second = office.records.all("phases", engagement="E1")
    assert (first.row["state"], first.row["to"]) == ("done", "2017-11-22")
    assert second.row["name"] == "Mentor"


def test_work_shows_days_by_strand_and_person(page):
    page.detail.tabs.choose("Work")
    told = said(page.detail.tabs)
    assert "Practice review" in told
    assert "1 days, not planned" in told
    assert "Ada Example" in told


def test_an_agreement_outside_vat_asks_for_its_reason(page):
    page.verbs.agreement(page.detail.sheet.agreements[0])
    dialog = page.verbs.dialog
    dialog.form.field("vat_code").set_value("E")
    dialog.accept()
    assert dialog.form.problems() == {"vat_reason": "E and O need a reason. Say why."}


def test_what_others_need_cannot_be_removed(page):
    page.verbs.remove(page.detail.sheet.engagement)
    shown = QApplication.topLevelWidgets()
    (box,) = [widget for widget in shown if isinstance(widget, QMessageBox)]
    assert box.text()
    assert "IntegrityError" not in box.text()
    box.close()


def test_a_secondment_without_dates_cannot_be_measured(page, office):
    books.add(office, "posts", post="HS", title="Head of Service")
    books.add(office, "secondments", secondment="S1", home_post="HS", engagement="E1")
    page.detail.tabs.choose("Agreements")
    told = said(page.detail.tabs)
    assert "Cannot be measured – from not stated; share not stated" in told


def test_a_secondment_is_asked_for_as_on_the_page_of_cover(page, office):
    page.verbs.secondment(None)
    [dialog] = page.findChildren(ArrangementDialog)
    for field, value in (("engagement", "E1"), ("authority", "E08000034")):
        assert dialog.form.field(field).value() == value
    books.add(office, "posts", post="HS", title="Head of Service")
    books.add(office, "secondments", secondment="S1", home_post="HS", engagement="E1")
    page.verbs.remove_secondment(office.records.get("secondments", "S1"))
    assert office.records.all("secondments") == []


def test_money_is_priced_in_the_background(qtbot, page):
    page.detail.tabs.choose("Money")
    qtbot.waitUntil(lambda: "£640.00" in said(page.detail.tabs))


def test_history_says_who_when_and_what_changed(page, office):
    books.change(office, "engagements", "E1", title="Front door redesign")
    page.detail.tabs.choose("History")
    told = said(page.detail.tabs)
    assert "engagement E1: title Front door → Front door redesign" in told
    assert any("Ada Example" in words for words in told)


@pytest.mark.parametrize("tab", ["Overview", "Work", "Agreements", "Money", "History"])
def test_everything_that_takes_the_keyboard_has_a_name(page, tab):
    page.detail.tabs.choose(tab)
    page.detail.tabs.finish()
    assert nameless(page) == []


@pytest.mark.parametrize("verb", ["add", "edit", "step"])
def test_every_dialog_has_names_too(page, verb):
    getattr(page.verbs, verb)()
    assert nameless(page.verbs.dialog) == []
    page.verbs.dialog.form.settle()
