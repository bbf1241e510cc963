from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pip_manager.billing.document import Bank, Document, Line, Party, VatRow
from pip_manager.billing.page import render
from pip_manager.paper.archive import Attachment

WHY = "Vocational training by an eligible body"
SELLER = Party(
    "Leeds City Council",
    "Civic Hall, Calverley Street\nLeeds\nLS1 1UR",
    unit="Leeds Relational Practice Centre",
    vat_number="GB 123 4567 82",
    contact="Finance desk",
    email="finance@centre.example",
)
BUYER = Party(
    "Northmoor Borough Council",
    "Accounts payable\nTown Hall\nNorthmoor\nNM3 9LD",
    contact="Improvement lead",
)
RATES = {"S": Decimal(20), "E": Decimal(0), "Z": Decimal(0), "O": None}


def line(n, words, quantity, unit, price, net, code):
    reason = WHY if code == "E" else ""
    figures = (Decimal(quantity), unit, Decimal(price), Decimal(net))
    return Line(n, words, *figures, code, RATES[code], reason)


# worked example WE1
LINES = (
    line(1, "Head of Service – practice review", "4.5", "day", "650", "2925", "S"),
    line(2, "Service manager – audit", "3.5", "day", "487.38", "1705.83", "S"),
    line(3, "Team manager – coaching", "7", "hour", "61.79", "432.53", "S"),
    line(4, "Rail fares recharged", "1", "item", "86.43", "86.43", "S"),
    line(5, "Mileage recharged", "113", "mile", "0.45", "50.85", "S"),
    line(6, "Restorative practice course", "12", "delegate", "95", "1140", "E"),
    line(7, "Printed handbooks", "60", "item", "4.15", "249", "Z"),
)
INVOICE = Document(
    kind="invoice",
    seller=SELLER,
    buyer=BUYER,
    engagement="ENG-04",
    engagement_title="Improving practice",
    agreement="AGR-03",
    agreement_title="Call-off agreement",
    period_from=date(2017, 10, 1),
    period_to=date(2017, 10, 31),
    lines=LINES,
    vat=(
        VatRow("S", Decimal(20), Decimal("5200.64"), Decimal("1040.13")),
        VatRow("E", Decimal(0), Decimal(1140), Decimal(0), WHY),
        VatRow("Z", Decimal(0), Decimal(249), Decimal(0)),
    ),
    net=Decimal("6589.64"),
    vat_total=Decimal("1040.13"),
    gross=Decimal("7629.77"),
    number="LRPC-2017-0007",
    issued_on=date(2017, 11, 2),
    tax_point=date(2017, 11, 2),
    due_on=date(2017, 12, 2),
    po_number="PO-77002",
    buyer_reference="CS-2231",
    bank=Bank("Leeds City Council", "20-45-77", "73164420", "GB29 NWBK 6016 1331"),
    anchor="9f2c7a1e4b8d0c35",
)
CREDIT = replace(
    INVOICE,
    kind="credit_note",
    number="LRPC-CN-2017-0001",
    credits="LRPC-2017-0007",
    credits_on=date(2017, 11, 2),
    reason="The half day of 24 October did not happen.",
    lines=(line(1, "Audit", "0.5", "day", "672", "336", "S"),),
    vat=(VatRow("S", Decimal(20), Decimal(336), Decimal("67.20")),),
    net=Decimal(336),
    vat_total=Decimal("67.20"),
    gross=Decimal("403.20"),
)
DRAFT = replace(INVOICE, number=None, issued_on=None, tax_point=None, due_on=None)


def long_invoice(count):
    rows = (replace(LINES[n % 7], n=n + 1) for n in range(count))
    return replace(INVOICE, lines=tuple(rows))


def pages(document):
    """Return the words of each page, white space made single spaces."""
    file = pypdfium2.PdfDocument(render(document))
    texts = [page.get_textpage().get_text_bounded() for page in file]
    file.close()
    return [" ".join(text.split()) for text in texts]


