"""Whether a statutory appointment is held: the naive engine's reading.

What is not measurable may be anywhere in a piece that it touches, or not there at all.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.support.naive_rows import (
    Books,
    fte,
    in_force,
    reasons,
    takes_from,
    touches,
    weekly,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tests.support.naive_rows import Piece, Row


class Appointments(Books):
    """The statutory appointments of a store."""

    def statutory_held(self, post: Row, piece: Piece) -> str | None:
        """Tell whether the appointment is held on every working day of a piece."""
        if not post.get("statutory_dcs"):
            return None
        if not any(row["post"] == post["post"] for row in self.of("holdings")):
            return "unknown"
        days = [day for day in self.working_days(piece) if in_force(post, day)]
        if not all(self.held(post["post"], day, piece, hope=True) for day in days):
            return "no"
        if all(self.held(post["post"], day, piece, hope=False) for day in days):
            return "yes"
        return "unknown"

    def held(self, code: str, day: date, piece: Piece, *, hope: bool) -> bool:
        """Tell whether the appointment is held on a day.

        Args:
            code: the post.
            day: a working day of its life.
            piece: the piece asked about; what is not measurable may be anywhere in it.
            hope: whether what is not measurable turns out well, or badly.
        """
        if any(
            not self.wholly_released(row, day, piece, hope=hope)
            for row in self.holdings(code, day, piece, hope=hope)
        ):
            return True
        return any(
            row.get("post") == code and row.get("designated_dcs")
            for row in self.designations(day, piece, hope=hope)
        )

    def holdings(
        self, code: str, day: date, piece: Piece, *, hope: bool
    ) -> Iterator[Row]:
        """Give the holdings of a post that are in force on a day."""
        for row in self.known("holdings"):
            if row["post"] == code and in_force(row, day):
                yield row
        if hope:
            for row in self.unknown("holdings", piece):
                if row["post"] == code:
                    yield row

    def designations(self, day: date, piece: Piece, *, hope: bool) -> Iterator[Row]:
        """Give the covers between whose dates a day lies, share stated or not."""
        for row in self.counting("cover"):
            ends_known = len(row.get("to") or "") in {0, 10}
            if len(row.get("from") or "") == 10 and ends_known and in_force(row, day):
                yield row
        if hope:
            yield from (
                row
                for row in self.unknown("cover", piece)
                if reasons("cover", row) != ["share not stated"]
            )

    def wholly_released(
        self, holding: Row, day: date, piece: Piece, *, hope: bool
    ) -> bool:
        """Tell whether a holding's person is out of its post altogether on a day."""
        out = [row for row in self.leaving(holding) if in_force(row, day)]
        measured = [row for row in out if not reasons("secondments", row)]
        gone = sum((weekly(row) for row in measured), Fraction(0))
        if not hope:
            loose = [
                row
                for row in self.leaving(holding)
                if reasons("secondments", row) and touches(row, piece)
            ]
            gone += sum((weekly(row) for row in loose), Fraction(0))
        return gone >= fte(holding)

    def leaving(self, holding: Row) -> Iterator[Row]:
        """Give what takes a holding's person out of its post, whenever."""
        for row in self.counting("secondments"):
            same = row["home_post"] == holding["post"]
            person = row.get("person")
            same = same and person is not None and person == holding.get("person")
            if same and row.get("kind") != "joint_role":
                yield row
        for row in self.counting("cover"):
            if takes_from(row, holding["post"]):
                yield row
