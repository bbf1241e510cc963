from dataclasses import replace

import pytest

from pip_manager.billing.checks import problems
from tests.billing.making import (
    agreement,
    book,
    charge,
    head,
    invoice,
    october_2017,
    priced,
)

SOUND = october_2017().charges


def codes(document, **asked):
    return [problem.code for problem in problems(document, **asked)]


def test_a_sound_invoice_may_be_issued_without_saying_where_to_pay():
    document = invoice(SOUND)
    assert document.bank.iban == ""
    assert problems(document) == ()


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"seller_name": " "}, "seller_name"),
        ({"seller_address": ""}, "seller_address"),
        ({"seller_vat_number": ""}, "seller_vat_number"),
        ({"seller_vat_number": "123456783"}, "seller_vat_number"),
    ],
)
def test_what_is_missing_of_the_supplier_is_mended_in_settings(settings, code):
    (found,) = problems(invoice(SOUND, settings=settings))
    assert (found.code, found.noun, found.key) == (code, "settings", code)
    assert found.text.endswith("State it in Settings.")


def test_a_request_for_an_invoice_needs_no_vat_number():
    settings = {"seller_vat_number": "", "document_mode": "proforma"}
    assert problems(invoice(SOUND, settings=settings)) == ()


@pytest.mark.parametrize(
    ("authority", "code", "text"),
    [
        (
            {"billing_address": None},
            "buyer_address",
            "Kirklees has no billing address. Add it.",
        ),
        ({"name": None}, "buyer_name", "Authority X1 has no name. Add it."),
    ],
)
def test_what_is_missing_of_the_authority_is_said_of_it(authority, code, text):
    (found,) = problems(invoice(SOUND, authority=authority))
    assert (found.code, found.text) == (code, text)
    assert (found.noun, found.key) == ("authorities", "X1")


def test_a_purchase_order_is_asked_for_only_where_the_authority_wants_one():
    assert codes(invoice(SOUND), po_required=True) == ["po_number"]
    assert codes(invoice(SOUND, po_number="PO-1"), po_required=True) == []
    wants = head(authority={"po_required": True})
    assert wants.po_required


@pytest.mark.parametrize("code", ["E", "O"])
def test_exempt_and_outside_the_scope_need_a_reason(code):
    facts = book(agreements=[agreement(vat_code=code)])
    document = invoice(priced(facts, charges=[charge()]).charges)
    (found,) = problems(document)
    assert (found.code, found.noun, found.key) == ("vat_reason", "agreements", "A1")
    reasoned = charge(vat_code=code, vat_reason="Ruling of the VAT team")
    assert codes(invoice(priced(facts, charges=[reasoned]).charges)) == []


def test_outside_the_scope_goes_on_a_document_of_its_own():
    outside = charge("C2", vat_code="O", vat_reason="Grant claim")
    answer = priced(book(), charges=[charge(), outside])
    (found,) = problems(invoice(answer.charges))
    assert found.code == "outside_mixed"
    assert "separate document" in found.text


def test_an_empty_document_is_not_issued():
    empty = replace(invoice(SOUND), lines=(), vat=())
    assert codes(empty) == ["nothing_on_it"]


def test_every_problem_is_named_at_once():
    document = invoice(
        SOUND,
        settings={"seller_name": "", "seller_vat_number": "1"},
        authority={"billing_address": ""},
    )
    assert codes(document, po_required=True) == [
        "seller_name",
        "seller_vat_number",
        "buyer_address",
        "po_number",
    ]
