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
    start, end = row.get("from"), row.get("to")
    found = []
    if start is None:
        found.append("from not stated")
    elif not is_day(str(start)):
        found.append("from is not a day")
    if end is not None and not is_day(str(end)):
        found.append("to is not a day")
    if has_share and row.get("fraction") is None and row.get("pattern") is None:
        found.append("share not stated")
    return tuple(found)
