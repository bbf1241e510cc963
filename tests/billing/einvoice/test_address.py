from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.einvoice.address import Address, address, country_code


@pytest.mark.parametrize(
    ("typed", "lines", "city", "postcode"),
    [
        ("Civic Hall\nLeeds\nLS1 1UR", ("Civic Hall",), "Leeds", "LS1 1UR"),
        ("Civic Hall\nLeeds LS1 1UR", ("Civic Hall",), "Leeds", "LS1 1UR"),
        ("Civic Hall, Leeds, ls11ur", ("Civic Hall",), "Leeds", "LS1 1UR"),
        (
            "Civic Hall\nLeeds,\nLS1 1UR\nUK",
            ("Civic Hall",),
            "Leeds",
            "LS1 1UR",
        ),
        ("1 The Mall\nLondon\nSW1A  1AA", ("1 The Mall",), "London", "SW1A 1AA"),
        ("Civic Hall\nLS1 1UR", ("Civic Hall",), "", "LS1 1UR"),
        ("LS1 1UR", (), "", "LS1 1UR"),
        ("Leeds LS1 1UR", (), "Leeds", "LS1 1UR"),
        ("Market Street\nHuddersfield", ("Market Street", "Huddersfield"), "", ""),
        ("England", ("England",), "", ""),
        (
            "Hall\nLeeds LS1 1UR\nRoom 2",
            ("Hall", "Room 2"),
            "Leeds",
            "LS1 1UR",
        ),
        ("A\nB\nC\nD\nLeeds\nLS1 1UR", ("A", "B", "C, D"), "Leeds", "LS1 1UR"),
        ("ROOM A1 1AAB\nLeeds", ("ROOM A1 1AAB", "Leeds"), "", ""),
        (" \n", (), "", ""),
    ],
)
def test_a_british_address_is_told_apart(typed, lines, city, postcode):
    assert address(typed, "GB") == Address(lines, city, postcode)


def test_abroad_nothing_is_taken_for_a_british_postcode():
    typed = "Rue de la Loi 16\nBruxelles LS1 1UR"
    assert address(typed, "BE") == Address(("Rue de la Loi 16", "Bruxelles LS1 1UR"))


@given(st.text())
def test_no_word_of_an_address_is_lost_or_made_up(typed):
    found = address(typed, "FR")
    told = " ".join((*found.lines, found.city, found.postcode))
    letters = [letter for letter in typed if letter.isalnum()]
    assert [letter for letter in told if letter.isalnum()] == letters


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("GB", "GB"),
        ("", "GB"),
        ("uk", "GB"),
        (" United  Kingdom ", "GB"),
        ("ie", "IE"),
        ("France", "FRANCE"),
    ],
)
def test_a_country_is_a_code_where_its_name_is_known(typed, code):
    assert country_code(typed) == code
