"""Random small worlds of posts, people, secondments and cover that like to collide.

Rows are as the store keeps them and as the program would accept them. Dates gather
about the asked range and its ends, codes are few and the first of them the likeliest.
Half the worlds are narrow: a statutory post, at most two others, and much about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pip_manager.domain.checks import problems
from pip_manager.domain.cover.loops import links, loops
from pip_manager.domain.nouns import NOUNS
from tests.support.naive_rows import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    Row = dict[str, Any]

HOME, ELSEWHERE = "E08000035", "E08000034"
CODES = ("P2", "P10", "p1", "Ä", "P3", "T")
PEOPLE = ("A", "B", "b")
FRACTIONS = ("1", "1", "0.5", "0.5", "0.4", "0.6", "0.2", "0.3333", "0.0001")
PATTERNS = (
    "Mon:1 Tue:1 Wed:1 Thu:1 Fri:1",
    "Tue:1 Thu:1",
    "Mon:1 Tue:1 Wed:1",
    "Wed:0.3333",
    "Mon:0.5 Fri:0.2",
    "Mon:0.4 Tue:0.4 Wed:0.4 Thu:0.4 Fri:0.4",
)
SEASON_OF = {
    **dict.fromkeys((3, 4, 5), "spring"),
    **dict.fromkeys((6, 7, 8), "summer"),
    **dict.fromkeys((9, 10, 11), "autumn"),
    **dict.fromkeys((12, 1, 2), "winter"),
}
COVER_KINDS = (
    *("acting_up", "backfill", "shared_duties", "shared_duties"),
    *("agency_interim", "no_cover_accepted", None),
)
TAKEN_KINDS = ("acting_up", "backfill", "shared_duties")
THRESHOLDS = {
    "threshold_senior_gap": ("0", "0.4"),
    "threshold_senior_run": ("0", "1", "3"),
    "threshold_other_amber_gap": ("0", "0.3333"),
    "threshold_other_gap": ("0", "0.2", "0.25"),
    "threshold_other_run": ("0", "2", "5"),
}


@dataclass(frozen=True)
class World:
    """Rows by noun, the settings among them, and what is asked of them."""

    rows: dict[str, list[Row]]
    asked: Asked

    @property
    def days_off(self) -> frozenset[date]:
        """Return the days off of the world's own."""
        return frozenset(row["date"] for row in self.rows["days_off"])

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings by key."""
        return {row["key"]: row["value"] for row in self.rows["settings"]}


@st.composite
def worlds(draw: DrawFn) -> World:
    """Draw a world."""
    first = draw(st.dates(date(2012, 1, 1), date(2037, 12, 31)))
    last = first + timedelta(days=draw(st.integers(0, 89)))
    makers = _Makers(draw, first, last)
    posts = makers.narrow_posts() if draw(st.booleans()) else makers.posts()
    codes = [str(row["post"]) for row in posts]
    rows = {
        "settings": makers.settings(),
        "days_off": makers.days_off(),
        "people": makers.people(),
        "posts": posts,
        "holdings": makers.some("holdings", 6, makers.holding, codes),
        "secondments": makers.some("secondments", 4, makers.secondment, codes),
        "cover": makers.some("cover", 6, makers.cover, codes),
    }
    return World(
        {noun: _acceptable(noun, found) for noun, found in rows.items()},
        makers.asked(codes),
    )


def _acceptable(noun: str, rows: Sequence[Row]) -> list[Row]:
    """Return the rows, whole as the store's are, that can stand beside each other."""
    found: dict[tuple[Any, ...], Row] = {}
    of = NOUNS[noun]
    for row in rows:
        whole = {column.name: row.get(column.name) for column in of.columns}
        key = tuple(whole[name] for name in of.key if name not in of.either)
        key += (next((whole[name] for name in of.either if whole[name]), None),)
        beside = [*found.values(), whole]
        goes_round = noun == "cover" and loops(links(beside))
        if key not in found and not goes_round and not problems(of, whole):
            found[key] = whole
    return list(found.values())


