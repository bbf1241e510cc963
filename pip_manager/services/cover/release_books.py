"""Everything recorded that a release is judged by, read in one unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.calendar import Period
from pip_manager.domain.cover.costs import Price as Agreed
from pip_manager.domain.cover.costs import cost, unpriced
from pip_manager.domain.cover.facts import ONE, Establishment
from pip_manager.domain.cover.release import Now
from pip_manager.domain.cover.similar import similar, week_share
from pip_manager.domain.money import pounds
from pip_manager.domain.values import plain
from pip_manager.models import rows
from pip_manager.services.cover.grounds import read_grounds
from pip_manager.services.cover.names import KINDS, CoverNames
from pip_manager.services.cover.release_facts import Costed, Price
from pip_manager.services.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.billing.book import Book
    from pip_manager.domain.cover.facts import Post
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.services.cover.grounds import CoverGrounds
    from pip_manager.services.cover.release_facts import Intended, Question

_UNITS = {"once": "once", "month": "a month", "day": "a day"}
_COST_KINDS = {
    "acting_up": "acting_allowance",
    "agency_interim": "agency",
    "backfill": "salary",
    "shared_duties": "honorarium",
}


@dataclass(frozen=True, slots=True)
class Books:
    """Cover, names, rates and what each person's employment says, of one moment."""

    grounds: CoverGrounds
    names: CoverNames
    book: Book
    employed: Mapping[str, tuple[str | None, str | None]]
    posts: Mapping[str, Post]

    @classmethod
    def read(cls, connection: Connection, asked: Question) -> Books:
        """Read them for the days of a question."""
        grounds = read_grounds(connection, asked.first, asked.last)
        return cls(
            grounds,
            CoverNames.read(connection),
            Desk(connection).book,
            {
                str(row["person"]): (_text(row, "from"), _text(row, "to"))
                for row in rows.rows(connection, "people")
            },
            {post.code: post for post in grounds.recorded.posts},
        )

    def now(self, asked: Question) -> Now:
        """Return what is recorded in the days of a question."""
        over = self.grounds.over(asked.first, asked.last)
        return Now(self.grounds.recorded, over.days, over.limits)

    def costed(self, asked: Question, intended: Intended) -> Costed:
        """Return a cover of a plan with its price and cost."""
        post = intended.post or asked.post
        price, source = self._price(intended, post)
        row = cover_row(asked, intended, price)
        [fact] = Establishment.from_rows({"cover": [row]}, None).covers
        agreed = Agreed(price.amount, price.unit)
        words = self._words(intended, post, asked)
        if missing := unpriced(fact, agreed):
            return Costed(intended, words, price, None, f"{_upper(missing)}{source}.")
        span = Period(intended.first or asked.first, intended.last or asked.last)
        net = cost(fact, agreed, span, self.grounds.calendar)
        rate = f"{pounds(price.amount or Decimal(0))} {_UNITS[str(price.unit)]}"
        return Costed(intended, words, price, net, f"{rate}{source}.")

    def _price(self, intended: Intended, post: str | None) -> tuple[Price, str]:
        """Return the price of a cover: as typed, else as that of one like it."""
        if intended.price is not None:
            typed = "" if intended.price.amount is None else ", as typed"
            return intended.price, typed
        tiers = {code: one.tier for code, one in self.posts.items()}
        wanted: Row = {
            "post": post,
            "kind": intended.kind,
            "from_post": intended.from_post,
        }
        row = similar(self.names.covers.values(), wanted, tiers)
        if row is None:
            unit = "day" if intended.kind == "agency_interim" else None
            none = ": no cover like it tells it"
            return Price(_COST_KINDS.get(intended.kind), None, unit), none
        return _price_of(row), f", as {self._like(row)}"

    def _like(self, row: Row) -> str:
        # what a day costs is the same for any share, what a month costs may not be
        share = None if row["cost_unit"] == "day" else week_share(row)
        much = f", {plain(share)} FTE" if share is not None else ""
        return f"{row['cover']} ({self.names.post(_text(row, 'post'))}{much})"

    def _words(self, intended: Intended, post: str | None, asked: Question) -> str:
        kind = _upper(KINDS[intended.kind])
        by = f" by {self.names.person(intended.person)}" if intended.person else ""
        where = "" if post == asked.post else f" in {self.names.post(post)}"
        more = ", designated" if intended.is_designated else ""
        return f"{kind}{by}{where}{more}"


def cover_row(asked: Question, intended: Intended, price: Price) -> Row:
    """Return a cover of a plan as the row that would be recorded."""
    has_share = intended.fraction is not None or intended.pattern is not None
    share = intended if has_share else asked
    return {
        "cover": None,
        "post": intended.post or asked.post,
        "kind": intended.kind,
        "person": intended.person,
        "from_post": intended.from_post,
        "absorbed": False if intended.kind == "shared_duties" else None,
        "designated_dcs": True if intended.is_designated else None,
        "fraction": share.fraction,
        "pattern": share.pattern,
        "from": (intended.first or asked.first).isoformat(),
        "to": (intended.last or asked.last).isoformat(),
        "state": "proposed",
        "cost_kind": price.kind,
        "cost_amount": price.amount,
        "cost_unit": price.unit,
    }


def decimal(parts: int) -> Decimal:
    """Return ten-thousandths as a figure."""
    return Decimal(parts) / ONE


def _price_of(row: Row) -> Price:
    amount = row["cost_amount"]
    stated = amount if isinstance(amount, Decimal) else None
    return Price(_text(row, "cost_kind"), stated, _text(row, "cost_unit"))


def _text(row: Row, name: str) -> str | None:
    value = row[name]
    return None if value is None else str(value)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
