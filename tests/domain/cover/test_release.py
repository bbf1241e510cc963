"""What a release would leave short is what the report says once it is recorded."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.people import over_committed
from pip_manager.domain.cover.release import (
    Now,
    gap_of,
    imagined,
    outcome,
    touched,
)
from pip_manager.domain.cover.report import Asked, report
from pip_manager.domain.cover.similar import similar
from pip_manager.domain.cover.stand_ins import stand_ins
from tests.support.cover_worlds import FRACTIONS, HOME, PATTERNS, PEOPLE, worlds

FIRST, LAST = date(2027, 1, 4), date(2027, 3, 26)
SHARES = [(Decimal(one), None) for one in FRACTIONS] + [(None, p) for p in PATTERNS]


def whole(**row):
    """Return a row of cover with nothing stated but what is given."""
    names = (
        *("cover", "post", "kind", "person", "from_post", "absorbed", "designated_dcs"),
        *("fraction", "pattern", "from", "to", "state", "cost_amount", "cost_unit"),
    )
    return dict.fromkeys(names) | {name.rstrip("_"): row[name] for name in row}


@st.composite
def planned(draw, world, post=None, person=None):
    """Draw a release of the whole asked range, and at most two covers of it."""
    codes = [row["post"] for row in world.rows["posts"]]
    home = post or draw(st.sampled_from(codes))
    span = {"from": world.asked.first.isoformat(), "to": world.asked.last.isoformat()}
    fraction, pattern = draw(st.sampled_from(SHARES))
    share = {"fraction": fraction, "pattern": pattern}
    secondment = {
        "secondment": "+",
        "home_post": home,
        "kind": "secondment",
        "person": person or draw(st.sampled_from(PEOPLE)),
        "state": "proposed",
        **span,
        **share,
    }
    others = [code for code in codes if code != home]
    covers = []
    for number in range(draw(st.integers(0, 2))):
        inside = others and draw(st.booleans())
        covers.append(
            whole(
                cover=f"+{number}",
                post=home,
                kind="acting_up" if inside else "agency_interim",
                person=draw(st.sampled_from([None, *PEOPLE])),
                from_post=draw(st.sampled_from(others)) if inside else None,
                state="proposed",
                **{**span, **share},
            )
        )
    rows = {"secondments": [secondment], "cover": covers}
    return Establishment.from_rows(rows, None)


def now_of(world):
    asked = world.asked
    recorded = Establishment.from_rows(world.rows, HOME)
    calendar = Calendar(world.days_off)
    days = WorkingDays(calendar, asked.first, asked.last)
    return Now(recorded, days, Limits.from_settings(world.settings)), calendar


def reported(now, calendar, recorded, asked):
    """Return the report's rows of one piece by post, the proposed included."""
    told = report(
        recorded,
        calendar,
        now.limits,
        Asked(asked.first, asked.last, with_proposed=True),
    )
    return {row.post.code: row for row in told.rows}


@given(st.data())
def test_the_figures_of_a_plan_are_the_report_s_once_it_is_recorded(data):
    world = data.draw(worlds())
    now, calendar = now_of(world)
    plan = data.draw(planned(world))
    found = outcome(now, plan)
    after = reported(now, calendar, imagined(now.recorded, plan), world.asked)
    before = reported(now, calendar, now.recorded, world.asked)
    for one in found.posts:
        assert one.row == after[one.row.post.code]
        assert one.before == before[one.row.post.code].sums.gap
    shown = {one.row.post.code for one in found.posts}
    assert shown == set(touched(plan)) & set(after)
    assert set(found.unknown) == set(touched(plan)) - set(after)
    untouched = set(after) - set(touched(plan))
    assert all(after[code].sums == before[code].sums for code in untouched)


# ---- by example: a head of service is asked for, for twelve weeks

POSTS = [
    {"post": "HOS", "title": "Head of Service – front door", "tier": 3},
    {"post": "HOS2", "title": "Head of Service – fostering", "tier": 3},
    {"post": "SDM1", "title": "Service Delivery Manager – duty", "tier": 4},
    {"post": "SDM2", "title": "Service Delivery Manager – front door", "tier": 4},
    {"post": "DD", "title": "Deputy Director", "tier": 2},
]


