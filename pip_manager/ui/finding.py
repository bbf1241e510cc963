"""What the palette offers: the first things of the day, the menus, and any record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.kit.palette import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.search import Found, Search
    from pip_manager.ui.menus import Menus
    from pip_manager.ui.window import Window

    Go = Callable[[str, object], object]

_FIRSTS = (
    ("Log a day", "activity", "activity"),
    ("Draft an invoice", "invoice", "invoices"),
    ("Add an engagement", "engagement", "engagements"),
    ("Add a person", "person", "people"),
    ("Add a rate", "rates", "rates"),
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


def firsts(window: Window) -> list[Action]:
    """Return what is done most: each is the primary button of its page."""
    return [
        Action(words, "do", "", icon, _beginning(window, page))
        for words, icon, page in _FIRSTS
    ]


def _beginning(window: Window, key: str) -> Callable[[], object]:
    def then() -> None:
        window.go(key)
        if window.here == key and window.page and window.page.primary:
            window.page.primary.click()

    return then


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
