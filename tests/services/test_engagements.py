"""Engagements on both databases: the list, the figures, steps, what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pip_manager.errors import ConflictError, InputError
from pip_manager.models.engagements import PhaseRow
from pip_manager.services.engagement_attention import Figures, attention
from pip_manager.services.engagement_sheet import recorded_steps
from pip_manager.services.engagements import Taken, current_phase
from tests.services import books

TODAY = date(2017, 11, 22)


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    yield office
    office.store.close()


@pytest.fixture
def either(store_url):
    """Give an office over a file, and one over a server: for what is asked in SQL."""
    office = books.founded(store_url)
    yield office
    office.store.close()


def listed(office, code="E1", **figures):
    (found,) = [one for one in office.engagements.listed(TODAY) if _is(one, code)]
    return replace(found, **figures) if figures else found


def _is(one, code):
    return one.row.engagement == code


def engagement(office, code="E1"):
    return office.records.get("engagements", code)


def step(office, after, on="2017-11-20", **more):
    return office.engagements.step(engagement(office), Taken(after, on, **more), TODAY)


def problems(caught):
    return {problem.field: problem.message for problem in caught.value.problems}


def test_the_list_names_authority_programme_and_lead(either):
    books.add(either, "programmes", programme="PIP", name="Partner in Practice")
    books.change(either, "engagements", "E1", programme="PIP", lead="P1")
    row = listed(either).row
    assert (row.authority_name, row.programme_name, row.lead_name) == (
        "Kirklees",
        "Partner in Practice",
        "Ada Example",
    )


def test_the_list_tells_whether_the_authority_can_be_billed(either):
    assert not listed(either).row.can_be_billed
    books.change(either, "authorities", "E08000034", billing_name="Kirklees Council")
    assert listed(either).row.can_be_billed


def test_days_agreed_are_the_caps_else_the_strands_else_the_phases(either):
    assert listed(either).planned is None
    books.add(
        either,
        "phases",
        engagement="E1",
        seq=1,
        name="Start",
        planned_days=Decimal("7.5"),
    )
    assert listed(either).planned == Decimal("7.5")
    for strand, days in (("PR", 20), ("AU", 10)):
        books.add(
            either,
            "engagement_strands",
            engagement="E1",
            strand=strand,
            planned_days=Decimal(days),
        )
    assert listed(either).planned == Decimal(30)
    books.change(either, "agreements", "AG1", days_cap=Decimal(25))
    assert listed(either).planned == Decimal(25)


def test_days_logged_reckon_hours_by_the_agreements_day(either):
    books.change(either, "agreements", "AG1", hours_per_day=Decimal("7.5"))
    books.activity(either, "A1", date(2017, 10, 2), "1")
    books.activity(either, "A2", date(2017, 10, 3), "3.75", unit="hour")
    books.activity(either, "A3", date(2017, 10, 4), "7.5", unit="hour", agreement="AG1")
    figures = either.engagements.figures(TODAY)
    assert figures["E1"].days == Decimal("2.50")


def test_days_without_an_agreements_word_reckon_by_the_settings(office):
    books.activity(office, "A1", date(2017, 10, 2), "3.7", unit="hour")
    assert office.engagements.figures(TODAY)["E1"].days == Decimal("0.50")


def test_what_is_unbilled_is_priced(office):
    books.october_days(office)
    unbilled = office.engagements.figures(TODAY)["E1"].unbilled
    assert unbilled.net == Decimal("4272.00")


def test_a_sheet_holds_the_work_by_strand_and_person(either):
    books.activity(either, "A1", date(2017, 10, 2), "1", strand="PR")
    books.activity(either, "A2", date(2017, 10, 3), "0.5", person="P2")
    sheet = either.engagements.sheet("E1")
    assert sheet.days == Decimal("1.50")
    assert sheet.days_by_strand == {"PR": Decimal("1.00"), None: Decimal("0.50")}
    assert sheet.days_by_person == {"P1": Decimal("1.00"), "P2": Decimal("0.50")}
    assert [one.activity for one in sheet.recent] == ["A2", "A1"]
    assert sheet.used_days("AG1") == Decimal("1.50")


def test_a_sheet_of_what_is_gone_is_refused(office):
    with pytest.raises(ConflictError, match="no engagement “E9” any more"):
        office.engagements.sheet("E9")


# ---- steps


def test_a_step_changes_the_status_and_is_kept_as_a_decision_in_one_change(either):
    step(either, "active")
    step(either, "reducing", on="2017-11-21", by="Director")
    with pytest.raises(InputError) as caught:
        step(either, "active", on="2017-11-21")
    assert problems(caught) == {"reason": "Say why: this is a step back."}
    step(either, "active", on="2017-11-22", reason="The team asked for more.")

    sheet = either.engagements.sheet("E1")
    assert sheet.engagement.row["status"] == "active"
    assert [(one.before, one.after, one.on) for one in sheet.steps] == [
        ("reducing", "active", "2017-11-22"),
        ("active", "reducing", "2017-11-21"),
        (None, "active", "2017-11-20"),
    ]
    assert sheet.steps[0].reason == "The team asked for more."
    decision = sheet.decisions[-1].row
    assert decision["what"] == "Status: reducing → active"
    told = either.engagements.history(sheet)
    assert told[0].verb == "Move E1 to active"
    assert told[0].lines == (
        "engagement E1: status reducing → active",
        "Decision D003 added",
    )
    assert told[0].who == "Ada Example"


def test_a_step_is_undone_whole(office):
    from pip_manager.services.history import History

    done: list[Any] = []
    office.announce = done.append
    step(office, "active")
    History(office).undo(done[-1].seq)
    sheet = office.engagements.sheet("E1")
    assert sheet.engagement.row["status"] is None
    assert sheet.decisions == []


def test_a_refused_step_changes_nothing(office):
    step(office, "enquiry")
    with pytest.raises(InputError) as caught:
        step(office, "active")
    assert "There is no step from enquiry to active." in problems(caught)["status"]
    sheet = office.engagements.sheet("E1")
    assert sheet.engagement.row["status"] == "enquiry"
    assert len(sheet.decisions) == 1


def test_a_step_on_what_somebody_changed_is_refused(office):
    seen = engagement(office)
    books.change(office, "engagements", "E1", title="Another title")
    with pytest.raises(ConflictError, match="Someone else changed this record first"):
        office.engagements.step(seen, Taken("active", "2017-11-20"), TODAY)


def test_other_decisions_of_a_day_are_no_steps():
    rows = [
        {"what": "Sign the agreement", "on": "2017-10-01"},
        {"what": "Status: agreed → active", "on": "2017-10"},
        {"what": "Status: active → reducing", "on": "2017-10-03"},
    ]
    assert [one.after for one in recorded_steps(rows)] == ["reducing", "active"]


def test_closing_lists_what_is_open_and_asks(office):
    books.october_days(office)
    books.change(office, "authorities", "E08000034", billing_name="Kirklees Council")
    draft = books.draft_of(office)
    books.activity(office, "A99", date(2017, 11, 2), "1")
    books.add(office, "posts", post="HS", title="Head of Service")
    books.add(
        office,
        "secondments",
        secondment="S1",
        home_post="HS",
        engagement="E1",
        from_="2017-10-02",
    )
    books.change(office, "engagements", "E1", status="reducing")
    assert office.engagements.open_ends("E1", TODAY) == (
        "£672.00 (net) is unbilled.",
        f"Draft {draft.draft} is not issued.",
        "Secondment S1 has no end.",
        "Agreement “Terms of E1” has no end.",
    )
    with pytest.raises(InputError) as caught:
        step(office, "completed")
    assert set(problems(caught)) == {"accepts_open"}
    step(office, "completed", accepts_open=True)
    assert engagement(office).row["status"] == "completed"


def test_an_unpaid_invoice_is_an_open_end(either):
    books.october_days(either)
    books.change(either, "authorities", "E08000034", billing_name="Kirklees Council")
    document = either.billing.issue(books.draft_of(either).draft, books.ISSUED_ON)
    books.change(either, "agreements", "AG1", to="2017-11-01")
    assert either.engagements.open_ends("E1", TODAY) == (
        f"Invoice {document.number}: £5,126.40 is not paid.",
    )
    sheet = either.engagements.sheet("E1")
    assert sheet.invoiced_under == {"AG1": Decimal("4272.00")}
    assert [one.number for one in sheet.documents] == [document.number]
    assert ("invoices", document.number) in sheet.record_keys()


def test_closing_with_nothing_open_does_not_ask(office):
    books.change(office, "agreements", "AG1", to="2017-11-01")
    books.change(office, "engagements", "E1", status="reducing")
    assert office.engagements.open_ends("E1", TODAY) == ()
    step(office, "completed")
    assert engagement(office).row["status"] == "completed"


def test_money_adds_drafts_to_what_is_unbilled(office):
    books.october_days(office)
    books.change(office, "authorities", "E08000034", billing_name="Kirklees Council")
    books.draft_of(office)
    books.activity(office, "A99", date(2017, 11, 2), "1")
    money = office.engagements.money(office.engagements.sheet("E1"), TODAY)
    assert money.drafted == Decimal("4272.00")
    assert money.unbilled == Decimal("672.00")


# ---- phases and agreements


def test_a_phase_begins_and_ends_on_a_day(office):
    books.add(office, "phases", engagement="E1", seq=1, name="Start", state="planned")
    service = office.engagements
    service.begin_phase(office.records.get("phases", "E1", "1"), "2017-10")
    service.end_phase(office.records.get("phases", "E1", "1"), "2017-11-10")
    row = office.records.get("phases", "E1", "1").row
    assert (row["state"], row["from"], row["to"]) == ("done", "2017-10", "2017-11-10")


def test_beginning_a_phase_leaves_a_beginning_that_is_stated(office):
    books.add(office, "phases", engagement="E1", seq=1, name="Start", from_="2017")
    office.engagements.begin_phase(office.records.get("phases", "E1", "1"), "2017-10")
    assert office.records.get("phases", "E1", "1").row["from"] == "2017"


def phase(name, state=None, start=None, end=None):
    return PhaseRow("E1", 1, name, state, start, end, None)


def test_the_phase_under_way_is_the_current_one():
    phases = [phase("One", "done"), phase("Two", "under way"), phase("Three")]
    assert current_phase(phases, TODAY) == "Two"


def test_else_the_phase_whose_dates_hold_today_is():
    phases = [phase("One", None, "2017-09", "2017-11"), phase("Two", None, "2017-12")]
    assert current_phase(phases, TODAY) == "One"


@pytest.mark.parametrize(
    "one",
    [
        phase("Planned", "planned", "2017-09", "2017-12"),
        phase("Open", None, "2017-09"),
        phase("As at a day", "under way at 2017-09-20"),
    ],
)
def test_what_does_not_say_so_is_not_taken_for_the_current_phase(one):
    assert current_phase([one], TODAY) is None


@pytest.mark.parametrize("code", ["E", "O"])
def test_an_agreement_outside_vat_needs_a_reason(office, code):
    row = {"engagement": "E1", "title": "Training", "vat_code": code}
    with pytest.raises(InputError) as caught:
        office.engagements.save_agreement(None, row)
    assert problems(caught) == {"vat_reason": "E and O need a reason. Say why."}
    kept = office.engagements.save_agreement(None, row | {"vat_reason": "Education"})
    assert office.records.get("agreements", kept).row["vat_code"] == code


def test_hours_a_day_are_within_a_day(office):
    record = office.records.get("agreements", "AG1")
    with pytest.raises(InputError) as caught:
        office.engagements.save_agreement(record, {"hours_per_day": Decimal(25)})
    assert set(problems(caught)) == {"hours_per_day"}


# ---- attention


def words(one):
    return [found.word for found in attention(one, TODAY)]


def test_live_work_past_its_end_needs_attention(office):
    books.change(office, "authorities", "E08000034", billing_name="Kirklees Council")
    books.change(office, "engagements", "E1", status="active", to="2017-10")
    (found,) = attention(listed(office), TODAY)
    assert found.sentence == (
        "It was to end by October 2017 and is still active."
        " Put the end off, or take the next step."
    )
    books.change(office, "engagements", "E1", status="completed")
    assert words(listed(office)) == []


def test_work_under_way_without_an_agreement_needs_attention(office):
    books.change(office, "authorities", "E08000034", billing_name="Kirklees Council")
    books.change(office, "engagements", "E1", status="active")
    assert words(listed(office)) == []
    books.change(office, "agreements", "AG1", to="2017-11-21")
    assert words(listed(office)) == ["No agreement"]
    books.change(office, "engagements", "E1", from_="2017-12")
    assert words(listed(office)) == []
    books.change(office, "engagements", "E1", from_="2017", direction="inward")
    assert words(listed(office)) == []


def test_a_missing_billing_address_is_settled_at_the_authority(office):
    books.change(office, "engagements", "E1", status="agreed")
    (found,) = attention(listed(office), TODAY)
    assert (found.page, found.target) == ("authorities", "E08000034")
    assert found.sentence == "Kirklees has no billing name or address."


def test_more_days_than_agreed_and_work_without_a_price_need_attention(office):
    books.change(office, "authorities", "E08000034", billing_name="Kirklees Council")
    books.change(office, "engagements", "E1", status="active")
    books.change(office, "agreements", "AG1", days_cap=Decimal("0.5"))
    books.activity(office, "A1", date(2017, 10, 2), "1")
    figures = office.engagements.figures(TODAY)["E1"]
    found = attention(listed(office, figures=figures), TODAY)
    assert [one.word for one in found] == ["No price", "Over its days"]
    assert found[1].sentence == "Days logged: 1, of 0.5 agreed."


def test_nothing_is_over_while_figures_are_being_counted(office):
    books.change(office, "engagements", "E1", status="enquiry")
    books.change(office, "agreements", "AG1", days_cap=Decimal("0.5"))
    assert words(listed(office)) == []
    many = Figures(Decimal(1), None)
    assert words(listed(office, figures=many)) == ["Over its days"]