def held(post, person, start="2020-01-01", end=None):
    return {"post": post, "person": person, "from": start, "to": end}


def establishment(covers=(), holdings=None, secondments=()):
    rows = {
        "posts": [{**post, "established_fte": Decimal(1)} for post in POSTS],
        "holdings": holdings
        if holdings is not None
        else [
            *(held("HOS", "H"), held("HOS2", "H2"), held("DD", "D")),
            *(held("SDM1", "M1"), held("SDM2", "M2")),
        ],
        "cover": covers,
        "secondments": secondments,
        "people": [{"person": code} for code in ("H", "H2", "M1", "M2", "D")],
    }
    return Establishment.from_rows(rows, HOME)


def release(share="0.6", person="H"):
    row = {
        "secondment": "+",
        "home_post": "HOS",
        "person": person,
        "fraction": Decimal(share),
        "from": FIRST.isoformat(),
        "to": LAST.isoformat(),
        "state": "proposed",
    }
    [found] = Establishment.from_rows({"secondments": [row]}, None).secondments
    return found


def offered(recorded, employed=None, wanted=None):
    now = Now(recorded, WorkingDays(Calendar(), FIRST, LAST), Limits())
    return stand_ins(now, wanted or release(), employed or {})


def test_the_same_tier_and_the_one_below_fit_and_the_nearest_comes_first():
    found = offered(establishment())
    assert [(one.person, one.kind) for one in found] == [
        ("M2", "acting_up"),
        ("H2", "backfill"),
        ("M1", "acting_up"),
    ]
    # sixty working days, and 0.6 of each is taken out of the post behind
    assert {one.gap for one in found} == {36 * 10_000}
    assert {one.free for one in found} == {10_000}


def test_who_gives_already_is_kept_out_with_how_much_and_when():
    lent = whole(
        cover="C1",
        post="DD",
        kind="backfill",
        person="M1",
        fraction=Decimal("0.5"),
        from_="2027-01-11",
        to="2027-02-26",
        state="proposed",
    )
    found = {one.person: one for one in offered(establishment([lent]))}
    assert found["M1"].kept_out == "already gives 0.5 FTE, 11 Jan to 26 Feb 2027"
    assert found["M1"].free == 5_000
    assert [one.person for one in found.values() if not one.kept_out] == ["M2", "H2"]


def test_half_of_somebody_is_enough_where_no_more_is_asked():
    lent = whole(
        cover="C1",
        post="DD",
        kind="backfill",
        person="M1",
        fraction=Decimal("0.5"),
        from_="2027-01-11",
        to="2027-02-26",
        state="confirmed",
    )
    found = offered(establishment([lent]), wanted=release("0.5"))
    assert {one.person: one.kept_out for one in found} == dict.fromkeys(
        ("M1", "M2", "H2"), ""
    )


@st.composite
def givings(draw):
    """Draw what those who would fit give elsewhere already."""
    rows = []
    for number in range(draw(st.integers(0, 4))):
        day = st.integers(-20, 100).map(lambda n: FIRST + timedelta(n))
        start, end = sorted((draw(day), draw(day)))
        fraction, pattern = draw(st.sampled_from(SHARES))
        rows.append(
            whole(
                cover=f"C{number}",
                post=draw(st.sampled_from(["DD", "HOS", "SDM1"])),
                kind=draw(st.sampled_from(["agency_interim", "shared_duties"])),
                absorbed=draw(st.booleans()),
                person=draw(st.sampled_from(["H2", "M1", "M2"])),
                fraction=fraction,
                pattern=pattern,
                from_=start.isoformat(),
                to=end.isoformat(),
                state=draw(st.sampled_from(["proposed", "confirmed", "ended"])),
            )
        )
    return establishment(rows)


