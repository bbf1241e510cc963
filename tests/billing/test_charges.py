from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.book import Work
from pip_manager.billing.charges import Quote, price, price_holds, quote
from pip_manager.billing.facts import Activity
from pip_manager.billing.priced import Blocked, as_json, charge_json
from pip_manager.domain.money import pence
from tests.billing.making import (
    OCTOBER,
    WE2_DAYS,
    D,
    activity,
    agreement,
    book,
    charge,
    engagement,
    expense,
    october,
    october_2017,
    only,
    priced,
    rate,
    reasons,
    role,
    secondment,
)

CHANGING = [
    rate("640.00", role="Head of Service", to=october(15)),
    rate("672.00", role="Head of Service", **{"from": october(16)}),
]


def test_work_is_priced_on_its_own_day_when_a_rate_changes():
    answer = october_2017()
    assert answer.blocked == ()
    assert answer.net == D("4272.00")
    assert [item.unit_price for item in answer.charges] == [D("640.00")] * 4 + [
        D("672.00")
    ] * 4
    assert [item.date.day for item in answer.charges] == [day for day, _ in WE2_DAYS]


@pytest.mark.parametrize(
    ("quantity", "amount", "net"),
    [
        ("50", "241.67", "12083.50"),
        ("3", "99.99", "299.97"),
        ("3.25", "487.35", "1583.89"),
        ("0.5", "650.00", "325.00"),
    ],
)
def test_a_net_is_rounded_half_up_once(quantity, amount, net):
    row = activity(quantity=D(quantity))
    assert only(priced(book(rates=[rate(amount)]), activities=[row])).net == D(net)


def test_a_typed_price_wins_and_still_belongs_to_the_agreement():
    facts = book(rates=[rate("640.00", person="P1")], roles=[role()])
    row = activity(unit_price=D("500.00"), price_reason="Agreed in March")
    found = only(priced(facts, activities=[row]))
    assert (found.unit_price, found.agreement) == (D("500.00"), "A1")
    assert (found.why.level, found.why.card) == ("typed", None)
    assert found.why.text == "Price typed on the item, £500.00 per day: Agreed in March"
    orphan = book(agreements=[], rates=[rate("640.00")])
    assert reasons(priced(orphan, activities=[row])) == ["no agreement in force"]


@pytest.mark.parametrize("basis", ["free", "grant_funded"])
def test_work_at_an_uncharged_rate_is_neither_listed_nor_blocked(basis):
    facts = book(
        rates=[
            rate("640.00"),
            rate("0.00", level="agreement", target="A1", basis=basis),
        ]
    )
    answer = priced(facts, activities=[activity()])
    assert (answer.charges, answer.blocked) == ((), ())
    typed = activity(unit_price=D("10.00"), price_reason="Agreed")
    assert only(priced(facts, activities=[typed])).net == D("10.00")


@pytest.mark.parametrize("basis", ["market", "cost_recovery", None])
def test_other_bases_are_charged(basis):
    facts = book(rates=[rate("640.00", basis=basis)])
    assert only(priced(facts, activities=[activity()])).net == D("640.00")


@pytest.mark.parametrize(
    ("on_agreement", "in_settings", "hour", "day"),
    [
        (None, None, "87.84", "481.00"),
        (None, D(7), "92.86", "455.00"),
        (D("7.5"), D(7), "86.67", "487.50"),
    ],
)
def test_hours_a_day_are_the_agreements_then_settings_then_7_4(
    on_agreement, in_settings, hour, day
):
    facts = book(
        hours=in_settings,
        agreements=[agreement(hours_per_day=on_agreement)],
        rates=[rate("650.00", person="P1"), rate("65.00", person="P2", unit="hour")],
    )
    answer = priced(
        facts,
        activities=[
            activity("T1", unit="hour"),
            activity("T2", person="P2"),
        ],
    )
    assert [item.unit_price for item in answer.charges] == [D(hour), D(day)]
    assert [item.unit for item in answer.charges] == ["hour", "day"]


@pytest.mark.parametrize(
    ("stated", "charged"),
    [
        ({}, "10"),
        ({"charge_percent": D(100)}, "10"),
        ({"grant_percent": D(60)}, "4"),
        ({"charge_percent": D(40), "grant_percent": D(60)}, "4"),
        ({"grant_percent": D(20), "contributed_percent": D("13.3333")}, "6.66667"),
    ],
)
def test_only_the_charged_share_of_the_quantity_is_billed(stated, charged):
    row = activity(quantity=D(10)) | stated
    found = only(priced(book(rates=[rate("650.00")]), activities=[row]))
    assert found.quantity == D(charged)
    assert found.net == pence(Fraction(charged) * 650)


