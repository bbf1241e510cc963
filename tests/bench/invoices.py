"""500 invoices drafted, issued, printed and stored, against printing them alone."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pip_manager.models.store import connect
from pip_manager.services import frozen, stores
from pip_manager.services.office import Office, Store, Who
from tests.bench.row import Row, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pip_manager.domain.values import Row as Record

COUNT = 500
_LINES = 6
_PDF = 45_000
_DAYS = ("2026-09-01", "2026-09-30")


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure a month-end run, then render the same documents again."""
    if not wanted("invoices", names):
        return
    place = str(folder / "invoices.store")
    stores.create(place)
    store = Store.open(place)
    office = Office(store, Who("bench"))
    _fill(office)
    first, last = (date.fromisoformat(day) for day in _DAYS)
    began = time.perf_counter()
    done = list(office.billing.run(first, last, date(2026, 10, 1)))
    spent = time.perf_counter() - began
    held = [one for one in done if one.number is None]
    if held or len(done) != COUNT:
        raise RuntimeError(f"{len(done)} issued, {len(held)} held back")
    documents = [office.billing.document(str(one.number)) for one in done]
    began = time.perf_counter()
    for document in documents:
        frozen.rendered(document)
    alone = time.perf_counter() - began
    store.close()
    kept = _bare_commits(Path(place)) * 1000
    name = f"invoices: {COUNT} drafted, issued, printed, stored"
    printed = alone * 1000
    for row in (
        Row(name, spent * 1000, 2.5, floor=printed, aim="aim 20 s"),
        Row(
            "… against printing and a commit each",
            spent * 1000,
            2.5,
            floor=printed + kept,
        ),
    ):
        tell(row)
        yield row


def _bare_commits(place: Path) -> float:
    """Return the seconds as many commits of one row take, as durable as ours.

    It is what the disk asks for each invoice in a transaction of its own.
    """
    with closing(connect(place)) as bare:
        bare.execute("CREATE TABLE bare (content BLOB)")
        began = time.perf_counter()
        for _ in range(COUNT):
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO bare VALUES (zeroblob(?))", (_PDF,))
            bare.execute("COMMIT")
        return time.perf_counter() - began


def _fill(office: Office) -> None:
    office.settings.save(
        {
            "seller_name": "Sample City Council",
            "seller_address": "1 Sample Street\nSample",
            "seller_vat_number": "123456782",
        }
    )
    begin = date(2026, 4, 1)
    with office.writing("Load the bench") as writer:
        writer.load("people", [{"person": "P", "name": "Principal practitioner"}])
        writer.load("roles", [{"person": "P", "role": "Head of Service"}])
        address = {"billing_address": "2 Sample Road\nSample"}
        writer.load(
            "authorities", [{"authority": "X1", "name": "Alderbrook", **address}]
        )
        writer.load("engagements", map(_engagement, range(COUNT)))
        writer.load("agreements", map(_agreement, range(COUNT)))
        rate = {"card": "Standard", "level": "standard", "unit": "day"}
        amounts: Record = {**rate, "amount": Decimal(640), "from": begin}
        writer.load("rates", [amounts])
        writer.load(
            "activities",
            (_activity(n, line) for n in range(COUNT) for line in range(_LINES)),
        )


def _engagement(n: int) -> Record:
    code = f"E{n:03}"
    return {
        "engagement": code,
        "authority": "X1",
        "title": f"Practice {n}",
        "status": "active",
    }


def _agreement(n: int) -> Record:
    return {"agreement": f"AG{n:03}", "engagement": f"E{n:03}", "title": "Agreement"}


def _activity(n: int, line: int) -> Record:
    return {
        "activity": f"A{n:03}{line}",
        "date": date(2026, 9, 1 + line * 3),
        "person": "P",
        "engagement": f"E{n:03}",
        "quantity": Decimal("0.5"),
        "unit": "day",
        "summary": "Practice review",
    }
