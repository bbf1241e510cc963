"""The statutory post with a clock: held today, for how long, and by whom.

Source: "Statutory DCS appointment" of the thresholds in the domain notes. A review is
on record while the review date of a joint role is not past; each appointment to act is
a decision by itself, so its months are counted from its own beginning.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.days import Piece, stretches
from pip_manager.domain.cover.facts import Cover, Holding, Post, Secondment
from pip_manager.domain.cover.findings import Finding, Subject, behind
from pip_manager.domain.cover.measured import life
from pip_manager.domain.cover.statutory import (
    HELD,
    NOT_HELD,
    UNKNOWN,
    changes,
    in_post,
    statutory_held,
)
from pip_manager.domain.measurable import reasons
from pip_manager.domain.when import day_words, ends, span_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pip_manager.domain.cover.findings import Ahead, Behind
    from pip_manager.domain.cover.measured import Doubt, Measured

_JOINT = "joint_role"
_SUBSTANTIVE = frozenset({None, "substantive"})
_MONTHS = 12


class _Stretch(NamedTuple):
    start: int
    end: int
    held: str


def statutory(post: Post, ahead: Ahead) -> Finding | None:
    """Return the worst of what is to say of a statutory post, or None."""
    found = list(_stretches(post, ahead))
    if not found:
        return None
    now, later = found[0], found[1:]
    if now.held == NOT_HELD:
        return _finding(post, "critical", "Nobody holds this statutory post", now)
    if now.held == UNKNOWN:
        words = "It is not known whether anybody holds this statutory post"
        doubts = ahead.grounds.measured.doubts_of.get(post.code, ())
        return _finding(post, "unknown", words, now, _doubted(doubts, now))
    return _ending(post, later, ahead) or _too_long(post, now, ahead)


def _ending(post: Post, later: list[_Stretch], ahead: Ahead) -> Finding | None:
    """Return that it will not be held, or nobody knows, within the days that matter."""
    after = next((one for one in later if one.held != HELD), None)
    if after is None:
        return None
    days, last = ahead.grounds.days, after.start - 1
    away = days.count(ahead.first + 1, last) if last > ahead.first else 0
    if away >= ahead.marks.end_days:
        return None
    ended = _ended(post, ahead.grounds.measured, last)
    if after.held == UNKNOWN:
        words = "It is not known who holds this statutory post from then"
        return _finding(post, "unknown", words, after, ended)
    when = _when(after, days.last)
    words = f"Nobody is confirmed to hold it {when}"
    return _finding(post, "red", words, after, ended)


def _when(stretch: _Stretch, last: int) -> str:
    start, end = date.fromordinal(stretch.start), date.fromordinal(stretch.end)
    # where the days looked at end, nothing is said of an end
    if stretch.end >= last:
        return f"from {day_words(start)}"
    return (
        f"on {day_words(start)}" if start == end else f"from {span_words(start, end)}"
    )


def _too_long(post: Post, now: _Stretch, ahead: Ahead) -> Finding | None:
    """Return a joint or acting director of more than the months without a review."""
    measured, day = ahead.grounds.measured, now.start
    holders = in_post(post.code, measured, day)
    regular = [one for one in holders if one.capacity in _SUBSTANTIVE]
    if regular:
        who, facts = "Shared", _joint(post, measured, day, regular)
    else:
        who, facts = (
            "has been held by an interim",
            _acting(post, measured, day, holders),
        )
    months = int(ahead.marks.acting_months)
    late = [
        fact
        for fact in facts
        if fact.start is not None
        and ahead.today > _months_after(date.fromisoformat(fact.start), months)
        and not _has_review(fact, ahead)
    ]
    # an interim appointed lately was decided upon lately
    if not late or (not regular and len(late) < len(facts)):
        return None
    since = day_words(max(date.fromisoformat(str(fact.start)) for fact in late))
    words = f"{who} since {since}, no review on record"
    return _finding(post, "amber", words, now, behind(*late))


def _joint(
    post: Post, measured: Measured, day: int, holders: list[Holding]
) -> list[Secondment | Cover | Holding]:
    people = {one.person for one in holders} - {None}
    return [
        part.fact
        for part in measured.seconded.get(post.code, ())
        if part.start <= day <= part.end
        and isinstance(part.fact, Secondment)
        and part.fact.kind == _JOINT
        and part.fact.person in people
    ]


def _acting(
    post: Post, measured: Measured, day: int, holders: list[Holding]
) -> list[Secondment | Cover | Holding]:
    spans = set(measured.designated.get(post.code, ()))
    designated = [
        one
        for one in measured.recorded.covers
        if one.post == post.code and one.is_designated and _is_among(one, spans, day)
    ]
    return [*holders, *designated]


def _is_among(one: Cover, spans: set[tuple[int, int]], day: int) -> bool:
    if reasons(one.start, one.end):
        return False
    start, end = life(one.start, one.end)
    return (start, end) in spans and start <= day <= end


def _has_review(fact: Secondment | Cover | Holding, ahead: Ahead) -> bool:
    review = ahead.reviews.get(str(fact.code))
    return isinstance(fact, Secondment) and bool(review) and ends(review) >= ahead.today


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def _ended(post: Post, measured: Measured, last: int) -> tuple[Behind, ...]:
    """Return what held the post up to a day."""
    held = [part.fact for part in measured.held.get(post.code, ()) if part.end == last]
    spans = {span for span in measured.designated.get(post.code, ()) if span[1] == last}
    covers = [
        one
        for one in measured.recorded.covers
        if one.post == post.code and one.is_designated and _is_among(one, spans, last)
    ]
    return behind(*held, *covers)


def _doubted(doubts: Iterable[Doubt], now: _Stretch) -> tuple[Behind, ...]:
    return behind(*(one.fact for one in doubts if one.touches(now.start, now.end)))


def _stretches(post: Post, ahead: Ahead) -> Iterator[_Stretch]:
    """Give each unbroken stretch of one answer from today on; each has working days."""
    measured, days = ahead.grounds.measured, ahead.grounds.days
    found: _Stretch | None = None
    for low, high in _cut(post, ahead):
        count = days.count(low, high)
        held = statutory_held(post, measured, days, Piece(low, high, count))
        if not count or held is None:
            continue
        if found is not None and found.held == held:
            found = found._replace(end=high)
            continue
        if found is not None:
            yield found
        found = _Stretch(low, high, held)
    if found is not None:
        yield found


def _cut(post: Post, ahead: Ahead) -> list[tuple[int, int]]:
    born, died = life(post.start, post.end)
    days, measured = ahead.grounds.days, ahead.grounds.measured
    first, last = max(ahead.first, born), min(days.last, died)
    return stretches(changes(post.code, measured), first, last)


def _finding(
    post: Post,
    level: str,
    words: str,
    stretch: _Stretch,
    facts: tuple[Behind, ...] = (),
) -> Finding:
    return Finding(
        Subject.STATUTORY,
        level,
        words,
        stretch.start,
        stretch.end,
        facts or behind(post),
        post,
        is_held=level not in {"critical", "red"},
    )
