"""The answer to a question of release: options side by side, and who could cover."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.calendar import Period
from pip_manager.domain.cover.bands import gap_bands
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.measured import day_of
from pip_manager.domain.cover.release import about, imagined, outcome, too_much
from pip_manager.domain.cover.stand_ins import stand_ins
from pip_manager.domain.records import Choice
from pip_manager.domain.values import plain
from pip_manager.domain.when import begins, ends, span_words
from pip_manager.services.cover.release_books import cover_row, decimal
from pip_manager.services.cover.release_charge import charged
from pip_manager.services.cover.release_facts import (
    Answer,
    Candidate,
    Costed,
    Intended,
    Option,
    PostShort,
)
from pip_manager.services.cover.words import band_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.people import OverCommitment
    from pip_manager.domain.cover.release import Outcome, PostOutcome
    from pip_manager.domain.cover.stand_ins import StandIn
    from pip_manager.domain.values import Row
    from pip_manager.services.cover.release_books import Books
    from pip_manager.services.cover.release_facts import Charged, Plan, Question

NOTHING = Decimal("0.00")
AGENCY = Intended("agency_interim")
_MONTH = timedelta(31)
_NOT_GREEN = {
    "unknown": "cannot be told, something of it is not stated",
    "critical": "not short, but nobody holds it on some days",
}


class Look:
    """One question over what is recorded; its post is known."""

    def __init__(self, books: Books, asked: Question) -> None:
        """Look at a question whose post is chosen."""
        self.books, self.asked = books, asked
        self.now = books.now(asked)
        self.charge = charged(books.book, asked)

    def answer(self, plans: Sequence[Plan] | None) -> Answer:
        """Return all that is told; None plans the likeliest options."""
        found = self._candidates()
        wanted = plans if plans is not None else _likeliest(found)
        names = self.books.names
        return Answer(
            question=self.asked,
            name=names.person(self.asked.person),
            post=names.post(self.asked.post),
            is_statutory=self._is_statutory(),
            warnings=tuple(self._too_much(self._planned(()), {self.asked.person})),
            posts=tuple(held(self.books, self.asked)),
            weeks=tuple(
                Period(day_of(one.start), day_of(one.end)) for one in self.now.weeks()
            ),
            charge=self.charge,
            options=tuple(map(self.option, wanted)),
            candidates=tuple(found),
            nobody=self._nobody(found),
        )

    def option(self, plan: Plan) -> Option:
        """Return a plan with its figures."""
        covers = tuple(self.books.costed(self.asked, one) for one in plan)
        planned = self._planned(covers)
        found = outcome(self.now, planned)
        cost = _cost(covers)
        net, net_why = _net(self.charge, cost)
        return Option(
            plan=plan,
            title=_title(covers),
            posts=tuple(self._posts(found, planned)),
            short=decimal(found.gap),
            before=decimal(found.before),
            level=found.level,
            covers=covers,
            cost=cost,
            net=net,
            net_why=net_why,
            warnings=tuple(self._warnings(found, planned)),
        )

    def rows(self, covers: Sequence[Costed]) -> tuple[Row, list[Row]]:
        """Return the secondment and the covers as they would be recorded."""
        asked = self.asked
        secondment: Row = {
            "secondment": None,
            "person": asked.person,
            "home_post": asked.post,
            "authority": asked.authority,
            "engagement": asked.engagement,
            "kind": asked.kind,
            "from": asked.first.isoformat(),
            "to": asked.last.isoformat(),
            "fraction": asked.fraction,
            "pattern": asked.pattern,
            "charge_basis": self.charge.basis,
            "charge_amount": self.charge.amount,
            "annual_salary": asked.salary,
            "state": "proposed",
        }
        return secondment, [cover_row(asked, one.intended, one.price) for one in covers]

    def _planned(self, covers: Sequence[Costed]) -> Establishment:
        """Return the rows of a plan as facts, under codes that no record has."""
        secondment, found = self.rows(covers)
        return Establishment.from_rows(
            {
                "secondments": [{**secondment, "secondment": "\x00"}],
                "cover": [
                    {**row, "cover": f"\x00{number}"}
                    for number, row in enumerate(found)
                ],
            },
            None,
        )

    def _posts(self, found: Outcome, planned: Establishment) -> list[PostShort]:
        return [
            PostShort(
                one.row.post.code,
                one.row.post.title,
                decimal(one.row.sums.gap),
                decimal(one.before),
                one.row.level,
                self._when(one, planned),
                tuple(one.cells),
            )
            for one in found.posts
        ]

    def _when(self, one: PostOutcome, planned: Establishment) -> str:
        """Say when a post is short; what is short only after these days is left out."""
        if not one.row.sums.gap:
            return "" if one.row.level == "green" else _NOT_GREEN[one.row.level]
        asked, post = self.asked, one.row.post
        wide = self.books.grounds.over(asked.first, asked.last + _MONTH)
        all_of_it = imagined(about(self.now.recorded, {post.code}), planned)
        measured = self.now.grounds(all_of_it).measured
        found = gap_bands(post, replace(wide, measured=measured))
        bands = [band for band in found if band.start <= self.now.days.last]
        day_before = asked.first - timedelta(1)
        return band_words(bands, wide.days, day_before, goes_on=False)

    def _warnings(self, found: Outcome, planned: Establishment) -> list[str]:
        people = {one.person for one in planned.covers if one.person}
        told = self._too_much(planned, people - {self.asked.person})
        told += [
            f"{self.books.names.post(code)} is no post at home in these days: nothing"
            " of it is measured."
            for code in found.unknown
        ]
        if any(one.row.statutory_held == "no" for one in found.posts):
            told.append(
                "Nobody would hold the statutory post on some days: designate somebody."
            )
        return told

    def _too_much(self, planned: Establishment, people: set[str]) -> list[str]:
        """Say when some people of a plan would give more than they have."""
        return [
            self._over(one)
            for one in too_much(self.now, planned)
            if one.person in people
        ]

    def _is_statutory(self) -> bool:
        post = self.books.posts.get(str(self.asked.post))
        return post is not None and bool(post.is_statutory)

    def _over(self, one: OverCommitment) -> str:
        name = self.books.names.person(one.person)
        given, fte = decimal(one.fte), decimal(self.now.recorded.fte_of(one.person))
        when = span_words(day_of(one.start), day_of(one.end))
        return f"{name} would give {plain(given)} FTE, of {plain(fte)}, in {when}."

    def _candidates(self) -> list[Candidate]:
        secondment = self._planned(()).secondments[0]
        found = stand_ins(self.now, secondment, self.books.employed)
        return [self._agency(), *map(self._candidate, found)]

    def _agency(self) -> Candidate:
        costed = self.books.costed(self.asked, AGENCY)
        return Candidate(AGENCY, "An agency interim", None, None, NOTHING, costed)

    def _candidate(self, one: StandIn) -> Candidate:
        intended = Intended(one.kind, one.person, one.post.code)
        names = self.books.names
        is_out = bool(one.kept_out)
        return Candidate(
            intended,
            names.person(one.person),
            one.post.title,
            decimal(one.free),
            None if is_out else decimal(one.gap),
            None if is_out else self.books.costed(self.asked, intended),
            one.kept_out,
        )

    def _nobody(self, found: Sequence[Candidate]) -> str:
        if any(one.intended.person and not one.kept_out for one in found):
            return ""
        post = self.books.posts.get(str(self.asked.post))
        if post is None or post.tier is None:
            return "The tier of the post is not stated, so who fits cannot be told."
        return "Nobody of the same tier, or the one below, is free all these days."


def held(books: Books, asked: Question) -> list[Choice]:
    """Return the posts a person holds in the days of a question, most of them first."""
    first, last = asked.first, asked.last
    posts = {
        one.post: None
        for one in books.grounds.recorded.holdings
        if one.person == asked.person
        and begins(one.start) <= last
        and ends(one.end) >= first
    }
    return [Choice(code, books.names.post(code)) for code in posts]


def _likeliest(found: Sequence[Candidate]) -> list[Plan]:
    """Return no cover, the nearest who is free, and an agency interim."""
    free = [one for one in found if one.intended.person and not one.kept_out]
    inside: list[Plan] = [(one.intended,) for one in free[:1]]
    return [(), *inside, (AGENCY,)]


def _title(covers: Sequence[Costed]) -> str:
    if not covers:
        return "No cover"
    first = covers[0].words
    return first if len(covers) == 1 else f"{first} and {len(covers) - 1} more"


def _cost(covers: Sequence[Costed]) -> Decimal | None:
    """Return what all covers cost; None where one of them is not stated."""
    costs = [one.cost for one in covers if one.cost is not None]
    return sum(costs, NOTHING) if len(costs) == len(covers) else None


def _net(charge: Charged, cost: Decimal | None) -> tuple[Decimal | None, str]:
    if charge.net is None:
        return None, "The charge is not stated."
    if cost is None:
        return None, "What cover costs is not stated."
    return charge.net - cost, "Charge less cost, without VAT."
