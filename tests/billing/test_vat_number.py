import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import vat

from pip_manager.billing.vat_number import is_vat_number


@pytest.mark.parametrize(
    "text",
    ["123456782", "GB 123 4567 82", "gb123456782", "123456782001", "123456727"],
)
def test_numbers_whose_check_digits_agree_are_valid(text):
    digits = "".join(text.split()).upper().removeprefix("GB")
    assert is_vat_number(text)
    assert vat.is_valid(digits)


def test_the_worked_number_passes_and_its_neighbour_does_not():
    assert is_vat_number("123456782")
    assert not is_vat_number("123456783")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GB",
        "12345678",
        "1234567820",
        "12345678X",
        "GBGB123456782",
        "\uff11" + "23456782",
    ],
)
def test_what_is_no_such_number_is_refused(text):
    assert not is_vat_number(text)


@given(st.integers(1_000_000, 9_999_999))
def test_seven_digits_have_one_pair_of_check_digits_old_and_one_new(digits):
    valid = [n for n in range(97) if is_vat_number(f"{digits}{n:02}")]
    weighted = sum(
        weight * int(digit)
        for weight, digit in zip(range(8, 1, -1), str(digits), strict=True)
    )
    assert set(valid) == {-weighted % 97, (-weighted - 55) % 97}


@given(st.integers(100_000_000, 999_999_999))
def test_what_passes_here_passes_elsewhere(number):
    if is_vat_number(str(number)):
        assert vat.is_valid(str(number))
