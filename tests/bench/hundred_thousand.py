"""A store with 100,000 activities, made once for the rows that need it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager.services import demo_data, stores
from pip_manager.services.office import Office, Store, Who

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 100_000


def store(folder: Path) -> Path:
    """Return the path of the store, made on first use."""
    path = folder / "hundred-thousand.store"
    if not path.exists():
        opened = Store.create(str(path))
        rows = demo_data.generate(activities=COUNT, today=date(2026, 11, 22))
        stores.load(Office(opened, Who("bench")), rows, "Load the bench")
        opened.close()
    return path
