from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pip_manager.billing import page_words as say
from pip_manager.billing.document import Document, Line, Party, VatRow

PARTY = Party("Northmoor Borough Council", "Town Hall")
LINE = Line(
    1, "Audit", Decimal("4.5"), "day", Decimal(650), Decimal(2925), "S", Decimal(20)
)
ONE_DAY = date(2017, 10, 24)
DOCUMENT = Document(
    kind="invoice",
    seller=PARTY,
    buyer=PARTY,
    engagement="E",
    engagement_title="",
    agreement="A",
    agreement_title="",
    period_from=ONE_DAY,
    period_to=ONE_DAY,
    lines=(LINE,),
    vat=(VatRow("S", Decimal(20), Decimal(2925), Decimal(585)),),
    net=Decimal(2925),
    vat_total=Decimal(585),
    gross=Decimal(3510),
)


def plain(words):
    return words.replace(say.NBSP, " ")


@pytest.mark.parametrize(
    ("kind", "mode", "title"),
    [
        ("invoice", "vat_invoice", "VAT invoice"),
        ("credit_note", "vat_invoice", "Credit note"),
        ("invoice", "proforma", "Request for invoice – not a VAT invoice"),
        ("credit_note", "proforma", "Request for credit note – not a VAT credit note"),
    ],
)
def test_the_title_says_what_it_is(kind, mode, title):
    assert plain(say.title(replace(DOCUMENT, kind=kind, mode=mode))) == title


def test_a_document_without_a_number_is_a_draft_and_marked_as_one():
    assert say.number(DOCUMENT) == "Draft, not yet numbered"
    assert say.marking(DOCUMENT) == "DRAFT"
    assert say.marking(replace(DOCUMENT, number="N-1")) == ""
    assert say.marking(replace(DOCUMENT, marking="SAMPLE")) == "SAMPLE"


@pytest.mark.parametrize("marking", ["DRAFT", "SAMPLE", "DEMO"])
def test_each_marking_is_explained_in_a_sentence(marking):
    assert say.marking_sentence(replace(DOCUMENT, marking=marking)).endswith(".")


def test_a_marking_of_another_word_stands_alone():
    assert say.marking_sentence(replace(DOCUMENT, marking="COPY")) == ""


def test_a_day_is_short_and_not_broken_over_lines():
    assert plain(say.day(date(2017, 11, 2))) == "2 Nov 2017"
    assert " " not in say.day(date(2017, 11, 2))


def test_an_unknown_day_is_not_stated():
    assert say.day(None) == "not stated"


def test_a_period_of_one_day_is_that_day():
    assert plain(say.period(DOCUMENT)) == "24 Oct 2017"
    longer = replace(DOCUMENT, period_to=date(2017, 11, 2))
    assert plain(say.period(longer)) == "24 Oct 2017 to 2 Nov 2017"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1234567.5", "1,234,567.50"),
        ("0", "0.00"),
        ("0.45", "0.45"),
        ("0.455", "0.455"),
        ("-1250", "−1,250.00"),
        ("1E+3", "1,000.00"),
    ],
)
def test_figures_have_pence_separators_and_a_true_minus(amount, shown):
    assert say.figure(Decimal(amount)) == shown


def test_pounds_have_their_sign_before_the_currency():
    assert say.pounds(Decimal("-403.20")) == "−£403.20"
    assert say.pounds(Decimal("403.20")) == "£403.20"


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        ("1", "day", "1 day"),
        ("4.50", "day", "4.5 days"),
        ("0.5", "hour", "0.5 hours"),
        ("113", "mile", "113 miles"),
        ("1200", "delegate", "1,200 delegates"),
        ("2", "", "2 items"),
        ("100", "copy", "100 copies"),
        ("3", "core samples", "3 core samples"),
        ("-1", "item", "−1 items"),
    ],
)
def test_quantities_say_what_they_count(amount, unit, shown):
    line = replace(LINE, quantity=Decimal(amount), unit=unit)
    assert say.quantity(line) == shown


@pytest.mark.parametrize(
    ("code", "rate", "short", "long"),
    [
        ("S", "20", "20%", "Standard rate 20%"),
        ("S", "17.5", "17.5%", "Standard rate 17.5%"),
        ("R", "5", "5%", "Reduced rate 5%"),
        ("Z", "0", "Zero", "Zero rate 0%"),
        ("E", "0", "Exempt", "Exempt"),
        ("O", None, "Outside the scope", "Outside the scope of VAT"),
        ("S", None, "not stated", "Standard rate not stated"),
    ],
)
def test_tax_is_named_short_on_a_line_and_long_in_the_summary(code, rate, short, long):
    percent = Decimal(rate) if rate else None
    line = replace(LINE, vat_code=code, vat_rate=percent)
    row = VatRow(code, percent, Decimal(1), Decimal(0))
    assert say.vat_short(line) == short
    assert say.vat_long(row) == long


def test_each_reason_for_no_tax_is_given_once():
    exempt = replace(LINE, vat_code="E", vat_rate=Decimal(0), vat_reason="Training")
    document = replace(
        DOCUMENT,
        lines=(LINE, exempt, exempt, replace(exempt, vat_reason="Teaching")),
        vat=(VatRow("E", Decimal(0), Decimal(1), Decimal(0), "Training"),),
    )
    assert say.vat_reasons(document) == ["Exempt: Training", "Exempt: Teaching"]
