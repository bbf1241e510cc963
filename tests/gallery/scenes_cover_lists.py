"""The gaps list, the chains of cover and the capacity by tier, and their papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.cover import CoverPage
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gallery.scenes import State

_SMALL = (1280, 720)


def _view(state: State, key: str) -> QWidget:
    page = CoverPage(office(state))
    window = shelled(page, "cover", demo=state == "demo")
    page.turn(key)
    return window


@scene("cover-gaps", "demo", _SMALL)
def _gaps() -> QWidget:
    return _view("demo", "gaps")


@scene("cover-gaps", "starting", _SMALL)
def _gaps_starting() -> QWidget:
    return _view("starting", "gaps")


@scene("cover-gaps", "empty", _SMALL)
def _gaps_empty() -> QWidget:
    return _view("empty", "gaps")


@scene("cover-chains", "demo", _SMALL)
def _chains() -> QWidget:
    window = _view("demo", "chains")
    settle()
    page = window.findChild(CoverPage)
    assert page is not None
    page.made("chains").opened("C-02")
    return window


@scene("cover-chains", "starting", _SMALL)
def _chains_starting() -> QWidget:
    return _view("starting", "chains")


@scene("cover-chains", "empty", _SMALL)
def _chains_empty() -> QWidget:
    return _view("empty", "chains")


@scene("cover-capacity", "demo", _SMALL)
def _capacity() -> QWidget:
    return _view("demo", "capacity")


@scene("cover-capacity-table", "demo", _SMALL)
def _capacity_table() -> QWidget:
    window = _view("demo", "capacity")
    settle()
    page = window.findChild(CoverPage)
    assert page is not None
    page.made("capacity").turn_over()  # type: ignore[attr-defined]
    return window


@scene("cover-capacity", "starting", _SMALL)
def _capacity_starting() -> QWidget:
    return _view("starting", "capacity")
