"""Chains, what cannot be measured, who gives too much: the naive engine's reading."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.support.naive_rows import (
    Books,
    absorbed,
    adds_capacity,
    figure,
    fte,
    reasons,
    share_on,
    touches,
)

if TYPE_CHECKING:
    from datetime import date

    from tests.support.naive_rows import Row


class Lists(Books):
    """What stands beneath the rows of the document."""

    def not_measurable(self) -> list[dict[str, str]]:
        """Return what counts, cannot be measured and touches the asked range."""
        found = []
        for noun in ("secondments", "cover", "holdings"):
            rows = [(_code(noun, row), row) for row in self.unknown(noun, self.range)]
            for code, row in sorted(rows, key=lambda pair: pair[0]):
                why = "; ".join(reasons(noun, row))
                found.append({"noun": noun, "code": code, "why": why})
        return found

    def over_committed(self) -> list[dict[str, str]]:
        """Return the runs of days on which a person gives more than they have."""
        found = []
        for person in sorted(self.of("people"), key=lambda row: row["person"]):
            run: list[tuple[date, Fraction]] = []
            for day in self.working_days(self.range):
                given = self.given(person["person"], day)
                if given > fte(person):
                    run.append((day, given))
                elif run:
                    found.append(_run(person, run))
                    run = []
            if run:
                found.append(_run(person, run))
        return found

    def given(self, person: str, day: date) -> Fraction:
        """Return the FTE a person gives on a day."""
        shares = [
            share_on(row, day)
            for row in self.known("secondments")
            if row.get("person") == person
        ]
        shares += [
            share_on(row, day)
            for row in self.known("cover")
            if row.get("person") == person and adds_capacity(row)
        ]
        return sum(shares, Fraction(0))

    def chains(self) -> list[dict[str, Any]]:
        """Return the chain of each secondment that touches the asked range."""
        return [
            {
                "secondment": row["secondment"],
                "person": row.get("person"),
                "post": row["home_post"],
                "links": self.links(row["home_post"], set()),
            }
            for row in sorted(
                self.known("secondments"), key=lambda row: row["secondment"]
            )
            if touches(row, self.range) and self.asked.post in {None, row["home_post"]}
        ]

    def links(self, code: str, seen: set[str]) -> list[dict[str, Any]]:
        """Return the covers of a post and, after each, those of the post it left."""
        covers = [
            row
            for row in self.known("cover")
            if row.get("post") == code
            and row.get("kind") != "no_cover_accepted"
            and touches(row, self.range)
        ]
        found = []
        for row in sorted(covers, key=lambda row: (row["from"], row["cover"])):
            if row["cover"] not in seen:
                seen.add(row["cover"])
                found.append(_link(row))
                if row.get("from_post") and not absorbed(row):
                    found += self.links(row["from_post"], seen)
        return found


def _code(noun: str, row: Row) -> str:
    if noun == "holdings":
        holder = row.get("person") or row.get("holder")
        return f"{row['post']}/{holder}/{row.get('from') or ''}"
    return str(row["secondment" if noun == "secondments" else "cover"])


def _run(person: Row, run: list[tuple[date, Fraction]]) -> dict[str, str]:
    return {
        "person": person["person"],
        "from": run[0][0].isoformat(),
        "to": run[-1][0].isoformat(),
        "fte": figure(max(given for _, given in run), 4),
    }


def _link(row: Row) -> dict[str, Any]:
    link = {key: row.get(key) for key in ("cover", "post", "person", "from_post")}
    share = row.get("pattern") or figure(Fraction(row["fraction"]), 4)
    return link | {"from": row["from"], "to": row.get("to"), "share": share}