def test_a_grant_funded_line_leaves_four_of_ten_days_to_the_authority():
    row = activity(quantity=D(10), grant_percent=D(60))
    assert only(priced(book(rates=[rate("650.00")]), activities=[row])).net == D(2600)
    half = activity(grant_percent=D(50))
    assert only(priced(book(rates=[rate("650.00")]), activities=[half])).net == D(325)


@pytest.mark.parametrize(
    "stated",
    [
        {"grant_percent": D(100)},
        {"charge_percent": D(0), "contributed_percent": D(100)},
        {"delivered": False},
        {"quantity": D(0)},
        {"unit_price": D("0.00"), "price_reason": "Goodwill"},
    ],
)
def test_what_comes_to_nought_is_neither_listed_nor_blocked(stated):
    answer = priced(book(rates=[rate("1.00")]), activities=[activity(**stated)])
    assert (answer.charges, answer.blocked) == ((), ())
    unpriced = activity(**stated) | {"unit_price": None}
    if stated.get("unit_price") is None:
        answer = priced(book(agreements=[]), activities=[unpriced])
        assert (answer.charges, answer.blocked) == ((), ())


def test_empty_delivered_counts_as_delivered():
    row = activity(delivered=None)
    assert only(priced(book(rates=[rate("640.00")]), activities=[row]))


@pytest.mark.parametrize(
    ("agreements", "roles", "rates", "reason"),
    [
        ([], [], [], "no agreement in force"),
        ([agreement(to="2017-10-01")], [], [], "no agreement in force"),
        ([agreement(**{"from": "2017-11"})], [], [], "no agreement in force"),
        ([agreement(kind="grant")], [], [], "no agreement in force"),
        ([agreement(engagement=None)], [], [], "no agreement in force"),
        ([agreement(engagement="E2")], [], [], "no agreement in force"),
        ([agreement(), agreement("A2")], [], [], "several agreements in force"),
        ([agreement()], [], [rate("640.00", role="Head of Service")], "no role"),
        (
            [agreement()],
            [role(to="2017-09")],
            [rate("640.00", role="Head of Service")],
            "no role",
        ),
        ([agreement()], [], [], "no rate"),
        ([agreement()], [role()], [rate("640.00", role="Coach")], "no rate"),
        ([agreement()], [role()], [rate("640.00", to=date(2017, 10, 1))], "no rate"),
        ([agreement()], [], [rate("640.00", role="Coach", strand="S")], "no rate"),
        (
            [agreement()],
            [],
            [rate("640.00", role="Coach", to=date(2017, 10, 1))],
            "no rate",
        ),
    ],
)
def test_an_item_is_blocked_for_the_first_reason(agreements, roles, rates, reason):
    facts = book(agreements=agreements, roles=roles, rates=rates)
    answer = priced(facts, activities=[activity()])
    assert reasons(answer) == [reason]
    assert answer.blocked[0].text.endswith(".")


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"strand": "S"}, "no role"),
        ({"strand": "T"}, "no rate"),
    ],
)
def test_a_role_is_missed_only_where_one_would_have_helped(stated, reason):
    facts = book(rates=[rate("640.00", role="Coach", strand="S")])
    assert reasons(priced(facts, activities=[activity(**stated)])) == [reason]


@pytest.mark.parametrize("kind", [None, "grant"])
def test_a_named_agreement_counts_even_where_several_are_in_force(kind):
    facts = book(
        agreements=[agreement("A1"), agreement("A2"), agreement("A3", kind=kind)],
        rates=[rate("1.00", level="agreement", target="A3"), rate("640.00")],
    )
    found = only(priced(facts, activities=[activity(agreement="A3")]))
    assert (found.agreement, found.net) == ("A3", D("1.00"))


@pytest.mark.parametrize("dates", [("2017-10-02", None), (None, "2017-10-02")])
def test_an_agreement_is_in_force_on_its_first_and_last_day(dates):
    start, end = dates
    facts = book(
        agreements=[agreement(to=end, **{"from": start})], rates=[rate("640.00")]
    )
    assert only(priced(facts, activities=[activity()])).agreement == "A1"


