"""The e-invoice inside the stored PDF, and the one that is sent, over real stores."""

from __future__ import annotations

from datetime import date

import facturx
import pypdfium2
import pytest

from pip_manager.billing.einvoice.cii import cii
from pip_manager.billing.einvoice.ubl import ubl
from pip_manager.errors import PipManagerError
from pip_manager.services import frozen
from pip_manager.services.crediting import Terms
from tests.billing.einvoice.reading import read_ubl, wrong_sums
from tests.services import books
from tests.services.books import ISSUED_ON

LATER = date(2017, 11, 20)


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    books.october_days(office)
    yield office
    office.store.close()


def issued(office):
    return office.billing.issue(books.draft_of(office).draft, ISSUED_ON)


def attached_to(pdf):
    """Return the files in a PDF by name."""
    with pypdfium2.PdfDocument(pdf) as read:
        files = map(read.get_attachment, range(read.count_attachments()))
        return {file.get_name(): bytes(file.get_data()) for file in files}


def test_the_stored_pdf_carries_the_invoice_for_machines(office):
    number = issued(office).number
    pdf = office.billing.pdf(number)
    document = office.billing.document(number)
    assert attached_to(pdf) == {"factur-x.xml": cii(document)}
    assert b"/AFRelationship /Alternative" in pdf
    assert b"<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in pdf
    name, content = facturx.get_xml_from_pdf(pdf, check_xsd=True)
    assert (name, content) == ("factur-x.xml", cii(document))
    assert frozen.rendered(document) == pdf


def test_a_credit_note_carries_its_own(office):
    invoice = issued(office)
    terms = Terms(LATER, "The half day did not happen")
    note = office.crediting.all(str(invoice.number), terms)
    pdf = office.billing.pdf(str(note.number))
    assert attached_to(pdf) == {"factur-x.xml": cii(note)}
    assert b"<ram:TypeCode>381<" in cii(note)


def test_what_is_no_invoice_carries_none(office):
    draft = books.draft_of(office)
    assert attached_to(office.billing.preview(draft.draft)) == {}
    office.settings.save({"document_mode": "proforma"})
    request = office.billing.issue(draft.draft, ISSUED_ON)
    assert attached_to(office.billing.pdf(str(request.number))) == {}
    assert office.billing.unsendable(str(request.number)) == ()
    with pytest.raises(PipManagerError, match="request for an invoice"):
        office.billing.xml(str(request.number))


def test_an_invoice_is_sent_when_it_says_all_that_peppol_wants(office):
    books.change(office, "agreements", "AG1", po_number="PO-1")
    books.change(office, "authorities", "E08000034", vat_number="GB123456782")
    invoice = issued(office)
    number = str(invoice.number)
    assert office.billing.unsendable(number) == ()
    sent = office.billing.xml(number)
    assert sent == ubl(invoice)
    assert wrong_sums(read_ubl(sent)) == []
    books.change(office, "agreements", "AG1", po_number="PO-2")
    assert office.billing.xml(number) == sent


def test_what_peppol_wants_and_is_not_said_is_named(office):
    draft = books.draft_of(office)
    (drawn,) = office.billing.drafts()
    assert "no purchase order" in drawn.warnings[0]
    office.billing.discard(draft.draft)
    number = str(issued(office).number)
    reference, address = office.billing.unsendable(number)
    assert "no purchase order" in reference
    assert "Kirklees has no electronic address" in address
    with pytest.raises(PipManagerError, match="no purchase order"):
        office.billing.xml(number)


def test_there_is_none_of_an_unknown_number(office):
    for ask in (office.billing.xml, office.billing.unsendable):
        with pytest.raises(PipManagerError, match="LRPC-1"):
            ask("LRPC-1")
