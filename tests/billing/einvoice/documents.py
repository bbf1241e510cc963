"""Documents of every kind that an e-invoice is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pip_manager.billing.credit import CreditTerms, Taken, credit, everything, left
from pip_manager.billing.document import Bank, Document, Line, Party
from pip_manager.billing.vat import totals, vat_rows

D = Decimal
ON = date(2017, 11, 2)
LATER = date(2017, 11, 20)
WHY = "Vocational training by an eligible body"
OUTSIDE = "A grant, for which nothing is supplied"
RATES = {"S": D(20), "R": D(5), "Z": D(0), "E": D(0), "O": None}
REASONS = {"E": WHY, "O": OUTSIDE}
SELLER = Party(
    "Alderbrook Council",
    "Civic Quarter\n1 Millrace Square\nAlderbrook\nAB1 4QX",
    unit="Relational Practice Centre",
    gss_code="E08000099",
    vat_number="GB 123 4567 82",
    contact="Business support",
    email="practice@alderbrook.example",
)
BUYER = Party(
    "Thornmere Council",
    "Accounts payable\nThe Guildhall\n22 Castle Street\nThornmere TM3 9LD",
    gss_code="E08000098",
    endpoint_scheme="0088",
    endpoint="5060000000000",
    contact="Payments desk",
)


def line(words, quantity, unit, price, net, code):
    figures = D(quantity), unit, D(price), D(net)
    reason = REASONS.get(code, "")
    return Line(0, words, *figures, code, RATES[code], reason)


def invoice(*lines, **stated):
    """Return lines as an issued invoice, numbered and added up."""
    numbered = tuple(replace(one, n=n) for n, one in enumerate(lines, start=1))
    rows = vat_rows(numbered)
    net, vat = totals(rows)
    document = Document(
        kind="invoice",
        seller=SELLER,
        buyer=BUYER,
        engagement="E1",
        engagement_title="Improving practice",
        agreement="A1",
        agreement_title="Call-off agreement",
        period_from=date(2017, 10, 1),
        period_to=date(2017, 10, 31),
        lines=numbered,
        vat=rows,
        net=net,
        vat_total=vat,
        gross=net + vat,
        number="LRPC-2017-0007",
        issued_on=ON,
        tax_point=ON,
        due_on=date(2017, 12, 2),
        po_number="PO-77002",
        buyer_reference="CS-2231",
        bank=Bank("Alderbrook income", "20-45-77", "73164420"),
        anchor="7:9f2c7a1e4b8d",
    )
    return replace(document, **stated)


WE1 = invoice(
    line("Head of Service – practice review", "4.5", "day", "650", "2925", "S"),
    line("Service manager – audit", "3.5", "day", "487.38", "1705.83", "S"),
    line("Team manager – coaching", "7", "hour", "61.79", "432.53", "S"),
    line("Rail fares recharged", "1", "item", "86.43", "86.43", "S"),
    line("Mileage recharged", "113", "mile", "0.45", "50.85", "S"),
    line("Restorative practice course", "12", "delegate", "95", "1140", "E"),
    line("Printed handbooks", "60", "item", "4.15", "249", "Z"),
)
WE2 = invoice(
    line("Head of Service, 2–13 Oct 2017", "3", "day", "640", "1920", "S"),
    line("Head of Service, 16–30 Oct 2017", "3.5", "day", "672", "2352", "S"),
)
HALF_DAY = "The half day of 24 October did not happen"
WE5_PART = credit(
    WE2, [], Taken({2: D("0.5")}), CreditTerms("LRPC-CN-2017-0001", LATER, HALF_DAY)
)
WE5_WHOLE = credit(
    WE2, [], everything(WE2, []), CreditTerms("LRPC-CN-2017-0001", LATER, HALF_DAY)
)
REDUCED = invoice(
    line("Energy advice", "3", "day", "333.33", "999.99", "R"),
    line("Audit", "1", "day", "487.38", "487.38", "S"),
    line("Handbooks", "60", "item", "4.15", "249", "Z"),
)
EXEMPT = invoice(line("Course", "12", "delegate", "95", "1140", "E"))
GRANT = invoice(line("Grant-funded days", "6", "day", "500", "3000", "O"))
GRANT_BACK = credit(
    GRANT,
    [],
    Taken({1: D(2)}),
    CreditTerms("LRPC-CN-2017-0002", LATER, "Two less"),
)
BELOW_NOUGHT = invoice(
    line("Audit", "1", "day", "487.38", "487.38", "S"),
    line("Over-recovery returned", "1", "item", "-50.00", "-50.00", "S"),
    line("Days taken back", "-2", "day", "10.00", "-20.00", "S"),
)
NOUGHT = invoice(
    line("Audit", "1", "day", "487.38", "487.38", "S"),
    line("Taken back", "-1", "day", "487.38", "-487.38", "S"),
)
A_SHARE = invoice(line("Audit", "0.33335", "day", "487.38", "162.47", "S"))


def last_credit():
    """Return the last of many credits of a line, whose pence have gone astray."""
    miles = invoice(line("Mileage", "1", "mile", "0.45", "0.45", "S"))
    earlier: list[Document] = []
    for n in range(9):
        terms = CreditTerms(f"LRPC-CN-2017-{n:04}", LATER, "Shorter by a bit")
        earlier.append(credit(miles, earlier, Taken({1: D("0.01")}), terms))
    assert left(miles, earlier)[1].net == D("0.45")
    return credit(
        miles,
        earlier,
        everything(miles, earlier),
        CreditTerms("LRPC-CN-2017-0010", LATER, "The rest"),
    )


HOSTILE = (
    "</cbc:Note><!-- &amp; ]]> \"'<Ŵyn-Hughes & Łukasiewicz>\x00\x0b\ufffe 😀\n\t next "
    + "line that is long " * 20
)


def hostile(words=HOSTILE):
    """Return an invoice and a credit note of it that say `words` wherever they can."""
    said = {"name": words, "address": words, "contact": words, "email": words}
    billed = invoice(
        replace(EXEMPT.lines[0], description=words, unit=words, vat_reason=words),
        seller=replace(SELLER, unit=words, gss_code=words, **said),
        buyer=replace(BUYER, endpoint=words, **said),
        engagement_title=words,
        agreement=words,
        agreement_title=words,
        po_number=words,
        buyer_reference=words,
        notes=(words, words),
        bank=Bank(words, words, words, words),
    )
    terms = CreditTerms("LRPC-CN-2017-0003", LATER, words)
    return billed, credit(billed, [], everything(billed, []), terms)


EVERY = {
    "WE1": WE1,
    "WE2": WE2,
    "WE5 in part": WE5_PART,
    "WE5 whole": WE5_WHOLE,
    "reduced rate": REDUCED,
    "exempt": EXEMPT,
    "outside the scope": GRANT,
    "outside, credited": GRANT_BACK,
    "below nought": BELOW_NOUGHT,
    "nought": NOUGHT,
    "a share of a day": A_SHARE,
    "last credit": last_credit(),
    "no bank": replace(WE1, bank=Bank()),
    "an IBAN": replace(WE1, bank=replace(WE1.bank, iban="GB29 NWBK 6016 1331 9268 19")),
    "hostile": hostile()[0],
    "hostile credit": hostile()[1],
}
