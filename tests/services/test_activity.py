"""Lists with prices, and the verbs on their entries."""

from __future__ import annotations

import pytest

from pip_manager.errors import ConflictError, InputError
from pip_manager.services.activity_rules import next_codes
from tests.ui.activity import small
from tests.ui.activity.small import D


@pytest.fixture
def office(tmp_path):
    made = small.office(tmp_path / "small.store")
    yield made
    made.store.close()


def line(office, code, noun="activities"):
    return office.activity.line(noun, code)


def test_an_activity_is_priced_by_the_rate_of_its_day(office):
    price = line(office, "T1").price
    assert price.net == D("320.00")
    assert price.unit_price == D("640.00")
    assert "Standard rate" in price.why
    assert price.agreement == "A1"


def test_hours_are_priced_at_the_daily_rate(office):
    price = line(office, "T3").price
    assert (price.unit_price, price.net) == (D("86.49"), D("320.01"))


def test_what_cannot_be_priced_says_which_thing_is_missing(office):
    price = line(office, "T5").price
    assert price.net is None
    assert price.is_blocked
    assert price.words == "no agreement"
    assert "No agreement of engagement E3 is in force on 19 Oct 2017" in price.why


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"delivered": False}, "not delivered"),
        ({"contributed_percent": D(100)}, "not charged"),
    ],
)
def test_what_is_free_says_so(office, fields, words):
    office.activity.change([line(office, "T1").entry], fields)
    assert line(office, "T1").price.words == words
    assert not line(office, "T1").price.is_blocked


def test_a_free_rate_makes_a_free_activity(office):
    [rate] = office.records.all("rates")
    office.records.change(rate, {"basis": "free"})
    assert line(office, "T1").price.words == "free"


def test_a_share_of_the_quantity_is_charged(office):
    office.activity.change([line(office, "T2").entry], {"contributed_percent": D(25)})
    assert line(office, "T2").price.net == D("480.00")


def test_what_is_on_an_invoice_keeps_the_price_it_was_billed_at(office):
    small.bill(office, "T2")
    assert line(office, "T2").price.net == small.issued_line()


def test_expenses_and_charges_cost_what_was_typed(office):
    assert line(office, "X1", "expenses").price.net == D("10.35")
    assert line(office, "C1", "charges").price.net == D("480.00")
    expense = line(office, "X1", "expenses").entry
    office.activity.change([expense], {"chargeable": False})
    assert line(office, "X1", "expenses").price.words == "not charged"


def test_totals_add_days_hours_and_value_and_count_what_is_unpriced(office):
    totals = office.activity.totals("activities")
    assert (totals.entries, totals.days, totals.hours) == (5, D("2.5"), D("3.7"))
    assert totals.value == D("1600.01")
    assert totals.unpriced == 1
    narrowed = office.activity.totals("activities", "audit", {"person": "P2"})
    assert (narrowed.entries, narrowed.value) == (1, D("320.01"))


def test_a_new_rate_is_seen_at_once(office):
    assert line(office, "T1").price.net == D("320.00")
    [rate] = office.records.all("rates")
    office.records.change(rate, {"amount": D("700.00")})
    assert line(office, "T1").price.net == D("350.00")


def test_an_entry_deleted_elsewhere_leaves_no_hole_in_a_list(office):
    [gone] = office.activity.lines("activities", [10**6])
    assert gone.price.words == "deleted"


def test_several_entries_are_changed_as_one_verb(office):
    entries = [line(office, code).entry for code in ("T1", "T2")]
    before = small.verbs(office)
    office.activity.change(entries, {"strand": "LEAD"})
    assert small.verbs(office) == before + 1
    assert {row["strand"] for row in small.rows(office, person="P1")} == {"LEAD", None}


def test_of_several_entries_all_or_none_are_changed(office):
    number = small.bill(office, "T2")
    entries = [line(office, code).entry for code in ("T1", "T2")]
    with pytest.raises(ConflictError, match=f"T2 is on invoice {number} and locked"):
        office.activity.change(entries, {"strand": "LEAD"})
    assert line(office, "T1").row["strand"] == "PRAC"


def test_shares_that_do_not_make_a_hundred_are_refused_by_field(office):
    with pytest.raises(InputError) as refused:
        office.activity.change([line(office, "T1").entry], {"charge_percent": D(80)})
    assert refused.value.problems[0].field == "charge_percent"
    assert "must make 100" in str(refused.value)


def test_a_change_made_elsewhere_is_a_conflict(office):
    entry = line(office, "T1").entry
    office.activity.change([entry], {"summary": "First"})
    with pytest.raises(ConflictError, match="Someone else changed"):
        office.activity.change([entry], {"summary": "Second"})


def test_duplicates_get_codes_of_their_own_in_one_verb(office):
    before = small.verbs(office)
    made = office.activity.duplicate([line(office, c).entry for c in ("T1", "T2")])
    assert small.verbs(office) == before + 1
    twins = office.activity.lines("activities", made)
    assert [twin.row["summary"] for twin in twins] == [
        "Case audit",
        "Practice review, Ürsel",
    ]
    assert [twin.entry.code for twin in twins] == ["A000001", "A000002"]


def test_deleting_asks_that_nothing_holds_the_entry(office):
    number = small.bill(office, "T1")
    office.billing.draft("E2", small.day(1), small.day(31))
    with pytest.raises(ConflictError, match=number):
        office.activity.remove([line(office, "T1").entry])
    with pytest.raises(ConflictError, match=r"T4 is in draft 1\. Discard the draft"):
        office.activity.remove([line(office, "T4").entry])
    office.activity.remove([line(office, "T5").entry])
    assert "T5" not in {row["activity"] for row in small.rows(office)}


def test_codes_go_on_after_the_last(office):
    with office.store.reading() as connection:
        codes = next_codes(connection, "expenses")
        assert [next(codes), next(codes)] == ["X00002", "X00003"]


def test_codes_go_round_what_is_taken(office):
    with office.store.writing("Add", office.who) as writer:
        writer.load(
            "activities", [small.activity("A000003"), small.activity("A000009")]
        )
        writer.load("activities", [small.activity(f"Z{n}") for n in range(60)])
        writer.add("activities", small.activity("A000002"))
        codes = next_codes(writer.connection, "activities")
        assert [next(codes), next(codes)] == ["A000010", "A000011"]


def test_a_day_is_added_up_in_days(office):
    assert office.activity.day_total("P2", small.day(18)) == D("0.5")
    assert office.activity.day_total("P1", small.day(18)) == D("0.5")
    assert office.activity.day_total("P1", small.day(1)) == 0


def test_fields_are_offered_what_the_store_has(office):
    choices = office.activity.choices()
    assert choices.people == (("P1", "Ada Example"), ("P2", "Jo Sample"))
    assert choices.engagements[0] == ("E1", "Kirklees – Practice support (E1)")
    assert choices.agreements[0] == ("A1", "A1 – Support agreement", "E1")
    assert choices.kinds == ("coaching",)
