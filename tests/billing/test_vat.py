from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.document import Line
from pip_manager.billing.vat import tax, vat_rows
from pip_manager.domain.money import pence
from pip_manager.errors import PipManagerError
from tests.billing.making import VAT, D


def line(net, code="S", rate: str | None = "20", reason="", n=1):
    rate_figure = None if rate is None else D(rate)
    return Line(n, "", D(1), "item", D(net), D(net), code, rate_figure, reason)


@pytest.mark.parametrize(
    ("code", "on", "rate"),
    [
        ("S", date(2008, 11, 30), "17.5"),
        ("S", date(2008, 12, 1), "15"),
        ("S", date(2010, 1, 1), "17.5"),
        ("S", date(2011, 1, 3), "17.5"),
        ("S", date(2011, 1, 4), "20"),
        ("S", date(2017, 11, 2), "20"),
        ("R", date(2017, 11, 2), "5"),
        ("R", date(2022, 1, 1), "5"),
        ("Z", date(2017, 11, 2), "0"),
        ("E", date(2017, 11, 2), "0"),
    ],
)
def test_the_rate_is_that_of_the_day(code, on, rate):
    assert VAT.rate(code, on) == D(rate)


def test_outside_the_scope_there_is_no_rate_and_no_tax():
    assert VAT.rate("O", date(2017, 11, 2)) is None
    assert tax(D("100.00"), None) == 0


def test_a_day_before_all_tables_is_refused_in_words():
    with pytest.raises(PipManagerError, match="No VAT rate is known for code S"):
        VAT.rate("S", date(1980, 1, 1))


def test_vat_is_taken_once_per_code_and_rate():
    nets = ["2925.00", "1705.83", "432.53", "86.43", "50.85"]
    rows = vat_rows(
        [
            line("1140.00", "E", "0", "Education"),
            *(line(net) for net in nets),
            line("249.00", "Z", "0"),
            line("10.00", "E", "0", "Welfare"),
            line("5.00", "E", "0", "Education"),
        ]
    )
    assert [(row.code, row.net, row.vat) for row in rows] == [
        ("S", D("5200.64"), D("1040.13")),
        ("Z", D("249.00"), D("0.00")),
        ("E", D("1155.00"), D("0.00")),
    ]
    assert rows[2].reason == "Education; Welfare"
    line_by_line = sum(tax(D(net), D(20)) for net in nets)
    assert line_by_line == D("1040.14") != rows[0].vat


def test_two_rates_of_one_code_are_two_rows():
    rows = vat_rows([line("10.00", rate="17.5"), line("10.00", rate="20")])
    assert [(row.rate, row.vat) for row in rows] == [
        (D(20), D("2.00")),
        (D("17.5"), D("1.75")),
    ]


lines = st.builds(
    line,
    st.decimals("0.01", "99999", places=2),
    st.just("S"),
    st.sampled_from(["20", "17.5", "5"]),
)


@given(st.lists(lines, max_size=12))
def test_rows_add_up_to_the_lines_and_tax_is_exact_to_half_a_penny(drawn):
    rows = vat_rows(drawn)
    assert sum((row.net for row in rows), Decimal(0)) == sum(
        (item.net for item in drawn), Decimal(0)
    )
    for row in rows:
        assert row.rate is not None
        assert row.vat == pence(Fraction(row.net) * Fraction(row.rate) / 100)
