"""What the forms of secondments and cover ask and tell while somebody fills them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.cover import asked
from pip_manager.domain.cover.asked import Beside, then_words
from pip_manager.domain.cover.bands import gap_bands, last_change
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import NO_COVER, Establishment
from pip_manager.domain.cover.imagined import imagined
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.people import over_committed
from pip_manager.domain.cover.release import Now
from pip_manager.domain.cover.report import Grounds
from pip_manager.domain.cover.stand_ins import stand_ins
from pip_manager.domain.measurable import missing
from pip_manager.errors import FieldProblem
from pip_manager.models import rows
from pip_manager.services import checks
from pip_manager.services.cover_grounds import CoverGrounds, read_grounds
from pip_manager.services.cover_words import band_words
from pip_manager.services.gaps import fte

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pip_manager.domain.cover.bands import Band
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.stand_ins import StandIn
    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.services.workplace import Workplace

_OPEN_FOR = timedelta(366)
_BEYOND = timedelta(31)
_CODES = {"secondments": "secondment", "cover": "cover"}


@dataclass(frozen=True, slots=True)
class Planned:
    """One record as it would be: new without a record, gone without a row."""

    noun: str
    record: Record | None
    row: Row | None

    @property
    def code(self) -> str | None:
        """Return the code of what is recorded; None where it is new."""
        return str(self.record.row[_CODES[self.noun]]) if self.record else None


@dataclass(frozen=True, slots=True)
class Told:
    """A line under the dates; `is_short` where the post is left short."""

    words: str
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A post that a plan leaves shorter than it was: how long, and in words."""

    post: str
    title: str
    words: str
    first: date
    last: date | None
    most: Decimal


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who could cover: the post held, the kind of cover, why not."""

    person: str
    name: str
    post: str
    title: str
    kind: str
    free: Decimal
    kept_out: str


class Arranging:
    """What the forms need; nothing here writes."""

    def __init__(self, office: Workplace) -> None:
        """Read the records of an office."""
        self._office = office

    def problems(
        self, planned: Planned, others: Sequence[Planned] = ()
    ) -> tuple[FieldProblem, ...]:
        """Return every reason why a form does not keep a row, by field."""
        with self._office.store.reading() as connection:
            return problems(connection, planned, others)

    def notices(
        self, planned: Planned, others: Sequence[Planned] = ()
    ) -> tuple[FieldProblem, ...]:
        """Return what is kept all the same but ought to be looked at, by field."""
        row = planned.row or {}
        with self._office.store.reading() as connection:
            found = beside(connection, planned, others)
            told = list(asked.notices(planned.noun, row, found))
            if row.get("person") is not None and not missing(row):
                grounds = _grounds(connection, (planned, *others))
                told += _over_committed(grounds, planned, others, found)
        return tuple(told)

    def post_of(self, row: Mapping[str, Value]) -> str | None:
        """Return the post the person of a row holds in its days, the latest first."""
        with self._office.store.reading() as connection:
            held = rows.rows(connection, "holdings", person=row.get("person"))
        return post_held(row, held)

    def told(self, planned: Planned, today: date) -> Told:
        """Return what a row would do to the post at home, in words."""
        row = planned.row or {}
        column = "post" if planned.noun == "cover" else "home_post"
        if lacking := _lacking(row, column):
            return Told(lacking)
        with self._office.store.reading() as connection:
            grounds = _grounds(connection, (planned,))
        post = _post(grounds.recorded, row[column])
        if post is None:
            return Told("It is not measured: this is a team, or of another authority.")
        look = _Look(grounds, (planned,), row)
        bands = look.bands(post)
        if not bands:
            return Told(f"{post.title} is fully covered {look.when}.")
        verb = "Leaves" if planned.noun == "secondments" else "Then"
        return Told(
            f"{verb} {post.title} {look.words(post, bands, today)}.", is_short=True
        )

    def opening(
        self, planned: Planned, others: Sequence[Planned], today: date
    ) -> Opening | None:
        """Return what a secondment leaves shorter than it is now; None: nothing."""
        row = planned.row
        if row is None or missing(row):
            return None
        with self._office.store.reading() as connection:
            grounds = _grounds(connection, (planned, *others))
        post = _post(grounds.recorded, row["home_post"])
        if post is None:
            return None
        after, before = (_Look(grounds, plan, row) for plan in ((planned, *others), ()))
        bands = after.bands(post)
        total = sum(band.total for band in bands)
        if total <= sum(band.total for band in before.bands(post)):
            return None
        is_open = row.get("to") is None
        return Opening(
            post.code,
            post.title,
            after.words(post, bands, today),
            date.fromordinal(bands[0].start),
            None if is_open else date.fromordinal(bands[-1].end),
            Decimal(max(band.highest for band in bands)) / 10_000,
        )

    def left(self, planned: Sequence[Planned], post: str, today: date) -> Told:
        """Return how short a post would still be under a plan, in words."""
        row = next(one.row for one in planned if one.row is not None)
        with self._office.store.reading() as connection:
            grounds = _grounds(connection, planned)
        found = _post(grounds.recorded, post)
        if found is None or missing(row):
            return Told("")
        look = _Look(grounds, planned, row)
        bands = look.bands(found)
        if not bands:
            return Told(f"{found.title} is then fully covered {look.when}.")
        return Told(f"{found.title}: {look.words(found, bands, today)}.", is_short=True)

    def offers(self, row: Mapping[str, Value]) -> list[Offer]:
        """Return who could cover the post a secondment leaves, the fittest first."""
        if missing(row):
            return []
        plan = Planned("secondments", None, dict(row))
        with self._office.store.reading() as connection:
            grounds = _grounds(connection, (plan,))
            people = rows.rows(connection, "people")
        names = {str(one["person"]): str(one["name"]) for one in people}
        employed = {
            str(one["person"]): (_text(one["from"]), _text(one["to"])) for one in people
        }
        first, last = _days(row)
        days = WorkingDays(grounds.calendar, first, last)
        now = Now(grounds.recorded, days, grounds.limits)
        wanted = Establishment.from_rows({"secondments": [row]}, None).secondments[0]
        return [_offer(one, names) for one in stand_ins(now, wanted, employed)]


def problems(
    connection: Connection, planned: Planned, others: Sequence[Planned] = ()
) -> tuple[FieldProblem, ...]:
    """Return why a form does not keep a row: what files are refused for comes first."""
    noun, row = planned.noun, planned.row or {}
    around = checks.Around(connection)
    code = _CODES[noun]
    found = [
        one
        for one in checks.problems(noun, row, around)
        # an empty code is given the next one
        if one.field != code or row.get(code) is not None
    ]
    if not found:
        found += asked.problems(noun, row, beside(connection, planned, others))
    if not found:
        before = planned.record.row if planned.record else None
        found += checks.among(
            noun, {**row, code: row.get(code) or "new"}, before, around
        )
    return tuple(found)


def beside(
    connection: Connection, planned: Planned, others: Sequence[Planned] = ()
) -> Beside:
    """Return the records beside one, as they would be."""
    person = (planned.row or {}).get("person")
    every = (*others, planned)

    def mine(noun: str) -> list[Row]:
        kept = [] if person is None else rows.rows(connection, noun, person=person)
        codes = {one.code for one in every if one.noun == noun}
        kept = [row for row in kept if row[_CODES[noun]] not in codes]
        fresh = (one.row for one in others if one.noun == noun)
        return [*kept, *(row for row in fresh if row and row["person"] == person)]

    return Beside(
        {str(row["person"]): row for row in _of(connection, "people", person)},
        {str(row["post"]): row for row in rows.rows(connection, "posts")},
        _of(connection, "holdings", person),
        mine("secondments"),
        mine("cover"),
    )


def _of(connection: Connection, noun: str, person: Value) -> list[Row]:
    return [] if person is None else rows.rows(connection, noun, person=person)


def post_held(row: Mapping[str, Value], held: Iterable[Row]) -> str | None:
    """Return the post of the holding that lasts longest into the days of a row."""
    own = row.get("post")
    found = [one for one in held if asked.meet(one, row) and one["post"] != own]
    found.sort(key=lambda one: (one["from"] is not None, str(one["from"] or "")))
    return str(found[-1]["post"]) if found else None


def _lacking(row: Mapping[str, Value], column: str) -> str:
    """Say what is needed before anything can be told; empty where nothing is."""
    if row.get(column) is None:
        return ""
    why = missing(row)
    if row.get("kind") == NO_COVER:
        return ""
    return f"Cannot be measured yet: {', '.join(why)}." if why else ""


def _grounds(connection: Connection, plan: Iterable[Planned]) -> CoverGrounds:
    spans = [_days(one.row) for one in plan if one.row is not None]
    return read_grounds(connection, *(day for span in spans for day in span))


def _days(row: Mapping[str, Value]) -> tuple[date, date]:
    """Return the first and last day looked at: what is open is looked at for a year."""
    start, end = asked.span_of(row)
    if start == date.min:
        start = min(end, date.today())  # noqa: DTZ011 - the user's own day
    return start, min(end, start + _OPEN_FOR) if end == date.max else end


def with_plan(recorded: Establishment, plan: Iterable[Planned]) -> Establishment:
    """Return an establishment with everything of a plan in it."""
    for one in plan:
        code = _CODES[one.noun]
        row = one.row and {**one.row, code: one.row.get(code) or f"new {id(one)}"}
        recorded = imagined(recorded, one.noun, one.code, row)
    return recorded


class _Look:
    """A post under a plan, in the days of one of its rows."""

    def __init__(
        self, grounds: CoverGrounds, plan: Iterable[Planned], row: Mapping[str, Value]
    ) -> None:
        first, last = _days(row)
        self._ends = row.get("to") is not None
        self._last = last.toordinal()
        recorded = with_plan(grounds.recorded, plan)
        measured = Measured(recorded, with_proposed=True)
        far = last + _BEYOND if last < date.max - _BEYOND else last
        days = WorkingDays(grounds.calendar, first, far)
        self._grounds = Grounds(measured, days, grounds.limits)
        self.when = then_words(*asked.span_of(row))

    def bands(self, post: Post) -> list[Band]:
        """Return where the post is short, cut at the last day of the row."""
        found = gap_bands(post, self._grounds)
        if not self._ends:
            return found
        return [self._cut(band) for band in found if band.start <= self._last]

    def _cut(self, band: Band) -> Band:
        if band.end <= self._last:
            return band
        days = self._grounds.days
        worked = days.count(band.start, self._last)
        if len(band.figures) == 1:
            total = band.figures[0] * worked
        else:
            counts = days.counts(band.start, self._last)
            total = sum(a * b for a, b in zip(band.figures, counts, strict=True))
        return band._replace(end=self._last, working_days=worked, total=total)

    def words(self, post: Post, bands: Sequence[Band], today: date) -> str:
        """Return how short the post is, from when to when, and its FTE-days."""
        first = date.fromordinal(bands[0].start)
        seen = min(today, first - timedelta(1))
        change = last_change(post, self._grounds.measured)
        days = self._grounds.days
        told = band_words(bands, days, seen, goes_on=change <= days.last)
        if not self._ends:
            return told
        total = fte(sum(band.total for band in bands))
        return f"{told} ({total} FTE-days)"


def _over_committed(
    grounds: CoverGrounds,
    planned: Planned,
    others: Sequence[Planned],
    names: Beside,
) -> Iterable[FieldProblem]:
    row = planned.row or {}
    person = str(row["person"])
    recorded = with_plan(grounds.recorded, (*others, planned))
    mine = Establishment(
        secondments=[one for one in recorded.secondments if one.person == person],
        covers=[one for one in recorded.covers if one.person == person],
        fte=recorded.fte,
    )
    days = WorkingDays(grounds.calendar, *_days(row))
    has = fte(recorded.fte_of(person))
    for over in over_committed(Measured(mine, with_proposed=True), days):
        when = then_words(date.fromordinal(over.start), date.fromordinal(over.end))
        gives = f"{names.name(person)} would give {fte(over.fte)} FTE {when}"
        sentence = f"{gives}, and has {has}."
        yield FieldProblem("person", sentence)


def _post(recorded: Establishment, code: Value) -> Post | None:
    return next((one for one in recorded.home_posts() if one.code == code), None)


def _offer(one: StandIn, names: Mapping[str, str]) -> Offer:
    return Offer(
        one.person,
        names.get(one.person, one.person),
        one.post.code,
        one.post.title,
        one.kind,
        Decimal(one.free) / 10_000,
        one.kept_out,
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
