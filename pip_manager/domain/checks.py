"""Why a record cannot be kept, told from the record alone: every reason at once.

What needs other records to be judged is in `services.checks`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.labels import label
from pip_manager.domain.when import first_day, last_day
from pip_manager.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pip_manager.domain.nouns import Noun
    from pip_manager.domain.values import Value

RELIEVED_FROM = ("acting_up", "backfill", "shared_duties")
"""Kinds of cover that can be taken out of another post."""

_SHARED = ("secondments", "cover")
_TIERS = range(1, 5)
_POSITIVE = {"activities": ("quantity",), "attendance": ("people",)}
_NOT_ZERO = {"expenses": ("quantity",), "charges": ("quantity",)}
_NOT_NEGATIVE = (
    "established_fte",
    "planned_days",
    "value_cap",
    "days_cap",
    "po_value",
    "payment_days",
    "notice_days",
    "per_day",
    "annual_salary",
)


def problems(noun: Noun, row: Mapping[str, Value]) -> tuple[FieldProblem, ...]:
    """Return every reason why `row` cannot be a record of `noun`; empty when it can."""
    found = [*_missing(noun, row), *_backwards(row), *_figures(noun, row)]
    if special := _SPECIAL.get(noun.name):
        found.extend(special(row))
    return tuple(found)


def _missing(noun: Noun, row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    for column in noun.columns:
        if column.required and row.get(column.name) is None:
            yield FieldProblem(column.name, f"Enter the {label(column.name)}.")


def _backwards(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    start, end = row.get("from", row.get("date")), row.get("to")
    if start is None or end is None:
        return
    if _last(end) < _first(start):
        yield FieldProblem("to", "The end is before the beginning.")


def _first(value: Value) -> date:
    return value if isinstance(value, date) else first_day(str(value))


def _last(value: Value) -> date:
    return value if isinstance(value, date) else last_day(str(value))


def _figures(noun: Noun, row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    for name in _POSITIVE.get(noun.name, ()):
        if (figure := _figure(row, name)) is not None and figure <= 0:
            yield FieldProblem(name, f"The {label(name)} is more than nothing.")
    for name in _NOT_ZERO.get(noun.name, ()):
        if _figure(row, name) == 0:
            yield FieldProblem(name, f"The {label(name)} is not nothing.")
    for name in _NOT_NEGATIVE:
        if (figure := _figure(row, name)) is not None and figure < 0:
            yield FieldProblem(name, f"The {label(name)} is not below nothing.")
    if noun.name in _SHARED:
        yield from _share(row)


def _share(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    share = _figure(row, "fraction")
    if share is not None and not 0 < share <= 1:
        yield FieldProblem("fraction", "The share is above 0 and at most 1.")


def _figure(row: Mapping[str, Value], name: str) -> Decimal | None:
    value = row.get(name)
    return None if value is None else Decimal(str(value))


def _person(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    fte = _figure(row, "fte")
    if fte is not None and not 0 < fte <= 1:
        yield FieldProblem("fte", "The FTE is above 0 and at most 1.")


def _post(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if row.get("tier") is not None and row["tier"] not in _TIERS:
        yield FieldProblem("tier", "The tier is 1, 2, 3 or 4.")


def _holding(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if row.get("person") is None and row.get("holder") is None:
        yield FieldProblem("person", "Name the person, or say who holds the post.")
    yield from _person(row)


def _activity(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if row.get("unit_price") is not None and row.get("price_reason") is None:
        yield FieldProblem("price_reason", "Say why the price was typed.")
    price = _figure(row, "unit_price")
    if price is not None and price < 0:
        yield FieldProblem("unit_price", "The unit price is not below nothing.")


def _cover(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    taken = row.get("from_post")
    if taken is None:
        return
    if row.get("kind") not in RELIEVED_FROM:
        yield FieldProblem(
            "from_post",
            "Only acting up, backfill and shared duties are taken from another post.",
        )
    if taken == row.get("post"):
        yield FieldProblem("from_post", f"Post {taken} cannot cover itself.")


def _grant(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if row.get("part_of") is not None and row["part_of"] == row.get("grant"):
        yield FieldProblem("part_of", "A grant is not a part of itself.")


def _setting(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    key, value = str(row.get("key")), row.get("value")
    if value is None:
        return
    if sentence := setting_problem(key, str(value)):
        yield FieldProblem("value", sentence)


def setting_problem(key: str, value: str) -> str | None:
    """Return why a setting cannot hold a value, or None."""
    match key:
        case "payment_days":
            fine = value.isdigit()
            return None if fine else "Payment days are a whole number, such as 30."
        case "hours_per_day":
            fine = _is_figure(value) and 0 < Decimal(value) <= 24  # noqa: PLR2004
            return None if fine else "Hours a day are a figure, such as 7.4."
        case "document_mode":
            fine = value in {"vat_invoice", "proforma"}
            return None if fine else "The mode is vat_invoice or proforma."
        case "names_on_invoice" | "late_payment":
            return None if value in {"yes", "no"} else "Say yes or no."
        case "invoice_prefix" | "credit_prefix":
            fine = value.replace("-", "").isalnum()
            return None if fine else "A prefix is letters and figures, such as LRPC."
    return None


def _is_figure(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


_SPECIAL: dict[str, Callable[[Mapping[str, Value]], Iterator[FieldProblem]]] = {
    "people": _person,
    "posts": _post,
    "holdings": _holding,
    "activities": _activity,
    "cover": _cover,
    "grants": _grant,
    "settings": _setting,
}
