import pytest

from tests.billing.making import D, head


def test_a_heading_says_what_settings_and_rows_state():
    found = head(po_number="PO-77", authority={"buyer_reference": "CS/12"})
    assert (found.seller.name, found.seller.unit) == (
        "Alderbrook Council",
        "Relational Practice Centre",
    )
    assert (found.seller.gss_code, found.seller.country) == ("E08000035", "GB")
    assert (found.buyer.gss_code, found.buyer.name) == ("X1", "Kirklees")
    assert (found.po_number, found.buyer_reference) == ("PO-77", "CS/12")
    assert (found.agreement, found.agreement_title) == ("A1", "Improvement partnership")
    assert (found.engagement, found.engagement_title) == ("E1", "Practice support")
    assert (found.bank.name, found.mode, found.po_required) == (
        "",
        "vat_invoice",
        False,
    )


def test_a_billing_name_goes_before_the_name():
    found = head(authority={"billing_name": "Kirklees Council", "po_required": True})
    assert found.buyer.name == "Kirklees Council"
    assert found.po_required


@pytest.mark.parametrize(
    ("agreed", "settings", "days"),
    [
        (14, {"payment_days": "21"}, 14),
        (0, {}, 0),
        (None, {"payment_days": "21"}, 21),
        (None, {"payment_days": ""}, 30),
        (None, {}, 30),
    ],
)
def test_payment_days_are_the_agreements_then_settings_then_30(agreed, settings, days):
    assert head(settings=settings, payment_days=agreed).payment_days == days


def test_what_is_stated_of_the_bank_is_kept():
    found = head(settings={"bank_name": "Alderbrook Income", "iban": "GB29 NWBK"})
    assert (found.bank.name, found.bank.iban) == ("Alderbrook Income", "GB29 NWBK")


def test_a_row_of_the_wrong_kind_is_a_defect_and_not_swallowed():
    with pytest.raises(TypeError, match="payment_days"):
        head(payment_days=D("30"))
