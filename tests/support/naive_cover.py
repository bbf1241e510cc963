"""The gaps in cover told in the slowest way: day by day, every row looked at each day.

The oracle of the engine. It knows the contract of `gaps` and nothing of the program:
every figure is a fraction until it is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.support.naive_lists import Lists
from tests.support.naive_rows import (
    Asked,
    absorbed,
    adds_capacity,
    figure,
    fixed,
    fte,
    in_force,
    reasons,
    share_on,
    takes_from,
    touches,
)
from tests.support.naive_statutory import Appointments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tests.support.naive_rows import Piece, Row, Rows

__all__ = ["Asked", "gaps"]

DEFAULTS = {
    "threshold_senior_gap": "0.2",
    "threshold_senior_run": "5",
    "threshold_other_amber_gap": "0.1",
    "threshold_other_gap": "0.5",
    "threshold_other_run": "10",
}
SUMMED = ("released", "cover", "effective", "gap", "overlap", "responsibility_gap")


def gaps(
    rows: Rows, holidays: Collection[date], settings: Mapping[str, str], asked: Asked
) -> dict[str, Any]:
    """Return the JSON document of `gaps`."""
    naive = Naive(rows, holidays, settings, asked)
    return {
        "rows": [row for piece in naive.pieces() for row in naive.piece_rows(piece)],
        "totals": [row for piece in naive.pieces() for row in naive.totals(piece)],
        "chains": naive.chains(),
        "not_measurable": naive.not_measurable(),
        "over_committed": naive.over_committed(),
    }


@dataclass(frozen=True)
class _Day:
    """The figures of one post on one working day."""

    released: Fraction = Fraction(0)
    cover: Fraction = Fraction(0)
    nominal: Fraction = Fraction(0)

    @property
    def effective(self) -> Fraction:
        return min(self.released, self.cover)

    @property
    def gap(self) -> Fraction:
        return self.released - self.effective

    @property
    def overlap(self) -> Fraction:
        return max(Fraction(0), self.cover - self.released)

    @property
    def responsibility_gap(self) -> Fraction:
        return max(Fraction(0), self.released - self.cover - self.nominal)


class Naive(Appointments, Lists):
    """The whole document, worked out day by day."""

    def __init__(
        self,
        rows: Rows,
        holidays: Collection[date],
        settings: Mapping[str, str],
        asked: Asked,
    ) -> None:
        super().__init__(rows, holidays, settings, asked)
        self._worked_out: dict[tuple[str, date], _Day] = {}

    def threshold(self, key: str) -> Fraction:
        """Return a threshold as set, else its default."""
        key = f"threshold_{key}"
        return Fraction(self.settings.get(key) or DEFAULTS[key])

    def pieces(self) -> list[Piece]:
        """Return the pieces of the asked range that have a working day."""
        cut = self.cut(self.range, self.asked.by)
        return [piece for piece in cut if self.working_days(piece)]

    def cut(self, piece: Piece, by: str) -> list[Piece]:
        """Cut a range at days, weeks or months."""
        if by == "total":
            return [piece]
        found: list[Piece] = []
        day = piece[0]
        while day <= piece[1]:
            new_week = by == "week" and day.weekday() == 0
            new_month = by == "month" and day.day == 1
            if not found or by == "day" or new_week or new_month:
                found.append((day, day))
            found[-1] = (found[-1][0], day)
            day += timedelta(days=1)
        return found

    def posts(self, piece: Piece) -> list[Row]:
        """Return the posts that have a row for a piece, in order."""
        home = self.settings.get("home_authority")
        found = [
            post
            for post in self.of("posts")
            if post.get("kind") in {None, "post"}
            and (post.get("authority") is None or post["authority"] == home)
            and self.asked.post in {None, post["post"]}
            and touches(post, piece)
        ]
        return sorted(found, key=lambda post: (post.get("tier") or 9, post["post"]))

    def vacancy(self, post: Row, day: date) -> Fraction:
        """Return the established FTE that nobody holds on a day."""
        held = [row for row in self.of("holdings") if row["post"] == post["post"]]
        established = post.get("established_fte")
        if established is None or not held:
            return Fraction(0)
        if any(reasons("holdings", row) for row in held):
            return Fraction(0)
        there = sum((fte(row) for row in held if in_force(row, day)), Fraction(0))
        return max(Fraction(0), Fraction(established) - there)

    def released(self, post: Row, day: date) -> Fraction:
        """Return the FTE that is out of a post on a day."""
        code, total = post["post"], self.vacancy(post, day)
        for row in self.known("secondments"):
            if row["home_post"] == code:
                total += share_on(row, day)
        for row in self.known("cover"):
            if takes_from(row, code):
                total += share_on(row, day)
        established = post.get("established_fte")
        return total if established is None else min(Fraction(established), total)

    def day(self, post: Row, day: date) -> _Day:
        """Return the figures of a post on a working day."""
        key = post["post"], day
        if key not in self._worked_out:
            alive = in_force(post, day)
            self._worked_out[key] = self._alive(post, day) if alive else _Day()
        return self._worked_out[key]

    def _alive(self, post: Row, day: date) -> _Day:
        cover = nominal = Fraction(0)
        for row in self.known("cover"):
            if row.get("post") == post["post"] and adds_capacity(row):
                cover += share_on(row, day)
            if row.get("post") == post["post"] and absorbed(row):
                nominal += share_on(row, day)
        return _Day(self.released(post, day), cover, nominal)

    def piece_rows(self, piece: Piece) -> list[dict[str, Any]]:
        """Return the rows of a piece."""
        return [self.row(post, piece) for post in self.posts(piece)]

    def row(self, post: Row, piece: Piece) -> dict[str, Any]:
        """Return one row."""
        working = self.working_days(piece)
        days = [self.day(post, day) for day in working]
        held = self.statutory_held(post, piece)
        head = {"post": post["post"], "title": post["title"], "tier": post.get("tier")}
        return (
            head
            | _period(piece)
            | _sums(days, len(working))
            | {
                "longest_run": str(_longest_run(days)),
                "lag_days": _lag_days(days),
                "level": self.level(post, piece, held),
                "statutory_held": held,
            }
        )

    def totals(self, piece: Piece) -> list[dict[str, Any]]:
        """Return the totals of a piece: none where it has no row."""
        posts = self.posts(piece)
        if not posts:
            return []
        working = self.working_days(piece)
        days = [self.day(post, day) for post in posts for day in working]
        nothing = dict.fromkeys(("longest_run", "lag_days", "level", "statutory_held"))
        head = dict.fromkeys(("post", "title", "tier"))
        return [head | _period(piece) | _sums(days, len(working)) | nothing]

    def level(self, post: Row, piece: Piece, held: str | None) -> str:
        """Return the level of a post on a piece alone."""
        if held == "no":
            return "critical"
        level = self.measured_level(post, piece)
        loose = post.get("established_fte") is None or held == "unknown"
        if level == "green" and (loose or self.has_unknown(post["post"], piece)):
            return "unknown"
        return level

    def measured_level(self, post: Row, piece: Piece) -> str:
        """Return green, amber or red by what can be measured."""
        highest = Fraction(0)
        for week in self.cut(piece, "week"):
            days = [self.day(post, day) for day in self.working_days(week)]
            if days:
                highest = max(highest, _total(days, "gap") / len(days))
        run = _longest_run([self.day(post, day) for day in self.working_days(piece)])
        if post.get("tier") in {1, 2}:
            amber = highest > 0
            red = highest > self.threshold("senior_gap")
            # no day at all is no run, whatever the threshold
            red = red or run >= max(Fraction(1), self.threshold("senior_run"))
        else:
            amber = highest > self.threshold("other_amber_gap")
            red = highest > self.threshold("other_gap")
            red = red and run >= self.threshold("other_run")
        return "red" if red else "amber" if amber else "green"

    def has_unknown(self, code: str, piece: Piece) -> bool:
        """Tell whether something not measurable of a post touches a piece."""
        return (
            any(row["home_post"] == code for row in self.unknown("secondments", piece))
            or any(row["post"] == code for row in self.unknown("holdings", piece))
            or any(
                code in {row.get("post"), row.get("from_post")}
                for row in self.unknown("cover", piece)
            )
        )


def _period(piece: Piece) -> dict[str, str]:
    return {
        "period_start": piece[0].isoformat(),
        "period_end": piece[1].isoformat(),
    }


def _total(days: Iterable[_Day], name: str) -> Fraction:
    return sum((getattr(day, name) for day in days), Fraction(0))


def _sums(days: list[_Day], working: int) -> dict[str, Any]:
    sums = {name: _total(days, name) for name in SUMMED}
    percent = None
    if sums["released"]:
        percent = fixed(sums["effective"] * 100 / sums["released"], 1)
    return {
        "working_days": str(working),
        **{name: figure(total, 4) for name, total in sums.items()},
        "gap_fte": figure(sums["gap"] / working, 3),
        "coverage_percent": percent,
    }


def _longest_run(days: list[_Day]) -> int:
    longest = run = 0
    for day in days:
        run = run + 1 if day.gap else 0
        longest = max(longest, run)
    return longest


def _lag_days(days: list[_Day]) -> str | None:
    released = [day for day in days if day.released]
    if not released:
        return None
    before = 0
    for day in released:
        if day.effective:
            break
        before += 1
    return str(before)
