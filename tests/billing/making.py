"""Rows as the store hands them over, with only what a test is about to be stated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pip_manager import assets
from pip_manager.billing.book import Book, Work
from pip_manager.billing.charges import price
from pip_manager.billing.invoicing import Issue, Layout, compose, heading
from pip_manager.billing.vat import VatRates
from pip_manager.domain.calendar import Calendar, Period

D = Decimal
OCTOBER = Period(date(2017, 10, 1), date(2017, 10, 31))
CALENDAR = Calendar(
    date.fromisoformat(row["date"])
    for row in assets.table("reference", "bank_holidays_england_wales_2015_2035.csv")
)
VAT = VatRates.from_table(assets.table("reference", "vat_rates.csv"))


def october(day):
    return date(2017, 10, day)


def engagement(**stated):
    return {"engagement": "E1", "authority": "X1", "title": "Practice support"} | stated


def agreement(code="A1", **stated):
    return {"agreement": code, "engagement": "E1"} | stated


def rate(amount, **stated):
    row = {
        "card": "Card",
        "level": "standard",
        "unit": "day",
        "amount": D(amount),
        "from": date(2010, 4, 1),
    }
    return row | stated


def role(name="Head of Service", person="P1", **stated):
    return {"person": person, "role": name} | stated


def activity(code="T1", **stated):
    row = {
        "activity": code,
        "date": october(2),
        "person": "P1",
        "engagement": "E1",
        "quantity": D(1),
        "unit": "day",
    }
    return row | stated


def expense(code="X1", **stated):
    row = {
        "expense": code,
        "date": october(5),
        "engagement": "E1",
        "description": "Rail fares",
        "quantity": D(1),
        "unit_price": D("86.43"),
    }
    return row | stated


def charge(code="C1", **stated):
    row = {
        "charge": code,
        "date": october(6),
        "engagement": "E1",
        "description": "Restorative practice course",
        "quantity": D(12),
        "unit": "delegate",
        "unit_price": D("95.00"),
    }
    return row | stated


def secondment(code="S1", **stated):
    row = {
        "secondment": code,
        "home_post": "HOS",
        "engagement": "E1",
        "from": "2017-10-01",
        "charge_basis": "monthly",
        "charge_amount": D("9000.00"),
    }
    return row | stated


def book(calendar=CALENDAR, hours=None, **rows):
    stated = {"engagements": [engagement()], "agreements": [agreement()]}
    return Book.from_rows(stated | rows, calendar, hours)


def priced(facts, period=OCTOBER, **rows):
    """Price the rows, given by noun, of engagement E1."""
    return price(facts, Work.from_rows(rows), "E1", *period)


WE2_DAYS = (
    (2, "1"),
    (5, "0.5"),
    (11, "1"),
    (13, "0.5"),
    (16, "1"),
    (18, "1"),
    (24, "0.5"),
    (30, "1"),
)


def october_2017(without=(), agreements=None, **stated):
    """Price the work of WE2, whose role rate changes on 16 October."""
    facts = book(
        agreements=agreements or [agreement()],
        roles=[role()],
        rates=[
            rate("640.00", role="Head of Service", to=october(15)),
            rate("672.00", role="Head of Service", **{"from": october(16)}),
        ],
    )
    rows = [
        activity(f"T{day:02}", date=october(day), quantity=D(quantity)) | stated
        for day, quantity in WE2_DAYS
        if day not in without
    ]
    return priced(facts, activities=rows)


def only(answer):
    """Return the one charge of an answer in which nothing is blocked."""
    assert answer.blocked == ()
    (found,) = answer.charges
    return found


def reasons(answer):
    """Return why the items of an answer are blocked, none of them being charged."""
    assert answer.charges == ()
    return [blocked.why for blocked in answer.blocked]


SETTINGS = {
    "home_authority": "E08000035",
    "seller_name": "Alderbrook Council",
    "seller_unit": "Relational Practice Centre",
    "seller_address": "Civic Quarter\nAlderbrook\nAB1 4QX",
    "seller_vat_number": "GB 123 4567 82",
    "seller_contact": "Business support",
    "seller_email": "practice@alderbrook.example",
}
AUTHORITY = {
    "authority": "X1",
    "name": "Kirklees",
    "billing_address": "The Guildhall\nThornmere\nTM3 9LD",
}


def head(period=OCTOBER, settings=None, authority=None, **on_agreement):
    """Return a heading for work under A1, with what else the agreement states."""
    return heading(
        SETTINGS | (settings or {}),
        AUTHORITY | (authority or {}),
        engagement(),
        agreement(title="Improvement partnership", **on_agreement),
        period,
    )


def invoice(charges, number="LRPC-2017-0007", on=date(2017, 11, 2), **stated):
    """Return charges as an issued invoice of the rate grouping."""
    return compose(head(**stated), charges, VAT, Layout(), Issue(number, on))
