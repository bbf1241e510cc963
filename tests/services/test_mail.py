"""The e-mail of an invoice, read back as a mail program would."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services.mail import draft_mail
from tests.services import books

PDF = b"%PDF-1.7 \x00\xff of an invoice"


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "pip-manager.store"))
    books.october_days(office)
    yield office
    office.store.close()


@pytest.fixture
def issued(office):
    return office.billing.issue(books.draft_of(office).draft, books.ISSUED_ON)


def read(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def test_it_goes_to_the_authority_and_is_still_to_be_sent(issued):
    mail = read(draft_mail(issued, PDF))
    assert mail["To"] == "invoices@kirklees.example"
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"] == "Invoice LRPC-2017-0001 from Riverton City Council"
    assert mail.defects == []


def test_the_pdf_arrives_byte_for_byte_under_its_number(office, issued):
    pdf = office.billing.pdf(str(issued.number))
    (attached,) = read(draft_mail(issued, pdf)).iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "LRPC-2017-0001.pdf"
    assert attached.get_content() == pdf


def test_its_words_say_what_is_due_and_name_nobody(issued):
    body = read(draft_mail(issued, PDF)).get_body(("plain",)).get_content()
    assert body.splitlines() == [
        "Dear colleague,",
        "",
        "Please find attached invoice LRPC-2017-0001.",
        "The total is £5,126.40, due by 2 Dec 2017.",
        "How to pay is stated in the attached document only.",
        "",
        "Kind regards",
        "Practice Centre",
        "Riverton City Council",
    ]


def test_a_purchase_order_is_named(issued):
    body = read(draft_mail(replace(issued, po_number="PO 77"), PDF)).get_body(
        ("plain",)
    )
    assert "Purchase order: PO 77." in body.get_content()


def test_a_credit_note_says_what_it_credits(issued):
    note = replace(
        issued, kind="credit_note", number="LRPC-CN-2017-0001", credits=issued.number
    )
    mail = read(draft_mail(note, PDF))
    assert mail["Subject"].startswith("Credit note LRPC-CN-2017-0001")
    body = mail.get_body(("plain",)).get_content()
    assert "It credits £5,126.40 of LRPC-2017-0001." in body
    assert "due by" not in body


def test_a_request_is_not_called_an_invoice(issued):
    mail = read(draft_mail(replace(issued, mode="proforma"), PDF))
    assert mail["Subject"].startswith("Request for invoice LRPC-2017-0001")
    body = mail.get_body(("plain",)).get_content()
    assert "Please pay that one." in body
    assert "How to pay" not in body
    assert "due by" not in body


def test_a_demonstration_says_so(issued):
    mail = read(draft_mail(replace(issued, marking="DEMO"), PDF))
    assert "DEMO: this is not a real document." in mail.get_body().get_content()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "not an address",
        "a@b.example\nBcc: everyone@c.example",
        "a@b.example, c@d.example",
        "a@@b.example",
        "<a@b.example>",
    ],
)
def test_what_is_no_address_is_left_to_the_sender(issued, address):
    mail = read(draft_mail(with_email(issued, address), PDF))
    assert (mail["To"], mail["Bcc"]) == (None, None)


def test_names_with_line_breaks_and_accents_do_no_harm(issued):
    seller = replace(issued.seller, name="Siân’s\nCouncil", unit="Unité")
    mail = read(draft_mail(replace(issued, seller=seller), PDF))
    assert mail["Subject"] == "Invoice LRPC-2017-0001 from Siân’s Council"
    assert "Unité" in mail.get_body(("plain",)).get_content()
    assert mail.keys() == ["Subject", "To", "X-Unsent", "MIME-Version", "Content-Type"]


def with_email(issued, address):
    return replace(issued, buyer=replace(issued.buyer, email=address))


def test_the_copies_for_other_programs_are_private_and_cannot_be_changed(
    office, issued
):
    number = str(issued.number)
    pdf, mail = office.invoicing.to_read(number), office.invoicing.to_send(number)
    assert pdf.read_bytes() == office.billing.pdf(number)
    assert mail.name == "LRPC-2017-0001.eml"
    assert [path.stat().st_mode & 0o777 for path in (pdf, pdf.parent)] == [0o400, 0o700]
    assert office.invoicing.to_read(number) == pdf  # a second time over the first


def test_a_pdf_is_saved_whole_where_the_user_says(office, issued, tmp_path):
    path = tmp_path / "sent" / "LRPC-2017-0001.pdf"
    office.invoicing.save_pdf(str(issued.number), path)
    assert path.read_bytes() == office.billing.pdf(str(issued.number))
    assert list(path.parent.iterdir()) == [path]


def test_the_detail_tells_items_payments_and_history(office, issued):
    number = str(issued.number)
    books.add(
        office,
        "payments",
        payment="PAY1",
        number=number,
        on=date(2017, 12, 20),
        amount=Decimal("126.40"),
        reference="BACS 1",
    )
    detail = office.invoicing.detail(number, date(2018, 1, 1))
    assert (detail.row.late, detail.row.invoice.status) == (30, "part_paid")
    assert str(detail.row.invoice.outstanding) == "5000.00"
    assert [item.code for item in detail.items][:3] == ["A02", "A05", "A11"]
    assert detail.items[0].what == "Case audit"
    assert [p.reference for p in detail.payments] == ["BACS 1"]
    assert [entry[1:] for entry in detail.history] == [
        ("Ada Example", "Issue LRPC-2017-0001")
    ]
