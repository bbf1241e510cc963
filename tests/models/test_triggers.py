from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing, nullcontext
from datetime import date
from decimal import Decimal

import psycopg
import pytest

from pip_manager.errors import ConflictError
from pip_manager.models import triggers
from tests.models.ledger import WHO, activity, issue, record

FROZEN = (
    "invoices",
    "invoice_lines",
    "invoice_items",
    "documents",
    "changes",
    "holds",
    "activities",
)
COLUMNS = {
    "invoices": "kind, series, n, engagement, agreement, authority, issued_on,"
    " tax_point, due_on, period_from, period_to, po_number, credits, net, vat_total,"
    " gross, snapshot, sha256, pdf_sha256",
    "invoice_lines": "description, quantity, unit, unit_price, net, vat_code, vat_rate",
}
LINE = "INSERT {} INTO invoice_lines (number, n, {}) SELECT {}, {} FROM invoice_lines"
COPY = f"SELECT {{}}, {COLUMNS['invoices']}, {{}} FROM invoices"  # noqa: S608 - ours
INVOICE = f"INSERT {{}} INTO invoices (number, {COLUMNS['invoices']}, command) {COPY}"

EITHER = {
    "a new total": "UPDATE invoices SET gross = gross + 100, net = net + 100",
    "a new number": "UPDATE invoices SET number = 'PIP-2017-0009'",
    "an earlier date": "UPDATE invoices SET issued_on = '2016-01-01'",
    "another snapshot": "UPDATE invoices SET snapshot = '{}'",
    "an invoice deleted": "DELETE FROM invoices",
    "a line changed": "UPDATE invoice_lines SET net = 1 WHERE n = 1",
    "a line renumbered": "UPDATE invoice_lines SET n = n + 10",
    "a line moved away": "UPDATE invoice_lines SET number = 'PIP-2017-0009'",
    "a line deleted": "DELETE FROM invoice_lines WHERE n = 2",
    "a line added": LINE.format(
        "", COLUMNS["invoice_lines"], "number, 9", COLUMNS["invoice_lines"]
    ),
    "an item changed": "UPDATE invoice_items SET date = '2016-01-01'",
    "an item deleted": "DELETE FROM invoice_items",
    "a document rewritten": "UPDATE documents SET sha256 = 'x'",
    "a document deleted": "DELETE FROM documents",
    "a change rewritten": "UPDATE changes SET login = 'somebody'",
    "a change deleted": "DELETE FROM changes",
    "a change inserted before the last": "INSERT INTO changes SELECT 0, at, who, login,"
    " verb, undoes, digest, hash FROM changes WHERE seq = 1",
    "a billed day changed": "UPDATE activities SET quantity = 5 WHERE activity = 'T1'",
    "a billed day deleted": "DELETE FROM activities WHERE activity = 'T1'",
    "a hold let go": "DELETE FROM holds WHERE number IS NOT NULL",
    "a hold shortened": "UPDATE holds SET \"to\" = '2016-01-01'",
}
OWN_LINES = (
    LINE.format("", COLUMNS["invoice_lines"], "'X', n", COLUMNS["invoice_lines"]) + "; "
)
UPSERT = (
    f"{INVOICE.format('', 'number', 'command')} WHERE true"
    " ON CONFLICT (number) DO UPDATE SET net = 1"
)
SQLITE = EITHER | {
    "an upsert": UPSERT,
    "or replace by number": INVOICE.format("OR REPLACE", "number", "'new'"),
    "or replace by series and n": OWN_LINES
    + INVOICE.format("OR REPLACE", "'X'", "'new'"),
    "or replace by command": OWN_LINES
    + INVOICE.format("OR REPLACE", "'X'", "command").replace(
        "SELECT 'X', kind, series, n,", "SELECT 'X', kind, series, 99,"
    ),
    "or replace by rowid": "INSERT OR REPLACE INTO invoices (rowid, number)"
    " VALUES (1, 'X')",
    "or replace of a line by rowid": "INSERT OR REPLACE INTO invoice_lines (rowid,"
    " number, n, description, quantity, unit, unit_price, net, vat_code)"
    " VALUES (1, 'X', 1, 'x', '1', 'day', 1, 1, 'S')",
    "or replace of a line": LINE.format(
        "OR REPLACE", COLUMNS["invoice_lines"], "number, n", COLUMNS["invoice_lines"]
    ),
    "update or replace of a line": "UPDATE OR REPLACE invoice_lines SET n = 1",
    "or replace of a document": "INSERT OR REPLACE INTO documents"
    " SELECT sha256, x'00' FROM documents",
    "or replace of a change": "INSERT OR REPLACE INTO changes SELECT seq, at, who,"
    " 'somebody', verb, undoes, digest, hash FROM changes WHERE seq = 1",
    "or replace of a billed day by code": "INSERT OR REPLACE INTO activities (activity,"
    " date, person, engagement, quantity, unit)"
    " VALUES ('T1', '2017-10-20', 'P1', 'E1', 9, 'day')",
    "or replace of a billed day by id": "INSERT OR REPLACE INTO activities (id,"
    " activity, date, person, engagement, quantity, unit) SELECT id, 'T9', date,"
    " person, engagement, 9, unit FROM activities WHERE activity = 'T1'",
    "a billed day displaced by code": "UPDATE OR REPLACE activities"
    " SET activity = 'T1' WHERE activity = 'T4'",
    "a billed day displaced by id": "UPDATE OR REPLACE activities SET id ="
    " (SELECT id FROM activities WHERE activity = 'T1') WHERE activity = 'T4'",
    "or replace of a hold": 'INSERT OR REPLACE INTO holds (noun, code, "from", "to",'
    " draft) VALUES ('activities', 'T1', '2017-10-20', '2017-10-20', 1)",
}
SERVER = EITHER | {
    "an upsert": UPSERT,
    "a table emptied": "TRUNCATE invoices CASCADE",
    "the log emptied": "TRUNCATE changes CASCADE",
    "triggers switched off": "ALTER TABLE invoices DISABLE TRIGGER ALL",
    "triggers switched off for oneself": "SET session_replication_role = replica",
    "a trigger dropped": "DROP TRIGGER invoices_never_change ON invoices",
    "a rule's function dropped": "DROP FUNCTION invoices_never_change CASCADE",
    "a rule's function replaced": "CREATE OR REPLACE FUNCTION invoices_never_change()"
    " RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "a table dropped": "DROP TABLE invoice_items",
    "a table of one's own in its place": "CREATE TEMP TABLE holds"
    " (LIKE public.holds); UPDATE activities SET quantity = 5 WHERE activity = 'T1'",
    "a program run": "COPY (SELECT 1) TO PROGRAM 'true'",
}


