from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import sqlite

from pip_manager.domain.nouns import NOUNS, Kind
from pip_manager.domain.values import as_text
from pip_manager.errors import ConflictError, PipManagerError
from pip_manager.models import changes, seals, tables
from pip_manager.models.writer import find, key_of
from tests.models.ledger import DAY, WHO, activity, issue, record


def test_what_is_added_is_read_back_as_it_was(store):
    row = activity(
        "T9",
        quantity=Decimal("0.125"),
        unit_price=Decimal("1040.1"),
        price_reason="Agreed by letter",
        delivered=False,
    )
    with store.writing("Log a day", WHO) as writer:
        writer.add("activities", row)
    kept = record(store, "activities", "T9")
    assert kept.quantity == Decimal("0.125")
    assert str(kept.unit_price) == "1040.10"
    assert kept.date == DAY
    assert kept.delivered is False
    assert kept.strand is None
    assert kept.version == 1


def test_one_verb_is_one_change_that_says_what_was_done(store):
    with store.writing("Log a day", WHO) as writer:
        writer.add("activities", activity("T9"))
    with store.reading() as connection:
        change = changes.change(connection, writer.seq)
        (entry,) = changes.entries_of(connection, writer.seq)
    assert change is not None
    assert (change.verb, change.login, change.who) == ("Log a day", WHO.login, "P1")
    assert entry["action"] == "add"
    assert entry["key"] == ["T9"]
    assert entry["after"]["date"] == "2017-10-20"


def test_a_verb_that_changes_nothing_leaves_no_change(store):
    with store.reading() as connection:
        before = changes.count(connection)
    kept = record(store, "people", "P1")
    with store.writing("Save", WHO) as writer:
        writer.change("people", kept.id, kept.version, {"name": kept.name})
    with store.reading() as connection:
        assert changes.count(connection) == before
    assert record(store, "people", "P1").version == kept.version


def test_a_change_notes_only_what_is_different(store):
    kept = record(store, "people", "P1")
    with store.writing("Rename", WHO) as writer:
        fields = {"name": "Ada Other", "employer": None}
        writer.change("people", kept.id, kept.version, fields)
    with store.reading() as connection:
        (entry,) = changes.entries_of(connection, writer.seq)
    assert entry["before"] == {"name": "Ada Example"}
    assert entry["after"] == {"name": "Ada Other"}
    assert record(store, "people", "P1").version == 2


def test_a_change_of_the_key_says_the_new_one(store):
    with store.writing("Add", WHO) as writer:
        row_id = writer.add("strands", {"strand": "S1", "name": "Audit"})
    with store.writing("Rename", WHO) as writer:
        writer.change("strands", row_id, 1, {"strand": "S2"})
    with store.reading() as connection:
        (entry,) = changes.entries_of(connection, writer.seq)
    assert (entry["key"], entry["now"]) == (["S1"], ["S2"])


def test_what_goes_wrong_in_a_verb_undoes_all_of_it(store):
    with pytest.raises(ZeroDivisionError), store.writing("Fail", WHO) as writer:
        writer.add("activities", activity("T9"))
        raise ZeroDivisionError
    with store.reading() as connection:
        assert find(connection, "activities", ["T9"]) is None
        assert changes.count(connection) == 1


def test_two_people_cannot_change_one_record_unawares(store):
    for n in range(1, 26):
        kept = record(store, "people", "P1")
        with store.writing("First", WHO) as writer:
            writer.change("people", kept.id, kept.version, {"employer": f"First {n}"})
        with (
            pytest.raises(ConflictError, match="changed this record first"),
            store.writing("Second", WHO) as writer,
        ):
            writer.change("people", kept.id, kept.version, {"employer": "Second"})
        assert record(store, "people", "P1").employer == f"First {n}"


def test_a_record_deleted_meanwhile_can_be_neither_changed_nor_deleted(store):
    kept = record(store, "activities", "T1")
    with store.writing("Delete", WHO) as writer:
        writer.remove("activities", kept.id, kept.version)
    with (
        pytest.raises(ConflictError, match="deleted this record"),
        store.writing("Change", WHO) as writer,
    ):
        writer.change("activities", kept.id, kept.version, {"summary": "Mine"})
    with (
        pytest.raises(ConflictError, match="deleted this record"),
        store.writing("Delete", WHO) as writer,
    ):
        writer.remove("activities", kept.id, kept.version)


def test_a_record_changed_meanwhile_is_not_deleted(store):
    kept = record(store, "activities", "T1")
    with store.writing("Change", WHO) as writer:
        writer.change("activities", kept.id, kept.version, {"summary": "Theirs"})
    with (
        pytest.raises(ConflictError, match="changed this record first"),
        store.writing("Delete", WHO) as writer,
    ):
        writer.remove("activities", kept.id, kept.version)


def test_a_code_is_taken_once(store):
    with (
        pytest.raises(ConflictError, match="code or key already"),
        store.writing("Again", WHO) as writer,
    ):
        writer.add("people", {"person": "P1", "name": "Somebody"})


def test_a_key_without_a_code_is_taken_once_also_where_parts_are_not_stated(store):
    role = {"person": "P1", "role": "principal"}
    with store.writing("Role", WHO) as writer:
        writer.add("roles", role)
    with (
        pytest.raises(ConflictError, match="code or key already"),
        store.writing("Role again", WHO) as writer,
    ):
        writer.add("roles", role)


