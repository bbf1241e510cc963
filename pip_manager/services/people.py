"""People and posts: who is who, in which role, holding which post, lent where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.calendar import financial_year_start
from pip_manager.domain.labels import counted, one
from pip_manager.domain.when import begins, ends
from pip_manager.domain.when import words as when_words
from pip_manager.errors import ConflictError, FieldProblem, InputError
from pip_manager.models import people, rows
from pip_manager.services.deeds import deeds
from pip_manager.services.records import Records
from pip_manager.services.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.models.people import Worked
    from pip_manager.models.writer import Writer
    from pip_manager.services.deeds import Deed
    from pip_manager.services.workplace import Workplace

COUNTING = {None, "confirmed", "ended"}
_LATEST_WORK = 6
_OF_A_POST = "post"
_TIER_NOT_STATED = 9


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the list; days of the financial year, None while not counted."""

    code: str
    name: str
    employer: str | None
    fte: Decimal | None
    role: str | None
    posts: tuple[str, ...]
    days: Decimal | None
    lent: tuple[str, ...]
    is_here: bool


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All that is recorded about one person; `titles` words of codes by noun."""

    person: Record
    roles: tuple[Record, ...]
    holdings: tuple[Record, ...]
    secondments: tuple[Record, ...]
    cover: tuple[Record, ...]
    work: tuple[Worked, ...]
    history: tuple[Deed, ...]
    titles: Mapping[str, Mapping[str, str]]
    role_now: int | None


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post or team; `holders` are those of today, in words."""

    code: str
    title: str
    tier: int | None
    fte: Decimal | None
    statutory: bool | None
    authority: str | None
    holders: tuple[str, ...]
    is_recorded: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class PostFile:
    """All that is recorded about one post."""

    post: Record
    holdings: tuple[Record, ...]
    secondments: tuple[Record, ...]
    cover: tuple[Record, ...]
    history: tuple[Deed, ...]
    titles: Mapping[str, Mapping[str, str]]


