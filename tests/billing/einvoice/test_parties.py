from __future__ import annotations

from dataclasses import replace

import pytest

from pip_manager.billing.document import Bank
from pip_manager.billing.einvoice.account import account
from pip_manager.billing.einvoice.parties import Endpoint, endpoint, vat_id
from tests.billing.einvoice.documents import BUYER, WE1, WE5_PART


def stated(**words):
    return replace(BUYER, **({"endpoint": "", "endpoint_scheme": ""} | words))


@pytest.mark.parametrize(
    ("typed", "country", "told"),
    [
        ("GB 123 4567 82", "GB", "GB123456782"),
        ("123.456-782", "", "GB123456782"),
        ("gb123456782", "GB", "GB123456782"),
        ("BE0123456749", "BE", "BE0123456749"),
        ("0123456749", "BE", "BE0123456749"),
        (" ", "GB", ""),
    ],
)
def test_a_vat_number_is_told_in_one_piece_with_its_country(typed, country, told):
    assert vat_id(stated(vat_number=typed, country=country)) == told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"endpoint": "5060", "endpoint_scheme": "0088"}, Endpoint("0088", "5060")),
        ({"endpoint": "a@b", "endpoint_scheme": "EM"}, None),
        ({"vat_number": "123 4567 82"}, Endpoint("9932", "GB123456782")),
        (
            {"vat_number": "123 4567 82", "endpoint_scheme": "0088"},
            Endpoint("9932", "GB123456782"),
        ),
        ({"vat_number": "BE0123456749", "country": "BE"}, None),
        ({"vat_number": "123 4567 82", "endpoint": "5060"}, None),
        ({"endpoint": "5060", "endpoint_scheme": "post"}, None),
        ({}, None),
    ],
)
def test_the_address_stated_comes_before_a_british_vat_number(words, found):
    assert endpoint(stated(**words)) == found


@pytest.mark.parametrize(
    ("bank", "number", "sort_code"),
    [
        (Bank("A", "20-45-77", "7316 4420"), "73164420", "204577"),
        (Bank("A", "20-45-77", "73164420", "gb29 NWBK 6016"), "GB29NWBK6016", ""),
        (Bank("A", "", "73164420"), "73164420", ""),
    ],
)
def test_an_account_is_an_iban_or_a_number_with_its_sort_code(bank, number, sort_code):
    found = account(replace(WE1, bank=bank))
    assert found
    assert (found.number, found.sort_code, found.name) == (number, sort_code, "A")


def test_nothing_is_paid_into_where_no_account_is_stated_or_due():
    assert account(replace(WE1, bank=Bank("A", "20-45-77"))) is None
    assert account(WE5_PART) is None
