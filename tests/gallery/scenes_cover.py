"""The page of cover: the board over demonstration, starting data and nothing; lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.cover import CoverPage, dialogs
from pip_manager.ui.cover.board import BoardView
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.cover.board_sheet import Zoom
    from pip_manager.ui.window import Window
    from tests.gallery.scenes import State

_WHOLE, _SMALL = (1280, 800), (1280, 720)


def _page(state: State, target: object = None) -> tuple[Window, CoverPage]:
    page = CoverPage(office(state))
    window = shelled(page, "cover", demo=state == "demo")
    window.resize(*_WHOLE)
    window.show()
    settle()
    if target is not None:
        page.opened(target)
        settle()
    return window, page


def _board(
    state: State, zoom: Zoom = "week", target: object = None
) -> tuple[Window, BoardView]:
    window, page = _page(state, target)
    view = page.made("board")
    assert isinstance(view, BoardView)
    view.set_zoom(zoom)
    settle()
    return window, view


@scene("cover-board", "demo", _WHOLE)
def _demo() -> QWidget:
    return _board("demo")[0]


@scene("cover-board-post", "demo", _WHOLE)
def _post() -> QWidget:
    window, view = _board("demo")
    view.grid.setFocus()
    view.step_gap(1)
    view.beneath.finish()
    settle()
    return window


@scene("cover-board-small", "demo", _SMALL)
def _small() -> QWidget:
    window, view = _board("demo", target="HOS-SW")
    view.beneath.finish()
    settle()
    return window


@scene("cover-board-day", "demo", _WHOLE)
def _day() -> QWidget:
    return _board("demo", "day")[0]


@scene("cover-board-month", "demo", _WHOLE)
def _month() -> QWidget:
    return _board("demo", "month")[0]


@scene("cover-board-year", "demo", _WHOLE)
def _year() -> QWidget:
    return _board("demo", "year")[0]


@scene("cover-board-gaps", "demo", _WHOLE)
def _gaps() -> QWidget:
    window, view = _board("demo")
    view.filters.only_gaps.setChecked(True)
    return window


@scene("cover-board-proposed", "demo", _WHOLE)
def _proposed() -> QWidget:
    window, view = _board("demo")
    view.filters.proposed.setChecked(True)
    settle()
    return window


@scene("cover-board", "starting", _SMALL)
def _starting() -> QWidget:
    return _board("starting")[0]


@scene("cover-board-post", "starting", _SMALL)
def _starting_post() -> QWidget:
    window, view = _board("starting", target="P1")
    view.beneath.finish()
    settle()
    return window


@scene("cover-board-gaps", "starting", _SMALL)
def _starting_gaps() -> QWidget:
    window, view = _board("starting")
    view.filters.only_gaps.setChecked(True)
    return window


@scene("cover-board", "empty", _SMALL)
def _empty() -> QWidget:
    return _board("empty")[0]


@scene("cover-recorded", "demo", _WHOLE)
def _recorded() -> QWidget:
    return _page("demo", ("recorded", None))[0]


@scene("cover-recorded", "starting", _SMALL)
def _recorded_starting() -> QWidget:
    return _page("starting", ("recorded", None))[0]


@scene("cover-secondment-form", "demo", (608, 780))
def _secondment() -> QWidget:
    record = office("demo").records.get("secondments", "S-01")
    return dialogs.secondment(None, office("demo"), record)


@scene("cover-form", "demo", (608, 780))
def _cover() -> QWidget:
    record = office("demo").records.get("cover", "C-01")
    return dialogs.cover(None, office("demo"), record)
