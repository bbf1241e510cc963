"""Timelines of several posts: handed over, a chain, proposed, short, left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.cover.timeline import Lane
from pip_manager.ui.cover.timeline import TimelinePanel
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gallery.scenes import State

_SIZE = (1000, 280)


def _panel(post: str, state: State = "demo") -> TimelinePanel:
    panel = TimelinePanel(office(state))
    panel.show_post(post)
    return panel


@scene("timeline-statutory", "demo", _SIZE)
def _statutory() -> QWidget:
    return _panel("DCS")


@scene("timeline-chain", "demo", _SIZE)
def _chain() -> QWidget:
    return _panel("DD-SAF")


@scene("timeline-handover", "demo", _SIZE)
def _handover() -> QWidget:
    return _panel("SDM-16")


@scene("timeline-proposed", "demo", _SIZE)
def _proposed() -> QWidget:
    return _panel("HOS-RES")


@scene("timeline-broken", "demo", _SIZE)
def _broken() -> QWidget:
    return _panel("SDM-07")


@scene("timeline-absorbed", "demo", _SIZE)
def _absorbed() -> QWidget:
    return _panel("SDM-14")


@scene("timeline-accepted", "demo", _SIZE)
def _accepted() -> QWidget:
    return _panel("SDM-13")


@scene("timeline-quiet", "demo", _SIZE)
def _quiet() -> QWidget:
    return _panel("DD-RES")


@scene("timeline-left-out", "demo", _SIZE)
def _left_out() -> QWidget:
    return _panel("SDM-10")


@scene("timeline-unknown", "starting", (1000, 420))
def _unknown() -> QWidget:
    return _panel("P1", "starting")


@scene("timeline-nobody", "starting", _SIZE)
def _nobody() -> QWidget:
    return _panel("P3", "starting")


@scene("timeline-moved", "demo", _SIZE)
def _moved() -> QWidget:
    """Draw a cover whose end is in the hand: the day, and what it would come to."""
    panel = _panel("SDM-07")
    panel.resize(*_SIZE)
    panel.show()
    settle()
    panel.activateWindow()
    panel.chart.setFocus()
    found = panel.chart.found
    assert found is not None
    covers = [bar for bar in found.bars if bar.lane is Lane.COVERED]
    panel.chart.choose(covers[-1])
    panel.chart.move_end(45)
    return panel


@scene("timeline-near", "demo", _SIZE)
def _near() -> QWidget:
    """Draw single days: what is not worked, and a statutory post nobody holds."""
    panel = _panel("DCS")
    panel.resize(*_SIZE)
    panel.show()
    settle()
    found = panel.chart.found
    assert found is not None
    panel.chart.choose_day(found.figures.spells[0].start)
    panel.chart.zoom(9)
    return panel


@scene("timeline-far", "demo", _SIZE)
def _far() -> QWidget:
    panel = _panel("SDM-03")
    panel.resize(*_SIZE)
    panel.show()
    settle()
    panel.chart.zoom(-6)
    return panel


@scene("timeline-vacant", "demo", _SIZE)
def _vacant() -> QWidget:
    return _panel("HOS-SEN")


@scene("timeline-none", "demo", _SIZE)
def _none() -> QWidget:
    return TimelinePanel(office("demo"))