def frozen(execute):
    """Return all that must stay, as anybody's connection reads it."""
    return {
        table: sorted(map(repr, execute(f"SELECT * FROM {table}").fetchall()))  # noqa: S608 - ours
        for table in FROZEN
    }


def issued(store):
    with store.writing("Issue", WHO) as writer:
        issue(writer, ["T1", "T2"])


@pytest.mark.parametrize("way", SQLITE)
def test_no_stranger_gets_round_an_issued_invoice_in_a_file(file, way):
    issued(file)
    with closing(sqlite3.connect(file.path, isolation_level=None)) as stranger:
        before = frozen(stranger.execute)
        assert before["invoices"]
        with pytest.raises(sqlite3.Error, match=r"rule: |no column named rowid"):
            stranger.executescript(SQLITE[way])
        after = frozen(stranger.execute)
        for table, rows in before.items():
            # lines of a number that is not issued may come; nothing may go
            assert set(rows) <= set(after[table])
        assert after["invoices"] == before["invoices"]


@pytest.fixture(scope="module")
def role():
    return f"plain_{uuid.uuid4().hex[:12]}"


@pytest.fixture
def plain(server, postgres_url, role):
    """Yield the connection of a role that may read and write rows, no more."""
    issued(server)
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        granted = "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public"
        owner.execute(f"GRANT {granted} TO {role}")
        owner.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        address = postgres_url.replace("//postgres@", f"//{role}@")
        with psycopg.connect(address, autocommit=True) as stranger:
            yield stranger
        owner.execute(f"DROP OWNED BY {role}")
        owner.execute(f"DROP ROLE {role}")