def test_a_reference_to_nothing_is_refused(store):
    with (
        pytest.raises(ConflictError, match="needs this one"),
        store.writing("Stray", WHO) as writer,
    ):
        writer.add("activities", activity("T9", person="Nobody"))


def test_references_may_come_before_what_they_name_within_one_verb(store):
    with store.writing("Import", WHO) as writer:
        writer.add("activities", activity("T9", person="P2"))
        writer.add("people", {"person": "P2", "name": "Bo Example"})
    assert record(store, "activities", "T9").person == "P2"


def test_a_record_others_name_is_not_deleted(store):
    kept = record(store, "people", "P1")
    with (
        pytest.raises(ConflictError, match="needs this one"),
        store.writing("Delete", WHO) as writer,
    ):
        writer.remove("people", kept.id, kept.version)


def test_a_load_seals_every_record_as_its_texts_do(store):
    rows = [activity(f"L{n}", quantity=Decimal(n) / 8) for n in range(1, 5)]
    with store.writing("Import", WHO) as writer:
        assert writer.load("activities", rows) == 4
    with store.reading() as connection:
        (entry,) = changes.entries_of(connection, writer.seq)
    assert entry["keys"] == [[f"L{n}"] for n in range(1, 5)]
    for row, seal in zip(rows, entry["seals"], strict=True):
        columns = NOUNS["activities"].columns
        texts = {c.name: as_text(c.kind, row.get(c.name)) for c in columns}
        assert seal == seals.of_texts(texts)


def test_a_load_of_nothing_leaves_no_change(store):
    with store.writing("Import", WHO) as writer:
        assert writer.load("activities", []) == 0
    assert writer.seq is None


@pytest.mark.parametrize(
    ("noun", "row"),
    [
        ("holdings", {"post": "D1", "holder": "Agency", "from": "2017"}),
        ("roles", {"person": "P1", "role": "lead"}),
        ("days_off", {"date": date(2017, 12, 27), "name": "Closed"}),
        ("journey", {"seq": 3, "title": "Inspection"}),
        ("authorities", {"authority": "E08000032", "name": "Bradford"}),
    ],
)
def test_a_record_is_found_by_its_key(store, noun, row):
    with store.writing("Add", WHO) as writer:
        if noun == "holdings":
            writer.add("posts", {"post": "D1", "title": "Director"})
        row_id = writer.add(noun, row)
    with store.reading() as connection:
        found = find(connection, noun, key_of(NOUNS[noun], row))
        assert found is not None
        assert found.id == row_id
        missing = [*key_of(NOUNS[noun], row)[:-1], "2016-01-01"]
        if NOUNS[noun].columns[0].kind is not Kind.NUMBER:
            assert find(connection, noun, missing) is None


def test_no_table_of_a_noun_is_written_but_by_the_writer(store):
    people = tables.TABLES["people"]
    for statement in (
        insert(people).values(person="P2", name="Bo"),
        update(people).values(name="Bo"),
        people.delete(),
    ):
        with (
            pytest.raises(RuntimeError, match="through the change log only"),
            store.writing("Behind its back", WHO) as writer,
        ):
            writer.connection.execute(statement)


def test_nothing_is_written_where_one_reads(store):
    with (
        pytest.raises(PipManagerError, match="read-only"),
        store.reading() as connection,
    ):
        connection.execute(insert(tables.series).values(key="X", n=1))


def test_a_reader_on_the_server_sees_one_moment_while_others_write(server):
    count = select(func.count()).select_from(tables.TABLES["days_off"])
    with server.reading() as connection:
        before = connection.scalar(count)
        with server.writing("Meanwhile", WHO) as writer:
            writer.add("days_off", {"date": DAY})
        assert connection.scalar(count) == before


def test_what_was_done_to_a_record_is_told_latest_first_without_what_is_erased(store):
    for employer in ("One", "Two"):
        kept = record(store, "people", "P1")
        with store.writing(employer, WHO) as writer:
            writer.change("people", kept.id, kept.version, {"employer": employer})
    with store.writing("Erase", WHO) as writer:
        entries = tables.change_entries
        erased = (
            update(entries)
            .where(entries.c.seq == 2, entries.c.n == 1)
            .values(entry="", salt="0" * 64)
        )
        writer.connection.execute(erased)
    with store.reading() as connection:
        told = changes.history(connection, "people", "P1")
        later = changes.later_than(connection, 1, "people", "P1")
    assert [change.verb for change, _ in told] == ["Two", "Set up"]
    assert later is not None
    assert later.verb == "One"


def test_a_figure_finer_than_its_column_is_refused_not_rounded(store):
    with (
        pytest.raises(Exception, match="more than 4 decimals"),
        store.writing("Log", WHO) as writer,
    ):
        writer.add("activities", activity("T9", quantity=Decimal("0.12345")))


def test_an_issue_is_sealed_in_its_change(store):
    with store.writing("Issue", WHO) as writer:
        number = issue(writer, ["T1", "T2"])
    with store.reading() as connection:
        (entry,) = changes.entries_of(connection, writer.seq)
        assert entry["seals"] == [seals.of_whole(connection, "invoices", number)]
    assert len(entry["seals"][0]) == 16


@given(st.integers(-(10**15), 10**15), st.sampled_from([2, 4]))
def test_figures_go_into_whole_numbers_and_back(whole, decimals):
    kind = tables.Scaled(decimals)
    figure = Decimal(whole).scaleb(-decimals)
    dialect = sqlite.dialect()
    kept = kind.process_bind_param(figure, dialect)
    assert kept == whole
    assert kind.process_result_value(kept, dialect) == figure
