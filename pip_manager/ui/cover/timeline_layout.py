"""Where everything of a timeline stands: lanes of bars, what is short, days across.

Painting, clicks, the keyboard and what a screen reader is told all ask this.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from pip_manager.domain.cover.bands import Band
from pip_manager.domain.cover.facts import ONE
from pip_manager.domain.cover.statutory import NOT_HELD
from pip_manager.domain.cover.timeline import Bar, Lane, Unmeasured
from pip_manager.domain.values import WEEKDAYS, plain
from pip_manager.domain.when import span_words
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.bands import Spell
    from pip_manager.domain.cover.timeline import PostTimeline

Item = Bar | Band | Unmeasured
"""What can be chosen."""

_ROW, _BAR, _HEAD, _SHORT, _SPELL, _PAD = 25, 22, 38, 30, 24, 3
_NAMES = 100
_NARROWEST = 5
_LEAST_STEP = 0.22
LANES = {
    Lane.IN_POST: ("In post", "Nobody is recorded in this post"),
    Lane.RELEASED: ("Released", "Nobody is released"),
    Lane.COVERED: ("Covered", "No cover is recorded"),
}
SHORT, LEFT_OUT = "Short", "Left out"
_NOTHING, _NOT_KNOWN = "Nothing is short", "Not known"
_UNDRAWN = "Not known: no date is stated, see what is left out"
_NOUNS = {
    Lane.IN_POST: "holdings",
    Lane.RELEASED: "secondments",
    Lane.COVERED: "cover",
}


class Strip(NamedTuple):
    """A lane: its words, its place down the plane, and whether anything is in it."""

    words: str
    nothing: str
    top: float
    tall: float


class Spot(NamedTuple):
    """A thing that can be chosen, and where it stands in the plane."""

    item: Item
    rect: QRectF


class TimelineLayout:
    """The geometry of one post at one scale, in pixels of the whole plane.

    The lanes are named in `names` pixels at the left, the months stand in `head` pixels
    at the top; the first day begins at 0 beside them.
    """

    def __init__(self, found: PostTimeline, scale: float) -> None:
        """Lay a post out at `scale` pixels a day."""
        self.found, self.scale = found, scale
        px = theme().px
        self.head, self.names, self.row, self.bar = map(px, (_HEAD, _NAMES, _ROW, _BAR))
        self.first, self.last = found.first.toordinal(), found.last.toordinal()
        self.strips: list[Strip] = []
        self.spots: list[Spot] = []
        self.spells: list[tuple[Spell, QRectF]] = []
        self.overlaps: list[tuple[Band, QRectF]] = []
        self.vacancies: list[tuple[Band, QRectF]] = []
        top = 0.0
        for lane, (told, nothing) in LANES.items():
            top = self._lane(lane, told, nothing, top)
        top = self._short(top)
        self.height = round(self._left_out(top))

    @property
    def width(self) -> int:
        """Return the width of all days."""
        return round((self.last - self.first + 1) * self.scale)

    @property
    def items(self) -> list[Item]:
        """Return what can be chosen, in the order Tab goes."""
        return [spot.item for spot in self.spots]

    def x_of(self, day: int) -> float:
        """Return where a day begins."""
        return (day - self.first) * self.scale

    def day_at(self, x: float) -> int:
        """Return the day at a place, one of the timeline's."""
        return max(self.first, min(self.last, self.first + int(x // self.scale)))

    def nearest(self, x: float) -> int:
        """Return the day whose beginning is nearest to a place."""
        return self.first + round(x / self.scale)

    def spot_of(self, wanted: tuple[str, ...] | None) -> Spot | None:
        """Return the spot of an identity, None where it is not here."""
        found = (spot for spot in self.spots if identity(spot.item) == wanted)
        return next(found, None)

    def spot_at(self, x: float, y: float) -> Spot | None:
        """Return the spot at a place of the plane; a narrow bar is hit beside it."""
        for spot in reversed(self.spots):
            wide = max(0.0, (_NARROWEST * 2 - spot.rect.width()) / 2)
            if spot.rect.adjusted(-wide, 0, wide, 0).contains(x, y):
                return spot
        return None

    # ---- how it is laid out

    def _lane(self, lane: Lane, told: str, nothing: str, top: float) -> float:
        bars: list[Bar | Band] = [
            bar for bar in self.found.bars if self._is_in(bar, lane)
        ]
        if lane is Lane.IN_POST:
            bars += self.found.figures.vacancies
        rows: list[int] = []
        pad = (self.row - self.bar) / 2
        for start, end, bar in sorted(map(self._placed, bars), key=_by_start):
            row = next((n for n, free in enumerate(rows) if free < start), len(rows))
            rows[row:] = [end, *rows[row + 1 :]]
            rect = self._rect(start, end, top + _PAD + row * self.row + pad, self.bar)
            if isinstance(bar, Bar):
                self.spots.append(Spot(bar, rect))
            else:
                self.vacancies.append((bar, rect))
        tall = max(1, len(rows)) * self.row + 2 * _PAD
        if any(one.noun == _NOUNS[lane] for one in self.found.unmeasured):
            nothing = _UNDRAWN
        self.strips.append(Strip(told, "" if bars else nothing, top, tall))
        return top + tall

    def _is_in(self, bar: Bar, lane: Lane) -> bool:
        """Tell whether a bar lies in a lane and within the days."""
        is_over = bar.end is not None and bar.end < self.found.first
        return bar.lane is lane and not is_over and bar.start <= self.found.last

    def _placed(self, bar: Bar | Band) -> tuple[int, int, Bar | Band]:
        if isinstance(bar, Band):
            return bar.start, bar.end, bar
        end = self.last if bar.end is None else bar.end.toordinal()
        return max(self.first, bar.start.toordinal()), end, bar

    def _rect(self, start: int, end: int, top: float, tall: float) -> QRectF:
        end = min(end, self.last)
        wide = max(2.0, (end - start + 1) * self.scale)
        return QRectF(self.x_of(start), top, wide, tall)

    def _short(self, top: float) -> float:
        figures, px = self.found.figures, theme().px
        begins = top
        top += _PAD
        for spell in figures.spells:
            rect = self._rect(spell.start, spell.end, top, self.bar)
            self.spells.append((spell, rect))
        top += px(_SPELL) if figures.spells else 0
        tall = px(_SHORT)
        established = self.found.post.established or ONE
        most = max([established, *(band.highest for band in figures.gaps)])
        for band in figures.gaps:
            high = tall * max(_LEAST_STEP, band.highest / most)
            rect = self._rect(band.start, band.end, top + tall - high, high)
            self.spots.append(Spot(band, rect))
        for band in figures.overlaps:
            rect = self._rect(band.start, band.end, top + tall - 3, 3)
            self.overlaps.append((band, rect))
        bottom = top + tall + _PAD
        self.strips.append(Strip(SHORT, self._nothing(), begins, bottom - begins))
        return bottom

    def _nothing(self) -> str:
        """Return what the lane of gaps says where it is empty; never a false none."""
        figures, found = self.found.figures, self.found
        if figures.gaps or figures.spells:
            return ""
        is_held = found.grounds.measured.is_held_at_all(found.post.code)
        is_known = is_held and found.post.established is not None
        return _NOTHING if is_known and not found.unmeasured else _NOT_KNOWN

    def _left_out(self, top: float) -> float:
        if not self.found.unmeasured:
            return top
        begins, top = top, top + _PAD
        for one in self.found.unmeasured:
            self.spots.append(Spot(one, QRectF(0, top, self.width, self.row)))
            top += self.row
        self.strips.append(Strip(LEFT_OUT, "", begins, top + _PAD - begins))
        return top + _PAD


def _by_start(placed: tuple[int, int, Bar | Band]) -> int:
    return placed[0]


def identity(item: Item) -> tuple[str, ...]:
    """Return what stays the same of a thing when the post is read again."""
    match item:
        case Bar():
            return item.identity
        case Band():
            return SHORT, str(item.start)
        case _:
            return LEFT_OUT, item.noun, *item.key


def fte(parts: int) -> str:
    """Write ten-thousandths of FTE: ``0.6``."""
    return plain(Decimal(parts) / ONE)


def band_words(band: Band) -> str:
    """Write how much a band is short: ``0.6 short``, ``1 short Tue, Thu``."""
    if all(band.figures):
        return f"{fte(band.highest)} short"
    days = zip(WEEKDAYS, band.figures, strict=True)
    return f"{fte(band.highest)} short {', '.join(day for day, on in days if on)}"


def band_spoken(band: Band, last: int) -> str:
    """Say a band: how much, when, for how long."""
    if band.end >= last:
        when = f"from {_day(band.start)} on"
    else:
        when = span_words(*map(date.fromordinal, (band.start, band.end)))
    count = band.working_days
    days = f"{count} working {'day' if count == 1 else 'days'}"
    return f"{band_words(band)}, {when}, {days}, {fte(band.total)} FTE-days"


def spell_words(spell: Spell) -> str:
    """Say a statutory spell."""
    if spell.answer == NOT_HELD:
        return "Statutory post not held"
    return "Not known whether it is held"


def spoken(item: Item, last: int) -> str:
    """Say anything that can be chosen, as a screen reader and a tooltip do."""
    match item:
        case Bar():
            return item.spoken
        case Band():
            return band_spoken(item, last)
        case _:
            return f"{item.words}, cannot be measured: {item.why}. Complete it"


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return span_words(day, day)


def next_item(items: Sequence[Item], chosen: Item | None, step: int) -> Item | None:
    """Return the item after a chosen one, or before; None past the ends."""
    if chosen is None:
        return (items[0] if step > 0 else items[-1]) if items else None
    places = [identity(one) for one in items]
    place = places.index(identity(chosen)) + step
    return items[place] if 0 <= place < len(items) else None
