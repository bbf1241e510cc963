from datetime import date, timedelta
from fractions import Fraction

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.calendar import Period
from pip_manager.domain.money import pence
from tests.billing.making import (
    OCTOBER,
    D,
    agreement,
    book,
    october,
    only,
    priced,
    reasons,
    secondment,
)

HALF_YEAR = Period(date(2017, 10, 1), date(2018, 3, 31))
ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=[2017, 2018])


def test_a_whole_month_costs_the_monthly_amount():
    found = only(priced(book(), secondments=[secondment()]))
    assert (found.quantity, found.unit, found.net) == (D(1), "month", D("9000.00"))
    assert (found.start, found.date) == (october(1), october(31))


def test_a_month_begun_on_the_16th_costs_its_working_days():
    row = secondment(**{"from": "2017-10-16"})
    found = only(priced(book(), secondments=[row]))
    assert found.net == found.unit_price == D("4909.09")
    assert found.why.text == (
        "Monthly charge of £9,000.00, 12 of 22 working days of October 2017"
    )


def test_a_changed_amount_is_two_rows_each_rounded_by_itself():
    rows = [
        secondment("S1", to="2017-10-15"),
        secondment("S2", charge_amount=D("9450.00"), **{"from": "2017-10-16"}),
    ]
    answer = priced(book(), secondments=rows)
    assert [item.net for item in answer.charges] == [D("4090.91"), D("5154.55")]
    assert answer.net == D("9245.46")
    assert answer.net != D("9245.45")


@pytest.mark.parametrize(
    "shares",
    [{"fraction": D("0.6")}, {"pattern": "Mon:1 Tue:1 Wed:1", "fraction": D("0.2")}],
)
def test_a_percentage_of_the_salary_is_billed_by_the_month(shares):
    row = secondment(
        charge_basis="percent_of_salary", annual_salary=D("155000.00"), **shares
    )
    assert only(priced(book(), secondments=[row])).net == D("7750.00")


def test_amounts_are_not_multiplied_by_the_fraction():
    row = secondment(fraction=D("0.4"))
    assert only(priced(book(), secondments=[row])).net == D("9000.00")


@pytest.mark.parametrize(
    ("shares", "days", "net"),
    [
        ({"fraction": D("0.4")}, ["8.8", "8.8", "7.6", "8.8", "8", "8.4"], "25200.00"),
        ({"pattern": "Tue:1 Thu:1"}, ["9", "9", "7", "9", "8", "9"], "25500.00"),
    ],
)
def test_days_are_billed_by_what_was_given_of_them(shares, days, net):
    row = secondment(charge_basis="daily", charge_amount=D("500.00"), **shares)
    answer = priced(book(), HALF_YEAR, secondments=[row])
    assert [item.quantity for item in answer.charges] == [D(n) for n in days]
    assert {item.unit for item in answer.charges} == {"day"}
    assert answer.net == D(net)


@pytest.mark.parametrize("basis", ["none", "grant", None])
def test_other_bases_cost_nothing_and_block_nothing(basis):
    row = secondment(charge_basis=basis, charge_amount=None, **{"from": None})
    answer = priced(book(), secondments=[row])
    assert (answer.charges, answer.blocked) == ((), ())


@pytest.mark.parametrize(
    ("state", "count"), [(None, 1), ("confirmed", 1), ("ended", 1), ("proposed", 0)]
)
def test_only_what_counts_is_billed(state, count):
    answer = priced(book(), secondments=[secondment(state=state)])
    assert len(answer.charges) == count


def test_without_an_engagement_nothing_is_billed():
    answer = priced(book(), secondments=[secondment(engagement=None)])
    assert answer.charges == ()


def test_items_have_no_role_and_the_agreements_vat_code():
    facts = book(agreements=[agreement(vat_code="E", vat_reason="Education")])
    row = secondment(person="P1", kind="joint_role", host_role="Director")
    found = only(priced(facts, secondments=[row]))
    assert (found.role, found.strand, found.person) == (None, None, "P1")
    assert (found.vat_code, found.vat_reason) == ("E", "Education")
    assert found.description == "Joint role: Director"


