"""Green, amber, red, critical or unknown: how bad the gap of a post is.

Source: "Single post" of the thresholds in the domain notes, on the piece alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain import thresholds
from pip_manager.domain.cover.facts import ONE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

SENIOR = 2
"""Tiers up to this one have the stricter line."""

ORDER = ("critical", "red", "amber", "unknown", "green")
"""From the worst."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of a single post: FTE in ten-thousandths, runs in working days."""

    senior_gap: Decimal = Decimal(2000)
    senior_run: Decimal = Decimal(5)
    other_amber_gap: Decimal = Decimal(1000)
    other_gap: Decimal = Decimal(5000)
    other_run: Decimal = Decimal(10)

    @classmethod
    def from_settings(cls, settings: Mapping[str, str]) -> Limits:
        """Take them as set, else their defaults."""
        found = thresholds.values(settings)
        return cls(
            found["threshold_senior_gap"] * ONE,
            found["threshold_senior_run"],
            found["threshold_other_amber_gap"] * ONE,
            found["threshold_other_gap"] * ONE,
            found["threshold_other_run"],
        )

    def level(self, tier: int | None, weekly_gap: Fraction, run: int) -> str:
        """Return green, amber or red for the highest weekly average gap and run."""
        if tier is not None and tier <= SENIOR:
            if not weekly_gap:
                return "green"
            is_red = weekly_gap > self.senior_gap or run >= self.senior_run
            return "red" if is_red else "amber"
        if weekly_gap > self.other_gap and run >= self.other_run:
            return "red"
        return "amber" if weekly_gap > self.other_amber_gap else "green"
