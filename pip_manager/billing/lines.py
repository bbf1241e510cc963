"""Charges gathered into the lines of an invoice, and what each line says.

A line names the role, not the person, unless it is told the names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.billing.document import Line
from pip_manager.billing.priced import in_order
from pip_manager.domain.money import times
from pip_manager.domain.when import span_words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from pip_manager.billing.priced import Charge

    RateOf = Callable[[str], Decimal | None]

GROUPINGS = ("rate", "line", "person", "strand")
_ALONE = frozenset({"expenses", "charges"})
_NO_ROLE = "Practice support"

Group = tuple["Charge", ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How charges make lines; `people` and `strands` are names by code.

    `people` stays empty where Settings keep names off invoices.
    """

    grouping: str = "rate"
    people: Mapping[str, str] = field(default_factory=dict)
    strands: Mapping[str, str] = field(default_factory=dict)


def group(charges: Iterable[Charge], grouping: str) -> tuple[Group, ...]:
    """Gather charges into lines, first date first; within a line likewise.

    ``line`` keeps each item by itself; ``rate`` puts together one noun, role, unit,
    unit price and VAT code; ``person`` and ``strand`` split that further. Expenses and
    charges always stand alone.
    """
    groups: dict[Hashable, list[Charge]] = {}
    for n, charge in enumerate(sorted(charges, key=in_order)):
        alone = grouping == "line" or charge.noun in _ALONE
        key = n if alone else _key(charge, grouping)
        groups.setdefault(key, []).append(charge)
    return tuple(tuple(alike) for alike in groups.values())


def lines(groups: Iterable[Group], layout: Layout, rate_of: RateOf) -> tuple[Line, ...]:
    """Return numbered lines; a net is the whole quantity at the price, rounded once."""
    return tuple(
        _line(n, alike, layout, rate_of) for n, alike in enumerate(groups, start=1)
    )


def _key(charge: Charge, grouping: str) -> Hashable:
    alike = (
        charge.noun,
        charge.role,
        charge.unit,
        charge.unit_price,
        charge.vat_code,
        charge.vat_reason,
    )
    match grouping:
        case "person":
            return *alike, charge.person
        case "strand":
            return *alike, charge.strand
        case _:
            return alike


def _line(n: int, alike: Group, layout: Layout, rate_of: RateOf) -> Line:
    first = alike[0]
    quantity = sum((charge.quantity for charge in alike), Decimal(0))
    return Line(
        n=n,
        description=_description(alike, layout),
        quantity=quantity,
        unit=first.unit,
        unit_price=first.unit_price,
        net=times(quantity, first.unit_price),
        vat_code=first.vat_code,
        vat_rate=rate_of(first.vat_code),
        vat_reason=first.vat_reason,
        items=tuple(charge.code for charge in alike),
    )


def _description(alike: Group, layout: Layout) -> str:
    parts = [_subject(alike), *_names(alike, layout)]
    first = alike[0]
    if first.noun == "activities" and layout.grouping == "strand" and first.strand:
        parts.append(layout.strands.get(first.strand, first.strand))
    if first.noun == "activities" and layout.grouping == "line" and first.description:
        parts.append(first.description)
    start = min(charge.start for charge in alike)
    end = max(charge.date for charge in alike)
    return f"{' – '.join(parts)}, {span_words(start, end)}"


def _subject(alike: Group) -> str:
    if alike[0].noun == "activities":
        return alike[0].role or _NO_ROLE
    return "; ".join(dict.fromkeys(charge.description for charge in alike))


def _names(alike: Group, layout: Layout) -> list[str]:
    if alike[0].noun in _ALONE:
        return []
    people = dict.fromkeys(charge.person for charge in alike if charge.person)
    names = [layout.people[person] for person in people if person in layout.people]
    return [", ".join(names)] if names else []
