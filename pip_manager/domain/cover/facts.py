"""What is recorded of posts, people and cover, as far as the rules of cover need it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pip_manager.domain.values import WEEKDAYS, read_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pip_manager.domain.values import Value

    _Found = Mapping[str, Iterable[Mapping[str, Value]]]

ONE = 10_000
"""A whole post: shares are whole ten-thousandths of a full working day."""

RELIEVING = frozenset({"acting_up", "backfill", "shared_duties"})
RESTORING = frozenset({"acting_up", "backfill", "agency_interim", "shared_duties"})
NO_COVER = "no_cover_accepted"

Share = int | tuple[int, ...]
"""The same share each day, or one for each weekday from Monday."""


class Post(NamedTuple):
    """A post or team; `start` and `end` may be vague or empty."""

    code: str
    title: str
    kind: str | None
    authority: str | None
    tier: int | None
    established: int | None
    is_statutory: int | None
    start: str | None
    end: str | None
    service: str | None = None


class Holding(NamedTuple):
    """Who holds a post; an empty FTE is a whole one."""

    post: str
    person: str | None
    holder: str | None
    fte: int | None
    start: str | None
    end: str | None
    capacity: str | None

    @property
    def code(self) -> str:
        """Return ``POST/PERSON or HOLDER/FROM``."""
        return f"{self.post}/{self.person or self.holder}/{self.start or ''}"

    @property
    def share(self) -> int:
        """Return the FTE held."""
        return ONE if self.fte is None else self.fte


class Secondment(NamedTuple):
    """A release of a person from the home post."""

    code: str
    person: str | None
    post: str
    kind: str | None
    fraction: int | None
    pattern: str | None
    start: str | None
    end: str | None
    state: str | None


class Cover(NamedTuple):
    """A cover arrangement of a post."""

    code: str
    post: str | None
    kind: str | None
    person: str | None
    from_post: str | None
    absorbed: int | None
    is_designated: int | None
    fraction: int | None
    pattern: str | None
    start: str | None
    end: str | None
    state: str | None

    @property
    def restores(self) -> bool:
        """Tell whether the cover counts toward capacity."""
        return manner(self.kind, self.absorbed).restores

    @property
    def relieves(self) -> bool:
        """Tell whether the cover takes its share out of its `from_post`."""
        return self.from_post is not None and manner(self.kind, self.absorbed).relieves

    @property
    def is_absorbed(self) -> bool:
        """Tell whether duties are shared beside the sharers' own work."""
        return manner(self.kind, self.absorbed).is_absorbed


class Manner(NamedTuple):
    """What a kind of cover does to the posts it is between."""

    restores: bool
    relieves: bool
    is_absorbed: bool


@lru_cache
def manner(kind: str | None, absorbed: int | None) -> Manner:
    """Return what cover of a kind does, its duties absorbed or not."""
    is_absorbed = kind == "shared_duties" and bool(absorbed)
    return Manner(
        kind in RESTORING and not is_absorbed,
        kind in RELIEVING and not is_absorbed,
        is_absorbed,
    )


@dataclass(frozen=True, slots=True)
class Establishment:
    """Everything recorded that cover is worked out from; `home` is a gss_code."""

    posts: Sequence[Post] = ()
    holdings: Sequence[Holding] = ()
    secondments: Sequence[Secondment] = ()
    covers: Sequence[Cover] = ()
    fte: Mapping[str, int | None] | None = None
    home: str | None = None

    @classmethod
    def from_rows(cls, found: _Found, home: str | None) -> Establishment:
        """Make it from rows of the nouns of the same names, and of `people`."""
        return cls(
            posts=_made(Post, "posts", found),
            holdings=_made(Holding, "holdings", found),
            secondments=_made(Secondment, "secondments", found),
            covers=_made(Cover, "cover", found),
            fte={
                str(row["person"]): _whole(row.get("fte"))
                for row in found.get("people", ())
            },
            home=home,
        )

    def home_posts(self) -> list[Post]:
        """Return the posts that are measured: of the home authority, and no teams."""
        return [
            post
            for post in self.posts
            if post.kind != "team" and post.authority in {None, self.home}
        ]

    def fte_of(self, person: str) -> int:
        """Return the contracted FTE of a person; not stated is a whole one."""
        stated = (self.fte or {}).get(person)
        return ONE if stated is None else stated


COLUMNS = {
    noun: tuple(words.split())
    for noun, words in {
        "posts": "post title kind authority tier established_fte statutory_dcs from to"
        " service",
        "holdings": "post person holder fte from to capacity",
        "secondments": "secondment person home_post kind fraction pattern from to"
        " state",
        "cover": "cover post kind person from_post absorbed designated_dcs fraction"
        " pattern from to state",
    }.items()
}
"""The columns of each noun that these facts are made of, in their order."""


def _made(kind: Any, noun: str, found: _Found) -> Any:  # noqa: ANN401 - any of the facts above
    names = COLUMNS[noun]
    return [
        kind._make(_whole(row.get(name)) for name in names)
        for row in found.get(noun, ())
    ]


def _whole(value: Value) -> Any:  # noqa: ANN401 - a figure becomes whole, the rest stays
    return int(value * ONE) if isinstance(value, Decimal) else value


def share_of(one: Secondment | Cover) -> Share | None:
    """Return the share, the pattern's where one is given; None where not stated."""
    return one.fraction if one.pattern is None else weekly(one.pattern)


@lru_cache(maxsize=4096)
def weekly(pattern: str) -> tuple[int, ...]:
    """Return the share of each weekday of a pattern, Monday first."""
    shares = read_pattern(pattern)
    return tuple(int(shares.get(day, 0) * ONE) for day in WEEKDAYS)
