from __future__ import annotations

import ast
import random
import sqlite3
from contextlib import closing, suppress
from decimal import Decimal

import pytest
from sqlalchemy import insert, update

from pip_manager.errors import StoreError
from pip_manager.models import loading, seals, tables
from pip_manager.models.changes import leaf
from pip_manager.models.verify import found, verify
from tests.models.ledger import DAY, WHO, activity, issue, opened, record


@pytest.fixture
def books(store):
    """Return a store with a bit of everything done to it."""
    fill(store)
    return store


@pytest.fixture
def book_file(file):
    fill(file)
    return file


def fill(store):
    with store.writing("Issue", WHO) as writer:
        number = issue(writer, ["T1", "T2"])
    with store.writing("Issue", WHO) as writer:
        issue(writer, ["T3"])
    with store.writing("Credit", WHO) as writer:
        issue(writer, ["T2"], credits_=number)
    with store.writing("Import", WHO) as writer:
        writer.load("activities", [activity(f"L{n}") for n in range(5)])
        writer.add("posts", {"post": "D1", "title": "Director"})
        row_id = writer.add("holdings", {"post": "D1", "holder": "Agency"})
    with store.writing("Change", WHO) as writer:
        writer.change("holdings", row_id, 1, {"person": "P1", "holder": None})
        kept = record(store, "activities", "L1")
        writer.change("activities", kept.id, 1, {"summary": "Other"})
        writer.change("activities", kept.id, 2, {"activity": "L1b"})
    with store.writing("Delete", WHO) as writer:
        writer.remove("activities", record(store, "activities", "L2").id, 1)
    with store.writing("Draft", WHO) as writer:
        draft(writer)


def draft(writer):
    day = DAY
    writer.connection.execute(insert(tables.series).values(key="draft", n=1))
    row = {"draft": 1, "engagement": "E1", "agreement": "A1", "period_from": day}
    row |= {"period_to": day, "grouping": "rate", "outside": False, "made_on": day}
    writer.connection.execute(insert(tables.drafts).values(row))
    held = {"noun": "activities", "code": "T4", "from": day, "to": day, "draft": 1}
    writer.connection.execute(insert(tables.holds).values(held))
    writer.note("drafts", ["1"], "draft")


def test_a_sound_store_has_no_findings(books):
    assert verify(books) == []


def test_a_new_store_has_no_findings(store):
    assert verify(store) == []