def test_no_plain_role_gets_round_an_issued_invoice_on_the_server(plain, postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        before = frozen(owner.execute)
        assert before["invoices"]
        for way, statement in SERVER.items():
            try:
                plain.execute(statement)
            except psycopg.Error:
                refused = True
            else:
                refused = False
            assert frozen(owner.execute) == before, way
            assert refused, way


def test_a_plain_role_may_do_its_work(plain):
    plain.execute("UPDATE activities SET quantity = 5 WHERE activity = 'T4'")
    plain.execute("UPDATE people SET name = 'Bo' WHERE person = 'P1'")


def test_every_rule_has_its_trigger_and_says_what_to_do_in_a_sentence(file):
    with file.reading() as connection:
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        kept = {row.name: row.sql for row in connection.exec_driver_sql(asked)}
    assert kept == triggers.SQLITE
    assert len(kept) > 25
    for sql in kept.values():
        words = sql.rpartition("rule: ")[2].removesuffix("'); END")
        assert words[0].isupper()
        assert words.endswith(".")


def test_a_billed_day_is_locked_until_its_invoice_is_credited(store):
    with store.writing("Issue", WHO) as writer:
        number = issue(writer, ["T1"])
    kept = record(store, "activities", "T1")
    for verb in ("change", "remove"):
        with (
            pytest.raises(ConflictError, match="on an issued invoice and locked"),
            store.writing(verb, WHO) as writer,
        ):
            if verb == "change":
                writer.change("activities", kept.id, 1, {"summary": "Other"})
            else:
                writer.remove("activities", kept.id, 1)
    with store.writing("Credit", WHO) as writer:
        issue(writer, ["T1"], credits_=number)
    with store.writing("Change", WHO) as writer:
        writer.change("activities", kept.id, 1, {"summary": "Other"})
    assert record(store, "activities", "T1").summary == "Other"


def test_lines_that_do_not_add_up_are_refused(store):
    with (
        pytest.raises(ConflictError, match="do not add up"),
        store.writing("Issue", WHO) as writer,
    ):
        writer.connection.exec_driver_sql(
            "INSERT INTO invoices (number, kind, series, n, engagement, agreement,"
            " authority, issued_on, tax_point, due_on, period_from, period_to, net,"
            " vat_total, gross, snapshot, sha256, pdf_sha256, command) VALUES"
            " ('X', 'invoice', 'X', 1, 'E1', 'A1', 'G', 'd', 'd', 'd', 'd', 'd',"
            " 100, 20, 120, '{}', '', '', 'c')"
        )


def rate(start, end=None, **changed):
    row: dict[str, object] = {
        "rate": str(uuid.uuid4()),
        "card": "2017",
        "level": "standard",
    }
    row |= {"unit": "day", "amount": Decimal(500), "role": "principal"}
    return row | {"from": start, "to": end} | changed


@pytest.mark.parametrize(
    ("start", "end", "clash"),
    [
        (date(2017, 4, 1), None, True),
        (date(2018, 4, 1), date(2018, 5, 1), True),
        (date(2018, 4, 2), None, False),
        (date(2016, 1, 1), date(2017, 3, 31), False),
        (date(2016, 1, 1), date(2017, 4, 1), True),
    ],
)
def test_two_rates_of_one_thing_are_never_in_force_on_one_day(store, start, end, clash):
    with store.writing("Rate", WHO) as writer:
        writer.add("rates", rate(date(2017, 4, 1), date(2018, 4, 1)))
        writer.add("rates", rate(date(2016, 1, 1), role="associate"))
    refused = pytest.raises(ConflictError, match="End the first before the second")
    with refused if clash else nullcontext(), store.writing("Rate", WHO) as writer:
        writer.add("rates", rate(start, end))


def test_a_load_meets_the_same_rules(store):
    with (
        pytest.raises(ConflictError, match="in force on one day"),
        store.writing("Import", WHO) as writer,
    ):
        writer.load("rates", [rate(date(2017, 4, 1)), rate(date(2018, 4, 1))])


def test_days_not_billed_stay_open(store):
    with store.writing("Issue", WHO) as writer:
        issue(writer, ["T1"])
    kept = record(store, "activities", "T3")
    with store.writing("Change", WHO) as writer:
        writer.change("activities", kept.id, 1, {"summary": "Other"})
        writer.add("activities", activity("T9"))
    assert record(store, "activities", "T3").summary == "Other"
