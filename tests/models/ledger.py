"""A small set of books for the tests of the store, and a plain way to issue from it."""

from __future__ import annotations

import hashlib
import json
import uuid
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from sqlalchemy import insert, select

from pip_manager.models import tables
from pip_manager.models.changes import Who, canonical
from pip_manager.models.numbering import next_number
from pip_manager.models.store import Store

WHO = Who("login-of-test", "P1")
DAY = date(2017, 10, 20)
RATE = Decimal("520.07")


@contextmanager
def opened(location):
    store = Store.open(location)
    try:
        yield store
    finally:
        store.close()


def founded(location, *, activities=4):
    """Make a store with one engagement and some days of activity on it."""
    store = Store.create(location)
    with store.writing("Set up", WHO) as writer:
        writer.load(
            "authorities",
            [
                {"authority": "E08000035", "name": "Leeds"},
                {"authority": "E08000034", "name": "Kirklees"},
            ],
        )
        writer.add("people", {"person": "P1", "name": "Ada Example"})
        writer.add("engagements", engagement("E1"))
        writer.add("agreements", {"agreement": "A1", "engagement": "E1"})
        for n in range(1, activities + 1):
            writer.add("activities", activity(f"T{n}"))
    return store


def engagement(code):
    return {"engagement": code, "authority": "E08000034", "title": "Practice support"}


def activity(code, **changed):
    return {
        "activity": code,
        "date": DAY,
        "person": "P1",
        "engagement": "E1",
        "agreement": "A1",
        "quantity": Decimal(1),
        "unit": "day",
        "summary": "Case audit",
        **changed,
    }


def record(store, noun, code):
    table = tables.TABLES[noun]
    with store.reading() as connection:
        statement = select(table).where(table.c[noun_code(noun)] == code)
        return connection.execute(statement).one()


def noun_code(noun):
    from pip_manager.domain.nouns import NOUNS

    return NOUNS[noun].code


def issue(writer, codes, *, credits_=None, prefix="PIP-2017"):
    """Issue an invoice, or the credit note of one, for some activities."""
    connection = writer.connection
    n = next_number(connection, prefix)
    number = f"{prefix}-{n:04d}"
    lines = [line(number, at, code) for at, code in enumerate(codes, 1)]
    connection.execute(insert(tables.invoice_lines), lines)
    items = [item(number, at, code) for at, code in enumerate(codes, 1)]
    connection.execute(insert(tables.invoice_items), items)
    row = document(number, n, lines, credits_, prefix)
    pdf = f"%PDF of {number}".encode()
    row["pdf_sha256"] = hashlib.sha256(pdf).hexdigest()
    connection.execute(
        insert(tables.documents).values(sha256=row["pdf_sha256"], content=pdf)
    )
    connection.execute(insert(tables.invoices).values(row))
    hold_or_free(connection, number, codes, credits_)
    writer.note("invoices", [number], "credit" if credits_ else "issue")
    return number


def hold_or_free(connection, number, codes, credits_):
    holds = tables.holds
    if credits_:
        freed = holds.c.code.in_(codes) & (holds.c.number == credits_)
        connection.execute(holds.delete().where(freed))
        return
    rows = [
        {"noun": "activities", "code": c, "from": DAY, "to": DAY, "number": number}
        for c in codes
    ]
    connection.execute(insert(holds), rows)


def line(number, n, code):
    return {
        "number": number,
        "n": n,
        "description": f"Case audit {code}",
        "quantity": "1",
        "unit": "day",
        "unit_price": RATE,
        "net": RATE,
        "vat_code": "S",
        "vat_rate": "20",
    }


def item(number, n, code):
    row = {"number": number, "n": n, "noun": "activities", "code": code}
    return row | {"date": DAY, "quantity": "1", "from": DAY}


def document(number, n, lines, credits_, series):
    net = sum(row["net"] for row in lines)
    vat = (net / 5).quantize(Decimal("0.01"))
    words = {
        "number": number,
        "kind": "credit_note" if credits_ else "invoice",
        "engagement": "E1",
        "agreement": "A1",
        "issued_on": "2017-11-01",
        "tax_point": "2017-11-01",
        "due_on": "2017-12-01",
        "period_from": "2017-10-01",
        "period_to": "2017-10-31",
        "po_number": "",
        "credits": credits_,
        "net": str(net),
        "vat_total": str(vat),
        "gross": str(net + vat),
        "lines": [
            {k: str(v) for k, v in row.items() if k != "number"} | {"n": row["n"]}
            for row in lines
        ],
        "vat": [{"code": "S", "rate": "20", "net": str(net), "vat": str(vat)}],
    }
    snapshot = canonical(words)
    dates = ("issued_on", "tax_point", "due_on", "period_from", "period_to")
    row = {k: words[k] for k in ("number", "kind", "engagement", "agreement")}
    row |= {k: date.fromisoformat(words[k]) for k in dates}
    row |= {"net": net, "vat_total": vat, "gross": net + vat, "credits": credits_}
    return row | {
        "series": series,
        "n": n,
        "authority": "E08000034",
        "snapshot": snapshot,
        "sha256": hashlib.sha256(snapshot.encode()).hexdigest(),
        "command": str(uuid.uuid4()),
    }


def snapshot_of(store, number):
    invoices = tables.invoices
    with store.reading() as connection:
        text = connection.scalar(
            select(invoices.c.snapshot).where(invoices.c.number == number)
        )
    return json.loads(text)
