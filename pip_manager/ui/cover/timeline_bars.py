"""The bars of a timeline painted, and what is short, not held or left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from pip_manager.domain.cover.bands import Band
from pip_manager.domain.cover.board import State
from pip_manager.domain.cover.statutory import NOT_HELD
from pip_manager.domain.cover.timeline import Bar, Lane, Unmeasured
from pip_manager.domain.when import span_words
from pip_manager.ui.cover import board_states
from pip_manager.ui.cover.timeline_ground import (
    INDENT,
    LEFT,
    RADIUS,
    GroundPainter,
    rounded,
)
from pip_manager.ui.cover.timeline_layout import band_words, fte, spell_words
from pip_manager.ui.kit import icons, words
from pip_manager.ui.kit.cells import face
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.ui.cover.timeline_layout import Item

_FEWEST = 18
COMPLETE = "Complete it"


class BarPainter(GroundPainter):
    """Paints all that lies in the lanes."""

    def item(self, item: Item, rect: QRectF) -> None:
        """Paint a thing that can be chosen."""
        match item:
            case Bar():
                self._bar(item, rect)
            case Band():
                self._band(item, rect)
            case _:
                self._left_out(item, rect)

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
        path = rounded(rect)
        painter = self.painter
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, theme().colour("surface") if bar.is_proposed else ground)
        if bar.is_proposed:
            self.diagonals(rect, edge)
        elif bar.lane is Lane.COVERED:
            painter.fillRect(
                QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), edge
            )
        elif bar.lane is Lane.RELEASED:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), edge)
        painter.restore()
        self.frame(path, edge, is_dashed=bar.is_proposed, is_strong=bar.is_proposed)

    def _thin(self, bar: Bar, rect: QRectF) -> None:
        ground, edge = _colours(bar.lane)
        line = QRectF(rect.left(), rect.bottom() - 5, rect.width(), 4)
        self.painter.fillRect(line, ground)
        self.frame(rounded(line, 2), edge, is_dashed=bar.is_proposed, is_strong=True)

    def _note(self, rect: QRectF) -> None:
        path = rounded(rect)
        self.painter.fillPath(path, theme().colour("surface"))
        self.frame(path, theme().colour("control"), is_dashed=False, is_strong=True)

    def _doubtful(self, rect: QRectF) -> None:
        path, tone = rounded(rect), theme().colour("unknown")
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.painter.fillRect(rect, theme().colour("surface"))
        self.diagonals(rect, tone)
        self.painter.restore()
        self.frame(path, tone, is_dashed=True, is_strong=True)

    def _open(self, rect: QRectF) -> None:
        """Let a bar without an end run out at the edge of sight."""
        seen = self.seen(rect)
        if seen.width() < theme().px(_FEWEST):
            return
        side = theme().px(12)
        spot = QRectF(seen.right() - side - 4, rect.center().y() - side / 2, side, side)
        icons.paint(self.painter, "right", spot, theme().colours.muted)

    def _words(self, bar: Bar, rect: QRectF) -> None:
        seen = self.seen(rect).adjusted(INDENT, 0, -6, 0)
        if bar.end is None:
            seen.adjust(0, 0, -theme().px(14), 0)
        if bar.is_thin:
            seen.adjust(0, -3, 0, -5)
        if seen.width() < theme().px(_FEWEST):
            return
        strong = face("label", italic=bar.is_note)
        sign = "? " if bar.why else ""
        told = strong.fitted(f"{sign}{bar.words}", int(seen.width()))
        if bar.is_proposed or bar.is_thin or bar.why:
            self.patch(seen, strong.wide(told))
        self.painter.setFont(strong.font)
        self.painter.setPen(theme().colour("unknown" if bar.why else "text"))
        self.painter.drawText(seen, LEFT, told)
        self._note_words(bar, seen, strong.wide(told) + INDENT)

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
        if bar.is_proposed or bar.is_thin or bar.why:
            self.patch(rect, quiet.wide(told))
        self.painter.setFont(quiet.font)
        self.painter.setPen(theme().colour("muted"))
        self.painter.drawText(rect, LEFT, told)

    # ---- what is short

    def _band(self, band: Band, rect: QRectF) -> None:
        square = rect.adjusted(0.5, 0, -0.5, 0)
        board_states.paint_square(self.painter, square, band.state, "")
        self._band_words(band, self.seen(rect))

    def _band_words(self, band: Band, seen: QRectF) -> None:
        told = band_words(band)
        strong = face("label", figures=True)
        room = int(seen.width()) - 2 * INDENT
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
        if seen.height() >= tall:
            spot = QRectF(0, 0, wide + 8, min(tall, seen.height() - 4))
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
            self.patch(spot.adjusted(4, 0, 0, 0), wide)
            tone = look.tone
        self.painter.setFont(strong.font)
        self.painter.setPen(theme().colour(tone))
        self.painter.drawText(spot.adjusted(4, 0, 0, 0), LEFT, told)

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

    def spells(self) -> None:
        """Paint when the statutory post is not held, or nobody knows."""
        strong = face("label")
        for spell, plane in self.layout.spells:
            rect = self.rect(plane)
            seen = self.seen(rect)
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
                self.patch(place, strong.wide(told))
            self.painter.drawText(place, LEFT, told)

    def vacancies(self) -> None:
        """Paint which part of the post nobody holds."""
        quiet = face("small", figures=True)
        for band, plane in self.layout.vacancies:
            rect = self.near(self.rect(plane))
            path = rounded(rect)
            self.painter.fillPath(path, theme().colour("surface"))
            tone = theme().colour("control")
            self.frame(path, tone, is_dashed=True, is_strong=True)
            seen = self.seen(rect).adjusted(INDENT, 0, -INDENT, 0)
            told = f"Vacant {fte(band.highest)}"
            if quiet.wide(told) <= seen.width():
                self.painter.setFont(quiet.font)
                self.painter.setPen(theme().colour("muted"))
                self.painter.drawText(seen, LEFT, told)

    def overlaps(self) -> None:
        """Paint when more is covered than is released."""
        quiet = face("small", figures=True)
        good = theme().colour("good")
        for band, plane in self.layout.overlaps:
            rect = self.rect(plane)
            seen = self.seen(rect)
            self.painter.fillRect(seen, good)
            told = f"{fte(band.highest)} more than needed"
            if quiet.wide(told) > seen.width():
                told = f"{fte(band.highest)} over"
            if quiet.wide(told) <= seen.width():
                self.painter.setFont(quiet.font)
                self.painter.setPen(good)
                tall = theme().px(16)
                place = QRectF(seen.left(), rect.top() - tall, seen.width(), tall)
                self.painter.drawText(place, LEFT, told)

    def _left_out(self, one: Unmeasured, rect: QRectF) -> None:
        seen = QRectF(
            self.inner.left(), rect.top(), self.inner.width(), rect.height()
        ).adjusted(INDENT, 0, -INDENT, 0)
        plain, strong = face("small"), face("label")
        verb = strong.wide(COMPLETE)
        told = plain.fitted(
            f"?  {one.words} – {one.why}", int(seen.width()) - verb - 2 * INDENT
        )
        self.painter.setFont(plain.font)
        self.painter.setPen(theme().colour("unknown"))
        self.painter.drawText(seen, LEFT, told)
        self.painter.setFont(strong.font)
        self.painter.setPen(theme().colour("link"))
        after = seen.adjusted(plain.wide(told) + 2 * INDENT, 0, 0, 0)
        self.painter.drawText(after, LEFT, COMPLETE)

    # ---- what is chosen

    def outline(self, rect: QRectF, *, has_focus: bool) -> None:
        """Paint the outline of what is chosen."""
        box = rect.adjusted(-1.5, -1.5, 1.5, 1.5)
        low, high = self.inner.left() + 1.5, self.inner.right() - 1.5
        box.setLeft(max(box.left(), low))
        box.setRight(min(box.right(), high))
        self.painter.setPen(QPen(theme().colour("link"), 2 if has_focus else 1))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(box, RADIUS + 1, RADIUS + 1)

    def handle(self, bar: Bar, rect: QRectF, *, is_end: bool) -> None:
        """Paint the grip of the end that Alt and arrows move."""
        if is_end and bar.end is None:
            return
        x = rect.right() if is_end else rect.left()
        grip = QRectF(x - 3, rect.center().y() - 7, 6, 14)
        self.painter.setPen(QPen(theme().colour("surface"), 1))
        self.painter.setBrush(theme().colour("link"))
        self.painter.drawRoundedRect(grip, 3, 3)


def _colours(lane: Lane) -> tuple[QColor, QColor]:
    colours = theme().colours
    match lane:
        case Lane.RELEASED:
            return QColor(colours.soft), QColor(colours.link)
        case Lane.COVERED:
            return QColor(colours.soft_tone("good")), QColor(colours.good)
        case _:
            return QColor(colours.sunken), QColor(colours.control)
