"""What stands in the way of sending a document as an e-invoice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pip_manager.billing import page_words as say
from pip_manager.billing.einvoice import words
from pip_manager.billing.einvoice.address import country_code
from pip_manager.billing.einvoice.parties import endpoint
from pip_manager.errors import PipManagerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.billing.document import Document, Party

_COUNTRY = re.compile("[A-Z]{2}")


def missing(document: Document) -> tuple[str, ...]:
    """Return a sentence for each thing Peppol wants and the document does not say.

    A request for an invoice is not sent, and lacks nothing.

    Source: rules BR-CO-26 and BR-CL-14 of EN 16931, PEPPOL-EN16931-R003, -R010, -R020.
    """
    if say.is_proforma(document):
        return ()
    buyer = words.one_line(document.buyer.name) or document.buyer.gss_code
    return (
        *_about_reference(document, buyer),
        *_about_party(document.seller, "The supplier", "Settings"),
        *_about_party(document.buyer, buyer, "its authority"),
        *_about_identity(document),
    )


def refuse_unsendable(document: Document) -> None:
    """Refuse what cannot be an e-invoice.

    Raises:
        PipManagerError: it is a draft, a request for an invoice, or lacks something.
    """
    if document.number is None:
        raise PipManagerError("A draft is no e-invoice yet. Issue it first.")
    if say.is_proforma(document):
        raise PipManagerError(
            f"{document.number} is a request for an invoice and no VAT invoice: there"
            " is no e-invoice of it."
        )
    if sentences := missing(document):
        raise PipManagerError(
            f"{document.number} cannot be sent as an e-invoice. {' '.join(sentences)}"
            " What is issued stays as it is: mend that, credit it and issue it again."
        )


def _about_reference(document: Document, buyer: str) -> Iterator[str]:
    stated = document.po_number, document.buyer_reference
    if not any(map(words.one_line, stated)):
        yield (
            "It names no purchase order and no buyer reference. Add the purchase order"
            f" to agreement {document.agreement} or the reference to {buyer}."
        )


def _about_party(party: Party, who: str, where: str) -> Iterator[str]:
    if not _COUNTRY.fullmatch(country_code(party.country)):
        yield (
            f"{who} is in “{words.one_line(party.country)}”, which is not a country's"
            f" code of two letters. Mend it in {where}."
        )
    if endpoint(party):
        return
    if address := words.one_line(party.endpoint):
        yield (
            f"{who} has the electronic address {address} without a scheme that is"
            f" known, such as 0088 or 9932. Mend it in {where}."
        )
    else:
        yield (
            f"{who} has no electronic address and no VAT number. Add one in {where}."
        )


def _about_identity(document: Document) -> Iterator[str]:
    if words.is_outside(document) and not words.one_line(document.seller.gss_code):
        yield (
            "Outside the scope of VAT the supplier is known by its home authority's"
            " code. State it in Settings."
        )
