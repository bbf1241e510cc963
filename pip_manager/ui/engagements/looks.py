"""How engagements look: chips of status, columns of the list, bars of days."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pip_manager.domain.when import begins, ends
from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from pip_manager.services.engagement_attention import Attention, Listed

WAITING = "…"
_TENTH = Decimal("0.1")
_CHIPS = {
    None: ChipWords("Not stated", "unknown"),
    "enquiry": ChipWords("Enquiry", "plain", "mail"),
    "in_discussion": ChipWords("In discussion", "plain", "note"),
    "agreed": ChipWords("Agreed", "accent", "ok"),
    "active": ChipWords("Active", "good", "activity"),
    "reducing": ChipWords("Reducing", "accent", "down"),
    "completed": ChipWords("Completed", "plain", "ok"),
    "suspended": ChipWords("Suspended", "warn", "clock"),
    "declined": ChipWords("Declined", "plain", "close"),
    "ended_early": ChipWords("Ended early", "plain", "close"),
}


def status_chip(status: str | None) -> ChipWords:
    """Return the chip of a status; what is not stated is never green."""
    return _CHIPS[status]


def columns(told: dict[str, tuple[Attention, ...]]) -> list[Column[Listed]]:
    """Return the columns of the list; `told` holds what has to be settled, by code."""

    def matters(one: Listed) -> tuple[Attention, ...]:
        return told.get(one.row.engagement, ())

    def attention(one: Listed) -> ChipWords | None:
        found = matters(one)
        more = f" +{len(found) - 1}" if len(found) > 1 else ""
        return ChipWords(f"{found[0].word}{more}", "warn") if found else None

    def why(one: Listed) -> str:
        return "\n".join(matter.sentence for matter in matters(one))

    def title(one: Listed) -> str:
        return "\n".join(filter(None, (f"{one.row.title} ({_code(one)})", why(one))))

    def status(one: Listed) -> ChipWords:
        chip = status_chip(one.row.status)
        return ChipWords(chip.words, "warn") if matters(one) else chip

    return [
        chip_column("Status", status, width=126, tooltip=title),
        Column(
            "Engagement",
            lambda one: one.row.title,
            width=220,
            is_strong=True,
            stretches=True,
            tooltip=title,
        ),
        Column(
            "Days",
            _days,
            order=_days_order,
            width=100,
            is_figure=True,
            optional=True,
            tooltip=_days_why,
            heading_tooltip="Days logged / days agreed",
        ),
        Column(
            "To bill (£)",
            _unbilled,
            order=_unbilled_order,
            width=102,
            is_figure=True,
            optional=True,
            heading_tooltip="Unbilled, net of VAT, at today’s rates",
        ),
        Column(
            "Authority", lambda one: one.row.authority_name, width=128, optional=True
        ),
        chip_column("Attention", attention, width=150, tooltip=why, optional=True),
        Column("End", _end, order=lambda one: ends(one.row.end), optional=True),
        Column("Code", _code, width=84, optional=True),
        Column("Phase", lambda one: one.phase, width=170, optional=True),
        Column("Lead", lambda one: one.row.lead_name, width=150, optional=True),
        Column("Programme", lambda one: one.row.programme_name, optional=True),
    ]


def _code(one: Listed) -> str:
    return one.row.engagement


def _days(one: Listed) -> str:
    if one.figures is None:
        return WAITING
    logged = words.quantity(one.figures.days.quantize(_TENTH, ROUND_HALF_UP))
    return logged if one.planned is None else f"{logged} / {_whole(one.planned)}"


def _whole(days: Decimal) -> str:
    return words.quantity(days)


def _days_order(one: Listed) -> Decimal:
    return one.figures.days if one.figures else Decimal(-1)


def _days_why(one: Listed) -> str:
    if one.figures is None:
        return "Counting"
    agreed = "not stated" if one.planned is None else f"{_whole(one.planned)} agreed"
    return f"{words.quantity(one.figures.days)} days logged, {agreed}"


def _unbilled(one: Listed) -> str:
    if one.figures is None:
        return WAITING
    found = one.figures.unbilled
    return words.money(found.net) if found and found.net else ""


def _unbilled_order(one: Listed) -> Decimal:
    found = one.figures.unbilled if one.figures else None
    return found.net if found else Decimal(0)


def _end(one: Listed) -> str | None:
    return words.when(one.row.end) if one.row.end else None


def in_order(one: Listed) -> tuple[int, object, str]:
    """Return what the list is ordered by at first: the liveliest, then the latest."""
    order = ("active", "reducing", "agreed", "in_discussion", "enquiry", "suspended")
    status = one.row.status
    place = order.index(status) if status in order else len(order)
    return place, -begins(one.row.start).toordinal(), one.row.title.casefold()


class DaysBar(QWidget):
    """Days logged of days planned, as a bar; what is over is drawn in amber."""

    def __init__(self, logged: Decimal, planned: Decimal | None) -> None:
        super().__init__()
        self._logged, self._planned = logged, planned
        wide = QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        of = "planned not stated" if planned is None else f"of {planned:f} planned"
        self.setAccessibleName(f"{logged:f} days logged, {of}")
        theme().changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = max(self._logged, self._planned or Decimal(0), Decimal("0.01"))
        self._draw(painter, "border", Decimal(1))
        if self._planned is not None and self._logged > self._planned:
            self._draw(painter, "warn", Decimal(1))
        done = self._logged if self._planned is None else self._done()
        if self._planned is not None:
            self._draw(painter, "accent", done / whole)
        painter.end()

    def _done(self) -> Decimal:
        return min(self._logged, self._planned or Decimal(0))

    def _draw(self, painter: QPainter, colour: str, share: Decimal) -> None:
        painter.setBrush(theme().colour(colour))
        wide = self.width() * float(share)
        round_by = self.height() / 2
        painter.drawRoundedRect(QRectF(0, 0, wide, self.height()), round_by, round_by)
