"""An e-mail that carries a document or a reminder, ready to be looked over and sent.

It is written for whoever sends it: nothing leaves the computer by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from pip_manager.domain.money import pounds
from pip_manager.domain.when import day_words

if TYPE_CHECKING:
    from pip_manager.billing.document import Document

_POLICY = SMTP.clone(max_line_length=200)  # a subject stays on its line
_ADDRESS = re.compile(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+")


def draft_mail(document: Document, pdf: bytes) -> bytes:
    """Return an `.eml` to the authority's contact with the PDF attached.

    A mail program opens it as a message still to be sent (``X-Unsent``). It names
    neither people nor what was done: that stands in the PDF. An address that is not
    one is left out, for the sender to fill in.
    """
    letter = Letter(document.buyer.email, _subject(document), _words(document))
    return as_mail(letter, f"{document.number}.pdf", pdf)


@dataclass(frozen=True, slots=True)
class Letter:
    """Words to send: to whom (empty where not known), about what, and the text."""

    to: str
    subject: str
    text: str


def as_mail(letter: Letter, name: str, pdf: bytes) -> bytes:
    """Return a letter as an `.eml` still to be sent, with a PDF attached."""
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = letter.subject
    if to := _address(letter.to):
        message["To"] = to
    message["X-Unsent"] = "1"
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def _subject(document: Document) -> str:
    seller = " ".join(document.seller.name.split())
    return f"{_kind(document)} {document.number} from {seller}"


def _kind(document: Document) -> str:
    credit = document.kind == "credit_note"
    if document.mode == "proforma":
        return "Request for credit note" if credit else "Request for invoice"
    return "Credit note" if credit else "Invoice"


def _words(document: Document) -> str:
    kind = _kind(document)
    told = [f"Please find attached {kind[0].lower()}{kind[1:]} {document.number}."]
    if document.marking:
        told.append(f"{document.marking}: this is not a real document.")
    if document.kind == "credit_note":
        told.append(f"It credits {pounds(document.gross)} of {document.credits}.")
    elif document.mode == "proforma":
        told.append(f"The total is {pounds(document.gross)}.")
    elif document.due_on is not None:
        due = day_words(document.due_on)
        told.append(f"The total is {pounds(document.gross)}, due by {due}.")
    if document.po_number:
        told.append(f"Purchase order: {document.po_number}.")
    told.append(_payment(document))
    signed = "\n".join(filter(None, (document.seller.unit, document.seller.name)))
    body = "\n".join(told)
    return f"Dear colleague,\n\n{body}\n\nKind regards\n{signed}\n"


def _payment(document: Document) -> str:
    if document.mode == "proforma":
        return "Our council’s ledger will send the VAT invoice. Please pay that one."
    return "How to pay is stated in the attached document only."


def _address(email: str) -> Address | None:
    found = email.strip()
    if not _ADDRESS.fullmatch(found):
        return None
    try:
        return Address(addr_spec=found)
    except ValueError:
        return None
