"""Crediting, payments and the money owed, by keyboard, over a real store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton

from pip_manager.services.crediting import Terms, Wanted
from pip_manager.ui.invoices.page import ISSUED, OWED
from tests.services import books
from tests.ui.invoices.conftest import settle
from tests.ui.support import nameless

FIRST, OTHER = "LRPC-2017-0001", "LRPC-2017-0002"
TODAY = date(2018, 1, 16)  # 45 days after they are due
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
ENTER = KEY.Key_Return


@pytest.fixture
def billed(worked):
    """An office with an invoice to Kirklees and one to Wakefield, both late."""
    with worked.writing("Set up another") as writer:
        writer.add("authorities", {"authority": "E08000036", "name": "Wakefield"})
        books.add_engagement(writer, "E2", "AG2", authority="E08000036")
    books.change(worked, "authorities", "E08000036", billing_address="Town Hall")
    books.rate(worked, "Head of Service", "500", target="AG2")
    books.activity(worked, "Z1", date(2017, 10, 20), "1", engagement="E2")
    for engagement in ("E1", "E2"):
        draft = books.draft_of(worked, engagement).draft
        worked.billing.issue(draft, books.ISSUED_ON)
    return worked


@pytest.fixture
def page(billed, make):
    return make(billed, FIRST, today=TODAY)


@pytest.fixture
def crediting(page, press, qtbot):
    """The dialog that credits the first invoice, opened by its key."""
    press(page.issued.table.view, KEY.Key_C, CTRL_SHIFT)
    dialog = page.issued.money.dialog
    assert dialog.windowTitle() == f"Credit {FIRST}"
    qtbot.waitUntil(lambda: dialog.told.text() != "")
    return dialog


def status(page):
    row = page.issued.table.current()
    return row.invoice.status, row.invoice.outstanding


def shown(page):
    return [part.text() for part in page.issued.detail.findChildren(QLabel)]


def pressable(page, words):
    """Return the button of the pane that says these words."""
    found = page.issued.detail.findChildren(QPushButton)
    (one,) = [each for each in found if each.text() == words]
    return one


# crediting


def test_half_a_day_is_credited_as_not_delivered(page, billed, crediting, qtbot):
    form = crediting.form
    assert crediting.told.text().startswith("Takes back £5,126.40 incl. VAT and frees")
    form.field("what").set_value("work")
    crediting.work.tick("A24")
    form.field("not_delivered").set_value(value=True)
    form.field("reason").set_value("The half day on 24 October did not happen")
    sentence = (
        "Takes back £403.20 incl. VAT and marks half a day as not delivered, never"
        " billed again."
    )
    qtbot.waitUntil(lambda: crediting.told.text() == sentence)
    qtbot.waitUntil(lambda: "£403.20" in crediting.pdf.accessibleDescription())
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(crediting, ENTER, CTRL)
    assert said.args[0] == f"LRPC-CN-2017-0001 credits £403.20 of {FIRST}."
    settle(qtbot)
    assert status(page) == ("issued", Decimal("4723.20"))
    assert "LRPC-CN-2017-0001" in [
        one.text() for one in page.issued.detail.findChildren(QPushButton)
    ]
    assert billed.billing.unbilled(date(2017, 10, 31)) == []


def test_a_tick_on_a_line_ticks_all_of_it_and_space_ticks_one(crediting, qtbot):
    crediting.form.field("what").set_value("work")
    crediting.work.setFocus()
    qtbot.keyClick(crediting.work, KEY.Key_Space)
    assert crediting.work.codes() == {"A02"}
    line = crediting.work.topLevelItem(1)
    line.setCheckState(0, Qt.CheckState.Checked)
    assert crediting.work.codes() == {"A02", "A16", "A18", "A24", "A30"}
    crediting.work.tick("A02", is_on=False)
    qtbot.waitUntil(
        lambda: (
            crediting.told.text()
            == "Takes back £2,822.40 incl. VAT and frees 3.5 days for billing again."
        )
    )


def test_money_of_a_line_frees_nothing_and_says_how_much_is_left(
    crediting, billed, qtbot
):
    form = crediting.form
    form.field("what").set_value("line")
    assert crediting.told.text() != ""
    qtbot.waitUntil(
        lambda: crediting.told.text() == "Enter how much of the line to credit."
    )
    assert not crediting.work.isVisible()
    form.field("line").set_value(2)
    form.field("quantity").set_value(Decimal(4))
    qtbot.waitUntil(lambda: "has 3.5 left to credit, not 4" in crediting.told.text())
    form.field("reason").set_value("Agreed")
    crediting.accept()
    assert crediting.refusal == "Line 2 has 3.5 left to credit, not 4."
    form.field("quantity").set_value(Decimal("0.5"))
    crediting.accept()
    assert billed.billing.invoice(FIRST).credited == Decimal("403.20")
    assert billed.billing.unbilled(date(2017, 10, 31)) == []


def test_enter_alone_issues_no_credit_note_and_esc_leaves_all(crediting, billed, qtbot):
    qtbot.keyClick(crediting.form.field("reason").control, ENTER)
    qtbot.keyClick(crediting, KEY.Key_Escape)
    assert not crediting.isVisible()
    assert billed.billing.invoice(FIRST).credited == 0


def test_without_a_reason_or_ticked_work_nothing_is_issued(crediting, billed):
    crediting.accept()
    assert "reason" in crediting.form.problems()
    crediting.form.field("reason").set_value("Agreed")
    crediting.form.field("what").set_value("work")
    crediting.accept()
    assert crediting.refusal == "Tick the work to credit."
    assert billed.billing.invoice(FIRST).credited == 0
    crediting.form.settle()
    crediting.reject()


def test_a_late_correction_is_said_to_be_late_for_vat(crediting, qtbot):
    assert not crediting.late.isVisible()
    crediting.form.field("changed_on").set_value(date(2018, 1, 1))
    qtbot.waitUntil(crediting.late.isVisible)
    assert crediting.late.text().startswith("This is 15 days after the change.")
    crediting.form.field("changed_on").set_value(date(2018, 1, 2))
    qtbot.waitUntil(lambda: not crediting.late.isVisible())


def test_what_is_credited_in_full_and_credit_notes_are_not_credited(
    page, billed, press, qtbot
):
    billed.crediting.issue(FIRST, Wanted(), Terms(TODAY, "All of it"))
    settle(qtbot)
    with qtbot.waitSignal(page.said) as said:
        press(page.issued.table.view, KEY.Key_C, CTRL_SHIFT)
    assert said.args[0] == f"{FIRST} is credited in full already."
    page.issued.want("LRPC-CN-2017-0001")
    settle(qtbot)
    with qtbot.waitSignal(page.said) as said:
        page.issued.money.credit()
    assert said.args[0] == (
        f"LRPC-CN-2017-0001 is a credit note: choose the invoice {FIRST}."
    )


# payments


def test_a_payment_is_recorded_in_three_keys(page, press, qtbot):
    press(page.issued.table.view, KEY.Key_R, CTRL_SHIFT)
    dialog = page.issued.money.dialog
    assert dialog.form.values() == {
        "amount": Decimal("5126.40"),
        "on": TODAY,
        "reference": None,
    }
    assert dialog.sentence.text() == "Kirklees owes £5,126.40 of it, due 2 Dec 2017."
    qtbot.keyClick(dialog.form.field("amount").control, ENTER)
    settle(qtbot)
    assert status(page) == ("paid", 0)
    assert "Paid 16 Jan 2018: £5,126.40" in shown(page)


def test_more_than_is_outstanding_is_refused_beside_the_field(page, press, billed):
    press(page.issued.table.view, KEY.Key_R, CTRL_SHIFT)
    dialog = page.issued.money.dialog
    dialog.form.field("amount").set_value(Decimal("5126.41"))
    dialog.accept()
    assert dialog.form.problems() == {
        "amount": f"{FIRST} has £5,126.40 outstanding, less than £5,126.41."
    }
    dialog.form.field("amount").set_value(Decimal(1))
    dialog.form.field("on").set_value(date(2999, 1, 1))
    dialog.accept()
    assert list(dialog.form.problems()) == ["on"]
    assert billed.billing.invoice(FIRST).paid == 0
    dialog.form.settle()
    dialog.reject()


def test_a_payment_is_removed_and_undo_puts_it_back(page, billed, qtbot):
    billed.payments.pay(FIRST, Decimal("126.40"), TODAY, "BACS 77")
    settle(qtbot)
    assert status(page) == ("part_paid", Decimal("5000.00"))
    assert "BACS 77" in shown(page)
    remove = pressable(page, "Remove")
    assert remove.accessibleName() == "Remove payment: Paid 16 Jan 2018: £126.40"
    remove.click()
    settle(qtbot)
    assert status(page) == ("issued", Decimal("5126.40"))
    assert "BACS 77" not in shown(page)
    done = billed.history.undo(billed.history.recent(1)[0].change.seq)
    page.reread(done.nouns)
    settle(qtbot)
    assert status(page) == ("part_paid", Decimal("5000.00"))


def test_what_is_settled_offers_neither_payment_nor_reminder(page, billed, qtbot):
    billed.payments.pay(FIRST, Decimal("5126.40"), TODAY)
    settle(qtbot)
    offered = [one.text() for one in page.issued.detail.findChildren(QPushButton)]
    assert "Credit…" in offered
    assert not {"Record payment…", "Reminder…"} & set(offered)
    with qtbot.waitSignal(page.said) as said:
        page.issued.money.pay()
    assert said.args[0] == f"Nothing is outstanding of {FIRST}."


# what is owed


class Viewer(QObject):
    """Stands for the programs of the computer that open files."""

    def __init__(self):
        super().__init__()
        self.seen = []

    @Slot("QUrl")
    def show(self, url):
        self.seen.append(url.toLocalFile().rpartition("/")[2])


@pytest.fixture
def viewer():
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show")  # type: ignore[arg-type]
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def owed(page, qtbot):
    page.opened("owed")
    settle(qtbot)
    assert page.tabs.currentIndex() == OWED
    return page


def test_aged_debt_is_shown_by_authority_with_its_totals(owed, qtbot):
    table = owed.owed.table
    rows = [(row.name, row.owed.d31_60, row.owed.total) for row in owed.owed.model.rows]
    assert rows == [
        ("Kirklees", Decimal("5126.40"), Decimal("5126.40")),
        ("Wakefield", Decimal("600.00"), Decimal("600.00")),
    ]
    assert owed.sense.text() == "£5,726.40 owed by 2 authorities · £5,726.40 overdue"
    assert table.current().name == "Kirklees"
    qtbot.waitUntil(lambda: owed.owed.pdf.pages == 1)
    assert FIRST in owed.owed.pdf.accessibleDescription()
    assert OTHER not in owed.owed.pdf.accessibleDescription()


def test_enter_shows_the_open_invoices_of_the_authority(owed, press):
    owed.owed.table.select("E08000036")
    press(owed.owed.table.view, ENTER)
    assert owed.tabs.currentIndex() == ISSUED
    assert owed.state.currentData() == "owed"
    assert owed.authority.currentData() == "E08000036"
    assert [row.invoice.number for row in owed.issued.model.rows] == [OTHER]


def test_a_payment_takes_the_authority_off_the_list(owed, billed, qtbot):
    billed.payments.pay(FIRST, Decimal("5126.40"), TODAY)
    settle(qtbot)
    assert [row.name for row in owed.owed.model.rows] == ["Wakefield"]
    billed.payments.pay(OTHER, Decimal("600.00"), TODAY)
    settle(qtbot)
    assert owed.owed.table.empty.sentence.text() == "Nobody owes anything."
    assert owed.sense.text() == "Nothing is owed"


def test_the_reminder_is_mailed_copied_and_the_statement_saved(
    owed, viewer, press, tmp_path, billed
):
    press(owed.owed.table.view, KEY.Key_M, CTRL)
    assert viewer.seen == ["Reminder E08000034.eml"]
    owed.owed.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("To: invoices@kirklees.example\nSubject: Reminder: £5,126")
    assert "Kind regards" in copied
    owed.owed.save_as()
    (dialog,) = owed.owed.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Statement Kirklees 2018-01-16.pdf")
    path = tmp_path / "mine.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    assert path.read_bytes() == billed.statements.account("E08000034", TODAY).pdf


def test_one_late_invoice_is_reminded_of(page, viewer, press):
    press(page.issued.table.view, KEY.Key_M, CTRL_SHIFT)
    assert viewer.seen == [f"Reminder {FIRST}.eml"]


# late payment


def test_the_calculator_is_shown_only_where_settings_say_so(page, billed, qtbot):
    heading = "Late payment"
    assert heading not in shown(page)
    billed.settings.save({"late_payment": "yes"})
    page.reread(frozenset({"settings"}))
    settle(qtbot)
    qtbot.waitUntil(lambda: heading in shown(page))
    for figure in ("45 days", "8.25 %", "£52.14", "£70.00", "£122.14"):
        assert figure in shown(page)


def test_everything_of_money_that_takes_the_keyboard_has_a_name(owed, qtbot):
    assert nameless(owed) == []
    owed.owed.sides.setCurrentIndex(1)
    assert nameless(owed) == []
    owed.turn(ISSUED)
    settle(qtbot)
    for open_it in (owed.issued.money.credit, owed.issued.money.pay):
        open_it()
        settle(qtbot)
        dialog: QDialog = owed.issued.money.dialog
        assert nameless(dialog) == []
        dialog.reject()
