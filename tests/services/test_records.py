"""Read, save, remove and tell the history of any record, on both databases."""

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.errors import ConflictError, InputError
from pip_manager.services.office import Done, Office, Store, Who


@pytest.fixture
def office(store_url):
    store = Store.create(store_url)
    office = Office(store, Who("test"))
    with office.writing("Lay the ground") as writer:
        writer.add("authorities", {"authority": "X1", "name": "Alderbrook"})
        writer.add("people", {"person": "P1", "name": "Principal practitioner A"})
        for code in ("E01", "E02"):
            row = {"engagement": code, "authority": "X1", "title": f"Practice {code}"}
            writer.add("engagements", row)
        row = {"agreement": "AG1", "engagement": "E01", "title": "Agreement"}
        writer.add("agreements", row)
    yield office
    store.close()


def day(**more):
    return {
        "date": date(2026, 3, 2),
        "person": "P1",
        "engagement": "E01",
        "quantity": Decimal("0.5"),
        "unit": "day",
        **more,
    }


def refused(call):
    with pytest.raises(InputError) as caught:
        call()
    return {problem.field: problem.message for problem in caught.value.problems}


def test_a_record_is_given_the_next_code_and_read_back_as_it_was_kept(office):
    first = office.records.add("activities", day(summary="Case audit"))
    second = office.records.add("activities", day())
    assert (first.row["activity"], second.row["activity"]) == ("A000001", "A000002")
    found = office.records.get("activities", "A000001")
    assert found.row["quantity"] == Decimal("0.5")
    assert found.row["date"] == date(2026, 3, 2)
    assert found.row["summary"] == "Case audit"
    assert found.row["strand"] is None


def test_every_reason_is_told_at_once_and_nothing_is_kept(office):
    told = refused(
        lambda: office.records.add("activities", day(person="P9", quantity=Decimal(0)))
    )
    assert told == {
        "person": "There is no person “P9”.",
        "quantity": "The quantity is more than nothing.",
    }
    assert office.records.all("activities") == []


@pytest.mark.parametrize(
    ("noun", "row", "field", "sentence"),
    [
        (
            "activities",
            day(charge_percent=Decimal(60), grant_percent=Decimal(50)),
            "charge_percent",
            None,
        ),
        ("activities", day(engagement="E02", agreement="AG1"), "agreement", None),
        (
            "rates",
            {
                "card": "C",
                "level": "agreement",
                "target": "AG9",
                "unit": "day",
                "amount": Decimal(5),
                "from": date(2026, 4, 1),
            },
            "target",
            "There is no agreement “AG9”.",
        ),
        (
            "settings",
            {"key": "home_authority", "value": "X9"},
            "value",
            "There is no authority “X9”.",
        ),
        (
            "engagements",
            {"engagement": "E01", "authority": "X1", "title": "Again"},
            "engagement",
            "The engagement “E01” is there already.",
        ),
    ],
)
def test_a_rule_among_records_is_told_beside_its_field(
    office, noun, row, field, sentence
):
    told = refused(lambda: office.records.add(noun, row))
    assert field in told
    if sentence is not None:
        assert told[field] == sentence


def test_two_rates_in_force_on_one_day_are_refused_beside_the_date(office):
    rate = {"card": "C", "level": "standard", "unit": "day", "amount": Decimal(500)}
    first = office.records.add("rates", {**rate, "from": date(2026, 4, 1)})
    later = {**rate, "unit": "hour", "card": "D", "from": date(2026, 9, 1)}
    assert "from" in refused(lambda: office.records.add("rates", later))
    office.records.change(first, {"to": date(2026, 8, 31)})
    office.records.add("rates", later)


def test_a_rate_may_keep_its_own_dates_when_its_amount_changes(office):
    rate = {"card": "C", "level": "standard", "unit": "day", "amount": Decimal(500)}
    kept = office.records.add("rates", {**rate, "from": date(2026, 4, 1)})
    office.records.change(kept, {"amount": Decimal(510)})
    assert office.records.all("rates")[0].row["amount"] == Decimal("510.00")


