"""The demonstration is whole, invented, believable, and the same each time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any, cast

import pytest

from pip_manager.billing import charges
from pip_manager.billing.book import Book, Work
from pip_manager.billing.vat_number import is_vat_number
from pip_manager.domain import checks
from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover import loops as cover_loops
from pip_manager.domain.cover.board import State, board
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.report import Asked, Grounds, pieces, report
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.values import as_text, read_as
from pip_manager.services import demo_data, reference
from pip_manager.services.demo.anchors import Anchors

TODAY = demo_data.TODAY
# Any: what a cell holds hangs on its column, and is checked below
ROWS = cast("dict[str, list[dict[str, Any]]]", demo_data.generate())
PLAN = demo_data.plan_of_invoicing(ROWS, TODAY)
OTHER_DAYS = [
    date(2026, 11, 1),
    date(2027, 3, 31),
    date(2027, 4, 2),
    date(2028, 2, 29),
    date(2029, 12, 31),
]


def by_code(rows, noun):
    return {row[NOUNS[noun].key[0]]: row for row in rows[noun]}


def book_of(rows):
    off = {row["date"] for row in rows["days_off"]}
    return Book.from_rows(rows, Calendar(reference.bank_holidays() | off))


def problems_in(rows):
    """Every breach of the format, in words."""
    codes = {noun: set(by_code(rows, noun)) for noun in rows}
    for noun, found in rows.items():
        shape = NOUNS[noun]
        keys = Counter(tuple(row[column] for column in shape.key) for row in found)
        yield from (f"{noun} {key} twice" for key, n in keys.items() if n > 1)
        for row in found:
            yield from (f"{noun} {problem}" for problem in checks.problems(shape, row))
            yield from _cell_problems(noun, row, codes)


def _cell_problems(noun, row, codes):
    assert list(row) == [column.name for column in NOUNS[noun].columns]
    for column in NOUNS[noun].columns:
        value = row[column.name]
        if read_as(column, as_text(column.kind, value)) != value:
            yield f"{noun} {column.name} {value!r} is not what it is read as"
        if column.refers and value is not None and value not in codes[column.refers]:
            yield f"{noun} {column.name} {value!r} leads nowhere"


def test_every_row_can_be_kept_and_every_reference_resolves() -> None:
    assert list(problems_in(ROWS)) == []


@pytest.mark.parametrize("today", OTHER_DAYS)
def test_it_holds_together_on_any_day(today) -> None:
    rows = demo_data.generate(seed=2, activities=600, today=today)
    assert list(problems_in(rows)) == []
    plan = demo_data.plan_of_invoicing(rows, today)
    assert plan
    assert all(one.end < one.on <= today for one in plan)


def test_nouns_come_in_the_order_they_refer() -> None:
    order = [noun for noun in NOUNS if noun in ROWS]
    assert list(ROWS) == order


def test_the_same_arguments_give_the_same_rows() -> None:
    assert demo_data.generate() == ROWS
    assert demo_data.generate(seed=2)["activities"] != ROWS["activities"]
    assert demo_data.plan_of_invoicing(demo_data.generate(), TODAY) == PLAN


def test_counts_are_those_of_a_working_centre() -> None:
    counts = {noun: len(rows) for noun, rows in ROWS.items()}
    assert counts["activities"] == 6000
    assert counts["authorities"] == 12 + 1
    assert counts["engagements"] == 25
    assert counts["people"] == 40
    assert counts["posts"] == 30
    assert counts["strands"] == 6
    assert counts["expenses"] == 375
    assert counts["secondments"] == 21
    assert counts["cover"] == 31
    assert set(NOUNS) - set(ROWS) <= {
        *("logins", "payments", "drafts", "holds", "contradictions"),
        *("invoices", "invoice_lines", "invoice_items", "changes"),
    }


@pytest.mark.parametrize("count", [1, 17, 1234])
def test_as_many_activities_are_made_as_asked(count) -> None:
    made = demo_data.generate(activities=count)["activities"]
    assert len(made) == len({row["activity"] for row in made}) == count


def test_every_status_of_an_engagement_is_shown() -> None:
    status = Counter(row["status"] for row in ROWS["engagements"])
    assert set(status) == {*NOUNS["engagements"].column("status").choices, None}
    assert status["active"] == 11


def test_all_authorities_but_the_home_one_are_invented() -> None:
    home = by_code(ROWS, "settings")["home_authority"]["value"]
    assert home == "E08000035"
    codes = set(by_code(ROWS, "authorities")) - {home}
    assert all(re.fullmatch(r"X990000\d\d", code) for code in codes)
    names = {row["name"] for row in ROWS["authorities"]} - {"Leeds"}
    assert not names & {one.name for one in reference.authorities().values()}


def test_the_supplier_is_marked_as_a_sample() -> None:
    settings = {key: row["value"] for key, row in by_code(ROWS, "settings").items()}
    assert "SAMPLE" in settings["seller_address"]
    assert "SAMPLE" in settings["seller_name"]
    assert is_vat_number(settings["seller_vat_number"])


def test_nothing_is_said_of_a_child() -> None:
    words = " ".join(str(row["summary"]) for row in ROWS["activities"])
    assert not re.search(
        r"\b(child|boy|girl|baby|sibling|aged?)\b", words, re.IGNORECASE
    )


def test_work_falls_on_working_days_of_its_engagement_and_agreement() -> None:
    off = {row["date"] for row in ROWS["days_off"]} | reference.bank_holidays()
    engagements = by_code(ROWS, "engagements")
    for row in ROWS["activities"]:
        day, engagement = row["date"], engagements[row["engagement"]]
        assert day.weekday() < 5
        assert day not in off
        assert engagement["from"] <= day.isoformat() <= engagement["to"]
        assert day <= TODAY


def test_three_financial_years_have_work_in_every_quarter() -> None:
    quarters = {
        (r["date"].year, (r["date"].month - 1) // 3) for r in ROWS["activities"]
    }
    assert len(quarters) == 15
    assert min(row["date"] for row in ROWS["activities"]) >= date(2023, 4, 1)


def test_exceptions_are_there_and_are_few() -> None:
    rows = ROWS["activities"]
    share = {
        "granted": sum(row["grant_percent"] is not None for row in rows),
        "contributed": sum(row["contributed_percent"] is not None for row in rows),
        "not delivered": sum(row["delivered"] is False for row in rows),
        "typed": sum(row["unit_price"] is not None for row in rows),
        "no strand": sum(row["strand"] is None for row in rows),
        "hours": sum(row["unit"] == "hour" for row in rows),
    }
    assert all(10 <= n <= 1200 for n in share.values()), share
    assert all(row["price_reason"] for row in rows if row["unit_price"] is not None)


def test_hardly_anyone_works_more_than_a_day_in_a_day() -> None:
    worked: Counter[tuple[object, object]] = Counter()
    for row in ROWS["activities"]:
        hours = row["quantity"] * (Decimal("7.4") if row["unit"] == "day" else 1)
        worked[row["person"], row["date"]] += hours
    assert sum(hours > Decimal("7.4") for hours in worked.values()) < len(worked) / 25


def test_everyone_at_work_has_one_role_that_day() -> None:
    roles: dict[object, list[tuple[str, str]]] = {}
    for row in ROWS["roles"]:
        period = (row["from"] or "0001", row["to"] or "9999")
        roles.setdefault(row["person"], []).append(period)
    for row in ROWS["activities"]:
        day = row["date"].isoformat()
        assert sum(a <= day <= b for a, b in roles[row["person"]]) == 1


def test_no_two_rates_are_in_force_at_once() -> None:
    columns = ("level", "target", "person", "role", "strand")
    for one, other in combinations(ROWS["rates"], 2):
        if all(one[column] == other[column] for column in columns):
            ends = one["to"] or date.max, other["to"] or date.max
            assert one["from"] > ends[1] or other["from"] > ends[0]


def test_rates_change_in_april_and_in_the_middle_of_a_month() -> None:
    starts = {row["from"] for row in ROWS["rates"]}
    assert {date(year, 4, 1) for year in (2023, 2024, 2025, 2026)} <= starts
    assert any(start.day == 16 for start in starts)
    assert {row["level"] for row in ROWS["rates"]} == set(
        NOUNS["rates"].column("level").choices
    )


def test_every_rate_says_that_it_is_illustrative() -> None:
    assert all("Illustrative" in row["evidence"] for row in ROWS["rates"])


def test_the_target_of_every_rate_exists() -> None:
    of = {"agreement": "agreements", "authority": "authorities"}
    of |= {"programme": "programmes"}
    for row in ROWS["rates"]:
        if row["level"] == "standard":
            assert row["target"] is None
        else:
            assert row["target"] in by_code(ROWS, of[row["level"]])


def test_one_post_is_the_statutory_one_and_is_held_without_a_break() -> None:
    (post,) = [row["post"] for row in ROWS["posts"] if row["statutory_dcs"]]
    held = sorted(
        (row["from"], row["to"] or "9999-12-31")
        for row in ROWS["holdings"]
        if row["post"] == post
    )
    for (_, end), (start, _) in pairwise(held):
        assert date.fromisoformat(start) == date.fromisoformat(end) + timedelta(days=1)
    assert held[-1][1] == "9999-12-31"


def test_who_is_seconded_holds_the_post_left() -> None:
    held = {(row["post"], row["person"]) for row in ROWS["holdings"]}
    for row in ROWS["secondments"]:
        assert (row["home_post"], row["person"]) in held
    for row in ROWS["cover"]:
        if row["from_post"] is not None:
            assert (row["from_post"], row["person"]) in held


def test_cover_comes_in_every_kind_and_state() -> None:
    for column in ("kind", "state"):
        stated = {row[column] for row in ROWS["cover"]}
        missing = set(NOUNS["cover"].column(column).choices) - stated
        assert missing <= {"confirmed"}
    bases = {row["charge_basis"] for row in ROWS["secondments"]}
    assert bases == set(NOUNS["secondments"].column("charge_basis").choices)
    assert any(row["pattern"] for row in ROWS["secondments"])
    assert any(row["from"] == "2026-07" for row in ROWS["secondments"])


def test_no_post_covers_itself_by_way_of_others() -> None:
    every = [row | {"state": "in_place"} for row in ROWS["cover"]]
    assert cover_loops.loops(cover_loops.links(every)) == ()


@pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
def test_every_state_of_the_board_is_to_be_seen_within_half_a_year(today) -> None:
    rows = demo_data.generate(activities=1, today=today)
    settings = {row["key"]: row["value"] for row in rows["settings"]}
    recorded = Establishment.from_rows(rows, str(settings["home_authority"]))
    first, last = today - timedelta(weeks=13), today + timedelta(weeks=26)
    days = WorkingDays(book_of(rows).calendar, first, last)
    grounds = Grounds(Measured(recorded), days, Limits())
    asked = Asked(first, last, "week")
    shown = board(grounds, pieces(asked, days))
    cells = [cell for row in shown for cell in row.cells if cell]
    assert {cell.state for cell in cells} == set(State)
    over = report(recorded, book_of(rows).calendar, Limits(), asked).over_committed
    assert {one.person for one in over} == {"UCA"}
    dcs = next(row for row in shown if row.post.code == "DCS")
    unheld = [cell for cell in dcs.cells if cell and cell.state is State.NOT_HELD]
    assert 1 <= len(unheld) <= 2


def test_cover_runs_in_a_chain_of_three() -> None:
    covers = {row["post"]: row for row in ROWS["cover"] if row["state"] == "in_place"}
    first = covers["HOS-SW"]
    second = covers[first["from_post"]]
    third = covers[second["from_post"]]
    assert [row["kind"] for row in (first, second, third)] == [
        "acting_up",
        "backfill",
        "agency_interim",
    ]


def test_what_is_blocked_is_blocked_on_purpose() -> None:
    book, work = book_of(ROWS), Work.from_rows(ROWS)
    blocked = Counter(
        (engagement, one.why)
        for engagement in by_code(ROWS, "engagements")
        for one in charges.price(
            book, work, str(engagement), date(2020, 1, 1), TODAY
        ).blocked
    )
    assert set(blocked) == {
        ("BRA-02", "no rate"),
        ("WES-01", "no agreement in force"),
    }


def test_one_authority_has_no_billing_address_and_one_order_is_missing() -> None:
    authorities = by_code(ROWS, "authorities")
    at_work = {row["engagement"]: row for row in ROWS["engagements"]}
    assert authorities[at_work["LAR-01"]["authority"]]["billing_address"] is None
    assert authorities[at_work["ASH-01"]["authority"]]["po_required"] is True
    assert by_code(ROWS, "agreements")["ASH-01-A"]["po_number"] is None


def test_exempt_and_outside_the_scope_have_their_reason() -> None:
    codes = Counter(row["vat_code"] for row in ROWS["charges"])
    assert {"E", "O", "Z", "S"} <= set(codes)
    reasoned = [row for row in ROWS["charges"] if row["vat_code"] in ("E", "O")]
    assert all(row["vat_reason"] for row in reasoned)


def test_the_plan_issues_in_the_order_of_dates_and_never_to_come() -> None:
    days = [one.on for one in PLAN]
    assert days == sorted(days)
    assert days[-1] <= TODAY
    assert 120 <= len(PLAN) <= 180


def test_no_period_is_invoiced_twice() -> None:
    for engagement in {one.engagement for one in PLAN}:
        mine = [one for one in PLAN if one.engagement == engagement]
        assert all(a.end < b.start for a, b in pairwise(mine))


def test_every_planned_invoice_has_something_on_it_and_nothing_is_blocked() -> None:
    book, work = book_of(ROWS), Work.from_rows(ROWS)
    for one in PLAN:
        priced = charges.price(book, work, one.engagement, one.start, one.end)
        assert priced.charges, one
        assert not priced.blocked, one


def test_who_cannot_be_invoiced_is_not_in_the_plan() -> None:
    assert not {"LAR-01", "ASH-01", "BRA-02", "PEN-02"} & {
        one.engagement for one in PLAN
    }


def test_the_last_months_of_live_work_stay_unbilled() -> None:
    last = max(one.end for one in PLAN)
    assert last == date(2026, 10, 31)
    assert max(one.end for one in PLAN if one.engagement == "THO-01") == date(
        2026, 9, 30
    )


def test_invoices_are_paid_in_time_late_in_part_or_not_and_one_is_credited() -> None:
    def paid(one):
        return sum((instalment.share for instalment in one.payments), Decimal(0))

    month = timedelta(days=30)
    assert all(paid(one) <= 1 for one in PLAN)
    assert all(p.on <= TODAY for one in PLAN for p in one.payments)
    whole = [one for one in PLAN if paid(one) == 1]
    late = [one for one in whole if one.payments[-1].on > one.on + month]
    part = [one for one in PLAN if 0 < paid(one) < 1]
    overdue = [one for one in PLAN if paid(one) < 1 and one.on + month < TODAY]
    not_due = [one for one in PLAN if one.on + month >= TODAY and not one.payments]
    assert len(whole) > 100
    assert min(len(late), len(part), len(overdue), len(not_due)) >= 3
    assert any(one.on + 4 * month < TODAY for one in overdue)
    (credited,) = [one for one in PLAN if one.credit_on]
    assert credited.credit_on
    assert credited.on < credited.credit_on <= TODAY
    assert credited.credit_reason
    assert not credited.payments


@pytest.mark.parametrize(
    ("today", "label"), [(date(2027, 3, 31), "2026/27"), (date(2027, 4, 1), "2027/28")]
)
def test_the_present_year_turns_in_april(today, label) -> None:
    assert Anchors(today).label(3) == label


def test_relative_dates_are_read_as_the_readme_says() -> None:
    anchors = Anchors(TODAY)
    assert {
        text: anchors.when(text)
        for text in ("M-3", "M+2", "M-3/16", "M-3/end", "M-3/month", "A0", "A4")
    } == {
        "M-3": "2026-08-01",
        "M+2": "2027-01-01",
        "M-3/16": "2026-08-16",
        "M-3/end": "2026-08-31",
        "M-3/month": "2026-08",
        "A0": "2023-04-01",
        "A4": "2027-04-01",
    }
    assert anchors.when("A1.6/end") == "2024-10-31"
    assert anchors.when("T-10") == "2026-11-12"
    assert anchors.when("2010 summer") == "2010 summer"
    assert anchors.words("Standard {FY0}") == "Standard 2023/24"
