from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.quick_line import (
    Candidate,
    Name,
    Part,
    State,
    choices,
    choose,
    next_choice,
    understand,
)

TODAY = date(2026, 3, 3)  # a Tuesday

PEOPLE = (
    Name("P1", ("Jo Bloggs",)),
    Name("P2", ("Sam Ahmed",)),
    Name("P3", ("Alex Reed",)),
    Name("P4", ("Robin Carter",)),
    Name("P5", ("Robin Dent",)),
    Name("P6", ("Zoë O’Neil",)),
    Name("LR", ("Lee Rowan",)),
)
ENGAGEMENTS = (
    Name("E4", ("Kirklees", "Kirklees Improvement Partnership"), ("PRAC", "LEAD")),
    Name("E1", ("Sunderland", "Acting director"), is_open=False),
    Name("E2", ("Sunderland", "Coaching of heads of service")),
    Name("E7", ("Leicester", "Leicester audit"), ("PRAC",)),
    Name("E8", ("Leicester", "Leicester front door"), ("EH",)),
    Name("E9", ("Stockton-on-Tees", "Duty and advice review")),
)
STRANDS = (
    Name("PRAC", ("Practice",)),
    Name("LEAD", ("Leadership",)),
    Name("EH", ("Early help",)),
    Name("PM", ("Performance management",)),
)


def read(text, **more):
    given_names = {"people": PEOPLE, "engagements": ENGAGEMENTS, "strands": STRANDS}
    return understand(text, today=TODAY, **{**given_names, "me": "LR", **more})


def said_of(text):
    """Write what is understood of a line, shortly: only what was found."""
    line = read(text)
    found = {
        "on": line.day,
        "for": f"{line.quantity} {line.unit}" if line.quantity else None,
        "at": line.engagement,
        "strand": line.strand,
        "by": line.person if line.person != "LR" else None,
        "with": "+".join(line.companions),
        "spent": " & ".join(
            f"{e.description or '?'} {e.quantity:f} {e.unit} at {e.unit_price or '?'}"
            for e in line.expenses
        ),
        "did": line.summary,
        "unsure": "+".join(
            "/".join(candidate.code for candidate in chip.candidates)
            for chip in line.chips
            if chip.state is State.AMBIGUOUS
        ),
    }
    return ", ".join(f"{name} {value}" for name, value in found.items() if value)


