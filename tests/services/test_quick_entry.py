"""A line that becomes an activity with its expenses, in one verb."""

from __future__ import annotations

import pytest

from pip_manager.errors import PipManagerError
from tests.ui.activity import small
from tests.ui.activity.small import TODAY, D


@pytest.fixture
def office(tmp_path):
    made = small.office(tmp_path / "small.store", empty=True)
    yield made
    made.store.close()


def log(office, text):
    names = office.activity.quick.names()
    return office.activity.quick.log(names.understand(text, TODAY, {}), names)


def refusal(office, text):
    before = small.verbs(office)
    with pytest.raises(PipManagerError) as refused:
        log(office, text)
    assert small.verbs(office) == before
    return str(refused.value)


def test_a_line_becomes_an_activity_and_its_expenses_in_one_verb(office):
    before = small.verbs(office)
    done = log(
        office, "Tue 0.5d Practice support PRAC – case audit with Jo, travel 12.40"
    )
    assert small.verbs(office) == before + 1
    [row] = small.rows(office)
    assert row["date"] == small.day(17)
    assert (row["person"], row["engagement"], row["strand"]) == ("P1", "E1", "PRAC")
    assert (row["quantity"], row["unit"]) == (D("0.5"), "day")
    assert row["summary"] == "case audit with Jo Sample"
    [spent] = small.rows(office, "expenses")
    assert (spent["description"], spent["unit_price"]) == ("Travel", D("12.40"))
    assert (spent["engagement"], spent["person"]) == ("E1", "P1")
    assert done.activity == row["activity"]
    assert done.expenses == (spent["expense"],)
    assert done.words == (
        "Logged 0.5 days for Kirklees – Practice support on 17 Oct 2017,"
        " with £12.40 of expenses."
    )


def test_miles_are_paid_at_the_approved_rate(office):
    log(office, "today 1d Early help – visit, 23 miles")
    [spent] = small.rows(office, "expenses")
    assert (spent["quantity"], spent["unit"]) == (D(23), "mile")
    assert spent["unit_price"] == D("0.45")


def test_no_word_is_lost(office):
    log(office, "today 1d Early help Barnsly – audit")
    [row] = small.rows(office)
    assert row["summary"] == "Barnsly – audit"


def test_words_without_a_dash_are_the_summary(office):
    log(office, "today 1d Early help nothing special")
    [row] = small.rows(office)
    assert row["summary"] == "nothing special"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0.5d Early help", "Still needed: the day (type today, Tue or 2 Mar)."),
        (
            "today Early help",
            "Still needed: how long (type 0.5d, 1 day or 3h).",
        ),
        (
            "today 1d",
            "Still needed: for whom (type the authority’s or the engagement’s name).",
        ),
        (
            "today 1d Early help, £12",
            "Still needed: what the money was for (type travel 12.40).",
        ),
        (
            "today 1d Kirklees",
            "“Kirklees” may mean 2 things. Press Tab to choose one.",
        ),
    ],
)
def test_what_is_missing_is_named_with_how_to_say_it(office, text, sentence):
    assert refusal(office, text) == sentence


def test_without_a_person_of_ones_own_the_line_has_to_name_one(tmp_path):
    office = small.office(tmp_path / "other.store", me=None, empty=True)
    assert refusal(office, "today 1d Early help") == (
        "Still needed: who did it (type the person’s name)."
    )
    log(office, "today 1d Early help Jo Sample")
    assert small.rows(office)[0]["person"] == "P2"
    office.store.close()


def test_somebody_else_can_be_named(office):
    log(office, "today 1d Early help Jo Sample – visit")
    assert small.rows(office)[0]["person"] == "P2"
