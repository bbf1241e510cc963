from __future__ import annotations

from decimal import Decimal

import pytest

from pip_manager.services import starting_data
from tests.services import books


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    with office.writing("Set up") as writer:
        writer.add("posts", {"post": "HOS", "title": "Head of Service"})
        writer.add("posts", {"post": "SDM", "title": "Manager"})
    yield office
    office.store.close()


def test_a_secondment_names_its_post_person_and_host(office):
    books.add(
        office,
        "secondments",
        secondment="S1",
        person="P1",
        home_post="HOS",
        authority="E08000034",
        from_="2026-04-01",
        fraction=Decimal("0.5"),
    )
    [found] = office.arrangements.secondments()
    assert (found.post, found.who, found.place, found.missing) == (
        "Head of Service",
        "Ada Example",
        "Kirklees",
        (),
    )


def test_a_cover_without_anything_cannot_be_measured(office):
    books.add(office, "cover", cover="C1", from_post="SDM")
    [found] = office.arrangements.cover()
    assert (found.post, found.who, found.place) == (None, None, "Manager")
    assert found.missing == ("from not stated", "share not stated")


def test_contradictions_about_posts_and_cover_are_told_and_no_others(office):
    with office.writing("Load") as writer:
        writer.load("contradictions", starting_data.rows()["contradictions"])
    topics = [str(row["topic"]) for row in office.arrangements.contradictions()]
    assert "How long the Leeds Director acts as Kirklees DCS" in topics
    assert "Name of the case management system" not in topics
    assert len(topics) == 4


def test_what_was_done_to_an_arrangement_is_told_latest_first(office):
    kept = office.records.add("cover", {"cover": "C1", "post": "SDM"})
    office.records.change(kept, {"state": "proposed"})
    deeds = office.arrangements.history("cover", "C1")
    assert [deed.verb for deed in deeds] == [
        "Change cover arrangement",
        "Add cover arrangement",
    ]
    assert deeds[0].who == "Ada Example", "a name, not the code P1"
