"""The board and what stands behind a square, over real stores."""

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.domain.cover.board import State
from pip_manager.domain.cover.days import Piece
from pip_manager.errors import ConflictError
from pip_manager.services.cover.board import BoardAsked
from tests.services import establishments

TODAY = date(2026, 12, 14)
ASKED = BoardAsked("week", date(2026, 4, 1), date(2028, 3, 31), TODAY)
JANUARY = date(2027, 1, 18)


@pytest.fixture
def office(store_url):
    office = establishments.founded(store_url)
    establishments.add(office, "secondments", establishments.SECONDMENT)
    yield office
    office.store.close()


def week(first, days=5):
    start = first.toordinal()
    return Piece(start, start + 6, days)


def line(sheet, code):
    return next(one for one in sheet.lines if one.post.code == code)


def test_the_sheet_has_every_post_and_what_opens_soon(office):
    sheet = office.board.sheet(ASKED)
    assert [one.post.code for one in sheet.lines] == ["DCS", "HOS", "HOS2", "SDM"]
    assert (sheet.open_today, sheet.opening) == (0, 1)
    assert office.board.sheet(ASKED._replace(today=JANUARY)).open_today == 1
    column = sheet.column_of(JANUARY.toordinal())
    assert line(sheet, "HOS").cells[column] == (State.GAP, 6000)


def test_a_day_without_work_counts_as_the_next_with_work(office):
    sunday = date(2027, 1, 10)
    assert office.board.sheet(ASKED._replace(today=sunday)).open_today == 1


def test_a_gap_of_some_weekdays_is_open_on_the_days_between(office):
    row = {"secondment": "S2", "person": "P2", "home_post": "HOS2"}
    row |= {"from": "2026-11-04", "to": "2027-04-30", "pattern": "Wed:1"}
    establishments.add(office, "secondments", row)
    monday = date(2026, 12, 14)
    assert office.board.sheet(ASKED).open_today == 1
    short = office.board.why("HOS2", week(monday)).short
    assert (short.first, short.here) == (date(2026, 11, 4), date(2026, 12, 16))
    assert (short.last, short.is_broken) == (date(2027, 4, 28), True)
    found = office.gaps_list.ask(ASKED.first, ASKED.last, monday)
    [listed] = [one for one in found.lines if one.is_open]
    assert (listed.start, listed.end) == (short.first, short.last)


def test_a_gap_is_told_from_its_beginning_however_long_ago_as_in_the_list(office):
    [post] = [one for one in office.records.all("posts") if one.row["post"] == "HOS2"]
    began = {"from": "2020-04-01", "established_fte": Decimal("1.5")}
    office.records.change(post, {**post.row, **began})
    short = office.board.why("HOS2", week(JANUARY)).short
    assert (short.first, short.last) == (date(2020, 4, 1), None)
    assert not short.opens_before
    found = office.gaps_list.ask(JANUARY, JANUARY, JANUARY)
    [listed] = [one for one in found.lines if one.post == "HOS2"]
    assert listed.start == short.first
    assert listed.has_no_end


def test_each_line_knows_its_hosts_people_and_records(office):
    establishments.add(office, "cover", establishments.COVER)
    sheet = office.board.sheet(ASKED)
    assert sheet.hosts == [("E08000034", "Kirklees")]
    assert line(sheet, "HOS").hosts == {"E08000034"}
    assert line(sheet, "SDM").hosts == {"E08000034"}, "it is opened to cover"
    assert not line(sheet, "HOS2").hosts
    assert line(sheet, "HOS").names == "Ada Example Cleo Example Kirklees"
    start = date(2027, 1, 5).toordinal()
    assert sheet.places == {"S1": ("HOS", start), "C1": ("HOS", start)}


def test_a_release_without_a_host_has_none(office):
    row = {**establishments.SECONDMENT, "authority": None}
    establishments.add(office, "secondments", row, secondment="S2", home_post="SDM")
    sheet = office.board.sheet(ASKED)
    assert not line(sheet, "SDM").hosts


def test_what_cannot_be_measured_is_listed_also_where_only_proposed(office):
    row = {"secondment": "S9", "home_post": "HOS2", "state": "proposed"}
    establishments.add(office, "secondments", row)
    (found,) = office.board.sheet(ASKED).not_measurable
    assert (found.noun, found.code) == ("secondments", "S9")
    assert found.about == "Head of Service – safeguarding"
    assert found.why == "from not stated; share not stated"


