from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.records import Record
from pip_manager.errors import InputError
from pip_manager.services.rates import Question, margin, stretches
from tests.services import books

TODAY = date(2017, 10, 20)
D = Decimal


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    yield office
    office.store.close()


def rate(**stated):
    return {
        "card": "Standard",
        "level": "standard",
        "role": "Head of Service",
        "unit": "day",
        "amount": D("612.00"),
        "from": date(2017, 4, 1),
        **{name.rstrip("_"): value for name, value in stated.items()},
    }


def test_the_usual_card_is_the_last_one_used_else_that_of_the_year(office):
    assert office.rates.usual_card(TODAY) == "Standard 2017/18"
    assert office.rates.usual_card(date(2018, 4, 1)) == "Standard 2018/19"
    office.rates.add(rate(card="Kirklees"))
    assert office.rates.usual_card(TODAY) == "Kirklees"


def record(number, start, end):
    return Record("rates", number, 1, {"from": start, "to": end})


def test_gaps_between_rates_and_after_the_last_are_shown():
    first = record(1, date(2016, 4, 1), date(2016, 12, 31))
    second = record(2, date(2017, 4, 1), date(2017, 9, 30))
    found = stretches([second, first], TODAY)
    assert [(s.start, s.end, s.rate is None) for s in found] == [
        (date(2016, 4, 1), date(2016, 12, 31), False),
        (date(2017, 1, 1), date(2017, 3, 31), True),
        (date(2017, 4, 1), date(2017, 9, 30), False),
        (date(2017, 10, 1), None, True),
    ]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1))
def test_stretches_follow_one_another_without_hole_or_overlap(steps):
    day, records = date(2016, 1, 1), []
    for number, (pause, length) in enumerate(steps):
        start = day + timedelta(pause)
        end = start + timedelta(length - 1)
        records.append(record(number, start, end))
        day = end + timedelta(1)
    found = stretches(records[::-1], TODAY)
    for one, after in pairwise(found):
        assert one.end is not None
        assert after.start == one.end + timedelta(1)
    assert [s.rate for s in found if s.rate] == records


def test_lines_are_one_a_target_and_role_standard_first(office):
    office.rates.add(rate())
    office.rates.add(rate(level="agreement", target="AG1", amount=D("640.00")))
    office.rates.add(rate(role="Practice Lead", to_=date(2017, 9, 30)))
    found = office.rates.lines(TODAY)
    assert [(one.level, one.whom) for one in found] == [
        ("standard", "Head of Service"),
        ("standard", "Practice Lead"),
        ("agreement", "Head of Service"),
    ]
    assert found[2].target == "Terms of E1"
    assert found[1].now is None
    assert [gap.start for gap in found[1].gaps] == [date(2017, 10, 1)]


def test_a_change_from_a_date_is_one_verb_and_leaves_no_gap(office):
    kept = office.rates.add(rate())
    verbs = []
    office.announce = lambda done: verbs.append(done.verb)
    office.rates.follow(kept, date(2017, 11, 1), {"amount": D("650.00")})
    [line] = office.rates.lines(TODAY)
    assert [(s.start, s.end) for s in line.stretches] == [
        (date(2017, 4, 1), date(2017, 10, 31)),
        (date(2017, 11, 1), None),
    ]
    assert line.rates[1].row["amount"] == D("650.00")
    assert line.rates[1].row["role"] == "Head of Service"
    assert verbs == ["Change rate from a date"]


def test_a_rate_that_ends_is_followed_to_its_own_end(office):
    kept = office.rates.add(rate(to_=date(2018, 3, 31)))
    office.rates.follow(kept, date(2017, 11, 1), {"amount": D("650.00")})
    [line] = office.rates.lines(TODAY)
    assert line.stretches[-1].end == date(2018, 3, 31)


@pytest.mark.parametrize("start", [date(2017, 4, 1), date(2018, 4, 1)])
def test_a_change_outside_the_rate_is_refused_beside_the_date(office, start):
    kept = office.rates.add(rate(to_=date(2018, 3, 31)))
    with pytest.raises(InputError) as refused:
        office.rates.follow(kept, start, {"amount": D("650.00")})
    assert refused.value.problems[0].field == "from"
    [line] = office.rates.lines(TODAY)
    assert len(line.rates) == 1


def test_an_overlap_is_refused_beside_the_first_day(office):
    office.rates.add(rate())
    with pytest.raises(InputError) as refused:
        office.rates.add(rate(from_=date(2017, 12, 1), card="Other"))
    assert refused.value.problems[0].field == "from"


def test_the_price_comes_with_its_why(office):
    office.rates.add(rate())
    answer = office.rates.quote(Question("P1", "E1", TODAY))
    assert answer.price == D("612.00")
    assert answer.role == "Head of Service"
    assert answer.agreement == "AG1"
    assert "Standard rate for Head of Service" in answer.why


def test_an_hour_at_a_daily_rate_is_a_part_of_it(office):
    office.rates.add(rate(amount=D("650.00")))
    answer = office.rates.quote(Question("P1", "E1", TODAY, unit="hour"))
    assert answer.price == D("87.84")


def test_without_a_rate_the_answer_says_why_there_is_no_price(office):
    answer = office.rates.quote(Question("P1", "E1", TODAY))
    assert answer.price is None
    assert "No rate for Head of Service" in answer.why


def test_a_free_rate_costs_nothing_and_says_so(office):
    office.rates.add(rate(basis="free"))
    answer = office.rates.quote(Question("P1", "E1", TODAY))
    assert answer.price == 0
    assert "nothing is charged" in answer.why


def test_the_margin_is_unknown_where_the_cost_is():
    assert margin({"amount": D("650.00"), "full_cost": None}) is None
    assert margin({"amount": D("650.00"), "full_cost": D("536.91")}) == D("113.09")
