"""The ten pages of the window; each is imported when it is first shown."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, cast

from pip_manager.ui.kit.sidebar import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.services.office import Office
    from pip_manager.ui.kit.page import Page

_PAGES = (
    ("today", "Today", "today", "today", "TodayPage"),
    ("engagements", "Engagements", "engagement", "engagements", "EngagementsPage"),
    ("activity", "Activity", "activity", "activity", "ActivityPage"),
    ("cover", "Cover", "cover", "cover", "CoverPage"),
    ("invoices", "Invoices", "invoice", "invoices", "InvoicesPage"),
    ("reports", "Reports", "report", "reports", "ReportsPage"),
    ("people", "People and posts", "people", "people", "PeoplePage"),
    ("authorities", "Authorities", "authority", "authorities", "AuthoritiesPage"),
    ("rates", "Rates", "rates", "rates", "RatesPage"),
    ("settings", "Settings", "settings", "settings", "SettingsPage"),
)
_BELOW = "people"


def entries(office: Callable[[], Office]) -> tuple[Entry, ...]:
    """Return the pages in order; `office` is asked for when a page is first shown."""
    found: list[Entry] = []
    below = False
    for key, title, icon, module, name in _PAGES:
        below = below or key == _BELOW
        factory = _factory(f"pip_manager.ui.{module}", name, office)
        found.append(Entry(key, title, icon, factory, below=below))
    return tuple(found)


def warm(key: str = "") -> None:
    """Import one page, else every page, before it is asked for.

    It may run off the window's thread. What is broken is told when it is shown.
    """
    for name, _, _, module, _ in _PAGES:
        if key in {"", name}:
            with suppress(Exception):
                import_module(f"pip_manager.ui.{module}")


def _factory(
    module: str, name: str, office: Callable[[], Office]
) -> Callable[[], Page]:
    def make() -> Page:
        page = getattr(import_module(module), name)
        return cast("Page", page(office()))

    return make
