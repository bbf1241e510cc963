"""The engagements screen: empty, with the starting data, with the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.engagements import EngagementsPage
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pip_manager.ui.window import Window
    from tests.gallery.scenes import State


def _page(state: State) -> tuple[EngagementsPage, Window]:
    page = EngagementsPage(office(state))
    window = shelled(page, "engagements", demo=state == "demo")
    settle()
    return page, window


def _tab(state: State, code: str, heading: str) -> Window:
    page, window = _page(state)
    page.opened(code)
    page.detail.tabs.choose(heading)
    page.detail.tabs.finish()
    return window


@scene("engagements", "empty")
def _empty() -> QWidget:
    return _page("empty")[1]


@scene("engagements", "starting")
def _starting() -> QWidget:
    return _tab("starting", "E4", "Overview")


@scene("engagements", "demo", (1280, 720))
def _demo() -> QWidget:
    return _tab("demo", "EAS-01", "Overview")


@scene("engagements-wide", "demo", (1920, 1000))
def _wide() -> QWidget:
    return _tab("demo", "WES-01", "Work")


@scene("engagements-work", "demo", (1280, 1400))
def _work() -> QWidget:
    return _tab("demo", "ALD-01", "Work")


@scene("engagements-agreements", "starting", (1280, 1400))
def _agreements() -> QWidget:
    return _tab("starting", "E4", "Agreements")


@scene("engagements-agreements", "demo", (1280, 1100))
def _agreements_demo() -> QWidget:
    return _tab("demo", "ALD-01", "Agreements")


@scene("engagements-money", "demo", (1280, 1000))
def _money() -> QWidget:
    return _tab("demo", "THO-01", "Money")


@scene("engagements-history", "demo", (1280, 1000))
def _history() -> QWidget:
    return _tab("demo", "THO-01", "History")


@scene("engagements-add", "demo", (1000, 1000))
def _add() -> QWidget:
    page, window = _page("demo")
    page.verbs.add()
    return window


@scene("engagements-step", "demo", (1000, 760))
def _step() -> QWidget:
    page, window = _page("demo")
    page.opened("KIN-01")
    page.verbs.step()
    return window


@scene("engagements-agreement-form", "demo", (1000, 1300))
def _agreement() -> QWidget:
    page, window = _page("demo")
    page.opened("ALD-01")
    page.verbs.agreement(office("demo").records.get("agreements", "ALD-01-A"))
    return window


@scene("engagements-secondment-form", "demo", (1000, 1200))
def _secondment() -> QWidget:
    page, window = _page("demo")
    page.opened("EAS-01")
    page.verbs.secondment(office("demo").records.get("secondments", "S-03"))
    return window
