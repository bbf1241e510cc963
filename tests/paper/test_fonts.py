from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.paper import fonts
from pip_manager.paper.fonts import Weight


@pytest.mark.parametrize("name", ["Ŵyn-Hughes", "Łukasiewicz", "O’Connor", "£1 – £2"])
def test_names_and_signs_in_use_here_have_their_letters(name):
    assert fonts.missing_glyphs(name) == ""
    assert fonts.printable(name) == name


def test_what_the_font_lacks_is_named_once_each_in_order():
    assert fonts.missing_glyphs("中文 and 中 and 😀") == "中文😀"


def test_what_the_font_lacks_is_printed_by_its_number():
    assert fonts.printable("A 中") == "A [U+4E2D]"


def test_accents_typed_apart_are_composed_before_they_are_judged():
    assert fonts.missing_glyphs("W\u0302yn") == ""
    assert fonts.printable("W\u0302yn") == "Ŵyn"


def test_marks_without_a_shape_are_neither_drawn_nor_called_missing():
    assert fonts.missing_glyphs("a\u200b\u202eb\tc") == ""
    assert fonts.printable("a\u200b\u202eb\tc") == "ab c"


@pytest.mark.parametrize("weight", Weight)
def test_figures_are_of_one_width(weight):
    assert len({fonts.width(digit, weight, 10) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("weight", Weight)
def test_every_weight_has_the_same_letters(weight):
    assert fonts.face(weight).glyphs.keys() == fonts.face(Weight.REGULAR).glyphs.keys()


@given(st.text())
def test_anything_typed_can_be_printed_and_is_then_left_alone(text):
    shown = fonts.printable(text)
    assert fonts.printable(shown) == shown
    assert fonts.missing_glyphs(shown) == ""
    assert fonts.width(shown, Weight.REGULAR, 9) >= 0


@given(st.lists(st.text(), max_size=5))
def test_a_subset_gives_each_glyph_one_code_and_keeps_it(texts):
    subset = fonts.Subset(Weight.REGULAR)
    shown = [fonts.printable(text) for text in texts]
    first = [subset.encoded(text) for text in shown]
    assert [subset.encoded(text) for text in shown] == first
    glyphs = fonts.face(Weight.REGULAR).glyphs
    by_code = {new: glyphs[code] for code, new in subset.items()}
    assert all(glyphs[code] == by_code[new] for code, new in subset.items())
    assert set(by_code) == set(range(1, len(by_code) + 1))
