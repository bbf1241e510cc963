"""Authorities on both databases: the list, one of them whole, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.errors import InputError
from pip_manager.services.authorities import grades, latest_judgement, problems
from tests.services import books

TODAY = date(2017, 12, 22)
KIRKLEES = "E08000034"


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


def listed(office, code=KIRKLEES):
    (found,) = [one for one in office.authorities.listed(TODAY) if one.code == code]
    return found


def told(values):
    return {problem.field: problem.message for problem in problems(values)}


def test_the_list_counts_engagements_live_and_all(either):
    with either.writing("More") as writer:
        books.add_engagement(writer, "E2", "AG2")
    books.change(either, "engagements", "E2", status="active")
    found = listed(either)
    assert (found.live, found.engagements) == (1, 2)
    assert found.is_ours


def test_a_published_authority_without_work_is_not_ours(office):
    books.add(office, "authorities", authority="E08000036", name="Wakefield")
    assert not listed(office, "E08000036").is_ours
    books.add(office, "authorities", authority="X1", name="Of our own making")
    assert listed(office, "X1").is_ours


def test_what_is_owed_and_overdue_is_summed(either):
    books.october_days(either)
    books.change(either, "authorities", KIRKLEES, billing_name="Kirklees Council")
    document = either.billing.issue(books.draft_of(either).draft, books.ISSUED_ON)
    books.add(
        either,
        "payments",
        payment="P1",
        number=document.number,
        on=date(2017, 11, 20),
        amount=Decimal("145.60"),
    )
    found = listed(either)
    assert (found.owed, found.overdue) == (Decimal("4980.80"), Decimal("4980.80"))
    account = either.authorities.sheet(KIRKLEES, TODAY).account
    assert account.invoiced == Decimal("5126.40")
    assert account.paid == Decimal("145.60")
    early = either.authorities.sheet(KIRKLEES, document.due_on).account
    assert early.overdue == 0


def test_only_standing_in_force_today_is_shown(either):
    for kind, start, end in (
        ("intervention", "2016", None),
        ("commissioner", "2016", "2017-11"),
        ("direction", None, "2017-12"),
        ("trust", "2018", None),
    ):
        books.add(
            either, "standing", authority=KIRKLEES, kind=kind, from_=start, to=end
        )
    assert listed(either).standing == ("direction", "intervention")


@pytest.mark.parametrize("words", ["kirklees", "e08000034", "382", "kirklees district"])
def test_it_is_found_by_its_names_and_codes(office, words):
    assert words in listed(office).spoken


def test_it_is_found_by_a_former_code(office):
    books.add(office, "authorities", authority="E08000037", name="Gateshead")
    assert "e08000020" in listed(office, "E08000037").spoken


def test_the_latest_judgement_is_the_latest_that_gave_a_grade():
    found = latest_judgement(KIRKLEES)
    assert found is not None
    assert found.published_on == date(2024, 8, 28)
    assert ("Overall", "Good") in grades(found)


def test_a_sheet_knows_neighbours_trusts_and_what_is_missing(office):
    sheet = office.authorities.sheet(KIRKLEES, TODAY)
    assert sheet.facts.official_name.startswith("Kirklees")
    assert len(sheet.neighbours) == 10
    assert sheet.missing == ("billing_name",)
    assert sheet.trust is None
    assert [one.engagement for one in sheet.work] == ["E1"]


def test_neighbours_say_whether_we_work_with_them(office):
    books.add(office, "authorities", authority="E08000036", name="Wakefield")
    sheet = office.authorities.sheet("E08000036", TODAY)
    near = {one.neighbour.name: one.is_ours for one in sheet.neighbours}
    assert not any(near.values())
    with office.writing("More") as writer:
        for code in (one.neighbour.code for one in sheet.neighbours[:1]):
            if code != KIRKLEES:
                writer.add("authorities", {"authority": code, "name": "Near"})
            books.add_engagement(writer, "E2", "AG2", code)
    assert office.authorities.sheet("E08000036", TODAY).neighbours[0].is_ours


def test_billing_the_trust_names_it_on_invoices_and_is_told_in_the_history(office):
    books.add(office, "authorities", authority="E08000024", name="Sunderland")
    sheet = office.authorities.sheet("E08000024", TODAY)
    office.authorities.bill_trust(sheet.record, sheet.trust)
    sheet = office.authorities.sheet("E08000024", TODAY)
    assert sheet.record.row["billing_name"] == "Together for Children"
    assert sheet.missing == ("billing_address",)
    told = office.authorities.history(sheet)[0]
    assert told.verb == "Bill Together for Children"
    assert told.lines == (
        "authority E08000024: billing name not stated → Together for Children",
    )


def test_a_vat_number_whose_digits_do_not_fit_is_refused(office):
    with pytest.raises(InputError, match="check digits do not fit"):
        office.authorities.save(
            office.records.get("authorities", KIRKLEES), {"vat_number": "GB 123456789"}
        )
    assert told({"vat_number": "GB 123 4567 82"}) == {}
    assert told({"vat_number": "IE1234567T", "country": "IE"}) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"country": "gb"}, "country"),
        ({"country": "GBR"}, "country"),
        ({"contact_email": "finance at council"}, "contact_email"),
        ({"endpoint": "12345"}, "endpoint_scheme"),
    ],
)
def test_what_is_mistyped_is_said_at_its_field(values, field):
    assert list(told(values)) == [field]


def test_a_new_authority_is_kept_and_a_taken_code_refused(office):
    row = {"authority": "X1", "name": "Isle of Example", "country": "GB"}
    assert office.authorities.save(None, row) == "X1"
    with pytest.raises(InputError, match="“X1” is there already"):
        office.authorities.save(None, row)