LINES = {
    "Tue 0.5d Kirklees practice – case audit with Jo, travel 12.40": (
        "on 2026-03-03, for 0.5 day, at E4, strand PRAC, with P1,"
        " spent Travel 1 item at 12.40, did case audit"
    ),
    # days
    "Tue": "on 2026-03-03",
    "tuesday": "on 2026-03-03",
    "Wed": "on 2026-02-25",
    "weds": "on 2026-02-25",
    "mon": "on 2026-03-02",
    "Sunday": "on 2026-03-01",
    "today": "on 2026-03-03",
    "Yesterday": "on 2026-03-02",
    "tomorrow": "on 2026-03-04",
    "2 Mar": "on 2026-03-02",
    "2nd March": "on 2026-03-02",
    "March 2nd": "on 2026-03-02",
    "2 Mar 25": "on 2025-03-02",
    "2 Mar 2025": "on 2025-03-02",
    "2/3": "on 2026-03-02",
    "2/3/26": "on 2026-03-02",
    "02/03/2026": "on 2026-03-02",
    "2026-03-02": "on 2026-03-02",
    "9/3/26": "on 2026-03-09",
    "20 Dec": "unsure 2025-12-20/2026-12-20",
    "20/12": "unsure 2025-12-20/2026-12-20",
    "31/2": "did 31/2",
    "29 Feb": "did 29 Feb",
    "Mon 2 Mar": "on 2026-03-02",
    "Fri 20 Dec": "unsure 2025-12-20/2026-12-20/2026-02-27",
    "Sat 20 Dec": "on 2025-12-20",
    "2 Mar 23 miles": "on 2026-03-02, spent Mileage 23 mile at ?",
    "2 Mar 10d": "on 2026-03-02, for 10 day",
    # quantities
    "0.5d": "for 0.5 day",
    "0,5 d": "for 0.5 day",
    ".25d": "for 0.25 day",
    "1 day": "for 1 day",
    "2 days": "for 2 day",
    "½d": "for 0.5 day",
    "1½ days": "for 1.5 day",
    "half day": "for 0.5 day",
    "half a day": "for 0.5 day",
    "a day": "for 1 day",
    "quarter day": "for 0.25 day",
    "3.5h": "for 3.5 hour",
    "2 hours": "for 2 hour",
    "2hrs": "for 2 hour",
    "an hour": "for 1 hour",
    "45 minutes": "for 0.75 hour",
    "20 min": "did 20 min",
    "0d": "did 0d",
    "0.5d 2h": "for 0.5 day, did 2h",
    # engagements and strands
    "E4": "at E4",
    "e9": "at E9",
    "Kirklees": "at E4",
    "kirk": "at E4",
    "Kirklees’s": "at E4",
    "kirklees improvement partnership": "at E4",
    "Stockton": "at E9",
    "Stockton-on-Tees": "at E9",
    "stockton on tees": "at E9",
    "partnership": "at E4",
    "Sunderland": "at E2",
    "Leicester": "unsure E7/E8",
    "Leicester practice": "at E7, strand PRAC",
    "Leicester early help": "at E8, strand EH",
    "Leicester audit": "at E7",
    "leic front": "at E8",
    "PRAC": "strand PRAC",
    "prac": "strand PRAC",
    "leader": "strand LEAD",
    "PM": "strand PM",
    "Wakefield": "did Wakefield",
    "Kirklees Stockton": "at E4, did Stockton",
    # people
    "with Jo": "with P1",
    "with jo bloggs": "with P1",
    "with JB and Alex": "with P1+P3",
    "with Sam, Alex & Jo": "with P2+P3+P1",
    "with P2": "with P2",
    "with zoe": "with P6",
    "with Robin": "unsure P4/P5",
    "with Robin Dent": "with P5",
    "with Zed": "did with Zed",
    "Sam 1d Kirklees": "for 1 day, at E4, by P2",
    "SA 1d": "for 1 day, by P2",
    "– visit with Sam and a parent": "with P2, did visit and a parent",
    "– talks with the team": "did talks with the team",
    # expenses
    "travel 12.40": "spent Travel 1 item at 12.40",
    "parking £3": "spent Parking 1 item at 3.00",
    "train £1,012.5, taxi 8": ("spent Train 1 item at 1012.50 & Taxi 1 item at 8.00"),
    "mileage 23 miles": "spent Mileage 23 mile at ?",
    "23 miles": "spent Mileage 23 mile at ?",
    "mileage 23": "spent Mileage 23 mile at ?",
    "£4": "spent ? 1 item at 4.00",
    "train 2 staff": "did train 2 staff",
    # summaries
    "Kirklees — front door": "at E4, did front door",
    "Kirklees - front door": "at E4, did front door",
    "Kirklees -- front door": "at E4, did front door",
    "- front door": "did front door",
    "Kirklees – Mon 1d at Leicester": "at E4, did Mon 1d at Leicester",
    "Kirklees review of files": "at E4, did review of files",
    "": "",
    "  ": "",
    "–": "",
    "...": "",
    # signs on their own, and a figure that belongs to something else
    " d": "did d",
    "travel 1.50 h 2d": "for 2 day, spent Travel 1 item at 1.50, did h",
}


@pytest.mark.parametrize("text", LINES)
def test_a_line_is_understood(text):
    assert said_of(text) == LINES[text]


def chip_of(line, words):
    return next(c for c in line.chips if line.text[c.start : c.end] == words)


def test_a_day_in_the_future_is_flagged():
    assert read("tomorrow").is_future
    assert chip_of(read("9/3/26"), "9/3/26").note == "in the future"
    assert not read("today").is_future


def test_the_days_end_where_the_calendar_does():
    line = understand("tomorrow", today=date.max, people=(), engagements=(), strands=())
    assert line.day is None
    assert line.summary == "tomorrow"


