"""Offices over stores of each kind for the scenes to draw; made once and kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pip_manager.services import stores
from pip_manager.services.office import Office, Store, Who

if TYPE_CHECKING:
    from pip_manager.services.stores import With
    from tests.gallery.scenes import State

_FOLDER = Path(__file__).resolve().parents[2] / "build" / "gallery-stores"
_FILLS: dict[State, With] = {
    "empty": "nothing",
    "starting": "starting-data",
    "demo": "demo",
}


@cache
def office(state: State) -> Office:
    """Return an office over a store of that kind; scenes write nothing to it."""
    file = _FOLDER / f"{state}.store"
    if not file.exists():
        _FOLDER.mkdir(parents=True, exist_ok=True)
        stores.create(str(file), _FILLS[state])
    return Office(Store.open(str(file)), Who("jsmith"))
