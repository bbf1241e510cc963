from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pip_manager.reports.cover_list_pdf import listing_pdf
from pip_manager.reports.cover_listing import Heading, Listing, Part
from pip_manager.reports.cover_look import LEVELS

LISTING = Listing(
    title="Gaps in cover",
    about="6 Nov to 22 Dec 2017",
    author="Practice Centre",
    columns=(
        Heading("Post", "strong", 20),
        Heading("From", "day", 10),
        Heading("FTE-days", "figure", 8),
        Heading("Level", "level", 10),
        Heading("Who decides", "words", 14),
    ),
    parts=[
        Part(
            "Open now",
            [
                ("Head of Service", date(2017, 11, 6), Decimal("0.6"), "Red", None),
                ("Director – Ŵ 中", date(2017, 12, 1), Decimal(4), "Critical", "Board"),
            ],
        ),
        Part("Later", [], "No gap."),
    ],
    notes=["1 secondment cannot be measured: from not stated (S7)."],
    made_on=date(2017, 11, 20),
)


def test_every_word_of_the_list_is_on_the_page(pages_of):
    [page] = pages_of(listing_pdf(LISTING))
    for words in (
        "Gaps in cover",
        "Head of Service",
        "6 Nov 2017",
        "0.6",
        "Critical",
        "not stated",
        "Board",
        "No gap.",
        "(S7)",
        "Page 1 of 1",
    ):
        assert words in page


def test_it_is_tagged_as_a_table_with_heads(checked):
    [table] = checked(listing_pdf(LISTING))
    assert len(table) == 3
    assert {kind for kind, _, _ in table[1]} == {"TD"}


def test_what_the_font_lacks_is_said_as_typed():
    spoken = "\ufeffDirector – Ŵ 中".encode("utf-16-be").hex().encode()
    assert spoken in listing_pdf(LISTING)


def test_a_long_list_repeats_its_heads_and_counts_its_pages(pages_of, checked):
    row = LISTING.parts[0].rows[0]
    file = listing_pdf(replace(LISTING, parts=[Part("Open now", [row] * 80)]))
    pages = pages_of(file)
    assert len(pages) > 2
    assert all("Who decides" in page for page in pages[:-1])
    assert sum(page.count("Head of Service") for page in pages) == 80
    assert f"Page 2 of {len(pages)}" in pages[1]
    [table] = checked(file)
    assert len(table) == 81


def test_the_same_list_gives_the_same_bytes():
    assert listing_pdf(LISTING) == listing_pdf(LISTING)


def test_a_level_has_the_ink_of_its_state(drawn):
    [code] = drawn(listing_pdf(LISTING))
    assert f"{LEVELS['Red']} rg" in code
    assert f"{LEVELS['Critical']} rg" in code
    assert f"{LEVELS['Amber']} rg" not in code