def test_what_is_missing_is_named():
    assert read("").missing == ("date", "quantity", "engagement")
    assert read("", me=None).missing[-1] == "person"
    assert read("Tue 1d Leicester").missing == ("engagement",)
    assert read("Tue 1d Kirklees, £4").missing == ("description",)
    assert read("Tue 1d Kirklees, 9 miles").missing == ("unit_price",)
    assert read("Tue 1d Kirklees").missing == ()


def test_what_is_not_known_stays_text():
    chip = chip_of(read("Tue Wakefield 1d"), "Wakefield")
    assert (chip.part, chip.state) == (Part.SUMMARY, State.TEXT)


def test_choosing_settles_a_chip_and_what_hangs_on_it():
    line = read("Tue 1d Leicester")
    chip = chip_of(line, "Leicester")
    chosen = choose(line, chip.span, chip.candidates[1])
    assert chosen.engagement == "E8"
    assert chosen.missing == ()
    assert chip_of(chosen, "Leicester").state is State.SURE


def test_what_a_chip_cannot_mean_is_not_chosen():
    line = read("Tue 1d Leicester")
    stranger = Candidate(Part.ENGAGEMENT, "E4", "Kirklees")
    assert choose(line, chip_of(line, "Leicester").span, stranger) == line
    assert choose(line, (0, 99), stranger) == line


def test_candidates_are_gone_through_round_and_round():
    line = read("with Robin")
    span = line.chips[0].span
    seen = []
    for _ in range(3):
        line = next_choice(line, span)
        seen.append(line.companions)
    assert seen == [("P4",), ("P5",), ("P4",)]
    assert next_choice(line, (50, 60)) == line


def test_choices_outlast_the_next_keystroke():
    line = next_choice(read("Leicester"), (0, len("Leicester")))
    assert line.engagement == "E7"
    assert read("Leicester 1d", chosen=choices(line)).engagement == "E7"
    assert read("Leicester 1d").engagement is None


def test_engagements_worked_on_lately_are_offered_first():
    line = read("Leicester", recent=("E8", "E4"))
    assert [candidate.code for candidate in line.chips[0].candidates] == ["E8", "E7"]
    assert line.engagement is None


def test_names_that_mean_two_kinds_of_thing_are_ambiguous():
    line = read("jo", strands=(Name("JO", ("Joint work",)),))
    assert [candidate.part for candidate in line.chips[0].candidates] == [
        Part.STRAND,
        Part.PERSON,
    ]
    assert (line.strand, line.person) == (None, "LR")


words = st.sampled_from(
    [
        *LINES,
        " ",
        ",",
        " – ",
        "with ",
        "and ",
        "£",
        "½",
        "Robin",
        "\u0301",
        "’s",
        "2/3 ",
    ]
)
lines = st.one_of(st.text(), st.lists(words | st.text(max_size=3)).map("".join))
names = st.builds(Name, st.text(), st.lists(st.text(), max_size=2).map(tuple))


@given(lines, st.dates(), st.lists(names, max_size=3))
def test_no_line_fails_and_no_chips_overlap(text, today, more):
    line = understand(
        text,
        today=today,
        people=(*PEOPLE, *more),
        engagements=(*ENGAGEMENTS, *more),
        strands=(*STRANDS, *more),
    )
    ends = [0]
    for chip in line.chips:
        assert ends[-1] <= chip.start < chip.end <= len(text)
        ends.append(chip.end)
    assert line.quantity is None or line.quantity > 0
    for expense in line.expenses:
        assert isinstance(expense.quantity, Decimal)


def test_a_keystroke_takes_less_than_five_milliseconds():
    people = tuple(Name(f"Q{n}", (f"Person{n} Surname{n % 20}",)) for n in range(60))
    engagements = tuple(
        Name(f"X{n}", (f"Borough{n % 25}", f"Borough{n % 25} programme number {n}"))
        for n in range(60)
    )
    text = (
        "Tue 0.5d Borough7 practice numb – case audit with Person4, travel 12.40, etc"
    )
    spent = []
    for _ in range(5):
        for end in range(len(text)):
            started = time.perf_counter()
            read(text[:end], people=people, engagements=engagements)
            spent.append(time.perf_counter() - started)
    assert sorted(spent)[int(len(spent) * 0.9)] < 0.005
