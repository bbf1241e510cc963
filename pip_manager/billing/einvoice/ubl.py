"""An invoice or credit note as Peppol BIS Billing 3.0 in UBL 2.1.

Source: EN 16931-1, Peppol BIS Billing 3.0; the order of elements is that of the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.billing import page_words as say
from pip_manager.billing.einvoice import words
from pip_manager.billing.einvoice.account import account
from pip_manager.billing.einvoice.parties import named
from pip_manager.billing.einvoice.tree import root
from pip_manager.domain.values import money_text

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from pip_manager.billing.document import Document, Line, VatRow
    from pip_manager.billing.einvoice.parties import Named
    from pip_manager.billing.einvoice.tree import Branch

_SPECIFICATION = (
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
)
_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def ubl(document: Document) -> bytes:
    """Return the file to be sent; the same document gives the same bytes."""
    credit = say.is_credit(document)
    top = root("cn:CreditNote" if credit else "inv:Invoice", "cac", "cbc")
    top.leaf("cbc:CustomizationID", _SPECIFICATION)
    top.leaf("cbc:ProfileID", _PROCESS)
    top.leaf("cbc:ID", document.number or "")
    if credit:
        _credit_head(top, document)
    else:
        _invoice_head(top, document)
    top.leaf("cbc:DocumentCurrencyCode", words.CURRENCY)
    _references(top, document)
    outside = words.is_outside(document)
    seller = named(document.seller, outside=outside)
    buyer = named(document.buyer, outside=outside)
    _party(top.branch("cac:AccountingSupplierParty", "cac:Party"), seller)
    _party(top.branch("cac:AccountingCustomerParty", "cac:Party"), buyer)
    _payment(top, document)
    _totals(top, document)
    for line in document.lines:
        _line(top, line, credit=credit)
    return top.xml()


def _invoice_head(top: Branch, document: Document) -> None:
    _day(top, "cbc:IssueDate", document.issued_on)
    _day(top, "cbc:DueDate", document.due_on)
    top.leaf("cbc:InvoiceTypeCode", words.INVOICE)
    top.leaf("cbc:Note", words.note(document))
    _tax_point(top, document)


def _credit_head(top: Branch, document: Document) -> None:
    _day(top, "cbc:IssueDate", document.issued_on)
    _tax_point(top, document)
    top.leaf("cbc:CreditNoteTypeCode", words.CREDIT_NOTE)
    top.leaf("cbc:Note", words.note(document))


def _tax_point(top: Branch, document: Document) -> None:
    if not words.is_outside(document):
        _day(top, "cbc:TaxPointDate", document.tax_point)


def _references(top: Branch, document: Document) -> None:
    top.leaf("cbc:BuyerReference", words.one_line(document.buyer_reference))
    period = top.branch("cac:InvoicePeriod")
    _day(period, "cbc:StartDate", document.period_from)
    _day(period, "cbc:EndDate", document.period_to)
    if order := words.one_line(document.po_number):
        top.branch("cac:OrderReference").leaf("cbc:ID", order)
    if document.credits:
        original = top.branch("cac:BillingReference", "cac:InvoiceDocumentReference")
        original.leaf("cbc:ID", document.credits)
        _day(original, "cbc:IssueDate", document.credits_on)
    if agreement := words.one_line(document.agreement):
        top.branch("cac:ContractDocumentReference").leaf("cbc:ID", agreement)


def _party(party: Branch, stated: Named) -> None:
    if stated.endpoint:
        scheme, address = stated.endpoint
        party.leaf("cbc:EndpointID", address, schemeID=scheme)
    if stated.identifier:
        party.branch("cac:PartyIdentification").leaf("cbc:ID", stated.identifier)
    if stated.trading_name:
        party.branch("cac:PartyName").leaf("cbc:Name", stated.trading_name)
    _address(party.branch("cac:PostalAddress"), stated)
    if stated.vat_id:
        taxed = party.branch("cac:PartyTaxScheme")
        taxed.leaf("cbc:CompanyID", stated.vat_id)
        taxed.branch("cac:TaxScheme").leaf("cbc:ID", words.VAT)
    party.branch("cac:PartyLegalEntity").leaf("cbc:RegistrationName", stated.name)
    if stated.contact or stated.email:
        contact = party.branch("cac:Contact")
        contact.leaf("cbc:Name", stated.contact)
        contact.leaf("cbc:ElectronicMail", stated.email)


def _address(place: Branch, stated: Named) -> None:
    street, further, rest = (*stated.address.lines, "", "", "")[:3]
    place.leaf("cbc:StreetName", street)
    place.leaf("cbc:AdditionalStreetName", further)
    place.leaf("cbc:CityName", stated.address.city)
    place.leaf("cbc:PostalZone", stated.address.postcode)
    if rest:
        place.branch("cac:AddressLine").leaf("cbc:Line", rest)
    place.branch("cac:Country").leaf("cbc:IdentificationCode", stated.country)


def _payment(top: Branch, document: Document) -> None:
    if paid_into := account(document):
        means = top.branch("cac:PaymentMeans")
        means.leaf("cbc:PaymentMeansCode", words.CREDIT_TRANSFER)
        means.leaf("cbc:PaymentID", document.number or "")
        place = means.branch("cac:PayeeFinancialAccount")
        place.leaf("cbc:ID", paid_into.number)
        place.leaf("cbc:Name", paid_into.name)
        if paid_into.sort_code:
            branch = place.branch("cac:FinancialInstitutionBranch")
            branch.leaf("cbc:ID", paid_into.sort_code)
    top.branch("cac:PaymentTerms").leaf("cbc:Note", words.terms(document))


def _totals(top: Branch, document: Document) -> None:
    tax = top.branch("cac:TaxTotal")
    _amount(tax, "cbc:TaxAmount", document.vat_total)
    for row in document.vat:
        _subtotal(tax.branch("cac:TaxSubtotal"), row)
    total = top.branch("cac:LegalMonetaryTotal")
    _amount(total, "cbc:LineExtensionAmount", document.net)
    _amount(total, "cbc:TaxExclusiveAmount", document.net)
    _amount(total, "cbc:TaxInclusiveAmount", document.gross)
    _amount(total, "cbc:PayableAmount", document.gross)


def _subtotal(part: Branch, row: VatRow) -> None:
    _amount(part, "cbc:TaxableAmount", row.net)
    _amount(part, "cbc:TaxAmount", row.vat)
    reason = words.exemption(row.code, row.reason)
    _category(part.branch("cac:TaxCategory"), row.code, row.rate, reason)


def _category(
    place: Branch, code: str, percent: Decimal | None, reason: str = ""
) -> None:
    place.leaf("cbc:ID", words.category(code))
    place.leaf("cbc:Percent", words.rate(code, percent))
    place.leaf("cbc:TaxExemptionReason", reason)
    place.branch("cac:TaxScheme").leaf("cbc:ID", words.VAT)


def _line(top: Branch, line: Line, *, credit: bool) -> None:
    row = top.branch("cac:CreditNoteLine" if credit else "cac:InvoiceLine")
    row.leaf("cbc:ID", str(line.n))
    counted = "cbc:CreditedQuantity" if credit else "cbc:InvoicedQuantity"
    row.leaf(counted, words.quantity(line), unitCode=words.unit(line))
    _amount(row, "cbc:LineExtensionAmount", line.net)
    if over := words.rounding(line):
        rounded = row.branch("cac:AllowanceCharge")
        rounded.leaf("cbc:ChargeIndicator", "true" if over > 0 else "false")
        rounded.leaf("cbc:AllowanceChargeReason", words.ROUNDING)
        _amount(rounded, "cbc:Amount", abs(over))
    _item(row.branch("cac:Item"), line)
    price = row.branch("cac:Price")
    price.leaf(
        "cbc:PriceAmount", words.price(line.unit_price), currencyID=words.CURRENCY
    )


def _item(item: Branch, line: Line) -> None:
    item.leaf("cbc:Description", words.item_description(line))
    item.leaf("cbc:Name", words.item_name(line))
    _category(item.branch("cac:ClassifiedTaxCategory"), line.vat_code, line.vat_rate)
    if word := words.unit_word(line):
        stated = item.branch("cac:AdditionalItemProperty")
        stated.leaf("cbc:Name", words.UNIT)
        stated.leaf("cbc:Value", word)


def _amount(place: Branch, name: str, amount: Decimal) -> None:
    place.leaf(name, money_text(amount), currencyID=words.CURRENCY)


def _day(place: Branch, name: str, on: date | None) -> None:
    if on is not None:
        place.leaf(name, on.isoformat())
