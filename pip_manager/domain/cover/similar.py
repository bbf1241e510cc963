"""What a cover would cost, told by one like it that is recorded; never invented."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.values import WEEKDAYS, read_pattern
from pip_manager.domain.when import begins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.domain.values import Row, Value


def similar(
    rows: Iterable[Row],
    wanted: Mapping[str, Value],
    tiers: Mapping[str, int | None],
) -> Row | None:
    """Return the latest cover like one wanted whose cost is stated; None: none.

    Alike are covers of one kind, for posts of one tier, by somebody from another post
    of ours or not.

    Args:
        rows: every record of the noun `cover`.
        wanted: the cover wanted: its post, kind and `from_post`.
        tiers: the tier of each post.
    """
    tier, is_inside = tiers.get(str(wanted["post"])), wanted["from_post"] is not None
    alike = [
        row
        for row in rows
        if row["kind"] == wanted["kind"]
        and (row["from_post"] is not None) == is_inside
        and row["cost_amount"] is not None
        and row["cost_unit"] is not None
        and tiers.get(str(row["post"])) == tier
    ]
    return max(alike, key=_recency, default=None)


def _recency(row: Row) -> tuple[int, str]:
    start = row["from"]
    begun = begins(str(start)).toordinal() if start is not None else 0
    return begun, str(row["cover"])


def week_share(row: Mapping[str, Value]) -> Decimal | None:
    """Return the share of a cover, that of its average week where it has a pattern."""
    if row["pattern"] is not None:
        shares = read_pattern(str(row["pattern"])).values()
        return sum(shares, Decimal(0)) / len(WEEKDAYS)
    fraction = row["fraction"]
    return fraction if isinstance(fraction, Decimal) else None
