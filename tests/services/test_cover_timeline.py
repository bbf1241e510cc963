"""One post over time: its bars, its sentence, why a day is so, and splitting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pip_manager.domain.cover.board import State
from pip_manager.domain.cover.timeline import Lane
from pip_manager.errors import ConflictError, PipManagerError
from pip_manager.models.changes import Who
from pip_manager.services.office import Office, Store
from tests.services import books

if TYPE_CHECKING:
    from pip_manager.domain.values import Row
    from pip_manager.services.workplace import Done

TODAY = date(2026, 1, 2)


@pytest.fixture
def office(store_url):
    """Return an office of two posts, once on a file and once on PostgreSQL."""
    office = Office(Store.create(store_url), Who("login-of-test"))
    with office.writing("Set up") as writer:
        writer.add("authorities", {"authority": "E08000034", "name": "Kirklees"})
        for code, name in (("P1", "Ada Example"), ("P2", "Interim 1")):
            writer.add("people", {"person": code, "name": name})
        for code, title in (("HOS", "Head of Service"), ("SDM", "Manager")):
            facts: Row = {"tier": 3, "established_fte": Decimal(1)}
            writer.add("posts", {"post": code, "title": title, **facts})
        held: Row = {"from": "2020-01-01", "fte": Decimal(1), "capacity": "substantive"}
        writer.add("holdings", {"post": "HOS", "person": "P1", **held})
        writer.add("holdings", {"post": "SDM", "holder": "Somebody", **held})
    yield office
    office.store.close()


def lend(office, **more):
    """Record the secondment of the Head of Service and return its record."""
    row: Row = {"secondment": "S001", "person": "P1", "home_post": "HOS"}
    row |= {"authority": "E08000034", "from": "2026-01-05", "to": "2026-03-27"}
    row |= {"fraction": Decimal("0.6"), "state": "confirmed"}
    return office.records.add("secondments", row | named(more))


def cover(office, **more):
    """Record the cover of the Head of Service and return its record."""
    row: Row = {
        "cover": "CV001",
        "post": "HOS",
        "kind": "agency_interim",
        "person": "P2",
    }
    row |= {"from": "2026-01-19", "to": "2026-03-27", "fraction": Decimal("0.4")}
    return office.records.add("cover", row | {"state": "confirmed"} | named(more))


def named(more):
    return {key.rstrip("_"): value for key, value in more.items()}


def sentence(office, post="HOS", today=TODAY, **more):
    return office.timeline.of(post, today, **more).figures.sentence


def test_a_secondment_and_its_cover_are_read_off_in_one_sentence(office):
    lend(office)
    assert sentence(office) == "0.6 short from 5 January to 27 March."
    cover(office)
    told = "0.6 short for two weeks from 5 January, then 0.2 until 27 March."
    assert sentence(office) == told


def test_what_is_over_is_not_told_and_what_goes_on_says_so(office):
    lend(office)
    cover(office)
    during, later = date(2026, 1, 12), date(2026, 2, 2)
    told = "0.6 short now, until 18 January, then 0.2 until 27 March."
    assert sentence(office, today=during) == told
    assert sentence(office, today=later) == "0.2 short now, until 27 March."
    after = sentence(office, today=date(2026, 4, 1))
    assert after == "Nothing is short from today on."


def test_another_year_is_named_once(office):
    lend(office, from_="2027-01-05", to="2027-03-26")
    cover(office, from_="2027-01-19", to="2027-03-26")
    told = "0.6 short for two weeks from 5 January 2027, then 0.2 until 26 March."
    assert sentence(office) == told
    office.records.remove([office.records.get("cover", "CV001")])
    assert sentence(office) == "0.6 short from 5 January to 26 March 2027."


def test_an_open_end_is_said(office):
    lend(office, to=None)
    assert sentence(office) == "0.6 short from 5 January, with no end recorded."
    cover(office, to=None)
    told = "0.6 short for two weeks from 5 January, then 0.2 with no end recorded."
    assert sentence(office) == told


def test_a_range_that_ends_before_the_gap_does_says_no_more_than_it_knows(office):
    lend(office)
    span = (date(2026, 1, 1), date(2026, 2, 28))
    told = "0.6 short from 5 January, until 28 February and beyond."
    assert sentence(office, span=span) == told


def test_weekdays_are_named(office):
    lend(office, fraction=None, pattern="Tue:1 Thu:1")
    # as the list of gaps has it: from the first Tuesday to the last Thursday
    told = "1 short on Tuesdays and Thursdays from 6 January to 26 March."
    assert sentence(office) == told


def test_what_is_proposed_is_told_beside(office):
    lend(office)
    cover(office, state="proposed", fraction=Decimal("0.6"), from_="2026-01-05")
    told = (
        "0.6 short from 5 January to 27 March. With what is proposed: nothing is short."
    )
    assert sentence(office) == told
    counted = sentence(office, with_proposed=True)
    assert counted == "Nothing is short from today on."
    [band] = office.timeline.of("HOS", TODAY).figures.gaps
    assert band.state is State.PROPOSED


def test_vague_dates_are_left_out_with_their_reason_and_never_nothing_short(office):
    lend(office, from_="2026-01", to=None)
    found = office.timeline.of("HOS", TODAY)
    assert found.figures.sentence == "Not known: 1 record cannot be measured."
    [left_out] = found.unmeasured
    assert left_out.key == ("S001",)
    assert left_out.why == "from is not a day"
    [bar] = [bar for bar in found.bars if bar.lane is Lane.RELEASED]
    assert (bar.start, bar.end) == (date(2026, 1, 1), None)
    assert not bar.starts_on_day
    assert "cannot be measured: from is not a day" in bar.spoken


def test_what_states_no_date_has_no_bar_and_is_listed(office):
    lend(office, from_=None, to=None, fraction=None)
    found = office.timeline.of("HOS", TODAY)
    assert [bar.lane for bar in found.bars] == [Lane.IN_POST]
    assert found.unmeasured[0].why == "from not stated; share not stated"


def test_a_post_nobody_holds_or_without_fte_is_not_known(office):
    office.records.add("posts", {"post": "NEW", "title": "New post"})
    told = "Not known: nobody is recorded in the post."
    assert sentence(office, "NEW") == told
    row: Row = {"post": "NEW", "holder": "Somebody", "from": "2020-01-01"}
    office.records.add("holdings", row)
    assert sentence(office, "NEW") == "Not known: the FTE of the post is not stated."


def test_every_bar_is_said_in_words(office):
    lend(office, to_is_expected=True)
    cover(office)
    spoken = [bar.spoken for bar in office.timeline.of("HOS", TODAY).bars]
    assert spoken == [
        "In post, Ada Example, substantive, 1 FTE, from 1 Jan 2020, no end recorded",
        (
            "Released: Ada Example to Kirklees, 0.6 FTE, end only expected,"
            " 5 Jan to 27 Mar 2026"
        ),
        "Cover by Interim 1, agency interim, 0.4 FTE, 19 Jan to 27 Mar 2026",
    ]


def test_cover_out_of_a_post_lies_among_what_is_released_from_it(office):
    lend(office)
    cover(office, kind="acting_up", from_post="SDM")
    found = office.timeline.of("SDM", TODAY)
    [bar] = [bar for bar in found.bars if bar.lane is Lane.RELEASED]
    assert (bar.words, bar.other_post) == ("Covers Head of Service", "HOS")
    assert found.figures.sentence == "0.4 short from 19 January to 27 March."


def test_absorbed_sharing_takes_nothing_out_of_its_post(office):
    lend(office)
    shared = {"kind": "shared_duties", "absorbed": True, "from_post": "SDM"}
    cover(office, **shared)
    assert sentence(office, "SDM") == "Nothing is short from today on."
    [bar] = [b for b in office.timeline.of("HOS", TODAY).bars if b.is_thin]
    assert bar.spoken.startswith("Cover by Interim 1, shared duties, 0.4 FTE, absorbed")


def test_a_statutory_post_left_by_everybody_is_told_first(office):
    facts: Row = {"established_fte": Decimal(1), "statutory_dcs": True, "tier": 1}
    office.records.add("posts", {"post": "DCS", "title": "Director", **facts})
    held: Row = {"post": "DCS", "fte": Decimal(1)}
    before = {"holder": "A", "from": "2020-01-01", "to": "2026-02-01"}
    after = {"holder": "B", "from": "2026-02-09", "capacity": "designated"}
    office.records.add("holdings", held | before)
    office.records.add("holdings", held | after)
    told = (
        "Nobody holds the statutory post from 2 to 8 February."
        " 1 short from 2 to 8 February."
    )
    assert sentence(office, "DCS") == told
    [spell] = office.timeline.of("DCS", TODAY).figures.spells
    assert (spell.start, spell.end) == (
        date(2026, 2, 2).toordinal(),
        date(2026, 2, 8).toordinal(),
    )


def test_a_day_says_what_made_its_figures(office):
    lend(office)
    cover(office)
    assert office.timeline.why("HOS", date(2026, 1, 20)) == (
        "In post: Ada Example 1.",
        "Released: Ada Example to Kirklees 0.6.",
        "Covered: Interim 1 0.4.",
        "Short: 0.2.",
    )
    [told] = office.timeline.why("HOS", date(2026, 1, 24))
    assert told == "24 Jan 2026 is no working day."


def test_what_nobody_holds_is_said_of_a_day_and_is_shown(office):
    [record] = office.records.all("holdings", post="HOS")
    office.records.change(record, {"to": "2026-01-31"})
    found = office.timeline.of("HOS", TODAY)
    assert found.figures.sentence == "1 short from 1 February, with no end recorded."
    [band] = found.figures.vacancies
    assert (band.start, band.figures) == (date(2026, 2, 1).toordinal(), (10_000,))
    told = office.timeline.why("HOS", date(2026, 2, 2))
    assert told == ("Vacant: 1.", "Short: 1.")


def test_cover_given_elsewhere_is_said_of_a_day(office):
    lend(office)
    cover(office, kind="acting_up", from_post="SDM")
    assert office.timeline.why("SDM", date(2026, 1, 20)) == (
        "In post: Somebody 1.",
        "Lent elsewhere: covers Head of Service 0.4.",
        "Short: 0.4.",
    )


def test_a_bar_may_be_tried_elsewhere_and_nothing_is_kept(office):
    lend(office)
    cover(office)
    found = office.timeline.of("HOS", TODAY)
    [bar] = [bar for bar in found.bars if bar.lane is Lane.COVERED]
    tried = office.timeline.moved(found, bar, date(2026, 1, 5), date(2026, 3, 27))
    assert tried.figures.sentence == "0.2 short from 5 January to 27 March."
    assert office.timeline.of("HOS", TODAY).figures == found.figures


def test_a_post_that_is_gone_says_so(office):
    with pytest.raises(ConflictError, match="no post “GONE”"):
        office.timeline.of("GONE", TODAY)


# ---- splitting


def test_one_arrangement_becomes_two_in_one_change_and_one_undo(office):
    told: list[Done] = []
    lend(office)
    record = cover(office)
    before = sentence(office)
    office.announce = told.append
    second = office.timeline.split(record, date(2026, 2, 16))
    first = office.records.get("cover", "CV001")
    assert (first.row["from"], first.row["to"]) == ("2026-01-19", "2026-02-15")
    assert second.row["cover"] == "CV002"
    assert (second.row["from"], second.row["to"]) == ("2026-02-16", "2026-03-27")
    kept = ("post", "kind", "person", "fraction", "state")
    assert {n: second.row[n] for n in kept} == {n: first.row[n] for n in kept}
    assert sentence(office) == before
    [done] = told
    assert done.verb == "Split cover arrangement CV001 at 16 Feb 2026"
    office.history.undo(done.seq)
    assert office.records.get("cover", "CV001").row == record.row
    with pytest.raises(ConflictError):
        office.records.get("cover", "CV002")


def test_an_open_secondment_splits_and_its_review_stays_where_it_falls(office):
    record = lend(office, to=None, to_is_expected=True, review_on="2026-03-01")
    second = office.timeline.split(record, date(2026, 2, 16))
    first = office.records.get("secondments", "S001")
    assert (first.row["to"], first.row["to_is_expected"]) == ("2026-02-15", False)
    assert (second.row["to"], second.row["to_is_expected"]) == (None, True)
    assert (first.row["review_on"], second.row["review_on"]) == (None, "2026-03-01")


def test_what_is_paid_once_is_not_paid_twice(office):
    lend(office)
    cost = {"cost_kind": "honorarium", "cost_amount": Decimal(600)}
    record = cover(office, **cost, cost_unit="once")
    second = office.timeline.split(record, date(2026, 2, 16))
    assert office.records.get("cover", "CV001").row["cost_amount"] == 600
    assert second.row["cost_amount"] is None
    monthly = cover(office, cover="CV009", **cost, cost_unit="month")
    half = office.timeline.split(monthly, date(2026, 2, 16))
    assert half.row["cost_amount"] == 600


def test_a_holding_splits_under_the_same_holder(office):
    [record] = office.records.all("holdings", post="HOS")
    second = office.timeline.split(record, date(2026, 2, 16))
    assert (second.row["person"], second.row["from"]) == ("P1", "2026-02-16")
    assert len(office.records.all("holdings", post="HOS")) == 2
    assert sentence(office) == "Nothing is short from today on."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "It cannot be split on 5 Jan 2026"),
        (date(2026, 3, 28), "and on 27 Mar 2026 at the latest"),
    ],
)
def test_a_split_lies_within_the_arrangement(office, day, words):
    record = lend(office)
    with pytest.raises(PipManagerError, match=words):
        office.timeline.split(record, day)
    assert len(office.records.all("secondments")) == 1


def test_what_has_no_days_or_a_single_one_is_not_split(office):
    vague = lend(office, from_="2026-01")
    with pytest.raises(PipManagerError, match="not known to the day"):
        office.timeline.split(vague, date(2026, 2, 1))
    short = lend(office, secondment="S2", from_="2026-01-05", to="2026-01-05")
    with pytest.raises(PipManagerError, match="a single day"):
        office.timeline.split(short, date(2026, 1, 5))


def test_days_already_billed_stay_with_the_half_that_billed_them(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    books.add(office, "posts", post="HOS", title="Head of Service")
    row: Row = {
        "secondment": "S001",
        "person": "P1",
        "home_post": "HOS",
        "engagement": "E1",
    }
    row |= {"from": "2017-09-01", "to": "2017-12-31", "fraction": Decimal(1)}
    row |= {"charge_basis": "monthly", "charge_amount": Decimal(9000)}
    record = office.records.add("secondments", row)
    books.draft_of(office)
    with pytest.raises(PipManagerError, match="on 1 Nov 2017 or later"):
        office.timeline.split(record, date(2017, 10, 16))
    second = office.timeline.split(record, date(2017, 11, 1))
    assert second.row["from"] == "2017-11-01"
    office.store.close()
