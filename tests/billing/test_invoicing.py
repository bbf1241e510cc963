from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.invoicing import (
    Issue,
    Layout,
    bundles,
    compose,
    number,
    tax_point,
)
from pip_manager.domain.calendar import Period
from pip_manager.domain.money import pence
from pip_manager.errors import PipManagerError
from tests.billing.making import (
    VAT,
    D,
    activity,
    agreement,
    book,
    charge,
    expense,
    head,
    invoice,
    october,
    october_2017,
    priced,
    rate,
    role,
)

WE1_BOOK = book(
    roles=[
        role(),
        role("Service Delivery Manager", person="P2"),
        role("Team manager", person="P3"),
    ],
    rates=[
        rate("650.00", role="Head of Service"),
        rate("487.38", role="Service Delivery Manager"),
        rate("61.79", role="Team manager", unit="hour"),
    ],
)


def we1():
    return priced(
        WE1_BOOK,
        activities=[
            activity("T1", quantity=D("4.5")),
            activity("T2", quantity=D("3.5"), person="P2", date=october(3)),
            activity("T3", quantity=D(7), person="P3", unit="hour", date=october(4)),
        ],
        expenses=[
            expense("X1"),
            expense(
                "X2",
                description="Mileage",
                quantity=D(113),
                unit="mile",
                unit_price=D("0.45"),
            ),
        ],
        charges=[
            charge("C1", vat_code="E", vat_reason="Education"),
            charge(
                "C2",
                description="Printed handbooks",
                quantity=D(60),
                unit=None,
                unit_price=D("4.15"),
                vat_code="Z",
            ),
        ],
    )


def test_mixed_vat_is_rounded_once_per_code():
    document = invoice(we1().charges)
    assert [line.net for line in document.lines] == [
        D("2925.00"),
        D("1705.83"),
        D("432.53"),
        D("86.43"),
        D("50.85"),
        D("1140.00"),
        D("249.00"),
    ]
    assert [(row.code, row.net, row.vat) for row in document.vat] == [
        ("S", D("5200.64"), D("1040.13")),
        ("Z", D("249.00"), D("0.00")),
        ("E", D("1140.00"), D("0.00")),
    ]
    assert (document.net, document.vat_total) == (D("6589.64"), D("1040.13"))
    assert document.gross == D("7629.77")
    assert document.vat_total not in {D("1040.12"), D("1040.14")}


def test_a_rate_changed_in_the_month_makes_two_lines():
    document = invoice(october_2017().charges)
    assert [(line.quantity, line.unit_price, line.net) for line in document.lines] == [
        (D("3.0"), D("640.00"), D("1920.00")),
        (D("3.5"), D("672.00"), D("2352.00")),
    ]
    assert [line.description for line in document.lines] == [
        "Head of Service, 2–13 Oct 2017",
        "Head of Service, 16–30 Oct 2017",
    ]
    assert document.lines[0].items == ("T02", "T05", "T11", "T13")
    assert (document.net, document.vat_total, document.gross) == (
        D("4272.00"),
        D("854.40"),
        D("5126.40"),
    )
    assert document.tax_point == date(2017, 11, 2)
    assert document.due_on == date(2017, 12, 2)
    assert (document.number, document.kind) == ("LRPC-2017-0007", "invoice")


def test_a_draft_has_no_number_date_or_tax_point():
    document = compose(head(), october_2017().charges, VAT, Layout())
    assert document.number is None
    assert (document.issued_on, document.tax_point, document.due_on) == (None,) * 3
    assert document.gross == D("5126.40")
    assert (document.period_from, document.period_to) == (october(1), october(31))


def test_a_draft_is_taxed_at_the_periods_end_and_an_invoice_at_its_tax_point():
    period = Period(date(2010, 12, 1), date(2010, 12, 31))
    answer = priced(
        book(rates=[rate("100.00")]), period, activities=[activity(date=period.start)]
    )
    draft = compose(head(period), answer.charges, VAT, Layout())
    assert (draft.lines[0].vat_rate, draft.vat_total) == (D("17.5"), D("17.50"))
    issue = Issue("LRPC-2010-0001", date(2011, 1, 10))
    continuous = compose(head(period), answer.charges, VAT, Layout(), issue)
    assert (continuous.tax_point, continuous.vat_total) == (issue.on, D("20.00"))
    single = compose(
        head(period, supply_pattern="one_off"), answer.charges, VAT, Layout(), issue
    )
    assert (single.tax_point, single.vat_total) == (period.start, D("17.50"))


