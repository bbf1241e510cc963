"""Secondments and cover arrangements as they are recorded; nothing is reckoned here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain.measurable import missing
from pip_manager.models import rows
from pip_manager.services.deeds import deeds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Value
    from pip_manager.models import Connection
    from pip_manager.services.deeds import Deed
    from pip_manager.services.workplace import Workplace

_HOST, _LEFT = ("authorities", "authority"), ("posts", "from_post")
# whole words: "recovery" says nothing of cover
_ABOUT_COVER = re.compile(
    r"\b(cover|second(ed|ment|ments)|acts?|acting|post|posts|leadership capacity"
    r"|interim|standing of the \w+ director)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One secondment or cover arrangement; `missing` says why it is unmeasurable."""

    record: Record
    code: str
    who: str | None
    post: str | None
    place: str | None
    missing: tuple[str, ...]


class Arrangements:
    """What the page of cover shows before anything is measured."""

    def __init__(self, office: Workplace) -> None:
        """Read the arrangements of an office."""
        self._office = office

    def secondments(self) -> list[Arrangement]:
        """Return every secondment by its code; `place` is the host."""
        return self._all("secondments", "secondment", "home_post", _HOST)

    def cover(self) -> list[Arrangement]:
        """Return every cover arrangement by its code; `place` is where it is from."""
        return self._all("cover", "cover", "post", _LEFT)

    def _all(
        self, noun: str, code: str, post: str, place: tuple[str, str]
    ) -> list[Arrangement]:
        """Return every record of a noun; `place` is a noun and the column naming it."""
        places, column = place
        with self._office.store.reading() as connection:
            titles = _titles(connection)
            found = rows.records(connection, noun)
        return [
            Arrangement(
                record,
                str(record.row[code]),
                _word(titles["people"], record.row["person"]),
                _word(titles["posts"], record.row[post]),
                _word(titles[places], record.row[column]),
                missing(record.row),
            )
            for record in found
        ]

    def contradictions(self) -> list[Mapping[str, Value]]:
        """Return where the sources contradict one another about posts and cover."""
        with self._office.store.reading() as connection:
            found = rows.rows(connection, "contradictions")
        return [row for row in found if _ABOUT_COVER.search(_all_words(row))]

    def history(self, noun: str, code: str) -> tuple[Deed, ...]:
        """Return the last changes of one arrangement, latest first."""
        with self._office.store.reading() as connection:
            return deeds(connection, noun, code)


def _titles(connection: Connection) -> dict[str, dict[str, str]]:
    return {
        "people": rows.labels(connection, "people", "name"),
        "posts": rows.labels(connection, "posts", "title"),
        "authorities": rows.labels(connection, "authorities", "name"),
    }


def _word(titles: Mapping[str, str], code: Value) -> str | None:
    return None if code is None else titles.get(str(code), str(code))


def _all_words(row: Mapping[str, Value]) -> str:
    return " ".join(str(row[name]) for name in ("topic", "statement_a", "statement_b"))
