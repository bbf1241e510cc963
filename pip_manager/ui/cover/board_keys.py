"""Where the keys lead on the board, from square to square and from gap to gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    Place = tuple[int, int]

_KEY = Qt.Key
_END = 1_000_000
MOVES = frozenset(
    {
        _KEY.Key_Left,
        _KEY.Key_Right,
        _KEY.Key_Up,
        _KEY.Key_Down,
        _KEY.Key_PageUp,
        _KEY.Key_PageDown,
        _KEY.Key_Home,
        _KEY.Key_End,
    }
)


def moved(
    key: Qt.Key, line: int, column: int, page: int, starts: Sequence[int]
) -> Place:
    """Return the line and column a key leads to; it may lie beyond the board.

    Args:
        key: one of `MOVES`.
        line: where it is pressed.
        column: where it is pressed.
        page: how many lines a page has.
        starts: the first column of each month or year, where Ctrl is held.
    """
    match key:
        case _KEY.Key_Left:
            return line, _before(column, starts) if starts else column - 1
        case _KEY.Key_Right:
            return line, _after(column, starts) if starts else column + 1
        case _KEY.Key_Home:
            return (0, column) if starts else (line, 0)
        case _KEY.Key_End:
            return (_END, column) if starts else (line, _END)
        case _:
            return line + _DOWN[key] * (page if key in _PAGES else 1), column


def _before(column: int, starts: Sequence[int]) -> int:
    return max((one for one in starts if one < column), default=0)


def _after(column: int, starts: Sequence[int]) -> int:
    return min((one for one in starts if one > column), default=_END)


def beside(stops: Sequence[Place], here: Place, step: int) -> Place | None:
    """Return the stop after a place (1) or before it (-1), None where there is none."""
    if step > 0:
        return min((stop for stop in stops if stop > here), default=None)
    return max((stop for stop in stops if stop < here), default=None)


_PAGES = {_KEY.Key_PageUp, _KEY.Key_PageDown}
_DOWN = {
    _KEY.Key_Up: -1,
    _KEY.Key_Down: 1,
    _KEY.Key_PageUp: -1,
    _KEY.Key_PageDown: 1,
}
