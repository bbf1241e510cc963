"""A small practice centre for the tests of billing: who does what at which rate."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from pip_manager.models.store import Store
from pip_manager.services.office import Office, Who

WHO = Who("login-of-test", "P1")
OCTOBER = date(2017, 10, 1), date(2017, 10, 31)
ISSUED_ON = date(2017, 11, 2)
SETTINGS = {
    "seller_name": "Riverton City Council",
    "seller_unit": "Practice Centre",
    "seller_address": "1 Civic Way\nRiverton RV1 1AA",
    "seller_vat_number": "GB 123 4567 82",
    "seller_email": "practice@riverton.example",
    "bank_name": "A Bank",
    "bank_sort_code": "00-00-00",
    "bank_account": "00000000",
}
KIRKLEES = {
    "authority": "E08000034",
    "name": "Kirklees",
    "billing_address": "Market Street\nHuddersfield",
    "contact_email": "invoices@kirklees.example",
}
PEOPLE = (
    ("P1", "Ada Example", "Head of Service"),
    ("P2", "Ben Example", "Service Delivery Manager"),
    ("P3", "Cleo Example", "Team manager"),
)


def founded(location):
    """Make a store with one authority, three people, and engagement E1 under AG1."""
    store = Store.create(location)
    office = Office(store, WHO)
    with office.writing("Set up") as writer:
        for key, value in SETTINGS.items():
            writer.add("settings", {"key": key, "value": value})
        writer.add("authorities", KIRKLEES)
        for code, name, role in PEOPLE:
            writer.add("people", {"person": code, "name": name})
            writer.add("roles", {"person": code, "role": role})
        writer.add("strands", {"strand": "PR", "name": "Practice review"})
        writer.add("strands", {"strand": "AU", "name": "Audit"})
        add_engagement(writer, "E1", "AG1")
    return office


@contextmanager
def opened(location):
    """Give a further office over a store that is there."""
    store = Store.open(location)
    try:
        yield Office(store, WHO)
    finally:
        store.close()


def add_engagement(writer, code, agreement, authority="E08000034", **terms):
    """Add an engagement and the agreement it is billed under."""
    title = f"Practice support {code}"
    row = {"engagement": code, "authority": authority, "title": title}
    writer.add("engagements", row)
    facts = {"agreement": agreement, "engagement": code, "title": f"Terms of {code}"}
    writer.add("agreements", {**facts, **terms})


def add(office, noun, **row):
    """Keep one record."""
    with office.writing(f"Add to {noun}") as writer:
        writer.add(noun, {key.rstrip("_"): value for key, value in row.items()})


def change(office, noun, code, **fields):
    """Change one record of a code."""
    record = office.records.get(noun, code)
    with office.writing(f"Change {noun}") as writer:
        stated = {key.rstrip("_"): value for key, value in fields.items()}
        writer.change(noun, record.id, record.version, stated)


def rate(office, role, amount, unit="day", level="agreement", target="AG1", **more):
    """Put a rate of a role on a card."""
    add(office, "rates", **rate_row(role, amount, unit, level, target, **more))


def rate_row(role, amount, unit="day", level="agreement", target="AG1", **more):
    """Return a rate of a role, from 1 April 2017 where nothing else is said."""
    row = {"card": "Card", "level": level, "target": target, "role": role}
    row |= {"unit": unit, "amount": Decimal(amount), "from_": date(2017, 4, 1)}
    return row | more


def activity(office, code, on, quantity, person="P1", **more):
    """Log an activity of engagement E1, in days."""
    add(office, "activities", **activity_row(code, on, quantity, person, **more))


def activity_row(code, on, quantity, person="P1", **more):
    """Return an activity of engagement E1, in days."""
    row = {"activity": code, "date": on, "person": person, "engagement": "E1"}
    row |= {"quantity": Decimal(quantity), "unit": "day", "summary": "Case audit"}
    return row | more


def october_days(office):
    """Log the days of WE2 and its two rates, before and from 16 October."""
    worked = {2: "1", 5: "0.5", 11: "1", 13: "0.5", 16: "1", 18: "1", 24: "0.5"}
    before = rate_row("Head of Service", "640.00", to=date(2017, 10, 15))
    after = rate_row("Head of Service", "672.00", from_=date(2017, 10, 16))
    with office.writing("Work in October") as writer:
        for row in (before, after):
            writer.add("rates", {key.rstrip("_"): row[key] for key in row})
        for day, quantity in {**worked, 30: "1"}.items():
            on = date(2017, 10, day)
            writer.add("activities", activity_row(f"A{day:02d}", on, quantity))


def draft_of(office, engagement="E1", period=OCTOBER):
    """Draft the one invoice of an engagement and period."""
    (drafted,) = office.billing.draft(engagement, *period).drafts
    return drafted
