"""One post over time: who is in it, who is out, who covers, and what is short when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Grounds
from pip_manager.domain.cover.statutory import NOT_HELD
from pip_manager.domain.cover.timeline import (
    PostTimeline,
    figures_of,
    moved,
)
from pip_manager.domain.cover.why import account
from pip_manager.domain.when import day_words
from pip_manager.services.cover import bars as cover_bars
from pip_manager.services.cover.gaps import fte
from pip_manager.services.cover.grounds import CoverGrounds
from pip_manager.services.cover.splitting import split
from pip_manager.services.cover.words import gap_words, stretch_words
from pip_manager.services.settings import calendar, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.timeline import Bar
    from pip_manager.domain.cover.why import DayAccount, Given
    from pip_manager.domain.records import Record
    from pip_manager.models import Connection
    from pip_manager.services.cover.bars import PostRecords
    from pip_manager.services.workplace import Workplace

_YEAR = 365
_BACK, _AHEAD, _FAR = _YEAR, 2 * _YEAR, 15 * _YEAR


class Timeline:
    """What the timeline of a post shows, and its own verb: to split."""

    def __init__(self, office: Workplace) -> None:
        """Read the cover of an office."""
        self._office = office

    def of(
        self,
        post: str,
        today: date,
        span: tuple[date, date] | None = None,
        *,
        with_proposed: bool = False,
    ) -> PostTimeline:
        """Return a post over time.

        Args:
            post: its code.
            today: the day gaps are told from.
            span: first and last day; without it all that is recorded of the post, and
                a year back and two ahead at least.
            with_proposed: whether the proposed counts as if it were confirmed.

        Raises:
            ConflictError: there is no such post (any more).
        """
        with self._office.store.reading() as connection:
            records = cover_bars.read_records(connection, post)
            bars = cover_bars.bars(records)
            first, last = span or _span(bars, today)
            read = _grounds(connection, records, first, last)
        found = read.recorded.posts[0]
        grounds = read.over(first, last, with_proposed=with_proposed)
        made = PostTimeline(
            post=found,
            first=first,
            last=last,
            today=today,
            bars=bars,
            figures=figures_of(found, grounds),
            unmeasured=cover_bars.unmeasured(records),
            recorded=read.recorded,
            grounds=grounds,
            with_proposed=with_proposed,
        )
        return _told(made)

    def moved(
        self, found: PostTimeline, bar: Bar, start: date, end: date | None
    ) -> PostTimeline:
        """Return a timeline as it would be with other dates of a bar; keep nothing."""
        return _told(moved(found, bar, start, end))

    def why(
        self, post: str, day: date, *, with_proposed: bool = False
    ) -> tuple[str, ...]:
        """Return in sentences what made the figures of a post on a day."""
        with self._office.store.reading() as connection:
            records = cover_bars.read_records(connection, post)
            read = _grounds(connection, records, day, day)
        found = read.recorded.posts[0]
        grounds = read.over(day, day, with_proposed=with_proposed)
        return tuple(_account_words(found, grounds, records, day))

    def split(self, record: Record, day: date) -> Record:
        """Make two of one arrangement, the second from `day` on; return the second.

        Raises:
            PipManagerError: it does not run on the days before and on that day, or
                days from then on are billed.
        """
        return split(self._office, record, day)


def _grounds(
    connection: Connection, records: PostRecords, *asked: date
) -> CoverGrounds:
    """Return what one post is worked out from, its own records alone."""
    stated = settings(connection)
    rows = {
        "posts": [records.record.row],
        "holdings": [one.row for one in records.holdings],
        "secondments": [one.row for one in records.secondments],
        "cover": [one.row for one in (*records.cover, *records.lent)],
    }
    recorded = Establishment.from_rows(rows, stated.get("home_authority"))
    return CoverGrounds(recorded, calendar(connection, *asked), stated)


def _span(bars: Sequence[Bar], today: date) -> tuple[date, date]:
    """Return the days that show every bar, no further than fifteen years away."""
    starts = [bar.start for bar in bars]
    ends = [bar.end or bar.start for bar in bars]
    first = min([today - timedelta(_BACK), *starts])
    last = max([today + timedelta(_AHEAD), *ends, *starts])
    low, high = today - timedelta(_FAR), today + timedelta(_FAR)
    return max(first, low), min(last, high) + timedelta(1)


# ---- the sentences at the head


def _told(found: PostTimeline) -> PostTimeline:
    sentence = " ".join(_sentences(found))
    return replace(found, figures=replace(found.figures, sentence=sentence))


def _sentences(found: PostTimeline) -> Iterator[str]:
    unheld = _unheld(found)
    if unheld:
        yield unheld
    gaps = gap_words(found.post, found.grounds, found.today)
    if gaps:
        yield f"{gaps[:1].upper()}{gaps[1:]}."
    unknown = _unknown(found)
    if unknown:
        yield f"More is {unknown}" if gaps else f"{unknown[:1].upper()}{unknown[1:]}"
    elif not gaps and not unheld:
        yield "Nothing is short from today on."
    if not found.with_proposed:
        yield from _proposed(found, gaps)


def _proposed(found: PostTimeline, gaps: str) -> Iterator[str]:
    """Tell what the proposed would come to, where that is something else."""
    measured = Measured(found.recorded, with_proposed=True)
    grounds = Grounds(measured, found.grounds.days, found.grounds.limits)
    told = gap_words(found.post, grounds, found.today)
    if told != gaps:
        yield f"With what is proposed: {told or 'nothing is short'}."


def _unheld(found: PostTimeline) -> str:
    ahead = [
        spell
        for spell in found.figures.spells
        if spell.answer == NOT_HELD and spell.end >= found.today.toordinal()
    ]
    if not ahead:
        return ""
    first, year = ahead[0], found.today.year
    if first.end >= found.last.toordinal():
        when = f"from {day_words(date.fromordinal(first.start))} on"
    elif first.start == first.end:
        when = f"on {stretch_words(first.start, first.end, year)}"
    else:
        when = f"from {stretch_words(first.start, first.end, year)}"
    more = len(ahead) - 1
    times = f", and {more} {'time' if more == 1 else 'times'} more" if more else ""
    return f"Nobody holds the statutory post {when}{times}."


def _unknown(found: PostTimeline) -> str:
    """Return why no more can be known; never nothing where green would be false."""
    today, last = found.today.toordinal(), found.last.toordinal()
    measured = found.grounds.measured
    doubts = [
        doubt
        for doubt in measured.doubts_of.get(found.post.code, ())
        if doubt.touches(today, last)
    ]
    if doubts:
        one = len(doubts) == 1
        records = "1 record cannot" if one else f"{len(doubts)} records cannot"
        return f"not known: {records} be measured."
    if not measured.is_held_at_all(found.post.code):
        return "not known: nobody is recorded in the post."
    if found.post.established is None:
        return "not known: the FTE of the post is not stated."
    return ""


# ---- why a day is as it is


def _account_words(
    post: Post, grounds: Grounds, records: PostRecords, day: date
) -> Iterator[str]:
    if not grounds.days.ordinals:
        yield f"{day_words(day)} is no working day."
        return
    told = account(post, grounds.measured, day.toordinal())
    named = cover_bars.names(records)
    for heading, given, noun in (
        ("In post", told.held, "holdings"),
        ("Released", told.seconded, "secondments"),
        ("Lent elsewhere", told.lent, "lent"),
        ("Covered", told.restored, "cover"),
        ("Absorbed beside own work", told.absorbed, "cover"),
    ):
        if given:
            yield f"{heading}: {_given(given, noun, named)}."
    if told.vacancy:
        yield f"Vacant: {fte(told.vacancy)}."
    yield _short(told)
    for doubt in told.doubts:
        yield f"Not measured: {doubt.code} ({doubt.why})."


def _short(told: DayAccount) -> str:
    figures = told.figures
    if figures.gap:
        return f"Short: {fte(figures.gap)}."
    if figures.overlap:
        return f"Nothing is short; {fte(figures.overlap)} more than is needed."
    return "Nothing is short." if not told.doubts else "Whether it is short is unknown."


def _given(
    given: Sequence[Given], noun: str, named: Mapping[tuple[str, str], str]
) -> str:
    codes = ((one.fact.code, one.share) for one in given)
    told = (f"{named.get((noun, code), code)} {fte(share)}" for code, share in codes)
    return ", ".join(told)
