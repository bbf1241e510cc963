"""Can we release them? What it would leave short, who could cover, and the decision.

Nothing is kept until an option is accepted: then the secondment and its covers are
recorded as proposed, with the decision and its reason, in one transaction. Source:
additional roles only "where the additional demands are outweighed by the benefits", in
the report to the Executive Board of 20 September 2017, 3.4.1.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.money import pounds
from pip_manager.domain.records import Choice
from pip_manager.domain.values import plain
from pip_manager.domain.when import ends, span_words
from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import rows
from pip_manager.services.cover.release_books import Books
from pip_manager.services.cover.release_facts import Offered
from pip_manager.services.cover.release_look import Look, held
from pip_manager.services.cover.words import share_words
from pip_manager.services.records import Records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.services.cover.release_facts import (
        Answer,
        Decision,
        Option,
        Plan,
        Question,
    )
    from pip_manager.services.workplace import Workplace

_OVER = frozenset({"completed", "declined", "ended_early"})


class Release:
    """The verbs of the question whether somebody can be released."""

    def __init__(self, office: Workplace) -> None:
        """Ask of what an office has recorded."""
        self._office = office
        self._records = Records(office)

    def offered(self) -> Offered:
        """Return whom and what the question may name."""
        with self._office.store.reading() as connection:
            engagements = rows.rows(connection, "engagements")
            people = rows.labels(connection, "people", "name")
            authorities = rows.labels(connection, "authorities", "name")
            posts = rows.labels(connection, "posts", "title")
            holdings = rows.rows(connection, "holdings")
        by_authority: dict[str, list[Choice]] = {}
        for row in engagements:
            if row["status"] in _OVER:
                continue
            choice = Choice(
                str(row["engagement"]), f"{row['engagement']} {row['title']}"
            )
            by_authority.setdefault(str(row["authority"]), []).append(choice)
        return Offered(
            _choices(people),
            _choices(authorities),
            _choices(posts),
            {code: tuple(some) for code, some in by_authority.items()},
            _holds(holdings),
        )

    def look(self, asked: Question, plans: Sequence[Plan] | None = None) -> Answer:
        """Return what a release would mean under each plan; None: likely ones.

        Raises:
            InputError: the question cannot be answered, by field.
        """
        with self._office.store.reading() as connection:
            return _look(connection, asked).answer(plans)

    def accept(self, asked: Question, plan: Plan, decision: Decision) -> None:
        """Record the release and its covers as proposed, and the decision, at once.

        Raises:
            InputError: something needed is not said, or cannot be kept, by field.
        """
        _refuse_silence(decision, is_accepted=True)
        with self._office.writing("Record release") as writer:
            look = _look(writer.connection, asked)
            option = look.option(plan)
            secondment, covers = look.rows(option.covers)
            if not covers:
                covers = [_no_cover(look, decision)]
            name = look.books.names.person(asked.person)
            writer.verb = f"Record release of {name}"
            self._records.put(writer, "secondments", secondment)
            for row in covers:
                self._records.put(writer, "cover", row)
            row = _decision_row(look, option, decision, is_accepted=True)
            self._records.put(writer, "decisions", row)

    def decline(self, asked: Question, option: Plan | None, decision: Decision) -> None:
        """Keep the decision not to release somebody, and its reason; nothing else.

        Raises:
            InputError: no reason is given, or nobody who decides, by field.
        """
        _refuse_silence(decision, is_accepted=False)
        with self._office.writing("Record decision not to release") as writer:
            look = _look(writer.connection, asked)
            name = look.books.names.person(asked.person)
            writer.verb = f"Record decision not to release {name}"
            seen = look.option(option) if option is not None else None
            row = _decision_row(look, seen, decision, is_accepted=False)
            self._records.put(writer, "decisions", row)


def _choices(labels: dict[str, str]) -> tuple[Choice, ...]:
    found = (Choice(code, label) for code, label in labels.items())
    return tuple(sorted(found, key=lambda one: one.label.casefold()))


def _holds(holdings: Sequence[Row]) -> dict[str, str]:
    """Return the post each person holds: of several the one with the latest end."""
    found = sorted(holdings, key=lambda row: _end(row["to"]))
    return {str(row["person"]): str(row["post"]) for row in found if row["person"]}


def _end(when: Value) -> date:
    return ends(None if when is None else str(when))


def _look(connection: Connection, asked: Question) -> Look:
    if asked.last < asked.first:
        raise InputError(FieldProblem("to", "The end is before the beginning."))
    books = Books.read(connection, asked)
    if not books.grounds.calendar.working_days(asked.first, asked.last):
        raise InputError(FieldProblem("to", "Nobody works in these days."))
    posts = held(books, asked)
    if asked.post is None and not posts:
        name = books.names.person(asked.person)
        sentence = f"{name} holds no post in these days. Record it, or other days."
        raise InputError(FieldProblem("person", sentence))
    codes = [one.code for one in posts]
    post = asked.post if asked.post in codes or not codes else codes[0]
    return Look(books, replace(asked, post=post))


def _refuse_silence(decision: Decision, *, is_accepted: bool) -> None:
    problems = []
    if is_accepted and not decision.benefits:
        problems.append(FieldProblem("benefits", "Say what it brings."))
    if not decision.demands and (is_accepted or not decision.benefits):
        problems.append(FieldProblem("demands", "Say what it asks of us."))
    if not decision.by:
        problems.append(FieldProblem("by", "Say who decides."))
    if problems:
        raise InputError(*problems)


def _no_cover(look: Look, decision: Decision) -> Row:
    asked = look.asked
    return {
        "post": asked.post,
        "kind": "no_cover_accepted",
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "state": "proposed",
        "approved_by": decision.by,
        "reason": _reason(decision),
    }


def _decision_row(
    look: Look, option: Option | None, decision: Decision, *, is_accepted: bool
) -> Row:
    asked, names = look.asked, look.books.names
    verb = "Release" if is_accepted else "Not to release"
    name, host = names.person(asked.person), asked.authority
    where = f" to {names.authorities.get(host, host)}" if host else ""
    when = span_words(asked.first, asked.last)
    how = f": {option.title}" if option and is_accepted else ""
    return {
        "engagement": asked.engagement,
        "on": date.today().isoformat(),  # noqa: DTZ011 - the user's own day
        "what": f"{verb} {name}{where}, {_share(asked)}, {when}{how}",
        "reason": _reason(decision),
        "by": decision.by,
        "note": _figures(option, look) if option else None,
    }


def _share(asked: Question) -> str:
    whole = None if asked.fraction is None else int(asked.fraction * 10_000)
    return share_words(whole, asked.pattern) or "share not stated"


def _reason(decision: Decision) -> str:
    told = (("Benefits", decision.benefits), ("Demands", decision.demands))
    return " ".join(f"{word}: {_stopped(text)}" for word, text in told if text)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _figures(option: Option, look: Look) -> str:
    """Say what was known when it was decided."""
    level = option.level or "not known"
    told = [f"{plain(option.short)} FTE-days short, worst level {level}"]
    for word, amount in (
        ("cover costs", option.cost),
        ("charge", look.charge.net),
        ("net", option.net),
    ):
        told.append(f"{word} {'not stated' if amount is None else pounds(amount)}")
    return f"As known then, {option.title}: {'; '.join(told)}."
