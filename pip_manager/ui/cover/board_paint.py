"""The board painted: squares, the names at the left, the time above, today, the choice.

The same for the screen and for a picture of the whole board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from pip_manager.ui.cover import board_states
from pip_manager.ui.cover.board_layout import Band
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from pip_manager.ui.cover.board_layout import BoardLayout

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignCenter
_EDGE = 12


class BoardPainter:
    """Paints the part of a board that lies in an area.

    `origin` is the point of the squares' own plane shown at the corner beside the
    names and the heads.
    """

    def __init__(
        self, painter: QPainter, layout: BoardLayout, area: QRect, origin: QPoint
    ) -> None:
        self.painter, self.layout = painter, layout
        self.area, self.origin = area, origin
        self.left, self.top = area.left() + layout.names, area.top() + layout.head
        inner = QRect(area)
        inner.setLeft(self.left)
        inner.setTop(self.top)
        self.inner = inner
        self.places = layout.places(origin.y(), origin.y() + inner.height())
        self.columns = layout.cuts(origin.x(), origin.x() + inner.width())

    def paint(
        self, chosen: tuple[int, int] | None = None, *, has_focus: bool = False
    ) -> None:
        """Paint everything; `chosen` is a line and a column."""
        self.painter.fillRect(self.area, theme().colour("surface"))
        self.painter.save()
        self.painter.setClipRect(self.inner)
        self._rows(chosen)
        self._marks_of_time()
        self._today()
        self._squares()
        self._bands()
        if chosen is not None:
            self._choice(chosen, has_focus=has_focus)
        self.painter.restore()
        self._names(chosen)
        self._heads()

    def _x(self, column: int) -> int:
        return self.left + column * self.layout.wide - self.origin.x()

    def _y(self, place: int) -> int:
        return self.top + self.layout.tops[place] - self.origin.y()

    def _strip(self, place: int) -> QRect:
        top = self._y(place)
        tall = self.layout.tops[place + 1] - self.layout.tops[place]
        return QRect(self.area.left(), top, self.area.width(), tall)

    # ---- what lies under the squares

    def _rows(self, chosen: tuple[int, int] | None) -> None:
        line = theme().colour("sunken")
        for place in self.places:
            row, strip = self.layout.rows[place], self._strip(place)
            if isinstance(row, Band):
                self.painter.fillRect(strip, theme().colour("sunken"))
            elif chosen is not None and row == chosen[0]:
                self.painter.fillRect(strip, theme().colour("soft"))
            else:
                self.painter.fillRect(
                    strip.left(), strip.bottom(), strip.width(), 1, line
                )

    def _marks_of_time(self) -> None:
        self.painter.setPen(QPen(theme().colour("border"), 1))
        for group in self.layout.groups:
            if group.first in self.columns and self._x(group.first) > self.left:
                x = self._x(group.first)
                self.painter.drawLine(x, self.inner.top(), x, self._bottom())

    def _bottom(self) -> int:
        return min(self.inner.bottom(), self.top + self.layout.height - self.origin.y())

    # ---- the squares

    def _squares(self) -> None:
        ratio = self.painter.device().devicePixelRatioF()
        wide = self.layout.wide - 2
        draw, square = self.painter.drawPixmap, board_states.square
        lines, first = self.layout.sheet.lines, self.columns.start
        for place in self.places:
            row = self.layout.rows[place]
            if isinstance(row, Band):
                continue
            top = self._y(place) + 3
            tall = self.layout.row_tall - 7
            x = self._x(first) + 1
            for cell in lines[row].cells[first : self.columns.stop]:
                if cell is None:
                    self._nothing(x, top, wide, tall)
                elif cell.state != "in_post":
                    draw(x, top, square(cell, wide, tall, ratio))
                x += self.layout.wide

    def _nothing(self, x: int, top: int, wide: int, tall: int) -> None:
        """Mark where a post is not in being."""
        middle = top + tall // 2
        self.painter.fillRect(x, middle, wide, 1, theme().colour("control"))

    def _bands(self) -> None:
        small = face("small", figures=True)
        self.painter.setFont(small.font)
        self.painter.setPen(theme().colour("muted"))
        for place in self.places:
            row = self.layout.rows[place]
            if not isinstance(row, Band):
                continue
            strip = self._strip(place)
            for column in self.columns:
                if short := row.short(column):
                    told = board_states.figure(short)
                    wide = self.layout.wide
                    rect = QRect(self._x(column), strip.top(), wide, strip.height())
                    self.painter.drawText(rect, _CENTRE, told)

    def _today(self) -> None:
        at = self.layout.x_of(self.layout.sheet.today)
        x = round(self.left + at - self.origin.x())
        if self.left <= x <= self.inner.right():
            self.painter.fillRect(
                x - 1, self.top, 2, self._bottom() - self.top, theme().colour("link")
            )

    def _choice(self, chosen: tuple[int, int], *, has_focus: bool) -> None:
        line, column = chosen
        if line >= len(self.layout.sheet.lines):
            return
        rect = self.layout.rect(line, column)
        rect.translate(self.left - self.origin.x(), self.top - self.origin.y())
        ring = QRectF(rect).adjusted(0.5, 1.5, -0.5, -2.5)
        painter = self.painter
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("surface"), 4))
        painter.drawRoundedRect(ring, 4, 4)
        name = "link" if has_focus else "text"
        painter.setPen(QPen(theme().colour(name), 2.4 if has_focus else 1.6))
        painter.drawRoundedRect(ring, 4, 4)

    # ---- what stays in sight

    def _names(self, chosen: tuple[int, int] | None) -> None:
        names = QRect(self.area)
        names.setTop(self.top)
        names.setWidth(self.layout.names)
        self.painter.save()
        self.painter.setClipRect(names)
        self.painter.fillRect(names, theme().colour("surface"))
        for place in self.places:
            row, strip = self.layout.rows[place], self._strip(place)
            strip.setWidth(self.layout.names)
            if isinstance(row, Band):
                self._band_name(row, strip)
            else:
                is_chosen = chosen is not None and row == chosen[0]
                self._post_name(row, strip, is_chosen=is_chosen)
        self.painter.restore()
        self._rule(QRect(self.left - 1, self.area.top(), 1, self.area.height()))

    def _band_name(self, band: Band, strip: QRect) -> None:
        self.painter.fillRect(strip, theme().colour("sunken"))
        self.painter.setFont(face("label").font)
        self.painter.setPen(theme().colour("muted"))
        inside = strip.adjusted(theme().px(_EDGE), 0, -theme().px(_EDGE), 0)
        self.painter.drawText(inside, _LEFT, band.words)

    def _post_name(self, line: int, strip: QRect, *, is_chosen: bool) -> None:
        ground = "soft" if is_chosen else "surface"
        self.painter.fillRect(strip, theme().colour(ground))
        if is_chosen:
            self.painter.fillRect(
                strip.left(), strip.top(), 3, strip.height(), theme().colour("link")
            )
        else:
            rule = QRect(strip.left(), strip.bottom(), strip.width(), 1)
            self.painter.fillRect(rule, theme().colour("sunken"))
        body = face("strong" if is_chosen else "body")
        self.painter.setFont(body.font)
        self.painter.setPen(theme().colour("text"))
        inside = strip.adjusted(theme().px(_EDGE), 0, -theme().px(8), 0)
        title = self.layout.sheet.lines[line].post.title
        self.painter.drawText(inside, _LEFT, body.fitted(title, inside.width()))

    def _heads(self) -> None:
        head = QRect(self.area)
        head.setHeight(self.layout.head)
        self.painter.fillRect(head, theme().colour("surface"))
        self.painter.save()
        clip = QRect(head)
        clip.setLeft(self.left)
        self.painter.setClipRect(clip)
        half = self.layout.head // 2
        self._group_names(QRect(self.left, head.top(), clip.width(), half))
        self._column_names(head.top() + half, self.layout.head - half - 1)
        self.painter.restore()
        self._rule(QRect(head.left(), head.bottom(), head.width(), 1))
        self._rule(QRect(self.left - 1, head.top(), 1, head.height()))

    def _group_names(self, strip: QRect) -> None:
        strong = face("label")
        self.painter.setFont(strong.font)
        self.painter.setPen(theme().colour("text"))
        line = QPen(theme().colour("border"), 1)
        for group in self.layout.groups:
            if group.last < self.columns.start or group.first >= self.columns.stop:
                continue
            start, end = self._x(group.first), self._x(group.last + 1)
            begin = max(start, strip.left())
            room = end - begin - 8
            wide = strong.wide(group.words)
            told = group.words if wide <= room else group.words.split(" ")[0]
            if strong.wide(told) <= room:
                rect = QRect(begin + 6, strip.top(), room, strip.height())
                self.painter.drawText(rect, _LEFT, told)
            if start > strip.left():
                pen = self.painter.pen()
                self.painter.setPen(line)
                self.painter.drawLine(
                    start, strip.top() + 4, start, strip.top() + self.layout.head
                )
                self.painter.setPen(pen)

    def _column_names(self, top: int, tall: int) -> None:
        plain = face("small", figures=True)
        today = self.layout.sheet.column_of_today
        self.painter.setFont(plain.font)
        for column in self.columns:
            rect = QRect(self._x(column), top, self.layout.wide, tall)
            if column == today:
                self._today_name(rect, self.layout.columns[column].words)
                continue
            self.painter.setPen(theme().colour("muted"))
            self.painter.drawText(rect, _CENTRE, self.layout.columns[column].words)

    def _today_name(self, rect: QRect, told: str) -> None:
        """Mark the column of today as a pill, in the one accent."""
        label = face("label", figures=True)
        wide = label.wide(told) + theme().px(12)
        pill = QRectF(0, 0, wide, theme().px(18))
        pill.moveCenter(QRectF(rect).center())
        painter = self.painter
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(theme().colour("on_accent"))
        painter.setFont(label.font)
        painter.drawText(rect, _CENTRE, told)
        painter.restore()

    def _rule(self, rect: QRect) -> None:
        self.painter.fillRect(rect, QColor(theme().colours.border))
