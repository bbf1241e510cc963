from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pip_manager.domain.cover.planned import Planned
from pip_manager.errors import InputError
from tests.services.establishments import COVER, END, SECONDMENT, START, add, founded

if TYPE_CHECKING:
    from pip_manager.domain.values import Row

BELOW = COVER | {
    "cover": "C2",
    "post": "SDM",
    "kind": "agency_interim",
    "person": None,
    "from_post": None,
    "cost_kind": "agency",
    "cost_amount": Decimal("400.00"),
    "cost_unit": "day",
}


@pytest.fixture
def office(store_url):
    office = founded(store_url)
    yield office
    office.store.close()


@pytest.fixture
def chain(office):
    """A secondment, the acting up that covers it, the interim below; its record."""
    record = add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER)
    add(office, "cover", BELOW)
    return record


def plan(record, **changes):
    fields = {key.rstrip("_"): value for key, value in changes.items()}
    return Planned(record.noun, record, record.row | fields)


def told(office, planned):
    return {one.key: one.becomes for one in office.ripples.of(planned)}


def test_an_earlier_end_takes_the_whole_chain_along(office, chain):
    found = office.ripples.of(plan(chain, to="2027-02-26"))
    assert [one.key for one in found] == ["C1", "C2"]
    assert [one.becomes for one in found] == ["Until 26 Feb 2027"] * 2
    assert [one.below for one in found] == [None, "C1"]
    assert "agency charge of £400.00 a day follows the dates" in found[1].why


def test_a_later_start_takes_cover_that_began_with_it_along(office, chain):
    found = told(office, plan(chain, from_="2027-01-18"))
    assert found == {"C1": "From 18 Jan 2027", "C2": "From 18 Jan 2027"}


def test_a_start_one_day_later_cuts_one_day_of_cover(office):
    record = add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER, to="2027-03-20")
    found = told(office, plan(record, from_="2027-01-06"))
    assert found == {"C1": "From 6 Jan 2027"}


def test_cover_that_begins_on_a_day_of_its_own_begins_where_it_is_needed(office):
    record = add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER, from_="2027-01-12")
    # a Sunday: the cover then begins with the release, not after the weekend
    found = told(office, plan(record, from_="2027-01-17"))
    assert found == {"C1": "From 17 Jan 2027"}


def test_cover_that_ends_on_a_day_of_its_own_is_cut_where_it_is_needed_no_more(
    office,
):
    record = add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER, to="2027-03-20")
    # a Friday: the cover then ends with the release, not before the weekend
    found = told(office, plan(record, to="2027-02-28"))
    assert found == {"C1": "Until 28 Feb 2027"}


def test_a_smaller_share_makes_cover_smaller_down_the_chain(office, chain):
    found = told(office, plan(chain, fraction=Decimal("0.4")))
    assert found == {"C1": "0.4 FTE", "C2": "0.4 FTE"}


def test_of_two_covers_the_later_one_gives_way(office):
    record = add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER, fraction=Decimal("0.3"), from_post=None, reason="x")
    other = COVER | {"cover": "C9", "person": "P2", "from_post": None, "reason": "x"}
    add(office, "cover", other, fraction=Decimal("0.3"), from_="2027-01-18")
    found = told(office, plan(record, fraction=Decimal("0.4")))
    assert found == {"C9": "0.1 FTE"}


def test_a_secondment_that_goes_leaves_no_cover_to_do(office, chain):
    found = office.ripples.of(Planned("secondments", chain, None))
    assert [(one.key, one.becomes) for one in found] == [
        ("C1", "Removed"),
        ("C2", "Removed"),
    ]


def test_cover_there_was_too_much_of_before_is_left_alone(office):
    record = add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER, fraction=Decimal(1), from_post=None, reason="handover")
    found = told(office, plan(record, fraction=Decimal("0.5")))
    assert found == {"C1": "0.9 FTE"}


def test_what_fits_still_is_not_told(office, chain):
    assert told(office, plan(chain, host_role="Acting director")) == {}
    assert told(office, plan(chain, fraction=Decimal("0.8"))) == {}


