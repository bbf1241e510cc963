from __future__ import annotations

from pip_manager.models import numbering, people
from tests.models import ledger


def test_who_needs_a_person_is_told_by_noun(store):
    with store.writing("Give a role", ledger.WHO) as writer:
        writer.add("roles", {"person": "P1", "role": "Adviser"})
    with store.reading() as connection:
        assert people.needing(connection, "people", "P1") == [
            ("roles", 1),
            ("activities", 4),
        ]
        assert people.needing(connection, "posts", "none") == []


def test_the_latest_work_comes_first_and_is_limited(store):
    with store.reading() as connection:
        found = people.latest_work(connection, "P1", 2)
    assert [one.activity for one in found] == ["T4", "T3"]
    assert found[0].title == "Practice support"


def test_looking_at_a_counter_takes_no_number(store):
    with store.writing("Issue", ledger.WHO) as writer:
        ledger.issue(writer, ["T1"], prefix="LRPC-2017")
    with store.reading() as connection:
        assert numbering.last_number(connection, "LRPC-2017") == 1
        assert numbering.last_number(connection, "LRPC-2017") == 1
        assert numbering.last_number(connection, "LRPC-2018") == 0
