"""The published facts that come with the program are found and told apart."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.services import reference
from pip_manager.services.reference_facts import Match

LEEDS = "E08000035"


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (date(2009, 3, 31), 150),
        (date(2009, 4, 1), 152),
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),
        (date(2021, 4, 1), 152),
        (date(2023, 4, 1), 153),
        (date(2026, 11, 22), 153),
    ],
)
def test_as_many_authorities_are_in_being_as_the_statistics_count(on, count) -> None:
    assert sum(one.in_being(on) for one in reference.authorities().values()) == count


def test_an_authority_is_found_by_its_code_and_by_a_former_one() -> None:
    leeds = reference.authority(LEEDS)
    assert leeds is not None
    assert (leeds.name, leeds.official_name) == ("Leeds", "Leeds City Council")
    for code in ("E08000016", "E08000038"):
        barnsley = reference.authority(code)
        assert barnsley is not None
        assert barnsley.code == "E08000038"
    assert reference.former_codes("E08000038") == ("E08000016",)
    assert reference.authority("X99000001") is None


def test_regions_are_the_nine_of_england() -> None:
    assert len(reference.regions()) == 9
    assert reference.region(LEEDS) == "Yorkshire and The Humber"
    assert reference.region("nowhere") is None


def test_a_trust_carries_its_evidence_and_its_end() -> None:
    (trust,) = reference.trusts("E08000024")
    assert trust.name == "Together for Children"
    assert trust.from_day == date(2017, 4, 1)
    assert trust.evidence
    assert reference.trusts("E08000017")[0].to_day == date(2022, 8, 31)
    assert reference.trusts(LEEDS) == ()


def test_judgements_come_latest_first() -> None:
    leeds = reference.judgements(LEEDS)
    published = [one.published_on for one in leeds]
    assert published == sorted(published, reverse=True)
    assert leeds[-1].overall == "Good"


def test_a_part_of_an_inspection_without_a_grade_is_none() -> None:
    codes = reference.authorities()
    every = [one for code in codes for one in reference.judgements(code)]
    grades = {"Outstanding", "Good", "Requires improvement to be good", "Inadequate"}
    assert {one.overall for one in every} == grades
    assert {one.care_leavers for one in every} == grades | {None}


def test_judgements_under_a_former_code_are_found() -> None:
    assert reference.judgements("E08000016") == reference.judgements("E08000038")
    assert len(reference.judgements("E08000038")) > 1
    assert reference.judgements("nowhere") == ()


def test_each_authority_in_being_has_ten_neighbours_in_being() -> None:
    today = date(2026, 11, 22)
    known = reference.authorities()
    for code, one in known.items():
        if one.in_being(today):
            near = reference.neighbours(code)
            assert [other.rank for other in near] == list(range(1, 11))
            assert all(known[other.code].in_being(today) for other in near)
            assert all(known[other.code].name == other.name for other in near)


def test_bank_holidays_know_the_special_years() -> None:
    days = reference.bank_holidays()
    assert len(days) == 171
    named = {"2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"}
    named |= {"2020-12-28", "2026-12-28", "2027-12-28", "2028-01-03"}
    assert {date.fromisoformat(day) for day in named} <= days
    assert not {date(2020, 5, 4), date(2022, 5, 30), date(2021, 12, 25)} & days
    assert reference.bank_holiday_names()[date(2022, 9, 19)].startswith("State Funeral")


@pytest.mark.parametrize("year", [2009, 2014, 2036, 2040])
def test_years_beyond_the_table_follow_the_rules(year) -> None:
    oracle = holidays.country_holidays("GB", subdiv="ENG", years=year)
    wanted = {day for day in oracle if day.weekday() < 5 and day.year == year}
    assert reference.bank_holidays(year, year) == wanted


def test_a_span_over_the_edge_of_the_table_holds_both_sides() -> None:
    span = reference.bank_holidays(2035, 2036)
    assert span == reference.bank_holidays(2035, 2035) | reference.bank_holidays(
        2036, 2036
    )
    assert reference.bank_holidays(2036, 2036)


def test_the_table_is_read_without_the_holiday_package(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    reference.bank_holidays.cache_clear()
    assert len(reference.bank_holidays(2020, 2021)) == 16


def test_vat_rates_are_dated_and_outside_the_scope_has_none() -> None:
    rates = reference.vat_rates()
    standard = [one for one in rates if one.kind == "standard"]
    assert [one.percent for one in standard] == [
        Decimal("17.5"),
        Decimal(15),
        Decimal("17.5"),
        Decimal(20),
    ]
    for earlier, later in pairwise(standard):
        assert earlier.to_day == later.from_day - timedelta(days=1)
    assert [one.percent for one in rates if one.category == "O"] == [None]


def test_every_tile_is_an_authority_in_being_and_none_share_a_place() -> None:
    tiles = reference.tiles()
    assert len(tiles) == len({(one.column, one.row) for one in tiles}) == 153
    assert {one.code for one in tiles} <= set(reference.authorities())


@pytest.mark.parametrize(
    "name",
    [
        "Leeds",
        "  leeds city council ",
        "LEEDS CITY COUNCIL",
        "City of Leeds",
        "E08000035",
        "383",
    ],
)
def test_a_name_a_code_or_a_number_finds_its_authority(name) -> None:
    assert reference.match(name) == Match(LEEDS)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Hull", "E06000010"),
        ("Bristol, City of", "E06000023"),
        ("Bournemouth, Christchurch & Poole", "E06000058"),
        ("St. Helens", "E08000013"),
        ("City of London", "E09000001"),
        ("Nottingham City", "E06000018"),
        ("Nottinghamshire", "E10000024"),
        ("E08000019", "E08000039"),
    ],
)
def test_spellings_in_use_are_known(name, code) -> None:
    assert reference.match(name).code == code


def test_a_name_two_authorities_bore_needs_the_day() -> None:
    undated = reference.match("Somerset")
    assert undated.code is None
    assert [one.code for one in undated.candidates] == ["E06000066", "E10000027"]
    assert reference.match("Somerset", date(2023, 3, 31)).code == "E10000027"
    assert reference.match("Somerset", date(2023, 4, 1)).code == "E06000066"
    assert reference.match("933", date(2024, 1, 1)).code == "E06000066"


def test_a_misspelt_name_is_offered_and_never_taken() -> None:
    found = reference.match("Kirkless")
    assert found.code is None
    assert found.candidates[0].name == "Kirklees"
    assert 70 <= found.candidates[0].score < 100
    assert reference.match("Atlantis on the Wold") == Match(None)


def test_the_nearest_spellings_existed_on_the_day() -> None:
    on = date(2024, 1, 1)
    known = reference.authorities()
    for name in ("Cumbira", "Northamptonshir", "Bournmouth"):
        near = reference.match(name, on).candidates
        assert all(known[one.code].in_being(on) for one in near)


def test_every_listed_spelling_leads_to_its_authority() -> None:
    for code, one in reference.authorities().items():
        found = reference.match(one.official_name or one.name, one.valid_to)
        assert code == found.code or code in {c.code for c in found.candidates}


@given(st.text(max_size=40))
def test_no_name_at_all_breaks_the_matching(name) -> None:
    found = reference.match(name)
    assert found.code is None or found.code in reference.authorities()


def test_the_attribution_lines_stand_in_the_notice() -> None:
    from pip_manager import assets

    notice = " ".join(assets.path("NOTICE-data.md").read_text("utf-8").split())
    for line in reference.ATTRIBUTIONS:
        assert line in notice
