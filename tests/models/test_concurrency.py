from __future__ import annotations

import time
from contextlib import ExitStack

import pytest
from sqlalchemy import func, select

from pip_manager.errors import BusyStoreError
from pip_manager.models import changes, tables
from pip_manager.models.numbering import next_number
from pip_manager.models.verify import verify
from tests.models.ledger import WHO, record
from tests.models.processes import killed, said, started


def at_once(*workers):
    with ExitStack() as stack:
        running = [stack.enter_context(started(*words)) for words in workers]
        return [said(process) for process in running]


@pytest.mark.parametrize(
    ("writers", "times"),
    [
        (2, 40),
        (4, 15),
        pytest.param(2, 300, marks=pytest.mark.slow),
        pytest.param(8, 60, marks=pytest.mark.slow),
    ],
)
def test_writers_at_once_lose_no_update_and_count_each_number_once(
    store, writers, times
):
    told = at_once(*[("count_on", store.location, times)] * writers)
    numbers = sorted(int(n) for lines in told for n in lines)
    assert numbers == list(range(1, writers * times + 1))
    assert record(store, "activities", "T1").quantity == 1 + writers * times
    assert verify(store) == []


@pytest.mark.parametrize("times", [12, pytest.param(110, marks=pytest.mark.slow)])
def test_numbers_have_no_gap_though_some_roll_back_and_some_are_killed(store, times):
    with ExitStack() as stack:
        running = [
            stack.enter_context(started("issue_some", store.location, seed, times))
            for seed in range(4)
        ]
        doomed = [
            stack.enter_context(started("issue_some", store.location, seed, 1000))
            for seed in (8, 9)
        ]
        for process in doomed:
            process.stdout.readline()
        lost = [line.strip() for process in doomed for line in killed(process)]
        told = [number for process in running for number in said(process)]
    issued = tables.invoices.c.number
    with store.reading() as connection:
        kept = list(connection.scalars(select(issued).order_by(issued)))
    assert kept == [f"PIP-2017-{n:04d}" for n in range(1, len(kept) + 1)]
    assert len(told) == len(set(told)) > 2 * times
    assert set(told) | set(lost) <= set(kept)
    assert verify(store) == []


def test_a_client_killed_with_a_number_in_hand_holds_nobody_up(store):
    with started("keep_number", store.location) as process:
        process.stdout.readline()
        process.kill()
        process.wait()
        began = time.monotonic()
        with store.writing("Issue", WHO) as writer:
            assert next_number(writer.connection, "PIP-2017") == 1
        assert time.monotonic() - began < 1


def test_a_client_that_hangs_with_a_number_in_hand_is_told_of_on_the_server(server):
    with started("keep_number", server.location) as process:
        process.stdout.readline()
        began = time.monotonic()
        with (
            pytest.raises(BusyStoreError, match="Try again"),
            server.writing("Issue", WHO) as writer,
        ):
            next_number(writer.connection, "PIP-2017")
        assert 4 < time.monotonic() - began < 8


@pytest.mark.parametrize("trials", [8, pytest.param(60, marks=pytest.mark.slow)])
def test_a_writer_killed_at_any_moment_leaves_whole_verbs_and_all_it_was_told(
    store, trials
):
    for trial in range(trials):
        with started("add_days", store.location, trial) as process:
            process.stdout.readline()
            time.sleep(0.005 * (trial % 7))
            told = 1 + len(killed(process))
        activities = tables.TABLES["activities"]
        mine = activities.c.activity.like(f"K{trial}-%")
        with store.reading() as connection:
            kept = connection.scalar(
                select(func.count()).select_from(activities).where(mine)
            )
        assert kept % 10 == 0
        assert kept // 10 in {told, told + 1}
    assert verify(store) == []


def test_a_save_waits_for_a_long_report_but_not_long(store):
    with started("read_long", store.location, 1) as process:
        process.stdout.readline()
        kept = record(store, "activities", "T1")
        began = time.monotonic()
        with store.writing("Save", WHO) as writer:
            writer.change("activities", kept.id, 1, {"summary": "Saved meanwhile"})
        assert time.monotonic() - began < 3


def test_within_one_unit_a_table_made_is_rolled_back_with_the_rest(store):
    with pytest.raises(ZeroDivisionError), store.writing("Make", WHO) as writer:
        writer.connection.exec_driver_sql("CREATE TABLE extra (a INTEGER)")
        raise ZeroDivisionError
    with store.reading() as connection:
        assert not connection.dialect.has_table(connection, "extra")


def test_a_savepoint_belongs_to_its_unit(store):
    with pytest.raises(ZeroDivisionError), store.writing("Outer", WHO) as writer:
        with writer.connection.begin_nested():
            writer.add("days_off", {"date": record(store, "activities", "T1").date})
        raise ZeroDivisionError
    with store.reading() as connection:
        days_off = tables.TABLES["days_off"]
        assert connection.scalar(select(func.count()).select_from(days_off)) == 0
        assert changes.count(connection) == 1


def test_reads_repeat_within_one_unit(server):
    days_off = tables.TABLES["days_off"]
    statement = select(func.count()).select_from(days_off)
    with server.reading() as connection:
        assert connection.scalar(statement) == 0
        with server.writing("Meanwhile", WHO) as writer:
            day = record(server, "activities", "T1").date
            writer.add("days_off", {"date": day})
        assert connection.scalar(statement) == 0
