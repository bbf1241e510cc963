"""The authorities screen: empty, with the starting data, with the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.authorities import AuthoritiesPage
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pip_manager.ui.window import Window
    from tests.gallery.scenes import State


def _page(state: State) -> tuple[AuthoritiesPage, Window]:
    page = AuthoritiesPage(office(state))
    window = shelled(page, "authorities", demo=state == "demo")
    settle()
    return page, window


def _tab(state: State, code: str, heading: str) -> Window:
    page, window = _page(state)
    page.opened(code)
    page.detail.tabs.choose(heading)
    page.detail.tabs.finish()
    return window


@scene("authorities", "empty")
def _empty() -> QWidget:
    return _page("empty")[1]


@scene("authorities", "starting", (1280, 720))
def _starting() -> QWidget:
    page, window = _page("starting")
    page.opened("E08000034")
    return window


@scene("authorities", "demo", (1280, 720))
def _demo() -> QWidget:
    return _tab("demo", "X99000001", "About")


@scene("authorities-wide", "demo", (1920, 1000))
def _wide() -> QWidget:
    return _tab("demo", "X99000001", "Billing")


@scene("authorities-trust", "starting", (1280, 1000))
def _trust() -> QWidget:
    return _tab("starting", "E08000024", "About")


@scene("authorities-standing", "starting", (1280, 1300))
def _standing() -> QWidget:
    return _tab("starting", "E08000034", "Standing")


@scene("authorities-form", "starting", (1280, 900))
def _form() -> QWidget:
    page, window = _page("starting")
    page.opened("E08000034")
    page.verbs.edit_missing()
    return window


@scene("authorities-add-standing", "demo", (1280, 800))
def _add_standing() -> QWidget:
    page, window = _page("demo")
    page.verbs.standing(None)
    return window
