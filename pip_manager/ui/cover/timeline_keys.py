"""The keys of a timeline: everything the mouse does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from pip_manager.ui.cover.timeline_chart import TimelineChart

    Deed = Callable[[TimelineChart], object]

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_NONE, _ALT = _MODIFIER.NoModifier, _MODIFIER.AltModifier
_SHIFT, _CTRL = _MODIFIER.ShiftModifier, _MODIFIER.ControlModifier
_KEYPAD = _MODIFIER.KeypadModifier
_WEEK, _MONTH, _QUARTER = 7, 30, 91


def _by(chart: TimelineChart, days: int) -> None:
    if chart.day is not None:
        chart.choose_day(chart.day + days)


def _to_end(chart: TimelineChart, *, is_end: bool) -> None:
    """Choose the first or the last day of the bar chosen."""
    bar = chart.bar
    if bar is None:
        return
    day = bar.end if is_end else bar.start
    if day is not None:
        chart.choose_day(day.toordinal())


def _enter(chart: TimelineChart) -> None:
    if chart.pull is not None:
        chart.let_go()
    else:
        chart.ask()


KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Deed] = {
    (_KEY.Key_Left, _NONE): lambda chart: _by(chart, -1),
    (_KEY.Key_Right, _NONE): lambda chart: _by(chart, 1),
    (_KEY.Key_Left, _SHIFT): lambda chart: _by(chart, -_WEEK),
    (_KEY.Key_Right, _SHIFT): lambda chart: _by(chart, _WEEK),
    (_KEY.Key_Left, _CTRL): lambda chart: chart.pan(-_MONTH),
    (_KEY.Key_Right, _CTRL): lambda chart: chart.pan(_MONTH),
    (_KEY.Key_PageUp, _NONE): lambda chart: chart.pan(-_QUARTER),
    (_KEY.Key_PageDown, _NONE): lambda chart: chart.pan(_QUARTER),
    (_KEY.Key_Up, _NONE): lambda chart: chart.step(-1),
    (_KEY.Key_Down, _NONE): lambda chart: chart.step(1),
    (_KEY.Key_Home, _NONE): lambda chart: _to_end(chart, is_end=False),
    (_KEY.Key_End, _NONE): lambda chart: _to_end(chart, is_end=True),
    (_KEY.Key_T, _NONE): lambda chart: chart.go_to_today(),
    (_KEY.Key_Left, _ALT): lambda chart: chart.move_end(-1),
    (_KEY.Key_Right, _ALT): lambda chart: chart.move_end(1),
    (_KEY.Key_Left, _ALT | _SHIFT): lambda chart: chart.move_end(-_WEEK),
    (_KEY.Key_Right, _ALT | _SHIFT): lambda chart: chart.move_end(_WEEK),
    (_KEY.Key_Home, _ALT): lambda chart: chart.hold_end(is_end=False),
    (_KEY.Key_End, _ALT): lambda chart: chart.hold_end(is_end=True),
    (_KEY.Key_Escape, _NONE): lambda chart: chart.drop(),
    (_KEY.Key_Escape, _ALT): lambda chart: chart.drop(),
    (_KEY.Key_Return, _NONE): _enter,
    (_KEY.Key_Enter, _NONE): _enter,
    (_KEY.Key_Return, _ALT): lambda chart: chart.let_go(),
    (_KEY.Key_E, _NONE): lambda chart: chart.ask(),
    (_KEY.Key_F2, _NONE): lambda chart: chart.ask(),
    (_KEY.Key_S, _NONE): lambda chart: chart.ask_split(),
    (_KEY.Key_Delete, _NONE): lambda chart: chart.ask_removal(),
    (_KEY.Key_Plus, _NONE): lambda chart: chart.zoom(1),
    (_KEY.Key_Equal, _NONE): lambda chart: chart.zoom(1),
    (_KEY.Key_Minus, _NONE): lambda chart: chart.zoom(-1),
}
"""What each key does; the keys of numbers count as any other."""

SHORTCUTS = (
    ("Tab, Up, Down", "Next bar, bar before (timeline)"),
    ("Left, Right", "Choose a day; with Shift a week (timeline)"),
    ("Alt+Left, Alt+Right", "Move the end of a bar; with Shift a week (timeline)"),
    ("Alt+Home, Alt+End", "Move its first day, its last day (timeline)"),
    ("S", "Split the bar at the chosen day (timeline)"),
    ("E or F2, Del", "Edit, delete (timeline)"),
)


def press(chart: TimelineChart, event: QKeyEvent) -> bool:
    """Do what a key asks for; tell whether it is one of ours."""
    deed = _deed(event)
    if deed is None or (event.key() == _KEY.Key_Escape and chart.pull is None):
        return False
    deed(chart)
    return True


def is_ours(chart: TimelineChart, event: QKeyEvent) -> bool:
    """Tell whether a key is for the chart before it is the window's."""
    if event.key() == _KEY.Key_Escape:
        return chart.pull is not None
    return _deed(event) is not None


def _deed(event: QKeyEvent) -> Deed | None:
    held = event.modifiers() & ~_KEYPAD
    key = _KEY(event.key())
    if key == _KEY.Key_Plus:
        held &= ~_SHIFT
    return KEYS.get((key, held))