def test_cover_that_goes_round_in_a_circle_is_refused_with_its_names(office):
    for post in ("PO1", "PO2"):
        office.records.add("posts", {"post": post, "title": f"Head {post}"})
    acting = {"kind": "acting_up", "person": "P1", "from": "2026-03-02"}
    first = {**acting, "cover": "CV1", "post": "PO1", "from_post": "PO2"}
    back = {**acting, "cover": "CV2", "post": "PO2", "from_post": "PO1"}
    kept = office.records.add("cover", first)
    told = refused(lambda: office.records.add("cover", back))
    assert told["from_post"].startswith("The cover goes round in a circle (CV1 → CV2)")
    office.records.change(kept, {"to": "2026-04-30"})
    office.records.add("cover", {**back, "from": "2026-05-01"})
    late = office.records.get("cover", "CV2")
    assert "from_post" in refused(
        lambda: office.records.change(late, {"from": "2026-04-30"})
    )


def test_saving_over_somebody_elses_change_is_a_conflict_and_keeps_theirs(office):
    mine = office.records.add("activities", day())
    theirs = office.records.get("activities", "A000001")
    office.records.change(theirs, {"summary": "Theirs"})
    with pytest.raises(ConflictError, match="Someone else changed this record first"):
        office.records.change(mine, {"summary": "Mine"})
    assert office.records.get("activities", "A000001").row["summary"] == "Theirs"


def test_several_records_change_as_one_verb_or_not_at_all(office):
    days = [office.records.add("activities", day()) for _ in range(3)]
    office.records.change_many(days[:2], {"kind": "audit"}, "Change 2 activities")
    kinds = [r.row["kind"] for r in office.records.all("activities")]
    assert kinds == ["audit", "audit", None]
    with pytest.raises(ConflictError):
        office.records.change_many(days[::-1], {"kind": "review"}, "Change 3")
    kinds = [r.row["kind"] for r in office.records.all("activities")]
    assert kinds == ["audit", "audit", None]


def test_what_another_record_needs_is_not_removed(office):
    person = office.records.get("people", "P1")
    office.records.add("activities", day())
    with pytest.raises(ConflictError):
        office.records.remove([person])
    assert office.records.get("people", "P1") == person


def test_removing_leaves_nothing_and_the_history_remembers(office):
    kept = office.records.add("activities", day(summary="Case audit"))
    office.records.remove([kept])
    with pytest.raises(ConflictError, match="There is no activity “A000001” any more"):
        office.records.get("activities", "A000001")
    actions = [e["action"] for _, e in office.records.history("activities", "A000001")]
    assert actions == ["remove", "add"]


def test_the_history_tells_what_changed_from_what_to_what(office):
    kept = office.records.add("activities", day())
    office.records.change(kept, {"quantity": Decimal(1)}, "Mend a day")
    change, entry = office.records.history("activities", "A000001")[0]
    assert (change.verb, change.login) == ("Mend a day", "test")
    assert (entry["before"], entry["after"]) == ({"quantity": "0.5"}, {"quantity": "1"})


def test_choices_come_by_their_words(office):
    office.records.add("people", {"name": "Zoë, team manager"})
    office.records.add("people", {"name": "adviser B"})
    labels = [choice.label for choice in office.records.choices("people")]
    assert labels == ["adviser B", "Principal practitioner A", "Zoë, team manager"]


def test_a_code_is_suggested_after_the_last_and_none_where_the_user_names_it(office):
    assert office.records.suggested_code("engagements") == "E03"
    assert office.records.suggested_code("authorities") == ""


def test_a_committed_verb_is_announced_with_the_nouns_it_touched(office):
    told: list[Done] = []
    office.announce = told.append
    office.records.add("activities", day())
    assert [(done.verb, done.nouns) for done in told] == [
        ("Add activity", frozenset({"activities"}))
    ]
    with pytest.raises(InputError):
        office.records.add("activities", day(quantity=Decimal(0)))
    assert len(told) == 1
