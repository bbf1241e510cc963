"""What a summary must say: every activity looked at for every group."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.acceptance.days import figure, money, pence
from tests.acceptance.oracle import Stuck

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.acceptance.oracle import Oracle
    from tests.acceptance.world import Row


class Sums:
    """Measures over activities; `billed` are the prices of those on invoices."""

    def __init__(self, oracle: Oracle, billed: dict[str, Decimal]) -> None:
        """Ask an oracle for what each activity costs."""
        self.oracle, self.billed = oracle, billed

    def summary(
        self, start: date, end: date, by: list[str], measures: list[str]
    ) -> dict[str, object]:
        """Return the document of `summary`."""
        rows = [
            row
            for row in self.oracle.world.rows("activities")
            if start.isoformat() <= row["date"] <= end.isoformat()
        ]
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            key = tuple(self._key(row, name) or "not stated" for name in by)
            groups.setdefault(key, []).append(row)
        figures = [
            {"key": list(key), "values": self._values(group, measures)}
            for key, group in sorted(groups.items())
        ]
        return {
            "by": by,
            "measures": measures,
            "rows": figures,
            "total": self._values(rows, measures),
            "unpriced": sum(
                1
                for row in rows
                if row["activity"] not in self.billed
                and row["delivered"] != "no"
                and self.oracle.shares(row)[0]
                and isinstance(self.oracle.unit_price(row), Stuck)
            ),
        }

    def _key(self, row: Row, name: str) -> str | None:
        engagement = self.oracle.engagement(row["engagement"])
        on = date.fromisoformat(row["date"])
        year = on.year - (on.month < 4)
        financial = f"{year}/{(year + 1) % 100:02d}"
        programme = engagement["programme"]
        if name == "funder" and row["grant"]:
            return self.oracle.row("grants", "grant", row["grant"])["funder"]
        funder = (
            self.oracle.row("programmes", "programme", programme)["funder"]
            if programme
            else None
        )
        keys: dict[str, str | None] = {
            "authority": engagement["authority"],
            "engagement": row["engagement"],
            "programme": programme,
            "strand": row["strand"],
            "person": row["person"],
            "role": self.oracle.role(row["person"], on),
            "kind": row["kind"],
            "funder": funder,
            "month": f"{on:%Y-%m}",
            "quarter": f"{financial} Q{(on.month - 4) % 12 // 3 + 1}",
            "year": financial,
        }
        return keys[name]

    def _values(self, rows: list[Row], measures: list[str]) -> list[object]:
        return [getattr(self, f"_{name}")(rows) for name in measures]

    def _days(self, rows: list[Row]) -> str:
        return _plain(self._time(row, "day") for row in rows)

    def _hours(self, rows: list[Row]) -> str:
        return _plain(self._time(row, "hour") for row in rows)

    def _time(self, row: Row, unit: str) -> Fraction:
        quantity = Fraction(row["quantity"])
        if row["unit"] == unit:
            return quantity
        hours = self.oracle.hours(
            self.oracle.agreement(row, date.fromisoformat(row["date"]))
        )
        return quantity / hours if unit == "day" else quantity * hours

    @staticmethod
    def _entries(rows: list[Row]) -> int:
        return len(rows)

    @staticmethod
    def _people(rows: list[Row]) -> int:
        return len({row["person"] for row in rows})

    def _priced(self, row: Row) -> Fraction:
        if row["activity"] in self.billed:
            return Fraction(self.billed[row["activity"]])
        found = self.oracle.unit_price(row)
        if isinstance(found, Stuck) or found[0] is None:
            return Fraction()
        return Fraction(found[0])

    def _value(self, rows: list[Row]) -> str:
        return money(
            sum(
                (
                    pence(self.oracle.shares(row)[0] * self._priced(row))
                    for row in rows
                    if row["delivered"] != "no"
                ),
                Decimal(),
            )
        )

    def _contributed(self, rows: list[Row]) -> str:
        return money(
            sum(
                (pence(self.oracle.shares(r)[2] * self._priced(r)) for r in rows),
                Decimal(),
            )
        )

    def _granted(self, rows: list[Row]) -> str:
        total = Decimal()
        for row in rows:
            grant = row["grant"] and self.oracle.row("grants", "grant", row["grant"])
            if grant and grant["per_day"]:
                days = self.oracle.shares(row)[1]
                if row["unit"] == "hour":
                    on = date.fromisoformat(row["date"])
                    days /= self.oracle.hours(self.oracle.agreement(row, on))
                total += pence(days * Fraction(grant["per_day"]))
        return money(total)


def _plain(times: Iterable[Fraction]) -> str:
    return figure(pence(sum(times, Fraction())))
