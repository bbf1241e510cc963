"""What needs a decision: each kind of matter, where it is settled, and when it ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services import stores

TODAY = date(2026, 11, 22)
KIRKLEES = "E08000034"
ADDRESS = {"billing_name": "Kirklees Council", "billing_address": "Huddersfield"}


@pytest.fixture
def office(store_url):
    stores.create(store_url)
    with stores.open_office(store_url) as office:
        yield office


def engaged(office, status="active", **agreement):
    engagement = {"engagement": "E1", "authority": KIRKLEES, "title": "Front door"}
    office.records.add("engagements", engagement | {"status": status})
    if agreement:
        row = {"agreement": "AG1", "engagement": "E1", "title": "The deed"}
        office.records.add("agreements", row | agreement)


def known(office, **fields):
    record = office.records.get("authorities", KIRKLEES)
    office.records.change(record, ADDRESS | fields)
    office.settings.save({"seller_name": "Leeds", "seller_address": "Civic Hall"})


def logged(office, n, days, on=date(2026, 11, 2), unit="day", agreement=None):
    if n == 1:
        office.records.add("people", {"person": "P1", "name": "Ada Quill"})
    office.records.add(
        "activities",
        {
            "activity": f"A{n}",
            "date": on,
            "person": "P1",
            "engagement": "E1",
            "agreement": agreement,
            "quantity": Decimal(days),
            "unit": unit,
        },
    )


def rated(office, amount="800"):
    office.records.add(
        "rates",
        {
            "card": "Standard",
            "level": "standard",
            "unit": "day",
            "amount": Decimal(amount),
            "from": date(2026, 4, 1),
        },
    )


def quick(office, kind):
    return [m for m in office.today.quick(TODAY)[0] if m.kind == kind]


def priced(office, kind):
    return [m for m in office.today.priced(TODAY)[0] if m.kind == kind]


def told(matters):
    return [(m.words, m.page, m.target) for m in matters]


def test_an_empty_store_asks_who_one_is_who_sends_invoices_and_whom_one_helps(office):
    assert told(quick(office, "missing")) == [
        ("Nobody is named as you yet", "settings", "Who am I"),
        ("The Centre’s own name and address are not set", "settings", "Centre"),
        ("No engagement is recorded yet", "engagements", ""),
    ]
    assert office.today.priced(TODAY) == ([], Decimal(0))


def test_an_engagement_lacks_agreement_address_and_order_until_they_are_there(office):
    known(office, billing_address=None, po_required=True)
    engaged(office)
    missing = told(quick(office, "missing"))
    assert ("No agreement is in force", "engagements", "E1") in missing
    assert ("Kirklees has no billing address", "authorities", KIRKLEES) in missing
    known(office)
    office.records.add("agreements", {"agreement": "AG1", "engagement": "E1"})
    missing = told(quick(office, "missing"))
    order = "Kirklees asks for a purchase order number"
    assert (order, "engagements", "E1") in missing
    assert len(missing) == 2
    agreement = office.records.get("agreements", "AG1")
    office.records.change(agreement, {"po_number": "PO1"})
    assert len(quick(office, "missing")) == 1


def test_an_agreement_that_ended_is_no_agreement_in_force(office):
    known(office)
    engaged(office, **{"from": "2025-04-01", "to": "2026-11-21"})
    words = [m.words for m in quick(office, "missing")]
    assert "No agreement is in force" in words


@pytest.mark.parametrize(
    ("to", "is_told"),
    [
        ("2026-11-21", False),
        ("2026-11-22", True),
        ("2027-01-21", True),
        ("2027-01-22", False),
        ("2026-12", True),
        (None, False),
    ],
)
def test_an_agreement_is_told_of_sixty_days_before_its_end(office, to, is_told):
    engaged(office, **{"from": "2026", "to": to})
    assert bool(quick(office, "ending")) is is_told


def test_a_closed_engagement_asks_for_nothing(office):
    engaged(office, status="completed", to="2026-12-01")
    known(office)
    assert quick(office, "ending") == []
    assert len(quick(office, "missing")) == 1  # who one is


def test_a_status_that_is_not_stated_is_said(office):
    engaged(office, status=None)
    assert told(quick(office, "not_stated")) == [
        ("The status is not stated", "engagements", "E1")
    ]


def test_a_cap_is_near_from_four_fifths_of_its_days(office):
    engaged(office, **{"days_cap": Decimal(10), "from": "2026-04-01"})
    logged(office, 1, "7.9", agreement="AG1")
    assert priced(office, "cap") == []
    logged(office, 2, "0.1")  # names no agreement: the one in force is meant
    assert told(priced(office, "cap")) == [
        ("The deed: 8 of 10 days used", "engagements", "E1")
    ]


def test_hours_count_toward_a_cap_and_days_before_the_agreement_do_not(office):
    cap = {"days_cap": Decimal(5), "hours_per_day": Decimal(8), "from": "2026-04-01"}
    engaged(office, **cap)
    logged(office, 1, "32", unit="hour")
    logged(office, 2, "9", on=date(2026, 3, 31))
    [cap] = priced(office, "cap")
    assert cap.words == "The deed: 4 of 5 days used"


def test_work_is_to_bill_once_it_has_a_price(office):
    known(office)
    engaged(office, **{"from": "2026-04-01"})
    logged(office, 1, "2")
    [blocked] = priced(office, "blocked")
    assert "rate" in blocked.words
    assert (blocked.page, blocked.target) == ("invoices", "E1")
    rated(office)
    matters, net = office.today.priced(TODAY)
    assert net == Decimal("1600.00")
    [to_bill] = [m for m in matters if m.kind == "to_bill"]
    assert to_bill.words == "£1,600.00 to bill"
    assert to_bill.on == date(2026, 11, 2)


def test_a_draft_then_an_overdue_invoice_then_nothing_once_it_is_paid(office):
    known(office)
    engaged(office, **{"from": "2026-04-01", "value_cap": Decimal(2000)})
    logged(office, 1, "2", on=date(2026, 9, 1))
    rated(office)
    office.settings.save({"seller_vat_number": "GB000000000"})
    drafted = office.billing.draft("E1", date(2026, 9, 1), date(2026, 9, 30))
    number = drafted.drafts[0].draft
    [draft] = quick(office, "draft")
    assert (draft.page, draft.target) == ("invoices", f"draft {number}")
    assert priced(office, "to_bill") == []
    assert office.billing.problems(number) == ()
    issued = office.billing.issue(number, date(2026, 10, 1))
    matters, tally = office.today.quick(TODAY)
    [late] = [m for m in matters if m.kind == "overdue"]
    assert late.words == f"Invoice {issued.number} is 22 days late"
    assert late.amount == tally.overdue == tally.owed == issued.gross
    assert matters[0] is late
    [cap] = quick(office, "cap")
    assert cap.words == "The deed: £1,600.00 of £2,000.00 invoiced"
    row = {"payment": "PAY1", "number": issued.number, "on": date(2026, 11, 1)}
    office.records.add("payments", row | {"amount": issued.gross})
    matters, tally = office.today.quick(TODAY)
    assert not [m for m in matters if m.kind == "overdue"]
    assert (tally.owed, tally.has_invoices) == (Decimal(0), True)


def test_what_takes_long_is_worked_out_once_for_each_state_of_the_store(office):
    engaged(office)
    first = office.today.priced(TODAY)
    assert office.today.priced(TODAY) is first
    logged(office, 1, "1")
    assert office.today.priced(TODAY) is not first
