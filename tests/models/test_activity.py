"""Long lists of activities, expenses and charges, on both databases."""

from __future__ import annotations

import pytest

from pip_manager.models import activity
from pip_manager.models.activity import Asked
from tests.ui.activity import small


@pytest.fixture
def office(store_url):
    made = small.office(store_url)
    yield made
    made.store.close()


def codes(office, noun="activities", **asked):
    with office.store.reading() as connection:
        found = activity.rows(connection, noun, Asked(**asked))
    return [entry.code for entry in found]


def test_the_latest_day_comes_first(office):
    assert codes(office) == ["T5", "T4", "T3", "T2", "T1"]


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("date", ["T1", "T2", "T3", "T4", "T5"]),
        ("person", ["T1", "T2", "T4", "T5", "T3"]),
        ("engagement", ["T4", "T5", "T1", "T2", "T3"]),
        ("strand", ["T5", "T1", "T2", "T3", "T4"]),
        ("kind", ["T5", "T1", "T2", "T3", "T4"]),
        ("quantity", ["T1", "T4", "T5", "T2", "T3"]),
        ("summary", ["T1", "T3", "T5", "T2", "T4"]),
        ("id; DROP TABLE activities", ["T5", "T4", "T3", "T2", "T1"]),
    ],
)
def test_each_column_sorts_by_its_words_and_what_is_not_stated_comes_last(
    office, sort, wanted
):
    assert codes(office, sort=sort) == wanted


def test_descending_turns_the_order_round_but_for_what_is_not_stated(office):
    assert codes(office, sort="summary", descending=True) == [
        "T2",
        "T5",
        "T3",
        "T1",
        "T4",
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("AUDIT", {"T1", "T3", "T5"}),
        ("jo", {"T3"}),
        ("kirklees", {"T1", "T2", "T3", "T4"}),
        ("front", {"T5"}),
        ("E2", {"T4"}),
        ("kirklees review", {"T2"}),
        ("ürsel", {"T2"}),
        ("ÜRSEL", {"T2"}),
        ("%", set()),
        ("_", set()),
        ("nothing like it", set()),
    ],
)
def test_every_word_is_sought_in_summary_person_and_engagement(office, words, wanted):
    assert set(codes(office, search=words)) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"engagement": "E3"}, {"T5"}),
        ({"person": "P2"}, {"T3"}),
        ({"strand": "PRAC"}, {"T1", "T2", "T3"}),
        ({"start": small.day(18)}, {"T3", "T4", "T5"}),
        ({"end": small.day(17)}, {"T1", "T2"}),
        ({"start": small.day(17), "end": small.day(17)}, {"T2"}),
    ],
)
def test_filters_narrow(office, asked, wanted):
    assert set(codes(office, **asked)) == wanted


def test_the_state_says_who_holds_an_entry(office):
    number = small.bill(office, "T1", "T2")
    office.billing.draft("E2", small.day(1), small.day(31))
    assert set(codes(office, state="billed")) == {"T1", "T2"}
    assert codes(office, state="draft") == ["T4"]
    assert set(codes(office, state="unbilled")) == {"T3", "T5"}
    with office.store.reading() as connection:
        entries = activity.rows(connection, "activities", Asked(sort="date"))
    assert [entry.number for entry in entries] == [number, number, None, None, None]
    assert [entry.draft for entry in entries] == [None, None, None, 1, None]
    assert entries[0].billed_price == small.issued_line()


def test_entries_come_in_the_order_of_their_ids_with_names_and_gone_ones_left_out(
    office,
):
    with office.store.reading() as connection:
        wanted = list(activity.ids(connection, "activities", Asked(sort="date")))
        found = activity.entries(
            connection, "activities", [wanted[4], 10**6, wanted[0]]
        )
    assert [entry.code for entry in found] == ["T5", "T1"]
    assert found[0].person_name == "Ada Example"
    assert found[0].authority_name == "Leeds"
    assert found[0].engagement_title == "Front door"
    assert found[0].strand_name == "Leadership"


def test_expenses_and_charges_are_listed_with_what_they_have(office):
    assert codes(office, "expenses", search="mileage", person="P1") == ["X1"]
    assert codes(office, "expenses", strand="PRAC") == ["X1"]
    assert codes(office, "charges", search="kirklees course") == ["C1"]
    assert codes(office, "charges", sort="person") == ["C1"]


def test_quantities_are_added_by_unit_and_by_day(office):
    with office.store.reading() as connection:
        whole = activity.measured(connection, "activities", Asked())
        days = activity.quantities(connection, "P1", small.day(16), small.day(18))
    assert sorted(whole) == [("day", 4, small.D("2.5")), ("hour", 1, small.D("3.7"))]
    assert [(on.day, unit, total) for on, unit, total in days] == [
        (16, "day", small.D("0.5")),
        (17, "day", small.D(1)),
        (18, "day", small.D("0.5")),
    ]


def test_the_last_number_counts_codes_of_any_length_and_no_others(office):
    with office.store.writing("Add", office.who) as writer:
        assert activity.last_number(writer.connection, "activities", "A") == 0
        for code in ("A00009", "A000012", "A1000001", "A0000X", "B77"):
            writer.add("activities", small.activity(code))
        assert activity.last_number(writer.connection, "activities", "A") == 1000001


def test_engagements_go_by_authority_title_and_strands_and_recent_ones_are_known(
    office,
):
    with office.store.reading() as connection:
        names = activity.engagement_names(connection)
        recent = activity.recent(connection, "P1")
        kinds = activity.kinds(connection)
    assert names[0] == ("E1", "Practice support", "Kirklees", None, ("PRAC",))
    assert [name.code for name in names] == ["E1", "E2", "E3"]
    assert recent == ["E3", "E2", "E1"]
    assert kinds == ["coaching"]
