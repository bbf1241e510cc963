"""Invented establishments, brought in as files, are told as the naive engine would."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.acceptance.days import bank_holidays
from tests.acceptance.driving import Program
from tests.acceptance.world import World as Folder
from tests.support.cover_worlds import worlds
from tests.support.naive_cover import gaps

PARTS = ["rows", "totals", "chains", "not_measurable", "over_committed"]
ROW = [
    *("post", "title", "tier", "period_start", "period_end", "working_days"),
    *("released", "cover", "effective", "gap", "overlap", "responsibility_gap"),
    *("gap_fte", "coverage_percent", "longest_run", "lag_days", "level"),
    "statutory_held",
]
LINK = ["cover", "post", "person", "from_post", "from", "to", "share"]


def text(value):
    """Write a value as the exchange format does."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def written(world, folder):
    """Write a world as an exchange folder."""
    tables = {
        noun: [{name: text(cell) for name, cell in row.items()} for row in rows]
        for noun, rows in world.rows.items()
    }
    return Folder(world.asked.first, world.asked.last, tables).write(folder)


def words(asked):
    """Return the words that ask for what a world asks."""
    told = ["gaps", "--from", asked.first, "--to", asked.last, "--by", asked.by]
    told += ["--post", asked.post] if asked.post else []
    return [*told, "--include-proposed"] if asked.include_proposed else told


def expected(world):
    """Return the document as the naive engine tells it."""
    asked = world.asked
    years = range(asked.first.year, asked.last.year + 1)
    closed = world.days_off.union(*(bank_holidays(year) for year in years))
    return gaps(world.rows, closed, world.settings, asked)


def check_order(document):
    assert list(document) == PARTS
    for row in document["rows"] + document["totals"]:
        assert list(row) == ROW
    for chain in document["chains"]:
        assert list(chain) == ["secondment", "person", "post", "links"]
        assert all(list(link) == LINK for link in chain["links"])


def check_forms(program, asked, document):
    """Check that CSV holds the rows, and the table the totals as well."""
    told = program.say(*words(asked), "--format", "csv").out
    rows = [[text(cell) for cell in row.values()] for row in document["rows"]]
    assert list(csv.reader(io.StringIO(told))) == [ROW, *rows]
    totals = [row | {"post": "Total"} for row in document["totals"]]
    lines = [list(map(text, row.values())) for row in document["rows"] + totals]
    table = program.say(*words(asked), "--format", "table").out.splitlines()
    assert [line.split() for line in table] == [
        " ".join(line).split() for line in [ROW, *lines]
    ]


def check(new_store, world):
    with tempfile.TemporaryDirectory() as place:
        program = Program(Path(place) / "a.store")
        shutil.copy(new_store, program.store)
        told = program.ask("import", written(world, Path(place) / "in"))
        assert told["totals"].get("error", 0) == 0, told
        for by in ("total", "month", "week", "day"):
            asked = replace(world.asked, by=by)
            document = program.ask(*words(asked))
            truth = expected(replace(world, asked=asked))
            for part in PARTS:
                assert document[part] == truth[part]
            check_order(document)
            check_forms(program, asked, document)


@settings(max_examples=5)
@given(worlds())
def test_gaps_of_a_world_are_told_as_the_naive_engine_tells_them(new_store, world):
    check(new_store, world)


@pytest.mark.slow
@settings(max_examples=200)
@given(worlds())
def test_gaps_of_hundreds_of_worlds_are_told_exactly(new_store, world):
    check(new_store, world)
