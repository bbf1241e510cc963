"""A small office for the tests of activity: three engagements, two people, a rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pip_manager.models import changes
from pip_manager.services.office import Office, Store, Who
from tests.models import ledger

TODAY = date(2017, 10, 20)  # a Friday
D = Decimal


def day(number):
    return date(2017, 10, number)


def activity(code, **stated):
    return {
        "activity": code,
        "date": day(16),
        "person": "P1",
        "engagement": "E1",
        "strand": "PRAC",
        "quantity": D("0.5"),
        "unit": "day",
        "summary": "Case audit",
        **stated,
    }


ACTIVITIES = (
    activity("T1"),
    activity("T2", date=day(17), quantity=D(1), summary="Practice review, Ürsel"),
    activity("T3", date=day(18), person="P2", quantity=D("3.7"), unit="hour"),
    activity("T4", date=day(18), engagement="E2", strand=None, summary=None),
    activity("T5", date=day(19), engagement="E3", strand="LEAD", kind="coaching"),
)
EXPENSE = {
    "expense": "X1",
    "date": day(17),
    "engagement": "E1",
    "person": "P1",
    "description": "Mileage",
    "quantity": D(23),
    "unit": "mile",
    "unit_price": D("0.45"),
}
CHARGE = {
    "charge": "C1",
    "date": day(2),
    "engagement": "E1",
    "kind": "course",
    "description": "Course places",
    "quantity": D(4),
    "unit": "delegate",
    "unit_price": D("120.00"),
}


def _rows():
    return {
        "authorities": [
            {"authority": "E08000034", "name": "Kirklees"},
            {"authority": "E08000035", "name": "Leeds"},
        ],
        "people": [
            {"person": "P1", "name": "Ada Example"},
            {"person": "P2", "name": "Jo Sample"},
        ],
        "strands": [
            {"strand": "PRAC", "name": "Practice"},
            {"strand": "LEAD", "name": "Leadership"},
        ],
        "engagements": [
            {"engagement": "E1", "authority": "E08000034", "title": "Practice support"},
            {"engagement": "E2", "authority": "E08000034", "title": "Early help"},
            {"engagement": "E3", "authority": "E08000035", "title": "Front door"},
        ],
        "engagement_strands": [{"engagement": "E1", "strand": "PRAC"}],
        "agreements": [
            {"agreement": "A1", "engagement": "E1", "title": "Support agreement"},
            {"agreement": "A2", "engagement": "E2"},
        ],
        "rates": [
            {
                "card": "Standard",
                "level": "standard",
                "unit": "day",
                "amount": D("640.00"),
                "from": date(2010, 4, 1),
            }
        ],
        "activities": ACTIVITIES,
        "expenses": [EXPENSE],
        "charges": [CHARGE],
    }


def office(location, *, me="P1", empty=False):
    """Make a store and return an office at work in it."""
    store = Store.create(str(location))
    rows = _rows()
    if empty:
        rows = {n: r for n, r in rows.items() if n not in {"activities", "expenses"}}
    with store.writing("Set up", changes.Who("setup")) as writer:
        for noun, found in rows.items():
            writer.load(noun, found)
    return Office(store, Who("tester", me))


def bill(office, *codes):
    """Put activities on an issued invoice, whatever they cost; return its number."""
    with office.store.writing("Issue", office.who) as writer:
        return ledger.issue(writer, list(codes))


def verbs(office):
    """Return how many verbs the store has seen."""
    with office.store.reading() as connection:
        return changes.count(connection)


def rows(office, noun="activities", **equal):
    """Return the rows of a noun as they are kept, in the order of their codes."""
    return [record.row for record in office.records.all(noun, **equal)]


def issued_line():
    """Return the unit price the little ledger issues everything at."""
    return ledger.RATE
