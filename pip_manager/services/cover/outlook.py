"""What is to come for cover, read from the store: findings, returns, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.cover.findings import Marks, ahead
from pip_manager.domain.cover.outlook import outlook
from pip_manager.domain.cover.people import over_committed
from pip_manager.domain.cover.returning import returns, reviews
from pip_manager.models import changes, rows
from pip_manager.models import lent as asked
from pip_manager.services.cover.grounds import read_grounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pip_manager.domain.cover.findings import Ahead, Finding
    from pip_manager.domain.cover.measured import Doubt, Measured
    from pip_manager.domain.cover.people import OverCommitment
    from pip_manager.domain.cover.returning import Return, Review
    from pip_manager.models import Connection
    from pip_manager.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class OverCommitted:
    """A person's first stretch above the FTE, and how many follow.

    `post` is that of what was begun last.
    """

    over: OverCommitment
    post: str | None
    later: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything to come up to `last`; `first_worked` is the first working day.

    `words` are the names of people, posts and authorities by noun and code;
    `accepted_by` who decided to do without cover, by the code of the decision.
    """

    today: date
    first_worked: int
    last: date
    findings: Sequence[Finding]
    over_committed: Sequence[OverCommitted]
    returns: Sequence[Return]
    reviews: Sequence[Review]
    not_measurable: Sequence[Doubt]
    words: Mapping[str, Mapping[str, str]]
    accepted_by: Mapping[str, str]

    def word(self, noun: str, code: str | None) -> str:
        """Return the name of a record, else its code; nobody is “not stated”."""
        return "not stated" if code is None else self.words[noun].get(code, code)


class CoverOutlook:
    """The thresholds that need a clock, or several posts; pure reading."""

    def __init__(self, office: Workplace) -> None:
        """Look ahead in the store of an office."""
        self._office = office
        self._known: tuple[tuple[int, date], Seen] | None = None

    def seen(self, today: date) -> Seen:
        """Return what is to come; read once while the store does not change."""
        with self._office.store.reading() as connection:
            at = changes.head(connection)[0], today
            known = self._known
            if known is None or known[0] != at:
                known = self._known = at, _look(connection, today)
        return known[1]


def _look(connection: Connection, today: date) -> Seen:
    grounds = read_grounds(connection, today)
    lent = asked.lent(connection)
    due = {one.code: one.review for one in lent if one.review}
    marks = Marks.from_settings(grounds.settings)
    found = ahead(grounds.recorded, grounds.calendar, marks, today, due)
    last = date.fromordinal(found.last)
    return Seen(
        today,
        found.first_worked,
        last,
        outlook(found),
        _over_committed(found),
        list(returns(lent, grounds.calendar, today, last)),
        reviews(lent, today),
        found.grounds.measured.not_measurable(found.first, found.last),
        {
            "people": rows.labels(connection, "people", "name"),
            "posts": rows.labels(connection, "posts", "title"),
            "authorities": rows.labels(connection, "authorities", "name"),
        },
        asked.accepted_by(connection),
    )


def _over_committed(found: Ahead) -> list[OverCommitted]:
    """Return the first stretch of each person within the forward look, by date."""
    measured = found.grounds.measured
    stretches: dict[str, list[OverCommitment]] = {}
    for over in over_committed(measured, found.grounds.days):
        if over.end >= found.first and over.start <= found.last:
            stretches.setdefault(over.person, []).append(over)
    told = [
        OverCommitted(first, _latest(first, measured), len(later))
        for first, *later in stretches.values()
    ]
    return sorted(told, key=lambda one: (one.over.start, one.over.person))


def _latest(over: OverCommitment, measured: Measured) -> str | None:
    """Return the post of what the person began last of what is given that day."""
    given = [
        (part.start, place, part.fact.post)
        for place, part in enumerate(measured.given[over.person])
        if part.start <= over.start <= part.end
    ]
    return max(given)[2] if given else None
