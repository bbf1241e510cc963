"""Find the day in a quick line. Work is logged after it was done, so days look back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pip_manager.domain.quick_line_parts import Candidate, Chip, Part, State

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_DAYS = (*_WEEKDAYS, "saturday", "sunday")
# fmt: off
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)
# fmt: on
_CENTURY = 2000
_SHORT_YEAR = 100
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}

_WORD = r"[a-z]{3,9}"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
# a year follows only where it is no quantity and no amount
_YEAR_AFTER = rf"(?:\s+{_YEAR}(?!\s*(?:[dh£:]|mi|[.][0-9])))?"
_NAMED = rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>{_WORD}){_YEAR_AFTER}"
_TURNED = rf"(?P<name>{_WORD})\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th){_YEAR_AFTER}"
_FORMS = tuple(
    re.compile(rf"(?<![\w./-]){form}(?![\w/]|[.-]\w)", re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
        rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})(?:/{_YEAR})?",
        _NAMED,
        _TURNED,
    )
)
_NEARBY = re.compile(rf"(?<![\w./-])(?P<near>{_WORD})(?![\w/]|[.-]\w)", re.IGNORECASE)


def day_chip(text: str, end: int, today: date) -> Chip | None:
    """Return the day named before `end`, or None; one in figures before a weekday."""
    stated = [_first(form, text, end, today) for form in _FORMS]
    said = _first(_NEARBY, text, end, today)
    written = min(
        (chip for chip in stated if chip),
        key=lambda chip: (chip.start, -chip.end),
        default=None,
    )
    if said and written and not text[said.end : written.start].strip(" ,"):
        return _agreed(said, written, today)
    return written or said


def _first(form: re.Pattern[str], text: str, end: int, today: date) -> Chip | None:
    for match in form.finditer(text, 0, end):
        days = _days_meant(match.groupdict(), today)
        if days:
            return _chip(match.start(), match.end(), days, today)
    return None


def _agreed(said: Chip, written: Chip, today: date) -> Chip:
    """Join a weekday to the date after it; where they differ, either may be meant."""
    weekdays = {_day(candidate).weekday() for candidate in said.candidates}
    days = [_day(candidate) for candidate in written.candidates]
    fitting = [day for day in days if day.weekday() in weekdays]
    if fitting:
        return _chip(said.start, written.end, fitting, today)
    either = days + [_day(candidate) for candidate in said.candidates]
    chip = _chip(said.start, written.end, either, today)
    return replace(chip, note="the weekday and the date differ")


def _day(candidate: Candidate) -> date:
    return date.fromisoformat(candidate.code)


def _chip(start: int, end: int, days: list[date], today: date) -> Chip:
    candidates = tuple(
        Candidate(Part.DATE, day.isoformat(), day.isoformat()) for day in days
    )
    if len(days) > 1:
        return Chip(
            start, end, Part.DATE, State.AMBIGUOUS, None, candidates, note="which year?"
        )
    note = "in the future" if days[0] > today else ""
    return Chip(start, end, Part.DATE, State.SURE, candidates[0], candidates, note=note)


def _days_meant(found: dict[str, str | None], today: date) -> list[date]:
    """Return the days a match may mean; more than one where the year is not said."""
    if near := found.get("near"):
        return _near(near.casefold(), today)
    month = found.get("month") or _month((found.get("name") or "").casefold())
    if not month:
        return []
    day, year = int(found["day"] or 0), found.get("year")
    if year:
        return _existing(_full_year(int(year)), int(month), day)
    this_year = _existing(today.year, int(month), day)
    if this_year and this_year[0] <= today:
        return this_year
    return _existing(today.year - 1, int(month), day) + this_year


def _near(word: str, today: date) -> list[date]:
    if word in _NEAR:
        try:
            return [today + timedelta(days=_NEAR[word])]
        except OverflowError:
            return []
    for number, name in enumerate(_DAYS):
        if name.startswith(word) or word == f"{name[:3]}s":
            back = (today.weekday() - number) % len(_DAYS)
            return [today - timedelta(days=back)] if today.toordinal() > back else []
    return []


def _month(word: str) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word) or (word == "sept" and number == len("september")):
            return number
    return 0


def _full_year(year: int) -> int:
    return year + _CENTURY if year < _SHORT_YEAR else year


def _existing(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []
