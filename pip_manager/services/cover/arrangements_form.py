"""What the forms of secondments and cover ask and tell while somebody fills them in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.cover import asked
from pip_manager.domain.cover.asked import Beside, then_words
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import NO_COVER, ONE, Establishment
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.people import over_committed
from pip_manager.domain.cover.planned import CODES, Offer, Opening, Planned, Told
from pip_manager.domain.cover.release import Now
from pip_manager.domain.cover.stand_ins import stand_ins
from pip_manager.domain.measurable import missing
from pip_manager.errors import FieldProblem
from pip_manager.models import rows
from pip_manager.services import checks
from pip_manager.services.cover.arrangements_look import Look, days_of, with_plan
from pip_manager.services.cover.gaps import fte
from pip_manager.services.cover.grounds import CoverGrounds, read_grounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.cover.stand_ins import StandIn
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.services.workplace import Workplace


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

    def both(self, holding: Mapping[str, Value]) -> tuple[FieldProblem, ...]:
        """Return where somebody is down to cover the post of a holding of theirs."""
        with self._office.store.reading() as connection:
            found = beside(connection, Planned("cover", None, dict(holding)))
        return asked.notices("holdings", holding, found)

    def post_of(self, row: Mapping[str, Value]) -> str | None:
        """Return the post the person of a row holds in its days, the latest first."""
        with self._office.store.reading() as connection:
            held = rows.rows(connection, "holdings", person=row.get("person"))
        return post_held(row, held)

    def holder_of(self, post: str, today: date) -> str | None:
        """Return the one person who holds a post today; None: nobody, or several."""
        with self._office.store.reading() as connection:
            held = rows.rows(connection, "holdings", post=post)
        day = today.isoformat()
        now = {"from": day, "to": day}
        people = {row["person"] for row in held if asked.meet(row, now)}
        return str(people.pop()) if len(people) == 1 and None not in people else None

    def told(self, planned: Planned, today: date) -> Told:
        """Return what a row would do to the post at home, in words."""
        row = planned.row or {}
        column = "post" if planned.noun == "cover" else "home_post"
        first, last = asked.span_of(row)
        if row.get("kind") == NO_COVER or last < first:
            return Told("")
        if lacking := _lacking(row, column):
            return Told(lacking)
        with self._office.store.reading() as connection:
            grounds = _grounds(connection, (planned,))
        post = _post(grounds.recorded, row[column])
        if post is None:
            return Told("It is not measured: this is a team, or of another authority.")
        look = Look(grounds, (planned,), row)
        is_out = planned.noun == "secondments"
        start = f"Leaves {post.title}" if is_out else f"{post.title} is then"
        told = look.sentence(post, start, today)
        left = _post(grounds.recorded, row.get("from_post"))
        if left is not None and (bands := look.bands(left)):
            words = f"Leaves {left.title} {look.words(left, bands, today)}."
            words = f"{told.words} {words}"
            told = Told(words, is_short=True, is_critical=told.is_critical)
        return told

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
        after = Look(grounds, (planned, *others), row)
        shorter = after.shorter_than(Look(grounds, (), row), post)
        if not shorter:
            return None
        first, last = after.widened(min(shorter), max(shorter))
        told = after.sentence(post, f"Leaves {post.title}", today)
        most = Decimal(max(shorter.values())) / ONE
        is_statutory = bool(post.is_statutory)
        return Opening(post.code, post.title, told, first, last, most, is_statutory)

    def left(self, planned: Sequence[Planned], post: str, today: date) -> Told:
        """Return how short a post would still be under a plan, in words."""
        row = next(one.row for one in planned if one.row is not None)
        with self._office.store.reading() as connection:
            grounds = _grounds(connection, planned)
        found = _post(grounds.recorded, post)
        if found is None or missing(row):
            return Told("")
        look = Look(grounds, planned, row)
        return look.sentence(found, f"{found.title} is then", today)

    def offers(self, planned: Planned, opening: Opening) -> list[Offer]:
        """Return who could cover what a secondment leaves open, the fittest first."""
        row = dict(planned.row or {})
        end = opening.last
        row |= {
            "from": opening.first.isoformat(),
            "to": None if end is None else end.isoformat(),
        }
        if row["pattern"] is None:
            row["fraction"] = opening.most
        with self._office.store.reading() as connection:
            grounds = _grounds(connection, (planned,))
            people = rows.rows(connection, "people")
        names = {str(one["person"]): str(one["name"]) for one in people}
        employed = {
            str(one["person"]): (_text(one["from"]), _text(one["to"])) for one in people
        }
        days = WorkingDays(grounds.calendar, *days_of(row))
        now = Now(grounds.recorded, days, grounds.limits)
        wanted = Establishment.from_rows({"secondments": [row]}, None).secondments[0]
        return [_offer(one, names) for one in stand_ins(now, wanted, employed)]


def problems(
    connection: Connection, planned: Planned, others: Sequence[Planned] = ()
) -> tuple[FieldProblem, ...]:
    """Return why a form does not keep a row: what files are refused for comes first."""
    noun, row = planned.noun, planned.row or {}
    around = checks.Around(connection)
    code = CODES[noun]
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
        kept = [row for row in kept if row[CODES[noun]] not in codes]
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
    return f"Cannot be measured yet: {', '.join(why)}." if why else ""


def _grounds(connection: Connection, plan: Iterable[Planned]) -> CoverGrounds:
    spans = [days_of(one.row) for one in plan if one.row is not None]
    return read_grounds(connection, *(day for span in spans for day in span))


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
    days = WorkingDays(grounds.calendar, *days_of(row))
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
        Decimal(one.free) / ONE,
        one.kept_out,
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
