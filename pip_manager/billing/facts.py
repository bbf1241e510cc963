"""The facts that prices are made from, each read from one row of its noun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pip_manager.billing import columns
from pip_manager.domain.when import begins, ends

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from pip_manager.domain.values import Value

ITEM = "item"


@dataclass(frozen=True, slots=True)
class Engagement:
    """The codes by which the rates of an engagement are looked up."""

    code: str
    authority: str
    programme: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Value]) -> Engagement:
        """Read a row of the noun `engagements`."""
        return cls(
            columns.code(row, "engagement"),
            columns.code(row, "authority"),
            columns.text(row, "programme"),
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement's dates (an empty one is open) and what it says of prices."""

    code: str
    engagement: str | None
    kind: str | None
    start: date
    end: date
    hours_per_day: Decimal | None = None
    vat_code: str | None = None
    vat_reason: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Value]) -> Agreement:
        """Read a row of the noun `agreements`."""
        return cls(
            code=columns.code(row, "agreement"),
            engagement=columns.text(row, "engagement"),
            kind=columns.text(row, "kind"),
            start=begins(columns.text(row, "from")),
            end=ends(columns.text(row, "to")),
            hours_per_day=columns.figure(row, "hours_per_day"),
            vat_code=columns.text(row, "vat_code"),
            vat_reason=columns.text(row, "vat_reason"),
        )


@dataclass(frozen=True, slots=True)
class Activity:
    """Work done on a day; shares in per cent, None where not stated."""

    noun: ClassVar[str] = "activities"

    code: str
    date: date
    person: str
    engagement: str
    quantity: Decimal
    unit: str
    agreement: str | None = None
    strand: str | None = None
    summary: str | None = None
    charge_percent: Decimal | None = None
    grant_percent: Decimal | None = None
    contributed_percent: Decimal | None = None
    unit_price: Decimal | None = None
    price_reason: str | None = None
    delivered: bool = True

    @classmethod
    def from_row(cls, row: Mapping[str, Value]) -> Activity:
        """Read a row of the noun `activities`; empty `delivered` means yes."""
        return cls(
            code=columns.code(row, "activity"),
            date=columns.day(row, "date"),
            person=columns.code(row, "person"),
            engagement=columns.code(row, "engagement"),
            quantity=columns.stated_figure(row, "quantity"),
            unit=columns.code(row, "unit"),
            agreement=columns.text(row, "agreement"),
            strand=columns.text(row, "strand"),
            summary=columns.text(row, "summary") or columns.text(row, "kind"),
            charge_percent=columns.figure(row, "charge_percent"),
            grant_percent=columns.figure(row, "grant_percent"),
            contributed_percent=columns.figure(row, "contributed_percent"),
            unit_price=columns.figure(row, "unit_price"),
            price_reason=columns.text(row, "price_reason"),
            delivered=columns.flag(row, "delivered", empty=True),
        )


@dataclass(frozen=True, slots=True)
class Expense:
    """Money spent on an engagement, recharged unless it is not chargeable."""

    noun: ClassVar[str] = "expenses"

    code: str
    date: date
    engagement: str
    description: str
    quantity: Decimal
    unit_price: Decimal
    unit: str = ITEM
    agreement: str | None = None
    person: str | None = None
    chargeable: bool = True

    @classmethod
    def from_row(cls, row: Mapping[str, Value]) -> Expense:
        """Read a row of the noun `expenses`."""
        return cls(
            code=columns.code(row, "expense"),
            date=columns.day(row, "date"),
            engagement=columns.code(row, "engagement"),
            description=columns.code(row, "description"),
            quantity=columns.stated_figure(row, "quantity"),
            unit_price=columns.stated_figure(row, "unit_price"),
            unit=columns.text(row, "unit") or ITEM,
            agreement=columns.text(row, "agreement"),
            person=columns.text(row, "person"),
            chargeable=columns.flag(row, "chargeable", empty=True),
        )


@dataclass(frozen=True, slots=True)
class FixedCharge:
    """A price agreed for a thing: an instalment, a course place, a cancellation."""

    noun: ClassVar[str] = "charges"

    code: str
    date: date
    engagement: str
    description: str
    quantity: Decimal
    unit_price: Decimal
    unit: str = ITEM
    agreement: str | None = None
    vat_code: str | None = None
    vat_reason: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Value]) -> FixedCharge:
        """Read a row of the noun `charges`."""
        return cls(
            code=columns.code(row, "charge"),
            date=columns.day(row, "date"),
            engagement=columns.code(row, "engagement"),
            description=columns.code(row, "description"),
            quantity=columns.stated_figure(row, "quantity"),
            unit_price=columns.stated_figure(row, "unit_price"),
            unit=columns.text(row, "unit") or ITEM,
            agreement=columns.text(row, "agreement"),
            vat_code=columns.text(row, "vat_code"),
            vat_reason=columns.text(row, "vat_reason"),
        )


@dataclass(frozen=True, slots=True)
class Secondment:
    """What a secondment charges; dates may be vague, shares not stated."""

    noun: ClassVar[str] = "secondments"

    code: str
    engagement: str | None
    kind: str | None = None
    host_role: str | None = None
    person: str | None = None
    start: str | None = None
    end: str | None = None
    fraction: Decimal | None = None
    pattern: str | None = None
    agreement: str | None = None
    charge_basis: str | None = None
    charge_amount: Decimal | None = None
    annual_salary: Decimal | None = None
    state: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Value]) -> Secondment:
        """Read a row of the noun `secondments`."""
        return cls(
            code=columns.code(row, "secondment"),
            engagement=columns.text(row, "engagement"),
            kind=columns.text(row, "kind"),
            host_role=columns.text(row, "host_role"),
            person=columns.text(row, "person"),
            start=columns.text(row, "from"),
            end=columns.text(row, "to"),
            fraction=columns.figure(row, "fraction"),
            pattern=columns.text(row, "pattern"),
            agreement=columns.text(row, "agreement"),
            charge_basis=columns.text(row, "charge_basis"),
            charge_amount=columns.figure(row, "charge_amount"),
            annual_salary=columns.figure(row, "annual_salary"),
            state=columns.text(row, "state"),
        )


Dated = Activity | Expense | FixedCharge
Item = Dated | Secondment
