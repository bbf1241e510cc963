from __future__ import annotations

from dataclasses import replace

import pytest

from pip_manager.billing.einvoice.missing import missing, refuse_unsendable
from pip_manager.errors import PipManagerError
from tests.billing.einvoice.documents import EVERY, GRANT, WE1, WE5_PART


def with_buyer(**stated):
    return replace(WE1, buyer=replace(WE1.buyer, **stated))


def with_seller(document=WE1, **stated):
    return replace(document, seller=replace(document.seller, **stated))


@pytest.mark.parametrize("name", [name for name in EVERY if "hostile" not in name])
def test_nothing_is_missing_of_what_says_enough(name):
    assert missing(EVERY[name]) == ()
    refuse_unsendable(EVERY[name])


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (
            replace(WE1, po_number=" ", buyer_reference=""),
            (
                "It names no purchase order and no buyer reference. Add the purchase"
                " order to agreement A1 or the reference to Thornmere Council."
            ),
        ),
        (
            with_buyer(endpoint="", endpoint_scheme=""),
            (
                "Thornmere Council has no electronic address and no VAT number. Add one"
                " in its authority."
            ),
        ),
        (
            with_buyer(endpoint_scheme=""),
            (
                "Thornmere Council has the electronic address 5060000000000 without a"
                " scheme that is known, such as 0088 or 9932. Mend it in its authority."
            ),
        ),
        (
            with_seller(vat_number="BE0123456749"),
            (
                "The supplier has no electronic address and no VAT number. Add one in"
                " Settings."
            ),
        ),
        (
            with_buyer(country="France"),
            (
                "Thornmere Council is in “France”, which is not a country's code of two"
                " letters. Mend it in its authority."
            ),
        ),
        (
            with_seller(GRANT, gss_code=""),
            (
                "Outside the scope of VAT the supplier is known by its home authority's"
                " code. State it in Settings."
            ),
        ),
    ],
)
def test_what_is_missing_is_said_with_where_to_mend_it(document, sentence):
    assert missing(document) == (sentence,)
    with pytest.raises(PipManagerError) as refused:
        refuse_unsendable(document)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(f"{document.number} cannot be sent")


@pytest.mark.parametrize("reference", ["po_number", "buyer_reference"])
def test_one_reference_is_enough(reference):
    assert missing(replace(WE1, **{reference: ""})) == ()


@pytest.mark.parametrize(
    ("document", "match"),
    [
        (replace(WE1, number=None), "Issue it first"),
        (replace(WE1, mode="proforma"), "LRPC-2017-0007 is a request for an invoice"),
        (replace(WE5_PART, mode="proforma"), "request"),
    ],
)
def test_drafts_and_requests_are_no_e_invoices(document, match):
    with pytest.raises(PipManagerError, match=match):
        refuse_unsendable(document)


def test_a_request_lacks_nothing_for_it_is_not_sent():
    bare = replace(WE1, mode="proforma", po_number="", buyer_reference="")
    assert missing(bare) == ()
