"""What an import does not refuse but asks to be looked at."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from pip_manager.domain.values import plain
from pip_manager.domain.when import begins, day_words, ends
from pip_manager.services import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.services.verdicts import Line

_ONE_DAY = Decimal(1)


class Coming(Protocol):
    """What is on its way in: its lines, and the rows there would be then."""

    connection: Connection

    @property
    def by_noun(self) -> Mapping[str, Sequence[Line]]:
        """Return the lines of each noun."""
        ...

    def outcome(self, name: str, /) -> Iterable[tuple[Row, Line | None]]:
        """Return the rows a noun would have, each with its line."""
        ...


def warn(coming: Coming) -> None:
    """Put the warnings on the lines of what would come in."""
    _acting_up(coming)
    _long_days(coming)


def _acting_up(coming: Coming) -> None:
    """Ask for the post left behind, where the person who acts up holds one."""
    lines = [line for line in coming.by_noun.get("cover", ()) if _asks(line)]
    if not lines:
        return
    held: dict[str, list[Row]] = {}
    for row, _ in coming.outcome("holdings"):
        held.setdefault(str(row["person"]), []).append(row)
    for line in lines:
        person = str(line.row["person"])
        posts = _posts(line.row, held.get(person, ()))
        if posts:
            text = (
                f"{person} holds {', '.join(posts)} then: say in from_post which post"
                " is left to act up, if it is."
            )
            line.warn("from_post", "from_post_missing", text)


def _asks(line: Line) -> bool:
    row = line.row
    acts_up = row.get("kind") == "acting_up" and row.get("person") is not None
    return not line.is_wrong and acts_up and row.get("from_post") is None


def _posts(cover: Row, holdings: Iterable[Row]) -> list[str]:
    """Return the posts held on a day of the cover; what is not stated is open."""
    start, end = _span(cover)
    found = set()
    for holding in holdings:
        first, last = _span(holding)
        if first <= end and start <= last and holding["post"] != cover["post"]:
            found.add(str(holding["post"]))
    return sorted(found)


def _span(row: Row) -> tuple[date, date]:
    return begins(_text(row["from"])), ends(_text(row["to"]))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _long_days(coming: Coming) -> None:
    """Ask about a person with more than one day of work on one day."""
    fresh = [
        line
        for line in coming.by_noun.get("activities", ())
        if not line.is_wrong and not line.is_same
    ]
    if not fresh:
        return
    hours = settings.hours_per_day(settings.settings(coming.connection))
    days = {(line.row["person"], line.row["date"]): Decimal(0) for line in fresh}
    for row, _ in coming.outcome("activities"):
        who = (row["person"], row["date"])
        if who in days and row["delivered"] is not False:
            quantity = Decimal(str(row["quantity"]))
            days[who] += quantity / hours if row["unit"] == "hour" else quantity
    for line in fresh:
        worked = days[line.row["person"], line.row["date"]]
        if worked > _ONE_DAY:
            text = _long_words(line.row, worked)
            line.warn("quantity", "more_than_a_day", text)


def _long_words(row: Row, worked: Decimal) -> str:
    day: date = row["date"]  # type: ignore[assignment]
    figure = plain(round(worked, 2))
    return f"{row['person']} has {figure} days of work on {day_words(day)}."
