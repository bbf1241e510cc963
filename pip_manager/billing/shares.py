"""The three shares of an activity: charged, paid by a grant, contributed.

They make 100 per cent; an empty charge share is what the others leave. A share is
taken of the quantity and is exact: it may have more than four decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.billing import columns
from pip_manager.domain.money import exact_product
from pip_manager.domain.values import plain
from pip_manager.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.billing.facts import Activity
    from pip_manager.domain.values import Value

WHOLE = Decimal(100)
NOTHING = Decimal(0)
_SHARES = ("charge_percent", "grant_percent", "contributed_percent")


def charged_quantity(activity: Activity) -> Decimal:
    """Return the part of the quantity the authority pays for."""
    percent = activity.charge_percent
    if percent is None:
        granted = activity.grant_percent or NOTHING
        percent = WHOLE - granted - (activity.contributed_percent or NOTHING)
    return _part(activity.quantity, percent)


def granted_quantity(activity: Activity) -> Decimal:
    """Return the part of the quantity a grant pays for."""
    return _part(activity.quantity, activity.grant_percent or NOTHING)


def contributed_quantity(activity: Activity) -> Decimal:
    """Return the part of the quantity the unit gives."""
    return _part(activity.quantity, activity.contributed_percent or NOTHING)


def share_problems(row: Mapping[str, Value]) -> tuple[FieldProblem, ...]:
    """Return why the shares of a row of `activities` cannot be kept."""
    given = {name: columns.figure(row, name) for name in _SHARES}
    beyond = tuple(
        FieldProblem(name, "A share is between 0 and 100 per cent.")
        for name, share in given.items()
        if share is not None and not 0 <= share <= WHOLE
    )
    if beyond:
        return beyond
    total = sum((share or NOTHING for share in given.values()), NOTHING)
    if total > WHOLE or (given["charge_percent"] is not None and total != WHOLE):
        text = f"The shares make {plain(total)} per cent. They must make 100."
        return (FieldProblem("charge_percent", text),)
    return ()


def _part(quantity: Decimal, percent: Decimal) -> Decimal:
    if percent == WHOLE:
        return quantity
    return exact_product(quantity, percent.scaleb(-2))