class People:
    """The verbs of the screen of people and posts."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the people of an office."""
        self._office = office
        self._records = Records(office)

    # ---- people

    def people(
        self, today: date, days: Mapping[str, Decimal] | None = None
    ) -> list[PersonLine]:
        """Return everybody, by name; `days` are what `days` gave, where known yet."""
        with self._office.store.reading() as connection:
            around = _Around(connection, today)
            found = [around.line(row, days) for row in rows.rows(connection, "people")]
        return sorted(found, key=lambda line: line.name.casefold())

    def days(self, today: date) -> dict[str, Decimal]:
        """Return the days logged in this financial year by person; none: left out."""
        year = financial_year_start(today)
        start, end = date(year, 4, 1), date(year + 1, 3, 31)
        found = summarise(self._office, start, end, ["person"])
        return {key[0]: Decimal(str(values[0])) for key, values in found.rows}

    def person(self, code: str, today: date) -> PersonFile | None:
        """Return what is recorded about a person; None where there is none."""
        with self._office.store.reading() as connection:
            person = rows.record(connection, "people", [code])
            if person is None:
                return None
            roles = _by_start(rows.records(connection, "roles", person=code))
            return PersonFile(
                person,
                roles,
                _by_start(rows.records(connection, "holdings", person=code)),
                _by_start(rows.records(connection, "secondments", person=code)),
                _by_start(rows.records(connection, "cover", person=code)),
                tuple(people.latest_work(connection, code, _LATEST_WORK)),
                deeds(connection, "people", code),
                _titles(connection),
                next((r.id for r in roles if _is_now(r.row, today)), None),
            )

    def remove_person(self, record: Record) -> None:
        """Delete a person nobody needs, with the roles they had.

        Raises:
            ConflictError: other records name the person; the sentence says which.
        """
        code, name = str(record.row["person"]), str(record.row["name"])
        with self._office.writing(f"Delete person {name}") as writer:
            self._refuse_needed(writer, "people", code, name, own={"roles"})
            for role in rows.records(writer.connection, "roles", person=code):
                writer.remove("roles", role.id, role.version)
            writer.remove("people", record.id, record.version)

    # ---- roles

    def add_role(self, row: Mapping[str, Value]) -> Record:
        """Give a person a role; those of one person follow one another.

        Raises:
            InputError: a field cannot be accepted, or another role is held then.
        """
        with self._office.writing("Add role") as writer:
            self._refuse_overlap(writer.connection, row, None)
            return self._records.put(writer, "roles", row)

    def change_role(self, record: Record, fields: Mapping[str, Value]) -> None:
        """Change a role that was read; one that ends is changed by its last day.

        Raises:
            InputError: a field cannot be accepted, or another role is held then.
            ConflictError: someone else changed it since.
        """
        with self._office.writing("Change role") as writer:
            fresh = {**record.row, **fields}
            self._refuse_overlap(writer.connection, fresh, record.id)
            self._records.alter(writer, record, fields)

    def follow_role(self, record: Record, role: str, start: date) -> None:
        """End a role the day before `start` and begin another, as one verb.

        Raises:
            InputError: the new role cannot begin then.
            ConflictError: someone else changed it since.
        """
        if record.row["from"] is not None and start <= begins(str(record.row["from"])):
            when = when_words(str(record.row["from"]))
            raise InputError(
                FieldProblem("from", f"The present role begins {when}; choose later.")
            )
        with self._office.writing("Change role from a date") as writer:
            last = start - timedelta(1)
            self._records.alter(writer, record, {"to": last.isoformat()})
            row = {
                "person": record.row["person"],
                "role": role,
                "from": start.isoformat(),
                "to": record.row["to"],
            }
            self._refuse_overlap(writer.connection, row, None)
            self._records.put(writer, "roles", row)

    def _refuse_overlap(
        self, connection: Connection, row: Mapping[str, Value], own: int | None
    ) -> None:
        """Refuse two roles of one person on a common day."""
        start, end = row.get("from"), row.get("to")
        first, last = begins(_text(start)), ends(_text(end))
        for other in rows.records(connection, "roles", person=row.get("person")):
            stands = begins(_text(other.row["from"])), ends(_text(other.row["to"]))
            if other.id != own and first <= stands[1] and stands[0] <= last:
                raise InputError(FieldProblem("from", _held_then(other.row)))

    # ---- posts

    def posts(self, today: date, kind: str = _OF_A_POST) -> list[PostLine]:
        """Return the posts, or the teams, by tier and title."""
        with self._office.store.reading() as connection:
            around = _Around(connection, today)
            found = [
                around.post_line(row)
                for row in rows.rows(connection, "posts")
                if (row["kind"] or _OF_A_POST) == kind
            ]
        return sorted(found, key=lambda p: (p.tier or _TIER_NOT_STATED, p.title))

    def post(self, code: str) -> PostFile | None:
        """Return what is recorded about a post; None where there is none."""
        with self._office.store.reading() as connection:
            post = rows.record(connection, "posts", [code])
            if post is None:
                return None
            return PostFile(
                post,
                _by_start(rows.records(connection, "holdings", post=code)),
                _by_start(rows.records(connection, "secondments", home_post=code)),
                _by_start(rows.records(connection, "cover", post=code)),
                deeds(connection, "posts", code),
                _titles(connection),
            )

    def remove_post(self, record: Record) -> None:
        """Delete a post nobody needs.

        Raises:
            ConflictError: other records name the post; the sentence says which.
        """
        code, title = str(record.row["post"]), str(record.row["title"])
        with self._office.writing(f"Delete post {title}") as writer:
            self._refuse_needed(writer, "posts", code, title, own=set())
            writer.remove("posts", record.id, record.version)

    def _refuse_needed(
        self, writer: Writer, noun: str, code: str, name: str, own: set[str]
    ) -> None:
        found = people.needing(writer.connection, noun, code)
        needs = [
            counted(need.noun, need.times) for need in found if need.noun not in own
        ]
        if needs:
            told = (
                needs[0]
                if len(needs) == 1
                else f"{', '.join(needs[:-1])} and {needs[-1]}"
            )
            raise ConflictError(
                f"“{name}” is named by {told}, so this {one(noun)} stays."
                " Give it an end date instead, or change those first."
            )