def meddle(connection, *statements):
    """Do to a store what its owner can: rules off, the statements, rules on."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        rules = connection.exec_driver_sql(asked).all()
        for name, _ in rules:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        rules = []
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for statement in statements:
        connection.exec_driver_sql(statement)
    for _, sql in rules:
        connection.exec_driver_sql(sql)


MEDDLED = {
    "UPDATE invoices SET gross = gross + 1 WHERE n = 1": "totals",
    "UPDATE invoices SET net = net + 1, gross = gross + 1 WHERE n = 1": "totals",
    "UPDATE invoices SET issued_on = '2016-01-01' WHERE n = 1": "snapshots",
    "UPDATE invoices SET authority = 'E08000035' WHERE n = 1": "records",
    "UPDATE invoices SET credits = 'PIP-2017-0002' WHERE n = 3": "snapshots",
    "UPDATE invoices SET snapshot = '{}' WHERE n = 1": "snapshots",
    "UPDATE invoices SET snapshot = 'x' WHERE n = 1": "snapshots",
    "UPDATE invoice_lines SET description = 'Other'": "snapshots",
    "UPDATE invoice_lines SET quantity = '2' WHERE n = 1": "snapshots",
    "UPDATE invoice_lines SET net = net + 1 WHERE n = 1": "totals",
    "UPDATE invoice_items SET date = '2016-01-01' WHERE n = 1": "holds",
    "UPDATE invoice_items SET quantity = '3' WHERE n = 1": "records",
    "UPDATE documents SET content = substr(content, 2)": "documents",
    "DELETE FROM documents": "documents",
    "UPDATE series SET n = n + 1 WHERE key <> 'draft'": "series",
    "UPDATE series SET n = n - 1 WHERE key <> 'draft'": "series",
    "UPDATE series SET n = 0 WHERE key = 'draft'": "series",
    "DELETE FROM series WHERE key <> 'draft'": "series",
    "DELETE FROM holds WHERE number IS NOT NULL": "holds",
    "UPDATE holds SET \"to\" = '2018-01-01' WHERE number IS NOT NULL": "holds",
    "UPDATE holds SET \"to\" = '2018-01-01' WHERE draft = 1": "records",
    "UPDATE drafts SET period_to = '2018-01-01'": "records",
    "UPDATE changes SET who = 'P2' WHERE seq = 2": "chain",
    "UPDATE changes SET at = '2016-01-01T00:00:00' WHERE seq = 2": "chain",
    "DELETE FROM change_entries WHERE seq = 2": "chain",
    "UPDATE change_entries SET key = 'X' WHERE seq = 2": "chain",
    "UPDATE change_entries SET entry = '{}' WHERE seq = 2": "chain",
    "UPDATE change_entries SET entry = '' WHERE seq = 2": "chain",
    "UPDATE people SET name = 'Bo Example'": "records",
    "UPDATE people SET fte = 5000": "records",
    "UPDATE activities SET date = '2017-10-21' WHERE activity = 'L0'": "records",
    "UPDATE activities SET summary = 'x' WHERE activity = 'L1b'": "records",
    "UPDATE activities SET quantity = 1 WHERE activity = 'L1b'": "records",
    "UPDATE activities SET unit_price = 100 WHERE activity = 'T4'": "records",
    "UPDATE activities SET activity = 'L9' WHERE activity = 'L0'": "records",
    "DELETE FROM activities WHERE activity = 'L0'": "records",
    "UPDATE holdings SET person = NULL, holder = 'Agency'": "records",
    "UPDATE authorities SET name = 'Bradford' WHERE name = 'Leeds'": "records",
    "INSERT INTO people (person, name) VALUES ('P9', 'Nobody')": "records",
    "UPDATE marks SET value = '7' WHERE name = 'schema'": "schema",
}


def test_what_is_done_behind_the_log_is_found_and_named(books):
    for statement, check in MEDDLED.items():
        with suppress(ZeroDivisionError), books.begin() as connection:
            meddle(connection, statement)
            checks = {finding.check for finding in found(connection)}
            assert check in checks, statement
            raise ZeroDivisionError
    assert verify(books) == []


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM change_entries WHERE seq=3", "DELETE FROM changes WHERE seq=3"],
        [
            "UPDATE change_entries SET seq = 99 WHERE seq = 3",
            "UPDATE change_entries SET seq = 3 WHERE seq = 4",
            "UPDATE change_entries SET seq = 4 WHERE seq = 99",
        ],
        [
            "UPDATE changes SET seq = 99 WHERE seq = 3",
            "UPDATE changes SET seq = 3 WHERE seq = 4",
            "UPDATE changes SET seq = 4 WHERE seq = 99",
        ],
    ],
    ids=["a change cut out", "entries swapped", "changes swapped"],
)
def test_the_log_is_a_chain_that_shows_a_link_cut_or_swapped(book_file, statements):
    with closing(sqlite3.connect(book_file.path, isolation_level=None)) as owner:
        for (name,) in owner.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            owner.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            owner.execute(statement)
    assert "chain" in {finding.check for finding in verify(book_file)}


def test_a_rule_dropped_altered_or_added_is_found_in_a_file(book_file):
    with book_file.begin() as connection:
        for statement in (
            "DROP TRIGGER invoices_never_go",
            "DROP TRIGGER invoices_never_change",
            "CREATE TRIGGER invoices_never_change UPDATE ON people BEGIN SELECT 1; END",
            "CREATE TRIGGER another BEFORE UPDATE ON people BEGIN SELECT 1; END",
        ):
            connection.exec_driver_sql(statement)
    told = [f.what for f in verify(book_file) if f.check == "triggers"]
    assert told == [
        "there is a foreign rule another",
        "the rule invoices_never_change has been altered",
        "the rule invoices_never_go is missing",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER invoices_never_go ON invoices",
        "ALTER TABLE invoices DISABLE TRIGGER invoices_never_go",
        "ALTER FUNCTION invoices_never_go() SET search_path = elsewhere",
        "ALTER FUNCTION invoices_never_go() RESET search_path",
    ],
)
def test_a_rule_dropped_altered_or_switched_off_is_found_on_the_server(
    server, statement
):
    with server.begin() as connection:
        connection.exec_driver_sql(statement)
    (finding,) = verify(server)
    assert finding.check == "triggers"
    assert "invoices_never_go" in finding.what


def test_a_reference_to_nothing_is_found(book_file):
    with closing(sqlite3.connect(book_file.path, isolation_level=None)) as owner:
        owner.execute("UPDATE activities SET person = 'P7' WHERE activity = 'T4'")
    assert "foreign_keys" in {finding.check for finding in verify(book_file)}


def test_many_findings_of_one_kind_are_counted_not_told(file):
    with file.writing("Import", WHO) as writer:
        writer.load("activities", [activity(f"L{n}") for n in range(30)])
    with file.begin() as connection:
        meddle(connection, "UPDATE activities SET summary = 'x'")
    told = verify(file)
    assert len(told) == 21
    assert told[-1].what == "and 14 more"


def test_an_erased_entry_leaves_the_chain_whole_and_its_record_unjudged(books):
    entries = tables.change_entries
    with books.begin() as connection:
        kept = connection.execute(
            entries.select().where(entries.c.noun == "people", entries.c.seq == 1)
        ).one()
        connection.execute(
            update(entries)
            .where(entries.c.seq == kept.seq, entries.c.n == kept.n)
            .values(entry="", salt=leaf(kept.salt, kept.entry))
        )
    assert verify(books) == []


def test_what_came_with_the_program_is_vouched_for_though_the_log_is_silent(store):
    strands = [{"strand": f"S{n}", "name": f"Strand {n}"} for n in range(3)]
    with store.begin() as connection:
        loading.lay_down(connection, "strands", strands)
    assert verify(store) == []
    with store.writing("Change", WHO) as writer:
        row_id = record(store, "strands", "S1").id
        writer.change("strands", row_id, 1, {"name": "Renamed"})
        writer.remove("strands", record(store, "strands", "S2").id, 1)
    assert verify(store) == []
    with store.begin() as connection:
        meddle(connection, "UPDATE strands SET name = 'x' WHERE strand = 'S0'")
    (finding,) = verify(store)
    assert "strands" in finding.what


def test_a_changed_record_that_came_with_the_program_is_vouched_for(store):
    with store.begin() as connection:
        loading.lay_down(connection, "strands", [{"strand": "S1", "name": "One"}])
    with store.writing("Change", WHO) as writer:
        row_id = record(store, "strands", "S1").id
        writer.change("strands", row_id, 1, {"name": "Renamed"})
    with store.begin() as connection:
        meddle(connection, "UPDATE strands SET name = 'x'")
    assert verify(store)


def flips(file, n):
    """Return single bits here and there among the bytes that say something."""
    luck = random.Random(7)  # noqa: S311 - not a secret
    used = [at for at, byte in enumerate(file.read_bytes()) if byte and at >= 100]
    return [(luck.choice(used), 1 << luck.randrange(8)) for _ in range(n)]


def values(path):
    """Return all a user would read, as SQLite gives it, or None where it cannot."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))  # noqa: S608 - ours
            for name in tables.metadata.tables
            if name != "marks"
        }


