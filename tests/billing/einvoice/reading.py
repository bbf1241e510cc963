"""What an e-invoice says, read by its own paths and added up by its own rules.

Nothing of the program is used here: a slip of the writer is not the reader's too.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from lxml import etree

PENNY = Decimal("0.01")
UBL = {
    "i": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "c": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_UN = "urn:un:unece:uncefact:data:standard:"
CII = {
    "rsm": f"{_UN}CrossIndustryInvoice:100",
    "ram": f"{_UN}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_UN}UnqualifiedDataType:100",
    "qdt": f"{_UN}QualifiedDataType:100",
}


class Line(NamedTuple):
    n: str
    name: str
    description: str
    quantity: Decimal
    unit: str
    unit_word: str
    price: Decimal
    over: Decimal
    net: Decimal
    category: str
    rate: Decimal | None


class Tax(NamedTuple):
    category: str
    rate: Decimal | None
    net: Decimal
    vat: Decimal
    reason: str


class Party(NamedTuple):
    name: str
    trading_name: str
    identifier: str
    vat_id: str
    endpoint: tuple[str, str]
    lines: tuple[str, str, str]
    city: str
    postcode: str
    country: str
    contact: str
    email: str


class Read(NamedTuple):
    heads: dict[str, str]
    seller: Party
    buyer: Party
    account: tuple[str, str, str]
    lines: list[Line]
    taxes: list[Tax]
    totals: tuple[Decimal, ...]


class Paths:
    """Texts at paths below an element; empty where there is nothing."""

    def __init__(self, element, names):
        self.element, self.names = element, names

    def __call__(self, path):
        found = self.element.xpath(path, namespaces=self.names)
        assert len(found) <= 1, path
        if not found:
            return ""
        return found[0] if isinstance(found[0], str) else found[0].text

    def each(self, path):
        for element in self.element.xpath(path, namespaces=self.names):
            yield Paths(element, self.names)

    def figure(self, path):
        text = self(path)
        return Decimal(text) if text else None


def read_ubl(file):
    at = Paths(etree.fromstring(file), UBL)
    heads = {
        "number": "cbc:ID",
        "issued": "cbc:IssueDate",
        "due": "cbc:DueDate",
        "kind": "cbc:InvoiceTypeCode | cbc:CreditNoteTypeCode",
        "note": "cbc:Note",
        "tax point": "cbc:TaxPointDate",
        "currency": "cbc:DocumentCurrencyCode",
        "reference": "cbc:BuyerReference",
        "from": "cac:InvoicePeriod/cbc:StartDate",
        "to": "cac:InvoicePeriod/cbc:EndDate",
        "order": "cac:OrderReference/cbc:ID",
        "agreement": "cac:ContractDocumentReference/cbc:ID",
        "credits": "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
        "credits on": "cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate",
        "means": "cac:PaymentMeans/cbc:PaymentMeansCode",
        "terms": "cac:PaymentTerms/cbc:Note",
    }
    payee = "cac:PaymentMeans/cac:PayeeFinancialAccount"
    total = "cac:LegalMonetaryTotal/cbc"
    return Read(
        {name: at(path) for name, path in heads.items()},
        _ubl_party(next(at.each("cac:AccountingSupplierParty/cac:Party"))),
        _ubl_party(next(at.each("cac:AccountingCustomerParty/cac:Party"))),
        (
            at(f"{payee}/cbc:ID"),
            at(f"{payee}/cbc:Name"),
            at(f"{payee}/cac:FinancialInstitutionBranch/cbc:ID"),
        ),
        [_ubl_line(row) for row in at.each("cac:InvoiceLine | cac:CreditNoteLine")],
        [
            Tax(
                part("cac:TaxCategory/cbc:ID"),
                part.figure("cac:TaxCategory/cbc:Percent"),
                part.figure("cbc:TaxableAmount"),
                part.figure("cbc:TaxAmount"),
                part("cac:TaxCategory/cbc:TaxExemptionReason"),
            )
            for part in at.each("cac:TaxTotal/cac:TaxSubtotal")
        ],
        (
            at.figure(f"{total}:LineExtensionAmount"),
            at.figure(f"{total}:TaxExclusiveAmount"),
            at.figure("cac:TaxTotal/cbc:TaxAmount"),
            at.figure(f"{total}:TaxInclusiveAmount"),
            at.figure(f"{total}:PayableAmount"),
        ),
    )


def _ubl_party(at):
    place = "cac:PostalAddress"
    return Party(
        at("cac:PartyLegalEntity/cbc:RegistrationName"),
        at("cac:PartyName/cbc:Name"),
        at("cac:PartyIdentification/cbc:ID"),
        at("cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID"),
        (at("cbc:EndpointID/@schemeID"), at("cbc:EndpointID")),
        (
            at(f"{place}/cbc:StreetName"),
            at(f"{place}/cbc:AdditionalStreetName"),
            at(f"{place}/cac:AddressLine/cbc:Line"),
        ),
        at(f"{place}/cbc:CityName"),
        at(f"{place}/cbc:PostalZone"),
        at(f"{place}/cac:Country/cbc:IdentificationCode"),
        at("cac:Contact/cbc:Name"),
        at("cac:Contact/cbc:ElectronicMail"),
    )


def _ubl_line(at):
    counted = "*[self::cbc:InvoicedQuantity or self::cbc:CreditedQuantity]"
    over = at.figure("cac:AllowanceCharge/cbc:Amount") or Decimal(0)
    is_charge = at("cac:AllowanceCharge/cbc:ChargeIndicator") == "true"
    tax = "cac:Item/cac:ClassifiedTaxCategory"
    return Line(
        at("cbc:ID"),
        at("cac:Item/cbc:Name"),
        at("cac:Item/cbc:Description"),
        at.figure(counted),
        at(f"{counted}/@unitCode"),
        at("cac:Item/cac:AdditionalItemProperty[cbc:Name='Unit']/cbc:Value"),
        at.figure("cac:Price/cbc:PriceAmount"),
        over if is_charge else -over,
        at.figure("cbc:LineExtensionAmount"),
        at(f"{tax}/cbc:ID"),
        at.figure(f"{tax}/cbc:Percent"),
    )


def read_cii(file):
    at = Paths(etree.fromstring(file), CII)
    agreed = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
    paid = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
    period = f"{paid}/ram:BillingSpecifiedPeriod"
    original = f"{paid}/ram:InvoiceReferencedDocument"
    heads = {
        "number": "rsm:ExchangedDocument/ram:ID",
        "issued": "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
        "due": f"{paid}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/*",
        "kind": "rsm:ExchangedDocument/ram:TypeCode",
        "note": "rsm:ExchangedDocument/ram:IncludedNote/ram:Content",
        "tax point": f"{paid}/ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString",
        "currency": f"{paid}/ram:InvoiceCurrencyCode",
        "reference": f"{agreed}/ram:BuyerReference",
        "from": f"{period}/ram:StartDateTime/udt:DateTimeString",
        "to": f"{period}/ram:EndDateTime/udt:DateTimeString",
        "order": f"{agreed}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID",
        "agreement": f"{agreed}/ram:ContractReferencedDocument/ram:IssuerAssignedID",
        "credits": f"{original}/ram:IssuerAssignedID",
        "credits on": f"{original}/ram:FormattedIssueDateTime/qdt:DateTimeString",
        "means": f"{paid}/ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode",
        "terms": f"{paid}/ram:SpecifiedTradePaymentTerms/ram:Description",
    }
    days = {"issued", "due", "tax point", "from", "to", "credits on"}
    means = f"{paid}/ram:SpecifiedTradeSettlementPaymentMeans"
    payee = f"{means}/ram:PayeePartyCreditorFinancialAccount"
    bank = f"{means}/ram:PayeeSpecifiedCreditorFinancialInstitution"
    total = f"{paid}/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram"
    rows = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
    return Read(
        {
            name: _iso(at(path)) if name in days else at(path)
            for name, path in heads.items()
        },
        _cii_party(next(at.each(f"{agreed}/ram:SellerTradeParty"))),
        _cii_party(next(at.each(f"{agreed}/ram:BuyerTradeParty"))),
        (
            at(f"{payee}/ram:IBANID") or at(f"{payee}/ram:ProprietaryID"),
            at(f"{payee}/ram:AccountName"),
            at(f"{bank}/ram:BICID"),
        ),
        [_cii_line(row) for row in at.each(rows)],
        [
            Tax(
                part("ram:CategoryCode"),
                part.figure("ram:RateApplicablePercent"),
                part.figure("ram:BasisAmount"),
                part.figure("ram:CalculatedAmount"),
                part("ram:ExemptionReason"),
            )
            for part in at.each(f"{paid}/ram:ApplicableTradeTax")
        ],
        tuple(
            at.figure(f"{total}:{name}Amount")
            for name in (
                "LineTotal",
                "TaxBasisTotal",
                "TaxTotal",
                "GrandTotal",
                "DuePayable",
            )
        ),
    )


def _cii_party(at):
    place = "ram:PostalTradeAddress/ram"
    uri = "ram:URIUniversalCommunication/ram:URIID"
    mail = "ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID"
    return Party(
        at("ram:Name"),
        at("ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
        at("ram:ID"),
        at("ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']"),
        (at(f"{uri}/@schemeID"), at(uri)),
        (at(f"{place}:LineOne"), at(f"{place}:LineTwo"), at(f"{place}:LineThree")),
        at(f"{place}:CityName"),
        at(f"{place}:PostcodeCode"),
        at(f"{place}:CountryID"),
        at("ram:DefinedTradeContact/ram:PersonName"),
        at(mail),
    )


def _cii_line(at):
    product, paid = "ram:SpecifiedTradeProduct", "ram:SpecifiedLineTradeSettlement"
    over = f"{paid}/ram:SpecifiedTradeAllowanceCharge"
    amount = at.figure(f"{over}/ram:ActualAmount") or Decimal(0)
    is_charge = at(f"{over}/ram:ChargeIndicator/udt:Indicator") == "true"
    counted = "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"
    price = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"
    stated = f"{product}/ram:ApplicableProductCharacteristic"
    net = f"{paid}/ram:SpecifiedTradeSettlementLineMonetarySummation"
    return Line(
        at("ram:AssociatedDocumentLineDocument/ram:LineID"),
        at(f"{product}/ram:Name"),
        at(f"{product}/ram:Description"),
        at.figure(counted),
        at(f"{counted}/@unitCode"),
        at(f"{stated}[ram:Description='Unit']/ram:Value"),
        at.figure(f"{price}/ram:ChargeAmount"),
        amount if is_charge else -amount,
        at.figure(f"{net}/ram:LineTotalAmount"),
        at(f"{paid}/ram:ApplicableTradeTax/ram:CategoryCode"),
        at.figure(f"{paid}/ram:ApplicableTradeTax/ram:RateApplicablePercent"),
    )


def _iso(text):
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if text else ""


def wrong_sums(read):
    """Return the rules of EN 16931 and Peppol about figures that do not hold.

    VAT may differ by a penny from the product where it is the last that is credited.
    """
    nets = sum((line.net for line in read.lines), Decimal(0))
    lines, exclusive, vat, inclusive, payable = read.totals
    broken = {
        "BR-CO-10": lines != nets,
        "BR-CO-13": exclusive != lines,
        "BR-CO-14": vat != sum((tax.vat for tax in read.taxes), Decimal(0)),
        "BR-CO-15": inclusive != exclusive + vat,
        "BR-CO-16": payable != inclusive,
        "BR-CO-18": not read.taxes,
        "BR-27": any(line.price < 0 for line in read.lines),
        "R120": any(
            abs(line.quantity * line.price + line.over - line.net) > Decimal("0.02")
            for line in read.lines
        ),
    }
    for tax in read.taxes:
        key = tax.category, tax.rate
        alike = [line.net for line in read.lines if (line.category, line.rate) == key]
        owed = (tax.net * (tax.rate or 0) / 100).quantize(PENNY, ROUND_HALF_UP)
        broken[f"BR-{tax.category}-08"] = sum(alike, Decimal(0)) != tax.net
        broken[f"BR-CO-17 {key}"] = abs(tax.vat - owed) > PENNY
        wants_reason = tax.category in {"E", "O"}
        broken[f"BR-{tax.category}-10"] = bool(tax.reason) != wants_reason
    return [rule for rule, is_broken in broken.items() if is_broken]


def empty_elements(file):
    """Return the elements that say nothing (PEPPOL-EN16931-R008)."""
    tree = etree.fromstring(file)
    return tree.xpath("//*[not(*) and not(normalize-space())]")
