from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.nouns import Kind
from pip_manager.domain.values import money_text, plain
from pip_manager.exchange.cells import cell_text, serial_of, shape_of


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (35.0, Kind.TEXT, "35"),
        (35, Kind.CODE, "35"),
        (0.1, Kind.QUANTITY, "0.1"),
        (0.1 + 0.2, Kind.QUANTITY, "0.3"),
        (1040.1, Kind.MONEY, "1040.10"),
        (2.675, Kind.MONEY, "2.675"),  # left for the codec to refuse
        (-12.5, Kind.MONEY, "-12.50"),
        (2017.0, Kind.WHEN, "2017"),
        (1e21, Kind.TEXT, "1000000000000000000000"),
        (-0.0, Kind.QUANTITY, "0"),
        (float("inf"), Kind.QUANTITY, "Infinity"),
        (True, Kind.FLAG, "yes"),
        (False, Kind.FLAG, "no"),
        (date(2017, 10, 20), Kind.WHEN, "2017-10-20"),
        (datetime(2017, 10, 20), Kind.DAY, "2017-10-20"),  # noqa: DTZ001
        (datetime(2017, 10, 20, 9, 30), Kind.TEXT, "2017-10-20 09:30:00"),  # noqa: DTZ001
        (time(9, 30), Kind.TEXT, "09:30:00"),
        ("'=as it is", Kind.TEXT, "'=as it is"),
        ("two\r\nlines", Kind.TEXT, "two\nlines"),
    ],
)
def test_a_cell_reads_as_the_exchange_format_writes_it(cell, kind, text):
    assert cell_text(cell, kind) == text


@given(st.decimals("-9999999999999", "9999999999999", places=2))
def test_a_typed_amount_reads_back_as_the_same_text(amount):
    text = money_text(amount)
    if shape_of(text, Kind.MONEY) == "money":
        assert cell_text(float(text), Kind.MONEY) == text
    else:
        assert text == "-0.00"


@given(st.decimals("-9999999999", "9999999999", places=4))
def test_a_typed_figure_reads_back_as_the_same_text(figure):
    text = plain(figure)
    assert shape_of(text, Kind.QUANTITY) == "figure"
    assert cell_text(float(text), Kind.QUANTITY) == text


@given(st.dates(date(1900, 3, 1)))
def test_a_typed_day_keeps_its_day(day):
    text = day.isoformat()
    assert shape_of(text, Kind.DAY) == "day"
    assert serial_of(text) - serial_of("2000-01-01") == (day - date(2000, 1, 1)).days
    assert serial_of("2000-01-01") == 36526


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0012", Kind.QUANTITY),
        ("12.50", Kind.QUANTITY),
        ("12.5", Kind.MONEY),
        ("-0", Kind.NUMBER),
        ("12", Kind.CODE),
        ("-12.50", Kind.TEXT),
        ("1900-02-28", Kind.DAY),
        ("2017-02-30", Kind.WHEN),
        ("2017-10", Kind.WHEN),
        ("12.50\n", Kind.MONEY),
    ],
)
def test_a_text_that_would_change_stays_text(text, kind):
    assert shape_of(text, kind) == "text"


def test_decimals_are_never_lost_to_the_noise_of_binary_fractions():
    assert Decimal(cell_text(123456.789, Kind.QUANTITY)) == Decimal("123456.789")
