"""Whether somebody can be released: the options, the decision, what is recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.domain.cover.report import Asked
from pip_manager.errors import InputError
from pip_manager.services.cover.gaps import gaps, row_json
from pip_manager.services.cover.release_facts import Decision, Intended, Price, Question
from tests.services import books

FIRST, LAST = date(2027, 1, 4), date(2027, 3, 26)
WHY = Decision("Funding, and what we learn.", "Fewer visits", "Director")
AGENCY = Intended("agency_interim")
DAYS = 59  # Good Friday is the last of the sixty


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    with office.writing("Posts at home") as writer:
        writer.add("authorities", {"authority": "E08000035", "name": "Leeds"})
        writer.add("settings", {"key": "home_authority", "value": "E08000035"})
        for code, title, tier in (
            ("DCS", "Director of Children and Families", 1),
            ("HOS", "Head of Service – front door", 3),
            ("HOS2", "Head of Service – fostering", 3),
            ("SDM", "Service Delivery Manager – front door", 4),
        ):
            writer.add(
                "posts",
                {
                    "post": code,
                    "title": title,
                    "tier": tier,
                    "established_fte": Decimal(1),
                    "statutory_dcs": code == "DCS",
                },
            )
        for post, person in (("HOS", "P1"), ("SDM", "P2"), ("DCS", "P3")):
            holding = {"post": post, "person": person, "from": "2020-01-01"}
            writer.add("holdings", holding)
    yield office
    office.store.close()


def asked(**more):
    known = {"person": "P1", "first": FIRST, "last": LAST, "authority": "E08000034"}
    return Question(**{**known, "fraction": Decimal("0.6"), **more})


def like_before(office):
    """Record an interim for a post of the tier, some years ago, at a day rate."""
    books.add(
        office,
        "cover",
        cover="C-01",
        post="HOS2",
        kind="agency_interim",
        from_="2024-01-08",
        to="2024-01-12",
        fraction=Decimal(1),
        state="ended",
        cost_kind="agency",
        cost_amount=Decimal(400),
        cost_unit="day",
    )


def told(office, *, with_proposed=True):
    """Return the rows of the command of gaps by post."""
    found = gaps(office, Asked(FIRST, LAST, with_proposed=with_proposed))
    return {row.post.code: row_json(row) for row in found.rows}


def last_change(office):
    return office.history.recent(1)[0].change


def option(answer, title):
    return next(one for one in answer.options if one.title.startswith(title))


def test_three_likely_options_stand_side_by_side(office):
    like_before(office)
    answer = office.release.look(asked())
    assert answer.post == "Head of Service – front door"
    nothing, inside, outside = answer.options
    assert (nothing.title, nothing.short, nothing.level) == (
        "No cover",
        Decimal("0.6") * DAYS,
        "red",
    )
    assert inside.title == "Acting up by Ben Example"
    assert [(one.code, one.gap) for one in inside.posts] == [
        ("HOS", 0),
        ("SDM", Decimal("0.6") * DAYS),
    ]
    assert (outside.short, outside.level) == (0, "green")
    assert outside.cost == Decimal("0.6") * DAYS * 400
    assert "as C-01 (Head of Service – fostering)" in outside.covers[0].why
    assert inside.posts[1].words == "0.6 short from 4 January to 26 March"


def test_a_cost_that_nothing_tells_stays_not_stated_and_so_does_the_net(office):
    answer = office.release.look(asked())
    outside = option(answer, "Agency")
    assert outside.cost is None
    assert outside.covers[0].why == "Cost not stated: no cover like it tells it."
    assert outside.net is None
    assert option(answer, "No cover").cost == 0


def test_a_typed_cost_is_taken(office):
    plan = (Intended("agency_interim", price=Price("agency", Decimal(10), "day")),)
    [found] = office.release.look(asked(), [plan]).options
    assert found.cost == Decimal("0.6") * DAYS * 10


def test_the_charge_is_the_standard_rate_where_no_engagement_is_named(office):
    books.rate(office, "Head of Service", "640", level="standard", target=None)
    charge = office.release.look(asked()).charge
    assert charge.net == Decimal("0.6") * DAYS * 640
    assert charge.why.startswith("35.4 days at £640.00. Standard rate for Head of")
    assert "No engagement is named" in charge.note


def test_the_agreement_s_rate_wins_where_an_engagement_is_named(office):
    books.rate(office, "Head of Service", "640", level="standard", target=None)
    books.rate(office, "Head of Service", "700")
    charge = office.release.look(asked(engagement="E1")).charge
    assert charge.net == Decimal("0.6") * DAYS * 700
    assert "Agreement rate" in charge.why
    assert charge.note == ""


def test_another_rate_later_is_told(office):
    books.rate(office, "Head of Service", "700", to=date(2027, 1, 31))
    books.rate(office, "Head of Service", "720", from_=date(2027, 2, 1))
    charge = office.release.look(asked(engagement="E1")).charge
    assert charge.net == Decimal("0.6") * DAYS * 700
    assert charge.note.startswith("Another rate is in force on 26 Mar 2027")


def test_no_rate_says_what_is_missing_and_is_no_nought(office):
    charge = office.release.look(asked()).charge
    assert charge.net is None
    assert "No rate for Head of Service is in force on 4 Jan 2027" in charge.why


@pytest.mark.parametrize(
    ("terms", "net"),
    [
        ({"basis": "monthly", "amount": Decimal(1000)}, "2904.76"),
        ({"basis": "percent_of_salary", "salary": Decimal(60_000)}, "8714.29"),
        ({"basis": "grant"}, "0.00"),
        ({"basis": "none"}, "0.00"),
    ],
)
def test_other_ways_to_charge(office, terms, net):
    charge = office.release.look(asked(engagement="E1", **terms)).charge
    assert charge.net == Decimal(net)


def test_a_monthly_charge_without_an_amount_is_not_stated(office):
    charge = office.release.look(asked(engagement="E1", basis="monthly")).charge
    assert (charge.net, charge.why) == (None, "Cannot be charged: amount not stated.")


def test_what_is_accepted_is_what_the_gaps_and_the_price_then_say(office):
    books.rate(office, "Head of Service", "700")
    question = asked(engagement="E1")
    answer = office.release.look(question)
    inside = option(answer, "Acting up")
    before = told(office, with_proposed=False)
    office.release.accept(answer.question, inside.plan, WHY)
    found = told(office)
    for post in inside.posts:
        assert Decimal(found[post.code]["gap"]) == post.gap
        assert found[post.code]["level"] == post.level
    # proposed alone leaves nothing short yet
    assert told(office, with_proposed=False) == before
    [lent] = office.records.all("secondments")
    office.records.change(lent, {"state": "confirmed"})
    assert office.billing.price("E1", FIRST, LAST).net == answer.charge.net


def test_accepting_is_one_change_and_one_undo(office):
    answer = office.release.look(asked())
    inside = option(answer, "Acting up")
    office.release.accept(answer.question, inside.plan, WHY)
    [lent] = office.records.all("secondments")
    [cover] = office.records.all("cover")
    [decision] = office.records.all("decisions")
    assert (lent.row["state"], cover.row["state"]) == ("proposed", "proposed")
    assert (cover.row["person"], cover.row["from_post"]) == ("P2", "SDM")
    assert decision.row["by"] == "Director"
    assert decision.row["reason"] == (
        "Benefits: Funding, and what we learn. Demands: Fewer visits."
    )
    assert decision.row["what"] == (
        "Release Ada Example to Kirklees, 0.6 FTE, 4 Jan to 26 Mar 2027:"
        " Acting up by Ben Example"
    )
    assert "35.4 FTE-days short, worst level red" in decision.row["note"]
    change = last_change(office)
    assert change.verb == "Record release of Ada Example"
    office.history.undo(change.seq)
    for noun in ("secondments", "cover", "decisions"):
        assert office.records.all(noun) == []


def test_no_cover_keeps_who_accepts_it_and_why_and_still_counts(office):
    answer = office.release.look(asked())
    office.release.accept(answer.question, (), WHY)
    [cover] = office.records.all("cover")
    assert cover.row["kind"] == "no_cover_accepted"
    assert cover.row["approved_by"] == "Director"
    assert "Fewer visits" in cover.row["reason"]
    assert told(office)["HOS"]["gap"] == "35.4"


def test_declining_keeps_the_decision_alone(office):
    answer = office.release.look(asked())
    plan = answer.options[0].plan
    office.release.decline(
        answer.question, plan, Decision(None, "The post stands empty.", "Director")
    )
    [decision] = office.records.all("decisions")
    assert decision.row["what"].startswith("Not to release Ada Example to Kirklees")
    assert decision.row["reason"] == "Demands: The post stands empty."
    assert office.records.all("secondments") == office.records.all("cover") == []
    office.history.undo(last_change(office).seq)
    assert office.records.all("decisions") == []


@pytest.mark.parametrize(
    ("decision", "fields"),
    [
        (Decision(None, None, None), {"benefits", "demands", "by"}),
        (Decision("Funding", None, "Director"), {"demands"}),
        (Decision(None, "Fewer visits", "Director"), {"benefits"}),
    ],
)
def test_nobody_is_released_without_benefit_demand_and_name(office, decision, fields):
    answer = office.release.look(asked())
    with pytest.raises(InputError) as refused:
        office.release.accept(answer.question, (), decision)
    assert {one.field for one in refused.value.problems} == fields
    assert office.records.all("secondments") == []


def test_what_cannot_be_recorded_leaves_nothing_behind(office):
    answer = office.release.look(asked())
    loop = (
        Intended("acting_up", "P2", "SDM"),
        Intended("backfill", None, "HOS", "SDM"),
    )
    with pytest.raises(InputError, match="circle"):
        office.release.accept(answer.question, loop, WHY)
    assert office.records.all("secondments") == office.records.all("decisions") == []


def test_the_gap_behind_an_acting_up_can_be_covered_too(office):
    plan = (Intended("acting_up", "P2", "SDM"), Intended("agency_interim", post="SDM"))
    [found] = office.release.look(asked(), [plan]).options
    assert found.short == 0
    assert found.title == "Acting up by Ben Example and 1 more"


def test_a_joint_director_holds_the_post_and_one_lent_wholly_does_not(office):
    answer = office.release.look(asked(person="P3", fraction=Decimal(1)))
    assert answer.options[0].level == "critical"
    assert any("designate" in word for word in answer.options[0].warnings)
    designated = (Intended("agency_interim", is_designated=True),)
    joint = asked(person="P3", fraction=Decimal("0.4"), kind="joint_role")
    assert office.release.look(joint).options[0].level == "red"
    [found] = office.release.look(answer.question, [designated]).options
    assert found.level == "green"
    assert found.warnings == ()


def test_who_is_lent_already_is_told_before_it_is_done_twice(office):
    books.add(
        office,
        "secondments",
        secondment="S1",
        person="P1",
        home_post="HOS",
        from_="2027-02-01",
        to="2027-02-12",
        fraction=Decimal(1),
        state="confirmed",
    )
    assert office.release.look(asked()).warnings == (
        "Ada Example would give 1.6 FTE, of 1, in 1–12 Feb 2027.",
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"last": date(2027, 1, 3)}, "The end is before the beginning."),
        (
            {"first": date(2027, 1, 2), "last": date(2027, 1, 3)},
            "Nobody works in these days.",
        ),
        (
            {"first": date(2019, 1, 7), "last": date(2019, 1, 8)},
            "Ada Example holds no post in these days. Record it, or other days.",
        ),
    ],
)
def test_what_cannot_be_answered_says_why(office, more, sentence):
    with pytest.raises(InputError, match=sentence):
        office.release.look(asked(**more))


def test_of_several_posts_the_one_named_is_left(office):
    books.add(office, "holdings", post="HOS2", person="P1", from_="2026-01-01")
    answer = office.release.look(asked(post="HOS2"))
    assert [one.code for one in answer.posts] == ["HOS", "HOS2"]
    assert answer.post == "Head of Service – fostering"


def test_only_engagements_that_are_not_over_are_offered(office):
    with office.writing("Another") as writer:
        books.add_engagement(writer, "E2", "AG2")
    books.change(office, "engagements", "E2", status="completed")
    offered = office.release.offered()
    codes = [one.code for one in offered.engagements["E08000034"]]
    assert codes == ["E1"]
