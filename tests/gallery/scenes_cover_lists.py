"""The gaps list, the chains of cover and the capacity by tier, and their papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager.reports.cover_board_pdf import board_pdf
from pip_manager.services.cover import papers as cover_papers
from pip_manager.services.cover.board import BoardAsked
from pip_manager.ui.cover import CoverPage
from pip_manager.ui.kit import reading
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gallery.scenes import State

_SMALL = (1280, 720)
_SPAN = date(2026, 6, 1), date(2027, 12, 31)


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


@scene("cover-gaps-paper", "demo")
def _gaps_paper() -> bytes:
    found = office("demo").gaps_list.ask(*_SPAN, reading.today())
    return cover_papers.pdf(cover_papers.gaps_listing(found, "Practice Centre"))


@scene("cover-chain-paper", "demo")
def _chain_paper() -> bytes:
    found = office("demo").chains.all(reading.today()).chains
    longest = max(found, key=lambda one: one.links)
    return cover_papers.pdf(cover_papers.chain_listing(longest, "Practice Centre"))


@scene("cover-board-paper", "demo")
def _board_paper() -> bytes:
    asked = BoardAsked("week", *_SPAN, reading.today())
    return board_pdf(office("demo").board.sheet(asked), "Practice Centre")


@scene("cover-board-paper", "starting")
def _board_paper_starting() -> bytes:
    asked = BoardAsked("month", *_SPAN, reading.today())
    return board_pdf(office("starting").board.sheet(asked), "Practice Centre")
