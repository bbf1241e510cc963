from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services import summaries
from tests.services import books


@pytest.fixture
def shown(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    for code, person in (("A1", "P1"), ("A2", "P2")):
        books.add(
            office,
            "activities",
            activity=code,
            date=date(2017, 10, 20),
            person=person,
            engagement="E1",
            quantity=Decimal("1.5"),
            unit="day",
        )
    start, end = books.OCTOBER
    yield office.summaries.ask(start, end, ["person"], ["days", "entries"])
    office.store.close()


def test_codes_are_given_their_words(shown):
    assert shown.word("person", "P1") == "Ada Example"
    assert shown.word("person", "not stated") == "not stated"


def test_csv_begins_with_its_mark_and_ends_with_the_total(shown, tmp_path):
    file = tmp_path / "summary.csv"
    summaries.save(shown, file)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfperson,days,entries\r\n")
    assert content.decode("utf-8-sig").splitlines() == [
        "person,days,entries",
        "P1,1.5,1",
        "P2,1.5,1",
        "Total,3,2",
    ]


def test_json_is_the_answer_of_the_command_line(shown, tmp_path):
    file = tmp_path / "summary.json"
    summaries.save(shown, file)
    assert json.loads(file.read_bytes()) == shown.summary.as_json()
