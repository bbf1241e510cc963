"""What the codes of cover are called, and what is recorded beside its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain.when import day_words, span_words
from pip_manager.models import rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pip_manager.domain.values import Row
    from pip_manager.models import Connection

KINDS = {
    "acting_up": "acting up",
    "backfill": "backfill",
    "agency_interim": "agency interim",
    "shared_duties": "shared duties",
    "no_cover_accepted": "no cover, accepted",
}
"""The kinds of cover, inside a sentence."""

SOMEBODY = "somebody not named"


@dataclass(frozen=True, slots=True)
class CoverNames:
    """Names by code, and the whole rows of secondments and of cover by code."""

    people: Mapping[str, str]
    posts: Mapping[str, str]
    authorities: Mapping[str, str]
    secondments: Mapping[str, Row]
    covers: Mapping[str, Row]

    @classmethod
    def read(cls, connection: Connection) -> CoverNames:
        """Read them in one unit of reading."""
        found = {name: rows.rows(connection, name) for name in ("secondments", "cover")}
        return cls(
            rows.labels(connection, "people", "name"),
            rows.labels(connection, "posts", "title"),
            rows.labels(connection, "authorities", "name"),
            {str(row["secondment"]): row for row in found["secondments"]},
            {str(row["cover"]): row for row in found["cover"]},
        )

    def person(self, code: str | None) -> str:
        """Return a person's name; who is not stated is somebody."""
        return SOMEBODY if code is None else self.people.get(code, code)

    def post(self, code: str | None) -> str:
        """Return a post's title."""
        return "a post not stated" if code is None else self.posts.get(code, code)

    def host(self, secondment: str) -> str | None:
        """Return where a secondment goes; None where it is not stated."""
        code = self.secondments[secondment]["authority"]
        return None if code is None else self.authorities.get(str(code), str(code))

    def words_of(self, cover: str, column: str) -> str | None:
        """Return a text of a cover's row, None where it is not stated."""
        value = self.covers[cover][column]
        return None if value is None else str(value)


def span_from(start: date, end: date) -> str:
    """Write from when to when: ``from 27 Nov to 8 Dec 2017``."""
    if start == end:
        return f"on {day_words(start)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"from {start.day} to {day_words(end)}"
    return f"from {span_words(start, end)}"
