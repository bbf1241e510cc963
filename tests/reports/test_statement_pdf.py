"""The statement of account, read back from its PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2

from pip_manager.reports.statement import OpenInvoice, Statement
from pip_manager.reports.statement_pdf import statement_pdf

ON = date(2018, 1, 31)
NOTHING = Decimal("0.00")


def opened(n, late, owed):
    due = ON - timedelta(days=late) if late else ON + timedelta(days=9)
    gross = Decimal(owed) + 100
    return OpenInvoice(
        f"LRPC-2017-{n:04d}",
        due - timedelta(days=30),
        due,
        late,
        gross,
        Decimal("100.00"),
        Decimal(owed),
    )


def stated(*invoices, ages=None):
    total = sum((one.outstanding for one in invoices), NOTHING)
    return Statement(
        seller="Riverton City Council",
        unit="Practice Centre",
        seller_address="1 Civic Way\nRiverton RV1 1AA",
        vat_number="GB 123 4567 82",
        buyer="Smith & Sons <Ltd>, Ŵyn",
        buyer_address="Market Street\nHuddersfield",
        on=ON,
        invoices=invoices,
        ages=ages or (total, NOTHING, NOTHING, NOTHING, NOTHING),
        total=total,
        pay=(("Account name", "A Bank"), ("Sort code", "00-00-00")),
        contact="practice@riverton.example",
    )


TWO = stated(
    opened(1, 45, "5126.40"),
    opened(2, 0, "600.00"),
    ages=(Decimal("600.00"), NOTHING, Decimal("5126.40"), NOTHING, NOTHING),
)


def pages(content):
    document = pypdfium2.PdfDocument(content)
    return [" ".join(p.get_textpage().get_text_range().split()) for p in document]


def test_it_says_who_owes_what_how_late_and_how_to_pay():
    (page,) = pages(statement_pdf(TWO))
    for words in (
        "Statement of account",
        "As it stood on 31 Jan 2018",
        "Practice Centre",
        "Smith & Sons <Ltd>, Ŵyn",
        "LRPC-2017-0001 17 Nov 2017 17 Dec 2017 45 5,226.40 100.00 5,126.40",
        "LRPC-2017-0002",
        "not due",
        "Total 5,726.40",
        "600.00 0.00 5,126.40 0.00 0.00 5,726.40",
        "Sort code 00-00-00",
        "£5,726.40 is owed, of which £5,126.40 is past its due date.",
        "Page 1 of 1",
    ):
        assert words in page, words


def test_many_invoices_flow_on_with_their_headings():
    content = statement_pdf(stated(*(opened(n, n, "1.00") for n in range(1, 120))))
    found = pages(content)
    assert len(found) == 4
    assert all("Days late" in page for page in found[:3])
    assert "Page 4 of 4" in found[3]
    assert sum(page.count("LRPC-2017-") for page in found) == 119


def test_nothing_stands_outside_the_page():
    document = pypdfium2.PdfDocument(statement_pdf(TWO))
    words = document[0].get_textpage()
    for at in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(at)
        assert left >= 0
        assert bottom >= 0
        assert right <= 596
        assert top <= 842


def test_it_is_tagged_and_the_same_each_time():
    content = statement_pdf(TWO)
    assert content == statement_pdf(TWO)
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid:part" in content
    assert content != statement_pdf(replace(TWO, buyer="Another"))


def test_a_demonstration_is_marked_as_one():
    (page,) = pages(statement_pdf(replace(TWO, marking="DEMO")))
    assert "DEMO: these are not real figures." in page


def test_whoever_owes_nothing_is_told_so():
    (page,) = pages(statement_pdf(stated()))
    assert "Nothing is owed." in page
    assert "£0.00 is owed; nothing is past its due date." in page