def test_each_month_belongs_to_the_agreement_in_force_on_its_last_day():
    facts = book(
        agreements=[
            agreement("A1", to="2017-11-15"),
            agreement("A2", **{"from": "2017-11-16"}, to="2017-12-01"),
        ]
    )
    answer = priced(
        facts,
        Period(october(1), date(2018, 1, 31)),
        secondments=[secondment(host_role="Director")],
    )
    assert [item.agreement for item in answer.charges] == ["A1", "A2"]
    assert [blocked.why for blocked in answer.blocked] == ["no agreement in force"]
    named = secondment(agreement="A2")
    assert only(priced(facts, secondments=[named])).agreement == "A2"


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"from": None}, "from not stated"),
        ({"from": "2017-10"}, "from is not a day"),
        ({"to": "2017-12"}, "to is not a day"),
        ({"from": None, "to": "2018"}, "from not stated; to is not a day"),
        ({"charge_amount": None}, "amount not stated"),
        ({"charge_basis": "daily"}, "share not stated"),
        (
            {"charge_basis": "percent_of_salary", "from": None},
            "from not stated; share not stated; salary not stated",
        ),
    ],
)
def test_what_cannot_be_measured_is_blocked_and_never_nought(stated, why):
    answer = priced(book(), HALF_YEAR, secondments=[secondment(**stated)])
    assert reasons(answer) == [why]


@pytest.mark.parametrize(
    "stated",
    [
        {"from": None, "to": "2017-09"},
        {"from": "2017 winter"},
        {"from": "2017-10-09", "to": "2017-10-02"},
    ],
)
def test_what_is_shown_to_lie_outside_the_period_is_left_out(stated):
    answer = priced(book(), secondments=[secondment(**stated)])
    assert (answer.charges, answer.blocked) == ((), ())


def test_a_part_without_a_working_day_is_not_listed():
    weekend = Period(october(28), october(29))
    assert priced(book(), weekend, secondments=[secondment()]).charges == ()


def hold(first, last, code="S1"):
    return {"noun": "secondments", "code": code, "from": first, "to": last}


def test_held_days_are_left_out_and_each_run_left_is_an_item():
    holds = [hold(october(9), october(13)), hold(october(1), october(31), "S2")]
    answer = priced(book(), secondments=[secondment()], holds=holds)
    assert [(item.start, item.date) for item in answer.charges] == [
        (october(1), october(8)),
        (october(14), october(31)),
    ]
    assert [item.net for item in answer.charges] == [D("2045.45"), D("4909.09")]


def share_on(day, pattern):
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return Fraction(str(pattern.get(names[day.weekday()], 0)))


def each(period):
    return [period.start + timedelta(n) for n in range(period.days)]


def is_worked(day):
    return day.weekday() < 5 and day not in ENGLAND


def in_month_of(day):
    first = day.replace(day=1)
    return [
        other
        for other in (first + timedelta(n) for n in range(31))
        if other.month == day.month and is_worked(other)
    ]


spans = st.tuples(
    st.dates(date(2017, 9, 20), date(2018, 4, 10)),
    st.dates(date(2017, 9, 20), date(2018, 4, 10)),
).map(lambda ends: Period(*sorted(ends)))


@given(
    spans,
    spans,
    st.lists(spans, max_size=2),
    st.decimals("1", "20000", places=2),
)
def test_every_day_in_force_asked_and_free_is_billed_once(life, asked, taken, amount):
    row = secondment(
        charge_amount=amount,
        to=life.end.isoformat(),
        **{"from": life.start.isoformat()},
    )
    holds = [hold(*period) for period in taken]
    answer = priced(book(), asked, secondments=[row], holds=holds)
    free = [
        day
        for day in each(life)
        if asked.start <= day <= asked.end
        and not any(period.start <= day <= period.end for period in taken)
    ]
    billed = [
        day for item in answer.charges for day in each(Period(item.start, item.date))
    ]
    assert set(billed) <= set(free)
    assert len(billed) == len(set(billed))
    assert not any(is_worked(day) for day in set(free) - set(billed))
    for item in answer.charges:
        worked = [d for d in each(Period(item.start, item.date)) if is_worked(d)]
        part = Fraction(len(worked), len(in_month_of(item.date)))
        assert item.net == pence(Fraction(amount) * part)


@given(spans, st.decimals("0.01", "1", places=4), st.decimals("1", "999", places=2))
def test_days_of_a_pattern_are_counted_on_its_weekdays(asked, share, amount):
    pattern = {"Mon": share, "Wed": D("0.5")}
    row = secondment(
        charge_basis="daily",
        charge_amount=amount,
        pattern=f"Mon:{share} Wed:0.5",
        **{"from": "2017-01-01"},
    )
    answer = priced(book(), asked, secondments=[row])
    for item in answer.charges:
        days = sum(
            share_on(day, pattern)
            for day in each(Period(item.start, item.date))
            if is_worked(day)
        )
        assert Fraction(item.quantity) == days
        assert item.net == pence(days * Fraction(amount))


def test_two_halves_of_a_month_asked_for_apart_cost_the_month():
    first = priced(book(), Period(october(1), october(15)), secondments=[secondment()])
    rest = priced(
        book(),
        OCTOBER,
        secondments=[secondment()],
        holds=[hold(october(1), october(15))],
    )
    assert first.net + rest.net == D("9000.00")