def test_rates_are_looked_up_by_the_engagements_authority_and_programme():
    rates = [
        rate("1.00", level="programme", target="G1"),
        rate("2.00", level="programme", target="G2"),
        rate("3.00", level="authority", target="X2"),
        rate("4.00"),
    ]
    inside = book(engagements=[engagement(programme="G1")], rates=rates)
    assert only(priced(inside, activities=[activity()])).net == D("1.00")
    outside = book(rates=rates)
    assert only(priced(outside, activities=[activity()])).net == D("4.00")
    unknown = book(engagements=[], rates=rates)
    assert only(priced(unknown, activities=[activity()])).net == D("4.00")


@pytest.mark.parametrize(
    ("roles", "net"),
    [
        ([role("Head"), role("Coach", **{"from": "2017-10"})], "2.00"),
        ([role("Coach", to="2017-09"), role("Head", **{"from": "2017-10-01"})], "1.00"),
        ([role("Coach"), role("Head")], "2.00"),
        ([role("Head"), role("Coach")], "2.00"),
        ([role("Head", **{"from": "2017 autumn"}), role("Coach", to="2016")], "1.00"),
    ],
)
def test_of_several_roles_the_one_begun_last_counts(roles, net):
    facts = book(
        roles=roles, rates=[rate("1.00", role="Head"), rate("2.00", role="Coach")]
    )
    assert only(priced(facts, activities=[activity()])).net == D(net)


def test_expenses_take_the_agreements_vat_code():
    facts = book(agreements=[agreement(vat_code="E", vat_reason="Education")])
    found = only(priced(facts, expenses=[expense(person="P1")]))
    assert (found.net, found.unit, found.person) == (D("86.43"), "item", "P1")
    assert (found.vat_code, found.vat_reason) == ("E", "Education")
    assert (found.role, found.why.level) == (None, "typed")
    assert only(priced(book(), expenses=[expense()])).vat_code == "S"


def test_expenses_that_are_not_chargeable_are_left_out():
    rows = [expense("X1", chargeable=False), expense("X2", chargeable=True)]
    assert only(priced(book(), expenses=rows)).code == "X2"


def test_an_expense_is_blocked_only_by_its_agreement():
    facts = book(agreements=[])
    answer = priced(facts, expenses=[expense()], charges=[charge()])
    assert reasons(answer) == ["no agreement in force"] * 2
    assert priced(facts, expenses=[expense(quantity=D(0))]).blocked == ()


@pytest.mark.parametrize(
    ("own", "agreed", "expected"),
    [
        ((None, None), (None, None), ("S", "")),
        ((None, None), ("Z", None), ("Z", "")),
        (("E", "Course"), ("S", None), ("E", "Course")),
        (("E", None), ("O", "Statutory"), ("E", "Statutory")),
        (("E", None), (None, None), ("E", "")),
        (("S", "Stray words"), ("E", "Course"), ("S", "")),
        ((None, "Own words"), ("E", "Course"), ("E", "Own words")),
    ],
)
def test_a_charge_takes_its_own_vat_code_then_the_agreements_then_s(
    own, agreed, expected
):
    facts = book(agreements=[agreement(vat_code=agreed[0], vat_reason=agreed[1])])
    row = charge(vat_code=own[0], vat_reason=own[1])
    found = only(priced(facts, charges=[row]))
    assert (found.vat_code, found.vat_reason) == expected


def test_only_the_days_asked_for_are_priced():
    rows = [activity(f"T{n}", date=october(1) + timedelta(n)) for n in (-1, 0, 30, 31)]
    answer = priced(book(rates=[rate("640.00")]), activities=rows)
    assert [item.code for item in answer.charges] == ["T0", "T30"]


