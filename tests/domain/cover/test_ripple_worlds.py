"""Whatever is changed, accepting what no longer fits opens nothing and leaves no more
cover than there was."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st

from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.days import WorkingDays, weekday
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.imagined import changed, imagined
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.ripple import ALONG, ripple
from pip_manager.domain.cover.ripple_days import LOOK
from pip_manager.domain.cover.sweep import sweep
from tests.support.cover_worlds import worlds

_AROUND = timedelta(120)


@st.composite
def altered(draw):
    """Draw a world, one of its records and what it is changed to; None: gone."""
    world = draw(worlds())
    noun = draw(st.sampled_from(["secondments", "secondments", "cover"]))
    rows = world.rows[noun]
    assume(rows)
    # most of all those whose post somebody covers
    covered = {cover["post"] for cover in world.rows["cover"]} - {None}
    column = "from_post" if noun == "cover" else "home_post"
    rows = [row for row in rows if row[column] in covered] or rows
    row = draw(st.sampled_from(rows))
    if draw(st.integers(0, 4)) == 0:
        return world, noun, row, None
    day = st.integers(-40, 130).map(
        lambda n: (world.asked.first + timedelta(n)).isoformat()
    )
    start, end = draw(day), draw(st.none() | day)
    if end is not None and end < start:
        start, end = end, start
    share = draw(st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.2")]))
    fresh = {"from": start, "to": end, "fraction": share, "pattern": None}
    keep = draw(st.sets(st.sampled_from(["from", "to", "share"])))
    if "from" in keep and row["from"] and (end is None or row["from"] <= end):
        fresh["from"] = row["from"]
    if "to" in keep and (row["to"] is None or fresh["from"] <= row["to"]):
        fresh["to"] = row["to"]
    if "share" in keep:
        fresh |= {"fraction": row["fraction"], "pattern": row["pattern"]}
    return world, noun, row, row | fresh


def figures(recorded, days):
    """Return gap and overlap of each post and working day, proposed cover counted."""
    measured = Measured(recorded, with_proposed=True)
    found = {}
    for post in recorded.home_posts():
        for one in sweep(post, measured, days.first, days.last):
            for day in days.each(one.start, one.end):
                flat = one.on(weekday(day))
                found[post.code, day] = (flat.gap, flat.overlap)
    return found


def check(drawn):
    world, noun, row, fresh = drawn
    days = WorkingDays(
        Calendar(world.days_off),
        max(world.asked.first - _AROUND, date.min),
        world.asked.last + _AROUND,
    )
    code = row["secondment" if noun == "secondments" else "cover"]
    home = world.settings.get("home_authority")
    before = Establishment.from_rows(world.rows, home)
    alone = imagined(before, noun, code, fresh)
    found = ripple(before, alone, noun, code, days)
    note(f"{row} -> {fresh}")
    note(found.misfits)
    after = alone
    for misfit in found.misfits:
        after = changed(after, misfit.cover.code, misfit.fresh)
    was, only, now = (figures(side, days) for side in (before, alone, after))
    # whoever acts up for longer is missed for longer below, and that is told
    longer = {one.cover.from_post for one in found.misfits if ALONG in one.why}
    for (post, day), (gap, _) in now.items():
        assert post in longer or gap <= only[post, day][0], (post, day)
    codes = [misfit.cover.code for misfit in found.misfits]
    assert len(codes) == len(set(codes))
    assert code not in codes
    if any(LOOK in misfit.why for misfit in found.misfits):
        return
    left = {row["post"] for row in world.rows["cover"] if row["cover"] in codes}
    for (post, day), (_, overlap) in now.items():
        if post in left:
            assert overlap <= was[post, day][1], (post, day)


@given(altered())
@settings(max_examples=150)
def test_accepting_everything_opens_no_gap_and_leaves_no_more_cover_than_before(drawn):
    check(drawn)


@pytest.mark.slow
@given(altered())
@settings(max_examples=2_000)
def test_the_same_of_many_worlds(drawn):
    check(drawn)
