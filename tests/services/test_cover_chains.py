from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.services.cover import papers as cover_papers
from tests.services import books
from tests.services.we4 import chain

TODAY = date(2017, 11, 20)


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    chain(office)
    yield office
    office.store.close()


def only(office, **how):
    [found] = office.chains.all(TODAY, **how).chains
    return found


def priced(office, code, amount, unit):
    books.change(office, "cover", code, cost_amount=Decimal(amount), cost_unit=unit)


def test_a_chain_goes_from_the_post_left_to_its_end(office):
    found = only(office)
    assert (found.person, found.host, found.links) == ("Ada Example", "Kirklees", 3)
    root = found.root
    assert (root.title, root.short) == ("Head of Service", 9)
    assert [link.cover for link in root.links] == ["C1", "C2"]
    left = root.links[0].leaves
    assert (left.title, left.short, left.share) == ("Service Delivery Manager", 10, "1")
    assert (left.start, left.end) == (date(2017, 11, 13), date(2017, 12, 8))
    assert [link.cover for link in left.links] == ["C3"]
    assert root.links[1].leaves is None


def test_breaks_are_named_with_their_days_the_first_first(office):
    assert [(one.title, one.words) for one in only(office).breaks] == [
        ("Head of Service", "nobody from 6 to 12 Nov 2017"),
        ("Service Delivery Manager", "nobody from 13 to 26 Nov 2017"),
        (
            "Head of Service",
            "1 short on some days of the week from 14 to 22 Dec 2017",
        ),
    ]


def test_the_total_cost_counts_links_without_one(office):
    assert cover_papers.cost_words(only(office)) == (
        "The cost of the chain is not stated."
    )
    priced(office, "C1", "550", "month")
    found = only(office)
    # 14 of 22 working days of November, 6 of 19 of December, each rounded by itself
    assert found.root.links[0].cost == Decimal("350.00") + Decimal("173.68")
    assert cover_papers.cost_words(found) == (
        "The chain costs £523.68, and 2 links without a cost."
    )
    priced(office, "C2", "400", "day")
    priced(office, "C3", "250", "once")
    found = only(office)
    assert (found.unpriced, found.cost) == (0, Decimal("523.68") + 9 * 400 + 250)
    assert cover_papers.cost_words(found) == "The chain costs £4,373.68."


def test_costs_are_those_within_the_secondment(office):
    priced(office, "C2", "100", "day")
    books.change(office, "cover", "C2", to="2018-03-31", pattern="Mon:1 Tue:1 Wed:1")
    assert only(office).root.links[1].cost == 900


def test_an_open_secondment_is_counted_for_a_year_and_says_so(office):
    books.change(office, "secondments", "S1", to=None)
    found = only(office)
    assert (found.end, found.until) == (None, date(2018, 11, 20))
    assert "counted to 20 Nov 2018" in " ".join(cover_papers.chain_notes(found))
    assert found.breaks[-1].goes_on


def test_what_cannot_be_measured_has_no_chain_and_says_why(office):
    books.add(office, "secondments", secondment="S9", home_post="SDM", state="proposed")
    found = office.chains.all(TODAY)
    [unknown] = found.unmeasured
    assert (unknown.code, unknown.person) == ("S9", "Somebody not named")
    assert unknown.why == "from not stated; share not stated"
    assert len(found.chains) == 1


def test_a_doubt_along_the_chain_is_told(office):
    assert not only(office).is_doubtful
    books.add(office, "cover", cover="C9", post="SDM", kind="backfill")
    assert only(office).is_doubtful


def test_what_is_over_comes_last(office):
    out = {"secondment": "S0", "home_post": "SDM", "fraction": Decimal("0.1")}
    books.add(office, "secondments", from_="2016-01-04", to="2016-01-08", **out)
    found = office.chains.all(TODAY).chains
    assert [one.code for one in found] == ["S1", "S0"]


def test_an_accepted_gap_is_a_break_that_says_who_accepted_it(office):
    row = {"cover": "C9", "post": "SDM", "kind": "no_cover_accepted"}
    books.add(office, "cover", from_="2017-11-13", approved_by="Deputy Director", **row)
    words = [one.words for one in only(office).breaks if one.post == "SDM"]
    assert words == ["nobody from 13 to 26 Nov 2017, accepted by Deputy Director"]


def test_no_secondment_has_no_chain(tmp_path):
    office = books.founded(str(tmp_path / "none.store"))
    found = office.chains.all(TODAY)
    assert (list(found.chains), list(found.unmeasured)) == ([], [])
    office.store.close()


def test_a_chain_is_saved_step_by_step(office, tmp_path):
    for suffix in ("csv", "xlsx", "pdf"):
        cover_papers.save_chain(office, only(office), tmp_path / f"chain.{suffix}")
    lines = (tmp_path / "chain.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("1,Head of Service,2017-11-06,22 Dec 2017,")
    assert any(line.startswith("2,Covered by Cleo Example,") for line in lines)
