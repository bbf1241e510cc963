"""Where what stands in the way of an invoice is mended: a sentence, a verb, a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.billing.checks import IssueProblem
    from pip_manager.billing.priced import Blocked

_PAGES = {"activities": "activity", "secondments": "cover"}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is in the way, and the page and record where `verb` mends it."""

    text: str
    verb: str
    page: str
    target: str


def of_blocked(
    blocked: Blocked, engagement: str, people: Mapping[str, str]
) -> Obstacle:
    """Return where an item that has no price gets one; `people` by activity."""
    text = blocked.text or f"{blocked.code}: {blocked.why}."
    match blocked.why:
        case "no rate":
            return Obstacle(text, "Add a rate", "rates", engagement)
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
