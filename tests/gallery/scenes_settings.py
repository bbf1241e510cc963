"""Settings: every section once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.settings import SettingsPage
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_SIZE = (1280, 720)
_SECTIONS = (
    "Centre",
    "Bank",
    "Invoices",
    "Numbering",
    "Days off",
    "Thresholds",
    "Look",
    "Who am I",
    "Store",
    "About",
)


def _drawing(title: str) -> Callable[[], QWidget]:
    def draw() -> QWidget:
        page = SettingsPage(office("demo"))
        window = shelled(page, "settings", demo=True)
        page.show_section(title)
        return window

    return draw


for _title in _SECTIONS:
    scene(f"settings-{_title.lower().replace(' ', '-')}", "demo", _SIZE)(
        _drawing(_title)
    )


@scene("settings-unsaved", "empty", _SIZE)
def _unsaved() -> QWidget:
    page = SettingsPage(office("empty"))
    window = shelled(page, "settings")
    section = page.section
    section.form.field("seller_vat_number").set_value("GB123456789")  # type: ignore[attr-defined]
    section.save()  # type: ignore[attr-defined]
    return window
