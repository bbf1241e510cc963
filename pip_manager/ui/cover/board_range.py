"""How much time the board reads, and the days and share of a gap as a form has them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.calendar import financial_year_start, month_of
from pip_manager.domain.cover.facts import ONE

if TYPE_CHECKING:
    from pip_manager.domain.cover.board_sheet import Zoom
    from pip_manager.domain.values import Value
    from pip_manager.services.cover.why import SquareWhy

    Range = tuple[date, date]

_APRIL = 4
_BACK: dict[Zoom, int] = {"week": 2, "month": 5, "year": 8}
_AHEAD: dict[Zoom, int] = {"week": 3, "month": 5, "year": 8}
_MONTHS_BACK, _MONTHS_AHEAD = 180, 370
_EARLIEST, _LATEST = date(1990, 4, 1), date(2090, 3, 31)
_YEAR = 366


def around(zoom: Zoom, today: date) -> Range:
    """Return the days a zoom reads first: whole financial years, months by the day."""
    if zoom == "day":
        first, last = today - timedelta(_MONTHS_BACK), today + timedelta(_MONTHS_AHEAD)
        return month_of(first).start, month_of(last).end
    year = financial_year_start(today)
    first = date(year - _BACK[zoom], _APRIL, 1)
    return first, date(year + _AHEAD[zoom], _APRIL, 1) - timedelta(1)


def wider(now: Range, side: int) -> Range:
    """Return a range grown by a year at its beginning (-1) or its end (1)."""
    first, last = now
    if side < 0:
        return max(_EARLIEST, month_of(first - timedelta(_YEAR - 1)).start), last
    return first, min(_LATEST, month_of(last + timedelta(_YEAR - 2)).end)


def is_likely(day: int) -> bool:
    """Tell whether an ordinal is a day that a board may show."""
    return _EARLIEST.toordinal() <= day <= _LATEST.toordinal()


def holding(now: Range, zoom: Zoom, day: date) -> Range:
    """Return a range that holds a day: the same, grown, or by the day another one."""
    first, last = now
    if first <= day <= last or not _EARLIEST <= day <= _LATEST:
        return now
    if zoom == "day":
        return around(zoom, day)
    year = financial_year_start(day)
    end = date(year + 1, _APRIL, 1) - timedelta(1)
    return min(first, date(year, _APRIL, 1)), max(last, end)


def given(why: SquareWhy) -> dict[str, Value]:
    """Return the days and the share of a gap as the form of cover takes them."""
    short = why.short
    if short is None:
        return {"from": date.fromordinal(why.row.piece.start).isoformat()}
    found: dict[str, Value] = {"from": short.here.isoformat()}
    if not short.is_broken:  # else it is short on some weekdays alone
        found["fraction"] = Decimal(min(short.fte, ONE)) / ONE
    if short.last is not None:
        found["to"] = short.last.isoformat()
    return found