def said_by(document):
    return " ".join(pages(document))


def letters_of(text):
    return "".join(text.split())


def test_every_word_and_figure_of_the_worked_example_stands_on_one_page():
    (page,) = pages(INVOICE)
    for row in (
        "1 Head of Service – practice review 4.5 days 650.00 20% 2,925.00",
        "2 Service manager – audit 3.5 days 487.38 20% 1,705.83",
        "3 Team manager – coaching 7 hours 61.79 20% 432.53",
        "4 Rail fares recharged 1 item 86.43 20% 86.43",
        "5 Mileage recharged 113 miles 0.45 20% 50.85",
        "6 Restorative practice course 12 delegates 95.00 Exempt 1,140.00",
        "7 Printed handbooks 60 items 4.15 Zero 249.00",
        "Standard rate 20% 5,200.64 1,040.13",
        "Exempt 1,140.00 0.00",
        "Zero rate 0% 249.00 0.00",
        "Total net £6,589.64",
        "Total VAT £1,040.13",
        "Amount due £7,629.77",
    ):
        assert row in page


@pytest.mark.parametrize(
    "words",
    [
        "VAT invoice",
        "LRPC-2017-0007",
        "Leeds Relational Practice Centre",
        "Civic Hall, Calverley Street",
        "VAT registration number GB 123 4567 82",
        "Northmoor Borough Council",
        "For the attention of Improvement lead",
        "Invoice date and tax point 2 Nov 2017",
        "Pay by 2 Dec 2017",
        "PO-77002",
        "CS-2231",
        "AGR-03 Call-off agreement",
        "ENG-04 Improving practice",
        "1 Oct 2017 to 31 Oct 2017",
        "Finance desk",
        "finance@centre.example",
        f"Exempt: {WHY}",
        "Sort code 20-45-77",
        "Account number 73164420",
        "GB29 NWBK 6016 1331",
        "Please pay within 30 days of the invoice date, by 2 Dec 2017.",
        "Page 1 of 1",
        "9f2c7a1e4b8d0c35",
    ],
)
def test_what_the_law_and_the_payer_need_is_stated(words):
    assert words in said_by(INVOICE)


def test_a_tax_point_of_another_day_is_stated_apart():
    page = said_by(replace(INVOICE, tax_point=date(2017, 10, 13)))
    assert "Tax point 13 Oct 2017" in page
    assert "and tax point" not in page


def test_a_credit_note_names_what_it_credits_and_why():
    page = said_by(CREDIT)
    assert "Credit note" in page
    assert "VAT invoice" not in page
    assert "LRPC-2017-0007 of 2 Nov 2017" in page
    assert "The half day of 24 October did not happen." in page
    assert "Amount credited £403.20" in page
    assert "Sort code" not in page
    assert "Pay by" not in page


def test_a_request_never_passes_for_an_invoice():
    page = said_by(replace(INVOICE, mode="proforma"))
    assert "Request for invoice – not a VAT invoice" in page
    assert "Please pay that invoice, not this request." in page
    assert "Sort code" not in page
    assert "Amount due" not in page


def test_a_draft_says_so_and_has_no_number():
    page = said_by(DRAFT)
    assert "Draft, not yet numbered" in page
    assert "This is a draft. It has not been issued and nothing is due." in page
    assert "Quote reference" not in page


@pytest.mark.parametrize("marking", ["DRAFT", "SAMPLE", "DEMO"])
def test_a_marking_stands_on_every_page_in_words_and_across(marking):
    for page in pages(replace(long_invoice(60), marking=marking)):
        assert page.count(marking) >= 2


def test_the_real_thing_bears_no_marking():
    assert not re.search("DRAFT|SAMPLE|DEMO", said_by(INVOICE))


def test_only_what_is_stated_of_the_bank_is_printed():
    page = said_by(replace(INVOICE, bank=Bank(account="73164420")))
    assert "Account number 73164420" in page
    assert "Sort code" not in page
    assert "IBAN" not in page


