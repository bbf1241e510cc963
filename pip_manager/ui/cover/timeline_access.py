"""What a screen reader is told of a timeline: its bars, gaps and doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from typing_extensions import override

from pip_manager.ui.cover.timeline_chart import TimelineChart
from pip_manager.ui.cover.timeline_layout import identity, spoken
from pip_manager.ui.kit.painted import Painted, read_out

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

Identity = tuple[str, ...]


class TimelineAccess(Painted[TimelineChart, Identity]):
    """The timeline as a list; its items are what Tab goes to, in that order."""

    @override
    def keys(self) -> list[Identity]:
        laid = self.area.laid
        return [] if laid is None else [identity(item) for item in laid.items]

    @override
    def chosen(self) -> Identity | None:
        item = self.area.item
        return None if item is None else identity(item)

    @override
    def at(self, point: QPoint) -> Identity | None:
        spot = self.area.spot_at(point.toPointF())
        return None if spot is None else identity(spot.item)

    @override
    def words(self, key: Identity) -> str | None:
        laid = self.area.laid
        spot = None if laid is None else laid.spot_of(key)
        return None if laid is None or spot is None else spoken(spot.item, laid.last)

    @override
    def place(self, key: Identity) -> QRect:
        laid = self.area.laid
        spot = None if laid is None else laid.spot_of(key)
        return QRect() if spot is None else self.area.rect_on_screen(spot)


def install() -> None:
    """Have timelines read out."""
    read_out(TimelineChart, TimelineAccess)