class _Around:
    """What the lines of people and posts need, read once."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._today = today
        self._roles = rows.rows(connection, "roles")
        self._holdings = rows.rows(connection, "holdings")
        self._secondments = rows.rows(connection, "secondments")
        self._titles = _titles(connection)

    def line(self, row: Row, days: Mapping[str, Decimal] | None) -> PersonLine:
        code = str(row["person"])
        posts = [h for h in self._holdings if h["person"] == code]
        return PersonLine(
            code,
            str(row["name"]),
            _text(row["employer"]),
            row["fte"] if isinstance(row["fte"], Decimal) else None,
            self._role(code),
            tuple(self._title("posts", h["post"]) for h in posts if self._is_now(h)),
            None if days is None else days.get(code, Decimal(0)),
            tuple(self._lent(code)),
            self._is_now(row),
        )

    def post_line(self, row: Row) -> PostLine:
        code = str(row["post"])
        holdings = [h for h in self._holdings if h["post"] == code]
        tier, fte, dcs = row["tier"], row["established_fte"], row["statutory_dcs"]
        return PostLine(
            code,
            str(row["title"]),
            tier if isinstance(tier, int) else None,
            fte if isinstance(fte, Decimal) else None,
            dcs if isinstance(dcs, bool) else None,
            self._title("authorities", row["authority"]) if row["authority"] else None,
            tuple(self._holder(h) for h in holdings if self._is_now(h)),
            bool(holdings),
            self._is_now(row),
        )

    def _is_now(self, row: Row) -> bool:
        return _is_now(row, self._today)

    def _title(self, noun: str, code: Value) -> str:
        return self._titles[noun].get(str(code), str(code))

    def _role(self, person: str) -> str | None:
        mine = [r for r in self._roles if r["person"] == person and self._is_now(r)]
        mine.sort(key=lambda row: begins(_text(row["from"])))
        return str(mine[-1]["role"]) if mine else None

    def _holder(self, row: Row) -> str:
        words = _text(row["holder"]) or self._title("people", row["person"])
        capacity = row["capacity"]
        if capacity in {None, "substantive"} or str(capacity) in words.casefold():
            return words
        return f"{words} ({capacity})"

    def _lent(self, person: str) -> Iterable[str]:
        for row in self._secondments:
            mine = row["person"] == person and row["state"] in COUNTING
            if not mine or not self._is_now(row) or row["authority"] is None:
                continue
            if row["from"] is None and row["state"] == "ended":
                continue
            place = self._title("authorities", row["authority"])
            yield place if row["from"] else f"{place} (from not stated)"


def _titles(connection: Connection) -> dict[str, dict[str, str]]:
    return {
        "people": rows.labels(connection, "people", "name"),
        "posts": rows.labels(connection, "posts", "title"),
        "authorities": rows.labels(connection, "authorities", "name"),
    }


def _is_now(row: Mapping[str, Value], today: date) -> bool:
    return begins(_text(row["from"])) <= today <= ends(_text(row["to"]))


def _by_start(found: Iterable[Record]) -> tuple[Record, ...]:
    """Put the latest first; what has no beginning comes last."""
    order = sorted(found, key=lambda r: begins(_text(r.row["from"])), reverse=True)
    return tuple(order)


def _held_then(row: Mapping[str, Value]) -> str:
    start = when_words(str(row["from"])) if row["from"] else "the beginning"
    end = f"to {when_words(str(row['to']))}" if row["to"] else "on"
    return (
        f"“{row['role']}” is the role from {start} {end}."
        " End it first, or choose other dates."
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