def test_without_a_bank_the_payer_is_told_where_to_ask():
    page = said_by(replace(INVOICE, bank=Bank()))
    assert "Payment details: see your agreement or ask the contact" in page


def test_what_is_unknown_is_called_not_stated():
    page = said_by(
        replace(
            INVOICE, po_number="", agreement="", agreement_title="", buyer=Party("", "")
        )
    )
    assert "Purchase order not stated" in page
    assert "Agreement not stated" in page
    assert "Address not stated" in page


def test_what_may_be_left_out_leaves_no_empty_label():
    page = said_by(
        replace(
            INVOICE,
            seller=Party("Leeds City Council", "Civic Hall"),
            buyer_reference="",
            anchor="",
        )
    )
    for label in ("Your reference", "Contact", "registration", "Record", "Questions"):
        assert label not in page
    assert page.startswith("Leeds City Council VAT invoice")


def test_a_party_abroad_has_its_country():
    assert "Dublin IE" in said_by(replace(INVOICE, buyer=Party("ETB", "Dublin", "IE")))


def test_notes_are_printed_below_the_totals():
    page = said_by(replace(INVOICE, notes=("Six days are paid by the grant.",)))
    assert page.index("Amount due £7,629.77 ") < page.index("Notes Six days are paid")


def test_seven_lines_fit_one_page_and_two_hundred_flow_on_with_heads():
    assert len(pages(INVOICE)) == 1
    many = pages(long_invoice(200))
    assert len(many) > 3
    for at, page in enumerate(many, start=1):
        assert f"Page {at} of {len(many)}" in page
        assert "Unit price £" in page
        assert "LRPC-2017-0007" in page
    whole = " ".join(many)
    for n in (1, 100, 200):
        assert f"{n} {LINES[(n - 1) % 7].description}" in whole


@pytest.mark.parametrize("count", range(14, 36))
def test_the_totals_never_stand_without_a_line(count):
    last = next(page for page in pages(long_invoice(count)) if "Total net" in page)
    words = LINES[(count - 1) % 7].description
    assert f"{count} {words}" in last
    assert f"{count - 1} {LINES[(count - 2) % 7].description}" in last


def test_a_description_taller_than_a_page_is_printed_to_its_end():
    words = " ".join(f"w{n}" for n in range(6000))
    tall = replace(LINES[0], description=words)
    many = pages(replace(INVOICE, lines=(tall,)))
    assert len(many) > 3
    assert all(re.search(rf"\bw{n}\b", " ".join(many)) for n in range(0, 6000, 97))
    assert "w5999" in next(page for page in many if "Total net" in page)