@given(givings(), st.sampled_from(SHARES))
def test_nobody_is_kept_out_but_who_would_give_too_much(recorded, share):
    fraction, pattern = share
    parts = None if fraction is None else int(fraction * 10_000)
    wanted = release()._replace(fraction=parts, pattern=pattern)
    now = Now(recorded, WorkingDays(Calendar(), FIRST, LAST), Limits())
    for one in stand_ins(now, wanted, {}):
        row = whole(cover="+", kind=one.kind, person=one.person, state="proposed")
        row |= {"post": "HOS", "from_post": one.post.code, "pattern": pattern}
        row |= {"fraction": fraction, "from": wanted.start, "to": wanted.end}
        plan = Establishment.from_rows({"cover": [row]}, None)
        before = given_too_much(now, Establishment(), one.person)
        after = given_too_much(now, imagined(now.recorded, plan), one.person)
        assert bool(one.kept_out) == (after != before)
        if not one.kept_out:
            assert one.gap == gap_of(now, one.post, plan)


def given_too_much(now, recorded, person):
    """Return when a person gives more than they have, of an establishment."""
    whole_of_it = recorded if recorded.covers else now.recorded
    measured = Measured(whole_of_it, with_proposed=True)
    return [one for one in over_committed(measured, now.days) if one.person == person]


def test_who_leaves_or_comes_meanwhile_is_kept_out_with_the_day():
    holdings = [
        *(held("HOS2", "H2", end="2027-02-26"), held("SDM1", "M1", "2027-01-11")),
        *(held("SDM2", "M2"), held("SDM2", "M2", "2020", "2026")),
    ]
    recorded = establishment(holdings=holdings)
    found = offered(recorded, employed={"M2": (None, "2027-03-12")})
    assert {one.person: one.kept_out for one in found} == {
        "H2": "in this post only until 26 Feb 2027",
        "M1": "in this post only from 11 Jan 2027",
        "M2": "employed only until 12 Mar 2027",
    }


def test_who_cannot_be_told_to_be_in_post_is_kept_out():
    recorded = establishment(holdings=[held("HOS2", "H2", "2026")])
    [found] = offered(recorded)
    assert found.kept_out == "not known to be in post: from is not a day"


def test_nobody_covers_whose_own_post_is_covered_out_of_this_one():
    lent = whole(
        cover="C1",
        post="HOS2",
        kind="backfill",
        person="Z",
        from_post="HOS",
        fraction=Decimal("0.2"),
        from_="2027-01-11",
        to="2027-02-26",
        state="confirmed",
    )
    found = {one.person: one.kept_out for one in offered(establishment([lent]))}
    assert found["H2"] == "their own post is covered out of this one"
    assert found["M1"] == found["M2"] == ""


def test_the_one_asked_for_does_not_stand_in():
    holdings = [held("HOS", "H"), held("HOS2", "H")]
    [found] = offered(establishment(holdings=holdings))
    assert found.kept_out == "is the one to be released"


def test_a_post_without_a_tier_has_nobody_who_fits():
    recorded = establishment()
    bare = [post._replace(tier=None) for post in recorded.posts if post.code == "HOS"]
    others = [post for post in recorded.posts if post.code != "HOS"]
    found = Establishment(posts=[*bare, *others], holdings=recorded.holdings, home=HOME)
    assert offered(found) == []


def test_a_cost_is_that_of_the_latest_cover_alike_and_never_made_up():
    tiers = {"HOS": 3, "HOS2": 3, "SDM1": 4}
    told = {"cost_amount": Decimal(400), "cost_unit": "day"}
    rows = [
        whole(
            cover="1", post="HOS2", kind="agency_interim", from_="2024-01-01", **told
        ),
        whole(
            cover="2", post="HOS2", kind="agency_interim", from_="2026-01-01", **told
        ),
        whole(
            cover="3", post="SDM1", kind="agency_interim", from_="2026-09-01", **told
        ),
        whole(cover="4", post="HOS2", kind="agency_interim", from_="2026-10-01"),
        whole(cover="5", post="HOS2", kind="backfill", from_="2026-10-01", **told),
    ]
    wanted = whole(post="HOS", kind="agency_interim")
    found = similar(rows, wanted, tiers)
    assert found is not None
    assert found["cover"] == "2"
    assert similar(rows, wanted | {"kind": "acting_up"}, tiers) is None
    inside = wanted | {"kind": "backfill", "from_post": "SDM1"}
    assert similar(rows, inside, tiers) is None
