"""What a secondment costs: one item a month, or part of one, that is not held yet.

A month partly in force, asked for or held is charged by its working days. A price is
rounded once. What cannot be measured is blocked with what is missing, unless its dates
show that it lies outside the period: unknown is no nought.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing.belonging import agreement_of, vat_of
from pip_manager.billing.priced import Blocked, Charge, Why
from pip_manager.domain.calendar import Period, month_of, months
from pip_manager.domain.money import pence, pounds, times
from pip_manager.domain.values import WEEKDAYS, plain, read_pattern
from pip_manager.domain.when import MONTHS, begins, ends, is_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pip_manager.billing.book import Book
    from pip_manager.billing.facts import Secondment
    from pip_manager.domain.calendar import Calendar

ONE = Decimal(1)
_COUNTING = frozenset({None, "confirmed", "ended"})
_CHARGED = frozenset({"monthly", "daily", "percent_of_salary"})
_KINDS = {"joint_role": "Joint role", "redeployment": "Redeployment"}


class _Price(NamedTuple):
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net: Decimal
    text: str


def secondment_charges(
    book: Book, secondment: Secondment, asked: Period, held: Iterable[Period] = ()
) -> list[Charge | Blocked]:
    """Price the days in force and asked that nothing holds, by date."""
    if secondment.charge_basis not in _CHARGED or secondment.state not in _COUNTING:
        return []
    life = Period(begins(secondment.start), ends(secondment.end))
    span = life.meet(asked)
    if span is None:
        return []
    missing = unmeasurable(secondment)
    if missing:
        return [_blocked(secondment, missing)]
    return [
        answer
        for run in _runs(span, tuple(held))
        if (answer := _charge(book, secondment, run)) is not None
    ]


def unmeasurable(secondment: Secondment) -> str:
    """Return what a charge lacks, joined by ``; ``; empty where it can be priced."""
    missing = list(_bad_dates(secondment))
    is_salary = secondment.charge_basis == "percent_of_salary"
    is_monthly = secondment.charge_basis == "monthly"
    if not is_monthly and secondment.pattern is None and secondment.fraction is None:
        missing.append("share not stated")
    if is_salary and secondment.annual_salary is None:
        missing.append("salary not stated")
    if not is_salary and secondment.charge_amount is None:
        missing.append("amount not stated")
    return "; ".join(missing)


def _bad_dates(secondment: Secondment) -> Iterator[str]:
    if secondment.start is None:
        yield "from not stated"
    elif not is_day(secondment.start):
        yield "from is not a day"
    if secondment.end is not None and not is_day(secondment.end):
        yield "to is not a day"


def _blocked(secondment: Secondment, missing: str) -> Blocked:
    text = f"Secondment {secondment.code} cannot be charged: {missing}. Complete it."
    return Blocked(secondment.noun, secondment.code, missing, text)


def _runs(span: Period, held: tuple[Period, ...]) -> Iterator[Period]:
    for month in months(span.start, span.end):
        yield from month.without(held)


def _charge(book: Book, secondment: Secondment, run: Period) -> Charge | Blocked | None:
    price = _price(secondment, book.calendar, run)
    if not price.net:
        return None
    agreement = agreement_of(book, secondment, run.end)
    if isinstance(agreement, Blocked):
        return agreement
    vat_code, vat_reason = vat_of(agreement)
    return Charge(
        noun=secondment.noun,
        code=secondment.code,
        date=run.end,
        start=run.start,
        person=secondment.person,
        role=None,
        strand=None,
        description=_description(secondment),
        quantity=price.quantity,
        unit=price.unit,
        unit_price=price.unit_price,
        net=price.net,
        vat_code=vat_code,
        vat_reason=vat_reason,
        agreement=agreement.code,
        why=_why(secondment, price),
    )


def _price(secondment: Secondment, calendar: Calendar, run: Period) -> _Price:
    if secondment.charge_basis == "daily":
        return _daily(secondment, calendar, run)
    month = month_of(run.start)
    whole = calendar.working_days(*month)
    part = calendar.working_days(*run)
    amount, text = _monthly_amount(secondment)
    price = pence(amount if run == month else amount * part / whole)
    if run != month:
        name = f"{MONTHS[month.start.month - 1]} {month.start.year}"
        text += f", {part} of {whole} working days of {name}"
    return _Price(ONE, "month", price, price, text)


def _daily(secondment: Secondment, calendar: Calendar, run: Period) -> _Price:
    amount = secondment.charge_amount or Decimal(0)
    days = fte_days(secondment, calendar, run)
    text = f"{plain(days)} days at {pounds(amount)}"
    return _Price(days, "day", amount, times(days, amount), text)


def _monthly_amount(secondment: Secondment) -> tuple[Fraction, str]:
    if secondment.charge_basis == "monthly":
        amount = secondment.charge_amount or Decimal(0)
        return Fraction(amount), f"Monthly charge of {pounds(amount)}"
    salary = secondment.annual_salary or Decimal(0)
    share = weekly_share(secondment)
    text = f"{plain(share * 100)}% of a salary of {pounds(salary)} a year, a twelfth"
    return Fraction(salary) * Fraction(share) / 12, text


def weekly_share(secondment: Secondment) -> Decimal:
    """Return the FTE of a secondment; a pattern counts by its average week."""
    if secondment.pattern is not None:
        shares = read_pattern(secondment.pattern).values()
        return sum(shares, Decimal(0)) / len(WEEKDAYS)
    return secondment.fraction or Decimal(0)


def fte_days(secondment: Secondment, calendar: Calendar, run: Period) -> Decimal:
    """Return the FTE-days of a run of days, exactly."""
    if secondment.pattern is None:
        return weekly_share(secondment) * calendar.working_days(*run)
    shares = read_pattern(secondment.pattern)
    counts = calendar.weekday_counts(*run)
    return sum(
        (
            shares.get(weekday, Decimal(0)) * count
            for weekday, count in zip(WEEKDAYS, counts, strict=True)
        ),
        Decimal(0),
    )


def _description(secondment: Secondment) -> str:
    kind = _KINDS.get(secondment.kind or "", "Secondment")
    return f"{kind}: {secondment.host_role}" if secondment.host_role else kind


def _why(secondment: Secondment, price: _Price) -> Why:
    return Why(
        level="secondment",
        text=price.text,
        match=secondment.charge_basis,
        start=begins(secondment.start),
        end=None if secondment.end is None else ends(secondment.end),
    )
