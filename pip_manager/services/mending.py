"""Where what stands in the way of an invoice is mended: a sentence, a verb, a place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.billing.checks import IssueProblem
    from pip_manager.billing.priced import Blocked

_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
_PAGES = {"activities": "activity", "secondments": "cover"}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is in the way, and the page and record where `verb` mends it."""

    text: str
    verb: str
    page: str
    target: str


def gathered(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """Put together what differs by its day only: the first one, and how many more."""
    alike: dict[tuple[str, str, str, str], list[Obstacle]] = {}
    for one in obstacles:
        key = one.verb, one.page, one.target, _DAY.sub("", one.text)
        alike.setdefault(key, []).append(one)
    return tuple(_told(same) for same in alike.values())


def _told(same: list[Obstacle]) -> Obstacle:
    more = len(same) - 1
    if not more:
        return same[0]
    items = "item" if more == 1 else "items"
    return replace(same[0], text=f"{same[0].text} {more} more {items} like this.")


def of_blocked(
    blocked: Blocked, engagement: str, agreement: str, people: Mapping[str, str]
) -> Obstacle:
    """Return where an item that has no price gets one; `people` by activity."""
    text = blocked.text or f"{blocked.code}: {blocked.why}."
    match blocked.why:
        case "no rate":
            return Obstacle(text, "Add a rate", "rates", agreement)
        case "no role":
            person = people.get(blocked.code, "")
            return Obstacle(text, "Give a role", "people", person)
        case "no agreement in force":
            return Obstacle(text, "Add an agreement", "engagements", engagement)
        case _:
            page = _PAGES.get(blocked.noun, "activity")
            return Obstacle(text, "Open it", page, blocked.code)


def of_problem(problem: IssueProblem, engagement: str) -> Obstacle:
    """Return where what keeps a draft from being issued is stated."""
    match problem.noun:
        case "settings":
            return Obstacle(problem.text, "Open Settings", "settings", problem.key)
        case "authorities":
            words = "Open the authority"
            return Obstacle(problem.text, words, "authorities", problem.key)
        case _:
            words = "Open the engagement"
            return Obstacle(problem.text, words, "engagements", engagement)
