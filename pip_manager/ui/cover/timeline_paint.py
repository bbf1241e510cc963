"""A timeline painted: bars, what is short, the months above, today, what is moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from pip_manager.domain.calendar import financial_year
from pip_manager.domain.cover.bands import Band
from pip_manager.domain.cover.board import State
from pip_manager.domain.cover.statutory import NOT_HELD
from pip_manager.domain.cover.timeline import Bar, Lane, Unmeasured
from pip_manager.domain.when import span_words
from pip_manager.ui.cover import board_states
from pip_manager.ui.cover.timeline_layout import (
    LEFT_OUT,
    band_words,
    fte,
    identity,
    spell_words,
)
from pip_manager.ui.kit import icons, words
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from pip_manager.ui.cover.timeline_layout import Spot, Strip, TimelineLayout

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_TWELVE, _QUARTER, _APRIL = 12, 3, 4
_EDGE, _INDENT = 12, 8
_MONTH_ROOM, _QUARTER_ROOM, _YEAR_ROOM = 30, 12, 4
_DAYS_SEEN, _WEEKS_SEEN = 7.0, 3.4
_FEWEST = 18
_RADIUS = 4
_BEYOND = 24
COMPLETE = "Complete it"


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


class TimelinePainter:
    """Paints the part of a timeline in an area; `origin` as a scroll bar gives it."""

    def __init__(
        self, painter: QPainter, layout: TimelineLayout, area: QRect, origin: QPoint
    ) -> None:
        self.painter, self.layout, self.area = painter, layout, area
        self.inner = area.adjusted(layout.names, layout.head, 0, 0)
        self.move = QPointF(
            self.inner.left() - origin.x(), self.inner.top() - origin.y()
        )
        self.low = layout.day_at(origin.x())
        self.high = layout.day_at(origin.x() + self.inner.width())

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
        for spot in self.layout.spots:
            if self._rect(spot.rect).intersects(QRectF(self.inner)):
                self._spot(spot, marks)
        self._statutory()
        self._overlaps()
        if marks.day is not None and marks.has_focus:
            self._day(marks.day)
        painter.restore()
        self._names()
        self._heads(marks)
        if marks.moving is not None:
            self._bubble(marks.moving)

    # ---- places

    def _x(self, day: int) -> float:
        return self.layout.x_of(day) + self.move.x()

    def _rect(self, rect: QRectF) -> QRectF:
        return rect.translated(self.move)

    def _seen(self, rect: QRectF) -> QRectF:
        """Return the part of a rectangle in sight, so that its words stay there."""
        return rect.intersected(QRectF(self.inner))

    def _near(self, rect: QRectF) -> QRectF:
        """Return a rectangle cut a little beyond sight: what is far costs nothing."""
        beyond = QRectF(self.inner).adjusted(-_BEYOND, 0, _BEYOND, 0)
        cut = QRectF(rect)
        cut.setLeft(max(rect.left(), beyond.left()))
        cut.setRight(min(rect.right(), beyond.right()))
        return cut

    def _strip(self, strip: Strip) -> QRectF:
        top = strip.top + self.move.y()
        return QRectF(self.area.left(), top, self.area.width(), strip.tall)

    # ---- the ground

    def _grounds(self) -> None:
        line = theme().colour("border")
        for strip in self.layout.strips:
            rect = self._strip(strip)
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
        self._patch(rect.adjusted(_INDENT, 0, 0, 0), quiet.wide(told))
        self.painter.setFont(quiet.font)
        self.painter.setPen(theme().colour("muted"))
        self.painter.drawText(rect.adjusted(_INDENT, 0, 0, 0), _LEFT, told)

    def _lines_of_time(self) -> None:
        bottom = self.layout.height + self.move.y()
        if self.layout.scale >= _DAYS_SEEN:
            self._days_off(bottom)
        if self.layout.scale >= _WEEKS_SEEN:
            for day in range(self.low - (self.low - 1) % 7, self.high + 1, 7):
                self._upright(day, bottom, "sunken")
        for day, is_year in self._months():
            self._upright(day, bottom, "control" if is_year else "border")

    def _days_off(self, bottom: float) -> None:
        days, colour = self.layout.found.grounds.days, theme().colour("canvas")
        for day in range(self.low, self.high + 1):
            if not days.count(day, day):
                x = self._x(day)
                tall = bottom - self.inner.top()
                rect = QRectF(x, self.inner.top(), self.layout.scale, tall)
                self.painter.fillRect(rect, colour)

    def _upright(self, day: int, bottom: float, colour: str) -> None:
        x = round(self._x(day))
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

    # ---- bars

    def _spot(self, spot: Spot, marks: Marks) -> None:
        rect = self._near(self._rect(spot.rect))
        is_chosen = identity(spot.item) == marks.chosen
        match spot.item:
            case Bar() as bar:
                self._bar(bar, rect)
            case Band() as band:
                self._band(band, rect)
            case one:
                self._left_out(one, rect)
        if is_chosen:
            self._outline(rect, has_focus=marks.has_focus)
            if isinstance(spot.item, Bar) and marks.has_focus:
                self._handle(spot.item, rect, is_end=marks.is_end)

    def _bar(self, bar: Bar, rect: QRectF) -> None:
        if bar.why:
            self._doubtful(rect)
        elif bar.is_thin:
            self._thin(bar, rect)
        elif bar.is_note:
            self._note(rect)
        else:
            self._plain(bar, rect)
        if bar.end is None:
            self._open(rect)
        self._words(bar, rect)

    def _plain(self, bar: Bar, rect: QRectF) -> None:
        ground, edge = _colours(bar.lane)
        path = _rounded(rect)
        painter = self.painter
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, theme().colour("surface") if bar.is_proposed else ground)
        if bar.is_proposed:
            self._diagonals(rect, edge)
        elif bar.lane is Lane.COVERED:
            painter.fillRect(
                QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), edge
            )
        elif bar.lane is Lane.RELEASED:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), edge)
        painter.restore()
        self._frame(path, edge, is_dashed=bar.is_proposed, is_strong=bar.is_proposed)

    def _thin(self, bar: Bar, rect: QRectF) -> None:
        ground, edge = _colours(bar.lane)
        line = QRectF(rect.left(), rect.bottom() - 5, rect.width(), 4)
        self.painter.fillRect(line, ground)
        self._frame(_rounded(line, 2), edge, is_dashed=bar.is_proposed, is_strong=True)

    def _note(self, rect: QRectF) -> None:
        path = _rounded(rect)
        self.painter.fillPath(path, theme().colour("surface"))
        self._frame(path, theme().colour("control"), is_dashed=False, is_strong=True)

    def _doubtful(self, rect: QRectF) -> None:
        path, tone = _rounded(rect), theme().colour("unknown")
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.painter.fillRect(rect, theme().colour("surface"))
        self._diagonals(rect, tone)
        self.painter.restore()
        self._frame(path, tone, is_dashed=True, is_strong=True)

    def _diagonals(self, rect: QRectF, tone: QColor) -> None:
        colour = QColor(tone)
        colour.setAlphaF(0.28)
        self.painter.setPen(QPen(colour, 1))
        seen, tall, step = self._seen(rect), rect.height(), theme().px(8)
        at = rect.left() - tall + max(0, (seen.left() - rect.left()) // step * step)
        while at < seen.right():
            foot = QPointF(at, rect.bottom())
            self.painter.drawLine(foot, QPointF(at + tall, rect.top()))
            at += step

    def _frame(
        self, path: QPainterPath, tone: QColor, *, is_dashed: bool, is_strong: bool
    ) -> None:
        colour = QColor(tone)
        colour.setAlphaF(1.0 if is_strong else 0.45)
        pen = QPen(colour, 1.2 if is_dashed else 1)
        if is_dashed:
            pen.setDashPattern([3, 2])
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPath(path)

    def _open(self, rect: QRectF) -> None:
        """Let a bar without an end run out at the edge of sight."""
        seen = self._seen(rect)
        if seen.width() < theme().px(_FEWEST):
            return
        side = theme().px(12)
        spot = QRectF(seen.right() - side - 4, rect.center().y() - side / 2, side, side)
        icons.paint(self.painter, "right", spot, theme().colours.muted)

    def _words(self, bar: Bar, rect: QRectF) -> None:
        seen = self._seen(rect).adjusted(_INDENT, 0, -6, 0)
        if bar.end is None:
            seen.adjust(0, 0, -theme().px(14), 0)
        if bar.is_thin:
            seen.adjust(0, -3, 0, -5)
        if seen.width() < theme().px(_FEWEST):
            return
        strong = face("label", italic=bar.is_note)
        sign = "? " if bar.why else ""
        told = strong.fitted(f"{sign}{bar.words}", int(seen.width()))
        if bar.is_proposed or bar.why:
            self._patch(seen, strong.wide(told))
        self.painter.setFont(strong.font)
        self.painter.setPen(theme().colour("unknown" if bar.why else "text"))
        self.painter.drawText(seen, _LEFT, told)
        self._note_words(bar, seen, strong.wide(told) + _INDENT)

    def _note_words(self, bar: Bar, seen: QRectF, after: int) -> None:
        quiet = face("small", figures=True)
        note = " · ".join(
            part for part in (bar.note, "proposed" if bar.is_proposed else "") if part
        )
        room = int(seen.width()) - after
        if not note or room < theme().px(28):
            return
        told = quiet.fitted(note, room)
        rect = seen.adjusted(after, 0, 0, 0)
        if bar.is_proposed or bar.why:
            self._patch(rect, quiet.wide(told))
        self.painter.setFont(quiet.font)
        self.painter.setPen(theme().colour("muted"))
        self.painter.drawText(rect, _LEFT, told)

    def _patch(self, rect: QRectF, wide: float) -> None:
        """Lay plain ground under words, so that no line crosses them."""
        tall = theme().px(16)
        top = rect.center().y() - tall / 2
        patch = QRectF(rect.left() - 3, top, wide + 6, tall)
        self.painter.fillRect(patch, theme().colour("surface"))

    # ---- what is short

    def _band(self, band: Band, rect: QRectF) -> None:
        square = rect.adjusted(0.5, 0, -0.5, 0)
        board_states.paint_square(self.painter, square, band.state, "")
        self._band_words(band, self._seen(rect))

    def _band_words(self, band: Band, seen: QRectF) -> None:
        told = band_words(band)
        strong = face("label", figures=True)
        room = int(seen.width()) - 2 * _INDENT
        full = f"{told} · {self._when(band)}"
        if strong.wide(full) <= room:
            told = full
        elif strong.wide(told) > room:
            told = fte(band.highest)
        wide = strong.wide(told)
        if wide > seen.width() - 2:
            return
        look = board_states.LOOKS[band.state]
        tall = theme().px(16)
        if seen.height() >= tall + 2:
            spot = QRectF(0, 0, wide + 8, tall)
            spot.moveCenter(seen.center())
            spot.moveLeft(min(seen.left() + 5, seen.right() - wide - 8))
            if spot.width() > seen.width():
                spot = QRectF(
                    seen.left() + (seen.width() - wide) / 2 - 4,
                    spot.top(),
                    wide + 8,
                    tall,
                )
            else:
                self._tag(spot, look)
            tone = "on_state" if look.is_filled else look.tone
        else:
            spot = QRectF(seen.left() + 5, seen.top() - tall, wide + 8, tall)
            tone = look.tone
        self.painter.setFont(strong.font)
        self.painter.setPen(theme().colour(tone))
        self.painter.drawText(spot.adjusted(4, 0, 0, 0), _LEFT, told)

    def _tag(self, spot: QRectF, look: board_states.Look) -> None:
        ground = theme().colours.soft_tone(look.tone)
        if look.is_filled:
            ground = theme().colours.tone(look.tone)
        elif look.is_dashed:
            ground = theme().colours.surface
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(ground))
        self.painter.drawRoundedRect(spot, 2, 2)

    def _when(self, band: Band) -> str:
        if band.end >= self.layout.last:
            return f"from {words.day(date.fromordinal(band.start))}"
        return span_words(*map(date.fromordinal, (band.start, band.end)))

    def _statutory(self) -> None:
        strong = face("label")
        for spell, plane in self.layout.spells:
            rect = self._rect(plane)
            seen = self._seen(rect)
            if seen.isEmpty():
                continue
            is_open = spell.answer == NOT_HELD
            state = State.NOT_HELD if is_open else State.UNKNOWN
            board_states.paint_square(self.painter, seen, state, "")
            sign = board_states.LOOKS[state].sign
            told = f"{sign} {spell_words(spell)}"
            if strong.wide(told) + 12 > seen.width():
                told = sign if seen.width() > theme().px(14) else ""
            self.painter.setFont(strong.font)
            self.painter.setPen(theme().colour("on_state" if is_open else "unknown"))
            place = seen.adjusted(4, 0, 0, 0)
            if not is_open:
                self._patch(place, strong.wide(told))
            self.painter.drawText(place, _LEFT, told)

    def _overlaps(self) -> None:
        quiet = face("small", figures=True)
        good = theme().colour("good")
        for band, plane in self.layout.overlaps:
            rect = self._rect(plane)
            seen = self._seen(rect)
            self.painter.fillRect(seen, good)
            told = f"{fte(band.highest)} more than needed"
            if quiet.wide(told) <= seen.width():
                self.painter.setFont(quiet.font)
                self.painter.setPen(good)
                tall = theme().px(16)
                place = QRectF(seen.left(), rect.top() - tall, seen.width(), tall)
                self.painter.drawText(place, _LEFT, told)

    def _left_out(self, one: Unmeasured, rect: QRectF) -> None:
        seen = QRectF(
            self.inner.left(), rect.top(), self.inner.width(), rect.height()
        ).adjusted(_INDENT, 0, -_INDENT, 0)
        plain, strong = face("small"), face("label")
        verb = strong.wide(COMPLETE)
        told = plain.fitted(
            f"?  {one.words} – {one.why}", int(seen.width()) - verb - 2 * _INDENT
        )
        self.painter.setFont(plain.font)
        self.painter.setPen(theme().colour("unknown"))
        self.painter.drawText(seen, _LEFT, told)
        self.painter.setFont(strong.font)
        self.painter.setPen(theme().colour("link"))
        after = seen.adjusted(plain.wide(told) + 2 * _INDENT, 0, 0, 0)
        self.painter.drawText(after, _LEFT, COMPLETE)

    # ---- what is chosen

    def _outline(self, rect: QRectF, *, has_focus: bool) -> None:
        box = rect.adjusted(-1.5, -1.5, 1.5, 1.5)
        low, high = self.inner.left() + 1.5, self.inner.right() - 1.5
        box.setLeft(max(box.left(), low))
        box.setRight(min(box.right(), high))
        self.painter.setPen(QPen(theme().colour("link"), 2 if has_focus else 1))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(box, _RADIUS + 1, _RADIUS + 1)

    def _handle(self, bar: Bar, rect: QRectF, *, is_end: bool) -> None:
        if (bar.end is None) if is_end else False:
            return
        x = rect.right() if is_end else rect.left()
        grip = QRectF(x - 3, rect.center().y() - 7, 6, 14)
        self.painter.setPen(QPen(theme().colour("surface"), 1))
        self.painter.setBrush(theme().colour("link"))
        self.painter.drawRoundedRect(grip, 3, 3)

    def _today(self) -> None:
        x = round(self._x(self.layout.found.today.toordinal()))
        bottom = self.layout.height + self.move.y()
        rect = QRectF(x - 1, self.inner.top(), 2, bottom - self.inner.top())
        self.painter.fillRect(rect, theme().colour("link"))

    def _day(self, day: int) -> None:
        x = round(self._x(day)) + 0.5
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
            rect = self._strip(strip)
            rect.setWidth(wide)
            line = QRectF(rect.left(), rect.bottom() - 1, wide, 1)
            painter.fillRect(line, theme().colour("border"))
            painter.setPen(theme().colour("muted"))
            first = QRectF(rect.left() + _EDGE, rect.top() + 4, wide, self.layout.row)
            tall = rect if strip.words != LEFT_OUT else first
            place = QRectF(first.left(), tall.top(), wide, first.height())
            painter.drawText(place.translated(0, 2), _LEFT, strip.words)
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
            left = max(self._x(start.toordinal()), self.inner.left())
            right = min(self._x(after.toordinal()), self.inner.right())
            told = financial_year(day)
            if right - left > strong.wide(told) + _INDENT:
                self.painter.setPen(theme().colour("muted"))
                place = QRectF(left + 6, area.top(), right - left, half)
                self.painter.drawText(place, _LEFT, told)
            x = round(self._x(after.toordinal()))
            mark = QRectF(x, area.top() + 4, 1, area.height())
            self.painter.fillRect(mark, theme().colour("control"))
            day = after

    def _month_names(self, area: QRectF) -> None:
        step, small = self._step(), face("small", figures=True)
        if step == _TWELVE:
            return
        self.painter.setFont(small.font)
        self.painter.setPen(theme().colour("muted"))
        half = area.height() / 2
        for day, _ in self._months():
            first = date.fromordinal(day)
            told = words.month(first)
            if self.layout.scale >= _DAYS_SEEN:
                told += f" {first.year}"
            x = self._x(day)
            place = QRectF(x + 5, area.top() + half - 2, 200, half)
            self.painter.drawText(place, _LEFT, told)

    def _flag(self, area: QRectF, day: int, told: str, *, is_today: bool) -> None:
        """Name a day over the months, on a ground of its own."""
        x = self._x(day)
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
        self.painter.drawText(flag.adjusted(6, 0, 0, 0), _LEFT, told)

    # ---- what is moved

    def _bubble(self, moving: Moving) -> None:
        strong, plain = face("strong", figures=True), face("small", figures=True)
        most = min(self.inner.width() - 16, theme().px(460))
        outcome = plain.fitted(moving.outcome, most)
        wide = max(strong.wide(moving.words), plain.wide(outcome)) + 20
        tall = theme().px(44 if outcome else 28)
        spot = self.layout.spot_of(moving.bar.identity)
        top = self._rect(spot.rect).bottom() + 6 if spot else self.inner.top()
        if top + tall > self.area.bottom() and spot:
            top = max(self.area.top() + 2, self._rect(spot.rect).top() - tall - 6)
        x = self._x(moving.day + (1 if moving.is_end else 0))
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
        self.painter.drawText(first, _LEFT, moving.words)
        if outcome:
            self.painter.setFont(plain.font)
            self.painter.drawText(first.translated(0, half), _LEFT, outcome)


def _colours(lane: Lane) -> tuple[QColor, QColor]:
    colours = theme().colours
    match lane:
        case Lane.RELEASED:
            return QColor(colours.soft), QColor(colours.link)
        case Lane.COVERED:
            return QColor(colours.soft_tone("good")), QColor(colours.good)
        case _:
            return QColor(colours.sunken), QColor(colours.control)


def _rounded(rect: QRectF, radius: float = _RADIUS) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return path


def _after(month: date) -> date:
    years, before = divmod(month.month, _TWELVE)
    return date(month.year + years, before + 1, 1)
