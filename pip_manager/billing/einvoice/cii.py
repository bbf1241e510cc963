"""An invoice or credit note as CII, which travels inside its PDF (Factur-X EN 16931).

Source: EN 16931-1, Factur-X 1.0; the order of elements is that of the schema.
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

_SPECIFICATION = "urn:cen.eu:en16931:2017"
_VAT_REGISTRATION = "VA"
_DAY = "102"  # UN/ECE 2379: CCYYMMDD


def cii(document: Document) -> bytes:
    """Return the file to be attached; the same document gives the same bytes."""
    top = root("rsm:CrossIndustryInvoice", "rsm", "ram", "qdt", "udt")
    context = top.branch("rsm:ExchangedDocumentContext")
    guideline = context.branch("ram:GuidelineSpecifiedDocumentContextParameter")
    guideline.leaf("ram:ID", _SPECIFICATION)
    head = top.branch("rsm:ExchangedDocument")
    head.leaf("ram:ID", document.number or "")
    head.leaf("ram:TypeCode", words.type_code(document))
    _day(head, "ram:IssueDateTime", document.issued_on)
    if note := words.note(document):
        head.branch("ram:IncludedNote").leaf("ram:Content", note)
    trade = top.branch("rsm:SupplyChainTradeTransaction")
    for line in document.lines:
        _line(trade.branch("ram:IncludedSupplyChainTradeLineItem"), line)
    _agreement(trade.branch("ram:ApplicableHeaderTradeAgreement"), document)
    _delivery(trade.branch("ram:ApplicableHeaderTradeDelivery"), document)
    _settlement(trade.branch("ram:ApplicableHeaderTradeSettlement"), document)
    return top.xml()


def _line(row: Branch, line: Line) -> None:
    row.branch("ram:AssociatedDocumentLineDocument").leaf("ram:LineID", str(line.n))
    product = row.branch("ram:SpecifiedTradeProduct")
    product.leaf("ram:Name", words.item_name(line))
    product.leaf("ram:Description", words.item_description(line))
    if word := words.unit_word(line):
        stated = product.branch("ram:ApplicableProductCharacteristic")
        stated.leaf("ram:Description", words.UNIT)
        stated.leaf("ram:Value", word)
    price = row.branch(
        "ram:SpecifiedLineTradeAgreement", "ram:NetPriceProductTradePrice"
    )
    price.leaf("ram:ChargeAmount", words.price(line.unit_price))
    delivery = row.branch("ram:SpecifiedLineTradeDelivery")
    quantity = words.quantity(line)
    delivery.leaf("ram:BilledQuantity", quantity, unitCode=words.unit(line))
    _line_settlement(row.branch("ram:SpecifiedLineTradeSettlement"), line)


def _line_settlement(settled: Branch, line: Line) -> None:
    tax = settled.branch("ram:ApplicableTradeTax")
    tax.leaf("ram:TypeCode", words.VAT)
    tax.leaf("ram:CategoryCode", words.category(line.vat_code))
    percent = words.rate(line.vat_code, line.vat_rate)
    tax.leaf("ram:RateApplicablePercent", percent)
    if over := words.rounding(line):
        rounded = settled.branch("ram:SpecifiedTradeAllowanceCharge")
        indicator = rounded.branch("ram:ChargeIndicator")
        indicator.leaf("udt:Indicator", "true" if over > 0 else "false")
        rounded.leaf("ram:ActualAmount", money_text(abs(over)))
        rounded.leaf("ram:Reason", words.ROUNDING)
    total = settled.branch("ram:SpecifiedTradeSettlementLineMonetarySummation")
    total.leaf("ram:LineTotalAmount", money_text(line.net))


def _agreement(agreed: Branch, document: Document) -> None:
    agreed.leaf("ram:BuyerReference", words.one_line(document.buyer_reference))
    outside = words.is_outside(document)
    seller = named(document.seller, outside=outside)
    buyer = named(document.buyer, outside=outside)
    _party(agreed.branch("ram:SellerTradeParty"), seller)
    _party(agreed.branch("ram:BuyerTradeParty"), buyer)
    if order := words.one_line(document.po_number):
        referred = agreed.branch("ram:BuyerOrderReferencedDocument")
        referred.leaf("ram:IssuerAssignedID", order)
    if agreement := words.one_line(document.agreement):
        referred = agreed.branch("ram:ContractReferencedDocument")
        referred.leaf("ram:IssuerAssignedID", agreement)


def _party(party: Branch, stated: Named) -> None:
    party.leaf("ram:ID", stated.identifier)
    party.leaf("ram:Name", stated.name)
    if stated.trading_name:
        legal = party.branch("ram:SpecifiedLegalOrganization")
        legal.leaf("ram:TradingBusinessName", stated.trading_name)
    if stated.contact or stated.email:
        contact = party.branch("ram:DefinedTradeContact")
        contact.leaf("ram:PersonName", stated.contact)
        if stated.email:
            mail = contact.branch("ram:EmailURIUniversalCommunication")
            mail.leaf("ram:URIID", stated.email)
    _address(party.branch("ram:PostalTradeAddress"), stated)
    if stated.endpoint:
        scheme, address = stated.endpoint
        uri = party.branch("ram:URIUniversalCommunication")
        uri.leaf("ram:URIID", address, schemeID=scheme)
    if stated.vat_id:
        registration = party.branch("ram:SpecifiedTaxRegistration")
        registration.leaf("ram:ID", stated.vat_id, schemeID=_VAT_REGISTRATION)


def _address(place: Branch, stated: Named) -> None:
    place.leaf("ram:PostcodeCode", stated.address.postcode)
    for name, line in zip(("One", "Two", "Three"), stated.address.lines, strict=False):
        place.leaf(f"ram:Line{name}", line)
    place.leaf("ram:CityName", stated.address.city)
    place.leaf("ram:CountryID", stated.country)


def _delivery(delivered: Branch, document: Document) -> None:
    """Say when: the schema wants the element, and rules want it not to be empty."""
    event = delivered.branch("ram:ActualDeliverySupplyChainEvent")
    supplied_on = document.tax_point or document.period_to  # the time of supply
    _day(event, "ram:OccurrenceDateTime", supplied_on)


def _settlement(settled: Branch, document: Document) -> None:
    if not say.is_credit(document):
        settled.leaf("ram:PaymentReference", document.number or "")
    settled.leaf("ram:InvoiceCurrencyCode", words.CURRENCY)
    _payment(settled, document)
    for at, row in enumerate(document.vat):
        # said once, for all of them
        point = document.tax_point if at == 0 else None
        _tax(settled.branch("ram:ApplicableTradeTax"), row, point)
    period = settled.branch("ram:BillingSpecifiedPeriod")
    _day(period, "ram:StartDateTime", document.period_from)
    _day(period, "ram:EndDateTime", document.period_to)
    terms = settled.branch("ram:SpecifiedTradePaymentTerms")
    terms.leaf("ram:Description", words.terms(document))
    _day(terms, "ram:DueDateDateTime", document.due_on)
    _totals(
        settled.branch("ram:SpecifiedTradeSettlementHeaderMonetarySummation"), document
    )
    if document.credits:
        original = settled.branch("ram:InvoiceReferencedDocument")
        original.leaf("ram:IssuerAssignedID", document.credits)
        _day(original, "ram:FormattedIssueDateTime", document.credits_on, "qdt")


def _payment(settled: Branch, document: Document) -> None:
    if paid_into := account(document):
        means = settled.branch("ram:SpecifiedTradeSettlementPaymentMeans")
        means.leaf("ram:TypeCode", words.CREDIT_TRANSFER)
        place = means.branch("ram:PayeePartyCreditorFinancialAccount")
        place.leaf("ram:IBANID", paid_into.number if paid_into.is_iban else "")
        place.leaf("ram:AccountName", paid_into.name)
        place.leaf("ram:ProprietaryID", "" if paid_into.is_iban else paid_into.number)
        if paid_into.sort_code:
            bank = means.branch("ram:PayeeSpecifiedCreditorFinancialInstitution")
            bank.leaf("ram:BICID", paid_into.sort_code)


def _tax(tax: Branch, row: VatRow, point: date | None) -> None:
    _amount(tax, "ram:CalculatedAmount", row.vat)
    tax.leaf("ram:TypeCode", words.VAT)
    tax.leaf("ram:ExemptionReason", words.exemption(row.code, row.reason))
    _amount(tax, "ram:BasisAmount", row.net)
    tax.leaf("ram:CategoryCode", words.category(row.code))
    if row.code != words.OUTSIDE:
        _day(tax, "ram:TaxPointDate", point, kind="DateString")
    tax.leaf("ram:RateApplicablePercent", words.rate(row.code, row.rate))


def _totals(total: Branch, document: Document) -> None:
    _amount(total, "ram:LineTotalAmount", document.net)
    _amount(total, "ram:TaxBasisTotalAmount", document.net)
    vat = money_text(document.vat_total)
    total.leaf("ram:TaxTotalAmount", vat, currencyID=words.CURRENCY)
    _amount(total, "ram:GrandTotalAmount", document.gross)
    _amount(total, "ram:DuePayableAmount", document.gross)


def _amount(place: Branch, name: str, amount: Decimal) -> None:
    place.leaf(name, money_text(amount))


def _day(
    place: Branch,
    name: str,
    on: date | None,
    prefix: str = "udt",
    kind: str = "DateTimeString",
) -> None:
    if on is not None:
        text = on.isoformat().replace("-", "")
        place.branch(name).leaf(f"{prefix}:{kind}", text, format=_DAY)
