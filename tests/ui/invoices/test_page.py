"""The invoices page, by keyboard, over a real store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton

from pip_manager.ui.invoices.page import DRAFTS, ISSUED, OWED, TO_BILL
from pip_manager.ui.invoices.run import Outcome
from pip_manager.ui.kit.theme import theme
from tests.services import books
from tests.ui.invoices.conftest import settle
from tests.ui.support import nameless

if TYPE_CHECKING:
    from pip_manager.ui.kit.jobs import Job

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


def test_three_times_enter_issues_the_first_engagement(worked, make, press, qtbot):
    page = make(worked)
    assert page.sense.text() == "£4,272.00 net to bill up to 31 Oct 2017 · 1 engagement"
    press(page.to_bill.table.view, ENTER)
    assert page.tabs.currentIndex() == DRAFTS
    qtbot.waitUntil(lambda: page.drafts.pdf.pages == 1)
    assert "4,272.00" in page.drafts.pdf.accessibleDescription()
    press(page.drafts.table.view, ENTER)
    dialog = page.drafts.dialog
    assert dialog.windowTitle() == "Issue invoice"
    assert dialog.sentence.text() == (
        "Practice support E1, £5,126.40 to Kirklees. It gets the next number of"
        " LRPC-2017, and its words, figures and PDF are frozen: it cannot be undone,"
        " only corrected by a credit note."
    )
    press(dialog.form.field("on").line, ENTER)
    assert page.tabs.currentIndex() == ISSUED
    row = page.issued.table.current()
    assert (row.invoice.number, row.invoice.gross) == (
        "LRPC-2017-0001",
        Decimal("5126.40"),
    )
    assert page.sense.text() == "1 document · £5,126.40 owed"


def test_the_period_goes_from_the_first_unbilled_day_to_the_end_of_last_month(
    worked, make
):
    page = make(worked)
    assert page.to_bill.period.values() == {
        "from": date(2017, 10, 2),
        "to": date(2017, 10, 31),
    }


def test_another_period_is_drafted_as_asked(worked, make, press):
    page = make(worked)
    page.to_bill.period.field("to").set_value(date(2017, 10, 15))
    press(page, Qt.Key.Key_N, CTRL)
    (drawn,) = worked.billing.drafts()
    assert drawn.document.net == Decimal(1920)


def test_a_period_without_work_says_so(worked, make, press, qtbot):
    page = make(worked)
    page.to_bill.period.set_values({"from": date(2016, 1, 1), "to": date(2016, 1, 2)})
    with qtbot.waitSignal(page.said) as told:
        press(page.to_bill.table.view, ENTER)
    assert told.args[0] == "Nothing in this period can be billed."


def test_a_period_that_cannot_be_read_is_told_at_its_field(worked, make, press):
    page = make(worked)
    page.to_bill.period.field("to").line.setText("soonish")
    press(page.to_bill.table.view, ENTER)
    assert "to" in page.to_bill.period.problems()


def test_an_empty_store_says_what_to_do(office, make, qtbot):
    page = make(office)
    assert page.to_bill.table.empty.sentence.text() == (
        "Nothing is left to bill up to 31 Oct 2017."
    )
    page.to_bill.table.empty.button.click()
    assert page.to_bill.until == books.ISSUED_ON
    page.turn(ISSUED)
    settle(qtbot)
    assert "There is no draft" in page.drafts.table.empty.sentence.text()
    assert page.issued.table.empty.sentence.text() == "Nothing has been issued yet."


def test_what_is_in_the_way_leads_to_where_it_is_mended(worked, make, qtbot):
    for day in (20, 21):
        books.activity(worked, f"B{day}", date(2017, 10, day), "1", "P2")
    page = make(worked)
    row = page.to_bill.table.current()
    (obstacle,) = row.obstacles
    assert obstacle.text == (
        "No rate for Service Delivery Manager is in force on 20 Oct 2017. Add one, or"
        " type a price. 1 more item like this."
    )
    (mend,) = page.to_bill.obstacles.findChildren(QPushButton)
    with qtbot.waitSignal(page.went) as went:
        mend.click()
    assert went.args == ["rates", "AG1"]


def test_what_an_invoice_would_lack_is_in_the_way_before_it_is_drafted(worked, make):
    books.change(
        worked, "authorities", "E08000034", billing_address=None, po_required=True
    )
    page = make(worked)
    assert page.sense.text().endswith("1 engagement · 1 with something in the way")
    texts = [one.text for one in page.to_bill.table.current().obstacles]
    assert texts == [
        "Kirklees has no billing address. Add it.",
        "Kirklees wants a purchase order number. Add it to agreement AG1.",
    ]
    mends = page.to_bill.obstacles.findChildren(QPushButton)
    went = []
    page.went.connect(lambda key, target: went.append((key, target)))
    for mend in mends:
        mend.click()
    assert went == [("authorities", "E08000034"), ("engagements", "E1")]


def test_what_settings_lack_is_in_the_way_of_every_invoice(worked, make):
    worked.records.remove([worked.records.get("settings", "seller_vat_number")])
    (obstacle,) = make(worked).to_bill.table.current().obstacles
    assert obstacle.text == (
        "The supplier's VAT number is missing. State it in Settings."
    )
    assert (obstacle.page, obstacle.target) == ("settings", "seller_vat_number")


@pytest.fixture
def drafted(worked, make):
    """A page that shows the one draft."""
    books.draft_of(worked)
    return make(worked, "draft 1")


def test_a_draft_that_lacks_something_names_it_and_is_not_issued(
    worked, make, press, qtbot
):
    books.change(worked, "authorities", "E08000034", billing_address=None)
    books.draft_of(worked)
    page = make(worked, 1)
    assert page.drafts.table.current().obstacles[0].page == "authorities"
    with qtbot.waitSignal(page.said) as told:
        press(page.drafts.table.view, ENTER)
    assert told.args[0] == "Kirklees has no billing address. Add it."
    (mend,) = page.drafts.obstacles.findChildren(QPushButton)
    with qtbot.waitSignal(page.went) as went:
        mend.click()
    assert went.args == ["authorities", "E08000034"]


def test_a_draft_without_a_price_is_shown_with_its_reason(worked, make):
    books.draft_of(worked)
    worked.records.remove(worked.records.all("rates"))
    page = make(worked, "draft 1")
    assert page.drafts.nothing.isVisible()
    assert not page.drafts.pdf.isVisible()
    (one,) = page.drafts.table.current().obstacles
    assert one.text.startswith("No rate for Head of Service is in force")


def test_grouping_shows_the_page_anew(worked, drafted, qtbot):
    qtbot.waitUntil(lambda: drafted.drafts.pdf.pages == 1)
    before = drafted.drafts.pdf.accessibleDescription()
    drafted.drafts.grouping.setCurrentIndex(1)
    drafted.drafts.grouping.activated.emit(1)
    settle(qtbot)
    qtbot.waitUntil(lambda: drafted.drafts.pdf.accessibleDescription() != before)
    assert "Case audit" in drafted.drafts.pdf.accessibleDescription()
    assert len(worked.billing.draft_document(1).lines) == 8


def test_a_draft_is_discarded_by_its_key(worked, drafted, press):
    press(drafted.drafts.table.view, Qt.Key.Key_Delete)
    assert worked.billing.drafts() == []
    assert drafted.drafts.model.rows == ()
    assert not drafted.drafts.sheet.isVisible()
    press(drafted, Qt.Key.Key_PageUp, CTRL)
    assert len(drafted.to_bill.model.rows) == 1


def test_a_refused_date_keeps_the_dialog_open(worked, drafted, press):
    press(drafted, Qt.Key.Key_I, CTRL)
    dialog = drafted.drafts.dialog
    dialog.form.field("on").set_value(date(2100, 1, 1))
    press(dialog.form.field("on").line, ENTER)
    assert dialog.isVisible()
    assert dialog.refusal == (
        "1 Jan 2100 is in the future. An invoice is dated today or earlier."
    )
    assert worked.billing.invoices() == []
    dialog.form.settle()
    dialog.reject()


@pytest.fixture
def issued(worked, make):
    """A page that shows one invoice of two, the other part paid and late."""
    with worked.writing("Add engagement") as writer:
        books.add_engagement(writer, "E2", "AG2")
    books.rate(worked, "Head of Service", "500", target="AG2")
    books.activity(worked, "Z1", date(2017, 10, 20), "1", engagement="E2")
    for engagement in ("E1", "E2"):
        draft = books.draft_of(worked, engagement).draft
        worked.billing.issue(draft, books.ISSUED_ON)
    row = {"payment": "PAY1", "number": "LRPC-2017-0002", "on": date(2017, 12, 1)}
    books.add(worked, "payments", amount=Decimal(100), reference="BACS", **row)
    return make(worked, "LRPC-2017-0001", today=date(2017, 12, 12))


def numbers(page):
    return [row.invoice.number for row in page.issued.model.rows]


def test_an_issued_invoice_is_found_by_its_number(worked, issued, qtbot):
    assert issued.tabs.currentIndex() == ISSUED
    assert issued.issued.table.current().invoice.number == "LRPC-2017-0001"
    qtbot.waitUntil(lambda: issued.issued.pdf.pages == 1)
    shown = " ".join(
        part.text() for part in issued.issued.detail.findChildren(type(issued.title))
    )
    assert "£5,126.40" in shown
    assert "Issue LRPC-2017-0001" in shown
    digest = worked.invoicing.detail("LRPC-2017-0001", date(2017, 12, 12)).sha256
    assert digest[:16] in shown


def test_the_list_is_narrowed_by_words_state_authority_and_year(issued, qtbot):
    page = issued
    assert page.sense.text() == "2 documents · £5,626.40 owed · £5,626.40 overdue"
    assert numbers(page) == ["LRPC-2017-0002", "LRPC-2017-0001"]
    page.search.setText("0002 kirk")
    qtbot.waitUntil(lambda: numbers(page) == ["LRPC-2017-0002"])
    page.search.clear()
    qtbot.waitUntil(lambda: len(numbers(page)) == 2)
    page.state.setCurrentIndex(page.state.findData("paid"))
    assert numbers(page) == []
    assert page.issued.table.empty.sentence.text() == "No issued invoice is like this."
    page.state.setCurrentIndex(page.state.findData("overdue"))
    assert len(numbers(page)) == 2
    page.year.setCurrentIndex(page.year.findData("2017/18"))
    page.authority.setCurrentIndex(page.authority.findData("E08000034"))
    assert len(numbers(page)) == 2


@pytest.mark.parametrize("percent", [100, 150])
def test_the_list_never_scrolls_sideways(issued, qtbot, percent):
    theme().set_text_size(percent)
    issued.resize(944, 600)
    bar = issued.issued.table.view.horizontalScrollBar()
    qtbot.waitUntil(lambda: issued.issued.split.width() < 944)
    assert bar.maximum() == 0


def test_reading_again_keeps_what_is_selected_and_chosen(issued, qtbot):
    page = issued
    page.year.setCurrentIndex(page.year.findData("2017/18"))
    page.reread(frozenset({"payments"}))
    settle(qtbot)
    assert page.issued.table.current().invoice.number == "LRPC-2017-0001"
    assert page.year.currentData() == "2017/18"


def test_all_items_are_shown_when_asked_for(worked, make):
    for n in range(12):
        books.activity(worked, f"Z{n:02d}", date(2017, 10, 20), "1")
    worked.billing.issue(books.draft_of(worked).draft, books.ISSUED_ON)
    page = make(worked, "LRPC-2017-0001")

    def codes():
        links = page.issued.detail.findChildren(QPushButton)
        return [link.text() for link in links if link.text()[0] in "AZ"]

    assert len(codes()) == 8
    (more,) = [
        link
        for link in page.issued.detail.findChildren(QPushButton)
        if link.text() == "Show 12 more"
    ]
    more.click()
    assert len(codes()) == 20


class Viewer(QObject):
    """Stands for the programs of the computer that open files."""

    def __init__(self):
        super().__init__()
        self.seen = []

    @Slot("QUrl")
    def show(self, url):
        self.seen.append(url.toLocalFile())


@pytest.fixture
def viewer():
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show")  # type: ignore[arg-type]
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


def test_the_pdf_and_the_mail_are_opened_in_other_programs(issued, viewer, press):
    press(issued.issued.table.view, ENTER)
    issued.issued.send()
    assert [name.rpartition("/")[2] for name in viewer.seen] == [
        "LRPC-2017-0001.pdf",
        "LRPC-2017-0001.eml",
    ]


def test_the_pdf_is_saved_under_its_number(issued, worked, tmp_path, qtbot):
    issued.issued.save_as()
    (dialog,) = issued.issued.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("LRPC-2017-0001.pdf")
    path = str(tmp_path / "mine.pdf")
    with qtbot.waitSignal(issued.said):
        dialog.fileSelected.emit(path)
    dialog.close()
    assert (tmp_path / "mine.pdf").read_bytes() == worked.billing.pdf("LRPC-2017-0001")


def test_an_e_invoice_that_lacks_what_it_needs_is_not_saved_and_says_so(
    issued, worked, tmp_path
):
    number = "LRPC-2017-0001"
    issued.issued.save_xml_as()
    (dialog,) = issued.issued.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith(f"{number}.xml")
    dialog.fileSelected.emit(str(tmp_path / "mine.xml"))
    dialog.close()
    (box,) = issued.issued.findChildren(QMessageBox)
    assert worked.billing.unsendable(number)[0] in box.text()
    assert not (tmp_path / "mine.xml").exists()
    box.close()


def test_a_pdf_that_cannot_be_saved_says_why(issued, tmp_path):
    (tmp_path / "taken").mkdir()
    issued.issued.save("LRPC-2017-0001", str(tmp_path / "taken"))
    (box,) = issued.issued.findChildren(QMessageBox)
    assert "is there already" in box.text()
    box.close()


def test_bill_all_issues_and_lists_what_was_held_back(worked, make, qtbot):
    with worked.writing("Add engagement") as writer:
        books.add_engagement(writer, "E3", "AG3")
    books.activity(worked, "B3", date(2017, 10, 20), "1", engagement="E3")
    page = make(worked)
    followed: list[Job] = []
    page.to_bill.worked.connect(followed.append)
    page.bill_all()
    (dialog,) = [d for d in page.findChildren(QDialog) if d.windowTitle() == "Bill all"]
    assert dialog.form.values() == {
        "from": date(2017, 10, 2),
        "to": date(2017, 10, 31),
        "on": books.ISSUED_ON,
    }
    dialog.accept()
    settle(qtbot)
    (outcome,) = page.findChildren(Outcome)
    rows = [(row.engagement, row.number) for row in outcome.model.rows]
    assert rows == [("E3", None), ("E1", "LRPC-2017-0001")]
    outcome.accept()
    assert [job.words for job in followed] == ["Issuing invoices"]
    assert [row.unbilled.engagement for row in page.to_bill.model.rows] == ["E3"]


def test_a_run_dated_in_the_future_is_refused_in_its_dialog(worked, make):
    page = make(worked)
    page.bill_all()
    (dialog,) = [d for d in page.findChildren(QDialog) if d.windowTitle() == "Bill all"]
    dialog.form.field("on").set_value(date(2100, 1, 1))
    dialog.accept()
    assert "in the future" in dialog.refusal
    assert worked.billing.invoices() == []
    dialog.form.settle()
    dialog.reject()


def test_a_run_that_is_stopped_keeps_what_it_issued_and_says_so(worked, make, qtbot):
    for n in range(2, 12):
        with worked.writing("Add engagement") as writer:
            books.add_engagement(writer, f"E{n}", f"AG{n}")
        books.rate(worked, "Head of Service", "500", target=f"AG{n}")
        on = date(2017, 10, 20)
        books.activity(worked, f"B{n}", on, "1", engagement=f"E{n}")
    page = make(worked)
    page.to_bill.worked.connect(lambda job: job.progressed.connect(job.cancel))
    page.bill_all()
    (dialog,) = [d for d in page.findChildren(QDialog) if d.windowTitle() == "Bill all"]
    dialog.accept()
    settle(qtbot)
    (outcome,) = page.findChildren(Outcome)
    issued = {row.number for row in outcome.model.rows}
    outcome.accept()
    assert issued == {row.number for row in worked.billing.invoices()}
    assert 1 <= len(issued) <= 11


def test_the_parts_are_turned_by_keyboard(worked, make, press):
    page = make(worked)
    for part in (DRAFTS, ISSUED, OWED, TO_BILL):
        press(page, Qt.Key.Key_PageDown, CTRL)
        assert page.tabs.currentIndex() == part
    press(page, Qt.Key.Key_PageUp, CTRL)
    assert page.tabs.currentIndex() == OWED


def test_an_engagement_asked_for_is_chosen(worked, make):
    with worked.writing("Add engagement") as writer:
        books.add_engagement(writer, "E2", "AG2")
    books.rate(worked, "Head of Service", "1", target="AG2")
    books.activity(worked, "Z1", date(2017, 10, 20), "1", engagement="E2")
    page = make(worked, "E2")
    assert page.to_bill.table.current().unbilled.engagement == "E2"


def test_an_engagement_with_work_of_this_month_only_is_looked_for_up_to_today(
    worked, make
):
    with worked.writing("Add engagement") as writer:
        books.add_engagement(writer, "E2", "AG2")
    books.rate(worked, "Head of Service", "1", target="AG2")
    books.activity(worked, "Z1", date(2017, 11, 1), "1", engagement="E2")
    page = make(worked, "E2")
    assert page.until.currentData() == books.ISSUED_ON
    assert page.to_bill.table.current().unbilled.engagement == "E2"


def test_an_engagement_with_nothing_to_bill_at_all_is_told_so(worked, make, qtbot):
    page = make(worked)
    said = []
    page.said.connect(lambda words, _undo: said.append(words))
    page.opened("E7")
    settle(qtbot)
    assert said == ["Nothing is left to bill of E7 up to 2 Nov 2017."]


def test_overdue_is_asked_for_from_another_page(issued):
    issued.opened("overdue")
    assert issued.state.currentData() == "overdue"
    assert issued.tabs.currentIndex() == ISSUED


def test_everything_that_takes_the_keyboard_has_a_name(issued):
    for part in (TO_BILL, DRAFTS, ISSUED, OWED):
        issued.turn(part)
        assert nameless(issued) == []
