"""Every reason why a document cannot be issued, each with what to mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.billing.belonging import NEEDS_REASON
from pip_manager.billing.invoicing import OUTSIDE
from pip_manager.billing.vat_number import is_vat_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.billing.document import Document

_WORDS = {"E": "Exempt from VAT", "O": "Outside the scope of VAT"}


@dataclass(frozen=True, slots=True)
class IssueProblem:
    """A sentence, and the noun and key of the record to mend."""

    code: str
    text: str
    noun: str
    key: str


def problems(
    document: Document, *, po_required: bool = False
) -> tuple[IssueProblem, ...]:
    """Return what stands in the way of issuing; where to pay may be missing.

    Source: VAT Regulations 1995, regulation 14(1).
    """
    return (
        *_about_lines(document),
        *_about_seller(document),
        *_about_buyer(document, po_required=po_required),
    )


def _about_lines(document: Document) -> Iterator[IssueProblem]:
    engagement = ("engagements", document.engagement)
    if not document.lines:
        yield IssueProblem("nothing_on_it", "There is nothing on it.", *engagement)
    codes = {line.vat_code for line in document.lines}
    if OUTSIDE in codes and codes != {OUTSIDE}:
        yield IssueProblem(
            "outside_mixed",
            "What is outside the scope of VAT goes on a separate document."
            " Issue it on one.",
            *engagement,
        )
    for line in document.lines:
        if line.vat_code in NEEDS_REASON and not line.vat_reason.strip():
            yield IssueProblem(
                "vat_reason",
                f"Line {line.n} has no reason for “{_WORDS[line.vat_code]}”."
                f" State one on it or on agreement {document.agreement}.",
                "agreements",
                document.agreement,
            )


def _about_seller(document: Document) -> Iterator[IssueProblem]:
    seller = document.seller
    if not seller.name.strip():
        yield _setting("seller_name", "The supplier's name is missing.")
    if not seller.address.strip():
        yield _setting("seller_address", "The supplier's address is missing.")
    if document.mode == "proforma":
        return
    if not seller.vat_number.strip():
        yield _setting("seller_vat_number", "The supplier's VAT number is missing.")
    elif not is_vat_number(seller.vat_number):
        yield _setting(
            "seller_vat_number",
            f"The supplier's VAT number {seller.vat_number} is not a valid one:"
            " its check digits do not agree.",
        )


def _about_buyer(document: Document, *, po_required: bool) -> Iterator[IssueProblem]:
    buyer = document.buyer
    authority = ("authorities", buyer.gss_code)
    if not buyer.name.strip():
        yield IssueProblem(
            "buyer_name",
            f"Authority {buyer.gss_code} has no name. Add it.",
            *authority,
        )
    if not buyer.address.strip():
        yield IssueProblem(
            "buyer_address",
            f"{buyer.name or buyer.gss_code} has no billing address. Add it.",
            *authority,
        )
    if po_required and not document.po_number.strip():
        yield IssueProblem(
            "po_number",
            f"{buyer.name or buyer.gss_code} wants a purchase order number."
            f" Add it to agreement {document.agreement}.",
            "agreements",
            document.agreement,
        )


def _setting(key: str, sentence: str) -> IssueProblem:
    return IssueProblem(key, f"{sentence} State it in Settings.", "settings", key)
