"""What the palette offers: the first things of the day, the menus, and any record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.kit.palette import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.search import Found, Search
    from pip_manager.ui.menus import Menus

    Go = Callable[[str, object], object]

_FIRSTS = (
    ("Log a day", "activity", "activity", "new"),
    ("Draft an invoice", "invoice", "invoices", "to bill"),
    ("New engagement", "engagement", "engagements", "new"),
    ("New person", "person", "people", "new"),
    ("New rate", "rates", "rates", "new"),
)
_ICONS = {
    "engagements": "engagement",
    "authorities": "authority",
    "people": "person",
    "posts": "post",
    "agreements": "note",
    "invoices": "invoice",
    "activities": "activity",
}


def firsts(go: Go) -> list[Action]:
    """Return what is done most, each begun on its page."""
    return [
        Action(words, "do", "", icon, _going(go, page, target))
        for words, icon, page, target in _FIRSTS
    ]


def actions(menus: Menus) -> list[Action]:
    """Return the verbs of the menus that can be done now, in their words of now."""
    return [
        Action(said.rstrip("…"), heading.lower(), verb.keys, verb.icon, verb.then)
        for heading, verbs in menus.items()
        for verb in verbs
        if verb is not None and verb.is_found and (said := verb.said) is not None
    ]


def records(search: Search, typed: str, go: Go) -> list[Action]:
    """Return the records that are called what was typed, each on its page."""
    return [_record(found, go) for found in search.find(typed)]


def _record(found: Found, go: Go) -> Action:
    then = _going(go, found.page, found.target)
    return Action(found.words, found.kind, "", _ICONS[found.noun], then)


def _going(go: Go, page: str, target: str) -> Callable[[], object]:
    return lambda: go(page, target)
