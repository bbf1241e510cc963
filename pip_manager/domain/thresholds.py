"""From where a gap in cover is amber or red: the settings that say so.

No published standard is known; the defaults are proposals the Centre may change.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold: its setting, what it means, its unit and its default."""

    key: str
    words: str
    unit: str
    default: Decimal


def _made(key: str, words: str, unit: str, default: str) -> Threshold:
    return Threshold(f"threshold_{key}", words, unit, Decimal(default))


THRESHOLDS: dict[str, tuple[Threshold, ...]] = {
    "Statutory director": (
        _made("dcs_acting_months", "Amber: acting without a review for", "months", "6"),
        _made("dcs_end_days", "Red: ends within", "working days", "20"),
    ),
    "Posts of tiers 1 and 2": (
        _made("senior_gap", "Red: weekly gap above", "FTE", "0.2"),
        _made("senior_run", "Red: or a run of at least", "working days", "5"),
    ),
    "Posts of tiers 3 and 4, or of no stated tier": (
        _made("other_amber_gap", "Amber: weekly gap above", "FTE", "0.1"),
        _made("other_gap", "Red: weekly gap above", "FTE", "0.5"),
        _made("other_run", "Red: and a run of at least", "working days", "10"),
    ),
    "Leadership team": (
        _made("team_amber", "Amber: gap from", "% of FTE", "5"),
        _made("team_red", "Red: gap above", "% of FTE", "10"),
    ),
    "Concentration in tiers 1 and 2": (
        _made("concentration_amber", "Amber: released together", "posts", "2"),
        _made("concentration_red", "Red: released together", "posts", "3"),
    ),
    "Looking forward": (_made("forward", "Look ahead for", "working days", "60"),),
}
"""Every threshold by the heading it stands under.

Source: "Thresholds" of the domain notes; judgement only, so all may be changed.
"""


def all_thresholds() -> tuple[Threshold, ...]:
    """Return every threshold, in order."""
    return tuple(one for some in THRESHOLDS.values() for one in some)


def values(settings: Mapping[str, str]) -> dict[str, Decimal]:
    """Return each threshold by its key: as set, else its default."""
    return {
        one.key: Decimal(settings.get(one.key) or str(one.default))
        for one in all_thresholds()
    }


def problem(value: Decimal) -> str | None:
    """Return why a threshold cannot be that figure, or None."""
    if 0 <= value < LARGEST:
        return None
    return "A threshold is a figure from 0, such as 0.2."
