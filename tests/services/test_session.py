"""A sitting: undo and redo in order, other people's changes, copies when due."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from pip_manager.errors import BusyStoreError, PipManagerError, ReadOnlyStoreError
from pip_manager.models.store import is_server
from pip_manager.services import session as sessions
from pip_manager.services import stores
from pip_manager.services.session import Session
from pip_manager.services.workplace import Done


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def told():
    return []


@pytest.fixture
def sitting(store_url, told):
    stores.create(store_url)
    session = Session(store_url, told.append)
    yield session
    session.close()


def add(sitting, name="Bo Ferry"):
    return sitting.office.records.add("people", {"name": name})


def names(sitting):
    return [record.row["name"] for record in sitting.office.records.all("people")]


def test_verbs_are_told_with_their_nouns(sitting, told):
    add(sitting)
    assert [(done.verb, done.nouns) for done in told] == [
        ("Add person", frozenset({"people"}))
    ]


def test_undo_goes_back_and_redo_forth_until_something_new_is_done(sitting):
    add(sitting, "Bo Ferry")
    add(sitting, "Cy Marsh")
    sitting.undo()
    sitting.undo()
    assert names(sitting) == []
    assert sitting.to_undo is None
    sitting.redo()
    assert names(sitting) == ["Bo Ferry"]
    sitting.undo()
    sitting.redo()
    assert names(sitting) == ["Bo Ferry"]
    add(sitting, "Di Wold")
    assert sitting.to_redo is None
    with pytest.raises(PipManagerError, match="nothing to redo"):
        sitting.redo()


def test_nothing_to_undo_is_said(sitting):
    with pytest.raises(PipManagerError, match="nothing to undo"):
        sitting.undo()


def test_a_change_that_cannot_be_undone_stays_the_one_to_undo(sitting):
    person = add(sitting)
    first = sitting.to_undo
    sitting.office.records.change(person, {"employer": "Agency"})
    with pytest.raises(PipManagerError, match="came later; undo that first"):
        sitting.take_back(first.seq)
    sitting.undo()
    sitting.undo()
    assert names(sitting) == []


def test_a_change_of_an_earlier_sitting_is_taken_back_and_brought_again(
    sitting, store_url
):
    with stores.open_office(store_url) as other:
        other.records.add("people", {"name": "Cy Marsh"})
        seq = other.history.recent(1)[0].change.seq
    sitting.take_back(seq)
    assert names(sitting) == []
    sitting.undo()
    assert names(sitting) == ["Cy Marsh"]


def test_what_others_changed_is_told_once_and_ones_own_never(sitting, store_url):
    add(sitting)
    assert not sitting.changed_elsewhere()
    with stores.open_office(store_url) as other:
        other.records.add("people", {"name": "Cy Marsh"})
    assert sitting.changed_elsewhere()
    assert not sitting.changed_elsewhere()


def test_a_change_of_others_just_before_ones_own_is_told(sitting, store_url):
    with stores.open_office(store_url) as other:
        other.records.add("people", {"name": "Cy Marsh"})
    add(sitting)
    assert sitting.changed_elsewhere()


def test_a_new_name_becomes_a_person_and_a_known_one_is_found(sitting):
    sitting.introduce("Ada Quill")
    person = sitting.office.who.person
    assert names(sitting) == ["Ada Quill"]
    sitting.introduce("ada quill")
    assert sitting.office.who.person == person
    sitting.introduce("Bo Ferry")
    assert names(sitting) == ["Ada Quill", "Bo Ferry"]
    [login] = sitting.office.records.all("logins")
    assert login.row["person"] == sitting.office.who.person != person


def test_a_sitting_that_only_reads_changes_nothing_and_needs_no_lock(
    sitting, store_url, told
):
    assert sitting.office is not None
    reading = Session(store_url, told.append, only_reads=True)
    with pytest.raises(ReadOnlyStoreError, match="“Add person” was not done"):
        add(reading)
    assert names(reading) == []
    assert not reading.is_backup_due(datetime.now(UTC))
    reading.close()
    assert told == []


def test_only_one_window_changes_a_file(sitting, store_url, told):
    assert not sitting.only_reads
    if is_server(store_url):
        Session(store_url, told.append).close()
        return
    with pytest.raises(BusyStoreError, match="open in a window"):
        Session(store_url, told.append)
    assert not sessions.may_take_over(store_url)


def test_a_copy_is_due_when_something_changed_and_the_last_is_old(sitting, store_url):
    now = datetime.now(UTC)
    if is_server(store_url):
        assert not sitting.is_backup_due(now)
        return
    assert not sitting.is_backup_due(now)  # nothing was ever changed
    add(sitting)
    assert sitting.is_backup_due(now)
    assert sitting.last_backup() is None
    made = sitting.back_up()
    assert sitting.last_backup() is not None
    assert not sitting.is_backup_due(now + timedelta(hours=11))
    assert sitting.is_backup_due(now + timedelta(hours=13))
    stamp = f"{now + timedelta(minutes=1):%Y-%m-%dT%H-%M-%SZ}"
    made.rename(made.with_name(re.sub(r"\d{4}-\S+Z", stamp, made.name)))
    assert not sitting.is_backup_due(now + timedelta(hours=13))  # nothing since


@pytest.mark.parametrize(
    ("nouns", "is_final"), [({"invoices", "drafts"}, True), ({"drafts"}, False)]
)
def test_what_was_issued_is_final(nouns, is_final):
    assert sessions.is_final(Done(1, "x", frozenset(nouns))) is is_final
