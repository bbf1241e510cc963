"""UBL and CII say the same, it adds up, and it is what the document says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.document import Party
from pip_manager.billing.einvoice.cii import cii
from pip_manager.billing.einvoice.ubl import ubl
from pip_manager.domain.money import times
from tests.billing.einvoice import documents
from tests.billing.einvoice.documents import EVERY, WE1, WE2, invoice, line
from tests.billing.einvoice.reading import (
    empty_elements,
    read_cii,
    read_ubl,
    wrong_sums,
)

D = Decimal


@pytest.fixture(params=EVERY)
def document(request):
    return EVERY[request.param]


def test_both_forms_say_the_same_and_add_up(document):
    sent, attached = ubl(document), cii(document)
    read = read_ubl(sent)
    assert read == read_cii(attached)
    assert wrong_sums(read) == []
    assert empty_elements(sent) == empty_elements(attached) == []


def test_every_figure_is_the_documents_own(document):
    read = read_ubl(ubl(document))
    assert [(line.n, line.net) for line in read.lines] == [
        (str(line.n), line.net) for line in document.lines
    ]
    assert [(tax.net, tax.vat, tax.rate) for tax in read.taxes] == [
        (row.net, row.vat, row.rate) for row in document.vat
    ]
    net, vat, gross = document.net, document.vat_total, document.gross
    assert read.totals == (net, net, vat, gross, gross)
    assert read.heads["number"] == document.number
    assert read.heads["issued"] == document.issued_on.isoformat()
    assert read.heads["from"] == document.period_from.isoformat()
    assert read.heads["to"] == document.period_to.isoformat()


@pytest.mark.parametrize(("write", "read"), [(ubl, read_ubl), (cii, read_cii)])
def test_the_reader_finds_a_wrong_figure(write, read):
    penny = D("0.01")
    (standard, *others) = WE1.vat
    wrong = {
        "BR-CO-15": replace(WE1, gross=WE1.gross + penny),
        "BR-CO-14": replace(WE1, vat_total=WE1.vat_total + penny),
        "BR-CO-10": replace(WE1, net=WE1.net + penny),
        "BR-S-08": replace(
            WE1, vat=(replace(standard, net=standard.net + penny), *others)
        ),
        "BR-CO-17": replace(
            WE1, vat=(replace(standard, vat=standard.vat + D("0.02")), *others)
        ),
        "BR-E-10": replace(WE1, vat=tuple(replace(row, reason="") for row in WE1.vat)),
    }
    for rule, document in wrong.items():
        assert any(
            found.startswith(rule) for found in wrong_sums(read(write(document)))
        )


# ---- the worked examples, by hand


def test_the_mixed_invoice_of_worked_example_one():
    read = read_ubl(ubl(WE1))
    assert read.heads | {"note": ""} == {
        "number": "LRPC-2017-0007",
        "issued": "2017-11-02",
        "due": "2017-12-02",
        "kind": "380",
        "note": "",
        "tax point": "2017-11-02",
        "currency": "GBP",
        "reference": "CS-2231",
        "from": "2017-10-01",
        "to": "2017-10-31",
        "order": "PO-77002",
        "agreement": "A1",
        "credits": "",
        "credits on": "",
        "means": "30",
        "terms": "Please pay within 30 days of the invoice date.",
    }
    units = [(str(row.quantity), row.unit, row.unit_word) for row in read.lines]
    assert units == [
        ("4.5", "DAY", ""),
        ("3.5", "DAY", ""),
        ("7", "HUR", ""),
        ("1", "C62", ""),
        ("113", "SMI", ""),
        ("12", "C62", "delegate"),
        ("60", "C62", ""),
    ]
    assert [(tax.category, tax.net, tax.vat, tax.reason) for tax in read.taxes] == [
        ("S", D("5200.64"), D("1040.13"), ""),
        ("Z", D("249.00"), D("0.00"), ""),
        ("E", D("1140.00"), D("0.00"), documents.WHY),
    ]
    assert read.totals[-1] == D("7629.77")
    assert read.account == ("73164420", "Alderbrook income", "204577")
    assert (read.seller.vat_id, read.seller.endpoint) == (
        "GB123456782",
        ("9932", "GB123456782"),
    )
    assert (read.buyer.vat_id, read.buyer.endpoint) == ("", ("0088", "5060000000000"))


def test_the_credit_note_of_worked_example_five():
    read = read_cii(cii(documents.WE5_PART))
    heads = read.heads
    assert (heads["kind"], heads["number"]) == ("381", "LRPC-CN-2017-0001")
    assert (heads["credits"], heads["credits on"]) == ("LRPC-2017-0007", "2017-11-02")
    assert documents.HALF_DAY in heads["note"]
    assert (heads["due"], heads["means"], read.account) == ("", "", ("", "", ""))
    assert (read.totals[0], read.totals[2], read.totals[4]) == (
        D("336.00"),
        D("67.20"),
        D("403.20"),
    )
    whole = read_ubl(ubl(documents.WE5_WHOLE))
    assert whole.totals == read_ubl(ubl(WE2)).totals


# ---- kinds of VAT


def test_a_reduced_rate_is_standard_rate_of_its_own():
    taxes = read_ubl(ubl(documents.REDUCED)).taxes
    assert [(tax.category, tax.rate, tax.vat) for tax in taxes] == [
        ("S", D(20), D("97.48")),
        ("S", D(5), D("50.00")),
        ("Z", D(0), D(0)),
    ]


@pytest.mark.parametrize("document", [documents.GRANT, documents.GRANT_BACK])
def test_outside_the_scope_no_rate_no_vat_number_and_no_tax_point_is_told(document):
    buyer = replace(document.buyer, vat_number="GB123456782")
    read = read_ubl(ubl(replace(document, buyer=buyer)))
    (tax,) = read.taxes
    assert (tax.category, tax.rate, tax.reason) == ("O", None, documents.OUTSIDE)
    assert [line.rate for line in read.lines] == [None]
    assert (read.seller.vat_id, read.buyer.vat_id) == ("", "")
    assert read.heads["tax point"] == ""
    assert read.seller.identifier == "E08000099"


def test_a_reason_is_told_only_where_no_vat_is_due_by_law():
    handbooks = replace(line("Books", "1", "item", "5", "5", "Z"), vat_reason="Print")
    (tax,) = read_ubl(ubl(invoice(handbooks))).taxes
    assert (tax.category, tax.reason) == ("Z", "")


# ---- figures at the edge


def test_a_price_below_nought_is_turned_into_a_quantity_below_nought():
    (_, back, days) = read_ubl(ubl(documents.BELOW_NOUGHT)).lines
    assert (back.quantity, back.price, back.net) == (D(-1), D(50), D(-50))
    assert (days.quantity, days.price, days.net) == (D(-2), D(10), D(-20))


def test_an_invoice_of_nothing_is_still_one():
    read = read_ubl(ubl(documents.NOUGHT))
    assert read.totals == (0, 0, 0, 0, 0)
    assert [line.net for line in read.lines] == [D("487.38"), D("-487.38")]


def test_the_pence_of_a_last_credit_are_told_as_rounding():
    (last,) = read_ubl(ubl(EVERY["last credit"])).lines
    assert (last.quantity, last.price) == (D("0.91"), D("0.45"))
    assert (last.over, last.net) == (D("0.04"), D("0.45"))
    assert all(line.over == 0 for line in read_ubl(ubl(WE1)).lines)


def test_a_quantity_is_never_rounded_and_a_price_keeps_what_is_below_a_penny():
    parts = line("Parts", "0.33335", "day", "0.125", "0.04", "S")
    (read,) = read_ubl(ubl(invoice(parts))).lines
    assert (read.quantity, read.price) == (D("0.33335"), D("0.125"))
    assert b'<cbc:PriceAmount currencyID="GBP">650.00<' in ubl(WE1)


amounts = st.decimals(-1000, 1000, places=2)
quantities = st.decimals("0.0001", 400, places=4)


@given(
    rows=st.lists(
        st.tuples(quantities, amounts, st.sampled_from("SRZE")), min_size=1, max_size=8
    )
)
def test_whatever_is_billed_adds_up(rows):
    made = [
        line("Work", quantity, "day", price, times(quantity, price), code)
        for quantity, price, code in rows
    ]
    document = invoice(*made)
    read = read_ubl(ubl(document))
    assert wrong_sums(read) == []
    assert read == read_cii(cii(document))


# ---- words


def test_words_are_told_as_typed_without_what_xml_cannot_carry():
    read = read_ubl(ubl(EVERY["hostile"]))
    typed = documents.HOSTILE.replace("\x00", "").replace("\x0b", "")
    typed = typed.replace("\ufffe", "").strip()
    (told,) = read.lines
    assert told.description == typed
    assert typed in read.heads["note"]
    assert read.heads["order"] == " ".join(typed.split())
    assert read.seller.name == read.buyer.name == " ".join(typed.split())


@given(words=st.text())
def test_any_text_makes_an_e_invoice_both_forms_agree_on(words):
    for document in documents.hostile(f"x{words}"):
        sent = ubl(document)
        assert read_ubl(sent) == read_cii(cii(document))
        assert empty_elements(sent) == []


def test_what_is_not_stated_is_left_out():
    bare = replace(
        WE1,
        seller=Party("Seller", "Civic Hall", vat_number="123456782"),
        buyer=Party("Buyer", "Town Hall"),
        engagement_title=" ",
        agreement="",
        agreement_title="",
        po_number=" \u00a0",
        buyer_reference="",
        bank=replace(WE1.bank, account="", iban=""),
        due_on=None,
        tax_point=None,
    )
    sent, attached = ubl(bare), cii(bare)
    read = read_ubl(sent)
    assert read == read_cii(attached)
    assert empty_elements(sent) == empty_elements(attached) == []
    for name in (
        "order",
        "reference",
        "agreement",
        "note",
        "due",
        "tax point",
        "means",
    ):
        assert read.heads[name] == ""
    assert read.buyer == (
        *("Buyer", "", "", "", ("", "")),
        *(("Town Hall", "", ""), "", "", "GB", "", ""),
    )


def test_a_long_description_is_named_short_and_told_whole():
    words = "Practice review of the front door, the assessment teams and the duty desk"
    said = line(f"{words}; {words}", "1", "day", "5", "5", "S")
    (read,) = read_ubl(ubl(invoice(said))).lines
    assert read.name == f"{words}; Practice review of the…"
    assert read.description == f"{words}; {words}"
    endless = replace(said, description="x" * 300)
    (read,) = read_ubl(ubl(invoice(endless))).lines
    assert read.name == "x" * 99 + "…"
    (read,) = read_ubl(ubl(invoice(replace(said, description=" ")))).lines
    assert (read.name, read.description) == ("Line 1", "")


def test_a_marking_is_told_in_words():
    note = read_ubl(ubl(replace(WE1, marking="DEMO"))).heads["note"]
    assert note.startswith("These are demonstration figures. It is not a real invoice.")


def test_a_supply_without_a_tax_point_was_made_by_the_end_of_its_period():
    told = cii(replace(WE1, tax_point=None))
    assert told.count(b">20171031<") == 1 + cii(WE1).count(b">20171031<")


def test_the_same_document_gives_the_same_bytes():
    assert ubl(WE1) == ubl(replace(WE1))
    assert cii(WE1) == cii(replace(WE1))