def test_what_is_held_is_left_out_and_can_be_priced_again_by_its_holds():
    facts = book(rates=[rate("640.00")])
    holds = [
        {"noun": "activities", "code": "T1", "from": october(2), "to": october(2)},
        {"noun": "expenses", "code": "X1", "from": october(5), "to": october(5)},
        {"noun": "secondments", "code": "S1", "from": october(1), "to": october(15)},
        {"noun": "secondments", "code": "S9", "from": october(1), "to": october(15)},
    ]
    rows = {
        "activities": [activity("T1"), activity("T2")],
        "expenses": [expense("X1")],
        "charges": [charge("X1")],
        "secondments": [secondment()],
    }
    rest = price(facts, Work.from_rows(rows | {"holds": holds}), "E1", *OCTOBER)
    keys = [(item.noun, item.code, item.start) for item in rest.charges]
    assert keys == [
        ("activities", "T2", october(2)),
        ("charges", "X1", october(6)),
        ("secondments", "S1", october(16)),
    ]
    held = price_holds(facts, Work.from_rows(rows), "E1", holds)
    assert [(item.noun, item.code, item.date) for item in held.charges] == [
        ("activities", "T1", october(2)),
        ("expenses", "X1", october(5)),
        ("secondments", "S1", october(15)),
    ]
    whole = price(facts, Work.from_rows(rows), "E1", *OCTOBER)
    assert rest.net + held.net == whole.net


def test_an_engagement_without_work_costs_nothing():
    answer = price(book(), Work.from_rows({}), "E7", *OCTOBER)
    assert (answer.charges, answer.blocked, answer.net) == ((), (), D("0.00"))


def test_a_quote_knows_the_price_whatever_the_shares():
    facts = book(rates=[rate("640.00", role="Head of Service")], roles=[role()])
    gift = Activity.from_row(activity(contributed_percent=D(100)))
    found = quote(facts, gift)
    assert isinstance(found, Quote)
    assert (found.unit_price, found.role) == (D("640.00"), "Head of Service")
    assert isinstance(quote(book(), gift), Blocked)
    free = book(rates=[rate("0.00", basis="free")])
    assert quote(free, gift) is None


def test_the_answer_is_printed_as_the_contract_says():
    facts = book(rates=CHANGING, roles=[role()])
    rows = [
        activity("T1", quantity=D("0.50"), strand="S1", summary="Case audit"),
        activity("T2", person="P2"),
    ]
    assert as_json(priced(facts, activities=rows, secondments=[secondment()])) == {
        "charges": [
            {
                "noun": "activities",
                "code": "T1",
                "date": "2017-10-02",
                "person": "P1",
                "role": "Head of Service",
                "strand": "S1",
                "description": "Case audit",
                "quantity": "0.5",
                "unit": "day",
                "unit_price": "640.00",
                "net": "320.00",
                "vat_code": "S",
                "why": {
                    "level": "standard",
                    "card": "Card",
                    "match": "role",
                    "from": "2010-04-01",
                    "to": "2017-10-15",
                    "text": "Standard rate for Head of Service, £640.00 a day, in"
                    " force 1 Apr 2010 to 15 Oct 2017 (card Card)",
                },
            },
            {
                "noun": "secondments",
                "code": "S1",
                "date": "2017-10-31",
                "person": None,
                "role": None,
                "strand": None,
                "description": "Secondment",
                "quantity": "1",
                "unit": "month",
                "unit_price": "9000.00",
                "net": "9000.00",
                "vat_code": "S",
                "why": {
                    "level": "secondment",
                    "card": None,
                    "match": "monthly",
                    "from": "2017-10-01",
                    "to": None,
                    "text": "Monthly charge of £9,000.00",
                },
            },
        ],
        "blocked": [{"noun": "activities", "code": "T2", "why": "no role"}],
        "net": "9320.00",
    }


def test_no_description_is_printed_as_null():
    facts = book(rates=CHANGING, roles=[role()])
    found = only(priced(facts, activities=[activity(summary=None)]))
    assert charge_json(found)["description"] is None


@given(
    st.lists(
        st.tuples(
            st.decimals("0.01", "200", places=4),
            st.decimals("0.01", "2000", places=2),
            st.integers(0, 100),
            st.integers(0, 100),
        ),
        max_size=6,
    )
)
def test_every_net_is_the_exact_share_rounded_once(drawn):
    rows, expected = [], Decimal(0)
    for n, (quantity, amount, granted, given_away) in enumerate(drawn):
        shares = sorted((granted, given_away))
        charged = 100 - shares[1]
        rows.append(
            activity(
                f"T{n}",
                quantity=quantity,
                unit_price=amount,
                grant_percent=D(shares[0]),
                contributed_percent=D(shares[1] - shares[0]),
            )
        )
        exact = Fraction(quantity) * charged / 100 * Fraction(amount)
        expected += pence(exact)
    answer = priced(book(), activities=rows)
    assert answer.net == expected
    assert all(item.net for item in answer.charges)
