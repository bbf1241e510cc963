"""How an engagement goes from one status to the next, and what each step must say.

The line is enquiry, in discussion, agreed, active, reducing, completed: one step
forward or back. Beside it an engagement can be suspended, declined or ended early.
Source: the exchange format, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain.nouns import ENGAGEMENT_STATUS
from pip_manager.domain.when import first_day, last_day
from pip_manager.domain.when import words as when_words
from pip_manager.errors import FieldProblem

if TYPE_CHECKING:
    from datetime import date

Status = str | None

LINE = ENGAGEMENT_STATUS[:6]
LIVE = ("agreed", "active", "reducing")
CLOSED = ("completed", "declined", "ended_early")
_STATED_FIRST = ("active", *(one for one in ENGAGEMENT_STATUS if one != "active"))
_LEAVES: dict[str, tuple[str, ...]] = {
    "enquiry": ("declined",),
    "in_discussion": ("declined",),
    "agreed": ("suspended", "declined", "ended_early"),
    "active": ("suspended", "ended_early"),
    "reducing": ("suspended", "ended_early"),
}
_RETURNS: dict[str, tuple[str, ...]] = {
    "suspended": ("agreed", "active", "reducing"),
    "declined": ("enquiry", "in_discussion", "agreed"),
    "ended_early": ("agreed", "active", "reducing"),
}
_TOLD = "Status: "
_ARROW = " → "
_UNSTATED = "not stated"


@dataclass(frozen=True, slots=True)
class Step:
    """One step that may be taken from where an engagement stands."""

    before: Status
    after: str
    needs_reason: bool

    @property
    def closes(self) -> bool:
        """Tell whether the work ends with this step."""
        return self.after in {"completed", "ended_early"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A step that was taken; `on` may be vague."""

    before: Status
    after: Status
    on: str
    reason: str | None
    by: str | None


def steps(status: Status) -> tuple[Step, ...]:
    """Return the steps that may be taken from a status, the likeliest first."""
    if status is None:
        # stating it for the first time is no step on the line
        return tuple(Step(None, after, needs_reason=False) for after in _STATED_FIRST)
    found = [Step(status, after, needs_reason=False) for after in _onwards(status)]
    found += [Step(status, after, needs_reason=True) for after in _back(status)]
    return tuple(found)


def _onwards(status: str) -> tuple[str, ...]:
    if status == "suspended":
        return ("active", "agreed", "reducing", "ended_early")
    here = LINE.index(status) if status in LINE else len(LINE)
    return LINE[here + 1 : here + 2] + _LEAVES.get(status, ())


def _back(status: str) -> tuple[str, ...]:
    if status == "suspended":
        return ()  # going on again is no step back
    if status in _RETURNS:
        return _RETURNS[status]
    here = LINE.index(status)
    return LINE[here - 1 : here] if here else ()


def problems(  # noqa: PLR0913 - everything a step is judged by
    before: Status,
    after: str,
    on: str | None,
    reason: str | None,
    *,
    today: date,
    since: str | None = None,
) -> tuple[FieldProblem, ...]:
    """Return every reason why a step cannot be recorded; empty when it can.

    Args:
        before: the status the engagement has.
        after: the status it is to have.
        on: the day of the step; may be vague.
        reason: why; a step back cannot do without.
        today: no step is dated after it.
        since: the date of the last step recorded, if any.
    """
    found = [step for step in steps(before) if step.after == after]
    if not found:
        return (FieldProblem("status", _unreachable(before, after)),)
    told: list[FieldProblem] = []
    if sentence := _date_problem(on, today, since):
        told.append(FieldProblem("on", sentence))
    if found[0].needs_reason and not (reason or "").strip():
        told.append(FieldProblem("reason", "Say why: this is a step back."))
    return tuple(told)


def _unreachable(before: Status, after: str) -> str:
    if before == after:
        return f"It is {words(before)} already."
    ways = ", ".join(words(step.after) for step in steps(before))
    return (
        f"There is no step from {words(before)} to {words(after)}."
        f" From here it goes to: {ways}."
    )


def _date_problem(on: str | None, today: date, since: str | None) -> str | None:
    if on is None:
        return "Say on which day."
    if first_day(on) > today:
        return "That day is still to come. Record the step once it is taken."
    if since is not None and last_day(on) < first_day(since):
        return (
            f"The last step was on {when_words(since)}. Choose that day or a later one."
        )
    return None


def is_live(status: Status) -> bool:
    """Tell whether there is work under a status: agreed, active or reducing."""
    return status in LIVE


def is_open(status: Status) -> bool:
    """Tell whether a status is stated and not an end; an enquiry is open, not live."""
    return status is not None and status not in CLOSED


def words(status: Status) -> str:
    """Return a status as people read it: ``in discussion``, ``not stated``."""
    return _UNSTATED if status is None else status.replace("_", " ")


def told(before: Status, after: Status) -> str:
    """Return the words a step is recorded under: ``Status: agreed → active``."""
    return f"{_TOLD}{words(before)}{_ARROW}{words(after)}"


def read(what: str) -> tuple[Status, Status] | None:
    """Return the statuses such words tell of, or None where they tell of others."""
    if not what.startswith(_TOLD) or _ARROW not in what:
        return None
    ends = [_status(part) for part in what.removeprefix(_TOLD).split(_ARROW, 1)]
    return None if "" in ends else (ends[0], ends[1])


def _status(text: str) -> Status:
    """Return the status of its words, or an empty text where there is none such."""
    if text == _UNSTATED:
        return None
    code = text.replace(" ", "_")
    return code if code in ENGAGEMENT_STATUS else ""
