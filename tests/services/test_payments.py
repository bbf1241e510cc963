"""Payments recorded, taken out again, and put back by undo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.errors import ConflictError, InputError, PipManagerError
from tests.services import books

FIRST = "LRPC-2017-0001"
ON = date(2017, 11, 20)


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    books.october_days(office)
    office.billing.issue(books.draft_of(office).draft, books.ISSUED_ON)
    yield office
    office.store.close()


def stands(office):
    found = office.billing.invoice(FIRST)
    return found.status, found.outstanding


def test_a_payment_recorded_by_mistake_is_removed_and_stays_in_the_log(office):
    paid = office.payments.pay(FIRST, Decimal("5126.40"), ON, "BACS 1")
    assert stands(office) == ("paid", 0)
    office.payments.remove(str(paid.row["payment"]))
    assert stands(office) == ("issued", Decimal("5126.40"))
    log = office.records.history("payments", str(paid.row["payment"]))
    assert [(change.verb, entry["action"]) for change, entry in log] == [
        (f"Remove a payment of {FIRST}", "remove"),
        (f"Record a payment of {FIRST}", "add"),
    ]
    with pytest.raises(ConflictError, match="any more"):
        office.payments.remove(str(paid.row["payment"]))


def test_undo_takes_a_payment_back_and_puts_a_removed_one_back(office):
    paid = office.payments.pay(FIRST, Decimal(100), ON)
    office.history.undo(office.history.recent(1)[0].change.seq)
    assert stands(office) == ("issued", Decimal("5126.40"))
    paid = office.payments.pay(FIRST, Decimal(100), ON)
    office.payments.remove(str(paid.row["payment"]))
    office.history.undo(office.history.recent(1)[0].change.seq)
    assert stands(office) == ("part_paid", Decimal("5026.40"))


def test_undo_never_makes_more_paid_than_was_owed(office):
    paid = office.payments.pay(FIRST, Decimal(100), ON)
    office.payments.pay(FIRST, Decimal(1), ON)
    office.payments.remove(str(paid.row["payment"]))
    removal = office.history.recent(1)[0].change.seq
    office.payments.pay(FIRST, Decimal("5125.40"), ON)
    with pytest.raises(PipManagerError, match=r"£100\.00 more paid than was owed"):
        office.history.undo(removal)
    assert stands(office) == ("paid", 0)


def test_a_day_to_come_is_told_at_its_field(office):
    with pytest.raises(InputError) as refused:
        office.payments.pay(FIRST, Decimal(1), date(2999, 1, 1))
    (problem,) = refused.value.problems
    assert (problem.field, problem.message) == (
        "on",
        "1 Jan 2999 is in the future. Enter the day it came in.",
    )
