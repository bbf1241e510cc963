from __future__ import annotations

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from pip_manager.domain.cover.report import Asked
from pip_manager.errors import PipManagerError
from pip_manager.services.cover import gaps
from pip_manager.services.cover import papers as cover_papers
from pip_manager.services.cover.gaps_list import Section
from tests.services import books
from tests.services.we4 import chain, cover_of

FIRST, LAST, TODAY = date(2017, 11, 6), date(2017, 12, 22), date(2017, 11, 20)


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    chain(office)
    yield office
    office.store.close()


def ask(office, first=FIRST, last=LAST, today=TODAY, **how):
    return office.gaps_list.ask(first, last, today, **how)


def spans(found):
    return [(line.post, line.start.isoformat(), line.end.isoformat()) for line in found]


def test_each_opening_is_a_line_and_the_open_one_is_first(office):
    found = ask(office)
    assert spans(found.of(Section.SOON)) == [
        ("SDM", "2017-11-13", "2017-11-26"),
        ("HOS", "2017-12-14", "2017-12-22"),
    ]
    assert spans(found.of(Section.PAST)) == [("HOS", "2017-11-06", "2017-11-12")]
    first = found.lines[0]
    assert (first.fte_days, first.most, first.longest_run) == (10, 1, 10)
    assert first.is_open
    assert first.level == "red"


def test_the_days_add_up_to_what_gaps_says(office):
    found = ask(office)
    told = gaps.gaps(office, Asked(FIRST, LAST))
    assert sum(line.fte_days for line in found.lines) == Decimal(19)
    assert told.totals[0].sums.gap == 190_000


def test_the_cause_names_who_left_and_who_covers_and_from_when(office):
    by_post = {(one.post, one.start): one.cause for one in ask(office).lines}
    assert by_post["SDM", date(2017, 11, 13)] == (
        "Ben Example covers Head of Service 1;"
        " cover begins 27 Nov 2017 (Cleo Example, backfill)"
    )
    assert by_post["HOS", date(2017, 12, 14)] == (
        "Ada Example seconded to Kirklees 1; cover on Mon, Tue, Wed (agency interim);"
        " cover ended 8 Dec 2017 (Ben Example, acting up)"
    )


def test_a_line_tells_where_a_gap_really_begins_and_ends(office):
    [line] = ask(office, date(2017, 11, 15), date(2017, 11, 17)).lines
    assert (line.start, line.end) == (date(2017, 11, 13), date(2017, 11, 26))
    # but its figures are those of what was asked
    assert line.fte_days == 3
    assert not line.opens_before
    assert not line.goes_on


def test_a_gap_without_an_end_says_so(office):
    out = {"secondment": "S2", "home_post": "SDM", "from_": "2018-02-01"}
    books.add(office, "secondments", fraction=Decimal("0.6"), **out)
    found = ask(office, date(2018, 1, 1), date(2018, 3, 31))
    [line] = found.lines
    assert line.goes_on
    assert line.has_no_end
    assert cover_papers.end_words(line) == "no end recorded"
    assert found.is_cut


def test_who_accepted_that_there_is_no_cover_decides(office):
    row = {"cover": "C9", "post": "SDM", "kind": "no_cover_accepted"}
    row |= {"approved_by": "Deputy Director", "reason": "Two weeks only."}
    books.add(office, "cover", from_="2017-11-13", to="2017-11-26", **row)
    line = ask(office).lines[0]
    assert line.decides == "Deputy Director"
    assert "no cover, accepted by Deputy Director: Two weeks only" in line.cause
    assert line.fte_days == 10


def test_what_is_proposed_counts_only_when_asked(office):
    row = cover_of("C8", "SDM", "backfill", None, None, "2017-11-13", "2017-11-26", 0)
    books.add(office, "cover", **(row | {"state": "proposed"}))
    line = ask(office).lines[0]
    assert line.is_proposed
    assert line.cause.endswith("cover by an unnamed backfill is only proposed")
    told = spans(ask(office, with_proposed=True).lines)
    assert ("SDM", "2017-11-13", "2017-11-26") not in told


