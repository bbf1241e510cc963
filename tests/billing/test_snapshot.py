import hashlib
import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.document import Bank, Document, Line, Party, VatRow
from pip_manager.billing.snapshot import document_json, freeze, thaw
from tests.billing.making import D, invoice, october_2017

words = st.text(max_size=12)
maybe_day = st.none() | st.dates()
amounts = st.decimals("-1e9", "1e9", places=2)
rates = st.none() | st.decimals("0", "20", places=1)
parties = st.builds(Party, *[words] * len(fields(Party)))
lines = st.builds(
    Line,
    st.integers(1, 999),
    words,
    st.decimals("-9e9", "9e9", places=4),
    words,
    amounts,
    amounts,
    st.sampled_from("SRZEO"),
    rates,
    words,
    st.lists(words, max_size=3).map(tuple),
    st.none() | st.integers(1, 9),
)
vat_rows = st.builds(VatRow, st.sampled_from("SRZEO"), rates, amounts, amounts, words)
documents = st.builds(
    Document,
    st.sampled_from(["invoice", "credit_note"]),
    parties,
    parties,
    words,
    words,
    words,
    words,
    st.dates(),
    st.dates(),
    st.lists(lines, max_size=3).map(tuple),
    st.lists(vat_rows, max_size=2).map(tuple),
    amounts,
    amounts,
    amounts,
    st.none() | words,
    st.none() | st.integers(1, 9),
    maybe_day,
    maybe_day,
    maybe_day,
    words,
    words,
    st.none() | words,
    maybe_day,
    words,
    words,
    words,
    st.builds(Bank, words, words, words, words),
    st.integers(0, 99),
    words,
    st.lists(words, max_size=2).map(tuple),
)


@given(documents)
def test_a_frozen_document_is_read_back_whole(document):
    text = freeze(document)
    assert thaw(text) == document
    assert freeze(thaw(text)) == text


@given(documents, documents)
def test_equal_text_means_equal_documents(one, other):
    assert (freeze(one) == freeze(other)) == (one == other)


def test_every_field_is_frozen():
    stored = json.loads(freeze(invoice(october_2017().charges)))
    assert set(stored) == {field.name for field in fields(Document)}
    assert set(stored["lines"][0]) == {field.name for field in fields(Line)}


def test_fields_added_later_are_empty_in_what_was_frozen_before():
    document = invoice(october_2017().charges)
    stored = json.loads(freeze(document))
    for line in stored["lines"]:
        del line["credits"]
    del stored["notes"]
    assert thaw(json.dumps(stored)) == document


def test_a_changed_penny_changes_the_hash():
    document = invoice(october_2017().charges)
    changed = replace(document, net=document.net + D("0.01"))
    hashes = {
        hashlib.sha256(freeze(each).encode()).hexdigest()
        for each in (document, changed)
    }
    assert len(hashes) == 2


def test_a_document_is_shown_as_the_contract_says():
    document = invoice(october_2017().charges, po_number="PO-77")
    shown = document_json(
        document, status="part_paid", paid=D("1000.00"), credited=D("403.20")
    )
    seller, buyer = shown.pop("seller"), shown.pop("buyer")
    assert shown == {
        "number": "LRPC-2017-0007",
        "draft": None,
        "kind": "invoice",
        "status": "part_paid",
        "engagement": "E1",
        "agreement": "A1",
        "issued_on": "2017-11-02",
        "tax_point": "2017-11-02",
        "due_on": "2017-12-02",
        "period_from": "2017-10-01",
        "period_to": "2017-10-31",
        "po_number": "PO-77",
        "credits": None,
        "lines": [
            {
                "n": 1,
                "description": "Head of Service, 2–13 Oct 2017",
                "quantity": "3",
                "unit": "day",
                "unit_price": "640.00",
                "net": "1920.00",
                "vat_code": "S",
                "vat_rate": "20",
                "items": ["T02", "T05", "T11", "T13"],
            },
            {
                "n": 2,
                "description": "Head of Service, 16–30 Oct 2017",
                "quantity": "3.5",
                "unit": "day",
                "unit_price": "672.00",
                "net": "2352.00",
                "vat_code": "S",
                "vat_rate": "20",
                "items": ["T16", "T18", "T24", "T30"],
            },
        ],
        "vat": [{"code": "S", "rate": "20", "net": "4272.00", "vat": "854.40"}],
        "net": "4272.00",
        "vat_total": "854.40",
        "gross": "5126.40",
        "paid": "1000.00",
        "credited": "403.20",
        "outstanding": "3723.20",
    }
    assert buyer == {
        "gss_code": "X1",
        "name": "Kirklees",
        "address": "The Guildhall\nThornmere\nTM3 9LD",
    }
    assert isinstance(seller, dict)
    assert seller["vat_number"] == "GB 123 4567 82"


@pytest.mark.parametrize("rate", [None, D("17.50")])
def test_a_rate_is_shown_plainly_or_not_at_all(rate):
    document = invoice(october_2017().charges)
    row = VatRow("O" if rate is None else "S", rate, D(1), D(0))
    shown = document_json(replace(document, vat=(row,)), status="draft")
    assert shown["vat"] == [
        {
            "code": row.code,
            "rate": None if rate is None else "17.5",
            "net": "1.00",
            "vat": "0.00",
        }
    ]


def test_what_is_empty_is_null():
    document = replace(invoice(october_2017().charges), due_on=None)
    shown = document_json(document, status="issued")
    assert shown["po_number"] is shown["due_on"] is None
    assert thaw(freeze(document)).issued_on == date(2017, 11, 2)