@pytest.mark.parametrize(
    ("on", "last", "pattern", "point"),
    [
        (date(2017, 11, 2), date(2017, 1, 1), "continuous", date(2017, 11, 2)),
        (date(2017, 11, 2), date(2017, 1, 1), None, date(2017, 11, 2)),
        (date(2017, 10, 27), date(2017, 10, 13), "one_off", date(2017, 10, 27)),
        (date(2017, 10, 28), date(2017, 10, 13), "one_off", date(2017, 10, 13)),
        (date(2017, 10, 1), date(2017, 10, 13), "one_off", date(2017, 10, 1)),
    ],
)
def test_the_tax_point_follows_the_14_day_rule_for_a_single_supply(
    on, last, pattern, point
):
    assert tax_point(on, last, pattern) == point


@pytest.mark.parametrize(
    ("prefix", "n", "text"),
    [
        ("LRPC", 1, "LRPC-2017-0001"),
        ("LRPC-CN", 9999, "LRPC-CN-2017-9999"),
        ("LRPC", 10000, "LRPC-2017-10000"),
    ],
)
def test_numbers_have_four_digits_and_grow(prefix, n, text):
    assert number(prefix, 2017, n) == text


def test_there_is_one_draft_an_agreement_and_a_further_one_outside_the_scope():
    facts = book(agreements=[agreement("A2"), agreement("A1")])
    outside = {"vat_code": "O", "vat_reason": "Statutory"}
    answer = priced(
        facts,
        charges=[
            charge("C1", agreement="A2"),
            charge("C2", agreement="A1", **outside),
            charge("C3", agreement="A1", vat_code="E"),
            charge("C4", agreement="A1"),
        ],
    )
    found = [
        (bundle.agreement, bundle.outside, [item.code for item in bundle.charges])
        for bundle in bundles(answer.charges)
    ]
    assert found == [
        ("A1", False, ["C3", "C4"]),
        ("A1", True, ["C2"]),
        ("A2", False, ["C1"]),
    ]


def test_outside_the_scope_there_is_no_rate_on_the_document():
    answer = priced(book(), charges=[charge(vat_code="O", vat_reason="Grant claim")])
    document = invoice(answer.charges)
    assert document.lines[0].vat_rate is None
    assert [(row.code, row.rate, row.vat) for row in document.vat] == [("O", None, 0)]
    assert document.gross == document.net == D("1140.00")


def test_nothing_to_invoice_is_said_in_words():
    with pytest.raises(PipManagerError, match="nothing to invoice"):
        compose(head(), (), VAT, Layout())


def test_a_grant_funded_day_is_not_on_the_invoice():
    answer = priced(
        book(rates=[rate("650.00")]),
        activities=[activity(quantity=D(10), grant_percent=D(60))],
    )
    document = invoice(answer.charges)
    assert [line.quantity for line in document.lines] == [D(4)]
    assert (document.net, document.vat_total, document.gross) == (
        D("2600.00"),
        D("520.00"),
        D("3120.00"),
    )


def test_changing_a_rate_afterwards_leaves_the_document_as_it_was():
    before = invoice(october_2017().charges)
    cheaper = priced(
        book(rates=[rate("1.00")]), activities=[activity("T02"), activity("T05")]
    )
    assert invoice(cheaper.charges).gross != before.gross
    assert before == invoice(october_2017().charges)


things = st.lists(
    st.tuples(
        st.decimals("0.01", "99", places=2),
        st.decimals("0.01", "9999", places=2),
        st.sampled_from(["S", "R", "Z", "E", None]),
    ),
    min_size=1,
    max_size=10,
)


@given(things)
def test_totals_are_the_sums_of_lines_and_of_vat_rows(drawn):
    rows = [
        charge(f"C{n}", quantity=quantity, unit_price=price, vat_code=code)
        for n, (quantity, price, code) in enumerate(drawn)
    ]
    charges = priced(book(), charges=rows).charges
    if not charges:
        return
    document = invoice(charges)
    rates = {"S": 20, "R": 5}
    taxed: dict[str, Fraction] = {}
    for quantity, price, code in drawn:
        net = Fraction(pence(Fraction(quantity) * Fraction(price)))
        taxed[code or "S"] = taxed.get(code or "S", Fraction(0)) + net
    tax = sum(
        (pence(net * rates.get(code, 0) / 100) for code, net in taxed.items()),
        Decimal(0),
    )
    assert document.net == sum(line.net for line in document.lines)
    assert document.net == sum(taxed.values())
    assert document.vat_total == sum(row.vat for row in document.vat) == tax
    assert document.gross == document.net + document.vat_total
