"""Cover as recorded: the starting data, the demonstration, nothing; the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.cover import CoverPage, dialogs
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@scene("cover", "demo")
def _demo() -> QWidget:
    return shelled(CoverPage(office("demo")), "cover", demo=True)


@scene("cover", "starting", (1280, 720))
def _starting() -> QWidget:
    return shelled(CoverPage(office("starting")), "cover")


@scene("cover", "empty")
def _empty() -> QWidget:
    return shelled(CoverPage(office("empty")), "cover")


@scene("cover-secondment-form", "demo", (608, 780))
def _secondment() -> QWidget:
    record = office("demo").records.get("secondments", "S-01")
    return dialogs.secondment(None, office("demo"), record)  # type: ignore[arg-type]


@scene("cover-form", "demo", (608, 780))
def _cover() -> QWidget:
    record = office("demo").records.get("cover", "C-01")
    return dialogs.cover(None, office("demo"), record)  # type: ignore[arg-type]
