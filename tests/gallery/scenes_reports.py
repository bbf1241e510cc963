"""Reports: the summary of activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.reports import ReportsPage
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@scene("reports", "demo")
def _reports() -> QWidget:
    return shelled(ReportsPage(office("demo")), "reports", demo=True)


@scene("reports-two-keys", "demo", (1280, 720))
def _two() -> QWidget:
    page = ReportsPage(office("demo"))
    page.asking.by.set_value("engagement")
    page.asking.then.set_value("quarter")
    for box in page.asking.measures.values():
        box.set_value(True)
    return shelled(page, "reports", demo=True)


@scene("reports", "empty")
def _empty() -> QWidget:
    return shelled(ReportsPage(office("empty")), "reports")