class _Makers:
    """Draws the rows of one world."""

    def __init__(self, draw: DrawFn, first: date, last: date) -> None:
        self.draw = draw
        self.first, self.last = first, last
        day, month = timedelta(days=1), timedelta(days=30)
        edges = [first, last, first - day, last + day, first - month, last + month]
        self.day = st.one_of(
            st.sampled_from(edges),
            st.dates(first, last),
            st.dates(first - month, last + month),
        )

    def asked(self, codes: list[str]) -> Asked:
        """Draw what is asked."""
        return Asked(
            self.first,
            self.last,
            self.one("total", "week", "month", "day"),
            self.one(None, None, *codes),
            self.draw(st.booleans()),
        )

    def one(self, *words: Any) -> Any:
        """Draw one of some words."""
        return self.draw(st.sampled_from(words))

    def some(
        self,
        noun: str,
        most: int,
        maker: Callable[[list[str]], Row],
        codes: list[str],
    ) -> list[Row]:
        """Draw some rows of a noun, with codes of their own where it has any."""
        code = NOUNS[noun].code
        numbered = [
            {code: f"{noun[0].upper()}{n}"} if code else {} for n in range(most)
        ]
        count = self.draw(st.integers(0, most))
        # codes stand in another order than the rows
        return [maker(codes) | numbered[-1 - n] for n in range(count)]

    def settings(self) -> list[Row]:
        """Draw the settings."""
        found = {"home_authority": self.one(HOME, HOME, HOME, None)}
        if self.draw(_chances(0.3)):
            for key, values in THRESHOLDS.items():
                found[key] = self.one(None, *values)
        return [{"key": k, "value": v} for k, v in found.items() if v is not None]

    def days_off(self) -> list[Row]:
        """Draw days off, many of them at the ends of the range."""
        days = self.draw(st.lists(self.day, max_size=3, unique=True))
        return [{"date": day, "name": None} for day in days]

    def people(self) -> list[Row]:
        """Return every person, with an FTE or without."""
        fte = (None, Decimal(1), Decimal("0.5"), Decimal("0.8"))
        return [
            {"person": code, "name": f"Person {code}", "fte": self.one(*fte)}
            for code in PEOPLE
        ]

    def posts(self) -> list[Row]:
        """Draw one to six posts."""
        count = self.draw(st.integers(1, len(CODES)))
        return [self.post(code) for code in CODES[:count]]

    def narrow_posts(self) -> list[Row]:
        """Draw one to three posts that are at home, the first a statutory one."""
        count = self.draw(st.integers(1, 3))
        plain = {"kind": None, "authority": None, "from": None, "to": None}
        posts = [self.post(code) | plain for code in CODES[:count]]
        posts[0] |= {"statutory_dcs": True, "established_fte": Decimal(1)}
        return posts

    def post(self, code: str) -> Row:
        """Draw one post, most of them of the home authority and always in being."""
        fte = (Decimal(1), Decimal(1), None, Decimal("0.5"), Decimal(2), Decimal(0))
        return {
            "post": code,
            "title": f"Title {code}",
            "kind": self.one(None, "post", None, "post", "team"),
            "authority": self.one(None, None, HOME, HOME, ELSEWHERE),
            "tier": self.one(1, 2, 3, 4, None),
            "established_fte": self.one(*fte),
            "statutory_dcs": self.one(True, True, False, None),
        } | (self.period(0.5) if self.draw(st.booleans()) else {})

    def holding(self, codes: list[str]) -> Row:
        """Draw a holding by a person, by a label, or by both."""
        person = self.person()
        fte = (None, None, Decimal(1), Decimal("0.5"), Decimal("0.2"))
        return {
            "post": self.one(codes[0], *codes),
            "person": person,
            "holder": self.one("interim", None) if person else "vacant (agency)",
            "fte": self.one(*fte),
            "capacity": self.one("substantive", "interim", "designated", None),
            **self.period(0.15),
        }

    def secondment(self, codes: list[str]) -> Row:
        """Draw a secondment."""
        return {
            "home_post": self.one(codes[0], *codes),
            "person": self.person(),
            "kind": self.one("secondment", "joint_role", "redeployment", None),
            "state": self.one("confirmed", "confirmed", "ended", None, "proposed"),
            **self.share(),
            **self.period(0.15),
        }

    def cover(self, codes: list[str]) -> Row:
        """Draw a cover, often out of another post."""
        kind = self.one(*COVER_KINDS)
        return {
            "post": self.one(*codes, *codes, None),
            "kind": kind,
            "person": self.person(),
            "from_post": self.one(None, codes[0], *codes)
            if kind in TAKEN_KINDS
            else None,
            "absorbed": self.one(None, False, True),
            "designated_dcs": self.one(None, False, True),
            "state": self.one("confirmed", "in_place", "ended", None, "proposed"),
            **self.share(),
            **self.period(0.15),
        }

    def person(self) -> str | None:
        """Draw a person, or nobody by name."""
        return self.draw(st.sampled_from((*PEOPLE, PEOPLE[0], PEOPLE[0], None, None)))

    def share(self) -> Row:
        """Draw a fraction, a pattern, both or neither."""
        given = self.one(*["fraction"] * 3, "pattern", "pattern", "both", "neither")
        return {
            "fraction": Decimal(self.one(*FRACTIONS))
            if given in {"fraction", "both"}
            else None,
            "pattern": self.one(*PATTERNS) if given in {"pattern", "both"} else None,
        }

    def period(self, vague: float) -> Row:
        """Draw a beginning and an end, vague or missing about as often as told."""
        days = sorted((self.draw(self.day), self.draw(self.day)))
        start, end = (self.when(day, vague) for day in days)
        return {"from": start, "to": end}

    def when(self, day: date, vague: float) -> str | None:
        """Return a day as it is known."""
        if not self.draw(_chances(vague)):
            return day.isoformat()
        season = f"{day.year - (day.month < 3)} {SEASON_OF[day.month]}"
        vaguely = (None, f"{day:%Y-%m}", f"{day:%Y}", season)
        return self.draw(st.sampled_from(vaguely))


def _chances(often: float) -> SearchStrategy[bool]:
    return st.integers(0, 99).map(lambda n: n >= 100 - 100 * often)