@pytest.mark.parametrize("times", [60, pytest.param(400, marks=pytest.mark.slow)])
def test_no_flipped_bit_changes_a_value_and_passes(book_file, tmp_path, times):
    book_file.close()
    whole = book_file.path.read_bytes()
    before = values(book_file.path)
    flipped = tmp_path / "flipped.store"
    changed = 0
    for at, bit in flips(book_file.path, times):
        content = bytearray(whole)
        content[at] ^= bit
        flipped.write_bytes(content)
        try:
            after = values(flipped)
        except (sqlite3.Error, UnicodeDecodeError):
            after = None
        if after == before:
            continue
        changed += 1
        try:
            with opened(str(flipped)) as store:
                told = verify(store)
        except StoreError:
            continue
        assert told or only_a_version_differs(before, after), (at, bit)
    assert changed


def only_a_version_differs(before, after):
    """Tell whether what changed is but a record's id or count of versions."""
    if after is None:
        return False
    return all(
        before[name] == after[name] or name in tables.TABLES for name in before
    ) and without_ids(before) == without_ids(after)


def without_ids(rows):
    return {
        name: sorted(
            repr(ast.literal_eval(row)[2:]) if name in tables.TABLES else row
            for row in of_one
        )
        for name, of_one in rows.items()
    }


def test_seals_are_blind_to_columns_that_are_empty():
    assert seals.of_texts({"a": "1", "b": ""}) == seals.of_texts({"a": "1"})
    assert seals.of_texts({"a": "1"}) != seals.of_texts({"b": "1"})
    assert seals.of_texts({"a": "12"}) != seals.of_texts({"a": "1", "b": "2"})


def test_a_figure_typed_finer_than_it_is_kept_is_no_finding(store):
    with store.writing("Import", WHO) as writer:
        price = Decimal("500.000")
        row = activity("L1", quantity=Decimal("1.50"), unit_price=price)
        writer.load("activities", [row])
        writer.add("activities", row | {"activity": "L2"})
    assert verify(store) == []
