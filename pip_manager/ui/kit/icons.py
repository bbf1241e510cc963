"""The program's own icons: one SVG family, coloured by the theme while painting.

An icon is named by its file in ``resources/icons``. Because it is coloured when it is
drawn, it follows a change of theme without anybody's doing.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from pip_manager import assets
from pip_manager.ui.kit.theme import theme


def icon(name: str, colour: str = "text") -> QIcon:
    """Return an icon in the colour of a theme token.

    Raises:
        FileNotFoundError: when it is first drawn, if there is no such icon.
    """
    return QIcon(_Engine(name, colour))


def paint(painter: QPainter, name: str, rect: QRect | QRectF, colour: str) -> None:
    """Draw an icon into a rectangle in a colour given as ``#rrggbb``."""
    _drawing(name, colour).render(painter, QRectF(rect))


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = assets.path("icons", f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(text.replace("#000", colour).encode())


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    @override
    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        token = "control" if mode is QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        paint(painter, self._name, square, str(getattr(theme().colours, token)))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)
