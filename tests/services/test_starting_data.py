"""The bundled starting data says what the documents say, and nothing more."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from pip_manager import assets
from pip_manager.domain import checks
from pip_manager.domain.nouns import NOUNS, Kind
from pip_manager.domain.values import as_text, read_as
from pip_manager.services import starting_data

ROWS = starting_data.rows()


def one(noun, **key):
    found = [
        row
        for row in ROWS[noun]
        if all(row[column] == value for column, value in key.items())
    ]
    assert len(found) == 1
    return found[0]


def test_each_noun_has_as_many_rows_as_the_documents_give() -> None:
    assert {noun: len(rows) for noun, rows in ROWS.items()} == {
        "settings": 1,
        "authorities": 16,
        "posts": 9,
        "holdings": 7,
        "programmes": 4,
        "engagements": 17,
        "phases": 10,
        "strands": 6,
        "engagement_strands": 23,
        "agreements": 8,
        "grants": 11,
        "grant_budget": 72,
        "secondments": 7,
        "cover": 2,
        "plan": 65,
        "measures": 20,
        "events": 8,
        "journey": 80,
        "contradictions": 23,
    }


@pytest.mark.parametrize("noun", sorted(ROWS))
def test_every_file_names_the_columns_of_its_noun_in_order(noun) -> None:
    header = assets.path("starting", f"{noun}.csv").read_text("utf-8").split("\n")[0]
    assert header == ",".join(column.name for column in NOUNS[noun].columns)


@pytest.mark.parametrize("noun", sorted(ROWS))
def test_every_value_is_written_as_the_exchange_format_writes_it(noun) -> None:
    table = assets.table("starting", f"{noun}.csv")
    for row, cells in zip(ROWS[noun], table, strict=True):
        for column in NOUNS[noun].columns:
            text = as_text(column.kind, row[column.name])
            assert text == cells[column.name].removeprefix("'")
            assert read_as(column, text) == row[column.name]


@pytest.mark.parametrize("noun", sorted(ROWS))
def test_every_row_can_be_kept_and_keys_are_unique(noun) -> None:
    shape = NOUNS[noun]
    keys = [tuple(row[column] for column in shape.key) for row in ROWS[noun]]
    assert len(set(keys)) == len(keys)
    assert [checks.problems(shape, row) for row in ROWS[noun]] == [()] * len(keys)


@pytest.mark.parametrize("noun", sorted(ROWS))
def test_every_reference_resolves(noun) -> None:
    for column in NOUNS[noun].columns:
        if column.refers:
            code = NOUNS[column.refers].key[0]
            codes = {row[code] for row in ROWS.get(column.refers, [])}
            stated = {row[column.name] for row in ROWS[noun]} - {None}
            assert stated <= codes


@pytest.mark.parametrize("noun", sorted(ROWS))
def test_every_row_names_its_source_and_quotes_twelve_words_at_most(noun) -> None:
    for row in ROWS[noun]:
        assert row["source"]
        assert re.fullmatch(r"00[0-4]:\d.*", str(row["source_ref"]))
        assert len(str(row["quote"] or "").split()) <= 12


def test_quotes_are_carried_word_for_word() -> None:
    kirklees = one("engagements", engagement="E4")
    assert kirklees["quote"] == "Leeds support Kirklees as Partner in Practice with DFE"
    assert one("secondments", secondment="S1")["quote"] == (
        "Leeds seconded the Deputy Director to Sunderland Children's Services"
    )
    assert one("grants", grant="F2")["quote"] == (
        "awarded £9.6m to spend over the next three years"
    )
    assert one("strands", strand="WORK")["wording"] == (
        "improve recruitment and retention through development of a career"
        " development framework and associated professional development"
    )


def test_the_home_authority_is_leeds() -> None:
    assert one("settings", key="home_authority")["value"] == "E08000035"
    assert one("authorities", authority="E08000035")["name"] == "Leeds"


def test_nothing_is_said_of_billing_rates_or_work() -> None:
    absent = {"people", "rates", "activities", "expenses", "charges", "costs"}
    assert not absent & set(ROWS)
    for row in ROWS["authorities"]:
        assert row["billing_address"] is row["billing_name"] is row["country"] is None


def test_no_date_is_finer_than_it_was_printed() -> None:
    days = {
        (noun, row["source_ref"], row[column.name])
        for noun, rows in ROWS.items()
        for row in rows
        for column in NOUNS[noun].columns
        if column.kind in (Kind.DAY, Kind.WHEN)
        and re.fullmatch(r"\d{4}-\d\d-\d\d", str(row[column.name]))
    }
    assert {(noun, day) for noun, _, day in days} == {
        ("phases", "2012-11-09"),
        ("engagements", "2012-11-09"),
        ("plan", "2012-11-09"),
        ("plan", "2012-10-30"),
        ("plan", "2013-03-01"),
        ("events", "2012-12-13"),
        ("journey", "2015-02-11"),
        ("journey", "2017-09-20"),
    }
    assert one("journey", seq=5)["date"] == "2010 summer"
    assert one("journey", seq=8)["to"] == "2011 summer"
    assert one("journey", seq=10)["date"] == "2010 winter"
    assert one("engagements", engagement="E4")["from"] == "2017-10"


def test_no_fraction_amount_or_fte_is_invented() -> None:
    for row in ROWS["secondments"]:
        assert row["fraction"] is row["pattern"] is row["charge_amount"] is None
        assert row["person"] is row["charge_basis"] is None
    assert all(row["fraction"] is row["cost_amount"] is None for row in ROWS["cover"])
    assert all(row["established_fte"] is None for row in ROWS["posts"])
    assert all(row["fte"] is row["person"] is None for row in ROWS["holdings"])
    assert {row["grant"]: row["amount"] for row in ROWS["grants"] if row["amount"]} == {
        "F1": Decimal(4850000),
        "F1a": Decimal(3710000),
        "F1b": Decimal(8560000),
        "F1c": Decimal(800000),
        "F2": Decimal(9600000),
    }


def test_what_is_not_stated_of_an_engagement_stays_empty() -> None:
    unstated = {r["engagement"] for r in ROWS["engagements"] if r["status"] is None}
    assert unstated == {"E5", "E6", "E7", "E8", "E15", "E16", "E17"}


def test_only_what_was_granted_counts_as_a_grant() -> None:
    grants = {row["grant"] for row in ROWS["grants"] if row["kind"] == "grant"}
    assert grants == {"F1", "F2", "F4", "F7", "F8"}


def test_the_budget_keeps_the_printed_totals_beside_the_cells() -> None:
    cells = [row for row in ROWS["grant_budget"] if not row["printed_total"]]
    assert len(cells) == 28
    by_funder = {
        funder: sum(
            amount
            for row in cells
            if row["funder"] == funder and isinstance(amount := row["amount"], Decimal)
        )
        for funder in ("DfE", "Leeds")
    }
    assert by_funder == {"DfE": Decimal(4849000), "Leeds": Decimal(3714000)}
    printed = one(
        "grant_budget", line="TOTAL COSTS", year="TOTAL", funder="DfE", grant="F1"
    )
    assert printed["amount"] == Decimal(4848000)
    assert printed["printed_total"] is True


def test_cover_without_a_post_is_kept() -> None:
    cover = one("cover", cover="CV1")
    assert cover["post"] is cover["from"] is cover["kind"] is None
    assert cover["grant"] == "F4"


def test_states_are_those_of_the_exchange_format() -> None:
    assert {row["secondment"]: row["state"] for row in ROWS["secondments"]} == {
        "S1": "ended",
        "S2": "confirmed",
        "S3": "proposed",
        "S4": "proposed",
        "S5": "proposed",
        "S6": "proposed",
        "S7": "confirmed",
    }


def test_awards_to_individuals_are_left_out() -> None:
    assert not {72, 75, 79} & {row["seq"] for row in ROWS["journey"]}
    words = " ".join(str(v) for rows in ROWS.values() for r in rows for v in r.values())
    assert not re.search(r"\b[OMC]BE\b|Director of the year", words)


def test_contradictions_keep_both_statements() -> None:
    row = one("contradictions", topic="Size of the 2017 award")
    assert (row["statement_a"], row["statement_b"]) == ("£9.6m", "nearly £10 M")


def test_a_text_that_begins_with_an_apostrophe_keeps_it() -> None:
    assert one("phases", engagement="E4", seq=1)["note"].startswith("'Late 2016' is")