def test_a_longer_secondment_offers_to_take_along_what_ended_with_it(office, chain):
    found = told(office, plan(chain, to="2027-04-30"))
    assert found == {"C1": "Until 30 Apr 2027", "C2": "Until 30 Apr 2027"}


def test_no_cover_accepted_ends_with_the_release(office):
    record = add(office, "secondments", SECONDMENT)
    gone = {"kind": "no_cover_accepted", "person": None, "from_post": None}
    add(
        office, "cover", COVER | gone, fraction=None, approved_by="Director", reason="x"
    )
    found = told(office, plan(record, to="2027-02-26"))
    assert found == {"C1": "Until 26 Feb 2027"}


def test_weekdays_that_are_partly_needed_are_for_a_person_to_decide(office):
    record = add(office, "secondments", SECONDMENT)
    pattern = {"fraction": None, "pattern": "Tue:0.6 Thu:0.6"}
    add(office, "cover", COVER | pattern)
    [found] = office.ripples.of(plan(record, fraction=Decimal("0.4")))
    assert found.becomes == ""
    assert "look at it yourself" in found.why


def test_changing_a_cover_moves_the_covers_further_down(office, chain):
    record = office.records.get("cover", "C1")
    assert told(office, plan(record, to="2027-02-26")) == {"C2": "Until 26 Feb 2027"}
    assert told(office, Planned("cover", record, None)) == {"C2": "Removed"}
    assert chain is not None


def test_accepting_all_is_one_save_and_one_undo(office, chain):
    planned = plan(chain, to="2027-02-26")
    before = {noun: office.records.all(noun) for noun in ("secondments", "cover")}
    office.ripples.save(planned, office.ripples.of(planned))
    assert [one.row["to"] for one in office.records.all("cover")] == ["2027-02-26"] * 2
    undo(office)
    after = {noun: office.records.all(noun) for noun in ("secondments", "cover")}
    for noun, records in before.items():
        assert [one.row for one in after[noun]] == [one.row for one in records]


def test_what_is_left_stays_as_it_was(office, chain):
    planned = plan(chain, to="2027-02-26")
    office.ripples.save(planned, [])
    assert [one.row["to"] for one in office.records.all("cover")] == [END, END]


def test_a_secondment_and_its_cover_are_kept_together_or_not_at_all(office):
    row = SECONDMENT | {"secondment": None}
    cover: Row = {"post": "HOS", "kind": "acting_up", "person": "P1", "from": START}
    cover |= {"to": END, "fraction": Decimal("0.4")}
    with pytest.raises(InputError) as refused:
        office.ripples.save(Planned("secondments", None, row), (), [cover])
    assert [one.field for one in refused.value.problems] == ["0.person"]
    assert office.records.all("secondments") == []
    office.ripples.save(
        Planned("secondments", None, row),
        (),
        [cover | {"person": "P3", "from_post": "SDM"}],
    )
    assert len(office.records.all("cover")) == 1
    undo(office)
    assert office.records.all("secondments") == office.records.all("cover") == []


def undo(office):
    with office.store.reading() as connection:
        from pip_manager.models import changes

        seq = changes.head(connection)[0]
    office.history.undo(seq)


def director(office, **more):
    row = SECONDMENT | {"person": "P4", "home_post": "DCS", "fraction": Decimal(1)}
    record = add(office, "secondments", row | more)
    cover = COVER | {"post": "DCS", "person": "P2", "from_post": "HOS2"}
    add(office, "cover", cover, fraction=Decimal(1), designated_dcs=True)
    return record


def test_a_longer_absence_of_the_director_leaves_the_post_unheld_or_takes_along(office):
    record = director(office)
    cover = office.records.get("cover", "C1")
    office.records.change(cover, {"to": "2027-03-26"})
    found = office.ripples.of(plan(record, to="2027-04-09"))
    [lost] = [one for one in found if one.is_critical]
    # Good Friday and Easter Monday lie between: the working days are one run
    assert lost.what == (
        "Director of Children’s Services would not be held from 30 Mar to 9 Apr 2027"
    )
    assert lost.becomes == ""


