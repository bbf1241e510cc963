"""Pages drawn inside the window they live in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.kit.sidebar import Entry
from pip_manager.ui.window import Window

if TYPE_CHECKING:
    from pip_manager.ui.kit.page import Page

PAGES = (
    ("today", "Today", "today", False),
    ("engagements", "Engagements", "engagement", False),
    ("activity", "Activity", "activity", False),
    ("cover", "Cover", "cover", False),
    ("invoices", "Invoices", "invoice", False),
    ("reports", "Reports", "report", False),
    ("people", "People and posts", "people", True),
    ("authorities", "Authorities", "authority", True),
    ("rates", "Rates", "rates", True),
    ("settings", "Settings", "settings", True),
)


def shelled(page: Page, key: str, *, demo: bool = False) -> Window:
    """Return the window with a page shown under its key."""
    entries = [
        Entry(name, title, icon, lambda: page, below=below)
        for name, title, icon, below in PAGES
    ]
    window = Window(entries)
    window.set_store("Store: practice-centre.sqlite")
    window.set_backup("Last backup today 09:00")
    if demo:
        window.set_banner("Demo data – invented")
    window.go(key)
    return window
