"""What every answer about cover is worked out from, read in one unit of reading."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain import thresholds
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Grounds
from pip_manager.models import cover
from pip_manager.services.settings import calendar, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pip_manager.domain.calendar import Calendar
    from pip_manager.domain.cover.facts import Establishment
    from pip_manager.models import Connection


@dataclass(frozen=True, slots=True)
class CoverGrounds:
    """Posts and cover as recorded, the working days and the thresholds of a moment."""

    recorded: Establishment
    calendar: Calendar
    settings: Mapping[str, str]

    @property
    def limits(self) -> Limits:
        """Return the thresholds of a single post."""
        return Limits.from_settings(self.settings)

    @property
    def forward(self) -> int:
        """Return how many working days ahead a gap counts as opening soon."""
        return int(thresholds.values(self.settings)["threshold_forward"])

    def over(self, first: date, last: date, *, with_proposed: bool = False) -> Grounds:
        """Return what rows between two days are worked out from."""
        with uncollected():
            measured = Measured(self.recorded, with_proposed=with_proposed)
        return Grounds(measured, WorkingDays(self.calendar, first, last), self.limits)


def read_grounds(connection: Connection, *asked: date) -> CoverGrounds:
    """Read them; `asked` are days whose bank holidays are needed."""
    stated = settings(connection)
    home = stated.get("home_authority")
    with uncollected():
        recorded = cover.establishment(connection, home)
    return CoverGrounds(recorded, calendar(connection, *asked), stated)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest while many records are made, none of them in a circle.

    It would look through all there are again and again, the more the more there are.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
