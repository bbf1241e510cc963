from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.paper import fonts
from pip_manager.paper.fonts import Weight
from pip_manager.paper.text import Style, clipped, wrap

STYLE = Style(9, Weight.MEDIUM)


def test_a_short_text_is_one_line():
    assert wrap("Practice review", STYLE, 200) == ("Practice review",)


def test_no_text_is_one_empty_line():
    assert wrap("", STYLE, 200) == ("",)


def test_words_are_kept_whole_where_they_fit():
    lines = wrap("Head of service, practice review and audit", STYLE, 90)
    assert len(lines) > 1
    words = [word for line in lines for word in line.split()]
    assert " ".join(words) == "Head of service, practice review and audit"


def test_line_breaks_stay():
    assert wrap("Civic Hall\nLeeds\r\n\r\nLS1 1UR", STYLE, 200) == (
        "Civic Hall",
        "Leeds",
        "",
        "LS1 1UR",
    )


def test_a_no_break_space_does_not_break():
    width = STYLE.width("paid by 2 Dec")
    assert wrap("paid by 2\u00a0Dec\u00a02017", STYLE, width)[1].endswith("2017")
    assert wrap("paid by 2\u00a0Dec\u00a02017", STYLE, width)[1].startswith("2")


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.floats(min_value=20, max_value=400),
)
def test_lines_fit_and_lose_nothing(text, width):
    lines = wrap(text, STYLE, width)
    for line in lines:
        assert STYLE.width(line.rstrip(" ")) <= width + 0.01
    whole = "".join(fonts.printable(part) for part in text.splitlines())
    assert "".join(lines) == whole


@pytest.mark.parametrize("width", [1, 0.01])
def test_a_letter_wider_than_the_line_still_stands(width):
    assert "".join(wrap("WWW", STYLE, width)) == "WWW"


def test_a_clipped_text_ends_in_an_ellipsis_and_still_fits():
    lines = clipped("word " * 50, STYLE, 100, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert STYLE.width(lines[-1]) <= 100


def test_a_text_that_fits_is_not_clipped():
    assert clipped("word word", STYLE, 100, 2) == ("word word",)
