from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.nouns import Column, Kind
from pip_manager.domain.values import SEASONS, read_as
from pip_manager.domain.when import (
    begins,
    day_words,
    ends,
    first_day,
    is_day,
    last_day,
    span_words,
    words,
)

COLUMN = Column("from", Kind.WHEN)
years = st.integers(1, 9999)
vague = st.one_of(
    st.dates().map(date.isoformat),
    st.builds("{:04}-{:02}".format, years, st.integers(1, 12)),
    st.builds("{:04}".format, years),
    st.builds("{:04} {}".format, years, st.sampled_from(SEASONS)),
)


@pytest.mark.parametrize(
    ("when", "first", "last", "text"),
    [
        ("2026-03-02", date(2026, 3, 2), date(2026, 3, 2), "2 Mar 2026"),
        ("2017-10", date(2017, 10, 1), date(2017, 10, 31), "October 2017"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "February 2016"),
        ("2017-12", date(2017, 12, 1), date(2017, 12, 31), "December 2017"),
        ("2017", date(2017, 1, 1), date(2017, 12, 31), "2017"),
        ("2010 spring", date(2010, 3, 1), date(2010, 5, 31), "spring 2010"),
        ("2010 summer", date(2010, 6, 1), date(2010, 8, 31), "summer 2010"),
        ("2010 autumn", date(2010, 9, 1), date(2010, 11, 30), "autumn 2010"),
        ("2010 winter", date(2010, 12, 1), date(2011, 2, 28), "winter 2010/11"),
        ("2019 winter", date(2019, 12, 1), date(2020, 2, 29), "winter 2019/20"),
        ("9999", date(9999, 1, 1), date.max, "9999"),
        ("9999 winter", date(9999, 12, 1), date.max, "winter 9999/99"),
    ],
)
def test_a_vague_date_spans_all_it_names(when, first, last, text):
    assert (first_day(when), last_day(when)) == (first, last)
    assert words(when) == text


@given(vague)
def test_every_date_of_the_exchange_format_has_a_span(when):
    assert read_as(COLUMN, when) == when
    first, last = first_day(when), last_day(when)
    assert first <= last
    assert is_day(when) == (first == last)
    assert words(when)


def test_an_empty_date_is_open_at_its_end_and_said_to_be_not_stated():
    assert (begins(None), ends(None)) == (date.min, date.max)
    assert (begins("2017-10"), ends("2017-10")) == (
        date(2017, 10, 1),
        date(2017, 10, 31),
    )
    assert words(None) == "not stated"


@pytest.mark.parametrize("text", ["2017 monsoon", "2017-13", "2017-02-30", "soon"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's own
        first_day(text)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2017, 10, 2), date(2017, 10, 2), "2 Oct 2017"),
        (date(2017, 10, 2), date(2017, 10, 13), "2–13 Oct 2017"),
        (date(2017, 10, 2), date(2017, 11, 3), "2 Oct to 3 Nov 2017"),
        (date(2017, 12, 28), date(2018, 1, 3), "28 Dec 2017 to 3 Jan 2018"),
    ],
)
def test_a_stretch_of_days_says_nothing_twice(first, last, text):
    assert span_words(first, last) == text


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_written_without_the_machines_language(day):
    number, month, year = day_words(day).split()
    assert (int(number), int(year)) == (day.day, day.year)
    assert day_words(day + timedelta(days=400)).split()[1].isalpha()
    assert len(month) == 3
