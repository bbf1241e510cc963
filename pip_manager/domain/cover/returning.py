"""Who comes back soon with nobody to follow, and whose secondment is to be reviewed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.when import begins, ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pip_manager.domain.calendar import Calendar

REVIEWS_AHEAD = timedelta(days=30)
_COUNTS = frozenset({None, "confirmed", "ended"})
_PROPOSED = "proposed"


class Lent(NamedTuple):
    """A secondment as far as its end and its review go; dates may be vague."""

    code: str
    person: str | None
    post: str
    authority: str | None
    host_role: str | None
    start: str | None
    end: str | None
    review: str | None
    state: str | None

    @property
    def counts(self) -> bool:
        """Tell whether it is more than proposed."""
        return self.state in _COUNTS


class Return(NamedTuple):
    """A secondment about to end; `proposed` follows it if it is confirmed."""

    lent: Lent
    on: date
    proposed: Lent | None


class Review(NamedTuple):
    """A review to come, or one that was due before today."""

    lent: Lent
    on: date


def returns(
    lent: Sequence[Lent], calendar: Calendar, today: date, last: date
) -> Iterator[Return]:
    """Give what ends from today to `last` without a confirmed successor, soonest first.

    A successor is of the same person and post, or at the same host in the same role,
    and is there by the next working day.
    """
    ending = [
        one for one in lent if one.counts and one.end and today <= ends(one.end) <= last
    ]
    for one in sorted(ending, key=lambda one: (ends(one.end), one.code)):
        followers = [other for other in lent if _follows(other, one, calendar)]
        if not any(other.counts for other in followers):
            proposed = next(iter(followers), None)
            yield Return(one, ends(one.end), proposed)


def _follows(other: Lent, one: Lent, calendar: Calendar) -> bool:
    if other.start is None or not (other.counts or other.state == _PROPOSED):
        return False
    end = ends(one.end)
    if begins(other.start) > _next_worked(end, calendar) or ends(other.end) <= end:
        return False
    is_same = other.person is not None and other.person == one.person
    if is_same and other.post == one.post:
        return True
    place, its = (one.authority, one.host_role), (other.authority, other.host_role)
    return place == its and None not in place


def _next_worked(day: date, calendar: Calendar) -> date:
    day += timedelta(1)
    while not calendar.is_working_day(day):
        day += timedelta(1)
    return day


def reviews(lent: Iterable[Lent], today: date) -> list[Review]:
    """Return the reviews due of what is not over yet, the longest overdue first."""
    due = [
        Review(one, begins(one.review))
        for one in lent
        if one.counts and one.review and ends(one.end) >= today
    ]
    near = [review for review in due if review.on <= today + REVIEWS_AHEAD]
    return sorted(near, key=lambda review: (review.on, review.lent.code))
