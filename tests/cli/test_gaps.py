"""The command that tells the gaps in cover: its forms, its refusals."""

from __future__ import annotations

import csv
import io

import pytest

FILES = {
    "settings": "key,value\nhome_authority,E08000035\n",
    "people": "person,name\nP1,Role one\nP2,Role two\n",
    "posts": "post,title,kind,tier,established_fte\n"
    "HOS,Head of Service,,3,1\nTEAM,A team,team,,5\n",
    "holdings": "post,person,from\nHOS,P1,2015-01-01\n",
    "secondments": "secondment,person,home_post,from,to,fraction,state\n"
    "S1,P1,HOS,2026-01-05,2026-03-27,0.6,confirmed\n"
    "S2,P1,HOS,,,,confirmed\n",
    "cover": "cover,post,kind,person,from,to,fraction,state\n"
    "C1,HOS,agency_interim,P2,2026-01-19,2026-03-27,0.4,in_place\n"
    "C2,HOS,agency_interim,P2,2026-01-05,2026-01-16,0.6,proposed\n",
}
QUARTER = ("--from", "2026-01-01", "--to", "2026-03-31")


@pytest.fixture
def say(filled):
    return filled(FILES)


def rows(say, *words):
    document, _ = say("gaps", *QUARTER, *words, "--format", "json")
    return document


def test_the_document_holds_every_figure_of_a_post_and_no_team(say):
    document = rows(say)
    (row,) = document["rows"]
    assert row == {
        "post": "HOS",
        "title": "Head of Service",
        "tier": 3,
        "period_start": "2026-01-01",
        "period_end": "2026-03-31",
        "working_days": "63",
        "released": "36",
        "cover": "20",
        "effective": "20",
        "gap": "16",
        "overlap": "0",
        "responsibility_gap": "16",
        "gap_fte": "0.254",
        "coverage_percent": "55.6",
        "longest_run": "60",
        "lag_days": "10",
        "level": "red",
        "statutory_held": None,
    }
    (total,) = document["totals"]
    assert list(total) == list(row)
    assert total["gap"] == "16"
    assert total["level"] is None
    assert document["not_measurable"] == [
        {
            "noun": "secondments",
            "code": "S2",
            "why": "from not stated; share not stated",
        }
    ]
    (chain,) = document["chains"]
    assert chain["secondment"] == "S1"
    assert chain["links"] == [
        {
            "cover": "C1",
            "post": "HOS",
            "person": "P2",
            "from_post": None,
            "from": "2026-01-19",
            "to": "2026-03-27",
            "share": "0.4",
        }
    ]
    assert document["over_committed"] == []


def test_what_is_proposed_counts_only_where_it_is_asked_for(say):
    (row,) = rows(say, "--include-proposed")["rows"]
    assert (row["gap"], row["lag_days"]) == ("10", "0")


def test_the_forms_agree(say):
    document = rows(say, "--by", "week")
    out, _ = say("gaps", *QUARTER, "--by", "week", "--format", "csv")
    told = list(csv.DictReader(io.StringIO(out)))
    assert [row["gap"] for row in told] == [row["gap"] for row in document["rows"]]
    assert list(told[0]) == list(document["rows"][0])
    out, err = say("gaps", *QUARTER)
    assert "Head of Service" in out
    assert "Cannot be measured, and counted nowhere: 1." in err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--from", "2026-03-01", "--to", "2026-02-01"), 1, "before it begins"),
        ((*QUARTER, "--post", "NONE"), 1, "There is no post “NONE”."),
        (("--from", "spring", "--to", "2026-02-01"), 2, "is not a date"),
        ((*QUARTER, "--by", "hour"), 2, "hour"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(say, words, code, sentence):
    _, err = say("gaps", *words, code=code)
    assert sentence in err


def test_one_post_narrows_rows_and_chains(say):
    document = rows(say, "--post", "TEAM")
    assert document["rows"] == []
    assert document["chains"] == []
    assert len(document["not_measurable"]) == 1