def test_why_names_who_is_out_who_covers_and_what_is_left(office):
    cover = {**establishments.COVER, "fraction": Decimal("0.4"), "from": "2027-01-19"}
    establishments.add(office, "cover", cover)
    why = office.board.why("HOS", week(JANUARY))
    assert [one.words for one in why.released] == ["Ada Example to Kirklees"]
    assert why.released[0].share == "0.6 FTE"
    (covered,) = why.covered
    assert covered.words == "Cleo Example, acting up"
    assert covered.more == "From Service Delivery Manager – duty"
    assert why.cell == (State.PART, 2800)
    assert (why.row.level, why.chain) == ("amber", "S1")
    short = why.short
    assert (short.first, short.here, short.last, short.fte) == (
        date(2027, 1, 5),
        JANUARY,
        date(2027, 3, 27),
        6000,
    )


def test_the_next_link_tells_whose_chain_it_stands_in(office):
    establishments.add(office, "cover", establishments.COVER)
    why = office.board.why("SDM", week(JANUARY))
    assert why.chain == "S1"
    words = [one.words for one in why.released]
    assert words == ["Cleo Example, covering Head of Service – front door"]


def test_accepted_proposed_vacant_and_doubtful_are_told_apart(office):
    for code, row in (
        ("C2", {"kind": "no_cover_accepted", "approved_by": "Director"}),
        ("C3", {"kind": "agency_interim", "state": "proposed", "fraction": Decimal(1)}),
        ("C4", {"kind": "backfill", "state": "confirmed"}),
    ):
        start = None if code == "C4" else "2027-01-01"
        given = {"cover": code, "post": "HOS", "from": start, "reason": "It can wait."}
        establishments.add(office, "cover", given | row)
    why = office.board.why("HOS", week(JANUARY))
    (accepted,), (proposed,), (doubt,) = why.accepted, why.proposed, why.doubts
    assert accepted.words == "No cover, accepted by Director"
    assert accepted.more == "It can wait."
    assert proposed.code == "C3"
    assert (doubt.code, doubt.more) == ("C4", "from not stated; share not stated")
    assert why.vacancy == 0


def test_a_proposed_release_is_named_with_the_cover_proposed_for_it(office):
    out = {"secondment": "S2", "person": "P2", "home_post": "HOS2"}
    dates = {"from": "2027-01-01", "to": "2027-03-31", "state": "proposed"}
    half = {"fraction": Decimal("0.5")}
    establishments.add(office, "secondments", out | dates | half)
    given = {"cover": "C5", "post": "HOS2", "kind": "agency_interim"}
    establishments.add(office, "cover", given | dates | half)
    why = office.board.why("HOS2", week(JANUARY))
    assert [one.code for one in why.proposed] == ["S2", "C5"]
    assert not why.released


def test_what_nobody_holds_is_vacant(office):
    [holding] = [
        one for one in office.records.all("holdings") if one.row["post"] == "HOS2"
    ]
    office.records.change(holding, {**holding.row, "fte": Decimal("0.7")})
    why = office.board.why("HOS2", week(JANUARY))
    assert why.vacancy == 3000
    assert why.cell == (State.GAP, 3000)
    assert why.short.last is None, "no end is recorded"


def test_a_post_held_more_than_whole_has_nothing_vacant(office):
    held = {"post": "HOS", "person": "P2", "from": "2026-01-01", "fte": Decimal(1)}
    establishments.add(office, "holdings", held)
    why = office.board.why("HOS", week(JANUARY))
    assert len(why.holders) == 2
    assert why.vacancy == 0


def test_a_post_that_is_gone_is_told(office):
    with pytest.raises(ConflictError, match="There is no post “GONE” any more"):
        office.board.why("GONE", week(JANUARY))


def test_the_board_is_saved_as_pdf_and_picture(office, tmp_path):
    sheet = office.board.sheet(ASKED)
    office.board.save_pdf(tmp_path / "board.pdf", sheet)
    assert (tmp_path / "board.pdf").read_bytes().startswith(b"%PDF-")
    office.board.save(tmp_path / "board.png", b"picture")
    assert (tmp_path / "board.png").read_bytes() == b"picture"
