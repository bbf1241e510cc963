"""Which engagements the list shows, by the words and filters asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain.engagement_steps import is_live, is_open, words
from pip_manager.domain.nouns import ENGAGEMENT_STATUS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pip_manager.domain.values import Value
    from pip_manager.services.engagement_attention import Listed

OPEN, ATTENTION, ALL, UNSTATED = "open", "attention", "all", "unstated"
_BEFORE = ("enquiry", "in_discussion")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for; None narrows nothing."""

    search: str = ""
    status: str = OPEN
    authority: str | None = None
    programme: str | None = None
    direction: str | None = None


def statuses() -> list[tuple[Value, str]]:
    """Return the choices of the status filter, the usual one first."""
    stated = [(one, words(one).capitalize()) for one in ENGAGEMENT_STATUS]
    return [
        (OPEN, "Open and not stated"),
        (ATTENTION, "Need attention"),
        (ALL, "Every status"),
        *stated,
        (UNSTATED, "Status not stated"),
    ]


def chosen(
    found: Iterable[Listed], wanted: Wanted, pressing: Collection[str]
) -> list[Listed]:
    """Return those that fit; `pressing` are the codes that need attention."""
    terms = wanted.search.casefold().split()
    return [
        one
        for one in found
        if _has_status(one, wanted.status, pressing)
        and wanted.authority in {None, one.row.authority}
        and wanted.programme in {None, one.row.programme}
        and wanted.direction in {None, one.row.direction}
        and _says(one, terms)
    ]


def _has_status(one: Listed, wanted: str, pressing: Collection[str]) -> bool:
    status = one.row.status
    match wanted:
        case "all":
            return True
        case "open":
            return status is None or is_open(status)
        case "attention":
            return one.row.engagement in pressing
        case "unstated":
            return status is None
        case _:
            return status == wanted


def _says(one: Listed, terms: Iterable[str]) -> bool:
    row = one.row
    parts = (row.title, row.engagement, row.authority_name, row.authority)
    said = "\n".join((*parts, row.lead_name or "")).casefold()
    return all(term in said for term in terms)


def sense(found: Collection[Listed], pressing: Collection[str]) -> str:
    """Return the line of sense: ``13 live · 5 in enquiry or discussion``, and on."""
    statuses = [one.row.status for one in found]
    needs = "needs" if len(pressing) == 1 else "need"
    counts = (
        (sum(map(is_live, statuses)), "live"),
        (sum(one in _BEFORE for one in statuses), "in enquiry or discussion"),
        (statuses.count("suspended"), "suspended"),
        (statuses.count(None), "not stated"),
        (len(pressing), f"{needs} attention"),
    )
    told = [f"{count} {said}" for count, said in counts if count or said == "live"]
    return " · ".join(told) if found else ""
