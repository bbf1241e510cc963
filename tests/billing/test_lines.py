from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.lines import Layout, group, lines
from pip_manager.domain.money import pence
from tests.billing.making import (
    D,
    activity,
    agreement,
    book,
    charge,
    expense,
    october,
    priced,
    rate,
    role,
    secondment,
)

FACTS = book(
    rates=[
        rate("640.00", role="Head of Service"),
        rate("487.38", role="Service Delivery Manager"),
        rate("300.00"),
    ],
    roles=[
        role(),
        role(person="P2"),
        role("Service Delivery Manager", person="P3"),
    ],
)
PEOPLE = {"P1": "Anwen Ŵyn-Hughes", "P2": "Tomasz Łukasiewicz"}
STRANDS = {"FD": "Front door"}


def made(rows, grouping="rate", facts=FACTS, **names):
    layout = Layout(grouping, **names)
    groups = group(priced(facts, **rows).charges, grouping)
    return lines(groups, layout, lambda _: D(20))


def said(rows, grouping="rate", **names):
    return [line.description for line in made(rows, grouping, **names)]


MIXED = {
    "activities": [
        activity("T1", date=october(9), strand="FD", summary="Case audit"),
        activity("T2", date=october(3), person="P2", strand="QA"),
        activity("T3", date=october(4), person="P3"),
        activity("T4", date=october(4), person="P9", quantity=D("0.5")),
        activity("T5", date=october(5), unit="hour"),
    ],
    "expenses": [expense("X1"), expense("X2")],
    "charges": [charge("C1"), charge("C2", date=october(1))],
    "secondments": [secondment("S1"), secondment("S2", host_role="Director")],
}


@pytest.mark.parametrize(
    ("grouping", "items"),
    [
        ("rate", "C2 | T2 T1 | T3 | T4 | T5 | X1 | X2 | C1 | S1 S2"),
        ("line", "C2 | T2 | T3 | T4 | T5 | X1 | X2 | C1 | T1 | S1 | S2"),
        ("person", "C2 | T2 | T3 | T4 | T5 | X1 | X2 | C1 | T1 | S1 S2"),
        ("strand", "C2 | T2 | T3 | T4 | T5 | X1 | X2 | C1 | T1 | S1 S2"),
    ],
)
def test_lines_gather_what_is_alike_first_date_first(grouping, items):
    found = [" ".join(line.items) for line in made(MIXED, grouping)]
    assert " | ".join(found) == items


def test_a_line_by_rate_joins_people_of_one_role_and_a_line_by_person_does_not():
    rows = {"activities": [activity("T1"), activity("T2", person="P2")]}
    assert [line.quantity for line in made(rows)] == [D(2)]
    assert [line.quantity for line in made(rows, "person")] == [D(1), D(1)]
    assert [line.n for line in made(rows, "person")] == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        {"person": "P3"},
        {"unit": "hour"},
        {"unit": "hour", "unit_price": D("640.00"), "price_reason": "Agreed"},
        {"unit_price": D("640.01"), "price_reason": "Agreed"},
    ],
)
def test_another_role_unit_or_price_is_another_line(other):
    rows = {"activities": [activity("T1"), activity("T2", **other)]}
    assert len(made(rows)) == 2


def test_a_typed_price_equal_to_the_rate_shares_its_line():
    typed = activity("T2", unit_price=D("640.00"), price_reason="Agreed")
    assert len(made({"activities": [activity("T1"), typed]})) == 1


def test_a_grouped_net_is_the_whole_quantity_rounded_once():
    rows = [activity(f"T{n}", quantity=D("0.05")) for n in range(2)]
    answer = priced(book(rates=[rate("0.90")]), activities=rows)
    (line,) = lines(group(answer.charges, "rate"), Layout(), lambda _: D(20))
    assert answer.net == D("0.10")
    assert line.net == D("0.09")


def test_a_line_names_the_role_and_its_days_but_no_person():
    assert said(MIXED) == [
        "Restorative practice course, 1 Oct 2017",
        "Head of Service, 3–9 Oct 2017",
        "Service Delivery Manager, 4 Oct 2017",
        "Practice support, 4 Oct 2017",
        "Head of Service, 5 Oct 2017",
        "Rail fares, 5 Oct 2017",
        "Rail fares, 5 Oct 2017",
        "Restorative practice course, 6 Oct 2017",
        "Secondment; Secondment: Director, 1–31 Oct 2017",
    ]
    assert not any(name in text for text in said(MIXED) for name in ("P1", "Anwen"))


def test_a_line_of_one_item_says_what_was_done():
    assert "Head of Service – Case audit, 9 Oct 2017" in said(MIXED, "line")


def test_a_line_by_strand_names_the_strand():
    found = said(MIXED, "strand", strands=STRANDS)
    assert "Head of Service – Front door, 9 Oct 2017" in found
    assert "Head of Service – QA, 3 Oct 2017" in found
    assert "Service Delivery Manager, 4 Oct 2017" in found


def test_names_are_printed_only_where_they_are_handed_over():
    found = said(MIXED, people=PEOPLE)
    assert found[1] == (
        "Head of Service – Tomasz Łukasiewicz, Anwen Ŵyn-Hughes, 3–9 Oct 2017"
    )
    expenses = {"expenses": [expense(person="P1")]}
    assert said(expenses, people=PEOPLE) == ["Rail fares, 5 Oct 2017"]


def test_a_secondment_of_two_months_at_one_price_is_one_line():
    answer = priced(
        book(), (october(1), october(1) + timedelta(60)), secondments=[secondment()]
    )
    (line,) = lines(group(answer.charges, "rate"), Layout(), lambda _: D(20))
    assert (line.quantity, line.unit, line.net) == (D(2), "month", D(18000))
    assert line.description == "Secondment, 1 Oct to 30 Nov 2017"


def test_vat_codes_and_reasons_keep_lines_apart():
    facts = book(
        agreements=[agreement(), agreement("A2", vat_code="Z")],
        rates=[rate("640.00")],
    )
    rows = [activity("T1", agreement="A1"), activity("T2", agreement="A2")]
    found = group(priced(facts, activities=rows).charges, "rate")
    assert len(found) == 2


works = st.lists(
    st.builds(
        lambda day, person, strand, unit, hundredths: {
            "date": october(day),
            "person": person,
            "strand": strand,
            "unit": unit,
            "quantity": D(hundredths) / 100,
        },
        st.integers(1, 31),
        st.sampled_from(["P1", "P2", "P3", "P9"]),
        st.sampled_from([None, "FD", "QA"]),
        st.sampled_from(["day", "hour"]),
        st.integers(1, 900),
    ),
    max_size=15,
)


@given(works, st.sampled_from(["rate", "line", "person", "strand"]))
def test_every_item_is_on_one_line_and_a_line_is_alike(works, grouping):
    rows = [activity(f"T{n:02}") | work for n, work in enumerate(works)]
    charges = priced(FACTS, activities=rows).charges
    groups = group(charges, grouping)
    on_lines = [item for alike in groups for item in alike]
    assert sorted(item.code for item in on_lines) == [row["activity"] for row in rows]
    assert [alike[0].date for alike in groups] == sorted(
        alike[0].date for alike in groups
    )
    for alike, line in zip(
        groups, lines(groups, Layout(grouping), lambda _: D(20)), strict=True
    ):
        assert len({(item.role, item.unit, item.unit_price) for item in alike}) == 1
        assert list(alike) == sorted(alike, key=lambda item: (item.date, item.code))
        exact = sum(Fraction(item.quantity) for item in alike)
        assert line.net == pence(exact * Fraction(line.unit_price))
