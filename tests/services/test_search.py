"""Finding records by a few letters, on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services import stores

KIRKLEES = "E08000034"


@pytest.fixture
def office(store_url):
    stores.create(store_url)
    with stores.open_office(store_url) as office:
        _fill(office)
        yield office


def _fill(office):
    records = office.records
    records.add("people", {"person": "P1", "name": "Łucja Ferry", "employer": "Leeds"})
    records.add("people", {"person": "P2", "name": "Ada Quill"})
    records.add("posts", {"post": "POST01", "title": "Head of Service, front door"})
    for code, title in (("E1", "Front door review"), ("E2", "Fostering 50% plan")):
        row = {"engagement": code, "authority": KIRKLEES, "title": title}
        records.add("engagements", row)
    row = {"agreement": "AG1", "engagement": "E1", "title": "Deed of 2026"}
    records.add("agreements", row | {"po_number": "PO-7781"})
    for n in range(1, 10):
        records.add(
            "activities",
            {
                "activity": f"A{n}",
                "date": date(2026, 11, n),
                "person": "P1",
                "engagement": "E1",
                "quantity": Decimal(1),
                "unit": "day",
                "summary": f"Door audit {n}",
            },
        )


def found(office, text):
    return [(one.noun, one.target) for one in office.search.find(text)]


def test_names_come_before_what_was_done(office):
    nouns = [noun for noun, _ in found(office, "door")]
    assert nouns == ["engagements", "posts", "agreements", *["activities"] * 6]


def test_the_latest_activities_come_first_and_not_all_of_them(office):
    activities = office.search.find("audit")
    assert [one.target for one in activities] == ["A9", "A8", "A7", "A6", "A5", "A4"]
    assert activities[0].words == "Door audit 9 · 9 Nov 2026"


def test_every_word_has_to_be_there_in_one_place_or_another(office):
    assert ("engagements", "E1") in found(office, "kirklees front")
    assert found(office, "kirklees nowhere") == []


def test_case_does_not_matter_nor_do_letters_beyond_english(office):
    assert ("people", "P1") in found(office, "FERRY")
    assert ("people", "P1") in found(office, "łucja")
    assert ("people", "P1") in found(office, "Łuc")


def test_signs_of_patterns_are_only_signs(office):
    assert found(office, "50%") == [("engagements", "E2")]
    assert found(office, "50_") == []
    assert found(office, "%%") == []


def test_an_agreement_is_found_by_its_order_and_leads_to_its_engagement(office):
    [one] = office.search.find("PO-7781")
    assert (one.noun, one.page, one.target) == ("agreements", "engagements", "E1")
    assert one.words == "Deed of 2026 · Front door review"


def test_authorities_one_works_with_come_first(office):
    row = {"engagement": "E3", "authority": "E06000047", "title": "Early help"}
    office.records.add("engagements", row)
    names = [one.target for one in office.search.find("dur") if one.noun != "x"]
    assert "E06000047" in names


def test_an_activity_is_found_by_its_code_first_and_once(office):
    assert found(office, "a3") == [("activities", "A3")]
    assert found(office, "A3 audit")[0] == ("activities", "A3")


def test_a_single_letter_asks_nothing(office):
    assert office.search.find("a") == []
    assert office.search.find("   ") == []


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE people; --", "\\", "a" * 500, "zq " * 50]
)
def test_hostile_words_find_nothing_and_break_nothing(office, text):
    assert office.search.find(text) == []
    assert found(office, "quill") == [("people", "P2")]