def test_a_statutory_post_held_by_nobody_is_listed_without_any_fte(office):
    books.add(office, "posts", post="DCS", title="Director", statutory_dcs=True)
    books.add(
        office, "holdings", post="DCS", person="P3", from_="2015-01-01", to="2017-11-30"
    )
    [line] = [one for one in ask(office).lines if one.post == "DCS"]
    assert line.level == "critical"
    assert line.start == date(2017, 12, 1)
    assert line.fte_days == 0
    assert line.cause == "Nobody holds the statutory post"


def test_what_cannot_be_measured_stands_in_the_footnote(office):
    books.add(office, "secondments", secondment="S7", home_post="HOS")
    books.add(office, "posts", post="TM", title="Team manager")
    found = ask(office)
    notes = cover_papers.footnotes(found)
    assert notes[0] == (
        "1 secondment cannot be measured and is in no figure:"
        " from not stated; share not stated (S7)."
    )
    assert notes[1].startswith("Team manager: the established FTE is not stated")
    assert cover_papers.footnote_line(found) == (
        "Cannot be measured: 1 secondment (from not stated, share not stated)."
        " FTE not stated: 1 post."
    )


def test_who_gives_more_than_they_have_stands_in_the_footnote(office):
    row = cover_of("C7", "SDM", "backfill", "P2", None, "2017-11-13", "2017-11-17", 0)
    books.add(office, "cover", **(row | {"fraction": Decimal("0.2")}))
    assert cover_papers.footnotes(ask(office))[-1] == (
        "Ben Example gives 1.2 of 1 FTE from 13 to 17 Nov 2017."
    )


def test_a_period_that_ends_before_it_begins_is_refused(office):
    with pytest.raises(PipManagerError):
        ask(office, LAST, FIRST)


def test_the_files_hold_the_same_rows_and_the_footnote(office, tmp_path):
    books.add(office, "secondments", secondment="S7", home_post="HOS", person="P1")
    found = ask(office)
    for suffix in ("csv", "xlsx", "pdf"):
        cover_papers.save_gaps(office, found, tmp_path / f"gaps.{suffix}")
    csv = (tmp_path / "gaps.csv").read_text("utf-8-sig").splitlines()
    assert csv[0].startswith("Section,Post,From,To,FTE-days,Most FTE,")
    assert "Service Delivery Manager,2017-11-13,26 Nov 2017,10,1,10,Red," in csv[1]
    assert csv[-1].startswith("1 secondment cannot be measured")
    [sheet] = openpyxl.load_workbook(tmp_path / "gaps.xlsx").worksheets
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    titles = [row[0] for row in values]
    assert titles.count("Service Delivery Manager") == 1
    assert titles.count("Head of Service") == 2
    assert any("cannot be measured" in str(title) for title in titles)
    assert (tmp_path / "gaps.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_no_cell_of_a_workbook_is_a_formula(office, tmp_path):
    books.change(office, "posts", "SDM", title='=HYPERLINK("http://x.example")')
    cover_papers.save_gaps(office, ask(office), tmp_path / "gaps.xlsx")
    [sheet] = openpyxl.load_workbook(tmp_path / "gaps.xlsx").worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    cover_papers.save_gaps(office, ask(office), tmp_path / "gaps.csv")
    assert "'=HYPERLINK" in (tmp_path / "gaps.csv").read_text("utf-8-sig")


def test_a_list_without_a_gap_says_whether_there_may_be_one(office):
    far = date(2022, 1, 3)
    known = cover_papers.gaps_listing(ask(office, far, far), "")
    assert known.parts[0].nothing == "No gap."
    out = {"secondment": "S9", "home_post": "SDM", "from_": "2022"}
    books.add(office, "secondments", **out)
    doubted = cover_papers.gaps_listing(ask(office, far, far), "")
    assert doubted.parts[0].nothing.startswith("No gap can be seen")
