"""A draft as the change log tells it, so that drafting and discarding can be undone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pip_manager.models.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.domain.values import Row

_ITEM = ("noun", "code", "from", "to")


def note(draft: Draft, items: Iterable[Row]) -> dict[str, object]:
    """Tell everything a draft is made of."""
    return {
        "engagement": draft.engagement,
        "agreement": draft.agreement,
        "period": [draft.period_from.isoformat(), draft.period_to.isoformat()],
        "grouping": draft.grouping,
        "outside": draft.outside,
        "made_on": draft.made_on.isoformat(),
        "draft": draft.draft,
        "items": [[str(item[name]) for name in _ITEM] for item in items],
    }


def read(values: Mapping[str, Any]) -> tuple[Draft, list[Row]]:
    """Return the draft, and the items it held, that `note` told of."""
    first, last = values["period"]
    draft = Draft(
        int(values["draft"]),
        str(values["engagement"]),
        str(values["agreement"]),
        date.fromisoformat(first),
        date.fromisoformat(last),
        str(values["grouping"]),
        bool(values["outside"]),
        date.fromisoformat(values["made_on"]),
    )
    items: list[Row] = [
        {
            "noun": noun,
            "code": code,
            "from": date.fromisoformat(start),
            "to": date.fromisoformat(end),
        }
        for noun, code, start, end in values["items"]
    ]
    return draft, items
