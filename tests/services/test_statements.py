"""What is owed by authority, its statement, and the reminders ready to send."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from pip_manager.errors import PipManagerError
from pip_manager.services.crediting import Terms, Wanted
from tests.services import books

FIRST, OTHER = "LRPC-2017-0001", "LRPC-2017-0002"
ON = date(2018, 1, 16)  # 45 days after both are due


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    books.october_days(office)
    with office.writing("Set up another") as writer:
        writer.add("authorities", {"authority": "E08000036", "name": "Wakefield"})
        books.add_engagement(writer, "E2", "AG2", authority="E08000036")
    books.change(
        office, "authorities", "E08000036", billing_address="Town Hall\nWakefield"
    )
    books.rate(office, "Head of Service", "500", target="AG2")
    books.activity(office, "Z1", date(2017, 10, 20), "1", engagement="E2")
    for engagement in ("E1", "E2"):
        draft = books.draft_of(office, engagement).draft
        office.billing.issue(draft, books.ISSUED_ON)
    yield office
    office.store.close()


def read(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def body(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_the_authorities_that_owe_are_listed_the_most_late_first(office):
    found = office.statements.debtors(ON)
    assert [(one.name, one.invoices, one.owed.d31_60) for one in found] == [
        ("Kirklees", 1, Decimal("5126.40")),
        ("Wakefield", 1, Decimal("600.00")),
    ]
    by_code, total = office.payments.debt(ON)
    assert {one.authority: one.owed for one in found} == by_code
    assert sum(one.owed.total for one in found) == total.total
    office.payments.pay(FIRST, Decimal("5126.40"), ON)
    assert [one.name for one in office.statements.debtors(ON)] == ["Wakefield"]
    # as it stood the day before
    assert len(office.statements.debtors(date(2018, 1, 15))) == 2


def test_the_statement_lists_the_authority_alone(office):
    account = office.statements.account("E08000034", ON)
    page = pypdfium2.PdfDocument(account.pdf)[0].get_textpage().get_text_range()
    assert FIRST in page
    assert OTHER not in page
    for words in ("Kirklees", "Huddersfield", "2 Dec 2017", "5,126.40", "00-00-00"):
        assert words in page


def test_the_reminder_is_plain_polite_and_names_nobody(office):
    office.payments.pay(FIRST, Decimal("126.40"), date(2017, 12, 1))
    mail = read(office.statements.mail("E08000034", ON))
    assert mail["To"] == "invoices@kirklees.example"
    assert mail["Subject"] == "Reminder: £5,000.00 overdue – Riverton City Council"
    assert mail["X-Unsent"] == "1"
    assert body(mail) == (
        "Dear colleague,\n\nThis is a friendly reminder. By our records this invoice is"
        " past the due date:\n\n  LRPC-2017-0001, issued 2 Nov 2017, due 2 Dec 2017 (45"
        " days late): £5,000.00\n\nIn all, £5,000.00 is overdue. The attached statement"
        " lists every open invoice and says how to pay.\n\nIf you have paid in the last"
        " few days, thank you, and please disregard this message. If anything on an"
        " invoice is in question, please tell us, so that we can put it right.\n\nKind"
        " regards\nPractice Centre\nRiverton City Council\n"
    )
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Statement 2018-01-16.pdf"
    assert attached.get_content() == office.statements.account("E08000034", ON).pdf


def test_what_is_not_late_is_sent_without_a_reminder(office):
    mail = read(office.statements.mail("E08000036", date(2017, 11, 30)))
    assert mail["To"] is None
    assert mail["Subject"] == "Statement of account – Riverton City Council"
    assert "£600.00 in all.\n\nNothing of it is past its due date." in body(mail)
    assert "reminder" not in body(mail)


def test_one_late_invoice_is_reminded_of_with_its_own_pdf(office):
    mail = read(office.statements.invoice_mail(FIRST, ON))
    assert "was due on 2 Dec 2017, and £5,126.40 of it is still to be paid" in body(
        mail
    )
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == f"{FIRST}.pdf"
    assert attached.get_content() == office.billing.pdf(FIRST)
    with pytest.raises(PipManagerError, match="is not overdue"):
        office.statements.invoice_mail(FIRST, date(2017, 12, 2))
    with pytest.raises(PipManagerError, match="no invoice"):
        office.statements.invoice_mail("NONE", ON)


def test_what_was_paid_and_then_credited_is_theirs(office):
    office.payments.pay(OTHER, Decimal("600.00"), ON)
    office.crediting.issue(OTHER, Wanted(), Terms(ON, "Not wanted"))
    (_, wakefield) = office.statements.debtors(ON)
    assert wakefield.owed.total == Decimal(-600)
    account = office.statements.account("E08000036", ON)
    assert "amount in your favour should be refunded" in account.letter.text
    page = pypdfium2.PdfDocument(account.pdf)[0].get_textpage().get_text_range()
    assert "−600.00" in page


def test_requests_are_not_paid_but_the_invoices_of_the_ledger(office):
    office.settings.save({"document_mode": "proforma"})
    account = office.statements.account("E08000034", ON)
    page = pypdfium2.PdfDocument(account.pdf)[0].get_textpage().get_text_range()
    assert "VAT invoices of our council’s ledger" in page
    assert "00-00-00" not in page
