"""The keys of a timeline: everything the mouse does."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_NONE, _ALT = _MODIFIER.NoModifier, _MODIFIER.AltModifier
_SHIFT, _CTRL = _MODIFIER.ShiftModifier, _MODIFIER.ControlModifier
_KEYPAD = _MODIFIER.KeypadModifier
_WEEK, _MONTH, _QUARTER = 7, 30, 91


class Verb(Enum):
    """What a key asks for; each goes with a number: days, steps, or which end."""

    STEP = auto()
    DAY = auto()
    TO_END = auto()
    TODAY = auto()
    PAN = auto()
    ZOOM = auto()
    MOVE = auto()
    HOLD = auto()
    LET_GO = auto()
    DROP = auto()
    ENTER = auto()
    EDIT = auto()
    SPLIT = auto()
    REMOVE = auto()


KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], tuple[Verb, int]] = {
    (_KEY.Key_Up, _NONE): (Verb.STEP, -1),
    (_KEY.Key_Down, _NONE): (Verb.STEP, 1),
    (_KEY.Key_Left, _NONE): (Verb.DAY, -1),
    (_KEY.Key_Right, _NONE): (Verb.DAY, 1),
    (_KEY.Key_Left, _SHIFT): (Verb.DAY, -_WEEK),
    (_KEY.Key_Right, _SHIFT): (Verb.DAY, _WEEK),
    (_KEY.Key_Home, _NONE): (Verb.TO_END, 0),
    (_KEY.Key_End, _NONE): (Verb.TO_END, 1),
    (_KEY.Key_T, _NONE): (Verb.TODAY, 0),
    (_KEY.Key_Left, _CTRL): (Verb.PAN, -_MONTH),
    (_KEY.Key_Right, _CTRL): (Verb.PAN, _MONTH),
    (_KEY.Key_PageUp, _NONE): (Verb.PAN, -_QUARTER),
    (_KEY.Key_PageDown, _NONE): (Verb.PAN, _QUARTER),
    (_KEY.Key_Plus, _NONE): (Verb.ZOOM, 1),
    (_KEY.Key_Equal, _NONE): (Verb.ZOOM, 1),
    (_KEY.Key_Minus, _NONE): (Verb.ZOOM, -1),
    (_KEY.Key_Left, _ALT): (Verb.MOVE, -1),
    (_KEY.Key_Right, _ALT): (Verb.MOVE, 1),
    (_KEY.Key_Left, _ALT | _SHIFT): (Verb.MOVE, -_WEEK),
    (_KEY.Key_Right, _ALT | _SHIFT): (Verb.MOVE, _WEEK),
    (_KEY.Key_Home, _ALT): (Verb.HOLD, 0),
    (_KEY.Key_End, _ALT): (Verb.HOLD, 1),
    (_KEY.Key_Return, _ALT): (Verb.LET_GO, 0),
    (_KEY.Key_Escape, _NONE): (Verb.DROP, 0),
    (_KEY.Key_Escape, _ALT): (Verb.DROP, 0),
    (_KEY.Key_Return, _NONE): (Verb.ENTER, 0),
    (_KEY.Key_Enter, _NONE): (Verb.ENTER, 0),
    (_KEY.Key_E, _NONE): (Verb.EDIT, 0),
    (_KEY.Key_F2, _NONE): (Verb.EDIT, 0),
    (_KEY.Key_S, _NONE): (Verb.SPLIT, 0),
    (_KEY.Key_Delete, _NONE): (Verb.REMOVE, 0),
}

SHORTCUTS = (
    ("Tab, Up, Down", "Next bar, bar before (timeline)"),
    ("Left, Right", "Choose a day; with Shift a week (timeline)"),
    ("Alt+Left, Alt+Right", "Move the end of a bar; with Shift a week (timeline)"),
    ("Alt+Home, Alt+End", "Move its first day, its last day (timeline)"),
    ("S", "Split the bar at the chosen day (timeline)"),
    ("E or F2, Del", "Edit, delete (timeline)"),
)
"""What the page of keys says of them."""


def asked(
    event: QKeyEvent, *, has_bar: bool, is_pulling: bool
) -> tuple[Verb, int] | None:
    """Return what a key asks for; None where it is not one of a timeline.

    Esc is one only while an end is in the hand, and Alt+Left goes back where no bar is
    chosen. The pad of numbers counts as any other.
    """
    held, key = event.modifiers() & ~_KEYPAD, _KEY(event.key())
    if key == _KEY.Key_Plus:
        held &= ~_SHIFT
    found = KEYS.get((key, held))
    verb = found[0] if found else None
    if verb is Verb.DROP and not is_pulling:
        return None
    return None if verb is Verb.MOVE and not has_bar else found
