"""One arrangement becomes two: up to the day before, and from that day on.

No figure of cover and no charge changes by it; each half may then be changed alone. An
ended arrangement may be split as well, to put right what was recorded of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pip_manager.domain.labels import one as one_of
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.when import begins, day_words, ends, is_day
from pip_manager.errors import PipManagerError
from pip_manager.models import unbilled
from pip_manager.services.records import Records

if TYPE_CHECKING:
    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.services.workplace import Workplace

_ONE_DAY = timedelta(1)
_COST = ("cost_kind", "cost_amount", "cost_unit")


def split(office: Workplace, record: Record, day: date) -> Record:
    """Split a secondment, a cover or a holding; return the half from `day` on.

    Raises:
        PipManagerError: it does not run on the day and on the one before, or days from
            then on are billed.
    """
    _refuse_outside(record, day)
    what = one_of(record.noun)
    code = NOUNS[record.noun].code
    named = f" {record.row[code]}" if code else ""
    verb = f"Split {what}{named} at {day_words(day)}"
    records = Records(office)
    with office.writing(verb) as writer:
        _refuse_billed(writer.connection, record, day)
        records.alter(writer, record, _first_half(record, day))
        return records.put(writer, record.noun, _second_half(record, day))


def _refuse_outside(record: Record, day: date) -> None:
    first, last = _text(record.row["from"]), _text(record.row["to"])
    if first is None or not is_day(first) or (last is not None and not is_day(last)):
        raise PipManagerError(
            "Its dates are not known to the day. Complete them, then split it."
        )
    start, end = begins(first), ends(last)
    if end <= start:
        raise PipManagerError("It lasts a single day, so there is nothing to split.")
    if not start < day <= end:
        until = "" if last is None else f" and on {day_words(end)} at the latest"
        raise PipManagerError(
            f"It cannot be split on {day_words(day)}: the second part begins after"
            f" {day_words(start)}{until}. Choose such a day."
        )


def _refuse_billed(connection: Connection, record: Record, day: date) -> None:
    """Refuse where billed days would move to the half that has another code."""
    if record.noun != "secondments":
        return
    billed = [
        held
        for held in unbilled.secondment_holds(connection, None)
        if held["code"] == record.row["secondment"]
    ]
    last = max((_day(held["to"]) for held in billed), default=date.min)
    if last >= day:
        raise PipManagerError(
            f"The days up to {day_words(last)} are billed already. Split it on"
            f" {day_words(last + _ONE_DAY)} or later."
        )


def _first_half(record: Record, day: date) -> Row:
    fields: Row = {"to": (day - _ONE_DAY).isoformat()}
    if record.noun == "secondments":
        fields["to_is_expected"] = False
        if not _is_over(_text(record.row["review_on"]), day):
            fields["review_on"] = None
    return fields


def _second_half(record: Record, day: date) -> Row:
    row: Row = {**record.row, "from": day.isoformat()}
    if code := NOUNS[record.noun].code:
        row[code] = None
    if row.get("cost_unit") == "once":
        # paid once, on the first day of the first half
        row |= dict.fromkeys(_COST)
    if record.noun == "secondments" and _is_over(_text(row["review_on"]), day):
        row["review_on"] = None
    return row


def _is_over(review: str | None, day: date) -> bool:
    return review is not None and ends(review) < day


def _day(value: Value) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
