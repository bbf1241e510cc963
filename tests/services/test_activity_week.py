"""A week, read by engagement and strand, and saved as one verb."""

from __future__ import annotations

from datetime import date

import pytest

from pip_manager.errors import ConflictError
from tests.ui.activity import small
from tests.ui.activity.small import D, day


@pytest.fixture
def office(tmp_path):
    made = small.office(tmp_path / "small.store")
    yield made
    made.store.close()


@pytest.fixture
def weeks(office):
    return office.activity.weeks


def quantities(row):
    return [cell.measure() for cell in row.cells]


def test_a_week_has_a_row_for_each_engagement_and_strand(weeks):
    week = weeks.week("P1", day(20))
    assert week.monday == day(16)
    assert [row.place for row in week.rows] == [
        ("E1", "PRAC"),
        ("E2", None),
        ("E3", "LEAD"),
    ]
    half, one = (D("0.5"), "day"), (D(1), "day")
    assert quantities(week.rows[0]) == [half, one, *[None] * 5]
    assert week.rows[0].engagement == "Kirklees – Practice support"
    assert week.rows[2].strand == "Leadership"


def test_weekends_bank_holidays_and_days_off_are_named(office, weeks):
    office.records.add("days_off", {"date": date(2017, 12, 28), "name": "Closed"})
    off = weeks.week("P1", date(2017, 12, 27)).off
    assert off[date(2017, 12, 25)] == "Christmas Day"
    assert off[date(2017, 12, 28)] == "Closed"
    assert off[date(2017, 12, 30)] == "weekend"
    assert date(2017, 12, 27) not in off


def test_what_was_typed_is_added_changed_and_removed_as_one_verb(office, weeks):
    week = weeks.week("P1", day(16))
    before = small.verbs(office)
    weeks.save(
        week,
        [
            (("E1", "PRAC"), day(16), (D(1), "day")),
            (("E1", "PRAC"), day(17), None),
            (("E2", None), day(20), (D("3.5"), "hour")),
            (("E3", "LEAD"), day(20), None),
        ],
    )
    assert small.verbs(office) == before + 1
    after = weeks.week("P1", day(16))
    assert quantities(after.rows[0])[:2] == [(D(1), "day"), None]
    assert quantities(after.rows[1])[4] == (D("3.5"), "hour")
    assert after.rows[1].cells[4].days(D("7")) == D("0.5")


def test_a_billed_cell_is_locked_by_its_invoice(office, weeks):
    number = small.bill(office, "T1")
    week = weeks.week("P1", day(16))
    cell = week.rows[0].cells[0]
    assert cell.locked == f"On invoice {number} and locked."
    assert cell.invoice == number
    before = small.rows(office)
    with pytest.raises(ConflictError, match=number):
        weeks.save(
            week,
            [
                (("E2", None), day(20), (D(1), "day")),
                (("E1", "PRAC"), day(16), (D(1), "day")),
            ],
        )
    assert small.rows(office) == before


def test_several_entries_of_a_cell_are_added_up_and_kept_apart(office, weeks):
    office.activity.duplicate([office.activity.line("activities", "T1").entry])
    week = weeks.week("P1", day(16))
    cell = week.rows[0].cells[0]
    assert cell.days(week.hours) == 1
    assert cell.measure() is None
    with pytest.raises(ConflictError, match="Change them in the list"):
        weeks.save(week, [(("E1", "PRAC"), day(16), None)])


def test_a_cell_changed_elsewhere_is_a_conflict(office, weeks):
    week = weeks.week("P1", day(16))
    entry = office.activity.line("activities", "T1").entry
    office.activity.change([entry], {"quantity": D("0.25")})
    with pytest.raises(ConflictError, match="Someone else changed"):
        weeks.save(week, [(("E1", "PRAC"), day(16), (D(1), "day"))])


def test_what_a_draft_holds_is_not_emptied_away(office, weeks):
    office.billing.draft("E2", day(1), day(31))
    week = weeks.week("P1", day(16))
    with pytest.raises(ConflictError, match="in draft 1"):
        weeks.save(week, [(("E2", None), day(18), None)])


def test_a_new_row_is_empty_and_an_unknown_one_refused(weeks):
    row = weeks.blank(("E2", "LEAD"))
    assert (row.engagement, row.strand) == ("Kirklees – Early help", "Leadership")
    assert quantities(row) == [None] * 7
    with pytest.raises(ConflictError, match="no engagement"):
        weeks.blank(("E9", None))
