"""A timeline painted: the lanes, the months above, today, what is chosen and moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from pip_manager.domain.calendar import financial_year
from pip_manager.domain.cover.measured import life
from pip_manager.domain.cover.timeline import Bar
from pip_manager.ui.cover.timeline_bars import BarPainter
from pip_manager.ui.cover.timeline_ground import INDENT, LEFT
from pip_manager.ui.cover.timeline_layout import LEFT_OUT, identity
from pip_manager.ui.kit import words
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.ui.cover.timeline_layout import Spot

_TWELVE, _QUARTER, _APRIL = 12, 3, 4
_EDGE = 12
_MONTH_ROOM, _QUARTER_ROOM = 30, 12
_DAYS_SEEN, _WEEKS_SEEN = 7.0, 3.4


@dataclass(frozen=True, slots=True)
class Moving:
    """A bar one of whose ends is being moved, and what it would come to."""

    bar: Bar
    is_end: bool
    day: int
    words: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What is chosen: a thing by its identity, a day, which end, what is moved."""

    chosen: tuple[str, ...] | None = None
    day: int | None = None
    is_end: bool = True
    has_focus: bool = False
    moving: Moving | None = None


class TimelinePainter(BarPainter):
    """Paints the part of a timeline in an area."""

    def paint(self, marks: Marks) -> None:
        """Paint everything."""
        painter = self.painter
        painter.fillRect(self.area, theme().colour("surface"))
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(self.inner)
        self._lines_of_time()
        self._today()
        self._grounds()
        self.vacancies()
        for spot in self.layout.spots:
            if self.rect(spot.rect).intersects(QRectF(self.inner)):
                self._spot(spot, marks)
        self.spells()
        self.overlaps()
        if marks.day is not None and marks.has_focus:
            self._day(marks.day)
        painter.restore()
        self._names()
        self._heads(marks)
        if marks.moving is not None:
            self._bubble(marks.moving)

    # ---- the ground

    def _spot(self, spot: Spot, marks: Marks) -> None:
        rect = self.near(self.rect(spot.rect))
        self.item(spot.item, rect)
        if identity(spot.item) != marks.chosen:
            return
        self.outline(rect, has_focus=marks.has_focus)
        if isinstance(spot.item, Bar) and marks.has_focus:
            self.handle(spot.item, rect, is_end=marks.is_end)

    def _grounds(self) -> None:
        line = theme().colour("border")
        for strip in self.layout.strips:
            rect = self.strip(strip)
            self.painter.fillRect(
                QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line
            )
            if strip.nothing:
                self._say(strip.nothing, rect.translated(self.layout.names, 0))
            if strip.words == LEFT_OUT:
                rect.setBottom(rect.bottom() - 1)
                self.painter.fillRect(rect, theme().colour("surface"))

    def _say(self, told: str, rect: QRectF) -> None:
        quiet = face("small", italic=True)
        self.patch(rect.adjusted(INDENT, 0, 0, 0), quiet.wide(told))
        self.painter.setFont(quiet.font)
        self.painter.setPen(theme().colour("muted"))
        self.painter.drawText(rect.adjusted(INDENT, 0, 0, 0), LEFT, told)

    def _lines_of_time(self) -> None:
        bottom = self.layout.height + self.move.y()
        self._not_in_being(bottom)
        if self.layout.scale >= _DAYS_SEEN:
            self._days_off(bottom)
        if self.layout.scale >= _WEEKS_SEEN:
            for day in range(self.low - (self.low - 1) % 7, self.high + 1, 7):
                self._upright(day, bottom, "sunken")
        for day, is_year in self._months():
            self._upright(day, bottom, "control" if is_year else "border")

    def _not_in_being(self, bottom: float) -> None:
        """Lay other ground where the post is not yet, or no more."""
        post, after = self.layout.found.post, self.high + 1
        born, died = life(post.start, post.end)
        before = (self.low, min(born, after))
        for start, end in (before, (max(died + 1, self.low), after)):
            if start < end:
                left, top = self.x(start), self.inner.top()
                rect = QRectF(left, top, self.x(end) - left, bottom - top)
                self.painter.fillRect(rect, theme().colour("sunken"))

    def _days_off(self, bottom: float) -> None:
        days, colour = self.layout.found.grounds.days, theme().colour("canvas")
        for day in range(self.low, self.high + 1):
            if not days.count(day, day):
                x = self.x(day)
                tall = bottom - self.inner.top()
                rect = QRectF(x, self.inner.top(), self.layout.scale, tall)
                self.painter.fillRect(rect, colour)

    def _upright(self, day: int, bottom: float, colour: str) -> None:
        x = round(self.x(day))
        top = self.inner.top()
        self.painter.fillRect(QRectF(x, top, 1, bottom - top), theme().colour(colour))

    def _months(self) -> list[tuple[int, bool]]:
        """Return the first days of the months in sight, and whether of a year."""
        step = self._step()
        day = date.fromordinal(self.low).replace(day=1)
        found = []
        while day.toordinal() <= self.high:
            if (day.month - 1) % step == 0 or (step == _TWELVE and day.month == _APRIL):
                found.append((day.toordinal(), day.month == _APRIL))
            day = _after(day)
        return found

    def _step(self) -> int:
        month = self.layout.scale * 30.4
        if month >= theme().px(_MONTH_ROOM):
            return 1
        return _QUARTER if month >= theme().px(_QUARTER_ROOM) else _TWELVE

    def _today(self) -> None:
        x = round(self.x(self.layout.found.today.toordinal()))
        bottom = self.layout.height + self.move.y()
        rect = QRectF(x - 1, self.inner.top(), 2, bottom - self.inner.top())
        self.painter.fillRect(rect, theme().colour("link"))

    def _day(self, day: int) -> None:
        x = round(self.x(day)) + 0.5
        pen = QPen(theme().colour("text"), 1)
        pen.setDashPattern([2, 2])
        self.painter.setPen(pen)
        bottom = self.layout.height + self.move.y()
        self.painter.drawLine(QPointF(x, self.inner.top()), QPointF(x, bottom))

    # ---- names and heads

    def _names(self) -> None:
        painter, wide = self.painter, self.layout.names
        area = QRectF(self.area.left(), self.inner.top(), wide, self.inner.height())
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, theme().colour("surface"))
        painter.setFont(face("label").font)
        for strip in self.layout.strips:
            rect = self.strip(strip)
            rect.setWidth(wide)
            line = QRectF(rect.left(), rect.bottom() - 1, wide, 1)
            painter.fillRect(line, theme().colour("border"))
            painter.setPen(theme().colour("muted"))
            first = QRectF(rect.left() + _EDGE, rect.top() + 4, wide, self.layout.row)
            tall = rect if strip.words != LEFT_OUT else first
            place = QRectF(first.left(), tall.top(), wide, first.height())
            painter.drawText(place.translated(0, 2), LEFT, strip.words)
        painter.restore()
        edge = QRectF(area.right() - 1, self.area.top(), 1, self.area.height())
        painter.fillRect(edge, theme().colour("border"))

    def _heads(self, marks: Marks) -> None:
        painter, head = self.painter, self.layout.head
        area = QRectF(self.area.left(), self.area.top(), self.area.width(), head)
        painter.fillRect(area, theme().colour("surface"))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme().colour("border"))
        painter.save()
        painter.setClipRect(area.adjusted(self.layout.names, 0, 0, 0))
        self._years(area)
        self._month_names(area)
        self._flag(area, self.layout.found.today.toordinal(), "Today", is_today=True)
        if marks.day is not None and marks.has_focus:
            told = words.day(date.fromordinal(marks.day))
            self._flag(area, marks.day, told, is_today=False)
        painter.restore()

    def _years(self, area: QRectF) -> None:
        strong = face("label", figures=True)
        self.painter.setFont(strong.font)
        half = area.height() / 2
        day = date.fromordinal(self.low)
        while day.toordinal() <= self.high:
            start = date(day.year - (day.month < _APRIL), _APRIL, 1)
            after = date(start.year + 1, _APRIL, 1)
            left = max(self.x(start.toordinal()), self.inner.left())
            right = min(self.x(after.toordinal()), self.inner.right())
            told = financial_year(day)
            if right - left > strong.wide(told) + INDENT:
                self.painter.setPen(theme().colour("muted"))
                place = QRectF(left + 6, area.top(), right - left, half)
                self.painter.drawText(place, LEFT, told)
            x = round(self.x(after.toordinal()))
            mark = QRectF(x, area.top() + 4, 1, area.height())
            self.painter.fillRect(mark, theme().colour("control"))
            day = after

    def _month_names(self, area: QRectF) -> None:
        if self._step() == _TWELVE:
            return
        small = face("small", figures=True)
        self.painter.setFont(small.font)
        self.painter.setPen(theme().colour("muted"))
        half = area.height() / 2
        row = QRectF(area.left(), area.top() + half - 2, area.width(), half)
        is_near = self.layout.scale >= _DAYS_SEEN
        right = float(area.right())
        # from the right, for the name at the left gives way to the one after it
        for day, _ in reversed(self._months()):
            first = date.fromordinal(day)
            told = words.month(first) + (f" {first.year}" if is_near else "")
            x = max(self.x(day), float(self.inner.left()))
            if x + small.wide(told) + 10 <= right:
                self.painter.drawText(
                    row.adjusted(x - row.left() + 5, 0, 0, 0), LEFT, told
                )
                self._mondays(row, x + small.wide(told) + 12, right)
            right = x

    def _mondays(self, row: QRectF, left: float, right: float) -> None:
        """Number the Mondays beside the name of their month, where days are seen."""
        if self.layout.scale < _DAYS_SEEN:
            return
        small = face("small", figures=True)
        for day in range(self.low - (self.low - 1) % 7, self.high + 1, 7):
            x, told = self.x(day), str(date.fromordinal(day).day)
            if left <= x and x + small.wide(told) + 6 <= right:
                self.painter.drawText(
                    row.adjusted(x - row.left() + 3, 0, 0, 0), LEFT, told
                )

    def _flag(self, area: QRectF, day: int, told: str, *, is_today: bool) -> None:
        """Name a day over the months, on a ground of its own."""
        x = self.x(day)
        if not self.inner.left() <= x <= self.inner.right():
            return
        small = face("label", figures=True)
        wide, tall = small.wide(told) + 12, theme().px(18)
        left = min(max(x - wide / 2, self.inner.left()), self.inner.right() - wide)
        flag = QRectF(left, area.top() + 1, wide, tall)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(theme().colour("accent" if is_today else "text"))
        self.painter.drawRoundedRect(flag, 3, 3)
        ground = "on_accent" if is_today else "surface"
        self.painter.setPen(theme().colour(ground))
        self.painter.setFont(small.font)
        self.painter.drawText(flag.adjusted(6, 0, 0, 0), LEFT, told)

    # ---- what is moved

    def _bubble(self, moving: Moving) -> None:
        strong, plain = face("strong", figures=True), face("small", figures=True)
        most = min(self.inner.width() - 16, theme().px(460))
        outcome = plain.fitted(moving.outcome, most)
        wide = max(strong.wide(moving.words), plain.wide(outcome)) + 20
        tall = theme().px(44 if outcome else 28)
        spot = self.layout.spot_of(moving.bar.identity)
        rect = self.rect(spot.rect) if spot else QRectF(self.inner)
        # above it, for what is short lies beneath
        top = rect.top() - tall - 6
        if top < self.area.top() + 2:
            top = min(rect.bottom() + 6, self.area.bottom() - tall - 2)
        x = self.x(moving.day + (1 if moving.is_end else 0))
        left = min(max(x - wide / 2, self.inner.left() + 4), self.area.right() - wide)
        box = QRectF(left, top, wide, tall)
        self.painter.setPen(QPen(theme().colour("control"), 1))
        self.painter.setBrush(theme().colour("sunken"))
        self.painter.drawRoundedRect(box, 6, 6)
        inside = box.adjusted(10, 4, -10, -4)
        half = inside.height() / (2 if outcome else 1)
        self.painter.setPen(theme().colour("text"))
        self.painter.setFont(strong.font)
        first = QRectF(inside.left(), inside.top(), inside.width(), half)
        self.painter.drawText(first, LEFT, moving.words)
        if outcome:
            self.painter.setFont(plain.font)
            self.painter.drawText(first.translated(0, half), LEFT, outcome)


def _after(month: date) -> date:
    years, before = divmod(month.month, _TWELVE)
    return date(month.year + years, before + 1, 1)
