"""Every reason a record is refused for, told from the record alone."""

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.domain.checks import problems, setting_problem
from pip_manager.domain.nouns import NOUNS, Kind
from pip_manager.domain.values import read_as

DAY = date(2026, 3, 2)


def told(noun, row):
    return {p.field: p.message for p in problems(NOUNS[noun], row)}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_needed_column_is_asked_for_when_nothing_is_typed(noun):
    needed = {column.name for column in NOUNS[noun].columns if column.required}
    assert needed <= set(told(noun, {}))


@pytest.mark.parametrize(
    ("noun", "row", "field", "sentence"),
    [
        (
            "people",
            {"person": "P", "name": "A", "fte": Decimal("1.2")},
            "fte",
            "The FTE is above 0 and at most 1.",
        ),
        (
            "people",
            {"person": "P", "name": "A", "fte": Decimal(0)},
            "fte",
            "The FTE is above 0 and at most 1.",
        ),
        (
            "posts",
            {"post": "P", "title": "Head", "tier": 5},
            "tier",
            "The tier is 1, 2, 3 or 4.",
        ),
        (
            "posts",
            {"post": "P", "title": "Head", "established_fte": Decimal(-1)},
            "established_fte",
            "The established FTE is not below nothing.",
        ),
        (
            "holdings",
            {"post": "P"},
            "person",
            "Name the person, or say who holds the post.",
        ),
        (
            "roles",
            {"person": "P", "role": "R", "from": "2026-05", "to": "2026-03"},
            "to",
            "The end is before the beginning.",
        ),
        (
            "rates",
            {"from": date(2026, 3, 2), "to": date(2026, 3, 1)},
            "to",
            "The end is before the beginning.",
        ),
        (
            "activities",
            {"quantity": Decimal(0)},
            "quantity",
            "The quantity is more than nothing.",
        ),
        (
            "activities",
            {"unit_price": Decimal(5)},
            "price_reason",
            "Say why the price was typed.",
        ),
        (
            "activities",
            {"unit_price": Decimal(-5), "price_reason": "Agreed"},
            "unit_price",
            "The unit price is not below nothing.",
        ),
        (
            "expenses",
            {"quantity": Decimal(0)},
            "quantity",
            "The quantity is not nothing.",
        ),
        (
            "secondments",
            {"fraction": Decimal("1.5")},
            "fraction",
            "The share is above 0 and at most 1.",
        ),
        (
            "cover",
            {"kind": "agency_interim", "from_post": "P2", "post": "P1"},
            "from_post",
            "Only acting up, backfill and shared duties are taken from another post.",
        ),
        (
            "cover",
            {"kind": "acting_up", "from_post": "P1", "post": "P1"},
            "from_post",
            "Post P1 cannot cover itself.",
        ),
        (
            "grants",
            {"grant": "G1", "name": "Grant", "part_of": "G1"},
            "part_of",
            "A grant is not a part of itself.",
        ),
        (
            "settings",
            {"key": "payment_days", "value": "soon"},
            "value",
            "Payment days are a whole number, such as 30.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_sentence(noun, row, field, sentence):
    assert told(noun, row)[field] == sentence


@pytest.mark.parametrize(
    ("noun", "row"),
    [
        ("people", {"person": "P", "name": "A", "fte": Decimal(1)}),
        ("holdings", {"post": "P", "holder": "Director (holder A)"}),
        ("roles", {"person": "P", "role": "R", "from": "2026", "to": "2026-01"}),
        ("events", {"event": "E", "title": "T", "date": "2026-03", "to": "2026-03"}),
        ("cover", {"cover": "C", "kind": "acting_up", "from_post": "P2", "post": "P1"}),
        ("settings", {"key": "seller_name", "value": None}),
        ("charges", {**dict.fromkeys(("charge", "engagement", "description"), "x"),
                     "date": DAY, "quantity": Decimal(-1), "unit_price": Decimal(5)}),
    ],
)  # fmt: skip
def test_what_can_be_is_let_through(noun, row):
    assert told(noun, row) == {}


@pytest.mark.parametrize(
    ("key", "fine", "wrong"),
    [
        ("payment_days", "28", "28.5"),
        ("hours_per_day", "7.4", "0"),
        ("hours_per_day", "24", "24.1"),
        ("hours_per_day", "7", "seven"),
        ("document_mode", "proforma", "invoice"),
        ("names_on_invoice", "yes", "true"),
        ("late_payment", "no", "off"),
        ("invoice_prefix", "LRPC-2", "LRPC/2"),
        ("credit_prefix", "CN", "C N"),
    ],
)
def test_a_setting_holds_only_what_it_means(key, fine, wrong):
    assert setting_problem(key, fine) is None
    assert str(setting_problem(key, wrong)).endswith(".")


@pytest.mark.parametrize(
    "column",
    [c for noun in NOUNS.values() for c in noun.columns if c.kind is not Kind.TEXT],
    ids=lambda column: column.name,
)
def test_no_column_takes_what_it_cannot_mean(column):
    if column.kind is Kind.CODE:
        with pytest.raises(ValueError, match="one line"):
            read_as(column, "x" * 81)
        return
    with pytest.raises(ValueError, match=r"\.$"):
        read_as(column, "neither here nor there")