HOSTILE = [
    "Smith & Sons <Ltd>",
    "<b>bold</b> <img src='/etc/passwd'>",
    "Dr Anwen Ŵyn-Hughes",
    "Tomasz Łukasiewicz",
    ") Tj ET /JS (app.alert(1))",
    "%s %d {0} \\n \\\\ \\",
    "=HYPERLINK(1)",
    "“quoted” – dashed … 5 €",
    "W" * 150,
    "a/very/long/path/" * 12,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_is_printed_as_typed(words):
    document = replace(
        INVOICE,
        seller=replace(SELLER, name=words, unit=words),
        buyer=replace(BUYER, name=words, address=words),
        lines=(replace(LINES[0], description=words),),
        agreement_title=words,
        notes=(words,),
    )
    assert letters_of(said_by(document)).count(letters_of(words)) >= 6


def test_letters_the_font_lacks_are_named_and_kept_for_the_ear():
    document = replace(INVOICE, buyer=replace(BUYER, name="中 Council"))
    assert "[U+4E2D] Council" in said_by(document)
    spoken = ("\ufeff" + "中 Council").encode("utf-16-be").hex().encode()
    assert b"/ActualText <" + spoken + b">" in render(document)


def outside(file):
    """Return the characters that are not wholly on their page."""
    strays = []
    for page in pypdfium2.PdfDocument(file):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if left < 0 or bottom < 0 or right > 595.3 or top > 841.9:
                strays.append(text.get_text_range(at, 1))
    return strays


def test_nothing_runs_off_the_page_however_much_is_said():
    much, wide = "word " * 3000, "W" * 900
    document = replace(
        INVOICE,
        seller=Party(wide, much, unit=wide, vat_number=wide, contact=wide, email=wide),
        buyer=Party(wide, "\n".join(["Line"] * 150), contact=wide),
        engagement_title=much,
        agreement=wide,
        po_number=wide,
        number=wide,
        lines=(
            replace(LINES[0], description=wide, unit=wide, unit_price=Decimal(10**12)),
        ),
        vat=(replace(INVOICE.vat[1], reason=much),),
        notes=(much,),
        bank=Bank(much, wide),
        gross=Decimal(10**13),
        marking=wide[:40],
        anchor=wide,
    )
    assert outside(render(document)) == []


@settings(max_examples=25)
@given(
    words=st.text(max_size=300),
    unit=st.text(max_size=40),
    price=st.decimals(0, 10**9, places=2),
)
def test_any_words_make_a_page_that_holds_them(words, unit, price):
    row = replace(LINES[0], description=words, unit=unit, unit_price=price)
    document = replace(INVOICE, lines=(row,), buyer=replace(BUYER, name=words))
    assert outside(render(document)) == []


def overlaps(file):
    """Return the pairs of letters printed over each other."""
    text = pypdfium2.PdfDocument(file)[0].get_textpage()
    boxes = []
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        letter = text.get_text_range(at, 1)
        if letter.strip():
            boxes.append((bottom, top, left, right, letter))
    boxes.sort()
    pairs = []
    for at, (_, top, left, right, letter) in enumerate(boxes):
        for bottom, _, other_left, other_right, other in boxes[at + 1 :]:
            if bottom >= top - 1:
                break
            if min(right, other_right) - max(left, other_left) > 0.6:
                pairs.append((letter, other))
    return pairs


@pytest.mark.parametrize("words", ["word", "words " * 12, "W" * 90])
@pytest.mark.parametrize("document", [INVOICE, CREDIT, DRAFT])
def test_no_letter_is_printed_over_another(document, words):
    full = replace(
        document,
        marking="" if document.number else "X",  # no letters across the page
        agreement_title=words,
        engagement_title=words,
        seller=replace(SELLER, name=words, email=words),
        buyer=replace(BUYER, name=words),
        lines=(replace(LINES[5], description=words, unit=words),),
        notes=(words,),
        bank=Bank(words, words),
        reason=words,
    )
    assert [pair for pair in overlaps(render(full)) if "X" not in pair] == []


def test_the_same_document_gives_the_same_bytes():
    assert render(INVOICE) == render(replace(INVOICE))
    assert render(INVOICE) != render(replace(INVOICE, anchor="0"))


def test_the_page_is_tagged_and_every_font_embedded():
    file = render(INVOICE)
    assert b"/Marked true" in file
    assert len(re.findall(rb"/S /TR ", file)) == 7 + 1 + 3 + 1 + 3 + 3 + 3 + 5
    assert file.count(b"/S /H1 ") == 1
    assert file.count(b"/FontFile2") == file.count(b"/Type /FontDescriptor")
    assert b"/Type1" not in file


def test_figures_in_a_column_end_on_one_edge():
    text = pypdfium2.PdfDocument(render(INVOICE))[0].get_textpage()
    edges = set()
    for amount in ("2,925.00", "1,705.83", "432.53", "1,140.00", "249.00"):
        search = text.search(amount)
        at, length = search.get_next()
        edges.add(round(text.get_charbox(at + length - 1, loose=True)[2], 1))
    assert max(edges) - min(edges) < 0.2


def test_a_file_can_travel_inside():
    carried = Attachment("invoice.xml", b"<Invoice/>", "The same, for machines")
    document = pypdfium2.PdfDocument(render(INVOICE, carried))
    assert document.count_attachments() == 1
