"""What a draft and an issued document must say, by the same contract."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.acceptance.days import figure, money, pence, vat_rate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.acceptance.oracle import Claim, Item, Oracle


class Draft:
    """One document to be: what it says as a draft and as issued."""

    def __init__(
        self,
        oracle: Oracle,
        engagement: str,
        period: tuple[date, date],
        group: str,
        items: list[Item],
    ) -> None:
        """Put items to one agreement on a document."""
        self.oracle, self.engagement, self.period = oracle, engagement, period
        self.group, self.items = group, items
        rows = oracle.world.rows("agreements")
        self.agreement = next(r for r in rows if r["agreement"] == items[0].agreement)

    @property
    def claims(self) -> set[Claim]:
        """What it holds."""
        return {claim for item in self.items for claim in item.claims}

    @property
    def lacks_reason(self) -> bool:
        """Tell whether the issue is blocked for want of a reason."""
        return any(i.vat_code in {"E", "O"} and not i.vat_reason for i in self.items)

    def _lines(self, on: date) -> list[dict[str, object]]:
        groups: dict[tuple[object, ...], list[Item]] = {}
        for item in self.items:
            key: tuple[object, ...] = (
                *(item.noun, item.role, item.unit, item.unit_price, item.vat_code),
                item.person if self.group == "person" else None,
                item.strand if self.group == "strand" else None,
            )
            if self.group == "line" or item.noun in {"expenses", "charges"}:
                key = (item.noun, item.code, item.on)
            groups.setdefault(key, []).append(item)
        return [
            {"first": min(item.on for item in group)} | _line(group, on)
            for group in groups.values()
        ]

    def document(self, issued: date | None = None) -> dict[str, object]:
        """Return the DOCUMENT without number, seller, buyer's name and texts.

        Lines carry the `first` day of what is on them and no number.
        """
        start, end = self.period
        tax_point = self._tax_point(issued) if issued else end
        lines = self._lines(tax_point)
        vat = _vat(lines)
        net = sum((Decimal(str(line["net"])) for line in lines), Decimal())
        vat_total = sum((Decimal(str(row["vat"])) for row in vat), Decimal())
        told: dict[str, object] = {
            "kind": "invoice",
            "status": "issued" if issued else "draft",
            "engagement": self.engagement,
            "agreement": self.agreement["agreement"],
            "issued_on": issued and issued.isoformat(),
            "period_from": start.isoformat(),
            "period_to": end.isoformat(),
            "po_number": self.agreement.get("po_number") or None,
            "credits": None,
            "lines": lines,
            "vat": vat,
            "net": money(net),
            "vat_total": money(vat_total),
            "gross": money(net + vat_total),
            "paid": "0.00",
            "credited": "0.00",
            "outstanding": money(net + vat_total),
        }
        if issued:
            told |= {"tax_point": tax_point.isoformat(), "due_on": self._due(issued)}
        return told

    def _due(self, issued: date) -> str:
        own = self.agreement.get("payment_days")
        days = int(own or self.oracle.settings.get("payment_days") or "30")
        return (issued + timedelta(days=days)).isoformat()

    def _tax_point(self, issued: date) -> date:
        last = max(item.on for item in self.items)
        if self.agreement.get("supply_pattern") in {"", None, "continuous"}:
            return issued
        return issued if (issued - last).days <= 14 else last


def _line(group: list[Item], on: date) -> dict[str, object]:
    quantity = sum((item.quantity for item in group), Fraction())
    one = group[0]
    rate = vat_rate(one.vat_code, on)
    return {
        "quantity": figure(quantity),
        "unit": one.unit,
        "unit_price": money(one.unit_price),
        "net": money(pence(quantity * Fraction(one.unit_price))),
        "vat_code": one.vat_code,
        "vat_rate": None if rate is None else figure(rate),
        "items": sorted({item.code for item in group}),
    }


def _vat(lines: Iterable[dict[str, object]]) -> list[dict[str, str | None]]:
    sums: dict[tuple[str, str | None], Decimal] = {}
    for line in lines:
        rate = line["vat_rate"]
        key = (str(line["vat_code"]), None if rate is None else str(rate))
        sums[key] = sums.get(key, Decimal()) + Decimal(str(line["net"]))
    return [
        {
            "code": code,
            "rate": rate,
            "net": money(net),
            "vat": money(pence(Fraction(net) * Fraction(rate or 0) / 100)),
        }
        for (code, rate), net in sums.items()
    ]


def drafts(
    oracle: Oracle, engagement: str, start: date, end: date, group: str
) -> list[Draft]:
    """Return one draft an agreement, and one more of what is outside scope."""
    items, _ = oracle.items(engagement, start, end)
    kinds = sorted({(item.agreement, item.vat_code == "O") for item in items})
    return [
        Draft(
            oracle,
            engagement,
            (start, end),
            group,
            [item for item in items if (item.agreement, item.vat_code == "O") == kind],
        )
        for kind in kinds
    ]
