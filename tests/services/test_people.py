from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.errors import ConflictError, InputError
from tests.services import books

TODAY = date(2017, 10, 20)


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    yield office
    office.store.close()


def role_of(office, person):
    [found] = office.records.all("roles", person=person)
    return found


def test_a_person_is_listed_with_role_posts_days_and_host(office):
    with office.writing("Set up") as writer:
        writer.add("posts", {"post": "HOS", "title": "Head of Service", "tier": 3})
        writer.add("holdings", {"post": "HOS", "person": "P1"})
        writer.add(
            "secondments",
            {
                "secondment": "S1",
                "person": "P1",
                "home_post": "HOS",
                "authority": "E08000034",
                "from": "2017-10-02",
            },
        )
        for code, quantity, unit in (("A1", "1.5", "day"), ("A2", "3.7", "hour")):
            writer.add(
                "activities",
                {
                    "activity": code,
                    "date": TODAY,
                    "person": "P1",
                    "engagement": "E1",
                    "quantity": Decimal(quantity),
                    "unit": unit,
                },
            )
    ada = office.people.people(TODAY, office.people.days(TODAY))[0]
    assert (ada.name, ada.role, ada.fte) == ("Ada Example", "Head of Service", None)
    assert ada.posts == ("Head of Service",)
    assert ada.days == Decimal(2)
    assert ada.lent == ("Kirklees",)


def test_days_not_counted_yet_are_unknown_and_not_nought(office):
    assert office.people.people(TODAY)[0].days is None
    assert office.people.people(TODAY, {})[0].days == 0


def test_a_secondment_that_is_proposed_lends_nobody(office):
    with office.writing("Set up") as writer:
        writer.add("posts", {"post": "HOS", "title": "Head of Service"})
        writer.add(
            "secondments",
            {
                "secondment": "S1",
                "person": "P1",
                "home_post": "HOS",
                "authority": "E08000034",
                "from": "2017-10-02",
                "state": "proposed",
            },
        )
    assert office.people.people(TODAY)[0].lent == ()


def test_roles_of_one_person_do_not_overlap(office):
    with pytest.raises(InputError) as refused:
        office.people.add_role(
            {"person": "P1", "role": "Adviser", "from": "2018-01-01"}
        )
    [problem] = refused.value.problems
    assert problem.field == "from"
    assert "Head of Service" in problem.message


def test_a_role_may_begin_the_day_after_another_ends(office):
    office.people.change_role(role_of(office, "P1"), {"to": "2017-12-31"})
    office.people.add_role({"person": "P1", "role": "Adviser", "from": "2018-01-01"})
    assert len(office.records.all("roles", person="P1")) == 2


def test_two_people_may_have_the_same_role_at_once(office):
    office.people.change_role(role_of(office, "P1"), {"to": "2017-12-31"})
    office.people.add_role(
        {"person": "P1", "role": "Service Delivery Manager", "from": "2018-01-01"}
    )


def test_changing_a_role_from_a_date_ends_it_the_day_before(office):
    office.people.follow_role(role_of(office, "P1"), "Director", date(2018, 1, 1))
    found = {r.row["role"]: r.row for r in office.records.all("roles", person="P1")}
    assert found["Head of Service"]["to"] == "2017-12-31"
    assert found["Director"]["from"] == "2018-01-01"
    assert office.people.person("P1", date(2018, 1, 2)).roles[0].row["role"] == (
        "Director"
    )


def test_a_role_cannot_change_before_it_began(office):
    role = role_of(office, "P1")
    office.people.change_role(role, {"from": "2018-01-01"})
    with pytest.raises(InputError, match="begins 1 Jan 2018"):
        office.people.follow_role(role_of(office, "P1"), "Director", date(2018, 1, 1))


def test_a_person_others_name_stays_and_is_told_why(office):
    with office.writing("Log") as writer:
        writer.add(
            "activities",
            {
                "activity": "A1",
                "date": TODAY,
                "person": "P1",
                "engagement": "E1",
                "quantity": Decimal(1),
                "unit": "day",
            },
        )
    with pytest.raises(ConflictError, match="named by 1 activity"):
        office.people.remove_person(office.records.get("people", "P1"))
    assert role_of(office, "P1")


def test_a_person_nobody_names_goes_with_their_roles(office):
    office.people.remove_person(office.records.get("people", "P3"))
    assert office.records.all("roles", person="P3") == []
    assert office.people.person("P3", TODAY) is None


def test_posts_come_by_tier_and_teams_apart(office):
    with office.writing("Set up") as writer:
        writer.add("posts", {"post": "X", "title": "Adviser"})
        writer.add("posts", {"post": "D", "title": "Director", "tier": 1})
        writer.add("posts", {"post": "T", "title": "Team", "kind": "team"})
        writer.add(
            "holdings", {"post": "D", "holder": "Holder A", "capacity": "interim"}
        )
    posts = office.people.posts(TODAY)
    assert [post.code for post in posts] == ["D", "X"]
    assert posts[0].holders == ("Holder A (interim)",)
    assert not posts[1].is_recorded
    assert posts[1].fte is None
    assert [team.code for team in office.people.posts(TODAY, "team")] == ["T"]


def test_a_post_that_is_held_stays(office):
    with office.writing("Set up") as writer:
        writer.add("posts", {"post": "D", "title": "Director"})
        writer.add("holdings", {"post": "D", "person": "P1"})
    with pytest.raises(ConflictError, match="1 post-holder"):
        office.people.remove_post(office.records.get("posts", "D"))
