from datetime import date
from functools import partial

import pytest

from pip_manager.billing import columns
from tests.billing.making import D

READERS = {
    columns.text: "words",
    columns.code: "A1",
    columns.figure: D("0.5"),
    columns.stated_figure: D("0.5"),
    columns.number: 3,
    columns.day: date(2017, 10, 2),
    columns.optional_day: date(2017, 10, 2),
    partial(columns.flag, empty=False): True,
}


@pytest.mark.parametrize(("read", "value"), READERS.items())
def test_a_column_is_read_as_it_is_kept(read, value):
    assert read({"column": value}, "column") == value


@pytest.mark.parametrize("read", READERS)
def test_a_value_of_another_kind_is_a_defect(read):
    with pytest.raises(TypeError, match="column column cannot hold"):
        read({"column": 1.5}, "column")


@pytest.mark.parametrize(
    "read", [columns.text, columns.figure, columns.number, columns.optional_day]
)
def test_an_absent_or_empty_column_is_not_stated(read):
    assert read({}, "column") is read({"column": None}, "column") is None


@pytest.mark.parametrize("empty", [True, False])
def test_an_empty_flag_means_what_its_noun_says(empty):
    assert columns.flag({}, "column", empty=empty) is empty


@pytest.mark.parametrize("read", [columns.code, columns.stated_figure, columns.day])
def test_what_must_be_stated_is_missed(read):
    with pytest.raises(KeyError):
        read({}, "column")
