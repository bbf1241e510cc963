"""The whole board as a picture: its title, its squares, the legend, what is in none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from pip_manager.ui.cover import board_states
from pip_manager.ui.cover.board_layout import BoardLayout
from pip_manager.ui.cover.board_legend import item_width, paint_item
from pip_manager.ui.cover.board_paint import BoardPainter
from pip_manager.ui.kit import words
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.domain.cover.board_sheet import BoardSheet, Zoom

_COLUMNS: dict[Zoom, int] = {"day": 65, "week": 78, "month": 60, "year": 20}
"""How many columns a picture or print has at most: a quarter, 18 months, 5 years."""
_EDGE, _TITLE, _LINE = 24, 34, 20
_NAMED = 8
_ROOM = 1600
_RATIO = 1.5
_CUTS: dict[Zoom, str] = {
    "day": "by the day",
    "week": "by the week",
    "month": "by the month",
    "year": "by the financial year",
}


def portion(sheet: BoardSheet, first: int) -> BoardSheet:
    """Return as much of a board as goes on paper, from a column on."""
    most = _COLUMNS[sheet.zoom]
    first = max(0, min(first, len(sheet.pieces) - most))
    return sheet.between(first, first + most - 1)


def title(sheet: BoardSheet) -> str:
    """Return what a board shows: its time, how it is cut, what it counts."""
    if not sheet.pieces:
        return "Cover board"
    first, last = sheet.pieces[0].start, sheet.pieces[-1].end
    told = f"{_day(first)} to {_day(last)}, {_CUTS[sheet.zoom]}"
    counted = "the proposed included" if sheet.with_proposed else "confirmed only"
    if sheet.narrowing:
        told += f", {sheet.narrowing}"
    return f"Cover board, {told}, {counted}, as on {_day(sheet.today)}"


def _day(ordinal: int) -> str:
    return words.day(date.fromordinal(ordinal))


def notes(sheet: BoardSheet, most: int = _NAMED) -> list[str]:
    """Return the lines about what is in no figure, at most so many by name."""
    found = sheet.not_measurable
    if not found:
        return []
    told = [f"{words.counted(len(found), 'record')} cannot be measured:"]
    told += [f"{one.about} – {one.code}: {one.why}" for one in found[:most]]
    if len(found) > most:
        told.append(f"and {len(found) - most} more, listed under Recorded")
    return told


def picture(sheet: BoardSheet) -> QImage:
    """Paint a board whole, in the colours of the moment."""
    px = theme().px
    laid = BoardLayout(sheet, px(_ROOM))
    edge = px(_EDGE)
    board = QRect(edge, edge + px(_TITLE), laid.names + laid.width, 0)
    board.setHeight(laid.head + laid.height)
    below = notes(sheet)
    tall = board.bottom() + px(_LINE) * (len(below) + 2) + 2 * edge
    image = QImage(
        round((board.width() + 2 * edge) * _RATIO),
        round(tall * _RATIO),
        QImage.Format.Format_RGB32,
    )
    image.setDevicePixelRatio(_RATIO)
    image.fill(theme().colour("surface"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _write(painter, QRect(edge, edge // 2, board.width(), px(_TITLE)), title(sheet))
    BoardPainter(painter, laid, board, QPoint(0, 0)).paint()
    painter.setPen(theme().colour("border"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(board)
    _legend(painter, edge, board.bottom() + edge // 2)
    line = QRect(edge, board.bottom() + edge + px(_LINE), board.width(), px(_LINE))
    for told in below:
        _write(painter, line, told, "small")
        line.translate(0, px(_LINE))
    painter.end()
    return image


def _write(painter: QPainter, rect: QRect, told: str, role: str = "section") -> None:
    shown = face(role)
    painter.setFont(shown.font)
    painter.setPen(theme().colour("muted" if role == "small" else "text"))
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side, shown.fitted(told, rect.width()))


def _legend(painter: QPainter, left: int, top: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for state in board_states.LOOKS:
        wide = item_width(state)
        paint_item(painter, state, QRectF(left, top, wide, theme().px(_LINE)))
        left += wide + theme().px(16)


def png(sheet: BoardSheet) -> bytes:
    """Return the picture of a board as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(sheet).save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(content.data())
