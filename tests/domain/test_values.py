from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.nouns import Column, Kind
from pip_manager.domain.values import (
    SEASONS,
    WEEKDAYS,
    as_text,
    money_text,
    plain,
    read_as,
    read_day,
    read_pattern,
)

years = st.integers(1, 9999).map("{:04}".format)
whens = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    years,
    st.tuples(years, st.sampled_from(SEASONS)).map(" ".join),
)
characters = st.characters(
    min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"
)
patterns = st.dictionaries(
    st.sampled_from(WEEKDAYS),
    st.decimals("0.0001", 1, places=4).map(plain),
    min_size=1,
).map(lambda days: " ".join(f"{d}:{days[d]}" for d in WEEKDAYS if d in days))
values = {
    Kind.TEXT: st.text(characters | st.sampled_from("\n\t"), min_size=1).filter(
        str.strip
    ),
    Kind.CODE: st.text(characters, min_size=1, max_size=80)
    .map(str.strip)
    .filter(lambda code: code and "\x85" not in code),
    Kind.DAY: st.dates(),
    Kind.WHEN: whens,
    Kind.MONEY: st.decimals("-9999999999", "9999999999", places=2),
    Kind.QUANTITY: st.decimals("-9999999999", "9999999999", places=4),
    Kind.NUMBER: st.integers(-999_999_999, 999_999_999),
    Kind.FLAG: st.booleans(),
    Kind.PATTERN: patterns,
}


@pytest.mark.parametrize("kind", Kind)
@given(st.data())
def test_every_kind_reads_back_what_it_wrote(kind, data):
    value = data.draw(values[kind])
    text = as_text(kind, value)
    assert read_as(Column("it", kind), text) == value
    assert as_text(kind, read_as(Column("it", kind), text)) == text


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\t"])
def test_what_is_empty_is_not_stated(kind, text):
    assert read_as(Column("it", kind), text) is None
    assert as_text(kind, None) == ""


def read(kind, text):
    return read_as(Column("it", kind), text)


@pytest.mark.parametrize(
    ("kind", "text", "value", "written"),
    [
        (Kind.MONEY, "12", Decimal("12.00"), "12.00"),
        (Kind.MONEY, "-0", Decimal(0), "0.00"),
        (Kind.MONEY, "+7.5", Decimal("7.50"), "7.50"),
        (Kind.QUANTITY, " 0.50 ", Decimal("0.5"), "0.5"),
        (Kind.QUANTITY, "100", Decimal(100), "100"),
        (Kind.QUANTITY, "-0.0", Decimal(0), "0"),
        (Kind.NUMBER, "-0", 0, "0"),
        (Kind.WHEN, " 2010   summer ", "2010 summer", "2010 summer"),
        (Kind.DAY, " 2017-10-20 ", date(2017, 10, 20), "2017-10-20"),
        (Kind.CODE, " E4 ", "E4", "E4"),
        (Kind.TEXT, " a\r\nb\rc ", " a\nb\nc ", " a\nb\nc "),
        (Kind.PATTERN, "Thu:0.50  Tue:1.0", "Tue:1 Thu:0.5", "Tue:1 Thu:0.5"),
        (Kind.FLAG, " yes ", True, "yes"),
    ],
)
def test_a_value_is_written_in_one_way_only(kind, text, value, written):
    assert read(kind, text) == value
    assert as_text(kind, read(kind, text)) == written


