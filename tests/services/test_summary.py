"""Summaries: each measure and key against figures worked out by hand."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pip_manager.errors import PipManagerError, UsageError
from pip_manager.services import stores
from pip_manager.services.summary import MEASURES, save, summarise
from pip_manager.services.summary_keys import KEYS

START, END = date(2026, 4, 1), date(2027, 3, 31)

SHEETS = {
    "people": ["person,name", "P1,Jo", "P2,Sam"],
    "roles": ["person,role,from", "P1,Lead,2026-01", "P1,Director,2026-07-01"],
    "programmes": ["programme,name,funder", "PR1,Partners,DfE"],
    "engagements": [
        "engagement,authority,title,programme",
        "E1,E08000034,Practice,PR1",
        "E2,E08000032,Front door,",
        "E3,X9,Elsewhere,",
    ],
    "authorities": ["authority,name", "X9,Invented"],
    "strands": ["strand,name", "ST1,Audit"],
    "grants": ["grant,name,funder,per_day", "G1,Grant,Home Office,333.33"],
    "agreements": [
        "agreement,engagement,hours_per_day,from,to",
        "AG1,E1,8,2026-01-01,2026-09-30",
        "AG2,E1,,2026-10-01,",
        "AG3,E2,,,",
    ],
    "rates": [
        "card,level,role,unit,amount,from",
        "2026,standard,Lead,day,600,2026-01-01",
        "2026,standard,Director,day,800,2026-01-01",
    ],
    "settings": ["key,value", "hours_per_day,7.4", "home_authority,E08000035"],
}
HEADER = (
    "activity,date,person,engagement,agreement,quantity,unit,strand,kind,grant,"
    "charge_percent,grant_percent,contributed_percent,delivered"
)
ACTIVITIES = [
    HEADER,
    "A1,2026-05-01,P1,E1,,1,day,ST1,visit,,,,,",
    "A2,2026-05-04,P1,E1,,4,hour,ST1,,,,,,",
    "A3,2026-11-02,P1,E1,,3.7,hour,,,,,,,",
    "A4,2026-11-03,P1,E1,,1,day,,,G1,50,30,20,",
    "A5,2026-11-04,P2,E2,,1,day,,,,,,,",
    "A6,2026-11-05,P1,E2,,0.5,day,,,,,,,no",
    "A7,2026-12-01,P1,E3,,1,day,,,,,,,",
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("summary")
    where = str(folder / "a.store")
    fill(where, folder, {**SHEETS, "activities": ACTIVITIES})
    with stores.open_office(where) as office:
        yield office


def fill(where, folder, sheets):
    from pip_manager.services.transfer import Transfer, refuse

    stores.create(where)
    (folder / "in").mkdir()
    for name, lines in sheets.items():
        (folder / "in" / f"{name}.csv").write_text("\n".join(lines))
    with stores.open_office(where) as office:
        refuse(Transfer(office).bring_in(folder / "in"))


def rows(office, by, *measures, start=START, end=END):
    found = summarise(office, start, end, by.split(","), measures or ("days",))
    return {",".join(key): list(values) for key, values in found.rows}


def test_hours_become_days_by_the_agreement_in_force_on_the_day(office):
    # 1 + 4/8 in spring, 3.7/7.4 + 1 after the agreement of 8 hours a day
    assert rows(office, "month") == {
        "2026-05": ["1.5"],
        "2026-11": ["3"],
        "2026-12": ["1"],
    }


def test_days_become_hours_the_same_way(office):
    # 8 + 4; then 3.7 + 7.4 for A3 and A4, 7.4 and 3.7 for the other engagement
    assert rows(office, "engagement", "hours") == {
        "E1": ["23.1"],
        "E2": ["11.1"],
        "E3": ["7.4"],
    }


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("authority", {"E08000032": 2, "E08000034": 4, "X9": 1}),
        ("region", {"Yorkshire and The Humber": 6, "not stated": 1}),
        ("programme", {"PR1": 4, "not stated": 3}),
        ("strand", {"ST1": 2, "not stated": 5}),
        ("person", {"P1": 6, "P2": 1}),
        ("role", {"Lead": 2, "Director": 4, "not stated": 1}),
        ("kind", {"visit": 1, "not stated": 6}),
        ("funder", {"DfE": 3, "Home Office": 1, "not stated": 3}),
        ("quarter", {"2026/27 Q1": 2, "2026/27 Q3": 5}),
        ("year", {"2026/27": 7}),
        (
            "person,month",
            {"P1,2026-05": 2, "P1,2026-11": 3, "P1,2026-12": 1, "P2,2026-11": 1},
        ),
    ],
)
def test_each_key_reads_as_its_code_or_not_stated(office, by, expected):
    found = rows(office, by, "entries")
    assert {key: value for key, (value,) in found.items()} == expected
    assert list(found) == sorted(found)


def test_people_are_counted_once_in_each_group_and_in_the_total(office):
    found = summarise(office, START, END, ["engagement"], ["people", "entries"])
    assert [values for _, values in found.rows] == [(1, 4), (2, 2), (1, 1)]
    assert found.total == (2, 7)


def test_value_is_priced_item_by_item_and_what_has_no_price_is_counted(office):
    found = summarise(
        office, START, END, ["engagement"], ["value", "granted", "contributed"]
    )
    # A1 600; A2 4 × 75.00; A3 3.7 × 108.11; A4 half of 800. A5 has no role, A7 no
    # agreement, A6 was not delivered
    assert dict(found.rows) == {
        ("E1",): ("1700.01", "100.00", "160.00"),
        ("E2",): ("0.00", "0.00", "0.00"),
        ("E3",): ("0.00", "0.00", "0.00"),
    }
    assert found.total == ("1700.01", "100.00", "160.00")
    assert found.unpriced == 2


def test_only_a_charged_share_without_a_price_is_counted(tmp_path):
    given = [
        HEADER,
        "A1,2026-05-01,P2,E1,,1,day,,,,0,0,100,",
        "A2,2026-05-01,P2,E1,,1,day,,,,50,0,50,no",
    ]
    where = str(tmp_path / "a.store")
    fill(where, tmp_path, {**SHEETS, "activities": given})
    with stores.open_office(where) as office:
        both = ["value", "contributed"]
        assert summarise(office, START, END, ["month"], both).unpriced == 0
        assert summarise(office, START, END, ["month"], ["contributed"]).unpriced == 2
        assert summarise(office, START, END, ["month"], ["granted"]).unpriced == 0


def test_what_was_invoiced_keeps_the_price_it_was_billed_at(tmp_path):
    where = str(tmp_path / "b.store")
    seller = [
        "seller_name,Leeds",
        "seller_address,Leeds",
        "seller_vat_number,GB123456782",
    ]
    sheets = {
        **SHEETS,
        "settings": [*SHEETS["settings"], *seller],
        "authorities": ["authority,billing_address", "E08000034,Town Hall", "X9,There"],
        "activities": ACTIVITIES,
    }
    fill(where, tmp_path, sheets)
    with stores.open_office(where) as office:
        month = date(2026, 5, 1), date(2026, 5, 31)
        (draft,) = office.billing.draft("E1", *month).drafts
        assert draft.draft is not None
        office.billing.issue(draft.draft, date(2026, 6, 1))
        rate = office.records.get("rates", "standard", "", "", "Lead", "", "2026-01-01")
        office.records.change(rate, {"amount": Decimal(1)})
        found = summarise(office, *month, ["engagement"], ["value"])
        assert found.total == ("900.00",)


def test_a_period_without_activity_has_no_rows_and_a_total_of_nothing(office):
    found = summarise(office, date(2020, 1, 1), date(2020, 1, 2), ["month"], MEASURES)
    assert found.rows == ()
    assert found.total == ("0", "0", 0, 0, "0.00", "0.00", "0.00")


def test_both_ends_of_the_period_count(office):
    day = date(2026, 5, 4)
    assert rows(office, "month", start=day, end=day) == {"2026-05": ["0.5"]}


def test_unknown_keys_and_measures_are_wrong_usage(office):
    with pytest.raises(UsageError, match="key “town”"):
        summarise(office, START, END, ["town"])
    with pytest.raises(UsageError, match="measure “smiles”"):
        summarise(office, START, END, ["month"], ["smiles"])
    with pytest.raises(PipManagerError, match="before it begins"):
        summarise(office, END, START, ["month"])


def test_a_csv_has_keys_then_measures_and_the_total_last(office, tmp_path):
    found = summarise(office, START, END, ["person", "year"], ["days", "people"])
    save(found, tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_text().splitlines() == [
        "person,year,days,people",
        "P1,2026/27,4.5,1",
        "P2,2026/27,1,1",
        "Total,,5.5,2",
    ]


@given(
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True),
    st.dates(START, END),
    st.integers(0, 200),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_groups_make_up_the_total_whatever_the_keys(office, by, start, length):
    end = start + timedelta(length)
    whole = summarise(office, start, end, ["year"], ["entries", "value"]).total
    found = summarise(office, start, end, by, ["entries", "value"])
    assert found.total == whole
    assert sum(int(values[0]) for _, values in found.rows) == whole[0]
    assert sum(Decimal(values[1]) for _, values in found.rows) == Decimal(whole[1])


def test_days_are_the_same_on_both_databases(store_url, tmp_path, office):
    if store_url.startswith("postgresql"):
        fill(store_url, tmp_path, {**SHEETS, "activities": ACTIVITIES})
        with stores.open_office(store_url) as other:
            for by in KEYS:
                assert rows(other, by, *MEASURES) == rows(office, by, *MEASURES)


def test_a_hundred_thousand_activities_are_summed_up_quickly(tmp_path):
    where = str(tmp_path / "c.store")
    fill(where, tmp_path, SHEETS)
    with stores.open_office(where) as office:
        with office.writing("Load") as writer:
            writer.load(
                "activities",
                (
                    {
                        "activity": f"N{n}",
                        "date": START + timedelta(n % 365),
                        "person": f"P{n % 2 + 1}",
                        "engagement": f"E{n % 3 + 1}",
                        "quantity": Decimal("0.5"),
                        "unit": "hour" if n % 7 == 0 else "day",
                    }
                    for n in range(100_000)
                ),
            )
        begun = time.perf_counter()
        found = summarise(office, START, END, ["authority", "month"])
        assert time.perf_counter() - begun < 1.5
        assert sum(Decimal(values[0]) for _, values in found.rows) > 40_000