def test_a_director_who_is_back_in_part_needs_nobody_designated(office):
    record = director(office)
    found = told(office, plan(record, fraction=Decimal("0.6")))
    assert found == {"C1": "0.6 FTE, no longer designated"}


def charged(office, **more):
    terms: Row = {"engagement": "E1", "charge_basis": "monthly"}
    terms |= {"charge_amount": Decimal("3000.00")}
    return add(office, "secondments", SECONDMENT | terms, **more)


def test_a_monthly_charge_of_another_share_is_offered_in_proportion(office):
    record = charged(office)
    planned = plan(record, fraction=Decimal("0.4"))
    effects = office.ripples.of(planned)
    assert effects[0].becomes == "£2,000.00 a month, in proportion"
    # 19 of 20 working days of January, 19 of 21 of March
    assert effects[1].why == (
        "£8,564.29 in 3 months before, £8,564.29 in 3 months after."
        " In proportion it is £5,709.52 in 3 months."
    )
    office.ripples.save(planned, effects)
    kept = office.records.get("secondments", "S1").row
    assert (kept["charge_amount"], kept["fraction"]) == (2000, Decimal("0.4"))


def test_what_is_still_to_be_charged_is_told_before_and_after(office):
    record = charged(office, from_="2027-01-01", to="2027-03-31")
    [told_] = office.ripples.of(plan(record, to="2027-02-28"))
    assert told_.why == "£9,000.00 in 3 months before, £6,000.00 in 2 months after."
    assert told_.becomes == ""


def test_a_month_on_a_draft_is_told_and_not_changed(office):
    record = charged(office, from_="2026-01-01", to="2026-03-31")
    drafted = office.billing.draft("E1", date(2026, 3, 1), date(2026, 3, 31))
    [draft] = drafted.drafts
    found = office.ripples.of(plan(record, to="2026-02-28"))
    [held] = [one for one in found if one.what == "Already billed"]
    assert held.why == (
        f"March 2026 is on draft {draft.draft} at £3,000.00 and stays so; it would be"
        " £0.00 now. Discard the draft and draft again."
    )


def test_many_billed_months_are_told_as_one(office):
    record = charged(office, from_="2026-01-01", to="2026-03-31")
    for month, last in ((1, 31), (2, 28)):
        drafted = office.billing.draft(
            "E1", date(2026, month, 1), date(2026, month, last)
        )
        office.billing.issue(drafted.drafts[0].draft, date(2026, 4, 1))
    found = office.ripples.of(Planned("secondments", record, None))
    [held] = [one.why for one in found if one.what == "Already billed"]
    assert held == (
        "2 months (1 Jan to 28 Feb 2026) are invoiced at £6,000.00 and stay so; they"
        " would be £0.00 now. Credit what was billed too much."
    )


def test_sharing_on_the_days_of_a_release_ends_with_it(office):
    week = {"fraction": None, "pattern": "Tue:1 Thu:1"}
    record = add(office, "secondments", SECONDMENT | week)
    shared = {"kind": "shared_duties", "absorbed": True, "from_post": None}
    add(office, "cover", COVER | shared)
    assert told(office, Planned("secondments", record, None)) == {"C1": "Removed"}


def test_a_handover_before_the_release_stays_when_the_end_moves(office):
    record = add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER, from_="2026-12-14", from_post=None, reason="handover")
    found = office.ripples.of(plan(record, to="2027-02-26"))
    assert [one.fields for one in found] == [{"to": "2027-02-26"}]


def test_cover_of_more_than_was_released_goes_with_the_release_all_the_same(office):
    week = {"fraction": None, "pattern": "Mon:0.5 Fri:0.2"}
    record = add(office, "secondments", SECONDMENT | week)
    add(office, "cover", COVER, fraction=Decimal(1), from_post=None, reason="x")
    assert told(office, Planned("secondments", record, None)) == {"C1": "Removed"}
    less = plan(record, pattern="Mon:0.3 Fri:0.1")
    [found] = office.ripples.of(less)
    assert found.becomes == "0.9 FTE"
    assert found.why.endswith("look at it yourself.")
