"""How long one save takes, from the form's values to the committed change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.services import stores
from tests.bench.row import Row, median, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pip_manager.domain.values import Row as Record

_SAVES = 41


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure logging a day in the demo store."""
    if not wanted("save", names):
        return
    store = str(folder / "save.store")
    stores.create(store, "demo")
    with stores.open_office(store) as office:
        person = office.records.choices("people")[0].code
        engagement = office.records.all("engagements", status="active")[0].row
        day: Record = {
            "date": date(2026, 11, 20),
            "person": person,
            "engagement": engagement["engagement"],
            "quantity": Decimal("0.5"),
            "unit": "day",
            "summary": "Case audit",
        }
        spent = median(lambda: office.records.add("activities", day), _SAVES)
    row = Row("save: log a day, median", spent, 50.0)
    tell(row)
    yield row
