"""People and posts: each list with its detail, and the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.people import PeoplePage
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gallery.scenes import State


def _page(state: State, tab: int = 0, code: str | None = None) -> QWidget:
    page = PeoplePage(office(state))
    window = shelled(page, "people", demo=state == "demo")
    page.tabs.setCurrentIndex(tab)
    if code is not None:
        page.opened(code)
    return window


@scene("people", "demo")
def _people() -> QWidget:
    return _page("demo", code="LWO")


@scene("people-small", "demo", (1280, 720))
def _small() -> QWidget:
    return _page("demo", code="UCA")


@scene("people-posts", "demo")
def _posts() -> QWidget:
    return _page("demo", 1, "DCS")


@scene("people", "empty")
def _empty() -> QWidget:
    return _page("empty")


@scene("people-posts", "starting")
def _starting() -> QWidget:
    return _page("starting", 1)


@scene("people-teams", "starting")
def _teams() -> QWidget:
    return _page("starting", 2)


def _dialog(verb: str, noun: str, *key: str) -> QWidget:
    page = PeoplePage(office("demo"))
    record = office("demo").records.get(noun, *key)
    dialog = page._form(verb, record)  # noqa: SLF001 - a scene may look inside
    dialog.setParent(None)
    dialog.resize(608, 560)
    return dialog


@scene("people-form", "demo", (608, 560))
def _person() -> QWidget:
    return _dialog("edit", "people", "LWO")


@scene("people-post-form", "demo", (608, 620))
def _post() -> QWidget:
    return _dialog("edit", "posts", "DCS")


@scene("people-role-form", "demo", (608, 360))
def _role() -> QWidget:
    return _dialog("add role", "people", "LWO")


@scene("people-holding-form", "demo", (608, 520))
def _holding() -> QWidget:
    return _dialog("add holding", "posts", "DCS")
