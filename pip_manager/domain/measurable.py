"""Why a secondment, a cover or a holding cannot be measured: what nobody has stated.

Source: "Gaps" in the exact meanings of the exchange contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.when import is_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.values import Value

_NO_COVER = "no_cover_accepted"


def missing(row: Mapping[str, Value], *, has_share: bool = True) -> tuple[str, ...]:
    """Return the reasons in the contract's words and order; empty: measurable.

    Args:
        row: a row of `secondments`, `cover` or `holdings`.
        has_share: whether the noun has a share, and an empty one is unknown.
    """
    if row.get("kind") == _NO_COVER:
        return ()
    stated = row.get("fraction") is not None or row.get("pattern") is not None
    return reasons(
        _text(row.get("from")), _text(row.get("to")), has_share=stated or not has_share
    )


def reasons(
    start: str | None, end: str | None, *, has_share: bool = True
) -> tuple[str, ...]:
    """Return the reasons that lie in two dates, and in a share that is not stated."""
    found = []
    if start is None:
        found.append("from not stated")
    elif not is_day(start):
        found.append("from is not a day")
    if end is not None and not is_day(end):
        found.append("to is not a day")
    if not has_share:
        found.append("share not stated")
    return tuple(found)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