NOT_A_DAY = "is not a date such as 2017-10-20."
NOT_A_WHEN = "is not a date such as 2017-10-20, 2017-10, 2017 or 2017 summer."


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (Kind.DAY, "20/10/2017", f"“20/10/2017” {NOT_A_DAY}"),
        (Kind.DAY, "2017-02-29", f"“2017-02-29” {NOT_A_DAY}"),
        (Kind.DAY, "20171020", f"“20171020” {NOT_A_DAY}"),
        (Kind.DAY, "2017-10", f"“2017-10” {NOT_A_DAY}"),
        (Kind.WHEN, "2017-13", f"“2017-13” {NOT_A_WHEN}"),
        (Kind.WHEN, "0000", f"“0000” {NOT_A_WHEN}"),
        (Kind.WHEN, "2017 Summer", f"“2017 Summer” {NOT_A_WHEN}"),
        (Kind.WHEN, "\u0662\u0660\u0661\u0667", NOT_A_WHEN),
        (Kind.MONEY, "£12", "“£12” is not an amount in pounds; write it as 12.5."),
        (Kind.MONEY, "1,040.13", "is not an amount in pounds; write it as 12.5."),
        (Kind.MONEY, "12.345", "“12.345” has more than 2 decimals."),
        (Kind.MONEY, "NaN", "“NaN” is not an amount in pounds; write it as 12.5."),
        (Kind.MONEY, "1e3", "“1e3” is not an amount in pounds; write it as 12.5."),
        (Kind.MONEY, "9" * 14, "is larger than the program can keep."),
        (Kind.QUANTITY, "half", "“half” is not a figure; write it as 12.5."),
        (Kind.QUANTITY, "\u0663", "is not a figure; write it as 12.5."),
        (Kind.QUANTITY, "0.12345", "“0.12345” has more than 4 decimals."),
        (Kind.QUANTITY, "0." + "0" * 60 + "1", "has more than 4 decimals."),
        (Kind.NUMBER, "1.5", "“1.5” is not a whole number."),
        (Kind.NUMBER, "1234567890", "“1234567890” is not a whole number."),
        (Kind.FLAG, "Yes", "“Yes” is neither yes nor no."),
        (Kind.CODE, "x" * 81, "A code is one line of at most 80 characters."),
        (Kind.CODE, "a\nb", "A code is one line of at most 80 characters."),
        (Kind.CODE, "a\tb", "A code is one line of at most 80 characters."),
        (Kind.CODE, "a\x00b", "The text holds control characters; type it again."),
        (Kind.TEXT, "a\x07", "The text holds control characters; type it again."),
        (Kind.TEXT, "a\ud800", "The text holds control characters; type it again."),
        (Kind.TEXT, "a\uffff", "The text holds control characters; type it again."),
        (Kind.PATTERN, "Sat:1", "“Sat:1”: name each weekday (Mon to Fri) once, Tue:1."),
        (Kind.PATTERN, "Tue:1 Tue:1", "name each weekday (Mon to Fri) once, Tue:1."),
        (Kind.PATTERN, "Tue", "“” is not a share; write it as 12.5."),
        (Kind.PATTERN, "Tue:0", "“Tue:0”: a share is above 0 and at most 1."),
        (Kind.PATTERN, "Tue:1.1", "“Tue:1.1”: a share is above 0 and at most 1."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(kind, text, sentence):
    with pytest.raises(ValueError, match=r"\.$") as caught:
        read(kind, text)
    assert str(caught.value).endswith(sentence)


def test_only_the_words_of_a_column_are_taken():
    column = Column("kind", choices=("post", "team"))
    assert read_as(column, " post ") == "post"
    with pytest.raises(ValueError, match="“Post” is not one of: post, team"):
        read_as(column, "Post")


@pytest.mark.parametrize(
    ("amount", "text"),
    [("2.665", "2.67"), ("-2.665", "-2.67"), ("-0.001", "0.00"), ("1040.1", "1040.10")],
)
def test_money_is_written_half_up_and_never_as_a_negative_nought(amount, text):
    assert money_text(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [("1E+2", "100"), ("35.00", "35"), ("-0.0", "0"), ("0.5", "0.5")],
)
def test_a_figure_has_no_exponent_and_no_trailing_zeros(figure, text):
    assert plain(Decimal(figure)) == text


def test_a_pattern_is_read_monday_first():
    assert list(read_pattern("Fri:1 Mon:0.5")) == ["Mon", "Fri"]


@given(st.text().filter(lambda text: "-" not in text))
def test_no_text_without_dashes_is_a_day(text):
    with pytest.raises(ValueError, match="is not a date such as 2017-10-20"):
        read_day(text)
